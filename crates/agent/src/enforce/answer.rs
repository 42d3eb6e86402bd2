//! What one opener is told.
//!
//! Pure but for the one question which directory a file lies in, which is asked only where the answer hangs on it. The order is that of
//! [`decide`]; the path that the kernel shows never decides: it only says where to look, and what is found there counts if it is the
//! same inode.

use std::os::fd::BorrowedFd;
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{CWD, FileType};

pub use super::table::Table;
use super::{Denied, Mode};
use crate::sys::{FileId, Seen, path_of, see_in};

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
    /// It was not found: the directory was renamed, say.
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
///    found, it is denied as long as there is a directory whose files all are: only marked ones ask.
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
        Parent::Shared => Decision::Allow,
        Parent::Whole(denied) => of(&denied),
        Parent::Unknown => {
            let refused = table.whole.values().filter(|denied| denied.mode == Mode::Refuse);
            let first = refused.min_by(|left, right| left.metadata.cmp(&right.metadata));
            first.map_or(Decision::Allow, of)
        }
    }
}

fn of(denied: &Arc<Denied>) -> Decision {
    match denied.mode {
        Mode::Refuse => Decision::Refuse(Arc::clone(denied)),
        Mode::WarnOnly => Decision::Warn(Arc::clone(denied)),
    }
}

/// Which marked directory an open file lies in. The name is right in every mount namespace and below every bind mount; the directory is
/// the one in which that name is the same inode. Nothing is opened, and only paths are walked that were marked: the one that the kernel
/// shows first, which is nearly always it.
#[must_use]
pub fn parent_of(table: &Table, file: BorrowedFd<'_>, id: FileId) -> Parent {
    let Some(path) = path_of(file) else { return Parent::Unknown };
    let (Some(name), Some(shown)) = (path.file_name(), path.parent()) else { return Parent::Unknown };
    let is_in =
        |directory: &Path| see_in(CWD, directory.join(name).as_os_str()).is_ok_and(|seen| seen.id == id);
    if let Some((directory, denied)) = table.whole.get_key_value(shown)
        && is_in(directory)
    {
        return Parent::Whole(Arc::clone(denied));
    }
    let is_shared = table.shares(shown) && is_in(shown);
    if is_shared || table.shared.iter().any(|directory| is_in(directory)) {
        return Parent::Shared;
    }
    let found = table.whole.iter().find(|(directory, _)| is_in(directory));
    found.map_or(Parent::Unknown, |(_, denied)| Parent::Whole(Arc::clone(denied)))
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
        table.add_directory(Path::new("/v/s/b"), &warned);
        assert_eq!(decide(&table, asked(3, 9), || Parent::Unknown), Decision::Allow, "nothing is refused");
        table.add_directory(Path::new("/v/s/a"), &refused);
        assert_eq!(decide(&table, asked(3, 0), never), Decision::Allow, "it is being made");
        assert_eq!(decide(&table, asked(3, 9), || Parent::Shared), Decision::Allow);
        let of_warned = || Parent::Whole(Arc::clone(&warned));
        assert_eq!(decide(&table, asked(3, 9), of_warned), Decision::Warn(Arc::clone(&warned)));
        let of_refused = || Parent::Whole(Arc::clone(&refused));
        assert_eq!(decide(&table, asked(3, 9), of_refused), Decision::Refuse(Arc::clone(&refused)));
        assert_eq!(decide(&table, asked(3, 9), || Parent::Unknown), Decision::Refuse(refused));
    }
}
