//! The start-up guard: what makes every start of Python in an environment ask whether the environment still meets its bound.
//!
//! [`install`] puts two things into a site: `000-fetter-guard.pth`, one fixed line, and the directory `_fetter_guard` with fixed
//! code and [`GuardData`]. The same bytes of code go everywhere: what differs between environments is data. [`uninstall`] takes
//! away what [`install`], and the guard since then, put there; [`status`] says what is there.
//!
//! The guard's code starts the *checker*, `CHECKER site-check --data FILE --site DIR …`, whenever something has changed since
//! the environment was last found clean. The checker ends with 0 and a [`Checked`] on its standard output, with 3 if there are
//! findings, or with anything else if it could not check. What it has to say to a person goes to standard error.
//!
//! It is a safety net and no sandbox: `python -S`, which leaves out the `site` module, and whoever may write to the site, or
//! set environment variables, get by it.

mod checked;
mod data;
mod directory;
mod ours;
mod place;
mod status;
mod watched;

pub(crate) use data::LIMIT as DATA_LIMIT;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

pub use checked::Checked;
pub use data::{DataError, GuardData, Mode};
pub use place::{install, uninstall};
pub use status::{Damage, Status, status};
pub use watched::Watched;

/// The file that makes Python run the guard. `site` goes through a directory's `.pth` files in the order of their names' bytes:
/// digits come before letters, so that the guard has looked before the code of another such file runs. (`site` passes over
/// names that begin with a dot since Python 3.13.)
pub const PATH_FILE: &str = "000-fetter-guard.pth";
/// The directory of the guard's code and data, beside [`PATH_FILE`].
pub const DIRECTORY: &str = "_fetter_guard";
/// The file with [`GuardData`], in [`DIRECTORY`].
pub const DATA_FILE: &str = "data";
/// The file that says what was looked at when the environment was last found clean, in [`DIRECTORY`].
pub const STATE_FILE: &str = "state";

/// Fixed code, by file name. What earlier versions installed must stay here, to be known again: each text with its
/// predecessors, the newest first.
const CODE: [(&str, &[&str]); 2] =
    [("start.py", &[include_str!("python/start.py")]), ("check.py", &[include_str!("python/check.py")])];
/// The fixed line, by mode; newest first.
const LINES: [(Mode, &[&str]); 2] =
    [(Mode::Warn, &[include_str!("python/warn.pth")]), (Mode::Exit, &[include_str!("python/exit.pth")])];
/// How a state begins (`start.py`).
const STATE_HEAD: &[u8] = b"fetter-guard-state 3\0";

/// The names of the files of code in [`DIRECTORY`].
pub(crate) fn code_files() -> impl Iterator<Item = &'static str> {
    CODE.iter().map(|(name, _)| *name)
}

/// Whether fetter or its guard wrote a file of a site, told by the contents. `path` is relative to the site.
pub(crate) fn wrote(path: &Path, contents: &[u8]) -> bool {
    if path == Path::new(PATH_FILE) {
        return LINES.iter().any(|(_, lines)| lines.iter().any(|line| line.as_bytes() == contents));
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => parent == Path::new(DIRECTORY) && ours::is_ours(name, contents),
        _ => false,
    }
}

/// What [`install`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installed {
    /// There was no guard.
    New,
    /// There was one, and it is replaced.
    Replaced,
}

/// What [`uninstall`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// What is gone, sorted.
    pub removed: Vec<PathBuf>,
    /// What lies where the guard does and was left, since fetter did not write it; sorted.
    pub left: Vec<PathBuf>,
}

/// Why a guard was not installed, removed, or looked at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// Something of another origin is in the way. Nothing was changed.
    #[error("{} was not written by fetter, and is left as it is; move it away", .0.display())]
    Foreign(PathBuf),
    /// The data are unusable.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The system refused.
    #[error("could not {attempt} {}: {}", path.display(), std::io::Error::from(*.errno))]
    System {
        /// What was attempted.
        attempt: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        errno: Errno,
    },
}

impl GuardError {
    fn system(attempt: &'static str, path: &Path, errno: Errno) -> Self {
        Self::System { attempt, path: path.to_owned(), errno }
    }
}
