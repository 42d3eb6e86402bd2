//! What came of holding an inventory against bounds: findings, and what was not looked at.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{Bound, Judged, Rules, judge};
use crate::inventory::{Inventory, PathFileAction, Problem, ProblemCode, Site};
use crate::manifest::ManifestProblem;

/// What came of it. Only where there are no findings and everything [was checked](Self::is_checked), all is as it was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What a person must judge, and which requirements could not be told.
    pub judged: Judged,
    /// What could not be understood of the bounds.
    pub bound_problems: Vec<ManifestProblem>,
    /// Where on the machine there may be packages that nobody has seen, sorted by path.
    pub machine_problems: Vec<Problem>,
}

impl Outcome {
    /// Whether nothing was left unchecked.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.judged.unchecked.is_empty() && self.bound_problems.is_empty() && self.machine_problems.is_empty()
    }
}

/// Judges, and says what could not be: of a bound that is unknown as a whole, whatever came of judging would say nothing.
#[must_use]
pub fn assess(inventory: &Inventory, bounds: &[Bound], rules: &Rules) -> Outcome {
    let bound_problems: Vec<ManifestProblem> =
        bounds.iter().flat_map(|bound| bound.manifest.problems.iter().cloned()).collect();
    let judged = if bound_problems.iter().any(|problem| problem.code.leaves_nothing()) {
        Judged::default()
    } else {
        judge(inventory, bounds, rules)
    };
    Outcome { judged, bound_problems, machine_problems: unseen(inventory) }
}

/// The places that may hold packages which nobody has seen.
pub(crate) fn unseen(inventory: &Inventory) -> Vec<Problem> {
    let hides = |problem: &&Problem| problem.code.hides_packages();
    let mut unseen: Vec<Problem> = inventory.problems.iter().filter(hides).cloned().collect();
    unseen.extend(unread_sites(inventory));
    unseen.extend(on_skipped_mounts(inventory));
    if inventory.environments.is_empty() && inventory.sites.is_empty() {
        let place = inventory.coverage.roots.first().cloned().unwrap_or_else(|| PathBuf::from("/"));
        let why =
            "no environment and no site was found there; name what is to be checked with --exe or --path";
        unseen.push(Problem::new(place, ProblemCode::NothingFound, why.to_owned()));
    }
    unseen.sort();
    unseen.dedup();
    unseen
}

/// The sites of environments that are not in the inventory, where nothing else says why.
fn unread_sites(inventory: &Inventory) -> Vec<Problem> {
    let read: HashSet<&Path> = inventory.sites.iter().map(|site| site.path.as_path()).collect();
    let told: HashSet<&Path> = inventory.problems.iter().map(|problem| problem.path.as_path()).collect();
    let sites = inventory
        .environments
        .iter()
        .flat_map(|environment| environment.sites.iter().map(move |site| (site, &environment.prefix)));
    let unread = sites.filter(|(site, _)| !read.contains(site.as_path()) && !told.contains(site.as_path()));
    let problem = |(site, prefix): (&PathBuf, &PathBuf)| {
        let why =
            format!("it is a site of {}, and was not read{}", prefix.display(), mount_of(inventory, site));
        Problem::new(site.clone(), ProblemCode::SiteUnread, why)
    };
    unread.map(problem).collect()
}

/// What was named, or is added by a `.pth` file, on a mount that was left out.
fn on_skipped_mounts(inventory: &Inventory) -> Vec<Problem> {
    let coverage = &inventory.coverage;
    let is_skipped = |path: &Path| coverage.skipped_mounts.iter().any(|mount| path.starts_with(&mount.path));
    let added = inventory.sites.iter().flat_map(|site| {
        let lines = site.path_files.iter().flat_map(|file| &file.lines);
        lines.filter_map(|line| match &line.action {
            PathFileAction::Import => None,
            PathFileAction::Path { target } => Some(added_by(site, target.as_ref(), &line.text)),
        })
    });
    let paths = coverage.roots.iter().cloned().chain(added);
    let problem = |path: PathBuf| {
        let why = format!("it was not read{}", mount_of(inventory, &path));
        Problem::new(path, ProblemCode::SiteUnread, why)
    };
    paths.filter(|path| is_skipped(path)).map(problem).collect()
}

fn added_by(site: &Site, target: Option<&PathBuf>, written: &str) -> PathBuf {
    target.cloned().unwrap_or_else(|| site.path.join(written.trim()))
}

/// Says that a path lies on a mount that was left out, if it does.
fn mount_of(inventory: &Inventory, path: &Path) -> String {
    let mounts = &inventory.coverage.skipped_mounts;
    match mounts.iter().find(|mount| path.starts_with(&mount.path)) {
        Some(mount) => format!(
            ": {} is mounted from elsewhere ({}); look at it on the machine that it is of",
            mount.path.display(),
            mount.file_system
        ),
        None => String::new(),
    }
}
