//! Holding installed files against what was published: local wheels, and the hashes of archives in lock files.

mod archive;
mod beside;
mod launcher;
mod lock;
mod members;
mod points;
mod wheels;

use std::collections::BTreeMap;
use std::path::Path;

pub use wheels::WheelDirectoryError;

use self::wheels::{WheelFile, Wheels};
use super::gathered::{Fact, Gathered, Open, Owner};
use super::scene::{Case, Scene, Worker};
use super::{Severity, VerifyCode, VerifyUnchecked, VerifyUncheckedCode};
use crate::advisory::names::Confidence;
use crate::inventory::Distribution;
use crate::inventory::file::Disk;
use crate::manifest::{Manifest, ManifestProblem};

/// What was published, as far as somebody has named it.
#[derive(Debug, Default)]
pub struct Against {
    wheels: Wheels,
    locks: Vec<Manifest>,
}

impl Against {
    /// Adds the wheels in a directory of this machine.
    pub fn add_wheels(&mut self, disk: &Disk, directory: &Path) -> Result<(), WheelDirectoryError> {
        self.wheels.add(disk, directory)
    }

    /// Adds the hashes that a lock or requirements file has.
    pub fn add_lock(&mut self, manifest: Manifest) {
        self.locks.push(manifest);
    }
}

/// Compares a distribution with what was published of its release.
pub(super) fn compare(scene: &Scene<'_>, against: &Against, case: &Case<'_>, worker: &mut Worker) {
    let wheels = against.wheels.of(case.distribution);
    let verdict = lock::judge(&against.locks, case.distribution, wheels, worker);
    for distrusted in &verdict.distrusted {
        worker.found.add(of_distribution(
            case.owner,
            case.distribution,
            (VerifyCode::NotAsPublished, Severity::High),
            format!("none of the hashes in the lock file is that of the wheel {distrusted}; it was not compared with it"),
        ));
    }
    if verdict.trusted.is_empty() || verdict.archive == lock::Archive::Differs {
        conclude(case.owner, case.distribution, wheels.is_empty(), &verdict, &mut worker.found);
    }
    if verdict.trusted.is_empty() {
        return;
    }
    let mut best: Option<Vec<Fact>> = None;
    for wheel in &verdict.trusted {
        match members::compare(scene, case, wheel, worker) {
            Ok(facts) => {
                let is_better = best.as_ref().is_none_or(|best| facts.len() < best.len());
                if is_better {
                    best = Some(facts);
                }
            }
            Err(reason) => {
                worker.found.cannot(wheel.path.clone(), VerifyUncheckedCode::WheelUnreadable, reason);
            }
        }
        if best.as_ref().is_some_and(Vec::is_empty) {
            break;
        }
    }
    for fact in best.unwrap_or_default() {
        worker.found.add(fact);
    }
}

/// The same for a distribution whose files cannot be looked at: only archives can be compared.
pub(super) fn without_list(scene: &Scene<'_>, against: &Against, owner: Owner, found: &mut Gathered) {
    let site = scene.inventory.sites.get(owner.site);
    let distribution = site.zip(owner.distribution).and_then(|(site, at)| site.distributions.get(at));
    let Some(distribution) = distribution else { return };
    let verdict = lock::judge_archive(&against.locks, distribution);
    conclude(owner, distribution, true, &verdict, found);
}

/// Says what the lock files say of an installed archive, and what nobody knows of.
fn conclude(
    owner: Owner,
    distribution: &Distribution,
    is_without_wheels: bool,
    verdict: &lock::Verdict<'_>,
    found: &mut Gathered,
) {
    let (code, severity, reason) = match verdict.archive {
        lock::Archive::Differs => (
            VerifyCode::NotAsPublished,
            Severity::High,
            "it was installed from an archive that has none of the hashes in the lock file",
        ),
        // Which archive it was is recorded nowhere: it is said once for all of them.
        lock::Archive::Unrecorded if is_without_wheels => return found.unrecorded.push(distribution.label()),
        lock::Archive::Unlisted if is_without_wheels => (
            VerifyCode::NotPublished,
            Severity::Medium,
            "nothing that it was to be compared with has this release",
        ),
        lock::Archive::Agrees
        | lock::Archive::Unknown
        | lock::Archive::Unrecorded
        | lock::Archive::Unlisted => return,
    };
    found.add(of_distribution(owner, distribution, (code, severity), reason.to_owned()));
}

fn of_distribution(
    owner: Owner,
    distribution: &Distribution,
    (code, severity): (VerifyCode, Severity),
    reason: String,
) -> Fact {
    Fact {
        code,
        severity,
        confidence: Confidence::High,
        owner,
        path: distribution.metadata_path.clone(),
        listed: None,
        status: None,
        reason: reason.into(),
        open: Open::Nothing,
    }
}

/// Says what could not be compared at all.
pub(super) fn finish(scene: &Scene<'_>, found: &mut Gathered) {
    let mut names = std::mem::take(&mut found.unrecorded);
    names.sort();
    names.dedup();
    if let Some(first) = names.first() {
        let more = if names.len() > 1 { format!(", and of {} more", names.len() - 1) } else { String::new() };
        let reason = format!(
            "which archive {first} was installed from is not recorded{more}: name a directory that has the wheels with --against too"
        );
        let path = scene.inventory.sites.first().map(|site| site.path.clone()).unwrap_or_default();
        found.unchecked.insert(VerifyUnchecked { path, code: VerifyUncheckedCode::HashUnrecorded, reason });
    }
}

/// What could not be understood of the lock files, sorted.
pub(super) fn bound_problems(against: &Against) -> Vec<ManifestProblem> {
    let mut problems: Vec<ManifestProblem> =
        against.locks.iter().flat_map(|lock| lock.problems.iter().cloned()).collect();
    problems.sort();
    problems.dedup();
    problems
}

type ByRelease = BTreeMap<String, Vec<WheelFile>>;
