//! What a machine says of itself when nothing may have changed, and what it is told to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::key::Signature;
use crate::message::{Checker, Kind, Message, MessageError};
use crate::{Digest, RequestState, limits};

/// A machine is there, and stands as its digests say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckIn {
    /// `fetter-check-in`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The machine.
    pub machine: String,
    /// The digest of its state ([`crate::Report::state`]).
    pub state: Digest,
    /// The newest report that it knows to be durable at the server; 0 for none.
    pub acknowledged: u64,
    /// The newest event that it knows to be; 0 for none.
    pub acknowledged_events: u64,
    /// The newest event of its journal: where it is newer, there is something to report.
    pub newest_event: u64,
    /// The bundle of policies that it goes by; `null` for none.
    pub bundle: Option<Digest>,
    /// The number of the newest decision on a request that it knows; 0 for none. Without it, it is told of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisions: Option<u64>,
}

/// What a machine is to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Instructions {
    /// `fetter-instructions`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// The machine that they are for.
    pub machine: String,
    /// The server's time, in seconds since 1970. A machine reckons the time of its requests by it, not by its own clock.
    pub time: u64,
    /// Whether it is to report: the server does not hold the state that the digest names.
    pub report: bool,
    /// The newest report that is durable at the server; 0 for none. Where it is older than what the machine knows, the server was
    /// restored from a copy: everything after it is sent again.
    pub acknowledged: u64,
    /// The newest event that is; 0 for none.
    pub acknowledged_events: u64,
    /// The bundle that it is to go by, where that is another one than it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<BundleRef>,
    /// After how many seconds it is to check in again.
    pub next: u32,
    /// Decisions on its requests that it does not know, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<RequestState>,
}

/// A bundle of policies that can be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BundleRef {
    /// The digest of its bytes.
    pub digest: Digest,
    /// The signature of [`BundleRef::claim`] by the key that the machine was told when it was enrolled.
    pub signature: Signature,
    /// Its number: a machine takes none with a smaller one than it has. Policies of before come back as a bundle with a new number.
    pub number: u64,
}

impl BundleRef {
    /// The bytes that a server signs, so that a bundle is another's neither by organisation nor by number.
    #[must_use]
    pub fn claim(organisation: &str, number: u64, digest: &Digest) -> Vec<u8> {
        // A name may hold anything; its length says where it ends.
        format!("fetter-bundle-1\n{}\n{organisation}\n{number}\n{digest}\n", organisation.len()).into_bytes()
    }
}

impl Message for CheckIn {
    const KIND: Kind = Kind::CheckIn;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.machine("machine", &self.machine)
    }
}

impl Message for Instructions {
    const KIND: Kind = Kind::Instructions;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.machine("machine", &self.machine)?;
        let is_possible = (1..=limits::NEXT_SECONDS).contains(&self.next);
        checker.form("next", is_possible, "between a second and a day")?;
        checker.at_most("decisions", self.decisions.len(), limits::DECISIONS)?;
        self.decisions.iter().try_for_each(|decision| decision.check(checker))
    }
}
