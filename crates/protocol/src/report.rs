//! The whole state of a machine in one message, with digests in place of the contents of sites.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event::EventRecord;
use crate::host::Host;
use crate::message::{Checker, Kind, Message, MessageError, write};
use crate::path::WirePath;
use crate::{Digest, limits};

/// What a machine is, has, denies, and what happened on it since what was last acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// `fetter-report`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// Its number on this machine, from 1.
    pub sequence: u64,
    /// When it was made by the machine's clock, in seconds since 1970.
    pub taken: u64,
    /// The machine.
    pub host: Host,
    /// The sites, sorted by path.
    pub sites: Vec<SiteRecord>,
    /// The environments, sorted by prefix.
    pub environments: Vec<EnvironmentRecord>,
    /// What is denied now, sorted.
    pub denials: Vec<Denial>,
    /// What was changed outside of an install, and was not seen to be as it was installed since, sorted. `null` where nothing looks at that: it is
    /// not known then that there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tampered: Option<Vec<TamperedRecord>>,
    /// What could not be read, sorted by path. It is never "clean".
    pub problems: Vec<ProblemRecord>,
    /// How much there was more than a report may hold.
    #[serde(default)]
    pub left_out: LeftOut,
    /// Events that the server has not acknowledged, oldest first; the rest comes with the next reports. Some may have come
    /// with an earlier report: (machine, sequence) tells.
    pub events: Vec<EventRecord>,
}

/// A place that packages are installed into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SiteRecord {
    /// Where it is.
    pub path: WirePath,
    /// `environment`, `user`, `target` …
    pub kind: String,
    /// The digest of its contents.
    pub contents: Digest,
}

/// A prefix with its sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EnvironmentRecord {
    /// The real path of the prefix.
    pub prefix: WirePath,
    /// `base`, `virtual` or `conda`.
    pub kind: String,
    /// The Python version, as far as files tell: `3.11.7`, `3.13t`, `?`.
    pub python: String,
    /// `CPython`, `PyPy` or `GraalVM`.
    pub implementation: String,
    /// What made it: `debian`, `uv`, `conda`, `venv` …
    pub creator: String,
    /// The sites that it sees, in the order of `sys.path`.
    pub sites: Vec<WirePath>,
}

/// A distribution that the policy denies, or a file that is no distribution's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Denial {
    /// The package's name; empty for a file.
    pub name: String,
    /// Its version; `null` where its metadata gives none.
    pub release: Option<String>,
    /// The site that it lies in.
    pub site: WirePath,
    /// The file or directory, where it is no package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<WirePath>,
    /// The rule that decided.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// `observe`, `warn` or `enforce`.
    pub mode: String,
}

/// A distribution of which files were changed, and nothing was installed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct TamperedRecord {
    /// The site that it lies in.
    pub site: WirePath,
    /// The package's name, as its metadata writes it.
    pub name: String,
    /// Its version; `null` where its metadata gives none.
    pub release: Option<String>,
    /// The file; of several the one that matters most.
    pub path: WirePath,
    /// What is the matter with it, for a person to read.
    pub reason: String,
    /// How many files.
    pub files: u64,
    /// How much it matters: `low`, `medium` or `high`.
    pub severity: String,
    /// When it was seen first by the machine's clock, in seconds since 1970.
    pub since: u64,
    /// When it was seen to change last by that clock: where the files are changed once more, it is another number.
    #[serde(default)]
    pub changed: u64,
}

/// Something that could not be read or checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct ProblemRecord {
    /// Where.
    pub path: WirePath,
    /// One of the codes in docs/problems.md.
    pub code: String,
    /// What was attempted and what went wrong.
    pub reason: String,
}

/// How much there was more than a report may hold. What is left out is not known to be clean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Sites.
    #[serde(default)]
    pub sites: u64,
    /// Environments.
    #[serde(default)]
    pub environments: u64,
    /// Denials.
    #[serde(default)]
    pub denials: u64,
    /// Problems.
    #[serde(default)]
    pub problems: u64,
    /// Distributions of sites that hold more than may be told.
    #[serde(default)]
    pub distributions: u64,
    /// Distributions of which files were changed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub tampered: u64,
}

/// What is not written where it is 0: an earlier agent did not know of it, and what it told is to have the same digest still.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Report {
    /// The digest of the state that it tells of: of everything that stays the same while nothing changes on the machine. Number, time and
    /// events are no part of it, and when everything was last read again is none.
    pub fn state(&self) -> Result<Digest, MessageError> {
        let mut state = Self { sequence: 0, taken: 0, events: Vec::new(), ..self.clone() };
        state.host.coverage.reconciled = None;
        Ok(Digest::of(&write(&state)?))
    }

    /// The newest event in it; 0 where there is none.
    #[must_use]
    pub fn last_event(&self) -> u64 {
        self.events.last().map_or(0, |event| event.sequence)
    }
}

impl Message for Report {
    const KIND: Kind = Kind::Report;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        self.host.check(checker)?;
        checker.at_most("sites", self.sites.len(), limits::SITES)?;
        checker.at_most("environments", self.environments.len(), limits::ENVIRONMENTS)?;
        checker.at_most("denials", self.denials.len(), limits::DENIALS)?;
        let tampered = self.tampered.as_deref().unwrap_or_default();
        checker.at_most("tampered", tampered.len(), limits::TAMPERED)?;
        checker.at_most("problems", self.problems.len(), limits::PROBLEMS)?;
        checker.at_most("events", self.events.len(), limits::EVENTS)?;
        let ordered = self.events.is_sorted_by(|before, after| before.sequence < after.sequence);
        checker.form("events", ordered, "in the order of their numbers")?;
        self.sites.iter().try_for_each(|site| site.check(checker))?;
        self.environments.iter().try_for_each(|environment| environment.check(checker))?;
        self.denials.iter().try_for_each(|denial| denial.check(checker))?;
        tampered.iter().try_for_each(|tampered| tampered.check(checker))?;
        self.problems.iter().try_for_each(|problem| problem.check(checker))?;
        self.events.iter().try_for_each(|event| event.check(checker))
    }
}

impl SiteRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.path("sites.path", &self.path)?;
        checker.name("sites.kind", &self.kind)
    }
}

impl EnvironmentRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.path("environments.prefix", &self.prefix)?;
        for word in [&self.kind, &self.python, &self.implementation, &self.creator] {
            checker.name("environments", word)?;
        }
        checker.at_most("environments.sites", self.sites.len(), limits::SITES_OF_ENVIRONMENT)?;
        self.sites.iter().try_for_each(|site| checker.path("environments.sites", site))
    }
}

impl Denial {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.name("denials.name", &self.name)?;
        checker.name("denials.release", self.release.as_deref().unwrap_or_default())?;
        checker.path("denials.site", &self.site)?;
        self.path.iter().try_for_each(|path| checker.path("denials.path", path))?;
        checker.name("denials.rule", &self.rule)?;
        checker.text("denials.reason", &self.reason)?;
        checker.name("denials.mode", &self.mode)
    }
}

impl TamperedRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.path("tampered.site", &self.site)?;
        checker.name("tampered.name", &self.name)?;
        checker.name("tampered.release", self.release.as_deref().unwrap_or_default())?;
        checker.path("tampered.path", &self.path)?;
        checker.text("tampered.reason", &self.reason)?;
        checker.name("tampered.severity", &self.severity)
    }
}

impl ProblemRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.path("problems.path", &self.path)?;
        checker.name("problems.code", &self.code)?;
        checker.text("problems.reason", &self.reason)
    }
}
