//! What runs when an interpreter starts, one item a line or a file.

use std::path::PathBuf;

use super::traits::Trait;
use crate::codes::codes;
use crate::integrity::Severity;

codes! {
    /// What kind of start-up code something is, each with a stable code.
    StartupKind:
    /// A line of a `.pth` file that Python runs.
    ImportLine = "import-line",
    /// A line of a `.pth` file that adds a directory or an archive to the path.
    PathLine = "path-line",
    /// An entry point of a `.start` file (PEP 829), which Python 3.15 and later call.
    EntryPoint = "entry-point",
    /// A module `sitecustomize`, which every start imports that imports `site`.
    Sitecustomize = "sitecustomize",
    /// A module `usercustomize`, which is imported where the user site is enabled.
    Usercustomize = "usercustomize",
    /// A module that an editable installation puts into a site to find its source.
    EditableFinder = "editable-finder",
    /// A module that a line or an entry point imports.
    ImportedModule = "imported-module",
    /// A variable of an environment file that changes how Python starts.
    Setting = "setting",
    /// The file that `PYTHONSTARTUP` names, which interactive sessions run.
    StartupFile = "startup-file",
    /// The program that fetter's guard in a site starts, as its data names it.
    GuardChecker = "guard-checker",
}

impl StartupKind {
    /// Whether a list of start-up code that a policy allows may name it: it runs by itself when Python starts.
    #[must_use]
    pub const fn may_be_listed(self) -> bool {
        matches!(self, Self::ImportLine | Self::EntryPoint | Self::Sitecustomize | Self::Usercustomize)
    }
}

codes! {
    /// What is thought of an item, each with a stable code.
    Verdict:
    /// What it does is looked at with care: something in it is found in attacks.
    Suspicious = "suspicious",
    /// Nobody is known to have put it there.
    Unknown = "unknown",
    /// A distribution lists it as its own, with the digest that it has; its contents are not known.
    Owned = "owned",
    /// Its contents are those of a well-known tool.
    Known = "known",
    /// It runs nothing.
    Plain = "plain",
}

/// Who lists a file as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The distribution's name.
    pub name: String,
    /// Its version, where it is known.
    pub version: Option<String>,
    /// Whether the digest that it lists is that of the file. `None` where it lists none that could be compared.
    pub is_unchanged: Option<bool>,
}

impl Owner {
    /// `NAME-VERSION`.
    #[must_use]
    pub fn label(&self) -> String {
        self.version.as_ref().map_or_else(|| self.name.clone(), |version| format!("{}-{version}", self.name))
    }
}

/// Something that runs, or decides what runs, when an interpreter starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartupItem {
    /// What kind.
    pub kind: StartupKind,
    /// The directory, archive or environment file that it is in.
    pub site: PathBuf,
    /// The file.
    pub file: PathBuf,
    /// The line in it, from 1, where it is a line.
    pub line: Option<u64>,
    /// The line or the whole file as it stands, with credentials in URLs masked; empty for what is no text.
    pub content: String,
    /// The digest of the whole file (SHA-256, hexadecimal), for a file that was read to its end.
    pub digest: Option<String>,
    /// What is thought of it.
    pub verdict: Verdict,
    /// What it is known as.
    pub known: Option<String>,
    /// Who lists the file.
    pub owner: Option<Owner>,
    /// What stands out, sorted by line.
    pub traits: Vec<Trait>,
    /// What else is to be said of it.
    pub notes: Vec<String>,
    /// Where a finder leads: name and place.
    pub mapping: Vec<(String, String)>,
    /// Whether Python passes it over wherever it lies now: a `.pth` file in a directory that is only on the path.
    pub is_inert: bool,
    /// The prefixes of the environments that run it, sorted.
    pub environments: Vec<PathBuf>,
    /// The prefixes of the environments that would run it, but for another one that comes first on the path or that a rule of
    /// their version leaves out; sorted.
    pub passed_over: Vec<PathBuf>,
}

impl StartupItem {
    pub(super) fn new(kind: StartupKind, site: PathBuf, file: PathBuf) -> Self {
        Self {
            kind,
            site,
            file,
            line: None,
            content: String::new(),
            digest: None,
            verdict: if kind == StartupKind::PathLine { Verdict::Plain } else { Verdict::Unknown },
            known: None,
            owner: None,
            traits: Vec::new(),
            notes: Vec::new(),
            mapping: Vec::new(),
            is_inert: false,
            environments: Vec::new(),
            passed_over: Vec::new(),
        }
    }

    /// How much what stands out matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        let of_traits = Severity::of(&self.traits);
        if self.verdict == Verdict::Unknown { of_traits.max(Severity::Medium) } else { of_traits }
    }

    /// Whether every environment that sees it passes it over.
    #[must_use]
    pub fn is_passed_over(&self) -> bool {
        self.environments.is_empty() && !self.passed_over.is_empty()
    }

    /// Whether a person must judge it: nobody is known to have put it there, and it runs; or something in it stands out, and it
    /// could run.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        match self.verdict {
            Verdict::Suspicious => !self.is_inert,
            Verdict::Unknown => !self.is_inert && !self.is_passed_over(),
            Verdict::Owned | Verdict::Known | Verdict::Plain => false,
        }
    }

    /// Decides what is thought of it, by what is known of it.
    pub(super) fn judge(&mut self) {
        let worst = Severity::of(&self.traits);
        let runs_nothing = matches!(self.kind, StartupKind::PathLine | StartupKind::Setting);
        self.verdict = if self.known.is_some() {
            Verdict::Known
        } else if worst >= self.threshold() {
            Verdict::Suspicious
        } else if runs_nothing {
            Verdict::Plain
        } else if self.is_owned() {
            Verdict::Owned
        } else {
            Verdict::Unknown
        };
    }

    /// Whether its file is as a distribution lists it.
    pub(super) fn is_owned(&self) -> bool {
        self.owner.as_ref().is_some_and(|owner| owner.is_unchanged == Some(true))
    }

    /// From when on what stands out makes it suspicious. Modules of packages that are only imported do much that a line at a start
    /// has no reason to do.
    fn threshold(&self) -> Severity {
        let is_package = self.kind == StartupKind::ImportedModule && self.is_owned();
        if is_package { Severity::High } else { Severity::Medium }
    }
}
