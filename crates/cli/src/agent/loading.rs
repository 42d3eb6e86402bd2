//! Which policy an agent judges by: the one that is configured, the last good one, or the rule on malware alone.

use std::path::Path;

use fetter_agent::ask::PolicyStatus;
use fetter_agent::journal::Moment;
use fetter_core::check::Policy;

use super::kept::Keeping;
use crate::{policies, surroundings};

/// A policy of nothing but what is built in.
const BUILT_IN: &str = "schema = \"policy-1\"\n";

/// A policy in force, and how it stands.
pub(super) type Held = (Policy, PolicyStatus);

/// Reads a policy file and keeps it for later; or says what is wrong with it.
pub(super) fn accept(file: &Path, keeping: &Keeping) -> Result<Held, String> {
    let read = policies::load_taped(file, &surroundings::of_local_bounds());
    let (policy, taped) = read.map_err(|error| crate::commands::explain(&error))?;
    let kept_problem = keeping.keep(taped).err();
    let status = PolicyStatus {
        kept_problem,
        ..status(file.display().to_string(), &policy, Moment::now().to_string(), "file")
    };
    Ok((policy, status))
}

/// What holds where the policy that is configured cannot be used; `None` where not even what is built in can be.
pub(super) fn fall_back(
    file: &Path,
    reason: String,
    before: Option<Held>,
    keeping: &Keeping,
) -> Option<Held> {
    let (policy, mut status) = before.or_else(|| recall(file, keeping))?;
    status.rejected = Some(reason);
    status.rejected_since = Some(keeping.rejected_since());
    Some((policy, status))
}

fn recall(file: &Path, keeping: &Keeping) -> Option<Held> {
    let kept_problem = match keeping.recall(&surroundings::of_local_bounds()) {
        Ok(Some((policy, accepted))) => {
            let status = status(policy.file().to_string(), &policy, accepted, "kept");
            return Some((policy, status));
        }
        Ok(None) => None,
        Err(problem) => Some(problem),
    };
    built_in(file.display().to_string(), kept_problem)
}

/// Nothing but what is built in, where there is no policy of that name that could be used.
pub(super) fn built_in(name: String, kept_problem: Option<String>) -> Option<Held> {
    let policy = Policy::read(BUILT_IN, &name).and_then(|policy| {
        policy.load(|source| crate::bound::nothing(source, crate::bound::unreadable("there is none")))
    });
    let status =
        PolicyStatus { file: name, holds: "built-in".to_owned(), kept_problem, ..PolicyStatus::default() };
    Some((policy.ok()?, status))
}

pub(super) fn status(file: String, policy: &Policy, loaded: String, holds: &str) -> PolicyStatus {
    PolicyStatus {
        file,
        name: Some(policy.name().to_owned()),
        version: policy.version().map(str::to_owned),
        digest: policy.digest().to_owned(),
        loaded,
        holds: holds.to_owned(),
        ..PolicyStatus::default()
    }
}
