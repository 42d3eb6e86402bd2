//! What one opener is told.
//!
//! Pure but for the one question which directory a file lies in, which is asked only where the answer hangs on it. The order is that of
//! [`decide`]; the path that the kernel shows never decides: it only says where to look, and what is found there counts if it is a marked
//! directory, by inode, that has the same file.

use std::ffi::OsStr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{CWD, FileType, Mode as Permissions, OFlags, ResolveFlags};
use rustix::io::Errno;

pub use super::table::Table;
use super::{Denied, Mode};
use crate::sys::{FileId, Seen, path_of, see, see_in};

/// How often it is tried to go a way that is known to the kernel, and is being changed.
const AGAIN: usize = 8;

/// What is known of a file that somebody wants to open.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whether it is this process itself, which verifies what it denies.
    pub is_own: bool,
    /// What the file is.
    pub seen: Seen,
}

/// Which marked directory an unknown file lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parent {
    /// One that holds files of others too.
    Shared,
    /// One whose files are all denied.
    Whole(Arc<Denied>),
    /// It was not found: whoever opens it sees it at a place that is not this process'.
    Unknown,
}

/// What an opener is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may.
    Allow,
    /// It may, and would not if the rule did more than warn.
    Warn(Arc<Denied>),
    /// It may not.
    Refuse(Arc<Denied>),
}

/// What an opener is told. In this order:
///
/// 1. this process itself may;
/// 2. what is no regular file holds no code;
/// 3. a file that was there when it was marked is denied, also an empty one;
/// 4. one that was denied before is not, though its mark could not be found to be taken away;
/// 5. an unknown file that is empty is being made: an installer may write a new version; one without a name is being removed;
/// 6. any other unknown file is denied in a directory whose files all are, and allowed in a shared one. Where its directory is not
///    found, it is allowed: whose it is nobody knows, and it is denied by 3 as soon as it was seen to have come.
pub fn decide(table: &Table, asked: Asked, parent: impl FnOnce() -> Parent) -> Decision {
    if asked.is_own || asked.seen.kind != FileType::RegularFile {
        return Decision::Allow;
    }
    if let Some(denied) = table.files.get(&asked.seen.id) {
        return of(denied);
    }
    if table.released.contains(&asked.seen.id) {
        return Decision::Allow;
    }
    if asked.seen.size == 0 || asked.seen.links == 0 || table.whole.is_empty() {
        return Decision::Allow;
    }
    match parent() {
        Parent::Shared | Parent::Unknown => Decision::Allow,
        Parent::Whole(denied) => of(&denied),
    }
}

fn of(denied: &Arc<Denied>) -> Decision {
    match denied.mode {
        Mode::Refuse => Decision::Refuse(Arc::clone(denied)),
        Mode::WarnOnly => Decision::Warn(Arc::clone(denied)),
    }
}

/// Which marked directory an open file lies in: the one at the path that the kernel shows, wherever it was when it was marked, or one that
/// was marked at a path that ends as that one does, since in another mount namespace the same directory is at another place. It is
/// the one that holds the same inode by that name. However many are marked, a few are looked at.
#[must_use]
pub fn parent_of(table: &Table, file: BorrowedFd<'_>, id: FileId) -> Parent {
    let Some(path) = path_of(file) else { return Parent::Unknown };
    let (Some(name), Some(shown)) = (path.file_name(), path.parent()) else { return Parent::Unknown };
    let found = marked_with(table, shown, name, id);
    let elsewhere = || table.places_like(shown).find_map(|place| marked_with(table, place, name, id));
    found.or_else(elsewhere).unwrap_or(Parent::Unknown)
}

/// What the directory at a path is, if it is marked and holds the file.
fn marked_with(table: &Table, directory: &Path, name: &OsStr, id: FileId) -> Option<Parent> {
    let directory = known_to_the_kernel(directory).ok()?;
    let marked = table.directory(see(directory.as_fd()).ok()?.id)?;
    // A marked directory is on a local file system: asking for a name in it waits for nobody.
    see_in(directory.as_fd(), name).is_ok_and(|seen| seen.id == id).then_some(marked)
}

/// Opens a directory without reading it, and without waiting: whoever waits for an answer has just come by, so that the kernel has all of
/// the way in memory. What it has not, a link, and what another machine or a program would have to be asked for, is not it.
fn known_to_the_kernel(directory: &Path) -> Result<OwnedFd, Errno> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let way = ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let open = |way| rustix::fs::openat2(CWD, directory, flags, Permissions::empty(), way);
    for _ in 0..AGAIN {
        match open(way | ResolveFlags::CACHED) {
            // Somebody renames something just now.
            Err(Errno::AGAIN) => {}
            // Before Linux 5.12 it cannot be asked for.
            Err(Errno::INVAL) => return open(way),
            opened => return opened,
        }
    }
    Err(Errno::AGAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied(label: &str, mode: Mode) -> Arc<Denied> {
        Arc::new(Denied {
            kind: crate::enforce::DeniedKind::Distribution,
            label: label.to_owned(),
            name: label.to_owned(),
            version: String::new(),
            site: "/v/s".into(),
            metadata: format!("/v/s/{label}.dist-info").into(),
            rule: "deny".to_owned(),
            reason: "it is denied".to_owned(),
            mode,
        })
    }

    fn asked(inode: u64, size: u64) -> Asked {
        let id = FileId { device: 1, inode, born: 5 };
        let seen = Seen { id, kind: FileType::RegularFile, size, links: 1, is_mount_root: false };
        Asked { is_own: false, seen }
    }

    fn never() -> Parent {
        panic!("nobody needs to know")
    }

    #[test]
    fn known_files_are_denied_also_empty_ones() {
        let refused = denied("a", Mode::Refuse);
        let warned = denied("b", Mode::WarnOnly);
        let mut table = Table::default();
        table.add_file(asked(1, 0).seen.id, &refused);
        table.add_file(asked(2, 0).seen.id, &warned);
        assert_eq!(decide(&table, asked(1, 0), never), Decision::Refuse(Arc::clone(&refused)));
        assert_eq!(decide(&table, asked(1, 9), never), Decision::Refuse(Arc::clone(&refused)));
        assert_eq!(decide(&table, asked(2, 9), never), Decision::Warn(warned));
        assert_eq!(decide(&table, asked(3, 9), never), Decision::Allow, "a neighbour");
        let mut later = asked(1, 9);
        later.seen.id.born = 6;
        assert_eq!(decide(&table, later, never), Decision::Allow, "the number was given again");
        assert_eq!(decide(&table, Asked { is_own: true, ..asked(1, 9) }, never), Decision::Allow);
        let mut pipe = asked(1, 9);
        pipe.seen.kind = FileType::Fifo;
        assert_eq!(decide(&table, pipe, never), Decision::Allow);
        table.add_file(asked(2, 0).seen.id, &refused);
        assert_eq!(decide(&table, asked(2, 9), never), Decision::Refuse(refused), "the strictest decides");
    }

    #[test]
    fn unknown_files_are_decided_by_their_directory() {
        let refused = denied("a", Mode::Refuse);
        let warned = denied("b", Mode::WarnOnly);
        let mut table = Table::default();
        assert_eq!(decide(&table, asked(3, 9), never), Decision::Allow, "no directory is marked");
        table.add_directory(asked(10, 0).seen.id, Path::new("/v/s/b"), &warned);
        table.add_directory(asked(11, 0).seen.id, Path::new("/v/s/a"), &refused);
        table.add_shared(asked(12, 0).seen.id, Path::new("/v/s"));
        assert_eq!(decide(&table, asked(3, 0), never), Decision::Allow, "it is being made");
        let of = |inode| table.directory(asked(inode, 0).seen.id).unwrap_or(Parent::Unknown);
        assert_eq!(decide(&table, asked(3, 9), || of(10)), Decision::Warn(warned));
        assert_eq!(decide(&table, asked(3, 9), || of(11)), Decision::Refuse(refused));
        assert_eq!(decide(&table, asked(3, 9), || of(12)), Decision::Allow, "it is somebody else's");
        assert_eq!(decide(&table, asked(3, 9), || of(13)), Decision::Allow, "nobody knows whose it is");
    }
}
