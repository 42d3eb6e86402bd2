//! What differs between two inventories of one machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Distribution, Environment, Inventory, Site};

/// Something that came, went, or became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An environment is there that was not.
    EnvironmentAdded {
        /// Its prefix.
        prefix: PathBuf,
    },
    /// A distribution is there that was not.
    Installed {
        /// The site that it lies in.
        site: PathBuf,
        /// What is there now.
        distribution: Box<Distribution>,
    },
    /// A distribution of that name is there as before, in another version or from elsewhere.
    Changed {
        /// The site that it lies in.
        site: PathBuf,
        /// What was there.
        before: Box<Distribution>,
        /// What is there now.
        distribution: Box<Distribution>,
    },
    /// A distribution is gone.
    Removed {
        /// The site that it lay in.
        site: PathBuf,
        /// What was there.
        distribution: Box<Distribution>,
    },
    /// An environment is gone.
    EnvironmentRemoved {
        /// Its prefix.
        prefix: PathBuf,
    },
}

/// What differs between two inventories, in order: environments that came, then packages by site and name, then environments
/// that went.
#[must_use]
pub fn changes(before: &Inventory, after: &Inventory) -> Vec<Change> {
    let mut sites: BTreeMap<&Path, (Option<&Site>, Option<&Site>)> = BTreeMap::new();
    for site in &before.sites {
        sites.entry(&site.path).or_default().0 = Some(site);
    }
    for site in &after.sites {
        sites.entry(&site.path).or_default().1 = Some(site);
    }
    let sites = sites.into_values();
    changes_of(&before.environments, &after.environments, sites)
}

/// The same of parts of inventories: environments, and sites as they were and as they are.
#[must_use]
pub fn changes_of<'part>(
    before: &[Environment],
    after: &[Environment],
    sites: impl Iterator<Item = (Option<&'part Site>, Option<&'part Site>)>,
) -> Vec<Change> {
    let prefixes = |environments: &[Environment]| -> BTreeSet<PathBuf> {
        environments.iter().map(|environment| environment.prefix.clone()).collect()
    };
    let (old, new) = (prefixes(before), prefixes(after));
    let added = new.difference(&old).map(|prefix| Change::EnvironmentAdded { prefix: prefix.clone() });
    let mut changes: Vec<Change> = added.collect();
    for (was, is) in sites {
        of_site(was, is, &mut changes);
    }
    let removed = old.difference(&new).map(|prefix| Change::EnvironmentRemoved { prefix: prefix.clone() });
    changes.extend(removed);
    changes
}

fn of_site(was: Option<&Site>, is: Option<&Site>, changes: &mut Vec<Change>) {
    let Some(path) = is.or(was).map(|site| &site.path) else { return };
    let mut names: BTreeMap<&str, (Vec<&Distribution>, Vec<&Distribution>)> = BTreeMap::new();
    for found in was.into_iter().flat_map(|site| &site.distributions) {
        names.entry(found.name.normalized()).or_default().0.push(found);
    }
    for found in is.into_iter().flat_map(|site| &site.distributions) {
        names.entry(found.name.normalized()).or_default().1.push(found);
    }
    for (mut old, mut new) in names.into_values() {
        old.retain(|found| {
            let same = new.iter().position(|other| is_same(found, other));
            same.map(|place| new.remove(place)).is_none()
        });
        let both = old.len().min(new.len());
        for (before, distribution) in old.iter().zip(&new) {
            changes.push(Change::Changed {
                site: path.clone(),
                before: Box::new((*before).clone()),
                distribution: Box::new((*distribution).clone()),
            });
        }
        for found in &new[both..] {
            changes.push(Change::Installed { site: path.clone(), distribution: Box::new((*found).clone()) });
        }
        for found in &old[both..] {
            changes.push(Change::Removed { site: path.clone(), distribution: Box::new((*found).clone()) });
        }
    }
}

/// Whether two are one package in one state: in the same version, from the same place, in the same directory.
fn is_same(one: &Distribution, other: &Distribution) -> bool {
    let origin = |found: &Distribution| found.details.as_ref().and_then(|details| details.origin.clone());
    one.version == other.version && one.metadata_path == other.metadata_path && origin(one) == origin(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{DistributionKind, IdentitySource, InstalledVersion, SiteKind};
    use crate::requirement::PackageName;

    fn site(distributions: &[(&str, &str)]) -> Site {
        let distribution = |(name, version): &(&str, &str)| Distribution {
            kind: DistributionKind::DistInfo,
            name: PackageName::new(name),
            version: Some(InstalledVersion::new(version)),
            identity: IdentitySource::Metadata,
            metadata_path: format!("/s/{name}-{version}.dist-info").into(),
            metadata_file: Some("METADATA"),
            details: None,
        };
        Site {
            path: "/s".into(),
            kind: SiteKind::Target,
            distributions: distributions.iter().map(distribution).collect(),
            path_files: Vec::new(),
            leftovers: Vec::new(),
        }
    }

    fn told(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        let (before, after) = (site(before), site(after));
        let tell = |change: &Change| match change {
            Change::Installed { distribution, .. } => format!("+{}", distribution.label()),
            Change::Removed { distribution, .. } => format!("-{}", distribution.label()),
            Change::Changed { before, distribution, .. } => {
                format!("{} to {}", before.label(), distribution.version_text())
            }
            other => format!("{other:?}"),
        };
        changes_of(&[], &[], [(Some(&before), Some(&after))].into_iter()).iter().map(tell).collect()
    }

    #[test]
    fn packages_come_go_and_change() {
        assert_eq!(told(&[("a", "1")], &[("a", "1")]), [""; 0]);
        assert_eq!(told(&[("a", "1"), ("b", "1")], &[("a", "2"), ("c", "1")]), ["a-1 to 2", "-b-1", "+c-1"]);
        // Two versions of one name in one site, of which one goes.
        assert_eq!(told(&[("a", "1"), ("a", "2")], &[("a", "2")]), ["-a-1"]);
        assert_eq!(told(&[("a", "1")], &[("a", "1"), ("a", "2")]), ["+a-2"]);
    }
}
