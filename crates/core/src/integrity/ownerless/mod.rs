//! Ownerless code: what lies in a site and no distribution claims; what hides something else; and what others may write.
//!
//! Claims are what RECORD and its older kin list, conda's records, and the lists of the system's package manager. What has no list
//! claims the modules that it names, and that it does so is said. Source trees (`checkout`, `linked`), archives and standard libraries
//! are not looked at: code that no distribution lists is the normal state there.
//!
//! Everything is read without following a link, but to what is compiled of known files, and the result is sorted: it does not depend on the number of threads.

mod across;
mod alike;
mod claims;
mod code;
mod extra;
mod judge;
mod known;
mod listing;
mod path_files;
mod permissions;
mod shadow;
mod standard;
mod told;
mod walk;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::Stat;
use rustix::io::Errno;

use self::claims::{Builder, Claimed, SystemLists};
use self::judge::{SiteFound, Top};
use self::listing::{Buffer, Entry};
use self::standard::Libraries;
use self::walk::{Found, Ground, Standing, Walk};
use super::files::Anchor;
use super::verify::{VerifyFinding, VerifyProgress, VerifyUnchecked, VerifyUncheckedCode};
use crate::inventory::discover::pool::{self, Queue};
use crate::inventory::file::{Beneath, Disk};
use crate::inventory::{Inventory, Site, SiteKind};

/// How many directories deep a site is looked at.
const DEPTH: usize = 64;

/// Looks for ownerless code, for what hides something else, and for what others may write, in some sites of an inventory.
///
/// `sites` are places in [`Inventory::sites`]; those of kinds that are not looked at are passed over ([`is_looked_at`]). `disk` must be
/// the one that the inventory was made of. Findings and what could not be checked are sorted by path.
#[must_use]
pub fn look(
    disk: &Disk,
    inventory: &Inventory,
    sites: &[usize],
    (threads, checker): (usize, &[OsString]),
) -> (Vec<VerifyFinding>, Vec<VerifyUnchecked>) {
    look_watched(disk, inventory, sites, (threads, checker), &VerifyProgress::default())
}

/// Does the same, and tells how far it has come.
pub(super) fn look_watched(
    disk: &Disk,
    inventory: &Inventory,
    sites: &[usize],
    (threads, checker): (usize, &[OsString]),
    progress: &VerifyProgress,
) -> (Vec<VerifyFinding>, Vec<VerifyUnchecked>) {
    let is_selected = |place: &usize| inventory.sites.get(*place).is_some_and(|site| is_looked_at(site.kind));
    let mut sites: Vec<usize> = sites.iter().copied().filter(is_selected).collect();
    sites.sort_unstable();
    sites.dedup();
    let system =
        SystemLists::read(disk, sites.iter().map(|place| (*place, inventory.sites[*place].path.as_path())));
    let anchors: Vec<Anchor> =
        inventory.sites.iter().map(|site| Anchor::of(site, &inventory.environments)).collect();
    let search = Search {
        disk,
        inventory,
        builder: Builder::new(disk, inventory, &anchors, &system),
        system: &system,
        anchors: &anchors,
        progress,
        checker,
    };
    let states = (0..threads.max(1)).map(|_| Worker { buffer: Buffer::new(), parts: Vec::new() }).collect();
    let jobs = sites.iter().map(|place| Job::Site(*place)).collect();
    let workers = pool::run(jobs, states, |worker, job, queue| search.work(worker, job, queue));
    let mut parts: Vec<(usize, Box<[u8]>, Part)> =
        workers.into_iter().flat_map(|worker| worker.parts).collect();
    parts.sort_by(|left, right| (left.0, &left.1).cmp(&(right.0, &right.1)));
    let libraries = Libraries::read(disk, inventory, &sites);
    judge::judge(&libraries, gather(parts))
}

/// The parts of each site as one. They are sorted, and a site comes before the directories in it.
fn gather(parts: Vec<(usize, Box<[u8]>, Part)>) -> Vec<SiteFound> {
    let mut sites: Vec<SiteFound> = Vec::new();
    for (_, _, part) in parts {
        match part {
            Part::Site(site) => sites.push(*site),
            Part::Below(found) => {
                if let Some(site) = sites.last_mut() {
                    site.add(found);
                }
            }
        }
    }
    sites
}

/// Whether sites of a kind are looked at: those that installers fill, and nobody else.
#[must_use]
pub const fn is_looked_at(kind: SiteKind) -> bool {
    matches!(kind, SiteKind::Environment | SiteKind::User | SiteKind::Prefix | SiteKind::Target)
}

/// What is shared by all jobs.
struct Search<'scan> {
    disk: &'scan Disk,
    inventory: &'scan Inventory,
    builder: Builder<'scan>,
    system: &'scan SystemLists,
    anchors: &'scan [Anchor],
    progress: &'scan VerifyProgress,
    /// What a guard of fetter's may start.
    checker: &'scan [OsString],
}

/// Something to be done.
enum Job<'scan> {
    /// A site: its claims, and what lies in it.
    Site(usize),
    /// A directory in a site, with all below it.
    Below { place: usize, ground: Arc<Ground<'scan>>, entry: Entry, standing: Standing },
}

struct Worker {
    buffer: Buffer,
    /// Each with its site and the name of the directory in it; the site itself has none.
    parts: Vec<(usize, Box<[u8]>, Part)>,
}

/// What one job found.
enum Part {
    Site(Box<SiteFound>),
    Below(Found),
}

impl<'scan> Search<'scan> {
    fn work(&self, worker: &mut Worker, job: Job<'scan>, queue: &Queue<'_, Job<'scan>>) {
        match job {
            Job::Site(place) => {
                let part = Part::Site(Box::new(self.site(worker, place, queue)));
                worker.parts.push((place, Box::default(), part));
            }
            Job::Below { place, ground, entry, standing } => {
                let found = Walk::new(&ground, &mut worker.buffer).top(&entry, standing);
                self.progress.add_entries(found.seen);
                worker.parts.push((place, entry.name, Part::Below(found)));
            }
        }
    }

    fn site(&self, worker: &mut Worker, place: usize, queue: &Queue<'_, Job<'scan>>) -> SiteFound {
        let site = &self.inventory.sites[place];
        match self.open(place) {
            Ok((ground, status, claimed)) => {
                let root = Walk::new(&ground, &mut worker.buffer).root(&status);
                let (found, listing, owners) = match root {
                    Ok(root) => root,
                    Err(errno) => return SiteFound::unread(place, site, errno),
                };
                self.progress.add_entries(found.seen);
                let ground = Arc::new(ground);
                let walk = Walk::new(&ground, &mut worker.buffer);
                let mut tops = Vec::new();
                for (entry, owner) in listing.entries.into_iter().zip(owners) {
                    tops.extend(Top::of(ground.site.directory(), &entry, owner));
                    if entry.is_directory() {
                        let standing = walk.standing(&entry.name, &entry.name, Standing::Mixed);
                        queue.push(Job::Below { place, ground: Arc::clone(&ground), entry, standing });
                    }
                }
                let user = self.user_of_anchor(place);
                let names = ground.claims.names().to_vec();
                let (unlisted, unchecked) = (claimed.unlisted, claimed.unchecked);
                SiteFound { place, status: Some(status), user, names, found, tops, unlisted, unchecked }
            }
            Err(errno) => SiteFound::unread(place, site, errno),
        }
    }

    /// Opens a site, and gathers what is claimed in it. The claims are taken over into the ground.
    fn open(&self, place: usize) -> Result<(Ground<'scan>, Stat, Claimed), Errno> {
        let site = &self.inventory.sites[place];
        let opened = Beneath::open(self.disk, &site.path)?;
        let status = rustix::fs::fstat(opened.directory())?;
        let mut claimed = self.builder.claims(place);
        let is_told = !self.system.is_unread(place);
        if !is_told {
            claimed.unlisted.clear();
            claimed.unchecked.push(VerifyUnchecked {
                path: site.path.clone(),
                code: VerifyUncheckedCode::PackageDatabase,
                reason: "could not tell what is ownerless there: rpm installs into it, and rpm's database is not read".into(),
            });
        }
        let left_out = self.disk.left_out_below(&site.path);
        let note = |mount: &PathBuf| VerifyUnchecked {
            path: mount.clone(),
            code: VerifyUncheckedCode::OtherMachine,
            reason: "it is mounted from elsewhere, and was not looked at".into(),
        };
        claimed.unchecked.extend(left_out.iter().map(note));
        let ground = Ground {
            disk: self.disk,
            path: site.path.clone(),
            user: status.st_uid,
            claims: std::mem::take(&mut claimed.claims),
            left_out: left_out.iter().filter_map(|mount| relative(site, mount)).collect(),
            leftovers: site.leftovers.iter().filter_map(|leftover| relative(site, leftover)).collect(),
            versions: self.versions(site),
            is_told,
            checker: self.checker,
            site: opened,
        };
        Ok((ground, status, claimed))
    }

    fn versions(&self, site: &Site) -> Vec<(u16, u16)> {
        let seeing = self.inventory.environments.iter().filter(|found| found.sites.contains(&site.path));
        seeing.filter_map(|found| found.version.release).collect()
    }

    /// The user that owns what a site lies in.
    fn user_of_anchor(&self, place: usize) -> Option<u32> {
        let anchor = Beneath::open(self.disk, &self.anchors[place].path).ok()?;
        rustix::fs::fstat(anchor.directory()).ok().map(|status| status.st_uid)
    }
}

fn relative(site: &Site, path: &Path) -> Option<Box<[u8]>> {
    path.strip_prefix(&site.path).ok().map(|path| path.as_os_str().as_encoded_bytes().into())
}
