//! Which of several modules of one name in a directory Python imports, and whose the others are.
//!
//! The order is that of `importlib.machinery.FileFinder`: a package, an extension module, a source, compiled code, and last a
//! directory without `__init__`, which is a part of a namespace package (PEP 420).

use std::os::fd::BorrowedFd;

use rustix::fs::AtFlags;

use super::claims::Claimant;
use super::code::{Sort, made_for, module_name};
use super::listing::Listing;
use crate::integrity::verify::FileStatus;

/// What Python prefers, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Package,
    Extension,
    Source,
    Compiled,
    Namespace,
}

/// A module or package, as far as names tell.
#[derive(Clone, Debug)]
struct Candidate {
    module: Box<[u8]>,
    rank: Rank,
    entry: usize,
    owner: Option<Claimant>,
}

/// One module that hides another one in the same directory. Names are those in the directory.
#[derive(Clone, Debug)]
pub(super) struct Hiding {
    pub(super) name: Box<[u8]>,
    pub(super) status: FileStatus,
    pub(super) owner: Option<Claimant>,
    pub(super) hidden: Box<[u8]>,
    pub(super) hidden_owner: Claimant,
}

/// What hides something of another owner in a directory. `owners` says whose each entry is; `versions` are the Pythons that see it.
pub(super) fn hidings(
    directory: BorrowedFd<'_>,
    listing: &Listing,
    owners: &[Option<Claimant>],
    versions: &[(u16, u16)],
) -> Vec<Hiding> {
    let mut candidates = candidates(listing, owners, versions);
    candidates.sort_by(|left, right| left.module.cmp(&right.module));
    let mut found = Vec::new();
    for group in candidates.chunk_by_mut(|left, right| left.module == right.module) {
        if group.len() < 2 || group.iter().all(|one| one.owner == group[0].owner) {
            continue;
        }
        for one in group.iter_mut().filter(|one| one.rank == Rank::Package) {
            if !is_package(directory, &listing.entries[one.entry].name) {
                one.rank = Rank::Namespace;
            }
        }
        group.sort_by_key(|one| (one.rank, one.entry));
        let (winner, losers) = (&group[0], &group[1..]);
        let loser = losers.iter().find_map(|loser| Some((loser, other_owner(winner.owner, loser.owner)?)));
        let Some((loser, hidden_owner)) = loser else { continue };
        let entry = &listing.entries[winner.entry];
        found.push(Hiding {
            name: entry.name.clone(),
            status: FileStatus::of(&entry.status),
            owner: winner.owner,
            hidden: listing.entries[loser.entry].name.clone(),
            hidden_owner,
        });
    }
    found
}

/// The owner of what is hidden, if it is one that whoever hides it is not.
fn other_owner(winner: Option<Claimant>, loser: Option<Claimant>) -> Option<Claimant> {
    let loser = loser?;
    match (winner, loser) {
        (None, _) => Some(loser),
        (Some(Claimant::Distribution(one)), Claimant::Distribution(other)) if one != other => Some(loser),
        // Of the others nobody can tell that they are not of one distribution.
        _ => None,
    }
}

fn candidates(listing: &Listing, owners: &[Option<Claimant>], versions: &[(u16, u16)]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (entry, (seen, owner)) in listing.entries.iter().zip(owners).enumerate() {
        let (module, rank) = if seen.is_directory() {
            if seen.name.contains(&b'.') || &*seen.name == b"__pycache__" {
                continue;
            }
            (&*seen.name, Rank::Package)
        } else {
            let sort = Sort::of(&seen.name, false, false);
            let rank = match sort {
                Sort::Extension => Rank::Extension,
                Sort::Source => Rank::Source,
                Sort::Compiled => Rank::Compiled,
                _ => continue,
            };
            let is_others =
                made_for(&seen.name).is_some_and(|made| !versions.is_empty() && !versions.contains(&made));
            let Some(module) = module_name(&seen.name, sort).filter(|_| !is_others) else { continue };
            (module, rank)
        };
        found.push(Candidate { module: module.into(), rank, entry, owner: *owner });
    }
    found
}

/// Whether a directory is a package with code of its own.
pub(super) fn is_package(parent: BorrowedFd<'_>, name: &[u8]) -> bool {
    let exists = |file: &[u8]| {
        let path = [name, b"/", file].concat();
        rustix::fs::statat(parent, path, AtFlags::SYMLINK_NOFOLLOW).is_ok()
    };
    exists(b"__init__.py") || exists(b"__init__.pyc") || exists(b"__init__.so")
}
