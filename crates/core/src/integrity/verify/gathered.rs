//! What workers find, and how it becomes findings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::kept::Kept;
use super::{FileStatus, Severity, VerifyCode, VerifyFinding, VerifyUnchecked, VerifyUncheckedCode};
use crate::advisory::names::Confidence;
use crate::inventory::{Distribution, Inventory};
use crate::metadata::record::RecordedHash;
use crate::policy::Subject;

/// Where a distribution stands in an inventory: its site, and its place there; no place for what belongs to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner {
    pub(super) site: usize,
    pub(super) distribution: Option<usize>,
}

/// Something found, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) code: VerifyCode,
    pub(super) severity: Severity,
    pub(super) confidence: Confidence,
    pub(super) owner: Owner,
    pub(super) path: PathBuf,
    pub(super) listed: Option<(Arc<Path>, u64)>,
    pub(super) status: Option<FileStatus>,
    pub(super) reason: Cow<'static, str>,
    /// What other lists of the site may say of the file.
    pub(super) open: Open,
}

/// What is still open of a fact until the lists of all distributions of the site are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing.
    #[default]
    Nothing,
    /// The file's hash: another distribution may list the file with it.
    Hash(RecordedHash),
    /// Another distribution may list the file with a hash.
    Listed,
}

type Likes = (Owner, VerifyCode, Cow<'static, str>);

/// What one worker found.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    facts: BTreeMap<(Owner, VerifyCode), Kept>,
    /// Harmless things, of which there may be many of a kind: the first, and how many there are.
    infos: BTreeMap<Likes, (Fact, u64)>,
    pub(super) unchecked: BTreeSet<VerifyUnchecked>,
    /// What was installed from an archive that nobody knows the hash of.
    pub(super) unrecorded: Vec<String>,
}

impl Gathered {
    pub(super) fn add(&mut self, fact: Fact) {
        if fact.severity != Severity::Info || fact.open != Open::Nothing {
            return self.keep(fact, 1);
        }
        self.add_like((fact, 1));
    }

    fn keep(&mut self, fact: Fact, times: u64) {
        self.facts.entry((fact.owner, fact.code)).or_default().add(fact, times);
    }

    /// What was found, but for harmless things.
    pub(super) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values().flat_map(Kept::iter)
    }

    /// Changes what was found, and takes out what turns out to be nothing.
    pub(super) fn settle(&mut self, mut change: impl FnMut(&mut Fact) -> bool) {
        let mut uncertain = Vec::new();
        for (key, kept) in std::mem::take(&mut self.facts) {
            let (dropped, mut last) = (kept.dropped, None);
            for (mut fact, times) in kept.into_facts() {
                last = Some(fact.path.clone()).filter(|_| dropped > 0);
                if change(&mut fact) {
                    self.keep(fact, times);
                }
            }
            if dropped > 0 {
                self.facts.entry(key).or_default().dropped += dropped;
                uncertain.extend(last.map(|path| (key, path)));
            }
        }
        // Of what was not kept nobody knows whether it is nothing too.
        for (key, path) in uncertain {
            if self.facts.get(&key).is_none_or(|kept| kept.iter().next().is_none()) {
                let reason = format!("there are too many findings of the kind {} to look at each", key.1);
                self.cannot(path, VerifyUncheckedCode::TooLarge, reason);
            }
        }
    }

    fn add_like(&mut self, (fact, count): (Fact, u64)) {
        let key = (fact.owner, fact.code, fact.reason.clone());
        match self.infos.get_mut(&key) {
            None => drop(self.infos.insert(key, (fact, count))),
            Some((first, all)) => {
                *all += count;
                if fact.path < first.path {
                    *first = fact;
                }
            }
        }
    }

    pub(super) fn cannot(&mut self, path: PathBuf, code: VerifyUncheckedCode, reason: impl Into<String>) {
        self.unchecked.insert(VerifyUnchecked { path, code, reason: reason.into() });
    }

    /// Takes what another worker found.
    pub(super) fn absorb(&mut self, other: Self) {
        for (key, kept) in other.facts {
            let all = self.facts.entry(key).or_default();
            all.dropped += kept.dropped;
            kept.into_facts().for_each(|(fact, times)| all.add(fact, times));
        }
        self.unchecked.extend(other.unchecked);
        self.unrecorded.extend(other.unrecorded);
        for like in other.infos.into_values() {
            self.add_like(like);
        }
    }

    /// The findings, by distribution.
    pub(super) fn finish(mut self, inventory: &Inventory) -> Vec<VerifyFinding> {
        for (mut fact, count) in std::mem::take(&mut self.infos).into_values() {
            if count > 1 {
                fact.reason = format!("{}; so are {} more files", fact.reason, count - 1).into();
            }
            self.keep(fact, 1);
        }
        let mut findings = Vec::new();
        for kept in self.facts.values() {
            findings.extend(kept.iter().map(|fact| finding(fact, inventory)));
            if let Some(last) = findings.last_mut().filter(|_| kept.dropped > 0) {
                last.reason = format!("{}; and {} more findings of this kind", last.reason, kept.dropped);
            }
        }
        findings
    }
}

fn finding(fact: &Fact, inventory: &Inventory) -> VerifyFinding {
    let site = inventory.sites.get(fact.owner.site);
    let path = site.map(|site| site.path.clone()).unwrap_or_default();
    let own = fact.owner.distribution.and_then(|at| site?.distributions.get(at));
    let sees = inventory.environments.iter().filter(|found| found.sites.contains(&path));
    VerifyFinding {
        code: fact.code,
        severity: fact.severity,
        confidence: fact.confidence,
        subject: own.map(subject),
        environments: sees.map(|found| found.prefix.clone()).collect(),
        site: path,
        path: fact.path.clone(),
        listed: fact.listed.as_ref().map(|(list, line)| (list.to_path_buf(), *line)),
        status: fact.status,
        reason: fact.reason.clone().into_owned(),
    }
}

/// The package that a finding is about.
pub(super) fn subject(distribution: &Distribution) -> Subject {
    Subject {
        name: distribution.name.normalized().to_owned(),
        written: distribution.name.as_written().to_owned(),
        version: distribution.version.as_ref().map(|version| version.as_written().to_owned()),
    }
}
