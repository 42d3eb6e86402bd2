//! Where advisories come from, as those who judge see it.

use std::collections::BTreeMap;

use super::package::Package;
use super::record::Advisory;

/// Knows what there is about packages.
pub trait Source {
    /// What is known of the package of a normalised name; `None` where nothing is.
    fn package(&self, name: &str) -> Result<Option<Package>, SourceError>;
}

/// Why it could not be told what is known of a package.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SourceError(pub String);

/// Records that were fetched for these packages alone.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    packages: BTreeMap<String, Package>,
}

impl Memory {
    /// Keeps records by the packages that they are about.
    #[must_use]
    pub fn new(records: &[Advisory]) -> Self {
        Self {
            packages: Package::of_all(records).map(|(name, package)| (name.to_owned(), package)).collect(),
        }
    }

    /// The packages, with their normalised names, sorted.
    pub fn packages(&self) -> impl Iterator<Item = (&str, &Package)> {
        self.packages.iter().map(|(name, package)| (name.as_str(), package))
    }
}

impl Source for Memory {
    fn package(&self, name: &str) -> Result<Option<Package>, SourceError> {
        Ok(self.packages.get(name).cloned())
    }
}
