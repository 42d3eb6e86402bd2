//! The server against both of its databases.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends")]

mod agents;
mod api;
mod enrolment;
mod migrations;
mod policies;
mod support;
