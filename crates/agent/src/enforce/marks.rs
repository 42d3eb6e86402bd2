//! What is marked for one denied distribution, as it is on the disk now.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::FileType;
use rustix::io::Errno;

use super::mark::Mark;
use super::reach::{Reach, entries, gap};
use super::{Gap, NotCovered, Targets};
use crate::sys::{FileId, see, see_in};

/// How many files of one distribution are looked at.
const FILES: usize = 500_000;

/// File systems that another machine or a program answers for (`f_type` of statfs(2)): NFS, SMB, CIFS, FUSE, 9p, Ceph, AFS, Coda, GFS2,
/// OCFS2, vboxsf. Looking at a file there could hold answers up.
const NOT_LOCAL: [u64; 11] = [
    0x6969,
    0x517b,
    0xff53_4d42,
    0x6573_5546,
    0x0102_1997,
    0x00c3_6400,
    0x5346_414f,
    0x7375_7245,
    0x0116_1970,
    0x7461_636f,
    0x786f_4256,
];
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
    /// The first denied file with other names, and how many there are.
    linked: Option<(PathBuf, u64)>,
}

/// An error has no descriptor to go with it.
type Opened = Result<OwnedFd, Errno>;

impl Prepared {
    /// Looks at what is there. Nothing is marked yet.
    pub(super) fn of(targets: &Targets) -> Self {
        let mut prepared = Self { not_covered: targets.not_covered.clone(), ..Self::default() };
        match Reach::of(&targets.anchor) {
            Ok(reach) => prepared.add(&reach, targets),
            Err(errno) => prepared.leave(&targets.anchor, gap(errno)),
        }
        if let Some((path, count)) = prepared.linked.clone() {
            prepared.leave(&path, Gap::HardLinks(count));
        }
        prepared
    }

    /// Adds what was found later.
    pub(super) fn merge(&mut self, more: &Self) {
        self.marks.extend(more.marks.iter().map(|(id, mark)| (*id, mark.clone())));
        self.files.extend(&more.files);
        self.modules.extend(more.modules.iter().cloned());
        self.whole.extend(more.whole.iter().cloned());
        self.not_covered.extend(more.not_covered.iter().cloned());
    }

    fn add(&mut self, reach: &Reach, targets: &Targets) {
        for directory in &targets.directories {
            self.directory(reach, directory);
        }
        self.modules.clone_from(&targets.files);
        for file in &targets.files {
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
        if !self.may_mark(path, opened.as_fd()) {
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
                    if seen.kind == FileType::RegularFile && self.files.len() < FILES {
                        self.files.insert(seen.id);
                        if seen.size == 0 {
                            self.empty.insert(seen.id);
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
        let told = match rustix::fs::fstatfs(file) {
            Ok(told) => told,
            Err(errno) => {
                self.leave(path, gap(errno));
                return false;
            }
        };
        let kind = u64::try_from(told.f_type).unwrap_or_default() & 0xffff_ffff;
        if NOT_LOCAL.contains(&kind) {
            self.leave(path, Gap::NotLocal);
            return false;
        }
        if kind == OVERLAY {
            self.leave(path, Gap::Overlay);
        }
        true
    }

    fn leave(&mut self, path: &Path, why: Gap) {
        self.not_covered.push(NotCovered { path: path.to_path_buf(), why });
    }
}
