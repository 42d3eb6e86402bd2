//! Events by inotify(7): without any right, directory by directory.
//!
//! What is known is watched: sites, the directories that make an environment one, and the directories that are searched. What is made
//! in one of these is followed for a while; what is made elsewhere is seen by the next search of everything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsStr;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::{Inventory, Mount, SiteKind};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;

use super::below;
use super::interest::{Action, may_matter, promises_metadata};
use super::mounts::Mounts;
use super::source::{Batch, Seen, Source, Uncovered};

/// How many events are read at once.
const BATCH: usize = 8192;
/// How many directories are watched for a while.
const ATTENDED: usize = 256;
/// How many entries of a new directory are looked at.
const ENTRIES: usize = 4096;
/// How deep a new directory is looked into: `lib/pythonX.Y/site-packages/X.dist-info` of a new environment.
const DEPTH: usize = 5;

/// Watches by inotify.
#[derive(Debug)]
pub struct Inotify {
    opened: OwnedFd,
    directories: HashMap<i32, PathBuf>,
    watches: BTreeMap<PathBuf, i32>,
    /// Directories that were made a moment ago, oldest first: what makes them environments and packages is still to come.
    attended: Vec<PathBuf>,
    /// The sites that are known: what packages bring along in them is not watched.
    sites: BTreeSet<PathBuf>,
    /// What was mounted where when it was last said what is to be watched.
    mounted: Vec<Mount>,
}

impl Inotify {
    /// Begins to watch, nothing yet.
    pub fn new() -> io::Result<Self> {
        let opened = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        Ok(Self {
            opened,
            directories: HashMap::new(),
            watches: BTreeMap::new(),
            attended: Vec::new(),
            sites: BTreeSet::new(),
            mounted: Vec::new(),
        })
    }

    fn watch(&mut self, path: &Path) -> Result<(), Errno> {
        if self.watches.contains_key(path) {
            return Ok(());
        }
        let wanted = WatchFlags::CREATE
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::DELETE
            | WatchFlags::MOVED_FROM
            | WatchFlags::MOVED_TO
            | WatchFlags::ONLYDIR
            | WatchFlags::DONT_FOLLOW;
        let number = inotify::add_watch(&self.opened, path, wanted)?;
        // Two paths may lead to one directory; it has one number, and the newer path.
        if let Some(other) = self.directories.insert(number, path.to_path_buf()) {
            self.watches.remove(&other);
        }
        self.watches.insert(path.to_path_buf(), number);
        Ok(())
    }

    fn forget(&mut self, path: &Path) {
        if let Some(number) = self.watches.remove(path) {
            self.directories.remove(&number);
            // It may be gone already.
            let _ = inotify::remove_watch(&self.opened, number);
        }
    }

    fn take(&mut self, number: i32, flags: ReadFlags, name: Option<&[u8]>, batch: &mut Batch) {
        batch.count += 1;
        if flags.contains(ReadFlags::QUEUE_OVERFLOW) {
            batch.overflow = true;
            return;
        }
        if flags.contains(ReadFlags::IGNORED) {
            if let Some(path) = self.directories.remove(&number) {
                self.watches.remove(&path);
            }
            return;
        }
        let (Some(directory), Some(name)) = (self.directories.get(&number), name) else { return };
        let Some(action) = action(flags) else { return };
        let is_directory = flags.contains(ReadFlags::ISDIR);
        let seen = Seen { directory: directory.clone(), name: name.to_vec(), is_directory, action };
        self.note(seen, batch, 0);
    }

    /// Notes what was seen. A new directory is watched from now on, and what is in it already was not seen otherwise.
    fn note(&mut self, seen: Seen, batch: &mut Batch, depth: usize) {
        let is_new = seen.is_directory && seen.action == Action::Made;
        let path = seen.directory.join(OsStr::from_bytes(&seen.name));
        let is_of_a_package = self.sites.contains(&seen.directory) && !promises_metadata(&seen.name);
        if may_matter(&seen.entry()) {
            batch.seen.push(seen);
        }
        if is_new && !is_of_a_package && depth < DEPTH {
            self.attend(path.clone());
            for (name, is_directory) in entries(&path, &self.mounted) {
                let seen = Seen { directory: path.clone(), name, is_directory, action: Action::Made };
                self.note(seen, batch, depth + 1);
            }
        }
    }
}

/// What is in a directory, as far as it is read.
fn entries(directory: &Path, mounted: &[Mount]) -> Vec<(Vec<u8>, bool)> {
    let opened = below::open(directory, mounted);
    opened.map(|opened| below::entries(&opened).take(ENTRIES).collect()).unwrap_or_default()
}

fn action(flags: ReadFlags) -> Option<Action> {
    if flags.intersects(ReadFlags::DELETE | ReadFlags::MOVED_FROM) {
        Some(Action::Vanished)
    } else if flags.contains(ReadFlags::MOVED_TO) {
        Some(Action::Moved)
    } else if flags.contains(ReadFlags::CLOSE_WRITE) {
        Some(Action::Written)
    } else if flags.contains(ReadFlags::CREATE) {
        Some(Action::Made)
    } else {
        None
    }
}

impl Source for Inotify {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.opened.as_fd()
    }

    fn read(&mut self) -> io::Result<Batch> {
        let mut batch = Batch::default();
        let mut buffer = [MaybeUninit::uninit(); 16 * 1024];
        let mut events = Vec::new();
        let mut reader = inotify::Reader::new(&self.opened, &mut buffer);
        while events.len() < BATCH {
            match reader.next() {
                Ok(event) => {
                    let name = event.file_name().map(|name| name.to_bytes().to_vec());
                    events.push((event.wd(), event.events(), name));
                }
                Err(Errno::AGAIN) => break,
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        for (number, flags, name) in events {
            self.take(number, flags, name.as_deref(), &mut batch);
        }
        Ok(batch)
    }

    fn cover(
        &mut self,
        inventory: &Inventory,
        mounts: &Mounts,
        is_wanted: &dyn Fn(&Path) -> bool,
    ) -> Vec<Uncovered> {
        let mut wanted = wanted(inventory);
        wanted.retain(|path| is_wanted(path));
        self.mounted = mounts.listed().to_vec();
        self.sites = inventory.sites.iter().map(|site| site.path.clone()).collect();
        let stale: Vec<PathBuf> = self
            .watches
            .keys()
            .filter(|path| !wanted.contains(*path) && !self.attended.contains(path))
            .cloned()
            .collect();
        for path in stale {
            self.forget(&path);
        }
        let mut uncovered = Vec::new();
        for path in wanted {
            let reason = match self.watch(&path) {
                // What does not exist is noticed where its parent is watched.
                Ok(()) | Err(Errno::NOENT | Errno::NOTDIR) => continue,
                Err(Errno::NOSPC) => {
                    "the user's inotify watches are used up; raise fs.inotify.max_user_watches".to_owned()
                }
                Err(errno) => format!("it could not be watched: {errno}"),
            };
            uncovered.push(Uncovered { path, reason });
        }
        uncovered
    }

    fn attend(&mut self, directory: PathBuf) {
        if self.watch(&directory).is_ok() && !self.attended.contains(&directory) {
            self.attended.push(directory);
            if self.attended.len() > ATTENDED {
                let oldest = self.attended.remove(0);
                self.forget(&oldest);
            }
        }
    }

    fn covered(&self) -> Vec<PathBuf> {
        self.watches.keys().cloned().collect()
    }

    fn name(&self) -> &'static str {
        "inotify"
    }
}

/// The directories that tell of all that an inventory knows.
fn wanted(inventory: &Inventory) -> BTreeSet<PathBuf> {
    let mut wanted = BTreeSet::new();
    let mut add = |path: Option<&Path>| {
        // Everything happens below the root, and most of it elsewhere.
        if let Some(path) = path.filter(|path| path.parent().is_some()) {
            wanted.insert(path.to_path_buf());
        }
    };
    for root in &inventory.coverage.roots {
        add(Some(root));
    }
    for site in &inventory.sites {
        if site.kind != SiteKind::Archive {
            add(Some(&site.path));
        }
        add(site.path.parent());
    }
    for environment in &inventory.environments {
        add(Some(&environment.prefix));
        add(environment.prefix.parent());
        for executable in &environment.executables {
            add(executable.path.parent());
        }
    }
    wanted
}
