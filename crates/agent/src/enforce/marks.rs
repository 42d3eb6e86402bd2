//! What is marked for one denied distribution, as it is on the disk now.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::FileType;
use rustix::io::Errno;

use super::mark::Mark;
use super::reach::{Reach, entries, gap, is_local, kind};
use super::{Gap, NotCovered, Targets};
use crate::sys::{FileId, see, see_in};

/// How many files of one directory are looked at.
const FILES: usize = 200_000;
/// What is kept of a mark in this process beside three times its path, in bytes.
const MARK: usize = 512;
/// What is kept of a file that is known, in bytes.
const KNOWN: usize = 160;
/// How many places of one distribution are told that are not covered.
const TOLD: usize = 100;

/// overlayfs.
const OVERLAY: u64 = 0x794c_7630;

/// What is marked for one denied distribution.
#[derive(Clone, Debug, Default)]
pub(super) struct Prepared {
    /// The marks, by what is marked.
    pub(super) marks: BTreeMap<FileId, Mark>,
    /// Denied files, also those in directories.
    pub(super) files: BTreeSet<FileId>,
    /// Those of them in directories of their own that hold nothing.
    pub(super) empty: BTreeSet<FileId>,
    /// Denied files of shared directories, also those that are not there any more.
    pub(super) modules: BTreeSet<PathBuf>,
    /// Directories whose files are all denied.
    pub(super) whole: BTreeSet<PathBuf>,
    /// Directories that hold files of others too.
    pub(super) shared: BTreeSet<PathBuf>,
    pub(super) not_covered: Vec<NotCovered>,
    /// How many places are not covered and not told.
    untold: u64,
    /// How much memory all of it takes, in bytes, and how much it may.
    pub(super) bytes: usize,
    room: usize,
    is_over: bool,
    /// The first denied file with other names, and how many there are.
    linked: Option<(PathBuf, u64)>,
}

/// An error has no descriptor to go with it.
type Opened = Result<OwnedFd, Errno>;

impl Prepared {
    /// Nothing yet, with so much room, in bytes.
    pub(super) fn within(room: usize) -> Self {
        Self { room, ..Self::default() }
    }

    /// Looks at what is there, and keeps as much of it as there is room for, in bytes. Nothing is marked yet.
    pub(super) fn of(targets: &Targets, room: usize) -> Self {
        let mut prepared = Self { not_covered: targets.not_covered.clone(), ..Self::within(room) };
        match Reach::with(&targets.anchor, &targets.sites) {
            Ok(reach) => prepared.add(&reach, targets),
            Err(errno) => prepared.leave(&targets.anchor, gap(errno)),
        }
        if let Some((path, count)) = prepared.linked.clone() {
            prepared.not_covered.push(NotCovered { path, why: Gap::HardLinks(count) });
        }
        if prepared.is_over {
            prepared.not_covered.push(NotCovered { path: targets.anchor.clone(), why: Gap::NoRoom });
        }
        if prepared.untold > 0 {
            let why = Gap::Further(prepared.untold);
            prepared.not_covered.push(NotCovered { path: targets.anchor.clone(), why });
        }
        prepared
    }

    /// Whether there is room for so much more, in bytes.
    fn has_room(&mut self, bytes: usize) -> bool {
        let has_room = self.bytes + bytes <= self.room;
        self.bytes += if has_room { bytes } else { 0 };
        has_room
    }

    /// Whether there is room for a mark; where there is none, it is said.
    fn may_keep(&mut self, path: &Path) -> bool {
        let has_room = self.has_room(MARK + 3 * path.as_os_str().len());
        self.is_over |= !has_room;
        has_room
    }

    fn add(&mut self, reach: &Reach, targets: &Targets) {
        for directory in &targets.directories {
            if self.is_over {
                return;
            }
            self.directory(reach, directory);
        }
        for file in &targets.files {
            if !self.may_keep(file) {
                return;
            }
            self.modules.insert(file.clone());
            self.file(reach, file, &targets.sites);
        }
    }

    /// A directory whose files are all denied.
    pub(super) fn directory(&mut self, reach: &Reach, path: &Path) {
        let Some(opened) = self.open(path, reach.directory(path)) else { return };
        let seen = match see(opened.as_fd()) {
            Ok(seen) if seen.is_mount_root => return self.leave(path, Gap::MountRoot),
            Ok(seen) => seen,
            Err(errno) => return self.leave(path, gap(errno)),
        };
        if !self.may_mark(path, opened.as_fd()) || !self.may_keep(path) {
            return;
        }
        self.marks.insert(seen.id, Mark::of(path, opened.as_fd(), true));
        self.whole.insert(path.to_path_buf());
        self.known(path, &opened);
    }

    /// Notes the files that are there: they are denied even if they are empty, where new ones may be written.
    fn known(&mut self, path: &Path, directory: &OwnedFd) {
        let again = directory.try_clone().map_err(|_| Errno::MFILE);
        let names = again.and_then(|again| entries(again, FILES));
        match names {
            Err(errno) => self.leave(path, gap(errno)),
            Ok(names) => {
                for named in names.iter().filter(|named| named.is_file) {
                    let Ok(seen) = see_in(directory.as_fd(), &named.name) else { continue };
                    if seen.kind == FileType::RegularFile {
                        // What is not known here is denied by its directory, where it is not empty.
                        if self.has_room(KNOWN) {
                            self.files.insert(seen.id);
                            if seen.size == 0 {
                                self.empty.insert(seen.id);
                            }
                        }
                        self.count_links(seen.links, || path.join(&named.name));
                    }
                }
            }
        }
    }

    /// A denied file in a directory that holds files of others too.
    fn file(&mut self, reach: &Reach, path: &Path, may_share: &BTreeSet<PathBuf>) {
        let opened = match reach.look(path) {
            Err(Errno::NOENT | Errno::NOTDIR) => return,
            opened => opened,
        };
        let Some(opened) = self.open(path, opened) else { return };
        let seen = match see(opened.as_fd()) {
            Ok(seen) if seen.kind == FileType::Symlink => return self.leave(path, Gap::Link),
            Ok(seen) if seen.kind != FileType::RegularFile => return self.leave(path, Gap::Irregular),
            Ok(seen) => seen,
            Err(errno) => return self.leave(path, gap(errno)),
        };
        if !self.may_mark(path, opened.as_fd()) {
            return;
        }
        self.files.insert(seen.id);
        if seen.links <= 1 {
            self.marks.insert(seen.id, Mark::of(path, opened.as_fd(), false));
            return;
        }
        // A mark of the inode would be one of the cache and of other environments.
        self.count_links(seen.links, || path.to_path_buf());
        match path.parent() {
            Some(parent) if may_share.iter().any(|site| parent.starts_with(site)) => {
                self.share(reach, parent);
            }
            _ => drop(self.files.remove(&seen.id)),
        }
    }

    fn share(&mut self, reach: &Reach, path: &Path) {
        if self.whole.contains(path) || self.shared.contains(path) {
            return;
        }
        let Some(opened) = self.open(path, reach.look(path)) else { return };
        match see(opened.as_fd()) {
            Ok(_) if !self.may_keep(path) => {}
            Ok(seen) => {
                self.marks.insert(seen.id, Mark::of(path, opened.as_fd(), true));
                self.shared.insert(path.to_path_buf());
                self.leave(path, Gap::Neighbours);
            }
            Err(errno) => self.leave(path, gap(errno)),
        }
    }

    fn count_links(&mut self, links: u32, path: impl FnOnce() -> PathBuf) {
        if links > 1 {
            let (_, count) = self.linked.get_or_insert_with(|| (path(), 0));
            *count += 1;
        }
    }

    fn open(&mut self, path: &Path, opened: Opened) -> Option<OwnedFd> {
        opened.map_err(|errno| self.leave(path, gap(errno))).ok()
    }

    /// Whether answering for files there can wait for nobody.
    fn may_mark(&mut self, path: &Path, file: BorrowedFd<'_>) -> bool {
        let kind = match kind(file) {
            Ok(kind) => kind,
            Err(errno) => {
                self.leave(path, gap(errno));
                return false;
            }
        };
        if !is_local(kind) {
            self.leave(path, Gap::NotLocal);
            return false;
        }
        if kind == OVERLAY {
            self.leave(path, Gap::Overlay);
        }
        true
    }

    fn leave(&mut self, path: &Path, why: Gap) {
        if self.not_covered.len() >= TOLD {
            self.untold += 1;
            return;
        }
        self.not_covered.push(NotCovered { path: path.to_path_buf(), why });
    }
}
