//! Which files of each distribution are there, and how large they are.

mod contents;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Stat};

use super::files::{Anchor, FileList, ListSource, ListedFile, Place, list_files};
use crate::inventory::discover::pool;
use crate::inventory::file::{Beneath, Disk, FileError};
use crate::inventory::{Distribution, Inventory, Site};
use crate::metadata::record::RecordedHash;
use crate::report::Pattern;

/// How many threads work where nobody says.
const THREADS: usize = 8;

/// The files of one distribution in one site.
#[derive(Clone, Debug)]
pub struct Unpacked<'inventory> {
    /// The distribution.
    pub distribution: &'inventory Distribution,
    /// The site that it lies in.
    pub site: &'inventory Path,
    /// What lists its files; `None` where nothing does.
    pub source: Option<ListSource>,
    /// The files, in the order of the list; empty if only counts were asked for.
    pub files: Vec<UnpackedFile>,
    /// How many there are.
    pub counts: UnpackCounts,
    /// Why not all of them are known, if so.
    pub incomplete: Option<String>,
}

/// One file of a distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnpackedFile {
    /// Where it lies, or would.
    pub path: PathBuf,
    /// The line of the list, from 1; 0 where it has no lines.
    pub line: u64,
    /// Whether the path leads out of the directory that the distribution was installed into. Then it was not looked at.
    pub is_outside: bool,
    /// What lies there; `None` where nothing does.
    pub kind: Option<UnpackedKind>,
    /// Its size in bytes; for what a link leads to, the size of that.
    pub size: Option<u64>,
    /// The size that is recorded.
    pub recorded_size: Option<u64>,
    /// The hash that is recorded.
    pub recorded_hash: Option<RecordedHash>,
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpackedKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A link.
    Link,
    /// A FIFO, socket or device.
    Other,
}

impl UnpackedKind {
    /// The stable word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Directory => "directory",
            Self::Link => "link",
            Self::Other => "other",
        }
    }

    fn of(status: &Stat) -> Self {
        match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => Self::File,
            FileType::Directory => Self::Directory,
            FileType::Symlink => Self::Link,
            _ => Self::Other,
        }
    }
}

/// How many files a distribution has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnpackCounts {
    /// Files that it lists.
    pub files: u64,
    /// Distinct directories that those of them lie in which exist.
    pub directories: u64,
    /// Files that it lists and that are not there.
    pub missing: u64,
    /// Files that it lists outside of the directory that it was installed into.
    pub outside: u64,
    /// The size of all that are there, in bytes.
    pub bytes: u64,
}

/// What is asked of [`unpack`].
#[derive(Debug, Default)]
pub struct UnpackRequest<'run> {
    /// Only distributions whose name, or name-version, matches.
    pub pattern: Option<&'run Pattern>,
    /// Whether files are listed, and not only counted.
    pub files: bool,
    /// How many threads work; `None`: as many as there are processors, 8 at most.
    pub threads: Option<usize>,
}

/// Lists the files of distributions, sorted by name, version and site.
#[must_use]
pub fn unpack<'inventory>(
    inventory: &'inventory Inventory,
    disk: &Disk,
    request: &UnpackRequest<'_>,
) -> Vec<Unpacked<'inventory>> {
    let installed = inventory.installed();
    let selected = installed
        .into_iter()
        .filter(|(found, _)| request.pattern.is_none_or(|pattern| pattern.matches(found)));
    let jobs: Vec<_> = selected.enumerate().collect();
    let available = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(THREADS);
    let threads = request.threads.unwrap_or_else(available).max(1);
    let states = (0..threads).map(|_| Vec::new()).collect();
    let done = pool::run(jobs, states, |done: &mut Vec<_>, (at, (distribution, site)), _| {
        let anchor = Anchor::of(site, &inventory.environments);
        done.push((at, one(disk, (distribution, site), &anchor, request.files)));
    });
    let mut all: Vec<_> = done.into_iter().flatten().collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, unpacked)| unpacked).collect()
}

fn one<'inventory>(
    disk: &Disk,
    (distribution, site): (&'inventory Distribution, &'inventory Site),
    anchor: &Anchor,
    with_files: bool,
) -> Unpacked<'inventory> {
    let mut list = list_files(disk, distribution, site, anchor);
    let mut incomplete = why_incomplete(&list);
    let beneath = Beneath::open(disk, &anchor.path);
    if let Err(errno) = &beneath {
        incomplete = Some(FileError::from(*errno).to_string());
    }
    if let (Some(ListSource::Egg), Ok(beneath)) = (list.source, &beneath) {
        let is_cut = contents::expand(beneath, anchor, distribution, &mut list);
        if is_cut {
            incomplete = Some("it holds more files than are listed".to_owned());
        }
    }
    let mut unpacked = Unpacked {
        distribution,
        site: &site.path,
        source: list.source,
        files: Vec::new(),
        counts: UnpackCounts::default(),
        incomplete,
    };
    let mut directories = BTreeSet::new();
    for listed in list.files {
        let file = look(disk, beneath.as_ref().ok(), anchor, listed);
        unpacked.counts.add(&file);
        if file.kind.is_some() {
            // Where a directory itself is listed, it counts as what holds the files.
            let within = if file.kind == Some(UnpackedKind::Directory) {
                Some(&*file.path)
            } else {
                file.path.parent()
            };
            if let Some(within) = within.filter(|within| !directories.contains(*within)) {
                directories.insert(within.to_path_buf());
            }
        }
        if with_files {
            unpacked.files.push(file);
        }
    }
    unpacked.counts.directories = directories.len() as u64;
    unpacked
}

fn why_incomplete(list: &FileList) -> Option<String> {
    if let Some(error) = list.unread {
        return Some(format!("its list of files could not be read: {error}"));
    }
    let cut = list.mistakes.iter().find(|mistake| mistake.line == 0);
    cut.map(|mistake| mistake.reason.clone())
}

impl UnpackCounts {
    fn add(&mut self, file: &UnpackedFile) {
        self.files += 1;
        self.outside += u64::from(file.is_outside);
        self.missing += u64::from(file.kind.is_none() && !file.is_outside);
        self.bytes += file.size.unwrap_or(0);
    }
}

fn look(disk: &Disk, beneath: Option<&Beneath>, anchor: &Anchor, listed: ListedFile) -> UnpackedFile {
    let path = listed.place.whole(&anchor.path);
    let status = match (&listed.place, beneath) {
        (Place::Below(relative), Some(beneath)) => status(disk, beneath, relative, &path),
        _ => None,
    };
    UnpackedFile {
        line: listed.line,
        is_outside: listed.place.below().is_none(),
        kind: status.map(|(kind, _)| kind),
        size: status.and_then(|(_, size)| size),
        path,
        recorded_size: listed.size,
        recorded_hash: listed.hash,
    }
}

/// What lies at a path, and how large it is. A path with links on the way is followed as Python would.
fn status(
    disk: &Disk,
    beneath: &Beneath,
    relative: &Path,
    whole: &Path,
) -> Option<(UnpackedKind, Option<u64>)> {
    let size_of = |status: &Stat| u64::try_from(status.st_size).ok();
    let followed = || {
        let (file, _) = disk.open_through_links(Path::new("/"), whole).ok()?;
        size_of(&rustix::fs::fstat(&file).ok()?)
    };
    match beneath.status(relative) {
        Ok(status) => {
            let kind = UnpackedKind::of(&status);
            let size = match kind {
                UnpackedKind::File => size_of(&status),
                UnpackedKind::Link => followed(),
                UnpackedKind::Directory | UnpackedKind::Other => None,
            };
            Some((kind, size))
        }
        // A link in the middle of the path.
        Err(_) => match disk.file_type(whole)? {
            FileType::RegularFile => Some((UnpackedKind::File, followed())),
            FileType::Directory => Some((UnpackedKind::Directory, None)),
            _ => Some((UnpackedKind::Other, None)),
        },
    }
}
