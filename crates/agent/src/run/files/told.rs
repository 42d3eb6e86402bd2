//! What was said of code that was changed without an install: once, until it is otherwise.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::Severity;
use fetter_core::integrity::verify::{FileStatus, VerifyCode, VerifyFinding};
use fetter_core::inventory::{Inventory, Site, SiteKind};

use super::now::{TamperedNow, Which};
use super::queue::{Code, place};
use crate::watch::is_code;

/// How many files are remembered. Of more it may be said a second time.
const REMEMBERED: usize = 20_000;

/// That files of a distribution were changed without an install.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tampered {
    /// The distribution's name as its metadata writes it.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// The site that it lies in.
    pub site: PathBuf,
    /// The file, of several the one that matters most.
    pub path: PathBuf,
    /// What is the matter with it, for a person to read.
    pub reason: String,
    /// How many files.
    pub files: u64,
    /// How much it matters.
    pub severity: Severity,
    /// In which state the file was seen.
    pub(super) state: FileState,
}

/// What was found of a file, and what the file system says of it.
pub(super) type FileState = (VerifyCode, Option<FileStatus>);

impl Tampered {
    /// What a finding says of its distribution, if it is about one.
    pub(super) fn of(finding: &VerifyFinding) -> Option<Self> {
        let subject = finding.subject.as_ref()?;
        Some(Self {
            name: subject.written.clone(),
            version: subject.version.clone(),
            site: finding.site.clone(),
            path: finding.path.clone(),
            reason: finding.reason.clone(),
            files: 1,
            severity: finding.severity,
            state: (finding.code, finding.status),
        })
    }
}

/// In which state files were said to be.
#[derive(Debug, Default)]
pub(super) struct Told(HashMap<PathBuf, FileState>);

impl Told {
    /// An earlier agent has said it.
    pub(super) fn remember(&mut self, tampered: &Tampered) {
        self.0.insert(tampered.path.clone(), tampered.state);
    }

    /// What is to be said of what was touched in a site. What is as it should be again is forgotten. What is on the list `now` has been
    /// said, and what is not on it is said again.
    pub(super) fn tell(
        &mut self,
        site: &Path,
        code: &Code,
        found: &[VerifyFinding],
        inventory: &Inventory,
        now: &TamperedNow,
    ) -> Vec<Tampered> {
        let bad: HashSet<&Path> = found.iter().map(|finding| finding.path.as_path()).collect();
        let is_touched = |path: &Path| match &code.paths {
            Some(paths) => path.ancestors().any(|path| paths.contains(path)),
            None => path.starts_with(site),
        };
        self.0.retain(|path, _| !is_touched(path) || bad.contains(path.as_path()));
        if self.0.len() > REMEMBERED {
            self.0.clear();
        }
        let mut told: BTreeMap<Which, Tampered> = BTreeMap::new();
        for finding in found {
            let Some(which) = Which::of_finding(finding) else { continue };
            let state = (finding.code, finding.status);
            let before = self.0.insert(finding.path.clone(), state);
            let was_told = before == Some(state) && now.is_known(&which);
            if was_told || !is_installed(finding, inventory) {
                continue;
            }
            // They are sorted: the first matters most.
            match told.get_mut(&which) {
                Some(one) => one.files += 1,
                None => told.extend(Tampered::of(finding).map(|one| (which, one))),
            }
        }
        told.into_values().collect()
    }
}

/// Whether a finding says that a file was changed by somebody who installed nothing. What Python compiles is none, nor what another
/// installed package overwrote.
pub(super) fn is_tampering(finding: &VerifyFinding, code: &Code) -> bool {
    let subject = finding.subject.as_ref();
    is_change(finding) && subject.is_some_and(|subject| !code.is_installers(&subject.name))
}

/// Whether it would be told of a finding if somebody had touched the file.
pub(super) fn is_change_of_code(finding: &VerifyFinding) -> bool {
    let name = finding.path.file_name().unwrap_or_default();
    is_change(finding) && is_code(name.as_encoded_bytes())
}

fn is_change(finding: &VerifyFinding) -> bool {
    let is_change = matches!(finding.code, VerifyCode::Modified | VerifyCode::Missing | VerifyCode::Replaced);
    let is_compiled = finding.path.extension().is_some_and(|ending| ending == "pyc");
    let least = if is_compiled { Severity::High } else { Severity::Low };
    is_change && finding.severity >= least
}

/// Whether a site is a source tree that somebody works on.
pub(super) const fn is_tree(site: &Site) -> bool {
    matches!(site.kind, SiteKind::Checkout | SiteKind::Linked)
}

/// Whether what a finding is about is still installed, and is no source tree that somebody works on.
fn is_installed(finding: &VerifyFinding, inventory: &Inventory) -> bool {
    let (Some(site), Some(subject)) = (place(inventory, &finding.site), &finding.subject) else {
        return false;
    };
    let mut own = site.distributions.iter();
    !is_tree(site)
        && own.any(|found| {
            found.name.normalized() == subject.name
                && found.version_text() == subject.version.as_deref().unwrap_or_default()
        })
}
