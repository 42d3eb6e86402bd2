//! What is tampered with now: the list that reports tell, and that outlives the agent.
//!
//! A distribution enters when it is told that it was tampered with. It leaves when it is not installed any more, or when all its files
//! were seen to be as they were installed: what could not be checked stays.

mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::verify::{VerifyCode, VerifyFinding};
use fetter_core::inventory::{Distribution, Inventory};
use fetter_core::requirement::PackageName;

use super::queue::{name_of, place};
use super::told::Tampered;

/// How many distributions are known one by one. Of more it is known that there are.
const MOST: usize = 10_000;

/// A distribution that is tampered with now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What is the matter with it, as it was seen last.
    pub tampered: Tampered,
    /// When it was seen first by the machine's clock, in seconds since 1970.
    pub since: u64,
    /// When it was seen to change last by that clock. Where anything of it is otherwise than before, it is a greater number.
    pub changed: u64,
    /// The state of all its files that are not as they were installed, where they were looked at since.
    marks: Option<String>,
}

impl Standing {
    fn change(&mut self, tampered: Tampered, time: u64) {
        self.tampered = tampered;
        // Whoever goes by the number hears of every change, also of two in one second, or where the clock was set back.
        self.changed = time.max(self.changed.saturating_add(1));
    }
}

/// Which distribution it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Which {
    pub(super) site: PathBuf,
    /// Its normalised name.
    name: String,
    /// Its version; empty where its metadata gives none.
    version: String,
}

impl Which {
    fn of(tampered: &Tampered) -> Self {
        Self {
            site: tampered.site.clone(),
            name: PackageName::new(&tampered.name).normalized().to_owned(),
            version: tampered.version.clone().unwrap_or_default(),
        }
    }

    /// The distribution that a finding is about.
    pub(super) fn of_finding(finding: &VerifyFinding) -> Option<Self> {
        let subject = finding.subject.as_ref()?;
        let version = subject.version.clone().unwrap_or_default();
        Some(Self { site: finding.site.clone(), name: subject.name.clone(), version })
    }

    fn of_installed(site: &Path, found: &Distribution) -> Self {
        Self { site: site.to_path_buf(), name: name_of(found), version: found.version_text().to_owned() }
    }

    /// All that is installed in a site.
    pub(super) fn all_in(site: &Path, inventory: &Inventory) -> BTreeSet<Self> {
        let found = place(inventory, site).into_iter().flat_map(|site| &site.distributions);
        found.map(|found| Self::of_installed(site, found)).collect()
    }

    /// Whether this is the distribution.
    pub(super) fn is(&self, site: &Path, found: &Distribution) -> bool {
        self.site == site && found.version_text() == self.version && found.name.normalized() == self.name
    }

    /// Whether it is installed.
    pub(super) fn is_installed(&self, inventory: &Inventory) -> bool {
        let site = place(inventory, &self.site);
        site.is_some_and(|site| site.distributions.iter().any(|found| self.is(&site.path, found)))
    }
}

/// What is tampered with now.
#[derive(Debug, Default)]
pub struct TamperedNow {
    standing: BTreeMap<Which, Standing>,
    unnamed: u64,
    /// While those without a name are looked for: how many there was no room for since.
    search: Option<u64>,
    has_changed: bool,
}

impl TamperedNow {
    /// What it is, by site, name and version.
    pub fn iter(&self) -> impl Iterator<Item = &Standing> {
        self.standing.values()
    }

    /// How many more there are, of which nobody knows any more which they are. They are looked for at the agent's start.
    #[must_use]
    pub const fn unnamed(&self) -> u64 {
        self.unnamed
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        (self.standing.len() as u64).saturating_add(self.unnamed)
    }

    /// Whether nothing is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Whether it is known of a distribution, or there is no room to know it.
    pub(super) fn is_known(&self, which: &Which) -> bool {
        self.standing.contains_key(which) || self.is_full()
    }

    fn is_full(&self) -> bool {
        self.standing.len() >= MOST
    }

    /// Those in a site.
    pub(super) fn in_site(&self, site: &Path) -> BTreeSet<Which> {
        self.standing.keys().filter(|which| which.site == site).cloned().collect()
    }

    /// The file of a distribution that was listed and changed when it was looked at last.
    pub(super) fn path_of(&self, which: &Which) -> Option<PathBuf> {
        let tampered = &self.standing.get(which)?.tampered;
        let is_listed = tampered.state.0 != VerifyCode::BytecodeUnchecked;
        is_listed.then(|| tampered.path.clone())
    }

    /// The sites that have some.
    pub(super) fn sites(&self) -> BTreeSet<PathBuf> {
        self.standing.keys().map(|which| which.site.clone()).collect()
    }

    /// The sites that have some which are not installed any more.
    pub(super) fn sites_of_gone(&self, inventory: &Inventory) -> BTreeSet<PathBuf> {
        let gone = self.standing.keys().filter(|which| !which.is_installed(inventory));
        gone.map(|which| which.site.clone()).collect()
    }

    /// It is told of a distribution at a time: its files were changed, be it once more.
    pub(super) fn enter(&mut self, tampered: Tampered, time: u64) {
        let which = Which::of(&tampered);
        self.has_changed = true;
        if let Some(standing) = self.standing.get_mut(&which) {
            standing.change(tampered, time);
            standing.marks = None;
        } else if self.is_full() {
            let count = self.search.as_mut().unwrap_or(&mut self.unnamed);
            *count = count.saturating_add(1);
        } else {
            self.standing.insert(which, Standing { tampered, since: time, changed: time, marks: None });
        }
    }

    /// All its files were looked at again at a time, and some are not as they were installed. Whether it is on the list.
    pub(super) fn update(&mut self, which: &Which, tampered: &Tampered, marks: String, time: u64) -> bool {
        let Some(standing) = self.standing.get_mut(which) else { return false };
        let is_other = standing.marks.as_ref().is_some_and(|before| *before != marks);
        if is_other || standing.tampered != *tampered {
            standing.change(tampered.clone(), time);
        }
        if standing.marks.as_ref() != Some(&marks) {
            standing.marks = Some(marks);
            self.has_changed = true;
        }
        true
    }

    /// It is not tampered with any more.
    pub(super) fn leave(&mut self, which: &Which) -> Option<Tampered> {
        let standing = self.standing.remove(which)?;
        self.has_changed = true;
        Some(standing.tampered)
    }

    /// Those without a name are looked for from now on. Whether there are any.
    pub(super) fn begin_search(&mut self) -> bool {
        self.search = (self.unnamed > 0).then_some(0);
        self.search.is_some()
    }

    /// Whether they are looked for.
    pub(super) const fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Everything has been looked at: those that were found have names now.
    pub(super) fn end_search(&mut self) {
        if let Some(count) = self.search.take() {
            self.unnamed = count;
            self.has_changed = true;
        }
    }

    /// Whether anything is otherwise since this was last asked.
    pub(super) fn take_change(&mut self) -> bool {
        std::mem::take(&mut self.has_changed)
    }
}
