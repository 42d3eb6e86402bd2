//! The stable words of enumerations, from text.

use crate::inventory::{
    Creator, DistributionKind, EnvironmentKind, IdentitySource, Implementation, ProblemCode, SiteKind,
};

use super::ReadError;

/// An enumeration whose values have stable words.
pub(super) trait Word: Copy + 'static {
    const WHAT: &'static str;
    fn all() -> &'static [Self];
    fn word(self) -> &'static str;

    fn read(word: &str) -> Result<Self, ReadError> {
        let found = Self::all().iter().copied().find(|value| value.word() == word);
        found.ok_or_else(|| ReadError::UnknownWord { what: Self::WHAT, word: word.to_owned() })
    }
}

macro_rules! words {
    ($($kind:ident = $what:literal,)+) => {$(
        impl Word for $kind {
            const WHAT: &'static str = $what;
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

words! {
    Creator = "creator",
    DistributionKind = "kind of distribution",
    EnvironmentKind = "kind of environment",
    IdentitySource = "source of the identity",
    Implementation = "implementation",
    ProblemCode = "problem code",
    SiteKind = "kind of site",
}
