//! All that an audit knows.

use crate::advisory::Source;
use crate::advisory::epss::Likelihoods;
use crate::advisory::exploited::Catalogue;
use crate::advisory::names::Popular;

/// What is known, and by whom.
pub struct Knowledge<'source> {
    /// Advisories; `None` where no source could be asked, which is said as unchecked.
    pub source: Option<&'source dyn Source>,
    /// Vulnerabilities that are known to be exploited, where there is a list.
    pub exploited: Option<Catalogue>,
    /// How likely vulnerabilities are to be exploited, where there is a list.
    pub likelihoods: Option<Likelihoods>,
    /// The popular packages; `None` where look-alikes are not looked for.
    pub popular: Option<&'source Popular>,
}

impl std::fmt::Debug for Knowledge<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Knowledge").field("source", &self.source.is_some()).finish_non_exhaustive()
    }
}
