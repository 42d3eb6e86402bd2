//! What is decided of every distribution, and what of it has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fetter_core::check::{Decision, FileJudgement, Judgement};

use crate::enforce::{Denied, DeniedKind, Mode};

/// A distribution that a rule in mode observe decides on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Its normalised name.
    pub name: String,
    /// Its version; empty where there is none.
    pub version: String,
    /// The site that it lies in.
    pub site: PathBuf,
    /// The rule.
    pub rule: String,
    /// What the rule has against it.
    pub reason: String,
}

/// What is decided of distributions, by the paths of their metadata, and of files that are none's. What is allowed is not in it.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    against: BTreeMap<PathBuf, Denied>,
    observed: BTreeMap<PathBuf, Observed>,
    files: BTreeMap<PathBuf, Denied>,
}

/// What is decided otherwise than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// What is denied now, or by another rule or mode.
    pub denied: Vec<Denied>,
    /// What was denied, and is not any more.
    pub released: Vec<Denied>,
    /// What is only observed from now on, or by another rule.
    pub observed: Vec<Observed>,
}

impl Turned {
    /// The same, and that too.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.denied.extend(more.denied);
        self.released.extend(more.released);
        self.observed.extend(more.observed);
        self
    }

    /// Whether nothing is denied or released.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.denied.is_empty() && self.released.is_empty()
    }

    /// The sites that it is about.
    #[must_use]
    pub fn sites(&self) -> BTreeSet<PathBuf> {
        self.denied.iter().chain(&self.released).map(|denied| denied.site.clone()).collect()
    }
}

impl Verdicts {
    /// What is denied: distributions, sorted by the paths of metadata, then files.
    pub fn denied(&self) -> impl Iterator<Item = &Denied> {
        self.against.values().chain(self.files.values())
    }

    /// What is denied and can be told apart by its path: what holds the metadata of a denied distribution is not denied by itself.
    pub fn refusable(&self) -> impl Iterator<Item = &Denied> {
        let files = self.files.iter().filter(|(path, _)| !self.against.contains_key(*path));
        self.against.values().chain(files.map(|(_, denied)| denied))
    }

    /// What is only observed, sorted by the paths of metadata.
    pub fn observed(&self) -> impl Iterator<Item = &Observed> {
        self.observed.values()
    }

    /// How many are denied, in whatever mode.
    #[must_use]
    pub fn len(&self) -> usize {
        self.against.len() + self.files.len()
    }

    /// Whether nothing is denied.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.against.is_empty() && self.files.is_empty()
    }

    /// Takes over judgements of everything.
    pub fn set(&mut self, judgements: &[Judgement]) -> Turned {
        let (before, observed) = (std::mem::take(&mut self.against), std::mem::take(&mut self.observed));
        for judgement in judgements {
            self.note(judgement);
        }
        let observed = newly(&observed, self.observed.iter());
        Turned { observed, ..turned(&before, &self.against, self.against.values()) }
    }

    /// Takes over what is decided of all files that are no distribution's.
    pub fn set_files(&mut self, judgements: &[FileJudgement]) -> Turned {
        let before = std::mem::take(&mut self.files);
        for judgement in judgements {
            let Some(mode) = mode(judgement.decision) else { continue };
            let denied = Denied {
                kind: DeniedKind::File,
                label: judgement.path.display().to_string(),
                name: String::new(),
                version: String::new(),
                site: judgement.site.clone(),
                metadata: judgement.path.clone(),
                rule: judgement.rule.clone().unwrap_or_default(),
                reason: judgement.reason.clone(),
                mode,
            };
            // Of several lines of a file the strictest decides, and of those the first.
            let kept = self.files.entry(judgement.path.clone()).or_insert_with(|| denied.clone());
            if kept.mode == Mode::WarnOnly && mode == Mode::Refuse {
                *kept = denied;
            }
        }
        // How many files lie in a directory is no news.
        let is_news = |denied: &&Denied| {
            before.get(&denied.metadata).is_none_or(|before| {
                (&before.rule, before.mode, &before.site) != (&denied.rule, denied.mode, &denied.site)
            })
        };
        turned(&before, &self.files, self.files.values().filter(is_news))
    }

    /// Takes over judgements of some, and forgets what is gone: what lay in these sites, had one of these names, and was not judged.
    pub fn update(
        &mut self,
        judgements: &[Judgement],
        sites: &BTreeSet<PathBuf>,
        names: &BTreeSet<String>,
    ) -> Turned {
        let is_judged: BTreeSet<&Path> =
            judgements.iter().map(|judgement| judgement.metadata_path.as_path()).collect();
        let is_meant = |path: &Path, site: &PathBuf, name: &String| {
            is_judged.contains(path) || sites.contains(site) && names.contains(name)
        };
        let (before, kept) = std::mem::take(&mut self.against)
            .into_iter()
            .partition(|(path, denied)| is_meant(path, &denied.site, &denied.name));
        self.against = kept;
        let (observed, kept) = std::mem::take(&mut self.observed)
            .into_iter()
            .partition(|(path, observed)| is_meant(path, &observed.site, &observed.name));
        self.observed = kept;
        for judgement in judgements {
            self.note(judgement);
        }
        let judged = is_judged.iter().filter_map(|path| self.against.get(*path));
        let turned = turned(&before, &self.against, judged);
        let now = is_judged.iter().filter_map(|path| self.observed.get_key_value(*path));
        Turned { observed: newly(&observed, now), ..turned }
    }

    fn note(&mut self, judgement: &Judgement) {
        if judgement.decision == Decision::Observed {
            self.note_observed(judgement);
        }
        let Some(mode) = mode(judgement.decision) else { return };
        let denied = Denied {
            kind: DeniedKind::Distribution,
            label: judgement.subject.label(),
            name: judgement.subject.name.clone(),
            version: judgement.subject.version.clone().unwrap_or_default(),
            site: judgement.site.clone(),
            metadata: judgement.metadata_path.clone(),
            rule: judgement.rule.clone().unwrap_or_default(),
            reason: judgement.reason.clone(),
            mode,
        };
        self.against.insert(judgement.metadata_path.clone(), denied);
    }

    fn note_observed(&mut self, judgement: &Judgement) {
        let observed = Observed {
            name: judgement.subject.name.clone(),
            version: judgement.subject.version.clone().unwrap_or_default(),
            site: judgement.site.clone(),
            rule: judgement.rule.clone().unwrap_or_default(),
            reason: judgement.reason.clone(),
        };
        self.observed.insert(judgement.metadata_path.clone(), observed);
    }
}

fn mode(decision: Decision) -> Option<Mode> {
    match decision {
        Decision::Refused => Some(Mode::Refuse),
        Decision::Warned => Some(Mode::WarnOnly),
        Decision::Observed | Decision::Allowed => None,
    }
}

/// What is otherwise than before: of what is denied now, and of what was.
fn turned<'now>(
    before: &BTreeMap<PathBuf, Denied>,
    after: &BTreeMap<PathBuf, Denied>,
    now: impl Iterator<Item = &'now Denied>,
) -> Turned {
    let is_new = |denied: &&Denied| before.get(&denied.metadata) != Some(*denied);
    let is_gone = |(path, _): &(&PathBuf, &Denied)| !after.contains_key(*path);
    Turned {
        denied: now.filter(is_new).cloned().collect(),
        released: before.iter().filter(is_gone).map(|(_, denied)| denied.clone()).collect(),
        observed: Vec::new(),
    }
}

/// What is observed now, and was not before, or for another reason.
fn newly<'now>(
    before: &BTreeMap<PathBuf, Observed>,
    now: impl Iterator<Item = (&'now PathBuf, &'now Observed)>,
) -> Vec<Observed> {
    now.filter(|(path, observed)| before.get(*path) != Some(*observed))
        .map(|(_, observed)| observed.clone())
        .collect()
}
