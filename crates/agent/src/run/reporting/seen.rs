//! What a report is made of, as the loop sees it.

use fetter_core::inventory::Inventory;
use fetter_protocol::{CoverageSummary, Denial, Digest, NotCovered, PolicyState, clip, limits};

use crate::ask::PolicyStatus;
use crate::enforce::{Denied, Mode};
use crate::journal::wire_path;
use crate::run::{Enforcement, Verdicts};
use crate::watch::Watcher;

/// How things stand.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What is installed.
    pub inventory: Inventory,
    /// What is denied.
    pub denials: Vec<Denial>,
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
