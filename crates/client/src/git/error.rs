//! Why something could not be had from a repository. URLs and foreign text in here are masked and escaped already.

use std::path::PathBuf;
use std::time::Duration;

use super::EntryKind;

/// Why a repository or a file of it could not be read: what was attempted on what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages show")]
pub enum GitError {
    /// It names no repository, or in a way that is not taken.
    #[error("cannot fetch {source_text}: {reason}")]
    Source { source_text: String, reason: &'static str },
    /// There is no git.
    #[error(
        "cannot fetch from git repositories: there is no program `git` on PATH; install it, or give a file or a URL of one"
    )]
    Missing,
    /// Git, or what it needs, could not be set up.
    #[error("cannot fetch from git repositories: {}: {reason}", .path.display())]
    Setup { path: PathBuf, reason: String },
    /// Git failed.
    #[error(
        "git could not {action} {url}: {reason}; see whether `git ls-remote` reaches it without asking anything"
    )]
    Failed { action: &'static str, url: String, reason: String },
    /// The repository does not have the revision.
    #[error(
        "{url} has no revision {revision}, or does not give it; name a branch, a tag, or all digits of a commit"
    )]
    Revision { url: String, revision: String },
    /// The time limit is over.
    #[error("git was ended: it did not {action} {url} within {} seconds; try again, or check the server", .limit.as_secs_f32())]
    Timeout { action: &'static str, url: String, limit: Duration },
    /// More bytes than the limit.
    #[error("git was ended: {what} of {url} is larger than {limit} bytes")]
    TooLarge { what: String, url: String, limit: u64 },
    /// A path that leads nowhere.
    #[error("{path} is no path within a repository: {reason}")]
    Path { path: String, reason: &'static str },
    /// Nothing is there.
    #[error("{url} has no {path} at commit {commit}")]
    NotFound { url: String, path: String, commit: String },
    /// It is not what was asked for.
    #[error("{path} of {url} is {found}, not {wanted}; name the {wanted} itself")]
    Kind { url: String, path: String, found: EntryKind, wanted: EntryKind },
    /// Git said something that it never says.
    #[error("cannot understand what git said of {url}: {reason}")]
    Answer { url: String, reason: String },
}
