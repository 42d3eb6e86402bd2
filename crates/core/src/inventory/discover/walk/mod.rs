//! The parallel walk: which directories are sites, and which prefixes may be environments.
//!
//! Directories are opened relative to their parents and never through a link, so that a tree that changes
//! while it is walked cannot lead the walk elsewhere. No entry is asked for its status.

mod descend;
mod toward;

use std::collections::{BTreeSet, HashSet};
use std::ffi::CString;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::io::Errno;

use super::environments::{Bases, base_at, wanted_base};
use super::layout;
use super::listing::{Listing, MetadataEntry, Name};
use super::path_files;
use super::pool::{self, Queue};
use super::probe::{Prefix, probe};
use super::reader::{DistributionReader, OpenSite};
use crate::inventory::cache::{Cache, Kept};
use crate::inventory::file::{Disk, FileError, join, open_directory};
use crate::inventory::mounts::MountTree;
use crate::inventory::site::PathFile;
use crate::inventory::{Distribution, Problem, ProblemCode};
use toward::Extent;
pub(super) use toward::Toward;

/// How deep below a root the walk goes. A tree made to be deeper is a problem, not a way to hide.
const DEPTH_LIMIT: u16 = 256;
/// How many jobs a further thread is worth.
const JOBS_FOR_A_THREAD: usize = 16;
/// How many distributions of one site are read in one job.
const CHUNK: usize = 64;

/// What a walk is to do.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the search, independent of the others"
)]
pub(super) struct Walk<'scan> {
    pub(super) disk: &'scan Disk,
    /// The directories that are walked, real paths.
    pub(super) roots: Vec<PathBuf>,
    /// Whether nothing outside of the roots is of interest for its own sake.
    pub(super) only_roots: bool,
    pub(super) exhaustive: bool,
    pub(super) details: bool,
    pub(super) origins: bool,
    pub(super) threads: usize,
    pub(super) cache: Option<Cache>,
    pub(super) directories_seen: &'scan AtomicU64,
    /// Whether the bases of virtual environments, and what installations see, are read as soon as they are known.
    pub(super) eager: bool,
    /// The sites that a worker has taken on itself to read.
    pub(super) claimed: Mutex<HashSet<PathBuf>>,
    /// Where links have led.
    pub(super) followed: Mutex<BTreeSet<PathBuf>>,
    /// What the `home` of virtual environments led to.
    pub(super) bases: Mutex<Bases>,
    /// Where the walk is to go; everywhere without it.
    pub(super) toward: Option<Toward>,
    /// How many bytes of details a worker keeps, about; of what comes after them there are none.
    pub(super) most_details: usize,
    /// Whether there were more.
    pub(super) cut_details: AtomicBool,
}

/// Something to look at.
pub(super) enum Job {
    /// A directory to be walked, by its real path.
    Root(PathBuf),
    /// A directory to be read as a site, by its real path, and not walked.
    Site(PathBuf),
    /// The same, of which some entries are known as they are, and are not read again.
    SiteBut { path: PathBuf, known: HashSet<Box<[u8]>> },
    /// An `.egg` directory to be read as a site, by its real path.
    EggDirectory(PathBuf),
    /// A zip file to be read as a site, by its real path.
    Archive(PathBuf),
    /// A prefix to be probed, by its real path.
    Prefix(PathBuf),
    /// A directory below one that is open.
    Below { parent: Arc<Directory>, name: CString, context: Context, mounts: Option<Arc<MountTree>> },
    /// Some of a large site's distributions.
    Distributions { site: Arc<Directory>, entries: Vec<(MetadataEntry, Box<[u8]>)> },
}

/// An open directory of the walk.
pub(super) struct Directory {
    opened: OwnedFd,
    path: PathBuf,
    depth: u16,
}

/// What the directories above mean for one below.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is known of the directories above")]
pub(super) struct Context {
    /// It lies in a `lib` directory, so that a `python3.11` in it belongs to a prefix.
    in_library: bool,
    /// Its parent is a directory that packages were put into, so that it is a package if it looks like one.
    in_target: bool,
    /// It lies in such a package: environments are looked for in it, and nothing else.
    in_package: bool,
    /// It is where uv keeps unpacked wheels, and among them environments.
    in_uv_archive: bool,
    /// The prefix that it would belong to as a part of the layout is probed already.
    prefix_noted: bool,
    /// It lies in a directory that a confined walk goes through as a whole.
    in_tree: bool,
}

/// How a site was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// It was asked for by its path: some environment sees it.
    Asked,
    /// It is called site-packages or dist-packages.
    Named,
    /// It holds what only an installer leaves.
    Installed,
    /// It holds an egg-info and nothing more, as a source tree does.
    EggInfoOnly,
}

/// A site, or a part of one, as it was read.
#[derive(Debug)]
pub(super) struct FoundSite {
    pub(super) path: PathBuf,
    pub(super) shape: Shape,
    pub(super) distributions: Vec<Distribution>,
    pub(super) path_files: Vec<PathFile>,
    pub(super) leftovers: Vec<PathBuf>,
    /// The names of entries that are there and were not read, since they are known.
    pub(super) passed: Vec<Box<[u8]>>,
}

impl FoundSite {
    /// A site that was asked for and holds distributions only.
    pub(super) fn whole(path: PathBuf, distributions: Vec<Distribution>) -> Self {
        Self {
            path,
            shape: Shape::Asked,
            distributions,
            path_files: Vec::new(),
            leftovers: Vec::new(),
            passed: Vec::new(),
        }
    }
}

/// What one worker found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) sites: Vec<FoundSite>,
    pub(super) prefixes: Vec<Prefix>,
    pub(super) problems: Vec<Problem>,
    pub(super) kept: Kept,
}

impl Found {
    fn append(&mut self, mut other: Self) {
        self.sites.append(&mut other.sites);
        self.prefixes.append(&mut other.prefixes);
        self.problems.append(&mut other.problems);
        self.kept.append(other.kept);
    }
}

struct State<'scan> {
    listing: Listing,
    reader: DistributionReader<'scan>,
    found: Found,
    seen: u64,
}

/// Does the jobs and gathers what they find, in no particular order.
pub(super) fn run(walk: &Walk<'_>, jobs: Vec<Job>) -> Found {
    // A thread costs more than a few small jobs; a root becomes many.
    let is_walk = jobs.iter().any(|job| matches!(job, Job::Root(_)));
    let wanted = if is_walk { usize::MAX } else { jobs.len().div_ceil(JOBS_FOR_A_THREAD) };
    let threads = walk.threads.clamp(1, 64).min(wanted.max(1));
    let state = |_| State {
        listing: Listing::new(),
        reader: DistributionReader::new(walk.disk, walk.details, walk.origins, walk.cache.as_ref())
            .keeping(walk.most_details),
        found: Found::default(),
        seen: 0,
    };
    let states =
        pool::run(jobs, (0..threads).map(state).collect(), |state, job, queue| walk.work(state, job, queue));
    let mut all = Found::default();
    for mut state in states {
        state.found.problems.append(&mut state.reader.problems);
        walk.cut_details.fetch_or(state.reader.has_cut(), Ordering::Relaxed);
        state.found.kept = state.reader.kept;
        all.append(state.found);
    }
    all
}

impl Walk<'_> {
    /// Whether details were left out for their size.
    pub(super) fn has_cut_details(&self) -> bool {
        self.cut_details.load(Ordering::Relaxed)
    }

    fn work(&self, state: &mut State<'_>, job: Job, queue: &Queue<'_, Job>) {
        match job {
            Job::Root(path) => {
                let context =
                    Context { in_library: layout::is_library(file_name(&path)), ..Context::default() };
                let mounts = self.disk.mounts().at(&path);
                if let Some(directory) = self.open_root(state, path) {
                    self.visit(state, directory, context, mounts.as_ref(), queue);
                }
            }
            Job::Below { parent, name, context, mounts } => {
                let Some(directory) = Self::open_below(state, &parent, &name) else { return };
                drop(parent);
                self.visit(state, directory, context, mounts.as_ref(), queue);
            }
            Job::Site(path) => self.asked_site(state, path, &HashSet::new(), queue),
            Job::SiteBut { path, known } => self.asked_site(state, path, &known, queue),
            Job::EggDirectory(path) => self.egg_directory(state, path),
            Job::Archive(path) => self.archive(state, path),
            Job::Prefix(path) => self.prefix(state, path, queue),
            Job::Distributions { site, entries } => {
                let mut distributions = Vec::with_capacity(entries.len());
                let opened = OpenSite { directory: site.opened.as_fd(), path: &site.path };
                for (entry, name) in entries {
                    state.reader.read(opened, entry, &name, &mut distributions);
                }
                // The part joins its site by its path; what else is known of the site stands with the other part.
                let part = FoundSite::whole(site.path.clone(), distributions);
                state.found.sites.push(FoundSite { shape: Shape::EggInfoOnly, ..part });
            }
        }
    }

    /// Reads a site that was asked for by its path, but for what is known of it.
    fn asked_site(
        &self,
        state: &mut State<'_>,
        path: PathBuf,
        known: &HashSet<Box<[u8]>>,
        queue: &Queue<'_, Job>,
    ) {
        if self.claim(&path)
            && let Some(directory) = self.open_root(state, path)
            && Self::list(state, &directory)
        {
            let listing = &mut state.listing;
            let mut passed = Vec::new();
            if !known.is_empty() {
                let metadata = std::mem::take(&mut listing.metadata);
                let (there, others) =
                    metadata.into_iter().partition(|(_, name)| known.contains(listing.name(*name)));
                let there: Vec<(MetadataEntry, Name)> = there;
                passed = there.iter().map(|(_, name)| listing.name(*name).into()).collect();
                listing.metadata = others;
            }
            self.site(state, &Arc::new(directory), Shape::Asked, queue);
            if let Some(found) = state.found.sites.last_mut() {
                found.passed = passed;
            }
        }
    }

    /// Whether an installation is listed for its own sake, and not only as what an environment was made from.
    pub(super) fn is_of_interest(&self, prefix: &Path) -> bool {
        !self.only_roots || self.lies_in_roots(prefix)
    }

    fn lies_in_roots(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// Whether the caller is the first to want a site, and so the one that reads it.
    fn claim(&self, site: &Path) -> bool {
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        claimed.insert(site.to_path_buf())
    }

    fn prefix(&self, state: &mut State<'_>, path: PathBuf, queue: &Queue<'_, Job>) {
        let Some(mut prefix) = probe(self.disk, path) else { return };
        state.found.problems.append(&mut prefix.problems);
        if self.eager {
            for library in prefix.libraries.iter().filter(|library| library.has_standard_library) {
                if self.is_of_interest(&prefix.path) && !self.is_settled(&prefix.path) {
                    let standard = library.standard_directories(self.disk);
                    for site in standard.into_iter().chain(library.sites.iter().cloned()) {
                        queue.push(Job::Site(site));
                    }
                }
            }
            if let Some(wanted) = wanted_base(self.disk, &prefix) {
                self.base(wanted, queue);
            }
        }
        state.found.prefixes.push(prefix);
    }

    /// Sees to it that the installation that a virtual environment was made from is probed, once.
    fn base(&self, wanted: (PathBuf, Option<(u16, u16)>), queue: &Queue<'_, Job>) {
        // Locked while it is looked for: that takes microseconds, and the next environment mostly wants the same one.
        let mut bases = self.bases.lock().unwrap_or_else(PoisonError::into_inner);
        if bases.contains_key(&wanted) {
            return;
        }
        let base = base_at(self.disk, &wanted.0, wanted.1);
        let is_new = base.is_some() && !bases.values().any(|known| *known == base);
        bases.insert(wanted, base.clone());
        if let Some(base) = base.filter(|_| is_new) {
            queue.push(Job::Prefix(base));
        }
    }

    fn open_root(&self, state: &mut State<'_>, path: PathBuf) -> Option<Directory> {
        match self.disk.open_directory_at(&path) {
            Ok(opened) => Some(Directory { opened, path, depth: 0 }),
            Err(errno) => {
                state.found.problems.push(Problem::unreadable_directory(path, errno));
                None
            }
        }
    }

    fn open_below(state: &mut State<'_>, parent: &Directory, name: &CString) -> Option<Directory> {
        let path = join(&parent.path, name.to_bytes());
        if parent.depth == DEPTH_LIMIT {
            let reason = format!("it lies more than {DEPTH_LIMIT} directories deep and was not searched");
            state.found.problems.push(Problem::new(path, ProblemCode::DirectoryTooDeep, reason));
            return None;
        }
        match open_directory(parent.opened.as_fd(), name) {
            Ok(opened) => Some(Directory { opened, path, depth: parent.depth + 1 }),
            // It was removed, or exchanged for something else, after it was listed.
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => None,
            Err(errno) => {
                state.found.problems.push(Problem::unreadable_directory(path, errno));
                None
            }
        }
    }

    /// Reads a directory's entries into the worker's listing.
    fn list(state: &mut State<'_>, directory: &Directory) -> bool {
        let read = state.listing.read(directory.opened.as_fd());
        for name in &state.listing.irregular {
            let path = join(&directory.path, state.listing.name(*name));
            state.found.problems.push(FileError::Irregular.problem(&path));
        }
        match read {
            Ok(false) => true,
            Ok(true) => {
                let reason = "it holds more entries than are read; the rest is unknown";
                let problem = Problem::new(&directory.path, ProblemCode::DirectoryTooLarge, reason);
                state.found.problems.push(problem);
                true
            }
            Err(Errno::NOENT) => false,
            Err(errno) => {
                state.found.problems.push(Problem::unreadable_directory(directory.path.clone(), errno));
                false
            }
        }
    }

    fn visit(
        &self,
        state: &mut State<'_>,
        directory: Directory,
        context: Context,
        mounts: Option<&Arc<MountTree>>,
        queue: &Queue<'_, Job>,
    ) {
        if !self.spend(1) || !Self::list(state, &directory) {
            return;
        }
        self.count(state);
        let extent = self.extent(&directory.path, context);
        let name = file_name(&directory.path);
        let markers = state.listing.markers;
        let begins_anew = markers.pyvenv_cfg || markers.conda_meta;
        let in_package = !begins_anew && (context.in_package || (context.in_target && markers.init_py));
        let context = Context { in_package, ..context };
        let shape = shape(name, &state.listing)
            .filter(|shape| *shape == Shape::Named || !in_package || self.exhaustive);
        let prefix_noted = self.note_prefixes(state, &directory, context, queue);
        let context = Context { prefix_noted, ..context };
        let directory = Arc::new(directory);
        // Reading a site's distributions uses up the listing's text no more: what lies below is queued first.
        let below = self.below(state, &directory, context, shape, extent, mounts);
        if let Some(shape) = shape.filter(|_| extent != Extent::OnTheWay && self.claim(&directory.path)) {
            self.site(state, &directory, shape, queue);
        }
        self.follow_links(state, &directory, queue);
        for job in below {
            queue.push(job);
        }
    }

    /// Tells the progress now and then, so that the workers do not wait for each other.
    fn count(&self, state: &mut State<'_>) {
        state.seen += 1;
        if state.seen.is_multiple_of(64) {
            self.directories_seen.fetch_add(64, Ordering::Relaxed);
        }
    }

    /// Reads the site whose listing the worker has just read.
    fn site(&self, state: &mut State<'_>, directory: &Arc<Directory>, shape: Shape, queue: &Queue<'_, Job>)
    where
        Self: Sized,
    {
        let State { listing, reader, found, .. } = state;
        let opened = OpenSite { directory: directory.opened.as_fd(), path: &directory.path };
        let path_files = path_files::read(self.disk, opened, listing, &mut found.problems);
        let leftovers: Vec<PathBuf> =
            listing.leftovers.iter().map(|name| join(&directory.path, listing.name(*name))).collect();
        found.problems.extend(leftovers.iter().map(|leftover| {
            let reason = "pip was interrupted and left it behind; pip passes it over, and Python may still load what is in it";
            Problem::new(leftover, ProblemCode::Leftover, reason)
        }));
        self.spend(listing.metadata.len());
        let mut distributions = Vec::with_capacity(listing.metadata.len().min(CHUNK));
        let (here, elsewhere) = listing.metadata.split_at(listing.metadata.len().min(CHUNK));
        for chunk in elsewhere.chunks(CHUNK) {
            let entries = chunk.iter().map(|(entry, name)| (*entry, listing.name(*name).into())).collect();
            queue.push(Job::Distributions { site: Arc::clone(directory), entries });
        }
        for (entry, name) in here {
            reader.read(opened, *entry, listing.name(*name), &mut distributions);
        }
        // Sorted by whoever read it; what is put together from parts is sorted again in the end.
        distributions.sort_by(Distribution::compare);
        found.sites.push(FoundSite {
            path: directory.path.clone(),
            shape,
            distributions,
            path_files,
            leftovers,
            passed: Vec::new(),
        });
    }

    fn egg_directory(&self, state: &mut State<'_>, path: PathBuf) {
        let (Some(parent), name) = (path.parent(), file_name(&path)) else { return };
        let mut distributions = Vec::new();
        match self.disk.open_directory_at(parent) {
            Ok(opened) => {
                let site = OpenSite { directory: opened.as_fd(), path: parent };
                state.reader.read(site, MetadataEntry::Egg, name, &mut distributions);
            }
            Err(errno) => {
                state.found.problems.push(Problem::unreadable_directory(parent.to_path_buf(), errno));
            }
        }
        state.found.sites.push(FoundSite::whole(path, distributions));
    }

    fn archive(&self, state: &mut State<'_>, path: PathBuf) {
        let mut distributions = Vec::new();
        let is_egg = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("egg"));
        // A `.pth` line may name any file. What is no archive adds nothing to import from.
        let is_zip = || self.disk.read(&path, 2).is_ok_and(|read| read.bytes == b"PK");
        if !is_egg && !is_zip() {
            return;
        }
        match self.disk.open_regular(&path) {
            Ok(opened) => {
                state.reader.archive(opened.into(), &path, is_egg, &mut distributions);
            }
            Err(error) => state.found.problems.push(error.problem(&path)),
        }
        state.found.sites.push(FoundSite::whole(path, distributions));
    }
}

fn shape(name: &[u8], listing: &Listing) -> Option<Shape> {
    if layout::is_site(name) {
        Some(Shape::Named)
    } else if listing.markers.dist_info || listing.markers.installed_egg {
        Some(Shape::Installed)
    } else if listing.metadata.is_empty() {
        None
    } else {
        Some(Shape::EggInfoOnly)
    }
}

fn file_name(path: &Path) -> &[u8] {
    path.file_name().unwrap_or_default().as_encoded_bytes()
}
