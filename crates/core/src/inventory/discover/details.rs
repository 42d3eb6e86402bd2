//! What is known with less is read with all that its metadata says: for whoever keeps an inventory without details.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use super::assemble::Assembly;
use super::{DiscoverError, Request, Surroundings};
use crate::inventory::file::Disk;
use crate::inventory::{
    Distribution, Environment, EnvironmentKind, InstalledVersion, Problem, ProblemCode, Site, SiteKind,
};

/// Reads sites of an inventory again, with details. Nothing of it is kept.
#[derive(Debug)]
pub struct DetailReader {
    disk: Disk,
    request: Request,
    surroundings: Surroundings,
}

/// A site, and what could not be read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailedSite {
    /// The site. Its distributions are those that it was known with; those that are another by now have no more than they had.
    pub site: Site,
    /// The `metadata_path`s of the distributions of which not all is known.
    pub unread: BTreeSet<PathBuf>,
}

impl DetailReader {
    /// A reader for an inventory that was taken by this request. The machine's mounts are those of now.
    pub fn new(request: &Request, surroundings: &Surroundings) -> Result<Self, DiscoverError> {
        let request = Request { details: true, cache_directory: None, threads: Some(1), ..request.clone() };
        let disk = super::disk_for(&request, surroundings)?;
        Ok(Self { disk, request, surroundings: surroundings.clone() })
    }

    /// Reads a site, of these environments among others. Details of more than about `most` bytes are not known of any of its distributions:
    /// which of them would be, is chance.
    #[must_use]
    pub fn read(&self, known: &Site, environments: &[Environment], most: usize) -> DetailedSite {
        let seen = AtomicU64::new(0);
        let assembly = Assembly::new(&self.disk, &self.request, &self.surroundings, &seen);
        let prefixes = conda_prefixes(known, environments);
        let read = assembly.details_of(known, &prefixes, most);
        let mut unread = BTreeSet::new();
        let mut site = known.clone();
        let Some((found, problems)) = read else {
            unread.extend(site.distributions.iter().map(|one| one.metadata_path.clone()));
            return DetailedSite { site, unread };
        };
        let marks: Vec<&Problem> = problems.iter().filter(|problem| leaves_unread(problem.code)).collect();
        let is_conda_unread = marks.iter().any(|problem| is_of_conda(&problem.path, &prefixes));
        let touched: BTreeSet<&Path> = marks.iter().flat_map(|problem| problem.path.ancestors()).collect();
        let mut found: BTreeMap<Key, Distribution> = found.into_iter().map(|one| (key(&one), one)).collect();
        for distribution in &mut site.distributions {
            let details = found.remove(&key(distribution)).and_then(|found| found.details);
            let is_whole = details.as_ref().is_some_and(|details| {
                !touched.contains(distribution.metadata_path.as_path())
                    && (details.conda.is_some() || !is_conda_unread)
            });
            if !is_whole {
                unread.insert(distribution.metadata_path.clone());
            }
            if details.is_some() {
                distribution.details = details;
            }
        }
        DetailedSite { site, unread }
    }
}

/// What tells a distribution from the others of a site, and from what stands in its place later.
type Key = (PathBuf, &'static str, String, Option<String>, &'static str);

fn key(found: &Distribution) -> Key {
    let version = found.version.as_ref().map(InstalledVersion::as_written).map(str::to_owned);
    let name = found.name.as_written().to_owned();
    (found.metadata_path.clone(), found.kind.as_str(), name, version, found.identity.as_str())
}

/// The prefixes of conda whose records may stand for what is in a site.
fn conda_prefixes(site: &Site, environments: &[Environment]) -> Vec<PathBuf> {
    let own = site.path.parent().filter(|_| site.kind == SiteKind::CondaMeta).map(Path::to_path_buf);
    let conda = environments.iter().filter(|one| one.kind == EnvironmentKind::Conda);
    let around = conda.filter(|one| site.path.starts_with(&one.prefix)).map(|one| one.prefix.clone());
    let all: BTreeSet<PathBuf> = own.into_iter().chain(around).collect();
    all.into_iter().collect()
}

fn is_of_conda(path: &Path, prefixes: &[PathBuf]) -> bool {
    prefixes.iter().any(|prefix| path.starts_with(prefix.join("conda-meta")))
}

/// Whether there may be more than was read.
const fn leaves_unread(code: ProblemCode) -> bool {
    code.hides_packages() || matches!(code, ProblemCode::SbomUnread)
}
