//! `sitecustomize` and `usercustomize`: every one on a path, and which of them runs.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::archive;
use super::directory::{Form, Hook};
use super::gather::Gathering;
use super::item::{StartupItem, StartupKind};
use super::modules::{LIMIT, Module};
use super::traits::{Trait, TraitCode};
use crate::inventory::{PythonVersion, SiteKind};

/// A module in one of the places of a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    hook: Hook,
    place: PathBuf,
    file: PathBuf,
    /// What an archive has in it, and whether that is text.
    member: Option<String>,
    is_text: bool,
}

/// What archives on paths have: each module, and its text where it is text.
type Archives = BTreeMap<PathBuf, Vec<(Found, Option<Vec<u8>>)>>;

/// Who runs a module, and who does not.
#[derive(Default)]
struct Runs {
    environments: BTreeSet<PathBuf>,
    passed_over: BTreeSet<PathBuf>,
    notes: BTreeSet<String>,
}

impl Gathering<'_> {
    /// Finds the modules in every place of every path.
    pub(super) fn hooks(&mut self) {
        let mut all: BTreeMap<Found, Runs> = BTreeMap::new();
        let mut archives: Archives = BTreeMap::new();
        let inventory = self.inventory;
        for (at, environment) in inventory.environments.iter().enumerate() {
            let mut path: Vec<PathBuf> = Vec::new();
            for place in self.standards[at].iter().chain(&environment.sites).chain(&self.added[at]) {
                if !path.contains(place) {
                    path.push(place.clone());
                }
            }
            let mut winners: BTreeMap<Hook, PathBuf> = BTreeMap::new();
            for place in path {
                for found in self.found_in(&place, &environment.version, &mut archives) {
                    let runs = all.entry(found.clone()).or_default();
                    let prefix = environment.prefix.clone();
                    if found.hook == Hook::User && !environment.user_site {
                        runs.passed_over.insert(prefix);
                        runs.notes.insert("imported only where the user site is enabled".to_owned());
                    } else if let Some(first) = winners.get(&found.hook) {
                        runs.notes.insert(format!("hidden by {}, which comes first", first.display()));
                        runs.passed_over.insert(prefix);
                    } else {
                        winners.insert(found.hook, found.file.clone());
                        runs.environments.insert(prefix);
                    }
                }
            }
        }
        // Where no environment is known, one that comes could still see it.
        let unseen = |kind| {
            matches!(kind, SiteKind::Target | SiteKind::Prefix | SiteKind::User | SiteKind::Environment)
        };
        for site in inventory.sites.iter().filter(|site| unseen(site.kind)) {
            for found in self.found_in(&site.path, &PythonVersion::default(), &mut archives) {
                all.entry(found).or_insert_with(|| Runs {
                    notes: BTreeSet::from([
                        "no environment that was found has its directory on its path".to_owned()
                    ]),
                    ..Runs::default()
                });
            }
        }
        for (found, runs) in all {
            let item = self.hook_item(&found, runs, &archives);
            self.items.push(item);
        }
    }

    /// What a place has that a version takes, what is taken first of each module coming first.
    fn found_in(&mut self, place: &Path, version: &PythonVersion, archives: &mut Archives) -> Vec<Found> {
        let name = place.extension().unwrap_or_default();
        let is_archive = name == OsStr::new("zip")
            || self.inventory.sites.iter().any(|site| site.path == place && site.kind == SiteKind::Archive);
        if is_archive {
            if !archives.contains_key(place) {
                let found = self.in_archive(place);
                archives.insert(place.to_path_buf(), found);
            }
            return archives[place].iter().map(|(found, _)| found.clone()).collect();
        }
        let candidates = self.directory(place).candidates.clone();
        let taken = candidates.into_iter().filter(|candidate| candidate.is_for(version));
        let mut found: Vec<Found> = Vec::new();
        for candidate in taken {
            found.push(Found {
                hook: candidate.hook,
                place: place.to_path_buf(),
                is_text: candidate.form == Form::Source,
                file: candidate.file,
                member: None,
            });
        }
        found
    }

    fn in_archive(&mut self, place: &Path) -> Vec<(Found, Option<Vec<u8>>)> {
        let members = archive::look(self.disk, place, LIMIT, &mut self.problems);
        let found = members.into_iter().map(|(hook, name, text)| {
            let (file, is_text) = (place.join(&name), text.is_some());
            (Found { hook, place: place.to_path_buf(), file, member: Some(name), is_text }, text)
        });
        found.collect()
    }

    fn hook_item(&mut self, found: &Found, runs: Runs, archives: &Archives) -> StartupItem {
        let kind = match found.hook {
            Hook::Site => StartupKind::Sitecustomize,
            Hook::User => StartupKind::Usercustomize,
        };
        let mut item = if found.member.is_some() {
            let text = archives.get(&found.place).and_then(|all| {
                all.iter().find(|(known, _)| known == found).and_then(|(_, text)| text.clone())
            });
            let mut item = StartupItem::new(kind, found.place.clone(), found.file.clone());
            match text {
                Some(bytes) => {
                    let is_whole = bytes.len() <= LIMIT;
                    self.fill(&mut item, &bytes[..bytes.len().min(LIMIT)], is_whole);
                }
                None => {
                    item.traits.push(Trait::new(TraitCode::Binary, 0, "compiled code, which is not read"));
                }
            }
            item.traits.sort();
            item.judge();
            item
        } else {
            let module = Module {
                kind,
                site: &found.place,
                file: found.file.clone(),
                is_text: found.is_text,
                likely: None,
            };
            self.module(module)
        };
        // A known finder is still what it is named as.
        item.kind = kind;
        item.environments = runs.environments.into_iter().collect();
        let rest = runs.passed_over.into_iter().filter(|prefix| !item.environments.contains(prefix));
        item.passed_over = rest.collect();
        item.notes.extend(runs.notes);
        item
    }
}
