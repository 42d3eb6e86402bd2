//! Archives on the path: the names of what is in them, and the text of a module.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use zip::ZipArchive;

use crate::inventory::file::{Disk, FileError};
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::archive::Bounded;

/// How much is read of one archive to look into it, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;
/// How much is read of all archives together, in bytes.
const WHOLE_LIMIT: u64 = 256 * 1024 * 1024;
/// How far from the end of a file Python looks for what makes it an archive, in bytes.
const TAIL: i64 = 22 + 65_535;

type Opened = ZipArchive<Bounded<BufReader<File>>>;

/// The archives that were looked into.
pub(super) struct Archives {
    names: HashMap<PathBuf, Rc<Vec<String>>>,
    left: u64,
}

impl Archives {
    pub(super) fn new() -> Self {
        Self { names: HashMap::new(), left: WHOLE_LIMIT }
    }

    /// The names of the members of an archive, sorted. A file that is none has no members, as for Python.
    pub(super) fn names(&mut self, disk: &Disk, path: &Path, problems: &mut Vec<Problem>) -> Rc<Vec<String>> {
        if let Some(known) = self.names.get(path) {
            return Rc::clone(known);
        }
        let names = self.open(disk, path).map(|archive| {
            let mut names: Vec<String> =
                archive.file_names().filter_map(Result::ok).map(Into::into).collect();
            self.close(archive);
            names.sort_unstable();
            names
        });
        let names = names.unwrap_or_else(|problem| {
            problems.extend(problem);
            Vec::new()
        });
        let names = Rc::new(names);
        self.names.insert(path.to_path_buf(), Rc::clone(&names));
        names
    }

    /// The first bytes of a member, and whether they are all.
    pub(super) fn read(
        &mut self,
        disk: &Disk,
        path: &Path,
        member: &str,
        limit: usize,
    ) -> Result<(Vec<u8>, bool), Option<Problem>> {
        let mut archive = self.open(disk, path)?;
        let mut bytes = Vec::new();
        let read = archive.by_name(member).map_err(std::io::Error::from).and_then(|found| {
            // One byte more, so that a longer one is seen to be cut.
            found.take(limit as u64 + 1).read_to_end(&mut bytes)
        });
        self.close(archive);
        if let Err(error) = read {
            let reason = format!("could not read {member} in it: {error}");
            return Err(Some(Problem::new(path, ProblemCode::ArchiveInvalid, reason)));
        }
        let is_whole = bytes.len() <= limit;
        bytes.truncate(limit);
        Ok((bytes, is_whole))
    }

    /// Opens an archive. `Err(None)`: it is none, and does not claim to be.
    fn open(&mut self, disk: &Disk, path: &Path) -> Result<Opened, Option<Problem>> {
        let base = path.parent().unwrap_or(path);
        let mut file = match disk.open_through_links(base, path) {
            Ok((file, _)) => File::from(file),
            Err(FileError::Missing) => return Err(None),
            Err(error) => return Err(Some(error.problem(path))),
        };
        if !is_archive(&mut file) && !is_named(path) {
            return Err(None);
        }
        if self.left == 0 {
            let reason = format!("archives were read to {WHOLE_LIMIT} bytes together, and this one was not");
            return Err(Some(Problem::new(path, ProblemCode::SiteUnread, reason)));
        }
        let granted = self.left.min(LIMIT);
        self.left -= granted;
        ZipArchive::new(Bounded { file: BufReader::new(file), left: granted }).map_err(|error| {
            let reason = format!("not a readable zip file: {error}");
            Some(Problem::new(path, ProblemCode::ArchiveInvalid, reason))
        })
    }

    /// Gives back what was not read.
    fn close(&mut self, archive: Opened) {
        self.left += archive.into_inner().left;
    }
}

/// Whether the end of a file has the mark by which Python knows an archive, whatever its name.
fn is_archive(file: &mut File) -> bool {
    let mut end = Vec::new();
    let length = file.seek(SeekFrom::End(0)).unwrap_or(0);
    let back = TAIL.min(i64::try_from(length).unwrap_or(TAIL));
    let read = file
        .seek(SeekFrom::End(-back))
        .and_then(|_| Read::by_ref(file).take(back.unsigned_abs()).read_to_end(&mut end));
    let is_there = read.is_ok() && memchr::memmem::find(&end, b"PK\x05\x06").is_some();
    file.rewind().is_ok() && is_there
}

/// Whether a name says that a file is an archive.
fn is_named(path: &Path) -> bool {
    let named = ["zip", "egg", "whl", "pyz"];
    path.extension().is_some_and(|ending| named.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
