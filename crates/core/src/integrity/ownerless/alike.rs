//! Gathering entries that have something the matter with their mode or owner, so that a tree in which all are alike is said once.

use rustix::fs::{FileType, Stat};

use crate::integrity::verify::FileStatus;

/// How many entries of one directory are said each for itself.
const EACH: usize = 20;
/// No user: what stands for entries of several (chown(2) takes this number for "leave it").
pub(super) const SEVERAL: u32 = u32::MAX;

/// What can be the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trait {
    /// Everybody may write to it.
    WorldWritable,
    /// It belongs to somebody else than the site and root.
    OtherOwner,
    /// It runs with its owner's or group's rights.
    SetUserId,
}

impl Trait {
    pub(super) const ALL: [Self; 3] = [Self::WorldWritable, Self::OtherOwner, Self::SetUserId];

    /// Whether an entry has it; `user` owns the site. `None` where it is no question: a link has no mode of its own.
    fn holds(self, status: &Stat, user: u32) -> Option<bool> {
        let kind = FileType::from_raw_mode(status.st_mode);
        match self {
            Self::WorldWritable => (kind != FileType::Symlink).then_some(status.st_mode & 0o002 != 0),
            Self::OtherOwner => Some(status.st_uid != user && status.st_uid != 0),
            // On directories these bits say who owns new files.
            Self::SetUserId => (kind == FileType::RegularFile)
                .then_some(status.st_mode & 0o4000 != 0 || status.st_mode & 0o2010 == 0o2010),
        }
    }
}

/// Some entries that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The entry, or the directory that they lie in; relative to the site.
    pub(super) path: Box<[u8]>,
    /// What the file system says of it.
    pub(super) status: FileStatus,
    /// The user that owns them, or [`SEVERAL`].
    pub(super) user: u32,
    /// How many they are.
    pub(super) count: u64,
    /// Whether it is one entry, all of a directory, or some in a directory.
    pub(super) extent: Extent,
}

/// What a spot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The entry alone.
    One,
    /// A directory and all below it.
    Whole,
    /// Some entries in a directory.
    Some,
}

/// What was seen of one trait below a directory.
#[derive(Clone, Debug, Default)]
struct Alike {
    asked: u64,
    hits: u64,
    spots: Vec<Spot>,
}

/// What was seen of all traits below a directory.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits([Alike; 3]);

impl Traits {
    /// Takes note of an entry that is no directory.
    pub(super) fn file(&mut self, status: &Stat, user: u32, path: impl Fn() -> Box<[u8]>) {
        for (what, alike) in Trait::ALL.into_iter().zip(&mut self.0) {
            alike.asked += u64::from(what.holds(status, user).is_some());
            if what.holds(status, user) == Some(true) {
                alike.hits += 1;
                if alike.spots.len() <= EACH {
                    alike.spots.push(Spot::one(path(), status));
                } else if let [first, .., last] = alike.spots.as_mut_slice()
                    && first.user != status.st_uid
                {
                    last.user = SEVERAL;
                }
            }
        }
    }

    /// Ends a directory, when all that lies in it has been noted. What its subdirectories gave is added with [`Self::add`] after that.
    pub(super) fn end_files(&mut self, directory: &[u8], status: &Stat) {
        for alike in &mut self.0 {
            // More than these are hardly read one by one.
            if alike.spots.len() > EACH {
                let spot = Spot {
                    count: alike.hits,
                    user: common_user(&alike.spots),
                    extent: Extent::Some,
                    ..Spot::one(directory.into(), status)
                };
                alike.spots = vec![spot];
            }
        }
    }

    /// Adds what a subdirectory gave.
    pub(super) fn add(&mut self, below: Self) {
        for (alike, below) in self.0.iter_mut().zip(below.0) {
            alike.asked += below.asked;
            alike.hits += below.hits;
            alike.spots.extend(below.spots);
        }
    }

    /// Ends a directory with its own status: where all in it are alike, it stands for all.
    pub(super) fn end(&mut self, directory: &[u8], status: &Stat, user: u32) {
        for (what, alike) in Trait::ALL.into_iter().zip(&mut self.0) {
            let Some(is_own) = what.holds(status, user) else { continue };
            alike.asked += 1;
            alike.hits += u64::from(is_own);
            if !is_own {
                continue;
            }
            let own = Spot::one(directory.into(), status);
            let is_one_user = alike.spots.iter().all(|spot| spot.user == status.st_uid);
            if alike.hits == alike.asked && alike.hits > 1 && (is_one_user || what != Trait::OtherOwner) {
                alike.spots = vec![Spot { count: alike.hits, extent: Extent::Whole, ..own }];
            } else {
                alike.spots.push(own);
            }
        }
    }

    /// The spots, by what is the matter.
    pub(super) fn spots(self) -> impl Iterator<Item = (Trait, Spot)> {
        let pairs = Trait::ALL.into_iter().zip(self.0);
        pairs.flat_map(|(what, alike)| alike.spots.into_iter().map(move |spot| (what, spot)))
    }
}

/// The user of all of them, if it is one.
fn common_user(spots: &[Spot]) -> u32 {
    let first = spots.first().map_or(SEVERAL, |spot| spot.user);
    if spots.iter().all(|spot| spot.user == first) { first } else { SEVERAL }
}

impl Spot {
    /// What stands for a site.
    pub(super) fn of_site(status: &Stat) -> Self {
        Self::one(Box::default(), status)
    }

    fn one(path: Box<[u8]>, status: &Stat) -> Self {
        Self { path, status: FileStatus::of(status), user: status.st_uid, count: 1, extent: Extent::One }
    }
}
