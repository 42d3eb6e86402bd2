//! What an event on the disk means for the inventory, by names alone.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::Touched;

/// What happened to an entry of a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It was made: by being opened, linked, or as a directory.
    Made,
    /// It was moved to there, with all that is in it.
    Moved,
    /// It was removed, or moved away.
    Vanished,
    /// It was written to, and closed.
    Written,
}

/// An entry of a directory, as the kernel names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'event> {
    /// Its name.
    pub name: &'event [u8],
    /// Whether it is a directory.
    pub is_directory: bool,
    /// What happened to it.
    pub action: Action,
}

/// What an event means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Something that identifies distributions or environments was touched. An installer writes more than one file, and `complete`
    /// says that what was touched is the last of them.
    Metadata {
        /// What is to be read again.
        touched: Touched,
        /// Whether it is not worth waiting for more.
        complete: bool,
    },
    /// A file that Python may load was touched.
    Code(PathBuf),
    /// A directory came or went, with whatever is in it.
    Tree(PathBuf),
    /// A list was written that says where else to look: of users and their homes, of conda's environments.
    Reach,
}

/// Files of a dist-info or an egg-info that say what is installed, and what reports say of it.
const DESCRIBING: [&[u8]; 7] =
    [b"METADATA", b"PKG-INFO", b"RECORD", b"direct_url.json", b"INSTALLER", b"REQUESTED", b"requires.txt"];

/// Whether an entry may mean anything, whatever the directory: most of what happens on a disk does not.
#[must_use]
pub fn may_matter(entry: &Entry<'_>) -> bool {
    let name = entry.name;
    if entry.is_directory {
        // What is put into a new directory has events of its own.
        return entry.action != Action::Made
            || promises_metadata(name)
            || name.first() == Some(&b'~')
            || matches!(name, b"site-packages" | b"dist-packages" | b"conda-meta");
    }
    promises_metadata(name)
        || DESCRIBING.contains(&name)
        || is_code(name)
        || matches!(name, b"pyvenv.cfg" | b"site-packages" | b"dist-packages" | b"history")
        || matches!(name, b"passwd" | b"environments.txt")
        || name.starts_with(b"python")
        || name.starts_with(b"pypy")
        || name.ends_with(b".pth")
        || name.ends_with(b".json")
}

/// What an event in a directory means.
#[must_use]
pub fn interest(directory: &Path, entry: &Entry<'_>) -> Option<Interest> {
    let name = entry.name;
    let within = directory.file_name().map(OsStr::as_bytes).unwrap_or_default();
    let metadata = |touched, complete| Some(Interest::Metadata { touched, complete });
    let site = |path: Option<&Path>, complete| metadata(Touched::Site(path?.to_path_buf()), complete);
    let described = |path: PathBuf, complete| metadata(Touched::Metadata(path), complete);
    let prefix = |path: Option<&Path>| metadata(Touched::Prefix(path?.to_path_buf()), false);
    if entry.is_directory && is_metadata_directory(name) {
        return described(directory.join(OsStr::from_bytes(name)), false);
    }
    if promises_metadata(name) {
        // What replaces it mostly comes within a moment, and then it is one change.
        return site(Some(directory), !entry.is_directory && entry.action == Action::Written);
    }
    if is_metadata_directory(within) && DESCRIBING.contains(&name) {
        // RECORD is the last that an installer writes, or moves to its place.
        let is_last = name == b"RECORD" && matches!(entry.action, Action::Written | Action::Moved);
        return described(directory.to_path_buf(), is_last);
    }
    match (within, name) {
        (b".conda", b"environments.txt") => return Some(Interest::Reach),
        (_, b"passwd") => return (directory == Path::new("/etc")).then_some(Interest::Reach),
        (b"EGG-INFO", _) if DESCRIBING.contains(&name) => {
            return site(directory.parent().and_then(Path::parent), false);
        }
        (b"sboms", _) if name.ends_with(b".json") => {
            let described_by = directory.parent().filter(|above| {
                is_metadata_directory(above.file_name().map(OsStr::as_bytes).unwrap_or_default())
            });
            return described_by.and_then(|above| described(above.to_path_buf(), false));
        }
        (b"conda-meta", b"history") | (b"bin" | b"Scripts", b"pyvenv.cfg") => {
            return prefix(directory.parent());
        }
        (b"conda-meta", _) if name.ends_with(b".json") => return prefix(directory.parent()),
        (_, b"pyvenv.cfg" | b"conda-meta") => return prefix(Some(directory)),
        (_, b"site-packages" | b"dist-packages" | b"os.py") if is_library(directory) => {
            return prefix(directory.parent().and_then(Path::parent));
        }
        (b"bin", _) if name.starts_with(b"python") || name.starts_with(b"pypy") => {
            return prefix(directory.parent());
        }
        _ => {}
    }
    if name.ends_with(b".pth") || name.first() == Some(&b'~') {
        return site(Some(directory), false);
    }
    let path = directory.join(OsStr::from_bytes(name));
    match entry.is_directory {
        true if entry.action == Action::Made => None,
        true => Some(Interest::Tree(path)),
        false => is_code(name).then_some(Interest::Code(path)),
    }
}

/// Whether a name is that of a directory or file that describes a distribution.
pub(super) fn promises_metadata(name: &[u8]) -> bool {
    is_metadata_directory(name) || ends_with(name, b".egg") || ends_with(name, b".egg-link")
}

fn is_metadata_directory(name: &[u8]) -> bool {
    ends_with(name, b".dist-info") || ends_with(name, b".egg-info")
}

/// Whether Python loads files of that name.
pub(crate) fn is_code(name: &[u8]) -> bool {
    [&b".py"[..], b".pyc", b".so", b".pyd"].iter().any(|ending| name.ends_with(ending))
}

/// `importlib.metadata` folds the case of these endings.
fn ends_with(name: &[u8], ending: &[u8]) -> bool {
    name.len() > ending.len() && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending)
}

/// Whether a directory is `lib/pythonX.Y` of some prefix, by its name.
fn is_library(directory: &Path) -> bool {
    let name = directory.file_name().map(OsStr::as_bytes).unwrap_or_default();
    let above = directory.parent().and_then(Path::file_name).map(OsStr::as_bytes).unwrap_or_default();
    (name.starts_with(b"python") || name.starts_with(b"pypy")) && matches!(above, b"lib" | b"lib64")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, is_directory: bool, action: Action) -> Entry<'_> {
        Entry { name: name.as_bytes(), is_directory, action }
    }

    fn of(directory: &str, name: &str, action: Action) -> Option<Interest> {
        let is_directory =
            !name.contains('.') && !name.chars().any(char::is_uppercase) || name.ends_with("-info");
        let entry = entry(name, is_directory, action);
        let found = interest(Path::new(directory), &entry);
        assert!(found.is_none() || may_matter(&entry), "{name} would be passed over");
        found
    }

    fn site(path: &str, complete: bool) -> Interest {
        Interest::Metadata { touched: Touched::Site(path.into()), complete }
    }

    fn described(path: &str, complete: bool) -> Interest {
        Interest::Metadata { touched: Touched::Metadata(path.into()), complete }
    }

    fn prefix(path: &str) -> Interest {
        Interest::Metadata { touched: Touched::Prefix(path.into()), complete: false }
    }

    const SITE: &str = "/v/lib/python3.11/site-packages";

    #[test]
    fn installers_end_with_record() {
        let own = format!("{SITE}/six-1.16.0.dist-info");
        assert_eq!(of(SITE, "six-1.16.0.dist-info", Action::Moved), Some(described(&own, false)));
        assert_eq!(of(&own, "METADATA", Action::Written), Some(described(&own, false)));
        // pip moves it there, uv writes it there.
        assert_eq!(of(&own, "RECORD", Action::Moved), Some(described(&own, true)));
        assert_eq!(of(&own, "RECORD", Action::Made), Some(described(&own, false)));
        assert_eq!(of(&own, "RECORD", Action::Written), Some(described(&own, true)));
        assert_eq!(of(&own, "RECORD", Action::Vanished), Some(described(&own, false)));
        assert_eq!(of(SITE, "six-1.16.0.dist-info", Action::Vanished), Some(described(&own, false)));
        assert_eq!(of(&own, "REQUESTED", Action::Made), Some(described(&own, false)));
        assert_eq!(of(&own, "LICENSE", Action::Written), None);
        let sboms = format!("{own}/sboms");
        assert_eq!(of(&sboms, "a.cdx.json", Action::Written), Some(described(&own, false)));
        assert_eq!(of(&sboms, "a.cdx.json", Action::Vanished), Some(described(&own, false)));
        assert_eq!(of("/home/u/sboms", "a.cdx.json", Action::Written), None);
    }

    #[test]
    fn old_formats_and_path_files() {
        assert_eq!(of(SITE, "old-1.EGG-INFO", Action::Written), Some(site(SITE, true)));
        assert_eq!(of(SITE, "old-1.egg", Action::Written), Some(site(SITE, true)));
        assert_eq!(of("/s/old-1.egg/EGG-INFO", "PKG-INFO", Action::Written), Some(site("/s", false)));
        assert_eq!(of("/s/old-1.egg/EGG-INFO", "requires.txt", Action::Written), Some(site("/s", false)));
        assert_eq!(of("/s/old-1.egg/EGG-INFO", "SOURCES.txt", Action::Written), None);
        assert_eq!(of(SITE, "easy-install.pth", Action::Written), Some(site(SITE, false)));
        assert_eq!(of(SITE, "~ip", Action::Moved), Some(site(SITE, false)));
    }

    #[test]
    fn environments() {
        assert_eq!(of("/home/u/.venv", "pyvenv.cfg", Action::Written), Some(prefix("/home/u/.venv")));
        assert_eq!(of("/v/lib/python3.11", "site-packages", Action::Moved), Some(prefix("/v")));
        assert_eq!(of("/v/lib/python3.11", "os.py", Action::Written), Some(prefix("/v")));
        assert_eq!(of("/c/conda-meta", "six-1-0.json", Action::Moved), Some(prefix("/c")));
        assert_eq!(of("/c/conda-meta", "history", Action::Written), Some(prefix("/c")));
        assert_eq!(of("/v/bin", "python3", Action::Moved), Some(prefix("/v")));
    }

    #[test]
    fn code_and_trees_and_the_rest() {
        assert_eq!(of("/v/x", "a.py", Action::Written), Some(Interest::Code("/v/x/a.py".into())));
        assert_eq!(of("/v/x", "made", Action::Made), None);
        assert_eq!(of("/v/x", "moved", Action::Moved), Some(Interest::Tree("/v/x/moved".into())));
        assert_eq!(of("/v/x", "a.txt", Action::Written), None);
        assert_eq!(of("/v/x", "package.json", Action::Written), None);
        assert_eq!(of("/", ".egg", Action::Written), None);
    }
}
