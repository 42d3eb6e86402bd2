//! Metadata in zip files: `.egg` archives, and wheels that a `.pth` line puts on the path.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

/// How many bytes of directory and metadata are read from one archive, in bytes.
const READ_LIMIT: u64 = 8 * 1024 * 1024;
/// How long one metadata file in an archive may be, in bytes.
const METADATA_LIMIT: u64 = 1024 * 1024;
/// How many distributions one archive may hold.
const MEMBER_LIMIT: usize = 256;

/// One distribution's metadata in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedMetadata {
    /// The directory in the archive: `EGG-INFO`, `NAME-VERSION.dist-info`.
    pub directory: String,
    /// The beginning of METADATA or PKG-INFO, or nothing where it has none.
    pub metadata: Vec<u8>,
    /// Whether `metadata` is the whole file.
    pub whole: bool,
}

/// Why an archive could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It is no zip file, or a damaged one.
    #[error("not a readable zip file: {0}")]
    Zip(#[from] zip::result::ZipError),
}

/// Finds the metadata in a zip file: `EGG-INFO` with `is_egg`, and every `*.dist-info` and `*.egg-info` at the top.
///
/// At most 8 MiB of the file are read, so an archive with a larger directory is refused.
pub fn read<R: Read + Seek>(file: R, is_egg: bool) -> Result<Vec<ArchivedMetadata>, ArchiveError> {
    let mut archive = ZipArchive::new(Bounded { file, left: READ_LIMIT })?;
    // A member whose name cannot be read is not one that is looked for.
    let names = archive.file_names().filter_map(Result::ok);
    let mut directories: Vec<String> =
        names.filter_map(|name| metadata_directory(&name, is_egg).map(str::to_owned)).collect();
    directories.sort_unstable();
    directories.dedup();
    directories.truncate(MEMBER_LIMIT);
    directories.into_iter().map(|directory| read_one(&mut archive, directory)).collect()
}

/// The first component of a member's name, if it is a metadata directory.
fn metadata_directory(name: &str, is_egg: bool) -> Option<&str> {
    let first = name.split('/').next()?;
    let lower = first.to_ascii_lowercase();
    let found = lower.ends_with(".dist-info") || lower.ends_with(".egg-info") || (is_egg && lower == "egg-info");
    found.then_some(first)
}

fn read_one<R: Read + Seek>(archive: &mut ZipArchive<R>, directory: String) -> Result<ArchivedMetadata, ArchiveError> {
    let mut found = ArchivedMetadata { metadata: Vec::new(), whole: true, directory };
    let names = ["/METADATA", "/PKG-INFO", ""].map(|file| format!("{}{file}", found.directory));
    let Some(index) = names.iter().find_map(|name| archive.index_for_name(name)) else { return Ok(found) };
    let member = archive.by_index(index)?;
    member.take(METADATA_LIMIT).read_to_end(&mut found.metadata).map_err(zip::result::ZipError::from)?;
    found.whole = (found.metadata.len() as u64) < METADATA_LIMIT;
    Ok(found)
}

/// A file of which only so much may be read.
struct Bounded<R> {
    file: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if room == 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "its directory is larger than is read"));
        }
        let count = self.file.read(&mut buffer[..room])?;
        self.left -= count as u64;
        Ok(count)
    }
}

impl<R: Seek> Seek for Bounded<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn zip(members: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        Cursor::new(writer.finish().unwrap().into_inner())
    }

    #[test]
    fn eggs_and_wheels_tell_what_they_hold() {
        let egg = zip(&[("EGG-INFO/PKG-INFO", b"Name: a\n"), ("a.py", b""), ("b/EGG-INFO/PKG-INFO", b"Name: b\n")]);
        let found = read(egg.clone(), true).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].metadata, b"Name: a\n");
        assert_eq!(read(egg, false).unwrap(), []);
        let wheel = zip(&[("x-1.dist-info/METADATA", b"Name: x\n"), ("x-1.dist-info/RECORD", b"")]);
        assert_eq!(read(wheel, false).unwrap()[0].directory, "x-1.dist-info");
    }

    #[test]
    fn what_is_no_zip_is_an_error() {
        assert!(read(Cursor::new(b"PK\x05\x06 and nothing".to_vec()), true).is_err());
        assert!(read(Cursor::new(Vec::new()), true).is_err());
    }
}
