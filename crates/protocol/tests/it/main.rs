//! The integration tests of the protocol: what is written is what is read, and nothing larger than it may be is.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends")]

mod canonical;
mod limits;
mod samples;
mod schemas;
