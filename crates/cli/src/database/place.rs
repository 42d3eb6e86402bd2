//! Where it is kept.

use std::fs::{DirBuilder, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_core::advisory::FeedKind;

/// Where an administrator keeps it for all users.
const OF_MACHINE: &str = "/var/lib/fetter";
/// The index's name; the number is that of its format.
const INDEX: &str = "advisories-1.index";

/// The directories of the index and the lists, the first of which is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Database {
    /// Not empty.
    directories: Vec<PathBuf>,
    /// Whose files are believed: root's and these, unless the directory was named.
    user: Option<u32>,
}

impl Database {
    /// The database that is asked: the one that was named, or the user's own and, for what is not there, the machine's.
    pub(crate) fn to_read(named: Option<PathBuf>, own: Option<PathBuf>, user: u32) -> Self {
        match named {
            Some(directory) => Self { directories: vec![directory], user: None },
            None => Self {
                directories: own.into_iter().chain([PathBuf::from(OF_MACHINE)]).collect(),
                user: Some(user),
            },
        }
    }

    /// The database that is written.
    pub(crate) fn to_write(named: Option<PathBuf>, own: Option<PathBuf>) -> anyhow::Result<Self> {
        match named.or(own) {
            Some(directory) => Ok(Self { directories: vec![directory], user: None }),
            None => bail!("there is no HOME to keep the database in: name a directory with --database"),
        }
    }

    /// The directory that is written.
    pub(crate) fn directory(&self) -> &Path {
        self.directories.first().map_or(Path::new(OF_MACHINE), PathBuf::as_path)
    }

    /// The first of these that is there, or else the first. What cannot be asked for is there: reading it says why.
    fn first_there(&self, name: &str) -> PathBuf {
        let mut all = self.directories.iter().map(|directory| directory.join(name));
        let there = all.find(|path| path.try_exists().unwrap_or(true));
        there.unwrap_or_else(|| self.directory().join(name))
    }

    /// The index that is read.
    pub(crate) fn index(&self) -> PathBuf {
        self.first_there(INDEX)
    }

    /// The list that is read.
    pub(crate) fn list(&self, kind: FeedKind) -> PathBuf {
        self.first_there(&name_of(kind))
    }

    /// The index that is written.
    pub(crate) fn index_to_write(&self) -> PathBuf {
        self.directory().join(INDEX)
    }

    /// The list that is written.
    pub(crate) fn list_to_write(&self, kind: FeedKind) -> PathBuf {
        self.directory().join(name_of(kind))
    }

    /// Why a file is not believed: with another's HOME, root would take that one's word for what is bad.
    pub(crate) fn distrust(&self, path: &Path) -> Option<String> {
        let user = self.user?;
        let owner = std::fs::metadata(path).ok()?.uid();
        (owner != user && owner != 0).then(|| {
            let directory = path.parent().unwrap_or(path).display();
            format!(
                "{} belongs to user {owner}; name it with --database {directory} to use it",
                path.display()
            )
        })
    }

    /// Makes the directory, if it is not there.
    pub(crate) fn create(&self) -> anyhow::Result<()> {
        let directory = self.directory();
        if directory.is_dir() {
            return Ok(());
        }
        let make = || {
            DirBuilder::new().recursive(true).create(directory)?;
            // Whatever the umask is: what a machine keeps for all users is to be read by them.
            std::fs::set_permissions(directory, Permissions::from_mode(0o755))
        };
        make().with_context(|| format!("could not make the directory {}", directory.display()))
    }

    /// A file in the directory that nobody else sees, and that is gone when it is closed.
    pub(crate) fn scratch(&self) -> std::io::Result<File> {
        tempfile::tempfile_in(self.directory()).map_err(|error| {
            std::io::Error::other(format!("could not write into {}: {error}", self.directory().display()))
        })
    }

    /// Puts a file in its place, whole: what was there stays until the new one is on the disk.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(self.directory())?;
            file.as_file().set_permissions(Permissions::from_mode(0o644))?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(path)?;
            File::open(self.directory())?.sync_all()
        };
        write().with_context(|| format!("could not write {}", path.display()))
    }
}

fn name_of(kind: FeedKind) -> String {
    format!("{}-1.list", kind.as_str())
}

/// Whether something of that time, in seconds since 1970, is older than so many days. What is of a later time is none too: a clock
/// is wrong, and nothing is known of how old it is.
pub(crate) fn is_stale(retrieved: u64, now: u64, max_age: u32) -> bool {
    const DAY: u64 = 86_400;
    now.saturating_sub(retrieved) > u64::from(max_age) * DAY || retrieved > now + DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_is_counted_in_days_and_the_future_is_no_age() {
        let now = 100 * 86_400;
        assert!(!is_stale(now, now, 0));
        assert!(!is_stale(now - 7 * 86_400, now, 7));
        assert!(is_stale(now - 7 * 86_400 - 1, now, 7));
        assert!(is_stale(now + 2 * 86_400, now, 7));
        assert!(is_stale(0, now, 7));
    }

    #[test]
    fn what_was_named_goes_first() {
        let named = Database::to_read(Some("/a".into()), Some("/b".into()), 0);
        assert_eq!(
            (named.directory(), named.index()),
            (Path::new("/a"), PathBuf::from("/a/advisories-1.index"))
        );
        assert!(Database::to_write(None, None).is_err());
    }

    #[test]
    fn what_another_user_owns_is_not_believed_unless_it_is_named() {
        let own = tempfile::tempdir().unwrap();
        let file = own.path().join("x");
        std::fs::write(&file, "").unwrap();
        let other = rustix::process::geteuid().as_raw() + 1;
        let is_root = rustix::process::geteuid().is_root();
        assert_eq!(Database::to_read(None, None, other).distrust(&file).is_none(), is_root);
        assert!(Database::to_read(Some("/a".into()), None, other).distrust(&file).is_none());
    }
}
