//! Fetches from elsewhere: the bytes of a *bound*, the requirements or lock file that an inventory is held against, and
//! *advisories*.
//!
//! * [`http`] fetches one file from an `http` or `https` URL, also a large one, and asks services in JSON.
//! * [`osv`] asks the API of OSV which advisories affect a release.
//! * [`server`] is a machine's way to the server that it is enrolled at: its requests are signed.
//! * [`git`] fetches one revision of a git repository, and reads files of it without ever writing a work tree.
//! * [`advisories`] makes the index of advisories anew of what a source has.
//! * [`hook`] tells a program of somebody's, at a URL that a user gave.
//! * [`Network`] is what the first needs to know of the way there: proxies and certificate authorities. It is handed in,
//!   as are the variables that git gets.
//!
//! What comes from a server or a repository may have been put there by anybody. So sizes and times are limited, and what
//! is beyond a limit is an error, never a part of a file. Credentials in a URL go to the host that the URL names and to no
//! other, and no error or result shows them.
//!
//! [`git`] starts the user's `git`: the only program that fetter ever starts, and only because the user named a git
//! repository. What is in the repository is not executed: no hook, no filter, no submodule's URL, no configuration.

pub mod advisories;
pub mod git;
pub mod hook;
mod host;
pub mod http;
mod network;
pub mod osv;
pub mod server;
mod shown;

pub use network::Network;
