//! How strict a rule is, and what is decided by it.

use std::fmt;

/// What is done about what a rule is against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// It is recorded, and nobody is told.
    Observe,
    /// It is told.
    #[default]
    Warn,
    /// It is refused: where an agent enforces, what it is about cannot be opened.
    Enforce,
}

impl Mode {
    /// Every mode, from the mildest.
    pub const ALL: &[Self] = &[Self::Observe, Self::Warn, Self::Enforce];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Observe => "observe",
            Self::Warn => "warn",
            Self::Enforce => "enforce",
        }
    }

    /// The mode that a word stands for.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mode| mode.as_str() == word)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What is decided of something that is installed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// No rule is against it, or an exception lifts what is.
    #[default]
    Allowed,
    /// A rule in the mode observe is against it.
    Observed,
    /// A rule in the mode warn is against it.
    Warned,
    /// A rule in the mode enforce is against it.
    Refused,
}

impl Decision {
    /// Every decision, from the mildest.
    pub const ALL: &[Self] = &[Self::Allowed, Self::Observed, Self::Warned, Self::Refused];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Observed => "observed",
            Self::Warned => "warned",
            Self::Refused => "refused",
        }
    }

    /// The decision that a word stands for.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|decision| decision.as_str() == word)
    }

    /// Whether a person must know of it: it is warned of, or refused.
    #[must_use]
    pub const fn is_finding(self) -> bool {
        matches!(self, Self::Warned | Self::Refused)
    }
}

impl From<Mode> for Decision {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Observe => Self::Observed,
            Mode::Warn => Self::Warned,
            Mode::Enforce => Self::Refused,
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
