//! Whose a file is that a denied distribution lists, and another one too.
//!
//! A list is what its maker wrote. So another's claim to a file that a denied distribution lists counts only if it is believable:
//!
//! * not when the denied distribution lists what tells of the other, directly or by way of others that it brought: it came along;
//! * not when the other lists what tells of the denied one: then that is its own part, and no stranger;
//! * not when what the denied one says of the file (size, SHA-256) fits what is on the disk better than what the other says;
//! * of malware, also not unless the other's list was there before, and was not touched since: what came at the same time may have come
//!   in the same wheel.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};

use fetter_core::inventory::Distribution;
use sha2::{Digest, Sha256};

use super::list::{List, Proof};
use super::lists::{Around, Lists};
use super::room::Rooms;
use crate::enforce::ledger::owner;
use crate::enforce::reach::Reach;

/// How long before malware another distribution must have been there, in seconds: longer than a wheel takes to unpack.
const BEFORE: i64 = 600;
/// Files up to this size are held against what lists say, in bytes.
const FILE: u64 = 4 << 20;
/// How much is read for that in one go, in bytes.
const ALL: u64 = 64 << 20;

/// A denied distribution, as another's claim meets it.
#[derive(Debug)]
pub(super) struct Contender<'list> {
    pub(super) list: &'list List,
    pub(super) metadata: &'list Path,
    pub(super) is_malware: bool,
    /// What tells of those that came along with it.
    pub(super) brought: BTreeSet<PathBuf>,
}

impl<'list> Contender<'list> {
    /// `neighbours` are all that is installed below the anchor.
    pub(super) fn new(
        (list, metadata, is_malware): (&'list List, &'list Path, bool),
        lists: &mut Lists,
        neighbours: &HashMap<&Path, (&Distribution, Around<'_>)>,
        rooms: &mut Rooms,
    ) -> Self {
        let mut brought = BTreeSet::new();
        let mut rest: Vec<PathBuf> = list.brings.iter().cloned().collect();
        while let Some(next) = rest.pop() {
            if brought.contains(&next) || next == metadata {
                continue;
            }
            if let Some((found, around)) = neighbours.get(&*next) {
                let its = lists.of(found, *around);
                if rooms.take(owner(&around.site.path), its.below.len(), 0) {
                    rest.extend(its.brings);
                }
            }
            brought.insert(next);
        }
        Self { list, metadata, is_malware, brought }
    }
}

/// Somebody who is not denied, and claims files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claimant<'list> {
    pub(super) list: &'list List,
    pub(super) metadata: &'list Path,
}

/// How well what a list says of a file fits the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Differs,
    Unknown,
    Matches,
}

/// The size of a file, and its SHA-256 where that is known.
type Found = (u64, Option<[u8; 32]>);

/// Files that denied distributions list.
#[derive(Debug)]
pub(super) struct Contest<'list> {
    reach: &'list Reach,
    files: BTreeMap<&'list Path, (&'list Contender<'list>, &'list Proof)>,
    seen: RefCell<HashMap<PathBuf, Option<Found>>>,
    left: Cell<u64>,
    /// What tells of those that any of them brought.
    brought: BTreeSet<&'list Path>,
}

impl<'list> Contest<'list> {
    pub(super) fn new(reach: &'list Reach, contenders: &'list [Contender<'list>]) -> Self {
        let mut files: BTreeMap<&Path, (&Contender<'_>, &Proof)> = BTreeMap::new();
        for contender in contenders {
            for listed in &contender.list.below {
                let known = files.entry(&listed.path).or_insert((contender, &listed.proof));
                if contender.is_malware && !known.0.is_malware {
                    *known = (contender, &listed.proof);
                }
            }
        }
        let brought = contenders.iter().flat_map(|contender| &contender.brought);
        let brought = brought.map(PathBuf::as_path).collect();
        Self { reach, files, seen: RefCell::default(), left: Cell::new(ALL), brought }
    }

    /// What denied distributions list.
    pub(super) fn files(&self) -> impl Iterator<Item = &'list Path> {
        self.files.keys().copied()
    }

    /// Whether a denied distribution brought somebody along.
    pub(super) fn has_brought(&self, claimant: Claimant<'_>) -> bool {
        self.brought.contains(claimant.metadata)
    }

    /// Whether somebody's claim to a file counts.
    pub(super) fn is_believed(&self, claimant: Claimant<'_>, path: &Path, proof: &Proof) -> bool {
        let Some((denied, denied_proof)) = self.files.get(path) else { return !self.has_brought(claimant) };
        if denied.brought.contains(claimant.metadata) || claimant.list.brings.contains(denied.metadata) {
            return false;
        }
        let was_before = denied
            .list
            .changed
            .zip(claimant.list.changed)
            .is_some_and(|(denied, other)| other.saturating_add(BEFORE) < denied);
        (was_before || !denied.is_malware)
            && (proof == *denied_proof || self.fit(path, proof) >= self.fit(path, denied_proof))
    }

    fn fit(&self, path: &Path, proof: &Proof) -> Fit {
        if *proof == Proof::default() {
            return Fit::Unknown;
        }
        let mut seen = self.seen.borrow_mut();
        let seen = seen.entry(path.to_path_buf()).or_insert_with(|| self.see(path));
        let Some((size, digest)) = seen else { return Fit::Unknown };
        if proof.size.is_some_and(|told| told != *size) {
            return Fit::Differs;
        }
        match proof.digest.as_deref().zip(digest.as_ref()) {
            Some((told, found)) if told == found => Fit::Matches,
            Some(_) => Fit::Differs,
            None => Fit::Unknown,
        }
    }

    /// The size of a file, and what is in it where that is not too much to read.
    fn see(&self, path: &Path) -> Option<Found> {
        let mut file = std::fs::File::from(self.reach.file(path).ok()?);
        let size = file.metadata().ok()?.len();
        let left = self.left.get().checked_sub(size).filter(|_| size <= FILE);
        let Some(left) = left else { return Some((size, None)) };
        self.left.set(left);
        let (mut hash, mut part, mut rest) = (Sha256::new(), vec![0; 64 * 1024], FILE);
        loop {
            let count = match file.read(&mut part) {
                Ok(0) => return Some((size, Some(hash.finalize().into()))),
                Ok(count) => count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) => return Some((size, None)),
            };
            rest = rest.saturating_sub(count as u64);
            if rest == 0 {
                return Some((size, None));
            }
            hash.update(part.get(..count).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::Listed;
    use super::*;

    fn list(changed: i64, proof: &Proof) -> List {
        let below = vec![Listed { path: "/v/s/shared.py".into(), proof: proof.clone() }];
        List { below, changed: Some(changed), ..List::default() }
    }

    /// Whether a claim counts against malware, and against what else is denied.
    fn believed(reach: &Reach, denied: &List, other: &List, brought: &[&str]) -> (bool, bool) {
        let is_believed = |is_malware| {
            let brought = brought.iter().map(PathBuf::from).collect();
            let contenders =
                [Contender { list: denied, metadata: Path::new("/v/s/bad"), is_malware, brought }];
            let claimant = Claimant { list: other, metadata: Path::new("/v/s/other") };
            let listed = &other.below[0];
            Contest::new(reach, &contenders).is_believed(claimant, &listed.path, &listed.proof)
        };
        (is_believed(true), is_believed(false))
    }

    #[test]
    fn a_claim_counts_where_it_was_there_before_malware_and_did_not_come_along() {
        let reach = Reach::of(Path::new("/")).expect("it is there");
        let denied = list(10_000, &Proof::default());
        for (changed, expected) in [(9_399, (true, true)), (9_400, (false, true)), (10_001, (false, true))] {
            let other = list(changed, &Proof::default());
            assert_eq!(believed(&reach, &denied, &other, &[]), expected, "{changed}");
            assert_eq!(believed(&reach, &denied, &other, &["/v/s/other"]), (false, false));
        }
        let mut other = list(1, &Proof::default());
        other.brings.insert("/v/s/bad".into());
        assert_eq!(believed(&reach, &denied, &other, &[]), (false, false), "the denied one is its part");
    }
}
