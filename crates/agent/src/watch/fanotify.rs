//! Events by fanotify(7): of whole file systems, with directory and name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::{Inventory, Mount};
use rustix::fs::{Mode, OFlags};

use super::interest::{Action, Entry, may_matter};
use super::mounts::Mounts;
use super::source::{Batch, Seen, Source, Uncovered};
use crate::sys::event::Event;
use crate::sys::notification::{NotificationGroup, Queue};
use crate::sys::{FileHandle, MarkError, Mask, OpenError, open_by_handle, path_of};

/// How many events are read at once.
const BATCH: usize = 8192;
/// The buffer that the kernel fills, in bytes.
const BUFFER: usize = 64 * 1024;

/// Watches file systems by fanotify.
#[derive(Debug)]
pub struct Fanotify {
    group: NotificationGroup,
    /// A place on each file system that is watched, by its identity.
    file_systems: HashMap<u64, Watched>,
    buffer: Vec<u8>,
}

#[derive(Debug)]
struct Watched {
    place: OwnedFd,
    path: PathBuf,
}

impl Fanotify {
    /// Begins to watch, nothing yet.
    pub fn new(queue: Queue) -> Result<Self, OpenError> {
        let group = NotificationGroup::new(queue)?;
        Ok(Self { group, file_systems: HashMap::new(), buffer: vec![0; BUFFER] })
    }

    /// The places that stand for the file systems that are watched, sorted.
    #[must_use]
    pub fn covered(&self) -> Vec<PathBuf> {
        let paths: BTreeSet<PathBuf> =
            self.file_systems.values().map(|watched| watched.path.clone()).collect();
        paths.into_iter().collect()
    }

    fn watch(&mut self, mount: &Mount) -> Result<u64, String> {
        // The kernel takes handles only relative to what is open for reading.
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let opened = rustix::fs::open(&mount.path, flags, Mode::empty());
        let place = opened.map_err(|errno| format!("it could not be opened: {errno}"))?;
        let identity =
            rustix::fs::fstatvfs(&place).map_err(|errno| format!("it could not be asked: {errno}"))?;
        let identity = identity.f_fsid;
        if self.file_systems.contains_key(&identity) {
            return Ok(identity);
        }
        match self.group.mark_file_system(place.as_fd(), Mask::INSTALLS) {
            Ok(()) => {}
            Err(error @ (MarkError::OnlyDirectories | MarkError::NoHandles)) => {
                return Err(format!("{} ({error}); its sites are watched one by one", mount.file_system));
            }
            Err(error) => return Err(format!("{} could not be watched: {error}", mount.file_system)),
        }
        self.file_systems.insert(identity, Watched { place, path: mount.path.clone() });
        Ok(identity)
    }
}

impl Source for Fanotify {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.group.as_fd()
    }

    fn read(&mut self) -> io::Result<Batch> {
        let Self { group, file_systems, buffer } = self;
        let mut batch = Batch::default();
        let mut known: HashMap<(u64, FileHandle), Option<PathBuf>> = HashMap::new();
        let taken = group.drain(buffer, BATCH, |event| {
            if event.is_overflow() {
                batch.overflow = true;
                return;
            }
            take(&event, file_systems, &mut known, &mut batch.seen);
        });
        batch.count = taken.map_err(io::Error::other)? as u64;
        Ok(batch)
    }

    fn cover(
        &mut self,
        inventory: &Inventory,
        mounts: &Mounts,
        wanted: &dyn Fn(&Path) -> bool,
    ) -> Vec<Uncovered> {
        let mut uncovered = Vec::new();
        let mut kept = BTreeSet::new();
        // Where a file system is mounted more than once, the place that shows all of it tells the paths.
        let mut needed: BTreeMap<(String, bool, PathBuf), Mount> = BTreeMap::new();
        for mount in mounts.of(inventory).into_iter().filter(|mount| wanted(&mount.path)) {
            needed.insert((mount.device.clone(), !mount.is_whole, mount.path.clone()), mount);
        }
        for mount in needed.into_values() {
            match self.watch(&mount) {
                Ok(identity) => drop(kept.insert(identity)),
                Err(reason) => uncovered.push(Uncovered { path: mount.path, reason }),
            }
        }
        let stale: Vec<u64> =
            self.file_systems.keys().filter(|identity| !kept.contains(identity)).copied().collect();
        for identity in stale {
            if let Some(watched) = self.file_systems.remove(&identity) {
                // A file system that was unmounted took its mark with it.
                let _ = self.group.unmark_file_system(watched.place.as_fd(), Mask::INSTALLS);
            }
        }
        uncovered
    }

    fn attend(&mut self, _: PathBuf) {}

    fn covered(&self) -> Vec<PathBuf> {
        Self::covered(self)
    }

    fn name(&self) -> &'static str {
        "fanotify"
    }
}

/// Takes an event, if it may matter: the directory's path is asked for then only.
fn take(
    event: &Event<'_>,
    file_systems: &HashMap<u64, Watched>,
    known: &mut HashMap<(u64, FileHandle), Option<PathBuf>>,
    seen: &mut Vec<Seen>,
) {
    let Some(entry) = &event.entry else { return };
    let Some(name) = entry.name else { return };
    let mask = event.mask();
    let is_directory = mask.contains(Mask::ON_DIRECTORY);
    // The kernel joins what happened to one entry before it was read.
    let actions = [
        (Mask::CREATE, Action::Made),
        (Mask::CLOSE_WRITE, Action::Written),
        (Mask::MOVED_TO, Action::Moved),
        (Mask::MOVED_FROM, Action::Vanished),
        (Mask::DELETE, Action::Vanished),
    ];
    for (bit, action) in actions {
        let entry_of = Entry { name: name.as_bytes(), is_directory, action };
        if !mask.contains(bit) || !may_matter(&entry_of) {
            continue;
        }
        let Some(handle) = FileHandle::new(entry.handle_kind, entry.handle) else { return };
        let path = known.entry((entry.file_system, handle)).or_insert_with_key(|(identity, handle)| {
            let place = &file_systems.get(identity)?.place;
            // A directory that is gone is told of by the one that it was in.
            path_of(open_by_handle(place.as_fd(), handle).ok()?.as_fd())
        });
        let Some(directory) = path.clone() else { return };
        seen.push(Seen { directory, name: name.as_bytes().to_vec(), is_directory, action });
    }
}
