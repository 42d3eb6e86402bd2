//! What a report is made of, as the loop sees it.

use std::path::PathBuf;

use fetter_core::inventory::Inventory;
use fetter_protocol::{
    CoverageSummary, Denial, Digest, NotCovered, PolicyState, TamperedRecord, clip, limits,
};

use crate::ask::PolicyStatus;
use crate::enforce::{Denied, Mode};
use crate::journal::wire_path;
use crate::run::files::{Standing, Tampered, TamperedNow};
use crate::run::{Enforcement, Verdicts};
use crate::watch::Watcher;

/// How things stand.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What is installed.
    pub inventory: Inventory,
    /// What is denied.
    pub denials: Vec<Denial>,
    /// What is tampered with; `None` where nothing watches code.
    pub tampered: Option<Vec<TamperedRecord>>,
    /// How many more are, of which nobody knows any more which they are.
    pub unnamed_tampered: u64,
    /// The policy in force.
    pub policy: Option<PolicyState>,
    /// What is watched, and what is not covered.
    pub coverage: CoverageSummary,
    /// The most that the agent may do now: `observe`, `warn` or `enforce`.
    pub mode: &'static str,
    /// The server's bundle of policies, where that is in force.
    pub bundle: Option<Digest>,
}

impl Seen {
    /// How it stands with a worker.
    pub(in crate::run) fn of(
        watcher: &Watcher,
        verdicts: &Verdicts,
        policy: Option<&PolicyStatus>,
        enforcement: Option<&Enforcement>,
    ) -> Self {
        let is_enforcing = enforcement.is_some_and(|enforcement| enforcement.suspended().is_none());
        Self {
            inventory: watcher.keeper().inventory().clone(),
            denials: verdicts.denied().map(denial).collect(),
            tampered: None,
            unnamed_tampered: 0,
            policy: policy.map(policy_state),
            coverage: coverage(watcher, enforcement),
            bundle: policy.and_then(|policy| policy.bundle.as_ref()?.digest.parse().ok()),
            mode: match (is_enforcing, policy) {
                (true, Some(_)) => "enforce",
                (false, Some(_)) => "warn",
                (_, None) => "observe",
            },
        }
    }
}

/// What is denied, in a server's terms.
#[must_use]
pub fn denial(denied: &Denied) -> Denial {
    let version = Some(&denied.version).filter(|version| !version.is_empty());
    Denial {
        name: clip(&denied.name, limits::NAME_BYTES),
        release: version.map(|version| clip(version, limits::NAME_BYTES)),
        site: wire_path(&denied.site),
        path: denied.file().map(wire_path),
        rule: clip(&denied.rule, limits::NAME_BYTES),
        reason: clip(&denied.reason, limits::TEXT_BYTES),
        mode: match denied.mode {
            Mode::Refuse => "enforce",
            Mode::WarnOnly => "warn",
        }
        .to_owned(),
    }
}

/// What is tampered with, in a server's terms. By `covered` it is known whether code is watched: only fanotify hears of every file in a
/// site, and what it does not cover is said beside.
#[must_use]
pub fn tampered(covered: &[(&'static str, Vec<PathBuf>)], now: &TamperedNow) -> Option<Vec<TamperedRecord>> {
    let is_watched = covered.iter().any(|(name, places)| *name == "fanotify" && !places.is_empty());
    is_watched.then(|| now.iter().map(tampered_record).collect())
}

fn tampered_record(standing: &Standing) -> TamperedRecord {
    let Tampered { name, version, site, path, reason, files, severity, .. } = &standing.tampered;
    TamperedRecord {
        site: wire_path(site),
        name: clip(name, limits::NAME_BYTES),
        release: version.as_ref().map(|version| clip(version, limits::NAME_BYTES)),
        path: wire_path(path),
        reason: clip(reason, limits::TEXT_BYTES),
        files: *files,
        severity: severity.as_str().to_owned(),
        since: standing.since,
        changed: standing.changed,
    }
}

/// The policy, in a server's terms. One that could never be used has the digest of nothing.
#[must_use]
pub fn policy_state(policy: &PolicyStatus) -> PolicyState {
    PolicyState {
        name: clip(policy.name.as_deref().unwrap_or_default(), limits::NAME_BYTES),
        version: clip(policy.version.as_deref().unwrap_or_default(), limits::NAME_BYTES),
        digest: policy.digest.parse().unwrap_or_else(|_| Digest::of(b"")),
        rejected: policy
            .rejected
            .as_deref()
            .or(policy.server_unused.as_deref())
            .map(|reason| clip(reason, limits::TEXT_BYTES)),
    }
}

fn coverage(watcher: &Watcher, enforcement: Option<&Enforcement>) -> CoverageSummary {
    let mut summary = CoverageSummary::default();
    for (name, places) in watcher.covered() {
        let count = places.len() as u64;
        if name == "fanotify" {
            summary.file_systems += count;
        } else {
            summary.directories += count;
        }
    }
    let place = |path, reason: String| NotCovered {
        path: wire_path(path),
        reason: clip(&reason, limits::TEXT_BYTES),
    };
    summary
        .not_covered
        .extend(watcher.uncovered().iter().map(|found| place(&found.path, found.reason.clone())));
    if let Some(enforcement) = enforcement {
        let gaps = enforcement.coverage().not_covered;
        summary
            .not_covered
            .extend(gaps.iter().map(|gap| place(&gap.path, format!("not refused: {}", gap.why))));
    }
    summary.not_covered.sort();
    summary
}
