//! How findings are kept: as many as there is room for, and no more of each than judging needs.

use std::collections::BTreeSet;

use fetter_core::integrity::Found;
use fetter_core::integrity::verify::{VerifyFinding, VerifyUnchecked, VerifyUncheckedCode};

/// How many findings of one kind are kept.
pub(super) const KEPT: usize = 10_000;
/// What could not be looked at, each with what was looked at then.
pub(super) type Unchecked<Key, What> = Vec<(BTreeSet<Key>, Vec<What>)>;

/// Adds what was found, as far as there is room; what could not be looked at.
pub(super) fn add(known: &mut Vec<VerifyFinding>, found: Found) -> Vec<VerifyUnchecked> {
    let Found { mut findings, mut unchecked } = found;
    let room = KEPT.saturating_sub(known.len());
    if let Some(first) = findings.get(room) {
        let reason = format!("{} more findings than are kept", findings.len() - room);
        unchecked.push(VerifyUnchecked {
            path: first.site.clone(),
            code: VerifyUncheckedCode::TooMany,
            reason,
        });
        findings.truncate(room);
    }
    known.extend(findings.iter().map(compact));
    unchecked
}

/// What judging needs of a finding. It is copied, so that all memory of the thread that found it can be given back: the allocator keeps
/// what is used for each thread apart.
fn compact(finding: &VerifyFinding) -> VerifyFinding {
    let environments = if finding.subject.is_some() { Vec::new() } else { finding.environments.clone() };
    VerifyFinding {
        path: finding.path.clone(),
        site: finding.site.clone(),
        reason: finding.reason.clone(),
        subject: finding.subject.clone(),
        environments,
        listed: None,
        status: None,
        ..*finding
    }
}

/// What could not be looked at stays until all that was looked at then has been looked at again.
pub(super) fn replace<Key: Ord + Clone, What>(
    known: &mut Unchecked<Key, What>,
    keys: &BTreeSet<Key>,
    new: Vec<What>,
) {
    forget(known, |key| keys.contains(key));
    if !new.is_empty() {
        known.push((keys.clone(), new));
    }
}

pub(super) fn forget<Key: Ord, What>(known: &mut Unchecked<Key, What>, is_gone: impl Fn(&Key) -> bool) {
    known.retain_mut(|(keys, _)| {
        keys.retain(|key| !is_gone(key));
        !keys.is_empty()
    });
}

pub(super) fn all<Key, What: Clone>(unchecked: &Unchecked<Key, What>) -> Vec<What> {
    unchecked.iter().flat_map(|(_, what)| what).cloned().collect()
}
