//! Reading which files a distribution says are its own.

use std::path::{Path, PathBuf};

use super::{Anchor, AnchorKind, Place};
use crate::inventory::file::{Disk, FileError};
use crate::inventory::{Distribution, DistributionKind, Site};
use crate::metadata::record::{HashAlgorithm, RecordedHash};
use crate::metadata::{conda_files, installed_files, record};

/// How much of a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListLimits {
    /// In bytes.
    pub bytes: usize,
    /// In entries.
    pub entries: usize,
}

impl Default for ListLimits {
    /// Far more than any distribution has.
    fn default() -> Self {
        Self { bytes: 256 * 1024 * 1024, entries: record::ENTRY_LIMIT }
    }
}

/// The files of a distribution, as one of its own files lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileList {
    /// What lists them; `None` where nothing does.
    pub source: Option<ListSource>,
    /// The file that lists them.
    pub path: PathBuf,
    /// The files, in the order of the list.
    pub files: Vec<ListedFile>,
    /// What is wrong with the list.
    pub mistakes: Vec<ListMistake>,
    /// Why the list could not be read, where there is one.
    pub unread: Option<FileError>,
}

/// What lists the files of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListSource {
    /// `RECORD` of a dist-info.
    Record,
    /// `installed-files.txt` of an egg-info.
    InstalledFiles,
    /// `SOURCES.txt` of an egg-info: what the project was made of, which need not be installed.
    Sources,
    /// conda's record.
    Conda,
    /// The egg, which is all the distribution's.
    Egg,
}

impl ListSource {
    /// Every source.
    pub const ALL: &[Self] = &[Self::Record, Self::InstalledFiles, Self::Sources, Self::Conda, Self::Egg];

    /// The stable word for it in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "RECORD",
            Self::InstalledFiles => "installed-files.txt",
            Self::Sources => "SOURCES.txt",
            Self::Conda => "conda-meta",
            Self::Egg => "egg",
        }
    }

    /// Whether what is listed was installed, and is the distribution's own.
    #[must_use]
    pub const fn is_of_installed(self) -> bool {
        !matches!(self, Self::Sources)
    }
}

/// One file that a distribution lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// The line of the list, from 1; 0 where it has no lines.
    pub line: u64,
    /// The path as written.
    pub written: Box<[u8]>,
    /// Where it leads.
    pub place: Place,
    /// The hash, if one is recorded.
    pub hash: Option<RecordedHash>,
    /// The size in bytes, if it is recorded.
    pub size: Option<u64>,
}

/// Something wrong in a list of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListMistake {
    /// The line, from 1; 0 for the whole list.
    pub line: u64,
    /// What is wrong, for a person to read.
    pub reason: String,
}

/// Reads which files a distribution says are its own. `site` is where it lies, `anchor` that site's.
///
/// The order is that of `importlib.metadata`: RECORD, then `installed-files.txt`, then `SOURCES.txt`.
#[must_use]
pub fn list_files(disk: &Disk, distribution: &Distribution, site: &Site, anchor: &Anchor) -> FileList {
    list_files_within(disk, distribution, site, anchor, ListLimits::default())
}

/// Does the same, and reads no more than so much. A list that goes on is not [whole](FileList::is_whole).
#[must_use]
pub fn list_files_within(
    disk: &Disk,
    distribution: &Distribution,
    site: &Site,
    anchor: &Anchor,
    limits: ListLimits,
) -> FileList {
    let metadata = &distribution.metadata_path;
    match distribution.kind {
        DistributionKind::DistInfo => of_record(disk, metadata, anchor, limits),
        DistributionKind::EggInfoDirectory | DistributionKind::EggLink => {
            of_egg_info(disk, metadata, anchor, limits)
        }
        DistributionKind::EggDirectory | DistributionKind::EggArchive | DistributionKind::ZippedDistInfo => {
            FileList {
                files: vec![ListedFile {
                    line: 0,
                    written: metadata.as_os_str().as_encoded_bytes().into(),
                    place: Place::of(&anchor.path, &site.path, metadata.as_os_str().as_encoded_bytes()),
                    hash: None,
                    size: None,
                }],
                ..FileList::empty(Some(ListSource::Egg), metadata.clone())
            }
        }
        DistributionKind::EggInfoFile => FileList::empty(None, metadata.clone()),
        DistributionKind::Conda => of_conda(disk, metadata, anchor, limits),
    }
}

impl FileList {
    fn empty(source: Option<ListSource>, path: PathBuf) -> Self {
        Self { source, path, files: Vec::new(), mistakes: Vec::new(), unread: None }
    }

    /// Reads a list; `None` where there is none.
    fn open(disk: &Disk, source: ListSource, path: PathBuf, limits: ListLimits) -> Option<(Self, Vec<u8>)> {
        match disk.read(&path, limits.bytes) {
            Ok(read) => {
                let mut list = Self::empty(Some(source), path);
                if !read.whole {
                    list.cut(format!("only its first {} bytes were read", limits.bytes));
                }
                Some((list, read.bytes))
            }
            Err(FileError::Missing) => None,
            Err(error) => Some((Self { unread: Some(error), ..Self::empty(Some(source), path) }, Vec::new())),
        }
    }

    fn cut(&mut self, reason: String) {
        self.mistakes.push(ListMistake { line: 0, reason });
    }

    /// Whether all that the distribution lists is known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let is_cut = self.mistakes.iter().any(|mistake| mistake.line == 0);
        self.source.is_some() && self.unread.is_none() && !is_cut
    }
}

impl FileList {
    /// Whether a RECORD names the METADATA that it lies beside: one that does not is not what an installer wrote. Other lists need not.
    #[must_use]
    pub fn names_its_metadata(&self, metadata: &Path, anchor: &Anchor) -> bool {
        let own = metadata.join("METADATA");
        let own = own.strip_prefix(&anchor.path).ok();
        self.source != Some(ListSource::Record)
            || own.is_some() && self.files.iter().any(|file| file.place.below() == own)
    }

    /// The line of an entry that has a line end in its name and is not there: two quotes that do not belong together would make one of
    /// what are many. `is_there` is asked of paths below the anchor.
    pub(crate) fn swallowed(&self, is_there: impl Fn(&Path) -> bool) -> Option<u64> {
        let is_odd = |file: &&ListedFile| file.written.contains(&b'\n');
        let is_lost = |file: &&ListedFile| file.place.below().is_none_or(|path| !is_there(path));
        self.files.iter().filter(is_odd).find(is_lost).map(|file| file.line)
    }
}

fn of_record(disk: &Disk, dist_info: &Path, anchor: &Anchor, limits: ListLimits) -> FileList {
    let path = dist_info.join("RECORD");
    let Some((mut list, bytes)) = FileList::open(disk, ListSource::Record, path.clone(), limits) else {
        return FileList::empty(None, path);
    };
    // Paths are relative to the directory that the dist-info lies in.
    let directory = dist_info.parent().unwrap_or(dist_info);
    let read = record::read_within(&bytes, limits.entries);
    list.files = read
        .entries
        .into_iter()
        .map(|entry| ListedFile {
            line: entry.line,
            place: place(anchor, directory, &entry.path),
            written: entry.path,
            hash: entry.hash,
            size: entry.size,
        })
        .collect();
    list.mistakes.extend(read.mistakes.into_iter().map(|mistake| ListMistake {
        // What is not read is a matter of the whole list.
        line: if mistake.kind.hides_entries() { 0 } else { mistake.line },
        reason: mistake.kind.as_str().to_owned(),
    }));
    list
}

/// Where a line of a RECORD leads. What older pips installed by `--target` is listed as it lay before it was moved: the packages in
/// `lib/python`, and `../../bin/tool` beside them, which is `bin/tool` of the target now.
fn place(anchor: &Anchor, directory: &Path, written: &[u8]) -> Place {
    let place = Place::of(&anchor.path, directory, written);
    let moved = written.strip_prefix(b"../../").filter(|_| anchor.kind == AnchorKind::Site);
    match (&place, moved) {
        (Place::Outside(_), Some(rest)) if directory == anchor.path && !rest.starts_with(b"/") => {
            Some(Place::of(&anchor.path, directory, rest))
                .filter(|place| place.below().is_some())
                .unwrap_or(place)
        }
        _ => place,
    }
}

fn of_egg_info(disk: &Disk, egg_info: &Path, anchor: &Anchor, limits: ListLimits) -> FileList {
    let installed = egg_info.join("installed-files.txt");
    let project = egg_info.parent().unwrap_or(egg_info);
    let of_lines = |(mut list, bytes): (FileList, Vec<u8>), directory: &Path| {
        let file = |(line, written): (u64, &[u8])| ListedFile {
            line,
            place: Place::of(&anchor.path, directory, written),
            written: written.into(),
            hash: None,
            size: None,
        };
        let mut lines = installed_files::read(&bytes);
        list.files = lines.by_ref().take(limits.entries).map(file).collect();
        if lines.next().is_some() {
            list.cut(format!("only its first {} entries were read", limits.entries));
        }
        list
    };
    if let Some(read) = FileList::open(disk, ListSource::InstalledFiles, installed.clone(), limits) {
        return of_lines(read, egg_info);
    }
    match FileList::open(disk, ListSource::Sources, egg_info.join("SOURCES.txt"), limits) {
        Some(read) => of_lines(read, project),
        None => FileList::empty(None, installed),
    }
}

fn of_conda(disk: &Disk, path: &Path, anchor: &Anchor, limits: ListLimits) -> FileList {
    let Some((mut list, bytes)) = FileList::open(disk, ListSource::Conda, path.to_path_buf(), limits) else {
        return FileList {
            unread: Some(FileError::Missing),
            ..FileList::empty(Some(ListSource::Conda), path.to_path_buf())
        };
    };
    if list.unread.is_some() {
        return list;
    }
    // An entry has six values, and a second name of its own. What is none is not to be made into values at all.
    let most = limits.entries.saturating_mul(8);
    if bytes.split(|byte| *byte == b',').nth(most).is_some() {
        list.cut(format!("it has more than {} entries", limits.entries));
        return list;
    }
    match conda_files::read(&bytes) {
        Ok(files) => {
            if files.len() > limits.entries {
                list.cut(format!("only its first {} entries were read", limits.entries));
            }
            let files = files.into_iter().take(limits.entries);
            list.files = files.map(|file| of_conda_file(file, anchor)).collect();
        }
        Err(error) => {
            let reason = format!("not a record of conda: {error}");
            list.mistakes.push(ListMistake { line: 0, reason });
        }
    }
    list
}

fn of_conda_file(file: conda_files::CondaFile, anchor: &Anchor) -> ListedFile {
    let digest = |digest: [u8; 32]| RecordedHash { algorithm: HashAlgorithm::Sha256, digest: digest.into() };
    ListedFile {
        line: 0,
        place: Place::of(&anchor.path, &anchor.path, file.path.as_bytes()),
        written: file.path.into_boxed_bytes(),
        hash: file.sha256.map(digest),
        size: file.size,
    }
}
