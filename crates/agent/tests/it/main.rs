//! The agent's integration tests. What marks files for permission does so in scratch directories only.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends, and its files are its own"
)]

mod asking;
mod claiming;
mod details;
mod files;
mod files_again;
mod files_rig;
mod helper;
mod hostile;
mod install;
mod journal;
mod journal_faults;
mod measures;
mod mounts;
mod newplaces;
mod notification;
mod outbox;
mod permission;
mod private;
mod python;
mod reading_ahead;
mod refusing;
mod refusing_files;
mod repair;
mod report;
mod reporting;
mod requests;
mod rig;
mod source_trees;
mod supervising;
mod support;
mod sweep;
mod tell;
mod watcher;
mod watching;
