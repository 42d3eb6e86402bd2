//! Where it is kept.

use std::fs::{DirBuilder, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_core::advisory::FeedKind;

/// Where an administrator keeps it for all users.
const OF_MACHINE: &str = "/var/lib/fetter";
/// The index's name; the number is that of its format.
const INDEX: &str = "advisories-1.index";

/// A directory with the index and the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Database {
    directory: PathBuf,
}

impl Database {
    /// The database that is asked: the one that was named, the user's own, or the machine's where the user has none.
    pub(crate) fn to_read(named: Option<PathBuf>, own: Option<PathBuf>) -> anyhow::Result<Self> {
        if let Some(directory) = named {
            return Ok(Self { directory });
        }
        let candidates =
            own.into_iter().chain([PathBuf::from(OF_MACHINE)]).map(|directory| Self { directory });
        let candidates: Vec<Self> = candidates.collect();
        let found = candidates.iter().find(|candidate| candidate.index().exists());
        found
            .or(candidates.first())
            .cloned()
            .context("no directory of a database is known: name one with --database")
    }

    /// The database that is written.
    pub(crate) fn to_write(named: Option<PathBuf>, own: Option<PathBuf>) -> anyhow::Result<Self> {
        match named.or(own) {
            Some(directory) => Ok(Self { directory }),
            None => bail!("there is no HOME to keep the database in: name a directory with --database"),
        }
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn index(&self) -> PathBuf {
        self.directory.join(INDEX)
    }

    pub(crate) fn feed(&self, kind: FeedKind) -> PathBuf {
        self.directory.join(format!("{}-1.list", kind.as_str()))
    }

    /// Makes the directory, if it is not there.
    pub(crate) fn create(&self) -> anyhow::Result<()> {
        let context = || format!("could not make the directory {}", self.directory.display());
        DirBuilder::new().recursive(true).mode(0o755).create(&self.directory).with_context(context)
    }

    /// A file in the directory that nobody else sees, and that is gone when it is closed.
    pub(crate) fn scratch(&self) -> anyhow::Result<File> {
        let context = || format!("could not write into {}", self.directory.display());
        tempfile::tempfile_in(&self.directory).with_context(context)
    }

    /// Puts a file in its place, whole: what was there stays until the new one is on the disk.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::Builder::new()
                .permissions(Permissions::from_mode(0o644))
                .tempfile_in(&self.directory)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(path)?;
            File::open(&self.directory)?.sync_all()
        };
        write().with_context(|| format!("could not write {}", path.display()))
    }
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
        let named = Database::to_read(Some("/a".into()), Some("/b".into())).unwrap();
        assert_eq!(named.directory(), Path::new("/a"));
        assert!(Database::to_write(None, None).is_err());
    }
}
