//! One directory's entries, sorted into what the search cares about while they are read.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd};

use rustix::fs::{AtFlags, FileType};
use rustix::io::Errno;

use super::layout;

/// How many entries of one directory are read.
const ENTRY_LIMIT: usize = 4_000_000;
/// The buffer that the kernel fills, in bytes.
const BUFFER: usize = 32 * 1024;

/// Where a name lies in the listing's text.
pub(super) type Name = (u32, u32);

/// What kind of metadata an entry's name promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MetadataEntry {
    DistInfo,
    EggInfo,
    Egg,
    EggLink,
}

/// The entries of one directory. One listing is used again and again, so that reading allocates nothing.
pub(super) struct Listing {
    buffer: Box<[MaybeUninit<u8>]>,
    text: Vec<u8>,
    /// Directories (real ones, no links) that are no metadata.
    pub(super) directories: Vec<Name>,
    /// Entries that promise metadata.
    pub(super) metadata: Vec<(MetadataEntry, Name)>,
    /// `.pth` files.
    pub(super) path_files: Vec<Name>,
    /// Directories, and entries that promise metadata, that begin with `~`.
    pub(super) leftovers: Vec<Name>,
    /// Directories that promise metadata; the walk looks into them only where it is to look everywhere.
    pub(super) metadata_directories: Vec<Name>,
    /// Links that bear the name of an environment or of a site.
    pub(super) links: Vec<Name>,
    /// What is named as metadata and is neither a file nor a directory.
    pub(super) irregular: Vec<Name>,
    /// How many entries there were.
    pub(super) count: usize,
    /// What else is there, as far as it matters.
    pub(super) markers: Markers,
}

/// Names that tell what a directory is.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is the presence of one file, independent of the others"
)]
pub(super) struct Markers {
    pub(super) pyvenv_cfg: bool,
    pub(super) conda_meta: bool,
    pub(super) os_py: bool,
    pub(super) init_py: bool,
    pub(super) cachedir_tag: bool,
    pub(super) python_exe: bool,
    pub(super) windows_lib: bool,
    pub(super) site_link: bool,
    pub(super) lib_python: bool,
    pub(super) dist_info: bool,
    pub(super) installed_egg: bool,
}

impl Listing {
    pub(super) fn new() -> Self {
        Self {
            buffer: vec![MaybeUninit::uninit(); BUFFER].into_boxed_slice(),
            text: Vec::with_capacity(16 * 1024),
            directories: Vec::new(),
            metadata: Vec::new(),
            path_files: Vec::new(),
            leftovers: Vec::new(),
            metadata_directories: Vec::new(),
            links: Vec::new(),
            irregular: Vec::new(),
            count: 0,
            markers: Markers::default(),
        }
    }

    /// The name without its NUL.
    pub(super) fn name(&self, (start, end): Name) -> &[u8] {
        &self.text[start as usize..end as usize]
    }

    /// Reads a directory. True where it held more than is read.
    pub(super) fn read(&mut self, directory: BorrowedFd<'_>) -> Result<bool, Errno> {
        self.text.clear();
        self.directories.clear();
        self.metadata.clear();
        self.path_files.clear();
        self.leftovers.clear();
        self.metadata_directories.clear();
        self.links.clear();
        self.irregular.clear();
        self.markers = Markers::default();
        let mut buffer = std::mem::take(&mut self.buffer);
        let read = self.read_entries(directory, &mut buffer);
        self.buffer = buffer;
        read
    }

    fn read_entries(
        &mut self,
        directory: BorrowedFd<'_>,
        buffer: &mut [MaybeUninit<u8>],
    ) -> Result<bool, Errno> {
        let mut entries = rustix::fs::RawDir::new(directory, buffer);
        self.count = 0;
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name();
            let file_type = match entry.file_type() {
                FileType::Unknown => status(directory, name),
                known => known,
            };
            self.sort(name.to_bytes(), file_type);
            self.count += 1;
            if self.count == ENTRY_LIMIT {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn sort(&mut self, name: &[u8], file_type: FileType) {
        match file_type {
            FileType::Directory => self.sort_directory(name),
            FileType::RegularFile => self.sort_file(name),
            FileType::Symlink => self.sort_link(name),
            _ => self.sort_other(name),
        }
    }

    fn sort_directory(&mut self, name: &[u8]) {
        if name == b"." || name == b".." {
            return;
        }
        if name[0] == b'~' {
            let place = self.keep(name);
            self.leftovers.push(place);
        } else if let Some(entry) = directory_metadata(name) {
            let place = self.promise(entry, name);
            if entry != MetadataEntry::Egg {
                self.metadata_directories.push(place);
                return;
            }
        }
        match name {
            b"conda-meta" => self.markers.conda_meta = true,
            b"Lib" => self.markers.windows_lib = true,
            b"lib-python" => self.markers.lib_python = true,
            _ => {}
        }
        let place = self.keep(name);
        self.directories.push(place);
    }

    fn sort_file(&mut self, name: &[u8]) {
        // Nearly every file is passed over after a look at its last byte.
        match name[name.len() - 1] {
            b'h' if name.ends_with(b".pth") => {
                let place = self.keep(name);
                self.path_files.push(place);
            }
            b'g' | b'G' if name == b"pyvenv.cfg" => self.markers.pyvenv_cfg = true,
            b'G' if name == b"CACHEDIR.TAG" => self.markers.cachedir_tag = true,
            b'y' if name == b"os.py" => self.markers.os_py = true,
            b'c' if name == b"os.pyc" => self.markers.os_py = true,
            b'y' if name == b"__init__.py" => self.markers.init_py = true,
            b'e' | b'E' if name.eq_ignore_ascii_case(b"python.exe") => self.markers.python_exe = true,
            b'o' | b'O' | b'g' | b'G' | b'k' | b'K' => {
                let Some(entry) = file_metadata(name) else { return };
                if name[0] == b'~' {
                    let place = self.keep(name);
                    self.leftovers.push(place);
                } else {
                    self.promise(entry, name);
                }
            }
            _ => {}
        }
    }

    /// A link is no way down, but it may stand for metadata or for a file.
    fn sort_link(&mut self, name: &[u8]) {
        match name {
            b"site-packages" | b"dist-packages" => {
                self.markers.site_link = true;
                let place = self.keep(name);
                self.links.push(place);
            }
            b"conda-meta" => self.markers.conda_meta = true,
            _ if layout::is_called_environment(name) => {
                let place = self.keep(name);
                self.links.push(place);
            }
            _ => self.sort_file(name),
        }
    }

    /// A FIFO, a socket, a device, or what cannot be told.
    fn sort_other(&mut self, name: &[u8]) {
        if file_metadata(name).is_some() || name.ends_with(b".pth") || name == b"pyvenv.cfg" {
            let place = self.keep(name);
            self.irregular.push(place);
        }
    }

    /// Notes an entry that promises metadata.
    fn promise(&mut self, entry: MetadataEntry, name: &[u8]) -> Name {
        self.markers.dist_info |= entry == MetadataEntry::DistInfo;
        self.markers.installed_egg |= matches!(entry, MetadataEntry::Egg | MetadataEntry::EggLink);
        let place = self.keep(name);
        self.metadata.push((entry, place));
        place
    }

    fn keep(&mut self, name: &[u8]) -> Name {
        let start = self.text.len();
        self.text.extend_from_slice(name);
        let end = self.text.len();
        // A directory of 4,000,000 entries of 255 bytes stays below 4 GiB.
        (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
    }
}

fn status(directory: BorrowedFd<'_>, name: &CStr) -> FileType {
    rustix::fs::statat(directory.as_fd(), name, AtFlags::SYMLINK_NOFOLLOW)
        .map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode))
}

fn directory_metadata(name: &[u8]) -> Option<MetadataEntry> {
    match name.last() {
        Some(b'o' | b'O') if ends_with(name, b".dist-info") => Some(MetadataEntry::DistInfo),
        Some(b'o' | b'O') if ends_with(name, b".egg-info") => Some(MetadataEntry::EggInfo),
        Some(b'g' | b'G') if ends_with(name, b".egg") => Some(MetadataEntry::Egg),
        _ => None,
    }
}

fn file_metadata(name: &[u8]) -> Option<MetadataEntry> {
    if ends_with(name, b".egg-link") { Some(MetadataEntry::EggLink) } else { directory_metadata(name) }
}

/// `importlib.metadata` folds the case of these endings, so it is folded here.
fn ends_with(name: &[u8], ending: &[u8]) -> bool {
    name.len() >= ending.len() && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending)
}
