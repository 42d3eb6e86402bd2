//! Which denied distribution a path is of, by what openers are answered by.

use std::os::fd::AsFd;
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{Mode, OFlags, ResolveFlags};

use super::table::Board;
use super::{Counts, Denied, Enforcer};
use crate::sys::see;

/// Looks paths up in the table of an [`Enforcer`], from any thread.
#[derive(Clone, Debug)]
pub struct Lookup(Arc<Board>);

impl Enforcer {
    /// What looks paths up.
    #[must_use]
    pub fn lookup(&self) -> Lookup {
        Lookup(Arc::clone(&self.board))
    }
}

impl Lookup {
    /// How often openers were answered until now.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.0.counters.counts()
    }

    /// What is denied of a path in a site. No link below the site is followed, and no other file system entered; no file is opened.
    #[must_use]
    pub fn denied(&self, site: &Path, path: &Path) -> Option<Arc<Denied>> {
        let below = path.strip_prefix(site).ok().filter(|below| !below.as_os_str().is_empty())?;
        let table = self.0.table();
        let whole = || path.parent().and_then(|parent| table.whole.get(parent));
        let id = || {
            let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let site = rustix::fs::open(site, flags | OFlags::DIRECTORY, Mode::empty()).ok()?;
            let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_XDEV;
            let file = rustix::fs::openat2(&site, below, flags, Mode::empty(), resolve).ok()?;
            Some(see(file.as_fd()).ok()?.id)
        };
        id().and_then(|id| table.files.get(&id)).or_else(whole).map(Arc::clone)
    }
}
