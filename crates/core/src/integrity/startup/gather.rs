//! Going through all that may run at a start: sites first, then the modules that are looked for on the whole path.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::archive::Archives;
use super::directory::{self, Directory};
use super::imports::Lookups;
use super::item::StartupItem;
use super::owners::Owners;
use super::search_path::{is_processed, standard, targets};
use crate::inventory::discover::pool;
use crate::inventory::file::Disk;
use crate::inventory::{
    Environment, Inventory, PathFile, PathFileAction, PathFileLine, Problem, PythonVersion, Site, SiteKind,
};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::path_file;

/// How often a directory that a line adds may add another one.
const DEPTH: u32 = 8;
/// How many directories that lines add are gone through.
const ADDED_LIMIT: usize = 1024;
/// How many threads work where nobody says.
const THREADS: usize = 8;
/// How much of a `.pth` or `.start` file is read, in bytes.
pub(super) const PATH_FILE_LIMIT: usize = 1024 * 1024;

/// What is known so far.
pub(super) struct Gathering<'run> {
    pub(super) disk: &'run Disk,
    pub(super) inventory: &'run Inventory,
    /// The command that guards start, if this fetter installed them.
    pub(super) checker: &'run [OsString],
    pub(super) owners: Owners<'run>,
    pub(super) items: Vec<StartupItem>,
    pub(super) problems: Vec<Problem>,
    /// Modules that lines import, by file.
    pub(super) modules: BTreeMap<PathBuf, StartupItem>,
    pub(super) directories: HashMap<PathBuf, Rc<Directory>>,
    pub(super) archives: Archives,
    /// How much of directories is kept, in bytes, and how many places were looked at for modules.
    pub(super) kept: usize,
    pub(super) steps: u64,
    pub(super) is_cut: bool,
    /// The sites of the inventory, by path.
    pub(super) sites: HashMap<&'run Path, &'run Site>,
    /// Of each environment, where it looks for modules, once that is known.
    pub(super) paths: Vec<Option<Rc<Vec<PathBuf>>>>,
    /// Of each environment, the places on its path before the sites.
    pub(super) standards: Vec<Vec<PathBuf>>,
    /// Of each environment, what lines add to its path that the inventory has not.
    pub(super) added: Vec<Vec<PathBuf>>,
    visited: BTreeSet<PathBuf>,
    pub(super) lookups: Lookups,
}

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
    pub(super) fn new(disk: &'run Disk, inventory: &'run Inventory, checker: &'run [OsString]) -> Self {
        Self {
            disk,
            inventory,
            checker,
            owners: Owners::new(disk),
            items: Vec::new(),
            problems: Vec::new(),
            modules: BTreeMap::new(),
            directories: HashMap::new(),
            archives: Archives::new(),
            kept: 0,
            steps: 0,
            is_cut: false,
            sites: inventory.sites.iter().map(|site| (site.path.as_path(), site)).collect(),
            paths: vec![None; inventory.environments.len()],
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
            let directory = std::sync::Arc::into_inner(directory).flatten();
            if let Some(directory) = directory {
                self.keep_directory(path, directory);
            }
        }
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
        let linked: Vec<PathBuf> = files.iter().flat_map(targets).take(ADDED_LIMIT).cloned().collect();
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
                self.paths[*at] = None;
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
            self.paths[*at] = None;
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
}
