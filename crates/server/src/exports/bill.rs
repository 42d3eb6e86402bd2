//! The packages of a group's machines, each once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use fetter_core::inventory::{
    Coverage, Details, Distribution, DistributionKind, InstalledVersion, Inventory, Problem, ProblemCode,
    Site, SiteKind,
};
use fetter_protocol::Digest;

use super::{ExportError, MOST_PACKAGES, without_details};
use crate::jobs::distributions;
use crate::store::{COUNTED_BESIDE, Database, NotChecked, Of, Scope};

/// How many sites are read at once.
const PAGE: i64 = 10;
/// How much memory the texts of a bill may take, in bytes, about.
const MOST_BYTES: usize = 128 << 20;
/// How many others that installed a release somewhere are named.
const OTHERS: usize = 7;

/// An inventory with one site that holds each release of a group once, whoever has it. What it needs is not told of any: that depends on
/// where it lies. What is not known of the machines is a problem in it.
pub(crate) async fn bill_of_group(
    database: &Database,
    scope: &Scope,
    (group, name): (i64, &str),
) -> Result<Inventory, ExportError> {
    let path = Path::new("/group").join(name.replace('/', "-"));
    let mut problems = Vec::new();
    let mut all = Releases::default();
    let (mut after, mut bytes, mut differs) = (0, 0, false);
    loop {
        let sites = database.sites_of_group(scope, group, after, PAGE).await?;
        let Some(last) = sites.last() else { break };
        after = last.id;
        for site in sites {
            let contents = site.contents.as_ref();
            let Some(found) = contents.and_then(|contents| distributions(contents, &path).ok()) else {
                problems.push(unread(&path, "the contents of a site are not here, or cannot be read"));
                continue;
            };
            if contents.is_some_and(|contents| contents.left_out > 0) {
                problems.push(unread(&path, "distributions of a site were left out of the report"));
            }
            problems.extend(contents.and_then(|contents| without_details(contents, &path)));
            for distribution in found {
                let added = all.add(distribution);
                bytes += added.bytes;
                differs |= added.differs;
            }
            // Each says the same of the group.
            problems.sort();
            problems.dedup();
            if all.found.len() > MOST_PACKAGES || bytes > MOST_BYTES {
                let text = format!(
                    "the group has more than {MOST_PACKAGES} releases, or what they say of themselves is too much: ask for its inventory, or for one machine after the other"
                );
                return Err(ExportError::TooMuch(text));
            }
        }
    }
    let NotChecked { machines, .. } = database.not_checked(scope, Of::Group(group), COUNTED_BESIDE).await?;
    if machines > 0 {
        problems.push(unread(&path, "machines have not reported, or could not read or tell all"));
    }
    if differs {
        let why = "machines tell different licences or requirements of one and the same release: of each, what one machine tells is listed";
        problems.push(Problem::new(&path, ProblemCode::DetailsUnread, why));
    }
    problems.sort();
    problems.dedup();
    let mut distributions: Vec<Distribution> = all.found.into_iter().flat_map(told).collect();
    distributions.sort_by(Distribution::compare);
    let (path_files, leftovers) = (Vec::new(), Vec::new());
    Ok(Inventory {
        sites: vec![Site { path, kind: SiteKind::Target, distributions, path_files, leftovers }],
        coverage: Coverage { part: true, ..Coverage::default() },
        problems,
        ..Inventory::default()
    })
}

/// A release, and what else installed it somewhere than what its details say.
struct Release {
    found: Distribution,
    others: Vec<String>,
}

/// What adding a release did.
#[derive(Default)]
struct Added {
    /// How much memory it takes beside what was there, in bytes.
    bytes: usize,
    /// Whether something else was told of it before.
    differs: bool,
}

/// Releases in the order in which they came, and where each is.
#[derive(Default)]
struct Releases {
    found: Vec<Release>,
    places: HashMap<Key, usize>,
}

impl Releases {
    /// Adds a release, or what is more known of one. Somebody who asked for it anywhere did, and what it embeds anywhere it embeds: a release
    /// has files for several platforms.
    fn add(&mut self, found: Distribution) -> Added {
        let release = match self.places.entry(key(&found)) {
            Entry::Vacant(entry) => {
                let bytes = found.details.as_ref().map_or(0, |details| details.bytes());
                entry.insert(self.found.len());
                self.found.push(Release { found, others: Vec::new() });
                return Added { bytes, differs: false };
            }
            Entry::Occupied(entry) => &mut self.found[*entry.get()],
        };
        let Some(details) = found.details else { return Added::default() };
        match &mut release.found.details {
            Some(known) if !known.is_origin_alone() => {
                let installer =
                    details.installer.as_ref().filter(|one| known.installer.as_ref() != Some(*one));
                if let Some(other) = installer.filter(|one| !release.others.contains(*one))
                    && release.others.len() < OTHERS
                {
                    release.others.push(other.clone());
                }
                unite(known, *details)
            }
            // Of an agent that tells no more, or not of it: nor what installed it.
            other => {
                let bytes = details.bytes();
                *other = Some(details);
                Added { bytes, differs: false }
            }
        }
    }
}

fn unite(known: &mut Details, other: Details) -> Added {
    known.requested |= other.requested;
    if other.is_origin_alone() {
        return Added::default();
    }
    let differs = said(known) != said(&other);
    if other.embedded == known.embedded {
        return Added { bytes: 0, differs };
    }
    let before = known.bytes();
    known.embedded.extend(other.embedded);
    known.embedded.sort();
    known.embedded.dedup();
    Added { bytes: known.bytes().saturating_sub(before), differs }
}

/// What a release says of itself, on every machine the same.
fn said(details: &Details) -> impl PartialEq + '_ {
    let license = (&details.license, &details.license_expression, &details.license_classifiers);
    (license, &details.requires_python, &details.requires)
}

/// The release once for each that installed it: a component names them all.
fn told(release: Release) -> Vec<Distribution> {
    let Release { found, mut others } = release;
    if others.is_empty() {
        return vec![found];
    }
    others.extend(found.details.as_ref().and_then(|details| details.installer.clone()));
    let by = |installer| {
        let mut found = found.clone();
        if let Some(details) = &mut found.details {
            details.installer = Some(installer);
        }
        found
    };
    others.into_iter().map(by).collect()
}

/// What makes a release another: its name, its version, whether it is conda's, which has names of its own, and where it is from. A digest of
/// these, as there may be many.
type Key = Digest;

fn key(distribution: &Distribution) -> Key {
    let version = distribution.version.as_ref().map_or("", InstalledVersion::as_written);
    let details = distribution.details.as_deref();
    let is_conda = distribution.kind == DistributionKind::Conda;
    let origin = details.and_then(|details| details.origin.as_ref());
    let build = details.and_then(|details| details.conda.as_ref());
    // Names and texts are quoted in it: nothing in one can be taken for another.
    let all = (distribution.name.normalized(), version, is_conda, origin, build);
    Digest::of(format!("{all:?}").as_bytes())
}

fn unread(path: &Path, reason: &str) -> Problem {
    Problem { path: path.to_path_buf(), code: ProblemCode::SiteUnread, reason: reason.to_owned() }
}
