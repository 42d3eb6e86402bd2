//! Going through all that may run at a start: sites first, then the modules that are looked for on the whole path.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::directory::{self, Directory};
use super::item::{StartupItem, StartupKind};
use super::modules::Module;
use super::owners::Owners;
use super::search_path::{is_processed, standard};
use crate::inventory::discover::pool;
use crate::inventory::file::Disk;
use crate::inventory::{
    Environment, Inventory, PathFile, PathFileAction, PathFileLine, Problem, ProblemCode, PythonVersion,
    Site, SiteKind,
};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::path_file;

/// How often a directory that a line adds may add another one.
const DEPTH: u32 = 8;
/// How many directories that lines add are gone through.
const ADDED_LIMIT: usize = 1024;
/// How many modules are looked for that lines import.
const MODULE_LIMIT: usize = 20_000;
/// How many threads work where nobody says.
const THREADS: usize = 8;
/// How much of a `.pth` or `.start` file is read, in bytes.
pub(super) const PATH_FILE_LIMIT: usize = 1024 * 1024;

/// What is known so far.
pub(super) struct Gathering<'run> {
    pub(super) disk: &'run Disk,
    pub(super) inventory: &'run Inventory,
    pub(super) owners: Owners<'run>,
    pub(super) items: Vec<StartupItem>,
    pub(super) problems: Vec<Problem>,
    /// Modules that lines import, by file.
    pub(super) modules: BTreeMap<PathBuf, StartupItem>,
    pub(super) directories: HashMap<PathBuf, Directory>,
    /// Of each environment, the places on its path before the sites.
    pub(super) standards: Vec<Vec<PathBuf>>,
    /// Of each environment, what lines add to its path that the inventory has not.
    pub(super) added: Vec<Vec<PathBuf>>,
    visited: BTreeSet<PathBuf>,
    lookups: Lookups,
}

/// Modules that were looked for: of a place, by name.
#[derive(Default)]
struct Lookups {
    modules: HashMap<(PathBuf, String), Option<ModuleFiles>>,
    standard: HashMap<(Option<usize>, String), bool>,
    is_cut: bool,
}

/// The files that the import of a module runs, and the directory that they were found in.
type ModuleFiles = std::rc::Rc<(Vec<PathBuf>, PathBuf)>;

/// A directory whose `.pth` and `.start` files are gone through.
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// The environments that go through it, by their places in the inventory.
    pub(super) environments: Vec<usize>,
    /// Whether it is only on the path, so that Python leaves these files alone.
    pub(super) is_inert: bool,
    /// Where its path lines lead.
    pub(super) linked: Vec<PathBuf>,
    /// The names of its `.start` files without their ending.
    pub(super) started: BTreeSet<PathBuf>,
    depth: u32,
}

impl<'run> Gathering<'run> {
    pub(super) fn new(disk: &'run Disk, inventory: &'run Inventory) -> Self {
        Self {
            disk,
            inventory,
            owners: Owners::new(disk, inventory),
            items: Vec::new(),
            problems: Vec::new(),
            modules: BTreeMap::new(),
            directories: HashMap::new(),
            standards: Vec::new(),
            added: vec![Vec::new(); inventory.environments.len()],
            visited: BTreeSet::new(),
            lookups: Lookups::default(),
        }
    }

    /// Goes through all sites and environments.
    pub(super) fn run(&mut self, threads: Option<usize>) {
        self.find_standards();
        let listed =
            |site: &&Site| !matches!(site.kind, SiteKind::CondaMeta | SiteKind::Archive | SiteKind::Checkout);
        let sites = self.inventory.sites.iter().filter(listed).map(|site| site.path.clone());
        let is_archive = |path: &Path| path.extension() == Some(OsStr::new("zip"));
        let standard = self.standards.iter().flatten().filter(|path| !is_archive(path)).cloned();
        let wanted: BTreeSet<PathBuf> = sites.chain(standard).collect();
        self.look_into(wanted.into_iter().collect(), threads);
        let inventory = self.inventory;
        for site in inventory.sites.iter().filter(listed) {
            self.site(site);
        }
        self.hooks();
        let modules = std::mem::take(&mut self.modules);
        self.items.extend(modules.into_values());
    }

    /// Environments of one base share what lies before their sites.
    fn find_standards(&mut self) {
        let mut known: HashMap<(&Path, &PythonVersion, crate::inventory::Implementation), Vec<PathBuf>> =
            HashMap::new();
        for environment in &self.inventory.environments {
            let prefix = environment.base.as_deref().unwrap_or(&environment.prefix);
            let key = (prefix, &environment.version, environment.implementation);
            let disk = self.disk;
            let places = known.entry(key).or_insert_with(|| standard(disk, environment)).clone();
            self.standards.push(places);
        }
    }

    /// Looks into directories, by several threads.
    fn look_into(&mut self, wanted: Vec<PathBuf>, threads: Option<usize>) {
        let available =
            || std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(THREADS);
        let threads = threads.unwrap_or_else(available).clamp(1, wanted.len().max(1));
        let disk = self.disk;
        let found = pool::run(wanted, vec![Vec::new(); threads], |found: &mut Vec<_>, path: PathBuf, _| {
            let directory = directory::look(disk, &path);
            found.push((path, std::sync::Arc::new(directory)));
        });
        for (path, directory) in found.into_iter().flatten() {
            let Some(mut directory) = std::sync::Arc::into_inner(directory) else { continue };
            self.problems.append(&mut directory.problems);
            self.directories.insert(path, directory);
        }
    }

    /// What a directory holds, looked at once.
    pub(super) fn directory(&mut self, path: &Path) -> &Directory {
        if !self.directories.contains_key(path) {
            let mut found = directory::look(self.disk, path);
            self.problems.append(&mut found.problems);
            self.directories.insert(path.to_path_buf(), found);
        }
        &self.directories[path]
    }

    fn site(&mut self, site: &Site) {
        let seen = self.inventory.environments.iter().enumerate();
        let environments: Vec<usize> =
            seen.filter(|(_, found)| found.sites.contains(&site.path)).map(|(at, _)| at).collect();
        let is_inert = !is_processed(site);
        let place = self.place(site.path.clone(), environments, is_inert, &site.path_files, 0);
        if !is_inert {
            self.visited.insert(site.path.clone());
        }
        self.go_through(&place, &site.path_files);
    }

    fn place(
        &mut self,
        path: PathBuf,
        environments: Vec<usize>,
        is_inert: bool,
        files: &[PathFile],
        depth: u32,
    ) -> Place {
        let targets = files.iter().flat_map(|file| &file.lines).filter_map(|line| match &line.action {
            PathFileAction::Path { target: Some(target) } => Some(target.clone()),
            _ => None,
        });
        let linked: Vec<PathBuf> = targets.take(ADDED_LIMIT).collect();
        let started = self.directory(&path).start_files.iter().map(|name| name.with_extension("")).collect();
        Place { path, environments, is_inert, linked, started, depth }
    }

    fn go_through(&mut self, place: &Place, files: &[PathFile]) {
        for file in files {
            self.path_file(place, file);
        }
        let started: Vec<PathBuf> = self.directory(&place.path).start_files.clone();
        for name in started {
            self.start_file(place, &name);
        }
    }

    /// Goes through a directory that a line hands to `site.addsitedir`.
    pub(super) fn add_site(&mut self, by: &Place, directory: &Path) {
        let Ok(real) = self.disk.resolve(directory) else { return };
        if !self.disk.is_directory(&real) {
            return;
        }
        for at in &by.environments {
            if !self.added[*at].contains(&real) {
                self.added[*at].push(real.clone());
            }
        }
        if by.depth >= DEPTH
            || self.visited.len() > ADDED_LIMIT + self.inventory.sites.len()
            || !self.visited.insert(real.clone())
        {
            return;
        }
        let names = self.directory(&real).path_files.clone();
        let files: Vec<PathFile> =
            names.into_iter().filter_map(|name| self.read_path_file(&real, name)).collect();
        let place = self.place(real, by.environments.clone(), by.is_inert, &files, by.depth + 1);
        for at in &place.environments {
            let new: Vec<PathBuf> =
                place.linked.iter().filter(|path| !self.added[*at].contains(path)).cloned().collect();
            self.added[*at].extend(new);
        }
        self.go_through(&place, &files);
    }

    fn read_path_file(&mut self, directory: &Path, name: PathBuf) -> Option<PathFile> {
        let path = directory.join(&name);
        let read = match self.disk.read(&path, PATH_FILE_LIMIT) {
            Ok(read) => read,
            Err(error) => {
                self.problems.push(error.problem(&path));
                return None;
            }
        };
        if !read.whole {
            self.problems.push(Problem::cut(&path, PATH_FILE_LIMIT));
        }
        let action = |line: &path_file::Line| {
            if line.is_import {
                return PathFileAction::Import;
            }
            let text = directory.join(&line.text);
            let target = if line.text.contains('\0') { None } else { self.disk.resolve(&text).ok() };
            PathFileAction::Path { target: target.filter(|target| self.disk.file_type(target).is_some()) }
        };
        let line = |line: &path_file::Line| PathFileLine {
            number: line.number,
            text: mask_credentials(&line.text),
            action: action(line),
        };
        let lines = path_file::read(&read.bytes).iter().map(line).collect();
        Some(PathFile { name, lines })
    }

    /// The environments of a place, parted by whether their version runs something.
    pub(super) fn parted(
        &self,
        place: &Place,
        runs: impl Fn(&PythonVersion) -> bool,
    ) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let all = place.environments.iter().map(|at| &self.inventory.environments[*at]);
        let (run, rest): (Vec<&Environment>, Vec<&Environment>) =
            all.partition(|found| !place.is_inert && runs(&found.version));
        let prefixes = |found: Vec<&Environment>| {
            let prefixes: BTreeSet<PathBuf> = found.into_iter().map(|found| found.prefix.clone()).collect();
            prefixes.into_iter().collect::<Vec<_>>()
        };
        let run = prefixes(run);
        let rest = prefixes(rest).into_iter().filter(|prefix| !run.contains(prefix)).collect();
        (run, rest)
    }

    /// Where modules are looked for that a line of a place imports: beside it first.
    fn directories_of(&self, place: &Place) -> Vec<PathBuf> {
        let mut directories = vec![place.path.clone()];
        let sites = place.environments.iter().flat_map(|at| &self.inventory.environments[*at].sites);
        for path in place.linked.iter().chain(sites) {
            if !directories.contains(path) && directories.len() < 64 {
                directories.push(path.clone());
            }
        }
        directories
    }

    /// Where the files of a module lie, looked for once.
    fn find_module(&mut self, place: &Place, module: &str) -> Option<ModuleFiles> {
        let key = (place.path.clone(), module.to_owned());
        if let Some(found) = self.lookups.modules.get(&key) {
            return found.clone();
        }
        if self.lookups.modules.len() >= MODULE_LIMIT {
            if !std::mem::replace(&mut self.lookups.is_cut, true) {
                let reason = format!("only {MODULE_LIMIT} of the modules that lines import were looked for");
                self.problems.push(Problem::new(&place.path, ProblemCode::SiteUnread, reason));
            }
            return None;
        }
        let disk = self.disk;
        let found = self
            .directories_of(place)
            .into_iter()
            .map(|directory| (directory::module_files(disk, &directory, module), directory))
            .find(|(files, _)| !files.is_empty())
            .map(ModuleFiles::new);
        self.lookups.modules.insert(key, found.clone());
        found
    }

    /// The module that a line imports, as an item of its own: whether it is vouched for, and known. `None` where it was not found.
    pub(super) fn imported(&mut self, place: &Place, module: &str, likely: Option<&str>) -> Option<Imported> {
        let found = self.find_module(place, module)?;
        let (files, directory) = &*found;
        let (environments, _) = self.parted(place, |_| true);
        let mut whole = Imported { is_vouched_for: true, is_known: true };
        for file in files {
            if !self.modules.contains_key(file) {
                let kind = StartupKind::ImportedModule;
                let module = Module { kind, site: directory, file: file.clone(), is_text: true, likely };
                let mut item = self.module(module);
                item.is_inert = place.is_inert;
                self.modules.insert(file.clone(), item);
            }
            let Some(item) = self.modules.get_mut(file) else { continue };
            let new: BTreeSet<PathBuf> = item.environments.drain(..).chain(environments.clone()).collect();
            item.environments = new.into_iter().collect();
            item.is_inert &= place.is_inert;
            whole.is_vouched_for &= item.is_vouched_for();
            whole.is_known &= item.known.is_some();
        }
        Some(whole)
    }

    /// Whether a module is one of the standard library of a place's Pythons.
    pub(super) fn is_standard(&mut self, place: &Place, module: &str) -> bool {
        let top = module.split('.').next().unwrap_or(module);
        let first = place.environments.first().copied();
        let key = (first, top.to_owned());
        if let Some(known) = self.lookups.standard.get(&key) {
            return *known;
        }
        if self.lookups.standard.len() >= MODULE_LIMIT {
            return false;
        }
        let mut places = first.map(|at| &self.standards[at]).into_iter().flatten();
        let found = places.any(|standard| !directory::module_files(self.disk, standard, top).is_empty());
        self.lookups.standard.insert(key, found);
        found
    }
}

/// What is thought of a module that a line imports.
#[derive(Clone, Copy, Debug)]
pub(super) struct Imported {
    pub(super) is_vouched_for: bool,
    pub(super) is_known: bool,
}
