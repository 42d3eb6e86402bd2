//! What is known with less is read with all that its metadata says: for whoever keeps an inventory without details.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use super::assemble::Assembly;
use super::conda::{self, CondaRecords};
use super::{DiscoverError, Request, Surroundings};
use crate::inventory::file::Disk;
use crate::inventory::{
    Distribution, DistributionKind, Environment, EnvironmentKind, InstalledVersion, Problem, ProblemCode,
    Site, SiteKind,
};

/// How many bytes of conda's records are read for one site. Those of the largest distributions are half of it.
const CONDA_READ: usize = 256 * 1024 * 1024;
/// How many bytes of what they say are remembered, about.
const CONDA_KEPT: usize = 64 * 1024 * 1024;

/// Reads sites of an inventory again, with details. Nothing of it is kept.
#[derive(Debug)]
pub struct DetailReader {
    disk: Disk,
    request: Request,
    surroundings: Surroundings,
    conda: Mutex<KnownRecords>,
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
        Ok(Self { disk, request, surroundings: surroundings.clone(), conda: Mutex::default() })
    }

    /// Reads a site, of these environments among others. Details of more than about `most` bytes are not known of any of its distributions:
    /// which of them would be, is chance. So it is where more than 64 MiB describe them, or where conda's records are more than 256 MiB.
    #[must_use]
    pub fn read(&self, known: &Site, environments: &[Environment], most: usize) -> DetailedSite {
        let seen = AtomicU64::new(0);
        let assembly = Assembly::new(&self.disk, &self.request, &self.surroundings, &seen);
        let prefixes = conda_prefixes(known, environments);
        let read = self.records(&prefixes).and_then(|records| assembly.details_of(known, &records, most));
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
            // Of what is in an archive not all that stands beside the metadata is looked at.
            let is_zipped = distribution.kind == DistributionKind::ZippedDistInfo;
            let is_whole = details.as_ref().is_some_and(|details| {
                !is_zipped
                    && !touched.contains(distribution.metadata_path.as_path())
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

    /// The records of these prefixes of conda; `None` where they are more than is read for one site.
    fn records(&self, prefixes: &[PathBuf]) -> Option<Vec<Arc<CondaRecords>>> {
        let mut known = self.conda.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = CONDA_READ;
        let mut all = Vec::new();
        for prefix in prefixes {
            let records = known.of(&self.disk, prefix);
            room = room.checked_sub(records.read).filter(|_| records.whole)?;
            all.push(records);
        }
        Some(all)
    }
}

/// The records of conda that were read: all that is in a prefix needs the same.
#[derive(Debug, Default)]
struct KnownRecords {
    by_prefix: BTreeMap<PathBuf, Arc<CondaRecords>>,
    kept: usize,
}

impl KnownRecords {
    fn of(&mut self, disk: &Disk, prefix: &Path) -> Arc<CondaRecords> {
        if let Some(known) = self.by_prefix.get(prefix) {
            return Arc::clone(known);
        }
        let mut records = conda::records(disk, prefix, CONDA_READ);
        if !records.whole {
            // Nothing of them is of use, but that they are too many.
            records = CondaRecords { read: records.read, ..CondaRecords::default() };
        }
        if self.kept.saturating_add(records.kept) > CONDA_KEPT {
            *self = Self::default();
        }
        self.kept += records.kept;
        let records = Arc::new(records);
        self.by_prefix.insert(prefix.to_path_buf(), Arc::clone(&records));
        records
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

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(name: &str) -> PathBuf {
        let place = std::env::temp_dir().join(format!("fetter-details-{}-{name}", std::process::id()));
        std::fs::create_dir_all(place.join("conda-meta")).unwrap();
        let place = std::fs::canonicalize(place).unwrap();
        std::fs::write(place.join("conda-meta/x-1-0.json"), r#"{"name": "x", "version": "1"}"#).unwrap();
        place
    }

    #[test]
    fn records_are_read_once_for_each_prefix() {
        let place = prefix("once");
        let (disk, mut known) = (Disk::here(), KnownRecords::default());
        let first = known.of(&disk, &place);
        assert_eq!((first.found.len(), first.whole), (1, true));
        std::fs::write(place.join("conda-meta/y-1-0.json"), r#"{"name": "y", "version": "1"}"#).unwrap();
        assert!(Arc::ptr_eq(&first, &known.of(&disk, &place)), "it was read again");
        std::fs::remove_dir_all(place).unwrap();
    }

    #[test]
    fn records_are_read_so_far_and_no_further() {
        let place = prefix("most");
        for number in 0..4 {
            let text = format!(r#"{{"name": "y", "version": "{number}", "x": "{}"}}"#, "z".repeat(100_000));
            std::fs::write(place.join(format!("conda-meta/y-{number}-0.json")), text).unwrap();
        }
        let records = conda::records(&Disk::here(), &place, 250_000);
        assert!(!records.whole && records.found.len() < 4);
        assert!(conda::records(&Disk::here(), &place, 500_000).whole);
        std::fs::remove_dir_all(place).unwrap();
    }
}
