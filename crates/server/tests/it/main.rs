//! The server against both of its databases.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends")]

mod advisories;
mod agents;
mod api;
mod backup;
mod contents;
mod details;
mod doctor;
mod enrolment;
mod health;
mod hooks;
mod judging;
mod logs;
mod mail;
mod metrics;
mod migrations;
mod moves;
mod passwords;
mod policies;
mod rates;
mod retention;
mod sign_in;
mod support;
mod ui;
