//! The quarantine: where what a plan names is moved to, and from where it comes back.
//!
//! It lies in the anchor, on the same file system, so that nothing is copied: `.fetter-quarantine-UID/ID/NUMBER`, readable for its
//! owner alone (with a further number where a package has that name). There, one file says what is in it and how far it came, by its name: `moving.json`, `done.json`, `undoing.json`,
//! `emptying.json`. Everything that was moved lies in `files` under the number of its step, so that nothing there looks like a
//! package. Every change on disk is one system call that either happened or did not, and what was done is told by the disk itself:
//! whoever was interrupted can go on from there, in either direction.

mod back;
mod carry;
mod emptying;
mod finding;
mod manifest;
mod moving;
mod outcome;
mod root;
mod store;

use std::ffi::OsString;
use std::path::PathBuf;

pub use carry::{apply, recover, undo};
pub use emptying::{Interrupted, empty};
pub use finding::{find, tidy};
pub use outcome::{Carried, Deed, FileResult, Outcome};

use crate::policy::Subject;
use crate::timestamp::Timestamp;

/// The beginning of the name of a quarantine's directory.
pub(super) const NAME: &str = ".fetter-quarantine";

/// What one run is called by, and when it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The name under which it can be undone: letters, digits and `-`.
    pub id: String,
    /// When it was.
    pub created: Timestamp,
}

/// How far a quarantine came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuarantineState {
    /// Files were being moved into it.
    Moving,
    /// All is in it.
    Done,
    /// Files were being put back.
    Undoing,
    /// It was being deleted.
    Emptying,
}

impl QuarantineState {
    /// Every state. Where two files tell of different ones, the later one counts.
    pub const ALL: &[Self] = &[Self::Moving, Self::Done, Self::Undoing, Self::Emptying];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Done => "done",
            Self::Undoing => "undoing",
            Self::Emptying => "emptying",
        }
    }

    /// The file that tells of it.
    const fn file(self) -> &'static str {
        match self {
            Self::Moving => "moving.json",
            Self::Done => "done.json",
            Self::Undoing => "undoing.json",
            Self::Emptying => "emptying.json",
        }
    }
}

/// Which way an interrupted removal is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the state after the removal.
    Finish,
    /// Back to the state before.
    Revert,
}

/// What was removed of one distribution, and lies in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The run that removed it.
    pub id: String,
    /// When that was.
    pub created: Timestamp,
    /// The directory that it was removed from, as it is called now.
    pub anchor: PathBuf,
    /// All directories that the run removed something from, as they were called then, sorted.
    pub anchors: Vec<PathBuf>,
    /// Its own directory in the quarantine.
    pub place: PathBuf,
    /// Which distribution it is.
    pub subject: Subject,
    /// The site that it lay in.
    pub site: PathBuf,
    /// Its metadata there.
    pub metadata: PathBuf,
    /// Why it was removed.
    pub reasons: Vec<String>,
    /// How far it came.
    pub state: QuarantineState,
    /// How many files and links were to be moved.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Its number in the run.
    number: usize,
    /// The name of the quarantine in the anchor.
    quarantine: OsString,
}

/// Something in quarantine that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// Where it is.
    pub path: PathBuf,
    /// The run that it is part of, if that is known.
    pub id: Option<String>,
    /// Whether it is the caller's, and not another user's.
    pub is_own: bool,
    /// Why.
    pub reason: String,
}
