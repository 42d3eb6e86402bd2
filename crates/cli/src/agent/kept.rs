//! The last policy that was accepted, with all that it refers to, as it is kept in the agent's state directory.

use std::collections::BTreeMap;
use std::path::Path;

use fetter_agent::journal::Moment;
use fetter_agent::run::PrivateFile;
use fetter_core::check::Policy;
use fetter_protocol::Digest;
use serde::{Deserialize, Serialize};

use crate::bound::{Reach, Tape};
use crate::policies::{self, Taped};

/// The version of the shape of the file; its first line begins with it.
const SCHEMA: &str = "fetter-policy-kept-1";
/// How large the file may be, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;
/// How much is read of when a policy was rejected, in bytes.
const SINCE: usize = 64;

/// Where it is kept.
pub(super) struct Keeping {
    policy: PrivateFile,
    /// Since when the policy that is configured cannot be used.
    rejected: PrivateFile,
}

/// What is kept.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Kept {
    accepted: String,
    file: String,
    text: String,
    bounds: BTreeMap<String, Tape>,
}

impl Keeping {
    /// In the agent's own directory.
    pub(super) fn of(state: &Path) -> Self {
        let directory = state.join("agent");
        Self {
            policy: PrivateFile::new(directory.join("policy.kept")),
            rejected: PrivateFile::new(directory.join("policy.rejected")),
        }
    }

    /// Keeps a policy that was accepted now. The error says what that means.
    pub(super) fn keep(&self, taped: Taped) -> Result<(), String> {
        let _ = self.rejected.remove();
        let why = |why: String| {
            format!(
                "the policy could not be kept, and where it cannot be used when the agent starts again only malware is refused: {why}"
            )
        };
        let Taped { file, text, bounds } = taped;
        let mut kept = Kept { accepted: Moment::now().to_string(), file, text, bounds };
        // What is there already is left as it is, with the day on which it was accepted.
        if let Ok(Some(before)) = self.read() {
            let now = std::mem::replace(&mut kept.accepted, before.accepted.clone());
            if serde_json::to_vec(&kept).ok() == serde_json::to_vec(&before).ok() {
                return Ok(());
            }
            kept.accepted = now;
        }
        let body = serde_json::to_vec(&kept).map_err(|error| why(error.to_string()))?;
        let mut bytes = format!("{SCHEMA} {}\n", Digest::of(&body)).into_bytes();
        bytes.extend(body);
        if bytes.len() > LIMIT {
            return Err(why(format!("with its bounds it has more than {LIMIT} bytes")));
        }
        self.policy.write(&bytes).map_err(|error| why(error.to_string()))
    }

    /// The policy that was kept, and when it was accepted; `None` where none was. The error says why it is not used.
    pub(super) fn recall(&self, reach: &Reach) -> Result<Option<(Policy, String)>, String> {
        let Some(Kept { accepted, file, text, bounds }) = self.read()? else { return Ok(None) };
        let policy = policies::play(&Taped { file, text, bounds }, reach);
        let policy = policy.map_err(|error| {
            format!(
                "the last good policy, kept in {}, cannot be used any more: {error}",
                self.policy.path().display()
            )
        })?;
        Ok(Some((policy, accepted)))
    }

    fn read(&self) -> Result<Option<Kept>, String> {
        let unused = |why: String| format!("the last good policy that was kept is not used: {why}");
        let Some(bytes) = self.policy.read(LIMIT).map_err(|error| unused(error.to_string()))? else {
            return Ok(None);
        };
        let damaged = || unused(format!("{} is damaged", self.policy.path().display()));
        let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
        let (first, body) = bytes.split_at(end);
        let body = body.get(1..).unwrap_or_default();
        if first != format!("{SCHEMA} {}", Digest::of(body)).as_bytes() {
            return Err(damaged());
        }
        serde_json::from_slice(body).map(Some).map_err(|_| damaged())
    }

    /// Keeps none: none is wanted any more.
    pub(super) fn forget(&self) {
        // Where nothing can be removed nothing was written, or the next rejection says what is wrong.
        let _ = self.policy.remove();
        let _ = self.rejected.remove();
    }

    /// Since when the policy that is configured cannot be used: now, if that is new.
    pub(super) fn rejected_since(&self) -> String {
        let known = self.rejected.read(SINCE).ok().flatten();
        let known = known.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|text| !text.is_empty());
        known.unwrap_or_else(|| {
            let now = Moment::now().to_string();
            // Without it the next start says a later time.
            let _ = self.rejected.write(now.as_bytes());
            now
        })
    }
}
