//! Files of one revision of a git repository, by the user's own `git`.
//!
//! A revision is fetched alone (no history, no tags, no submodules) into a bare repository of our own in a private
//! temporary directory, and files are read out of git's objects. No work tree is ever written: so there is no filter, no
//! LFS, no link to follow and no file name to be careful about. A bare repository made without a template has no hooks;
//! hooks, file system monitors, maintenance and every transport but the source's are switched off besides.
//!
//! What stays on is how the user reaches private repositories: the user's and the system's git configuration (proxies,
//! certificates, `insteadOf`, credential helpers), ssh with its configuration and agent. It is the user's own, trusted as
//! `PATH` is, and no repository can add to it. Nothing asks: no terminal, no ask-pass program, ssh in batch mode. Of the
//! environment only [`VARIABLES`] are handed on, which leaves out everything else that changes what git does.
//!
//! `file:` repositories are served by the same `git` (`upload-pack`), which ignores the dangerous parts of their
//! configuration, and refuses repositories of other users. Versions of git before 2.45.1 had a gap in that; before 2.28, git
//! does not understand what it is told here.
//!
//! This is the only place of fetter that starts a program.

mod access;
mod call;
mod error;
mod path;
mod process;
mod program;
mod repository;
mod revision;
mod source;

pub use error::GitError;
pub use program::{Git, VARIABLES};
pub use repository::{Entry, EntryKind, Repository};
pub use source::GitSource;

use std::time::Duration;

/// Limits of a fetch, and of each reading thereafter. What is beyond one is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How much the fetched revision may take on the disk, in bytes, compressed as git does. It is looked at while git
    /// writes; so a little more may be there for a moment.
    pub bytes: u64,
    /// The longest time for the fetch, and for each reading.
    pub total: Duration,
}

impl Default for Limits {
    /// 1 GiB, for bounds that lie in large repositories; 2 minutes.
    fn default() -> Self {
        Self { bytes: 1024 * 1024 * 1024, total: Duration::from_secs(120) }
    }
}
