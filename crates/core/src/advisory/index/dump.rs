//! Dumps of an ecosystem's records: a zip file, or a directory, with one JSON file for each record.

use std::io::{Read, Seek};
use std::path::Path;

use crate::inventory::file::Disk;

/// How many files of a dump are read.
const FILES: usize = 2_000_000;
/// How large one record may be, in bytes.
const RECORD: u64 = 16 * 1024 * 1024;
/// How large all records may be together, in bytes.
const TOTAL: u64 = 2 * 1024 * 1024 * 1024;

/// Why a dump could not be read.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages show")]
pub enum DumpError {
    /// It is no zip file, or a damaged one.
    #[error("it is no zip file that can be read: {0}")]
    Archive(String),
    /// It cannot be listed.
    #[error("the directory could not be listed: {0}")]
    Directory(std::io::Error),
    /// It is larger than is read.
    #[error("it has more than {limit} {what}, which is more than is read")]
    TooLarge { limit: u64, what: &'static str },
}

/// Reads the records of a zip file. `each` gets the name of a file and its bytes, or why they could not be read.
///
/// An archive whose directory is damaged is an error as a whole, and so is a file in it whose bytes are not those that were
/// packed: part of a dump is no dump.
pub fn read_zip(
    archive: impl Read + Seek,
    mut each: impl FnMut(&str, Result<&[u8], &str>),
) -> Result<(), DumpError> {
    let broken = |error: &dyn std::fmt::Display| DumpError::Archive(error.to_string());
    let mut archive = zip::ZipArchive::new(archive).map_err(|error| broken(&error))?;
    if archive.len() > FILES {
        return Err(DumpError::TooLarge { limit: FILES as u64, what: "files" });
    }
    let (mut bytes, mut total) = (Vec::new(), 0);
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| broken(&error))?;
        let name = file.name().map_err(|error| broken(&error))?.into_owned();
        if !file.is_file() || !is_record(&name) {
            continue;
        }
        bytes.clear();
        let read = file.take(RECORD + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        total += read as u64;
        if total > TOTAL {
            return Err(DumpError::TooLarge { limit: TOTAL, what: "bytes" });
        }
        each(&name, bounded(&bytes));
    }
    Ok(())
}

/// Reads the records of a directory: the `.json` files in it, not those of directories below.
pub fn read_directory(
    directory: &Path,
    mut each: impl FnMut(&str, Result<&[u8], &str>),
) -> Result<(), DumpError> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(DumpError::Directory)? {
        let name = entry.map_err(DumpError::Directory)?.file_name();
        if is_record(&name.to_string_lossy()) {
            names.push(name);
        }
        if names.len() > FILES {
            return Err(DumpError::TooLarge { limit: FILES as u64, what: "files" });
        }
    }
    names.sort();
    let disk = Disk::here();
    for name in names {
        let shown = name.to_string_lossy();
        match disk.read(&directory.join(&name), usize::try_from(RECORD).unwrap_or(usize::MAX)) {
            Ok(read) if !read.whole => each(&shown, Err(TOO_LARGE)),
            Ok(read) => each(&shown, Ok(&read.bytes)),
            Err(error) => each(&shown, Err(&error.to_string())),
        }
    }
    Ok(())
}

const TOO_LARGE: &str = "it is larger than a record is read";

fn bounded(bytes: &[u8]) -> Result<&[u8], &'static str> {
    if bytes.len() as u64 > RECORD { Err(TOO_LARGE) } else { Ok(bytes) }
}

fn is_record(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    !file.starts_with('.')
        && Path::new(file).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}
