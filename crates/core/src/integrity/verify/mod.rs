//! Whether what lies in sites is what was installed.
//!
//! Every file that a distribution lists is hashed, by several threads, each with one buffer; what lies under several names is read
//! once. What is found is told apart by what it means: see [`VerifyCode`].

mod absent;
pub(in crate::integrity) mod cached;
mod check;
mod claims;
mod compiled;
mod conda;
mod distributor;
mod finding;
mod gathered;
mod hashing;
mod joined;
mod kept;
mod listed;
mod listers;
mod progress;
mod published;
mod request;
mod role;
mod scene;
mod status;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use super::Severity;
pub use finding::{VerifyCode, VerifyFinding, VerifyUnchecked, VerifyUncheckedCode};
pub use listers::listers;
pub use progress::VerifyProgress;
pub use published::{Against, WheelDirectoryError};
pub use request::{Verification, VerifyRequest, VerifyTotals};
pub use status::FileStatus;

use self::gathered::{Gathered, Owner};
use self::hashing::Hasher;
use self::scene::{Case, Scene, Worker};
use crate::integrity::ownerless;
use crate::inventory::discover::pool::{self, Queue};
use crate::inventory::file::Disk;
use crate::inventory::{Distribution, Inventory};
use crate::policy::unseen;

/// How many listed files are one piece of work.
const PIECE: usize = 128;
/// A piece of work.
enum Job<'run> {
    Distribution(Owner),
    Files(Arc<Case<'run>>, Range<usize>),
    Compiled(Arc<Case<'run>>, Arc<BTreeSet<PathBuf>>, Vec<(PathBuf, BTreeSet<OsString>)>),
    Published(Arc<Case<'run>>),
}

/// Holds the files of what is installed against what was installed. Nothing of them is executed.
#[must_use]
pub fn verify(
    inventory: &Inventory,
    disk: &Disk,
    request: &VerifyRequest<'_>,
    progress: &VerifyProgress,
) -> Verification {
    let distributions = selected(inventory, request);
    let count = distributions.len() as u64;
    let (mut findings, mut unchecked, verified) =
        listed_files(inventory, disk, request, distributions, progress);
    if count == 0 && request.pattern.is_some() {
        unchecked.insert(nothing_matched(inventory));
    }
    let sites = searched(inventory, request);
    if !sites.is_empty() {
        let (of_nobody, unread) =
            ownerless::look_watched(disk, inventory, &sites, (request.threads(), request.checker), progress);
        joined::join(&mut findings, of_nobody);
        unchecked.extend(unread);
    }
    joined::sort(&mut findings);
    Verification {
        findings,
        unchecked: unchecked.into_iter().collect(),
        bound_problems: request.against.map(published::bound_problems).unwrap_or_default(),
        machine_problems: unseen(inventory),
        totals: VerifyTotals {
            distributions: count,
            verified,
            files: progress.files(),
            bytes: progress.bytes(),
            sites: sites.len() as u64,
        },
    }
}

/// Looks at what distributions list. Besides, of how many of them the files could be looked at.
fn listed_files(
    inventory: &Inventory,
    disk: &Disk,
    request: &VerifyRequest<'_>,
    distributions: Vec<Owner>,
    progress: &VerifyProgress,
) -> (Vec<VerifyFinding>, BTreeSet<VerifyUnchecked>, u64) {
    let scene = Scene::new(inventory, disk, progress);
    let verified = AtomicU64::new(0);
    let workers =
        (0..request.threads()).map(|_| Worker { hasher: Hasher::new(), found: Gathered::default() });
    // The last job is done first.
    let jobs = distributions.into_iter().rev().map(Job::Distribution).collect();
    let workers = pool::run(jobs, workers.collect(), |worker, job, queue| {
        if let Job::Distribution(owner) = job {
            verified.fetch_add(u64::from(begin(&scene, request, owner, worker, queue)), Ordering::Relaxed);
        } else {
            go_on(&scene, request, job, worker);
        }
    });
    let mut found = Gathered::default();
    for worker in workers {
        found.absorb(worker.found);
    }
    published::finish(&scene, &mut found);
    claims::settle(&scene, &mut found);
    let unchecked = std::mem::take(&mut found.unchecked);
    (found.finish(inventory), unchecked, verified.into_inner())
}

/// The sites that are searched for what no distribution owns.
fn searched(inventory: &Inventory, request: &VerifyRequest<'_>) -> Vec<usize> {
    if !request.ownerless || request.pattern.is_some() {
        return Vec::new();
    }
    let sites = inventory.sites.iter().enumerate();
    sites.filter(|(_, site)| ownerless::is_looked_at(site.kind)).map(|(place, _)| place).collect()
}

/// That a pattern matches nothing: a mistyped name must not pass for a package that is as it should be.
fn nothing_matched(inventory: &Inventory) -> VerifyUnchecked {
    let root = || inventory.root.clone().unwrap_or_else(|| "/".into());
    VerifyUnchecked {
        path: inventory.sites.first().map_or_else(root, |site| site.path.clone()),
        code: VerifyUncheckedCode::NothingMatched,
        reason: "no package has a name that the pattern matches, so nothing was verified".into(),
    }
}

fn selected(inventory: &Inventory, request: &VerifyRequest<'_>) -> Vec<Owner> {
    let sites = inventory.sites.iter().enumerate();
    let is_selected = |one: &Distribution| {
        request.pattern.is_none_or(|pattern| pattern.matches(one))
            && request.distributions.is_none_or(|chosen| chosen.contains(&one.metadata_path))
    };
    sites
        .flat_map(|(site, found)| {
            let own = found.distributions.iter().enumerate();
            own.filter(|(_, one)| is_selected(one)).map(move |(at, _)| Owner { site, distribution: Some(at) })
        })
        .collect()
}

/// Reads the list of a distribution, and cuts what there is to be done with it into pieces. Whether its files can be looked at.
fn begin<'scene>(
    scene: &'scene Scene<'_>,
    request: &VerifyRequest<'_>,
    owner: Owner,
    worker: &mut Worker,
    queue: &Queue<'_, Job<'scene>>,
) -> bool {
    let Some(mut case) = listed::read(scene, owner, &mut worker.found) else {
        if let Some(against) = request.against {
            published::without_list(scene, against, owner, &mut worker.found);
        }
        return false;
    };
    case.files.retain(|file| request.wants(&file.place.whole(&case.anchor.path)));
    let case = Arc::new(case);
    let known = Arc::new(compiled::listed_with_hash(&case));
    let directories = if request.files.is_none() { compiled::directories(&case) } else { Vec::new() };
    for piece in directories {
        queue.push(Job::Compiled(Arc::clone(&case), Arc::clone(&known), piece));
    }
    if request.against.is_some() {
        queue.push(Job::Published(Arc::clone(&case)));
    }
    let count = case.files.len();
    for start in (0..count).step_by(PIECE).rev() {
        queue.push(Job::Files(Arc::clone(&case), start..(start + PIECE).min(count)));
    }
    true
}

fn go_on(scene: &Scene<'_>, request: &VerifyRequest<'_>, job: Job<'_>, worker: &mut Worker) {
    match job {
        Job::Distribution(_) => {}
        Job::Files(case, range) => {
            let files = case.files.get(range).unwrap_or_default();
            for file in files {
                check::check(scene, &case, file, worker);
            }
            scene.progress.add_files(files.len() as u64);
        }
        Job::Compiled(case, known, piece) => {
            for (directory, own) in &piece {
                compiled::check(scene, &case, (directory, own), &known, worker);
            }
        }
        Job::Published(case) => {
            if let Some(against) = request.against {
                published::compare(scene, against, &case, worker);
            }
        }
    }
}
