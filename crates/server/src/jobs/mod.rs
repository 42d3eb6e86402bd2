//! Judging, and what else is done in the background. Nothing is judged when a page is looked at.
//!
//! The command, the agent and the server judge with the same code ([`fetter_core::check`], [`fetter_core::audit`]). What a site holds is
//! judged once for each [`Setting`] that it lies in, however many machines have it. What is to be done is in a table of the database:
//! a [`Worker`] takes a few jobs at a time and has them until its lease ends, so that any number of servers share one database.

pub mod advisories;
mod contents;
mod days;
mod derived;
mod judge;
mod known;
mod origins;
mod packages;
mod policy;
mod preview;
mod retention;
mod running;
mod setting;
mod tasks;
mod verdicts;
mod worker;

pub(crate) use contents::distributions;
pub use contents::{UnreadableContents, inventory};
pub use days::count_findings;
pub(crate) use derived::Holdings;
pub use known::KnownError;
pub use packages::count_packages;
pub use policy::policy_of;
pub use retention::{Retention, sweep};
pub use running::{JobOptions, Jobs, begin};
pub use setting::{Seer, Setting};
pub use verdicts::count_verdicts;
pub use worker::Worker;
