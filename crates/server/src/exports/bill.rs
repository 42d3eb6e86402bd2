//! The packages of a group's machines, each once.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fetter_core::inventory::{
    Coverage, Distribution, DistributionKind, Inventory, Problem, ProblemCode, Site, SiteKind,
};

use super::{ExportError, MOST_PACKAGES, without_details};
use crate::jobs::distributions;
use crate::store::{COUNTED_BESIDE, Database, NotChecked, Of, Scope};

/// How many sites are read at once.
const PAGE: i64 = 20;

/// An inventory with one site that holds each release of a group once, whoever has it. What it needs is not told of any: that depends on
/// where it lies. What is not known of the machines is a problem in it.
pub(crate) async fn bill_of_group(
    database: &Database,
    scope: &Scope,
    (group, name): (i64, &str),
) -> Result<Inventory, ExportError> {
    let path = Path::new("/group").join(name.replace('/', "-"));
    let mut problems = Vec::new();
    let mut all: BTreeMap<Key, Release> = BTreeMap::new();
    let mut after = 0;
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
                add(&mut all, distribution);
            }
            // Each says the same of the group.
            problems.sort();
            problems.dedup();
            if all.len() > MOST_PACKAGES {
                let text = format!(
                    "the group has more than {MOST_PACKAGES} releases: ask for its inventory, or for one machine after the other"
                );
                return Err(ExportError::TooMuch(text));
            }
        }
    }
    let NotChecked { machines, .. } = database.not_checked(scope, Of::Group(group), COUNTED_BESIDE).await?;
    if machines > 0 {
        problems.push(unread(&path, "machines have not reported, or could not read or tell all"));
    }
    problems.sort();
    problems.dedup();
    let mut distributions: Vec<Distribution> = all.into_values().flat_map(told).collect();
    distributions.sort_by(Distribution::compare);
    let (path_files, leftovers) = (Vec::new(), Vec::new());
    Ok(Inventory {
        sites: vec![Site { path, kind: SiteKind::Target, distributions, path_files, leftovers }],
        coverage: Coverage { part: true, ..Coverage::default() },
        problems,
        ..Inventory::default()
    })
}

/// A release, and what installed it somewhere.
struct Release {
    found: Distribution,
    installers: BTreeSet<String>,
}

/// Adds a release, or what is more known of one. Somebody who asked for it anywhere did.
fn add(all: &mut BTreeMap<Key, Release>, found: Distribution) {
    let release = match all.entry(key(&found)) {
        Entry::Vacant(entry) => entry.insert(Release { found: found.clone(), installers: BTreeSet::new() }),
        Entry::Occupied(entry) => entry.into_mut(),
    };
    let Some(details) = found.details else { return };
    release.installers.extend(details.installer.clone());
    match &mut release.found.details {
        Some(known) => known.requested |= details.requested,
        unknown @ None => *unknown = Some(details),
    }
}

/// The release once for each that installed it: a component names them all.
fn told(release: Release) -> Vec<Distribution> {
    let Release { found, installers } = release;
    if installers.len() < 2 {
        return vec![found];
    }
    let by = |installer| {
        let mut found = found.clone();
        if let Some(details) = &mut found.details {
            details.installer = Some(installer);
        }
        found
    };
    installers.into_iter().map(by).collect()
}

/// What makes a release another: its name, its version, whether it is conda's, which has names of its own, and where it is from.
type Key = (String, String, bool, String);

fn key(distribution: &Distribution) -> Key {
    let version = distribution.version.as_ref().map(|version| version.as_written().to_owned());
    let details = distribution.details.as_deref();
    let is_conda = distribution.kind == DistributionKind::Conda;
    let origin = details.and_then(|details| details.origin.as_ref());
    let build = details.and_then(|details| details.conda.as_ref());
    let from = format!("{origin:?} {build:?}");
    (distribution.name.normalized().to_owned(), version.unwrap_or_default(), is_conda, from)
}

fn unread(path: &Path, reason: &str) -> Problem {
    Problem { path: path.to_path_buf(), code: ProblemCode::SiteUnread, reason: reason.to_owned() }
}
