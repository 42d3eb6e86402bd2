//! Looking into directories that somebody may exchange at any moment: no link is followed, and no other file system entered.

use std::os::fd::OwnedFd;
use std::path::Path;

use fetter_core::inventory::Mount;
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, ResolveFlags, StatxFlags};
use rustix::io::Errno;

/// Opens a directory to list it. No part of the way may be a link: paths of what is known are real ones, and so are those that the
/// kernel tells. It must lie on a local file system of those that were `mounted` when they were last read.
pub(super) fn open(path: &Path, mounted: &[Mount]) -> Result<OwnedFd, Errno> {
    let mount = around(path, mounted).filter(|mount| mount.is_local()).ok_or(Errno::XDEV)?;
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let root = rustix::fs::openat2(CWD, &mount.path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS)?;
    let below = path.strip_prefix(&mount.path).map_err(|_| Errno::XDEV)?;
    open_in(&root, if below.as_os_str().is_empty() { Path::new(".") } else { below })
}

/// The mount that a path lies on.
pub(super) fn around<'mounts>(path: &Path, mounted: &'mounts [Mount]) -> Option<&'mounts Mount> {
    // Of several at one place the last hides the others.
    let around = mounted.iter().filter(|mount| path.starts_with(&mount.path));
    around.max_by_key(|mount| mount.path.as_os_str().len())
}

/// Whose a file or directory is, if the kernel knows without asking anybody: no disk, and no file system in user space.
pub(crate) fn owner(path: &Path) -> Option<u32> {
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let resolve = ResolveFlags::NO_SYMLINKS | ResolveFlags::CACHED;
    let opened = rustix::fs::openat2(CWD, path, flags, Mode::empty(), resolve).ok()?;
    let flags = AtFlags::EMPTY_PATH | AtFlags::NO_AUTOMOUNT | AtFlags::STATX_DONT_SYNC;
    Some(rustix::fs::statx(&opened, c"", flags, StatxFlags::UID).ok()?.stx_uid)
}

/// Opens a directory below another one.
pub(super) fn open_in(directory: &OwnedFd, below: &Path) -> Result<OwnedFd, Errno> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_XDEV;
    rustix::fs::openat2(directory, below, flags, Mode::empty(), resolve)
}

/// The entries of a directory: their names, and whether they are directories. Where reading fails, what was read until then.
pub(super) fn entries(directory: &OwnedFd) -> impl Iterator<Item = (Vec<u8>, bool)> + use<> {
    let read = Dir::read_from(directory).ok();
    let entries = read.into_iter().flatten().map_while(Result::ok);
    let entries = entries.filter(|entry| !matches!(entry.file_name().to_bytes(), b"." | b".."));
    entries.map(|entry| (entry.file_name().to_bytes().to_vec(), entry.file_type() == FileType::Directory))
}

#[cfg(test)]
mod tests {
    use fetter_testkit::Scratch;

    use super::super::mounts::Mounts;
    use super::super::trees::holds_environment;
    use super::*;

    #[test]
    fn links_are_not_followed_and_other_file_systems_not_entered() {
        let scratch = Scratch::new("below");
        let real = scratch.tree().directory("real/sub");
        scratch.tree().file("real/sub/pyvenv.cfg", "");
        let link = scratch.at("link");
        std::os::unix::fs::symlink(scratch.at("real"), &link).unwrap();
        let mounts = Mounts::new().unwrap();
        let names =
            |path: &Path| open(path, mounts.listed()).map(|opened| entries(&opened).collect::<Vec<_>>());
        assert_eq!(names(&real), Ok(vec![(b"pyvenv.cfg".to_vec(), false)]));
        assert_eq!(names(&link), Err(Errno::NOTDIR));
        assert_eq!(names(&link.join("sub")), Err(Errno::LOOP));
        assert_eq!(names(Path::new("/proc/self/task")), Err(Errno::XDEV), "another file system");
        // One that was mounted since the list was read.
        let root: Vec<Mount> =
            mounts.listed().iter().filter(|mount| mount.path == Path::new("/")).cloned().collect();
        assert_eq!(open(Path::new("/proc/sys"), &root).unwrap_err(), Errno::XDEV);
        assert!(holds_environment(&scratch.at("real"), mounts.listed()));
        let elsewhere = scratch.tree().directory("elsewhere");
        std::os::unix::fs::symlink(scratch.at("real"), elsewhere.join("link")).unwrap();
        assert!(!holds_environment(&elsewhere, mounts.listed()));
        assert_eq!(owner(&real), Some(rustix::process::geteuid().as_raw()));
        assert_eq!(owner(&link.join("sub")), None);
    }
}
