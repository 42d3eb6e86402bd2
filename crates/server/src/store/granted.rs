//! What a machine's request comes to.

use fetter_protocol::{Digest, RequestState};

use super::Offer;

/// A request that was taken. Everything in it is durable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// The row of the organisation that the machine belongs to.
    pub organisation: i64,
    /// The row of its group.
    pub group: i64,
    /// The newest report that is held; 0 for none.
    pub acknowledged: u64,
    /// The newest event that is; 0 for none.
    pub acknowledged_events: u64,
    /// The state of that report.
    pub state: Option<Digest>,
    /// The bundle that the machine is to go by.
    pub offer: Option<Offer>,
    /// Of a report: the sites whose contents were never seen.
    pub wanted: Vec<Digest>,
    /// The contents that were sent, and are held.
    pub stored: Option<Digest>,
    /// The newest decision on its requests; 0 for none.
    pub decided: u64,
    /// Of a request that was handed in: how it stands.
    pub request: Option<RequestState>,
}

/// Why a request that is rightly signed was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its number is not greater than that of one before.
    Number,
    /// The machine is gone, its key was exchanged or revoked.
    Unknown,
    /// Two machines go by its key.
    Cloned,
    /// Nobody asked for the contents that were sent.
    Unwanted,
    /// The new key is another machine's.
    Taken,
}
