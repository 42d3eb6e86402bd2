//! Where paths lead: links are followed within the scanned machine's root, and never through a foreign mount.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};
use std::sync::PoisonError;

use rustix::fs::{AtFlags, FileType, Stat};
use rustix::io::Errno;

use super::{Disk, FileError};

/// How many paths are remembered, at most.
const KNOWN_LIMIT: usize = 4096;
/// How many links are followed before a path counts as a loop, as in the kernel.
const LINK_LIMIT: usize = 40;

impl Disk {
    /// The real path of an absolute one, with every link resolved within the scanned machine's root.
    pub fn resolve(&self, path: &Path) -> Result<PathBuf, FileError> {
        self.resolve_after(path, 0)
    }

    fn resolve_after(&self, path: &Path, mut links: usize) -> Result<PathBuf, FileError> {
        let (mut real, rest) = self.begin_at_known(path);
        let mut left: Vec<PathBuf> = vec![rest];
        while let Some(next) = left.pop() {
            let mut parts = next.components();
            let Some(part) = parts.next() else { continue };
            let rest = parts.as_path();
            if !rest.as_os_str().is_empty() {
                left.push(rest.to_path_buf());
            }
            match part {
                Component::RootDir => real = PathBuf::from("/"),
                Component::ParentDir => {
                    real.pop();
                }
                Component::CurDir | Component::Prefix(_) => {}
                Component::Normal(name) => {
                    real.push(name);
                    if let Some(mount) = self.foreign(&real) {
                        self.skip(mount);
                        return Err(FileError::Foreign);
                    }
                    if let Some(target) = self.read_link(&real)? {
                        links += 1;
                        if links > LINK_LIMIT {
                            return Err(Errno::LOOP.into());
                        }
                        real.pop();
                        if left.is_empty() {
                            return self.follow(&real, &target, links);
                        }
                        left.push(target);
                    }
                }
            }
        }
        if let Some(directory) = real.parent() {
            self.know(directory);
        }
        Ok(real)
    }

    /// Goes on where a link leads that lies in a real directory and ends a path, after so many links.
    fn follow(&self, directory: &Path, target: &Path, links: usize) -> Result<PathBuf, FileError> {
        let target = directory.join(target);
        if let Some(real) =
            self.followed.read().unwrap_or_else(PoisonError::into_inner).get(target.as_os_str())
        {
            return Ok(real.clone());
        }
        let real = self.resolve_after(&target, links)?;
        let mut followed = self.followed.write().unwrap_or_else(PoisonError::into_inner);
        if followed.len() < KNOWN_LIMIT {
            followed.insert(target.into_os_string(), real.clone());
        }
        Ok(real)
    }

    /// The longest beginning of a path that is known to be a real directory, and the rest. Many paths are looked at in few
    /// directories. A directory that is exchanged for a link meanwhile is not followed all the same: what is opened is opened
    /// by its real path.
    fn begin_at_known(&self, path: &Path) -> (PathBuf, PathBuf) {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let is_plain = |path: &Path| !path.components().any(|part| part == Component::ParentDir);
        match path.ancestors().skip(1).find(|above| known.contains(above.as_os_str())) {
            Some(above) if is_plain(above) => {
                (above.to_path_buf(), path.strip_prefix(above).unwrap_or(path).to_path_buf())
            }
            _ => (PathBuf::from("/"), path.to_path_buf()),
        }
    }

    /// Notes that a path is a real directory, on no foreign mount.
    pub(in crate::inventory) fn know(&self, directory: &Path) {
        let directory = directory.as_os_str();
        if self.known.read().unwrap_or_else(PoisonError::into_inner).contains(directory) {
            return;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KNOWN_LIMIT {
            known.insert(directory.to_os_string());
        }
    }

    /// What a link says, which is not followed; `None` for what is no link.
    fn read_link(&self, path: &Path) -> Result<Option<PathBuf>, Errno> {
        match rustix::fs::readlink(&*self.host_path(path), Vec::new()) {
            Ok(target) => Ok(Some(OsString::from_vec(target.into_bytes()).into())),
            Err(Errno::INVAL) => Ok(None),
            Err(errno) => Err(errno),
        }
    }

    pub(super) fn link_status(&self, path: &Path) -> Result<Stat, Errno> {
        rustix::fs::statat(rustix::fs::CWD, &*self.host_path(path), AtFlags::SYMLINK_NOFOLLOW)
    }

    /// What is at a path whose parent is a real path, without following a link.
    #[must_use]
    pub fn link_type(&self, path: &Path) -> Option<FileType> {
        self.link_status(path).ok().map(|stat| FileType::from_raw_mode(stat.st_mode))
    }

    /// The mode of what a path leads to, links followed; `None` where it leads to nothing.
    pub(crate) fn mode(&self, path: &Path) -> Option<u32> {
        self.link_status(&self.resolve(path).ok()?).ok().map(|stat| stat.st_mode)
    }

    /// What a path leads to, links followed; `None` where it leads to nothing.
    #[must_use]
    pub fn file_type(&self, path: &Path) -> Option<FileType> {
        self.link_type(&self.resolve(path).ok()?)
    }

    /// As [`Self::file_type`], for a path whose parent is a real path: what is above it need not be looked at.
    pub(in crate::inventory) fn type_at(&self, path: &Path) -> Option<FileType> {
        match self.link_type(path)? {
            FileType::Symlink => self.file_type(path),
            file_type => Some(file_type),
        }
    }

    /// Whether a path leads to a regular file.
    #[must_use]
    pub fn is_file(&self, path: &Path) -> bool {
        self.file_type(path) == Some(FileType::RegularFile)
    }

    /// Whether a link, whose directory is real, leads to a regular file. What it leads to is looked at once for all links.
    pub(in crate::inventory) fn links_to_file(&self, link: &Path) -> bool {
        let Ok(real) = self.resolve(link) else { return false };
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner).get(real.as_os_str()).copied();
        let file_type = seen.or_else(|| {
            let file_type = self.link_type(&real)?;
            let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
            if seen.len() < KNOWN_LIMIT {
                seen.insert(real.into_os_string(), file_type);
            }
            Some(file_type)
        });
        file_type == Some(FileType::RegularFile)
    }

    /// What a link says whose directory is real; `None` for what is no link, or not there.
    pub(in crate::inventory) fn link_at(&self, path: &Path) -> Option<PathBuf> {
        self.read_link(path).ok().flatten()
    }

    /// Whether a path leads to a regular file that somebody may execute.
    pub(in crate::inventory) fn is_executable(&self, path: &Path) -> bool {
        let status = self.resolve(path).ok().and_then(|real| self.link_status(&real).ok());
        status.is_some_and(|status| {
            FileType::from_raw_mode(status.st_mode) == FileType::RegularFile && status.st_mode & 0o111 != 0
        })
    }

    /// Whether a path leads to a directory.
    #[must_use]
    pub fn is_directory(&self, path: &Path) -> bool {
        self.file_type(path) == Some(FileType::Directory)
    }

    /// Whether a path whose parent is real leads to a regular file.
    pub(in crate::inventory) fn is_file_at(&self, path: &Path) -> bool {
        self.type_at(path) == Some(FileType::RegularFile)
    }

    /// Whether a path whose parent is real leads to a directory.
    pub(in crate::inventory) fn is_directory_at(&self, path: &Path) -> bool {
        self.type_at(path) == Some(FileType::Directory)
    }

    /// As [`Self::real_directory`], for a path whose parent is a real path.
    pub(in crate::inventory) fn real_directory_at(&self, path: PathBuf) -> Option<PathBuf> {
        match self.link_type(&path)? {
            FileType::Directory => Some(path),
            FileType::Symlink => self.real_directory(&path),
            _ => None,
        }
    }

    /// The real path of a directory, if that is what a path leads to.
    pub(in crate::inventory) fn real_directory(&self, path: &Path) -> Option<PathBuf> {
        self.resolve(path).ok().filter(|real| self.link_type(real) == Some(FileType::Directory))
    }

    /// Whether what a link leads to may be read for whoever made the link. Else anybody could have the first lines of a
    /// file that only root may read shown in root's report, by linking to it from a site of his own.
    pub(super) fn is_fair(&self, link: &Path, real: &Path) -> bool {
        let Ok(link) = self.link_status(link) else { return true };
        let caller = rustix::process::geteuid().as_raw();
        if FileType::from_raw_mode(link.st_mode) != FileType::Symlink
            || link.st_uid == 0
            || link.st_uid == caller
        {
            return true;
        }
        let Ok(target) = self.link_status(real) else { return false };
        let is_open = || {
            let mut above = real.ancestors().skip(1);
            target.st_mode & 0o004 != 0
                && above.all(|directory| {
                    self.link_status(directory).is_ok_and(|status| status.st_mode & 0o001 != 0)
                })
        };
        target.st_uid == link.st_uid || is_open()
    }
}
