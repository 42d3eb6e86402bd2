//! The agent: it watches a machine, keeps its inventory current, and refuses what a policy denies.
//!
//! * [`run`] is the agent at work.
//! * [`supervise`] sees to it that nobody waits for an agent that is dead or stuck.
//! * [`sys`] is fanotify: the only unsafe code of the project.
//! * [`ask`] says how it stands, to whoever asks on this machine.
//! * [`config`] is what the administrator says.
//! * [`enforce`] has denied distributions refused.
//! * [`install`] puts its files where the service manager looks for them.
//! * [`journal`] keeps what happened.
//! * [`report`] says to a server what is here, and keeps it until that has it.
//! * [`tell`] says what happens to people and to the system's log.
//! * [`watch`] sees what is installed and removed, and keeps the inventory.

pub mod ask;
pub mod config;
pub mod enforce;
pub mod install;
pub mod journal;
pub mod report;
pub mod run;
pub mod supervise;
pub mod sys;
pub mod tell;
pub mod watch;
