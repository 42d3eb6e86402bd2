//! Asking an agent that runs: what it watches, and why something is refused.
//!
//! The agent listens on a socket of its machine. A question is one line of JSON, an answer another; nobody can make it wait, nor keep
//! others from asking.

mod client;
mod patient;
mod places;
mod server;
mod wire;

pub use client::{AskError, ask};
pub use server::{Answers, Listener, Peer};
pub use wire::{
    AnswerDocument, BundleStatus, Covered, DeniedPackage, FilesStatus, JournalStatus, PolicyStatus, Question,
    REQUESTS_SCHEMA, Reconciled, Refused, ReportStatus, RequestStatus, Requested, STATUS_SCHEMA,
    ServerStatus, Status, Totals, WHY_SCHEMA, Why, WhyAbout,
};
