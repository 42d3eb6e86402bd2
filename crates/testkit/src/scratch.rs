//! Directories that are gone when a test is.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Tree;

/// A directory of a test's own, by its real path. It is removed when it is dropped.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// An empty directory. `name` is for whoever finds it after a crash.
    ///
    /// # Panics
    ///
    /// If it cannot be made: no test could go on.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::below(&std::env::temp_dir(), name)
    }

    /// The same in memory, where the machine has a file system for that: for what makes thousands of files and would wait for a disk.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    #[must_use]
    pub fn in_memory(name: &str) -> Self {
        let memory = Path::new("/dev/shm");
        let own = memory.join(format!("fetter-{}", std::process::id()));
        let is_there = std::fs::create_dir_all(&own).is_ok();
        let _ = std::fs::remove_dir(own);
        if is_there { Self::below(memory, name) } else { Self::new(name) }
    }

    fn below(place: &Path, name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = place.join(format!("fetter-{}-{number}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a scratch directory can be made");
        Self { path: std::fs::canonicalize(path).expect("a scratch directory has a real path") }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A path in it.
    #[must_use]
    pub fn at(&self, relative: &str) -> PathBuf {
        self.path.join(relative)
    }

    /// A builder that works in it.
    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree::at(&self.path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What a test made unreadable must be readable to be removed; what is left over harms nobody.
        if std::fs::remove_dir_all(&self.path).is_err() {
            open_up(&self.path);
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

fn open_up(directory: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(directory, std::fs::Permissions::from_mode(0o700));
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            open_up(&entry.path());
        }
    }
}
