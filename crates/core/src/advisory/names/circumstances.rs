//! What else is known of a name, without asking anybody.

use crate::date::Date;

/// Where a package was installed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// An index, as far as is known: somebody wrote the name, and may have written it wrong.
    #[default]
    Index,
    /// A URL or repository (PEP 610): the address was chosen, not the name. A fork is often called much as what it was made of.
    Url,
    /// A directory of this machine, editable or not: one's own project. It is not suspected.
    Directory,
}

/// What else is known of a name. The default knows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Circumstances {
    /// Where the package was installed from.
    pub origin: Origin,
    /// Whether an installed package that is not suspect itself needs it (`Requires-Dist`): its author chose the name.
    pub is_needed: bool,
    /// Whether a bound names it. That says little: requirements are where names are written wrong.
    pub is_named_in_bound: bool,
    /// Whether an advisory about it is known that does not call it malware. Only projects that somebody uses have any.
    pub has_vulnerability: bool,
    /// When the release was uploaded, as a lock file says it.
    pub uploaded: Option<Date>,
    /// The day on which this is judged; without it, no release is old or young.
    pub today: Option<Date>,
}
