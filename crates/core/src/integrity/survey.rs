//! Looking at files as far as somebody asks: all of a machine, or what is near some sites.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::files::Anchor;
use super::ownerless;
use super::startup::{Startup, StartupRequest, inspect};
use super::verify::{VerifyFinding, VerifyProgress, VerifyRequest, VerifyUnchecked, verify};
use crate::inventory::file::Disk;
use crate::inventory::{Coverage, Inventory, Site};

/// What kinds of things are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// Whether the files of distributions are as these list them.
    pub record: bool,
    /// What belongs to no distribution.
    pub ownerless: bool,
    /// What runs at starts.
    pub startup: bool,
}

impl Surveyed {
    /// Whether nothing is.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        !(self.record || self.ownerless || self.startup)
    }
}

/// What is looked at, and how.
#[derive(Clone, Copy, Debug, Default)]
pub struct SurveyRequest<'run> {
    /// What kinds of things.
    pub kinds: Surveyed,
    /// Only the files of these distributions, by what holds their metadata.
    pub distributions: Option<&'run BTreeSet<PathBuf>>,
    /// The command that a start-up guard of fetter's may start.
    pub checker: &'run [OsString],
    /// How many threads work; `None`: as many as there are processors, 8 at most.
    pub threads: Option<usize>,
}

/// What was found of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What a person must judge, and harmless things.
    pub findings: Vec<VerifyFinding>,
    /// What could not be looked at.
    pub unchecked: Vec<VerifyUnchecked>,
}

/// What was found; `None` where nobody asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Whether files are as distributions list them.
    pub record: Option<Found>,
    /// What belongs to no distribution.
    pub ownerless: Option<Found>,
    /// What runs at starts.
    pub startup: Option<Startup>,
}

/// Looks at the files of an inventory, as far as is asked for. Nothing of them is executed.
#[must_use]
pub fn survey(
    inventory: &Inventory,
    disk: &Disk,
    request: &SurveyRequest<'_>,
    progress: &VerifyProgress,
) -> Survey {
    let SurveyRequest { kinds, distributions, checker, threads } = *request;
    let record = kinds.record.then(|| {
        let request = VerifyRequest { distributions, checker, threads, ..VerifyRequest::default() };
        let found = verify(inventory, disk, &request, progress);
        Found { findings: found.findings, unchecked: found.unchecked }
    });
    let ownerless = kinds.ownerless.then(|| {
        let sites: Vec<usize> = (0..inventory.sites.len()).collect();
        let available = || std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let threads = threads.unwrap_or_else(available);
        let (findings, unchecked) = ownerless::look(disk, inventory, &sites, (threads, checker));
        Found { findings, unchecked }
    });
    let startup = kinds.startup.then(|| {
        let request = StartupRequest { environment_files: Vec::new(), checker: checker.to_vec(), threads };
        inspect(inventory, disk, &request)
    });
    Survey { record, ownerless, startup }
}

/// The part of an inventory that decides what is said of the files of some sites: the environments that see one of them, all sites that
/// those see, and all whose distributions may have files there. It is no part to say anything of other sites by.
#[must_use]
pub fn neighbourhood(inventory: &Inventory, sites: &BTreeSet<PathBuf>) -> Inventory {
    let records = |prefix: &Path| prefix.join("conda-meta");
    let sees = |found: &&crate::inventory::Environment| {
        found.sites.iter().any(|site| sites.contains(site)) || sites.contains(&records(&found.prefix))
    };
    let environments: Vec<_> = inventory.environments.iter().filter(sees).cloned().collect();
    let mut near: BTreeSet<PathBuf> = sites.clone();
    for environment in &environments {
        near.extend(environment.sites.iter().cloned());
        near.insert(records(&environment.prefix));
    }
    let anchor = |site: &Site| Anchor::of(site, &inventory.environments).path;
    let asked: Vec<&Site> = inventory.sites.iter().filter(|site| sites.contains(&site.path)).collect();
    let has_files_there = |other: &Site| {
        let anchor = anchor(other);
        asked.iter().any(|site| site.path.starts_with(&anchor) || other.path.starts_with(&site.path))
    };
    let is_near = |site: &&Site| near.contains(&site.path) || has_files_there(site);
    let sites: Vec<Site> = inventory.sites.iter().filter(is_near).cloned().collect();
    let there: BTreeSet<&Path> = sites.iter().map(|site| site.path.as_path()).collect();
    let is_there = |path: &Path| path.ancestors().any(|above| there.contains(above));
    let problems = inventory.problems.iter().filter(|problem| is_there(&problem.path)).cloned().collect();
    Inventory {
        root: inventory.root.clone(),
        problems,
        coverage: Coverage { part: true, ..inventory.coverage.clone() },
        environments,
        sites,
    }
}
