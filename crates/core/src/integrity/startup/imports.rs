//! The modules that lines and entry points import, each as an item of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::gather::{Gathering, Place};
use super::hooks::HOOKS;
use super::item::{StartupItem, StartupKind};
use super::lookup::{Candidate, Loaded};
use super::modules::Module;
use crate::inventory::{Problem, ProblemCode, PythonVersion};

/// How many modules are looked for that lines import.
const MODULE_LIMIT: usize = 20_000;

/// Modules that were looked for: of a place, by name.
#[derive(Default)]
pub(super) struct Lookups {
    pub(super) modules: HashMap<(PathBuf, String), std::rc::Rc<Found>>,
    standard: HashMap<(Option<usize>, String), bool>,
    is_cut: bool,
}

/// What an import of a module runs.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files, and for which environments.
    files: BTreeMap<Loaded, BTreeSet<PathBuf>>,
    /// Whether the whole module was found, wherever it was looked for.
    is_whole: bool,
}

/// What is thought of a module that a line imports.
#[derive(Clone, Copy, Debug)]
pub(super) struct Imported {
    pub(super) is_vouched_for: bool,
    pub(super) is_known: bool,
}

impl Gathering<'_> {
    /// Where the files of a module lie, looked for once.
    fn find_module(&mut self, place: &Place, module: &str) -> std::rc::Rc<Found> {
        let key = (place.path.clone(), module.to_owned());
        if let Some(found) = self.lookups.modules.get(&key) {
            return std::rc::Rc::clone(found);
        }
        if self.lookups.modules.len() >= MODULE_LIMIT {
            if !std::mem::replace(&mut self.lookups.is_cut, true) {
                let reason = format!("only {MODULE_LIMIT} of the modules that lines import were looked for");
                self.problems.push(Problem::new(&place.path, ProblemCode::SiteUnread, reason));
            }
            return std::rc::Rc::default();
        }
        let mut found = Found { files: BTreeMap::new(), is_whole: true };
        let inventory = self.inventory;
        for at in &place.environments {
            let environment = &inventory.environments[*at];
            let mut path = self.path_of(*at).to_vec();
            add(&mut path, place);
            let (files, is_whole) = self.load(&path, &environment.version, module);
            found.is_whole &= is_whole;
            for file in files {
                let runs = found.files.entry(file).or_default();
                runs.extend((!place.is_inert).then(|| environment.prefix.clone()));
            }
        }
        if place.environments.is_empty() {
            let mut path = Vec::new();
            add(&mut path, place);
            let (files, is_whole) = self.load(&path, &PythonVersion::default(), module);
            found.is_whole = is_whole;
            found.files.extend(files.into_iter().map(|file| (file, BTreeSet::new())));
        }
        let found = std::rc::Rc::new(found);
        self.lookups.modules.insert(key, std::rc::Rc::clone(&found));
        found
    }

    /// The module that a line imports, as an item of its own: whether it is vouched for, and known. `None` where nothing of it was
    /// found.
    pub(super) fn imported(&mut self, place: &Place, module: &str, likely: Option<&str>) -> Option<Imported> {
        let found = self.find_module(place, module);
        let mut whole = Imported { is_vouched_for: found.is_whole, is_known: found.is_whole };
        for (loaded, environments) in &found.files {
            let file = &loaded.candidate.file;
            if !self.modules.contains_key(file) {
                let kind = StartupKind::ImportedModule;
                let candidate = loaded.candidate.clone();
                let mut item = self.module(&Module { kind, site: &loaded.place, candidate, likely });
                item.is_inert = place.is_inert;
                self.mapped_hooks(&item, environments);
                self.modules.insert(file.clone(), item);
            }
            let Some(item) = self.modules.get_mut(file) else { continue };
            let new: BTreeSet<PathBuf> = item.environments.drain(..).chain(environments.clone()).collect();
            item.environments = new.into_iter().collect();
            item.is_inert &= place.is_inert;
            whole.is_vouched_for &= item.is_vouched_for();
            whole.is_known &= item.known.is_some();
        }
        (!found.files.is_empty()).then_some(whole)
    }

    /// What a finder maps the modules to that every start looks for, as items of their own.
    fn mapped_hooks(&mut self, finder: &StartupItem, environments: &BTreeSet<PathBuf>) {
        for (name, target) in &finder.mapping {
            let Some((kind, _)) = HOOKS.iter().find(|(_, hook)| hook == name) else { continue };
            let target = Path::new(target);
            let (Some(place), Some(stem)) = (target.parent(), target.file_name().and_then(OsStr::to_str))
            else {
                continue;
            };
            // Tools name the file itself, or what it is called without its ending.
            let mut candidates = self.candidates(place, stem);
            if self.disk.is_file(target) {
                candidates = vec![Candidate::source(target.to_path_buf())];
            }
            for candidate in candidates {
                let file = candidate.file.clone();
                let mut item = self.module(&Module { kind: *kind, site: place, candidate, likely: None });
                item.kind = *kind;
                item.environments = environments.iter().cloned().collect();
                item.is_inert = finder.is_inert;
                let finder = finder.file.display();
                item.notes.push(format!("{finder} maps {name} to it; one that is on the path comes first"));
                self.modules.insert(file, item);
            }
        }
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
        let found = first.is_some_and(|at| {
            let path = self.path_of(at);
            let (files, _) = self.load(&path, &self.inventory.environments[at].version, top);
            files.first().is_some_and(|found| self.standards[at].contains(&found.place))
        });
        self.lookups.standard.insert(key, found);
        found
    }
}

/// Adds a place, and what its lines add, to a path that does not have them.
fn add(path: &mut Vec<PathBuf>, place: &Place) {
    let known: BTreeSet<PathBuf> = path.iter().cloned().collect();
    path.extend(
        std::iter::once(&place.path).chain(&place.linked).filter(|new| !known.contains(*new)).cloned(),
    );
}
