//! What fetter's tests share: scratch directories, made environments, and programs that are run for real.
//!
//! Nothing here is part of the product. Made trees ([`Tree`]) hold the layouts that this machine does not have;
//! [`program`] runs fetter and real interpreters; [`server`] answers over HTTP, [`osv`] as the API of OSV does, [`oidc`] as a provider of single sign-on; [`gate`] says what was skipped, and fails in CI for want of it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on ends")]

pub mod gate;
pub mod oidc;
pub mod osv;
pub mod program;
mod scratch;
pub mod server;
mod tree;

pub use program::{Ran, fetter};
pub use scratch::Scratch;
pub use tree::Tree;
