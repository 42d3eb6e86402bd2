//! Where a path that a distribution lists leads.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

/// Where a listed path leads, by its text alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Below the anchor: the path relative to it, without `.` and `..`, and never empty.
    Below(PathBuf),
    /// Out of the anchor, or to the anchor itself: the whole path.
    Outside(PathBuf),
}

impl Place {
    /// Where a path leads that is written relative to a directory. `..` is taken out of the text, as Python's `normpath` does: what
    /// is on the disk is not asked, and a link is a matter for whoever opens the path.
    #[must_use]
    pub fn of(anchor: &Path, directory: &Path, written: &[u8]) -> Self {
        let mut whole = PathBuf::from("/");
        for part in directory.join(OsStr::from_bytes(written)).components() {
            match part {
                Component::ParentDir => {
                    whole.pop();
                }
                Component::Normal(name) => whole.push(name),
                Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
            }
        }
        match whole.strip_prefix(anchor) {
            Ok(below) if !below.as_os_str().is_empty() => Self::Below(below.to_path_buf()),
            _ => Self::Outside(whole),
        }
    }

    /// The path relative to the anchor, if it leads below it.
    #[must_use]
    pub fn below(&self) -> Option<&Path> {
        match self {
            Self::Below(path) => Some(path),
            Self::Outside(_) => None,
        }
    }

    /// The whole path.
    #[must_use]
    pub fn whole(&self, anchor: &Path) -> PathBuf {
        match self {
            Self::Below(path) => anchor.join(path),
            Self::Outside(path) => path.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_below_the_anchor_or_out_of_it() {
        let place = |written: &[u8]| Place::of(Path::new("/v"), Path::new("/v/lib/s"), written);
        let below = |path: &str| Place::Below(path.into());
        let outside = |path: &str| Place::Outside(path.into());
        assert_eq!(place(b"a/./b.py"), below("lib/s/a/b.py"));
        assert_eq!(place(b"../../bin/x"), below("bin/x"));
        assert_eq!(place(b"/v/bin/x"), below("bin/x"));
        assert_eq!(place(b"../../../v/bin/x"), below("bin/x"));
        assert_eq!(place(b"../../../etc/passwd"), outside("/etc/passwd"));
        assert_eq!(place(b"../../../../../../etc"), outside("/etc"));
        assert_eq!(place(b"/etc/passwd"), outside("/etc/passwd"));
        assert_eq!(place(b"../../../vv/x"), outside("/vv/x"));
        assert_eq!(place(b"../.."), outside("/v"), "the anchor itself is no file of a distribution");
        assert_eq!(place(b"."), below("lib/s"));
    }
}
