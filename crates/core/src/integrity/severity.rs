//! How much something matters that was found of files.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, and harmless: it is shown, and no check fails for it.
    #[default]
    Info,
    /// Untidy, or somebody's own change.
    Low,
    /// It should be looked at.
    Medium,
    /// Somebody changed or added code.
    High,
}

impl Severity {
    /// Every severity.
    pub const ALL: &[Self] = &[Self::Info, Self::Low, Self::Medium, Self::High];

    /// The stable word for it in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}
