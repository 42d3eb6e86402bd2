//! The domain of fetter: what is installed on a machine, found by reading files alone.
//!
//! * [`advisory`] knows what is known of packages: vulnerabilities, malware.
//! * [`audit`] holds what is installed against that.
//! * [`check`] holds it against a policy, and decides.
//! * [`guard`] has every start of Python in an environment checked.
//! * [`hex`] writes and reads bytes in hexadecimal.
//! * [`integrity`] looks at the files themselves: whose they are, and whether they are as they were installed.
//! * [`inventory`] finds interpreters, environments, sites and distributions.
//! * [`metadata`] reads the files that describe a distribution or an environment: bytes in, values out.
//! * [`requirement`] has names, versions, specifiers and markers as the packaging standards define them.
//! * [`manifest`] reads what somebody decided: requirements files, lock files, projects.
//! * [`removal`] takes packages away: a plan first, then into a quarantine, from which they can be restored.
//! * [`report`] turns an inventory into tables, delimited text and JSON.
//!
//! Nothing in this crate prints, reads the process's environment variables, opens sockets, or starts a
//! program: what it needs to know of its surroundings is handed in.

pub mod advisory;
pub mod audit;
pub mod check;
mod codes;
pub mod date;
pub mod guard;
pub mod hex;
pub mod integrity;
pub mod inventory;
pub mod manifest;
pub mod metadata;
pub mod policy;
pub mod removal;
pub mod report;
pub mod requirement;
pub mod timestamp;
