//! The integration tests of the agent: what the kernel does with marks and answers, on scratch directories only.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends, and its files are its own"
)]

mod helper;
mod measures;
mod mounts;
mod notification;
mod permission;
mod python;
mod refusing;
mod repair;
mod rig;
mod supervising;
mod support;
mod sweep;
