//! The file that ends all refusing while it is there.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

/// Watches whether a file is there. A directory that is not there is looked for each time that somebody asks.
#[derive(Debug)]
pub struct BreakGlass {
    path: PathBuf,
    watched: OwnedFd,
}

impl BreakGlass {
    /// Watches.
    pub fn new(path: &Path) -> io::Result<Self> {
        let watched = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        let wanted = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVE | WatchFlags::ONLYDIR;
        if let Some(directory) = path.parent() {
            // Without a directory there is no file either, until somebody makes both.
            let _ = inotify::add_watch(&watched, directory, wanted);
        }
        Ok(Self { path: path.to_path_buf(), watched })
    }

    /// What to wait for.
    #[must_use]
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.watched.as_fd()
    }

    /// Whether the file is there now.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        let mut buffer = [0; 4096];
        while rustix::io::read(&self.watched, &mut buffer).is_ok_and(|count| count > 0) {}
        std::fs::symlink_metadata(&self.path).is_ok()
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}
