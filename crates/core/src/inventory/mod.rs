//! The inventory: interpreters, environments, sites, distributions and problems of one machine at one time.

mod cache;
mod change;
pub mod discover;
mod distribution;
mod embedded;
mod environment;
pub mod file;
mod mounts;
mod part;
mod platform;
mod problem;
mod site;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

pub use change::{Change, changes, changes_of};
pub use distribution::{
    CondaBuild, Details, Distribution, DistributionKind, IdentitySource, InstalledVersion, ReleaseKey,
};
pub use embedded::EmbeddedComponent;
pub use environment::{Creator, Environment, EnvironmentKind, Executable, Implementation, PythonVersion};
pub use mounts::{Mount, read_mounts};
pub use platform::{Platform, PlatformError, System};
pub use problem::{Problem, ProblemCode};
pub use site::{PathFile, PathFileAction, PathFileLine, Site, SiteKind};

/// What was found on one machine at one time. Everything in it is sorted: the same disk gives the same inventory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The directory that was taken for the machine's `/`, where that was not `/` itself.
    pub root: Option<PathBuf>,
    /// The environments, sorted by prefix.
    pub environments: Vec<Environment>,
    /// The sites, sorted by path, each once however many environments see it.
    pub sites: Vec<Site>,
    /// What was searched and what was left out.
    pub coverage: Coverage,
    /// What could not be read, sorted by path.
    pub problems: Vec<Problem>,
}

/// What was searched, and what was left out on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The directories that were walked.
    pub roots: Vec<PathBuf>,
    /// The mounts below them that were not walked because they are not local file systems.
    pub skipped_mounts: Vec<SkippedMount>,
    /// Whether sites were searched for what is nested in them too.
    pub exhaustive: bool,
    /// Whether the search was for named interpreters only.
    pub interpreters_only: bool,
    /// Whether this is a part only: what a search matched was kept, and the rest of what was found is gone.
    pub part: bool,
}

/// A mount that was not walked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SkippedMount {
    /// Where it is mounted.
    pub path: PathBuf,
    /// The type of its file system.
    pub file_system: String,
}

impl Inventory {
    /// Every distribution with the site that it lies in, sorted by name, version and site.
    #[must_use]
    pub fn installed(&self) -> Vec<(&Distribution, &Site)> {
        self.installed_at().into_iter().map(|(found, place)| (found, &self.sites[place])).collect()
    }

    /// As [`Self::installed`], with the place of the site in the list of sites.
    pub(crate) fn installed_at(&self) -> Vec<(&Distribution, usize)> {
        // The same releases lie in many sites: it is they that are sorted. Sites are sorted by path, so that within a release
        // the order is the one in which they come.
        let mut releases: HashMap<(&str, &str), Vec<(&Distribution, usize)>> = HashMap::new();
        for (place, site) in self.sites.iter().enumerate() {
            for found in &site.distributions {
                releases
                    .entry((found.name.normalized(), found.version_text()))
                    .or_default()
                    .push((found, place));
            }
        }
        let mut releases: Vec<_> = releases.into_values().collect();
        releases.sort_by(|left, right| left[0].0.compare_releases(right[0].0));
        releases.into_iter().flatten().collect()
    }

    /// How many interpreters, sites and distinct releases there are.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let releases: HashSet<_> = self
            .sites
            .iter()
            .flat_map(|site| &site.distributions)
            .map(|distribution| {
                (distribution.name.normalized(), distribution.version.as_ref().map(InstalledVersion::key))
            })
            .collect();
        Totals {
            interpreters: self.environments.iter().filter(|found| found.has_interpreter()).count(),
            environments: self.environments.len(),
            sites: self.sites.len(),
            releases: releases.len(),
            distributions: self.sites.iter().map(|site| site.distributions.len()).sum(),
            problems: self.problems.len(),
        }
    }
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Environments that can be started, however many names lead to each.
    pub interpreters: usize,
    /// Environments, with and without an executable.
    pub environments: usize,
    /// Places that packages are found in.
    pub sites: usize,
    /// Distinct pairs of normalised name and version.
    pub releases: usize,
    /// Distributions, one for each place that holds it.
    pub distributions: usize,
    /// What could not be read or checked.
    pub problems: usize,
}
