//! What becomes of numbers where a server knows others than the agent.

use serde::{Deserialize, Serialize};

use super::Acknowledged;

/// The name of the file in the inbox.
pub(super) const RESYNC: &str = "resync.json";

/// Numbers above this are nobody's: whoever names one must not bring the agent to where it cannot count on.
pub(crate) const MOST: u64 = 1 << 60;

/// That the agent is to report anew, and by which numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Resync {
    /// No more than this is acknowledged: the server was restored from a copy.
    #[serde(flatten)]
    pub(super) there: Acknowledged,
    /// What the server has of this machine, where that is more than the agent has ever written: the machine was restored from a copy. New reports
    /// and events are numbered above it.
    #[serde(default)]
    pub(super) above: Acknowledged,
}

impl Resync {
    /// Numbers that can be gone by.
    pub(super) const fn is_sound(&self) -> bool {
        self.above.report < MOST && self.above.events < MOST
    }
}
