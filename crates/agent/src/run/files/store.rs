//! What was found of files, by where it was found.

use std::collections::BTreeSet;
use std::path::PathBuf;

use fetter_core::integrity::startup::{Startup, StartupItem};
use fetter_core::integrity::verify::{VerifyFinding, VerifyUnchecked, VerifyUncheckedCode};
use fetter_core::integrity::{Found, Survey, Surveyed};
use fetter_core::inventory::{Inventory, Problem, ProblemCode};

use super::kept::{KEPT, Unchecked, add, all, forget, replace};
use super::queue::place;
use super::startup;

/// What is said of what waits.
const WAITS: &str = "it was touched, or came, and was not looked at since";

/// Distributions of one name in a site.
pub(super) type Of = (PathBuf, String);

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Store {
    record: Vec<VerifyFinding>,
    record_unchecked: Unchecked<Of, VerifyUnchecked>,
    ownerless: Vec<VerifyFinding>,
    ownerless_unchecked: Unchecked<PathBuf, VerifyUnchecked>,
    startup: Vec<StartupItem>,
    startup_unchecked: Unchecked<PathBuf, Problem>,
}

impl Store {
    /// Forgets what nobody asks for any more.
    pub(super) fn keep(&mut self, kinds: Surveyed) {
        if !kinds.record {
            (self.record, self.record_unchecked) = (Vec::new(), Vec::new());
        }
        if !kinds.ownerless {
            (self.ownerless, self.ownerless_unchecked) = (Vec::new(), Vec::new());
        }
        if !kinds.startup {
            (self.startup, self.startup_unchecked) = (Vec::new(), Vec::new());
        }
    }

    /// All files of these distributions were looked at.
    pub(super) fn verified(&mut self, names: &BTreeSet<Of>, found: Found) {
        self.record.retain(|finding| of(finding).is_none_or(|of| !names.contains(&of)));
        let unchecked = add(&mut self.record, found);
        replace(&mut self.record_unchecked, names, unchecked);
    }

    /// These sites were searched for what is nobody's. Whether there is something, or was.
    pub(super) fn searched(&mut self, sites: &BTreeSet<PathBuf>, mut found: Found) -> bool {
        let before = self.ownerless.len();
        self.ownerless.retain(|finding| !sites.contains(&finding.site));
        found.findings.retain(|finding| sites.contains(&finding.site));
        let is_something = self.ownerless.len() < before || !found.findings.is_empty();
        let unchecked = add(&mut self.ownerless, found);
        replace(&mut self.ownerless_unchecked, sites, unchecked);
        is_something
    }

    /// What these environments run was looked at. The names of the distributions that list something of it, before or now, and whether
    /// there is anything else, or was.
    pub(super) fn started(
        &mut self,
        sites: &BTreeSet<PathBuf>,
        prefixes: &BTreeSet<PathBuf>,
        mut found: Startup,
    ) -> (BTreeSet<String>, bool) {
        let mut names = owners(&self.startup);
        let before = self.startup.len();
        startup::merge(&mut self.startup, sites, prefixes, &found.items);
        names.extend(owners(&self.startup));
        let dropped = self.startup.len().saturating_sub(KEPT);
        if dropped > 0 {
            self.startup.truncate(KEPT);
            let path = sites.first().cloned().unwrap_or_default();
            let reason =
                format!("{dropped} more lines and files that run at starts were found than are kept");
            found.unchecked.push(Problem::new(path, ProblemCode::DirectoryTooLarge, reason));
        }
        replace(&mut self.startup_unchecked, sites, found.unchecked);
        (names, before > 0 || !self.startup.is_empty())
    }

    /// Takes out what is gone.
    pub(super) fn prune(&mut self, inventory: &Inventory) {
        self.record.retain(|finding| is_installed(finding, inventory));
        self.ownerless.retain(|finding| place(inventory, &finding.site).is_some());
        startup::prune(&mut self.startup, inventory);
        let is_gone = |site: &PathBuf| place(inventory, site).is_none();
        forget(&mut self.ownerless_unchecked, is_gone);
        forget(&mut self.startup_unchecked, is_gone);
        forget(&mut self.record_unchecked, |(site, name)| {
            let found = place(inventory, site);
            !found.is_some_and(|site| site.distributions.iter().any(|one| one.name.normalized() == name))
        });
    }

    /// What is known of everything.
    pub(super) fn whole(&self, kinds: Surveyed, waiting: &BTreeSet<PathBuf>) -> Survey {
        self.give(kinds, waiting, |_| true, |_| true, |_| true)
    }

    /// What is known of distributions of these names in a part of the inventory.
    pub(super) fn of_names(
        &self,
        kinds: Surveyed,
        waiting: &BTreeSet<PathBuf>,
        part: &Inventory,
        names: &BTreeSet<String>,
    ) -> Survey {
        let sites: BTreeSet<&PathBuf> = part.sites.iter().map(|site| &site.path).collect();
        let is_meant = |finding: &VerifyFinding| {
            let subject = finding.subject.as_ref();
            subject.is_some_and(|subject| names.contains(&subject.name)) && is_installed(finding, part)
        };
        let starts =
            |item: &StartupItem| startup::owner(item, part).is_some_and(|name| names.contains(&name));
        let waiting = waiting.iter().filter(|site| sites.contains(site)).cloned().collect();
        self.give(kinds, &waiting, is_meant, |_| false, starts)
    }

    /// What is known of what is nobody's.
    pub(super) fn of_nobody(
        &self,
        kinds: Surveyed,
        waiting: &BTreeSet<PathBuf>,
        inventory: &Inventory,
    ) -> Survey {
        self.give(kinds, waiting, |_| false, |_| true, |item| startup::owner(item, inventory).is_none())
    }

    fn give(
        &self,
        kinds: Surveyed,
        waiting: &BTreeSet<PathBuf>,
        record: impl Fn(&VerifyFinding) -> bool,
        ownerless: impl Fn(&VerifyFinding) -> bool,
        starts: impl Fn(&StartupItem) -> bool,
    ) -> Survey {
        let wait = |path: &PathBuf| VerifyUnchecked {
            path: path.clone(),
            code: VerifyUncheckedCode::NotYet,
            reason: WAITS.to_owned(),
        };
        let found = |all: &[VerifyFinding],
                     unchecked: Vec<VerifyUnchecked>,
                     is_meant: &dyn Fn(&VerifyFinding) -> bool| {
            let findings = all.iter().filter(|finding| is_meant(finding)).cloned().collect();
            Found { findings, unchecked: waiting.iter().map(wait).chain(unchecked).collect() }
        };
        let problem = |path: &PathBuf| Problem::new(path.clone(), ProblemCode::SiteUnread, WAITS.to_owned());
        Survey {
            record: kinds.record.then(|| found(&self.record, all(&self.record_unchecked), &record)),
            ownerless: kinds
                .ownerless
                .then(|| found(&self.ownerless, all(&self.ownerless_unchecked), &ownerless)),
            startup: kinds.startup.then(|| Startup {
                items: self.startup.iter().filter(|item| starts(item)).cloned().collect(),
                unchecked: waiting.iter().map(problem).chain(all(&self.startup_unchecked)).collect(),
            }),
        }
    }
}

fn of(finding: &VerifyFinding) -> Option<Of> {
    finding.subject.as_ref().map(|subject| (finding.site.clone(), subject.name.clone()))
}

/// Whether what a finding is about is there as it was.
fn is_installed(finding: &VerifyFinding, inventory: &Inventory) -> bool {
    let (Some(site), Some(subject)) = (place(inventory, &finding.site), &finding.subject) else {
        return false;
    };
    let version = subject.version.as_deref().unwrap_or_default();
    let is_it = |found: &fetter_core::inventory::Distribution| {
        found.name.normalized() == subject.name && found.version_text() == version
    };
    site.distributions.iter().any(is_it)
}

fn owners(items: &[StartupItem]) -> BTreeSet<String> {
    let name = |item: &StartupItem| {
        let owner = item.owner.as_ref()?;
        Some(fetter_core::requirement::PackageName::new(&owner.name).normalized().to_owned())
    };
    items.iter().filter_map(name).collect()
}
