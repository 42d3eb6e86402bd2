//! The walk through a site: what is claimed, what is not, and what is the matter with modes and owners. No file is
//! opened but for what tools are known to write, and what is compiled of that; and no link is followed but to the latter.

mod compiled;
mod unclaimed;

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use super::alike::Traits;
use super::claims::{Claimant, Claims};
use super::code::{Sort, module_name};
use super::extra::{Extra, Gathered};
use super::listing::{Buffer, Entry, Listing, list, open_in};
use super::shadow::{Hiding, hidings};
use super::{DEPTH, known};
use crate::integrity::verify::{FileStatus, VerifyUnchecked, VerifyUncheckedCode};
use crate::inventory::file::{Beneath, Disk, join};

/// How many entries below one directory of a site are looked at.
const TREE_LIMIT: u64 = 5_000_000;

/// A site that is walked.
pub(super) struct Ground<'scan> {
    pub(super) disk: &'scan Disk,
    pub(super) site: Beneath,
    pub(super) path: PathBuf,
    /// The user that owns the site.
    pub(super) user: u32,
    pub(super) claims: Claims,
    /// Mounts in it that are left out, relative to it.
    pub(super) left_out: Vec<Box<[u8]>>,
    /// What pip left behind, which the inventory says already; relative to the site.
    pub(super) leftovers: HashSet<Box<[u8]>>,
    /// The Pythons that see it.
    pub(super) versions: Vec<(u16, u16)>,
    /// Whether claims tell what is ownerless.
    pub(super) is_told: bool,
    /// What a guard of fetter's may start.
    pub(super) checker: &'scan [OsString],
}

/// What a walk found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) extras: Vec<Extra>,
    /// Each with the directory that both lie in, relative to the site.
    pub(super) hidings: Vec<(Box<[u8]>, Hiding)>,
    pub(super) unchecked: Vec<VerifyUnchecked>,
    pub(super) traits: Traits,
    /// How many entries were looked at.
    pub(super) seen: u64,
}

/// Whose a directory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Something in it is claimed, so that each file must be.
    Mixed,
    /// The metadata of a distribution: what is no code in it is the distribution's.
    Metadata,
    /// All in it is claimed.
    Claimed,
    /// Nothing in it is claimed.
    Unclaimed,
}

/// A walk through a site or a directory of it.
pub(super) struct Walk<'ground, 'buffer> {
    pub(super) ground: &'ground Ground<'ground>,
    pub(super) buffer: &'buffer mut Buffer,
    pub(super) found: Found,
    /// Where the walk is, relative to the site.
    path: Vec<u8>,
    /// Files that are no code, in directories in which something is claimed.
    data: Gathered,
    seen: u64,
}

impl<'ground, 'buffer> Walk<'ground, 'buffer> {
    pub(super) fn new(ground: &'ground Ground<'ground>, buffer: &'buffer mut Buffer) -> Self {
        Self { ground, buffer, found: Found::default(), path: Vec::new(), data: Gathered::default(), seen: 0 }
    }

    /// Walks a directory that lies in the site itself, with all below it.
    pub(super) fn top(mut self, entry: &Entry, standing: Standing) -> Found {
        let mut gathered = Gathered::default();
        self.below(self.ground.site.directory(), entry, standing, &mut gathered, 1);
        self.end_data(&entry.name, &entry.status);
        self.found.seen = self.seen;
        self.found
    }

    /// Lists the site itself, and looks at the files in it. The directories in it are left for others.
    pub(super) fn root(mut self, status: &Stat) -> Result<(Found, Listing, Vec<Option<Claimant>>), Errno> {
        let directory = self.ground.site.directory();
        let listing = self.list(directory)?;
        let mut owners = self.owners(&listing, true);
        self.files(&listing, Standing::Mixed, &mut Gathered::default(), &mut owners, status);
        self.hidings(directory, &listing, &owners);
        self.end_data(b"", status);
        self.found.seen = self.seen;
        Ok((self.found, listing, owners))
    }

    /// Whose a directory in the site or in one of its packages is.
    pub(super) fn standing(&self, name: &[u8], path: &[u8], above: Standing) -> Standing {
        let claims = &self.ground.claims;
        let at_top = name.len() == path.len();
        match above {
            Standing::Claimed | Standing::Unclaimed => above,
            _ if !self.ground.is_told || claims.is_tree(path) => Standing::Claimed,
            _ if at_top && claims.is_module(name) => Standing::Claimed,
            _ if at_top && self.ground.leftovers.contains(name) => Standing::Unclaimed,
            _ if at_top && (name.ends_with(b".dist-info") || name.ends_with(b".egg-info")) => {
                Standing::Metadata
            }
            Standing::Metadata => Standing::Metadata,
            // What is compiled there stands beside its source.
            Standing::Mixed if name == b"__pycache__" => Standing::Mixed,
            Standing::Mixed if claims.of_directory(path).is_some() => Standing::Mixed,
            Standing::Mixed => Standing::Unclaimed,
        }
    }

    fn below(
        &mut self,
        parent: BorrowedFd<'_>,
        entry: &Entry,
        standing: Standing,
        gathered: &mut Gathered,
        depth: usize,
    ) -> Traits {
        let start = self.path.len();
        if start > 0 {
            self.path.push(b'/');
        }
        self.path.extend_from_slice(&entry.name);
        let traits = self.directory(parent, entry, standing, gathered, depth);
        self.path.truncate(start);
        if depth == 1 {
            self.found.traits = traits;
            return Traits::default();
        }
        traits
    }

    fn directory(
        &mut self,
        parent: BorrowedFd<'_>,
        entry: &Entry,
        standing: Standing,
        gathered: &mut Gathered,
        depth: usize,
    ) -> Traits {
        let opened = open_in(parent, &entry.name)
            .and_then(|opened| self.list(opened.as_fd()).map(|listing| (opened, listing)));
        let (opened, listing) = match opened {
            Ok(opened) => opened,
            Err(errno) => {
                self.unread(errno);
                return Traits::default();
            }
        };
        let mut owners = self.owners(&listing, false);
        let mut traits = self.files(&listing, standing, gathered, &mut owners, &entry.status);
        if standing == Standing::Mixed {
            self.hidings(opened.as_fd(), &listing, &owners);
        }
        for child in listing.entries.iter().filter(|child| child.is_directory()) {
            if depth == DEPTH || self.seen > TREE_LIMIT {
                let path = join(&self.path_here(), &child.name);
                self.unchecked(
                    path,
                    VerifyUncheckedCode::TooLarge,
                    "it lies too deep, or too much lies beside it; it was not looked at",
                );
                continue;
            }
            let below = [&self.path[..], b"/", &child.name].concat();
            let of_child = self.standing(&child.name, &below, standing);
            if of_child == Standing::Unclaimed && standing != Standing::Unclaimed {
                let mut tree = Gathered::default();
                traits.add(self.below(opened.as_fd(), child, of_child, &mut tree, depth + 1));
                self.end_tree(&below, &child.status, tree);
            } else {
                traits.add(self.below(opened.as_fd(), child, of_child, gathered, depth + 1));
            }
        }
        traits.end(&self.path, &entry.status, self.ground.user);
        if depth == 1 && standing == Standing::Unclaimed {
            self.end_tree(&entry.name, &entry.status, std::mem::take(gathered));
        }
        traits
    }

    fn list(&mut self, directory: BorrowedFd<'_>) -> Result<Listing, Errno> {
        let (left_out, path) = (&self.ground.left_out, &self.path);
        let is_left_out = |name: &[u8]| {
            let below = || if path.is_empty() { name.to_vec() } else { [path, &b"/"[..], name].concat() };
            !left_out.is_empty() && left_out.iter().any(|mount| **mount == *below())
        };
        let listing = list(directory, self.buffer, is_left_out)?;
        self.seen += listing.entries.len() as u64;
        if listing.is_cut {
            self.unchecked(
                self.path_here(),
                VerifyUncheckedCode::TooLarge,
                "only the first entries of the directory were looked at",
            );
        }
        for (name, errno) in &listing.untold {
            let error = std::io::Error::from(*errno);
            let path = join(&self.path_here(), name);
            self.unchecked(path, VerifyUncheckedCode::Unreadable, &format!("could not look at it: {error}"));
        }
        Ok(listing)
    }

    /// Whose each entry is.
    fn owners(&self, listing: &Listing, at_top: bool) -> Vec<Option<Claimant>> {
        let claims = &self.ground.claims;
        let mut path = self.path.clone();
        if !path.is_empty() {
            path.push(b'/');
        }
        let start = path.len();
        let owner = |entry: &Entry| {
            path.truncate(start);
            path.extend_from_slice(&entry.name);
            let module = || {
                let sort = Sort::of(&entry.name, false, false);
                let name =
                    if entry.is_directory() { Some(&*entry.name) } else { module_name(&entry.name, sort) };
                name.filter(|name| at_top && claims.is_module(name)).map(|_| Claimant::System)
            };
            let of_directory = || claims.of_directory(&path).filter(|_| entry.is_directory());
            claims.of_file(&path).or_else(of_directory).or_else(module)
        };
        listing.entries.iter().map(owner).collect()
    }

    /// Looks at what is no directory. What a tool is known to write gets an owner.
    fn files(
        &mut self,
        listing: &Listing,
        standing: Standing,
        gathered: &mut Gathered,
        owners: &mut [Option<Claimant>],
        status: &Stat,
    ) -> Traits {
        let mut traits = Traits::default();
        let mut extras = Vec::new();
        let start = self.path.len();
        let in_cache = Path::new(OsStr::from_bytes(&self.path)).ends_with("__pycache__");
        for (entry, owner) in listing.entries.iter().zip(owners) {
            if entry.is_directory() {
                continue;
            }
            if start > 0 {
                self.path.push(b'/');
            }
            self.path.extend_from_slice(&entry.name);
            if !is_lock(entry, start == 0) {
                traits.file(&entry.status, self.ground.user, || self.path.as_slice().into());
            }
            if self.ground.is_told && owner.is_none() && standing != Standing::Claimed {
                let sort = Sort::of(&entry.name, in_cache, start == 0);
                if sort == Sort::Cached {
                    self.of_nobody_s_source(entry);
                }
                if self.is_known(&self.path) {
                    *owner = Some(Claimant::System);
                } else if unclaimed::is_nothing(entry, sort, listing) {
                    // No word is lost about it, and it is still nobody's.
                } else if standing == Standing::Unclaimed {
                    // A name with a dot is no package's.
                    let is_package = !entry.name.contains(&b'.') && self.is_linked_directory(entry);
                    let is_code = sort.is_code() || is_package || known::is_guard_data(&self.path);
                    gathered.add(&self.path, FileStatus::of(&entry.status), is_code);
                } else {
                    extras.extend(self.extra(entry, sort, standing));
                }
            }
            self.path.truncate(start);
        }
        traits.end_files(&self.path, status);
        self.end_files(extras, status);
        if start == 0 {
            self.found.traits = std::mem::take(&mut traits);
        }
        traits
    }

    /// Whether a file, relative to the site, is what a tool is known to put there.
    pub(super) fn is_known(&self, path: &[u8]) -> bool {
        let Ground { disk, site, checker, .. } = self.ground;
        known::is_known((disk, site), path, checker)
    }

    fn hidings(&mut self, directory: BorrowedFd<'_>, listing: &Listing, owners: &[Option<Claimant>]) {
        // Where all is one distribution's, which most directories are, nothing hides another's.
        let mut others =
            listing.entries.iter().zip(owners).filter(|(entry, _)| &*entry.name != b"__pycache__");
        let first = others.next().map(|(_, owner)| *owner);
        if !self.ground.is_told || others.all(|(_, owner)| Some(*owner) == first) {
            return;
        }
        let found = hidings(directory, listing, owners, &self.ground.versions);
        let path: &[u8] = &self.path;
        self.found.hidings.extend(found.into_iter().map(|hiding| (path.into(), hiding)));
    }

    fn path_here(&self) -> PathBuf {
        if self.path.is_empty() { self.ground.path.clone() } else { join(&self.ground.path, &self.path) }
    }

    fn unread(&mut self, errno: Errno) {
        // It went away meanwhile, or is a link now.
        if !matches!(errno, Errno::NOENT | Errno::LOOP | Errno::NOTDIR) {
            let reason = format!("could not read the directory: {}", std::io::Error::from(errno));
            self.unchecked(self.path_here(), VerifyUncheckedCode::Unreadable, &reason);
        }
    }

    fn unchecked(&mut self, path: PathBuf, code: VerifyUncheckedCode, reason: &str) {
        self.found.unchecked.push(VerifyUnchecked { path, code, reason: reason.to_owned() });
    }
}

/// Whether a file is the empty one with which uv keeps others of its kind out of a directory, and which it lets everybody open.
fn is_lock(entry: &Entry, at_top: bool) -> bool {
    at_top
        && &*entry.name == b".lock"
        && entry.file_type() == FileType::RegularFile
        && entry.status.st_size == 0
        && entry.status.st_mode & 0o7111 == 0
}
