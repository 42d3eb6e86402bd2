//! The exit codes. There are no others.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked to.
    Done,
    /// It failed: what was asked for could not be done.
    Failed,
    /// The command line is wrong.
    Usage,
    /// There are findings, or a guard is damaged.
    Findings,
    /// Something could not be checked.
    NotChecked,
    /// The agent is still starting.
    Starting,
    /// There are findings, and this code was asked for then.
    Chosen(u8),
}

impl Exit {
    /// Every code, with what it means, as the documentation lists them.
    pub const MEANINGS: [(Self, &'static str); 6] = [
        (Self::Done, "done"),
        (Self::Failed, "failed: what was asked for could not be done; stderr says why"),
        (Self::Usage, "the command line is wrong"),
        (
            Self::Findings,
            "there are findings (another code with `--code`), or a damaged guard (`site-status`)",
        ),
        (
            Self::NotChecked,
            "something could not be checked, and there are no findings; stderr and JSON say what",
        ),
        (
            Self::Starting,
            "the agent is still starting, and does not know yet what is denied (`agent status`, `why`)",
        ),
    ];

    /// The number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Findings => 3,
            Self::NotChecked => 4,
            Self::Starting => 5,
            Self::Chosen(code) => code,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// What is wrong with a command line, where only the command itself can tell.
#[derive(Clone, Debug)]
pub(crate) struct UsageError(String);

impl UsageError {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl std::fmt::Display for UsageError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}
