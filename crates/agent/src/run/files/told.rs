//! What was said of code that was changed without an install: once, until it is otherwise.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::Severity;
use fetter_core::integrity::verify::{FileStatus, VerifyCode, VerifyFinding};
use fetter_core::inventory::{Inventory, SiteKind};

use super::queue::{Code, place};

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
}

/// In which state files were said to be.
#[derive(Debug, Default)]
pub(super) struct Told(HashMap<PathBuf, (VerifyCode, Option<FileStatus>)>);

impl Told {
    /// What is to be said of what was touched in a site. What is as it should be again is forgotten.
    pub(super) fn tell(
        &mut self,
        site: &Path,
        code: &Code,
        found: &[VerifyFinding],
        inventory: &Inventory,
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
        let mut told: BTreeMap<(&Path, &str, Option<&str>), Tampered> = BTreeMap::new();
        for finding in found {
            let state = (finding.code, finding.status);
            if self.0.insert(finding.path.clone(), state).is_some_and(|before| before == state) {
                continue;
            }
            let Some(subject) = finding.subject.as_ref().filter(|_| is_installed(finding, inventory)) else {
                continue;
            };
            // They are sorted: the first matters most.
            let one = told.entry((&finding.site, &subject.name, subject.version.as_deref()));
            let one = one.or_insert_with(|| Tampered {
                name: subject.written.clone(),
                version: subject.version.clone(),
                site: finding.site.clone(),
                path: finding.path.clone(),
                reason: finding.reason.clone(),
                files: 0,
            });
            one.files += 1;
        }
        told.into_values().collect()
    }
}

/// Whether a finding says that a file was changed by somebody who installed nothing. What Python compiles is none, nor what another
/// installed package overwrote.
pub(super) fn is_tampering(finding: &VerifyFinding, code: &Code) -> bool {
    let is_change = matches!(finding.code, VerifyCode::Modified | VerifyCode::Missing | VerifyCode::Replaced);
    let is_compiled = finding.path.extension().is_some_and(|ending| ending == "pyc");
    let least = if is_compiled { Severity::High } else { Severity::Low };
    let is_installers = |name: &str| code.is_installers(name);
    let subject = finding.subject.as_ref();
    is_change && finding.severity >= least && subject.is_some_and(|subject| !is_installers(&subject.name))
}

/// Whether what a finding is about is still installed, and is no source tree that somebody works on.
fn is_installed(finding: &VerifyFinding, inventory: &Inventory) -> bool {
    let (Some(site), Some(subject)) = (place(inventory, &finding.site), &finding.subject) else {
        return false;
    };
    let is_tree = matches!(site.kind, SiteKind::Checkout | SiteKind::Linked);
    let mut own = site.distributions.iter();
    !is_tree
        && own.any(|found| {
            found.name.normalized() == subject.name
                && found.version_text() == subject.version.as_deref().unwrap_or_default()
        })
}
