//! Judging, and what else is done in the background. Nothing is judged when a page is looked at.
//!
//! The command, the agent and the server judge with the same code ([`fetter_core::check`], [`fetter_core::audit`]). What a site holds is
//! judged once for each [`Setting`] that it lies in, however many machines have it.

mod contents;
mod setting;

pub use contents::{UnreadableContents, inventory};
pub use setting::{Seer, Setting};
