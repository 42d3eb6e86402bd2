//! A release that is not installed, and of which somebody asks whether it may be.

use std::path::Path;

use fetter_core::check::FirstSights;
use fetter_core::inventory::{
    Details, Distribution, DistributionKind, Environment, IdentitySource, InstalledVersion, Inventory,
};
use fetter_core::requirement::PackageName;
use fetter_core::timestamp::Timestamp;

/// One release, as it would be from an index.
pub(super) struct Proposal {
    name: PackageName,
    version: InstalledVersion,
}

impl Proposal {
    /// Reads `NAME==VERSION`; anything else is none.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let (name, version) = text.split_once("==")?;
        let (name, version) = (PackageName::new(name.trim()), InstalledVersion::new(version.trim()));
        (name.is_valid() && version.parsed().is_some()).then_some(Self { name, version })
    }

    /// The environments of an inventory, each with the release in its own site and nothing else; or its sites, where there is no environment.
    pub(super) fn put_into(&self, inventory: &Inventory) -> Inventory {
        let mut proposed = inventory.clone();
        let own = |site: &Path| {
            let mut environments = inventory.environments.iter();
            inventory.environments.is_empty() || environments.any(|found| home(found) == Some(site))
        };
        for site in &mut proposed.sites {
            site.distributions.clear();
            if own(&site.path) {
                site.distributions.push(self.at(&site.path));
            }
        }
        proposed.problems.clear();
        proposed
    }

    /// What is installed now is first seen now.
    pub(super) fn first_sights(&self, now: Timestamp) -> FirstSights {
        let version = self.version.as_written().to_owned();
        FirstSights::new([(self.name.normalized().to_owned(), version, now)])
    }

    fn at(&self, site: &Path) -> Distribution {
        let directory =
            format!("{}-{}.dist-info", self.name.normalized().replace('-', "_"), self.version.as_written());
        Distribution {
            kind: DistributionKind::DistInfo,
            name: self.name.clone(),
            version: Some(self.version.clone()),
            identity: IdentitySource::Metadata,
            metadata_path: site.join(directory),
            metadata_file: Some("METADATA"),
            details: Some(Box::<Details>::default()),
        }
    }
}

/// Where an environment's own packages lie.
fn home(environment: &Environment) -> Option<&Path> {
    let own = environment.sites.iter().find(|path| path.starts_with(&environment.prefix));
    own.or(environment.sites.first()).map(std::path::PathBuf::as_path)
}
