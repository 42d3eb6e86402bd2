//! How the machine stands by digests, for the process that checks in.

use fetter_protocol::{CheckIn, Digest, Kind};
use serde::{Deserialize, Serialize};

use super::{Acknowledged, Spool, SpoolError};

/// The name of the file in the outbox.
pub(super) const STANDING: &str = "standing.json";
/// How much of it is read, in bytes.
pub(super) const LIMIT: usize = 4096;

/// What the agent's newest report said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Standing {
    /// Its number.
    pub report: u64,
    /// The digest of its state.
    pub state: Digest,
    /// The newest event that was ever reported.
    pub newest_event: u64,
    /// The bundle of policies in force.
    #[serde(default)]
    pub bundle: Option<Digest>,
}

/// What is said to the server, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) check_in: CheckIn,
    /// The report that it is about.
    pub(super) report: u64,
    /// Whether the server has answered that report: only then it says something that the state is not known.
    pub(super) is_settled: bool,
}

impl Stand {
    /// As the outbox says it; `None` where the agent has not reported yet.
    pub(super) fn of(spool: &Spool, machine: &str, answered: u64) -> Result<Option<Self>, SpoolError> {
        let Some(Standing { report, state, newest_event, bundle }) = spool.standing()? else {
            return Ok(None);
        };
        let Acknowledged { report: acknowledged, events } = spool.acknowledged()?;
        let is_settled = spool.reports()?.iter().all(|number| *number <= answered);
        let check_in = CheckIn {
            schema: Kind::CheckIn.schema().to_owned(),
            version: Kind::CheckIn.version(),
            machine: machine.to_owned(),
            state,
            acknowledged,
            acknowledged_events: events,
            newest_event,
            bundle,
            decisions: spool.decided()?,
        };
        Ok(Some(Self { check_in, report, is_settled }))
    }
}
