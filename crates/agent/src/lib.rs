//! The agent: it watches a machine, keeps its inventory current, and refuses what a policy denies.
//!
//! * [`sys`] is fanotify: the only unsafe code of the project.
//! * [`enforce`] has denied distributions refused.
//! * [`journal`] keeps what happened.
//! * [`report`] says to a server what is here, and keeps it until that has it.
//! * [`tell`] says what happens to people and to the system's log.
//! * [`watch`] sees what is installed and removed, and keeps the inventory.

pub mod enforce;
pub mod journal;
pub mod report;
pub mod sys;
pub mod tell;
pub mod watch;
