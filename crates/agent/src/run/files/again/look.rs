//! What the thread does: holds all files of distributions against what was installed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use fetter_core::integrity::Severity;
use fetter_core::integrity::verify::{
    Verification, VerifyCode, VerifyFinding, VerifyProgress, VerifyRequest, verify,
};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_protocol::Digest;

use crate::run::files::Tampered;
use crate::run::files::now::Which;
use crate::run::files::told::is_change_of_code;
use crate::run::files::work::chosen;

/// How a distribution was found.
#[derive(Debug)]
pub(in crate::run::files) enum State {
    /// All its files are as they were installed.
    AsInstalled,
    /// Some are not.
    Changed {
        tampered: Box<Tampered>,
        /// What tells this state of all its files from another.
        marks: String,
        /// Whether code of it was changed.
        is_code: bool,
    },
    /// It could not be told.
    Unknown,
}

/// Looks at distributions. What could not be checked says where it lies, and not whose it is: then each is looked at alone.
pub(in crate::run::files) fn look(
    part: &Inventory,
    which: &BTreeMap<Which, Option<PathBuf>>,
) -> BTreeMap<Which, State> {
    let together = seen(part, &which.keys().collect(), None);
    let is_whole = is_checked(&together);
    let state = |which: &Which, path: Option<&PathBuf>| {
        let state = if is_whole {
            state_of(which, &together)
        } else {
            state_of(which, &seen(part, &BTreeSet::from([which]), None))
        };
        let is_dropped = || path.is_some_and(|path| is_dropped(part, which, path));
        if matches!(state, State::AsInstalled) && is_dropped() { State::Unknown } else { state }
    };
    which.iter().map(|(which, path)| (which.clone(), state(which, path.as_ref()))).collect()
}

fn seen(part: &Inventory, which: &BTreeSet<&Which>, files: Option<&BTreeSet<PathBuf>>) -> Verification {
    let distributions = chosen(part, |site, found| which.iter().any(|which| which.is(&site.path, found)));
    let request = VerifyRequest {
        distributions: Some(&distributions),
        files,
        threads: Some(1),
        ..VerifyRequest::default()
    };
    verify(part, &Disk::here(), &request, &VerifyProgress::default())
}

/// Whether the file that was changed lies there, and the list does not have it any more: it is not seen to be as it was installed.
fn is_dropped(part: &Inventory, which: &Which, path: &Path) -> bool {
    let is_gone = || std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    let files = BTreeSet::from([path.to_path_buf()]);
    seen(part, &BTreeSet::from([which]), Some(&files)).totals.files == 0 && !is_gone()
}

/// Whether the list of each could be read, and each file that is on it.
fn is_checked(seen: &Verification) -> bool {
    let totals = seen.totals;
    seen.unchecked.is_empty() && totals.distributions > 0 && totals.verified == totals.distributions
}

fn state_of(which: &Which, seen: &Verification) -> State {
    let is_its = |finding: &&VerifyFinding| Which::of_finding(finding).as_ref() == Some(which);
    // They are sorted: the first matters most.
    let own: Vec<&VerifyFinding> = seen.findings.iter().filter(is_its).collect();
    let changed: Vec<&VerifyFinding> = own.iter().copied().filter(|finding| is_change(finding)).collect();
    if let Some(mut tampered) = changed.first().and_then(|first| Tampered::of(first)) {
        tampered.files = changed.len() as u64;
        let is_code = changed.iter().any(|finding| is_change_of_code(finding));
        return State::Changed { tampered: Box::new(tampered), marks: marks(&changed), is_code };
    }
    let is_blind = own.iter().any(|finding| is_blind(finding.code));
    if is_checked(seen) && !is_blind { State::AsInstalled } else { State::Unknown }
}

/// The state of files in a few letters, to be compared with that of an earlier look.
fn marks(changed: &[&VerifyFinding]) -> String {
    let state = |finding: &&VerifyFinding| (finding.path.clone(), finding.code.as_str(), finding.status);
    let all: Vec<_> = changed.iter().map(state).collect();
    Digest::of(format!("{all:?}").as_bytes()).to_string().chars().take(16).collect()
}

/// Whether a finding says that a file is not the one that was installed. Compiled code that no list has is one where Python would run
/// it, and it is not of its source.
fn is_change(finding: &VerifyFinding) -> bool {
    use VerifyCode::{BytecodeUnchecked, Missing, Modified, Overwritten, Replaced};
    match finding.code {
        Modified | Missing | Replaced | Overwritten => finding.severity >= Severity::Low,
        BytecodeUnchecked => finding.severity >= Severity::High,
        _ => false,
    }
}

/// Whether a finding says that files cannot be held against what was installed.
const fn is_blind(code: VerifyCode) -> bool {
    matches!(code, VerifyCode::RecordMissing | VerifyCode::RecordInvalid | VerifyCode::HashMissing)
}
