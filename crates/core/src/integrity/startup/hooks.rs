//! Modules that a start imports by itself: every one on a path, and which of them runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::gather::Gathering;
use super::item::{StartupItem, StartupKind};
use super::lookup::Loaded;
use super::modules::Module;
use super::search_path::targets;
use super::traits::{Trait, TraitCode};
use crate::inventory::{PythonVersion, SiteKind};

/// The modules that `site` imports wherever on the path they are.
pub(super) const HOOKS: [(StartupKind, &str); 2] =
    [(StartupKind::Sitecustomize, "sitecustomize"), (StartupKind::Usercustomize, "usercustomize")];

/// Modules of the standard library that starts import: of CPython 2.7 and 3.6 to 3.13 what `sys.modules` has after one, with `-m`, and
/// with the known lines of `.pth` files. What is compiled into the interpreter is not
/// among them, nor what honest packages bring for old Pythons (`enum`, `typing`).
pub(super) const LIBRARY: [&str; 36] = [
    "UserDict",
    "_abcoll",
    "_bootlocale",
    "_collections_abc",
    "_sitebuiltins",
    "_weakrefset",
    "abc",
    "codecs",
    "collections",
    "contextlib",
    "copy_reg",
    "copyreg",
    "encodings",
    "functools",
    "genericpath",
    "importlib",
    "io",
    "keyword",
    "linecache",
    "locale",
    "operator",
    "os",
    "pkgutil",
    "posixpath",
    "re",
    "reprlib",
    "runpy",
    "site",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "stat",
    "sysconfig",
    "traceback",
    "types",
    "warnings",
];

/// Who runs a module, and who does not.
#[derive(Default)]
struct Runs {
    environments: BTreeSet<PathBuf>,
    passed_over: BTreeSet<PathBuf>,
    notes: BTreeSet<String>,
}

/// Modules that were found, with who runs them.
type All = BTreeMap<(StartupKind, Loaded), Runs>;

impl Gathering<'_> {
    /// Finds the modules in every place of every path.
    pub(super) fn hooks(&mut self) {
        let mut all = All::new();
        for at in 0..self.inventory.environments.len() {
            for hook in HOOKS {
                self.hook(at, hook, &mut all);
            }
            self.shadows(at, &mut all);
        }
        self.hooks_of_nobody(&mut all);
        for ((kind, loaded), runs) in all {
            let item = self.hook_item(kind, &loaded, runs);
            self.items.push(item);
        }
    }

    fn hook(&mut self, at: usize, (kind, name): (StartupKind, &str), all: &mut All) {
        let environment = &self.inventory.environments[at];
        let mut first: Option<PathBuf> = None;
        for place in &*self.path_of(at) {
            for loaded in self.found_in(place, name, &environment.version) {
                let file = loaded.candidate.file.clone();
                let runs = all.entry((kind, loaded)).or_default();
                let prefix = environment.prefix.clone();
                if kind == StartupKind::Usercustomize && !environment.user_site {
                    runs.passed_over.insert(prefix);
                    runs.notes.insert("imported only where the user site is enabled".to_owned());
                } else if let Some(first) = &first {
                    runs.notes.insert(format!("hidden by {}, which comes first", first.display()));
                    runs.passed_over.insert(prefix);
                } else {
                    first = Some(file);
                    runs.environments.insert(prefix);
                }
            }
        }
    }

    /// Modules that are named as those of the standard library that every start imports, and come before them.
    fn shadows(&mut self, at: usize, all: &mut All) {
        let environment = &self.inventory.environments[at];
        for place in self.before_library(at) {
            if self.directory(&place).names.is_empty() {
                continue;
            }
            for name in LIBRARY {
                for loaded in self.found_in(&place, name, &environment.version).into_iter().take(1) {
                    let runs = all.entry((StartupKind::ImportedModule, loaded)).or_default();
                    runs.environments.insert(environment.prefix.clone());
                }
            }
        }
    }

    /// Where no environment is known, one that comes could still see it.
    fn hooks_of_nobody(&mut self, all: &mut All) {
        let unseen = |kind| {
            matches!(kind, SiteKind::Target | SiteKind::Prefix | SiteKind::User | SiteKind::Environment)
        };
        let note = "no environment that was found has its directory on its path";
        let inventory = self.inventory;
        for site in inventory.sites.iter().filter(|site| unseen(site.kind)) {
            let places: BTreeSet<&PathBuf> =
                std::iter::once(&site.path).chain(site.path_files.iter().flat_map(targets)).collect();
            for place in places {
                for (kind, name) in HOOKS {
                    for loaded in self.found_in(place, name, &PythonVersion::default()) {
                        all.entry((kind, loaded)).or_insert_with(|| Runs {
                            notes: BTreeSet::from([note.to_owned()]),
                            ..Runs::default()
                        });
                    }
                }
            }
        }
    }

    /// What a place has that a version takes, what is taken first coming first.
    pub(super) fn found_in(&mut self, place: &Path, name: &str, version: &PythonVersion) -> Vec<Loaded> {
        let candidates = self.candidates(place, name).into_iter();
        let taken = candidates.filter(|candidate| candidate.is_for(version));
        taken.map(|candidate| Loaded { candidate, place: place.to_path_buf() }).collect()
    }

    fn hook_item(&mut self, kind: StartupKind, loaded: &Loaded, runs: Runs) -> StartupItem {
        let mut item = if kind == StartupKind::ImportedModule {
            self.shadow(loaded)
        } else {
            let candidate = loaded.candidate.clone();
            self.module(&Module { kind, site: &loaded.place, candidate, likely: None })
        };
        // A known finder is still what it is named as.
        item.kind = kind;
        item.environments = runs.environments.into_iter().collect();
        let rest = runs.passed_over.into_iter().filter(|prefix| !item.environments.contains(prefix));
        item.passed_over = rest.collect();
        item.notes.extend(runs.notes);
        item
    }

    /// What is imported in place of a module of the standard library.
    pub(super) fn shadow(&mut self, loaded: &Loaded) -> StartupItem {
        let (kind, candidate) = (StartupKind::ImportedModule, loaded.candidate.clone());
        let mut item = self.module(&Module { kind, site: &loaded.place, candidate, likely: None });
        let text = "starts import it in place of the standard library's";
        item.traits.push(Trait::new(TraitCode::ShadowsLibrary, 0, text));
        item.traits.sort();
        item.known = None;
        item.kind = kind;
        item.judge();
        item
    }
}
