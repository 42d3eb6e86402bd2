//! The integration tests of the program: what users type, what they see, and how it is held against real interpreters.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends, and its files are its own"
)]

mod advisories;
mod agent;
mod bound_sources;
mod bounds;
mod command_lines;
mod configuration;
mod derive;
mod exit_codes;
mod guard;
mod guard_faults;
mod guide;
mod inspect;
mod no_execution;
mod org_lines;
mod outputs;
mod policies;
mod purge;
mod reality;
mod requests;
mod round_trips;
#[path = "../../../core/tests/it/schemas.rs"]
mod schemas;
mod served;
mod server;
mod server_policies;
mod server_stub;
mod support;
mod sync;
mod terminal;
mod unprivileged;
mod verify;
