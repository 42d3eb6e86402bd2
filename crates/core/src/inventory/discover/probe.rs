//! Looks at one directory as a prefix: what in it belongs to a Python, by the names of files.

use std::path::{Path, PathBuf};

use rustix::fs::FileType;
use rustix::io::Errno;

use super::{layout, library, windows};
use crate::inventory::Problem;
use crate::inventory::file::{Disk, FileError, join};
use crate::metadata::venv_config::VenvConfig;

pub(super) use super::library::Library;

/// How much of `pyvenv.cfg` is read, in bytes.
const CONFIG_LIMIT: usize = 64 * 1024;

/// What a directory has of a Python prefix.
#[derive(Debug)]
pub(super) struct Prefix {
    /// Its real path.
    pub(super) path: PathBuf,
    /// `pyvenv.cfg`, or what it would say if nothing stood in it, where it cannot be read.
    pub(super) config: Option<VenvConfig>,
    /// The interpreters in `bin` or `Scripts`.
    pub(super) executables: Vec<FoundExecutable>,
    /// The libraries of each Python version.
    pub(super) libraries: Vec<Library>,
    /// Whether it has `conda-meta`.
    pub(super) conda: bool,
    /// Whether it has the layout of Windows.
    pub(super) windows: bool,
    /// What of it could not be read.
    pub(super) problems: Vec<Problem>,
}

/// An interpreter's name in a prefix.
#[derive(Debug)]
pub(super) struct FoundExecutable {
    pub(super) path: PathBuf,
    /// Whether it is a link, which may lead out of the prefix.
    pub(super) is_link: bool,
    /// Whether it, or what it links to, is a file.
    pub(super) exists: bool,
}

impl FoundExecutable {
    /// The real file, if it exists.
    pub(super) fn real(&self, disk: &Disk) -> Option<PathBuf> {
        match (self.exists, self.is_link) {
            (false, _) => None,
            (true, false) => Some(self.path.clone()),
            (true, true) => disk.resolve(&self.path).ok(),
        }
    }

    /// What it is called.
    pub(super) fn name(&self) -> &[u8] {
        self.path.file_name().unwrap_or_default().as_encoded_bytes()
    }
}

/// Probes a real path. `None` where nothing of a Python is there.
pub(super) fn probe(disk: &Disk, path: PathBuf) -> Option<Prefix> {
    let mut problems = Vec::new();
    disk.know(&path);
    let config = config(disk, &path, &mut problems);
    let mut libraries = library::of_prefix(disk, &path, config.is_some(), &mut problems);
    let windows = libraries.is_empty().then(|| windows::library(disk, &path, config.as_ref())).flatten();
    let is_windows = windows.is_some();
    libraries.extend(windows);
    if libraries.is_empty() {
        libraries.extend(library::of_old_pypy(disk, &path));
    }
    let executables = executables(disk, &path, is_windows, &mut problems);
    let conda = disk.is_directory_at(&path.join("conda-meta"));
    let anything = !libraries.is_empty()
        || conda
        || (config.is_some() && !executables.is_empty())
        || !problems.is_empty();
    anything.then_some(Prefix { path, config, executables, libraries, conda, windows: is_windows, problems })
}

/// `pyvenv.cfg` in the prefix or, as Python would have it too, beside the interpreter.
fn config(disk: &Disk, prefix: &Path, problems: &mut Vec<Problem>) -> Option<VenvConfig> {
    [prefix.join("pyvenv.cfg"), prefix.join("bin/pyvenv.cfg")].into_iter().find_map(|file| {
        match disk.read_at(&file, CONFIG_LIMIT) {
            Ok(read) => {
                if !read.whole {
                    problems.push(Problem::cut(file, CONFIG_LIMIT));
                }
                Some(VenvConfig::read(&read.bytes))
            }
            Err(FileError::Missing) => None,
            Err(error) => {
                problems.push(error.problem(&file));
                Some(VenvConfig::default())
            }
        }
    })
}

/// The names in a directory that are wanted, with what they are, sorted; none where it cannot be read.
pub(super) fn names(
    disk: &Disk,
    directory: &Path,
    wanted: impl Fn(&[u8]) -> bool,
) -> Vec<(Vec<u8>, FileType)> {
    names_in(disk, directory, wanted).unwrap_or_default()
}

/// As [`names`]; a directory that is there and cannot be read is a problem.
pub(super) fn names_or_problem(
    disk: &Disk,
    directory: &Path,
    problems: &mut Vec<Problem>,
    wanted: impl Fn(&[u8]) -> bool,
) -> Vec<(Vec<u8>, FileType)> {
    let read = match names_in(disk, directory, &wanted) {
        // The directory is a link, of a prefix whose parts lie elsewhere.
        Err(errno @ (Errno::LOOP | Errno::NOTDIR)) => match disk.real_directory(directory) {
            Some(real) => names_in(disk, &real, &wanted),
            None => Err(errno),
        },
        read => read,
    };
    read.unwrap_or_else(|errno| {
        if !matches!(errno, Errno::NOENT | Errno::NOTDIR | Errno::LOOP) {
            problems.push(Problem::unreadable_directory(directory, errno));
        }
        Vec::new()
    })
}

/// As [`names`], for who must know why a directory cannot be read.
pub(super) fn names_in(
    disk: &Disk,
    directory: &Path,
    wanted: impl Fn(&[u8]) -> bool,
) -> Result<Vec<(Vec<u8>, FileType)>, Errno> {
    let opened = disk.open_directory_at(directory)?;
    disk.know(directory);
    let mut buffer = [std::mem::MaybeUninit::uninit(); 16 * 1024];
    let mut entries = rustix::fs::RawDir::new(&opened, &mut buffer);
    let mut found = Vec::new();
    while let Some(entry) = entries.next() {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if wanted(name) {
            found.push((name.to_vec(), entry.file_type()));
        }
    }
    found.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
    Ok(found)
}

fn executables(
    disk: &Disk,
    prefix: &Path,
    windows: bool,
    problems: &mut Vec<Problem>,
) -> Vec<FoundExecutable> {
    let places =
        if windows { vec![prefix.to_path_buf(), prefix.join("Scripts")] } else { vec![prefix.join("bin")] };
    let mut found = Vec::new();
    for place in places {
        for (name, file_type) in names_or_problem(disk, &place, problems, layout::is_interpreter) {
            let path = join(&place, &name);
            let is_link = file_type != FileType::RegularFile;
            let exists = !is_link || disk.links_to_file(&path);
            if file_type != FileType::Directory {
                found.push(FoundExecutable { path, is_link, exists });
            }
        }
    }
    found
}
