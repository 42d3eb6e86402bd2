//! The agent's integration tests. What marks files for permission does so in scratch directories only.

#![expect(clippy::disallowed_methods, reason = "a test's files are its own")]

mod install;
