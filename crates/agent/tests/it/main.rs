//! The integration tests of the agent: what the kernel does with marks and answers, on scratch directories only.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test that cannot go on ends, and its files are its own"
)]

mod journal;
mod journal_faults;
mod outbox;
mod report;
mod tell;
