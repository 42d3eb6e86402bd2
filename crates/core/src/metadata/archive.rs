//! Metadata in zip files: `.egg` archives, and wheels that a `.pth` line puts on the path.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

/// How many bytes of directory and metadata are read from one archive, in bytes.
const READ_LIMIT: u64 = 8 * 1024 * 1024;
/// How long one metadata file in an archive may be, in bytes.
const METADATA_LIMIT: u64 = 1024 * 1024;
/// How long all of them may be together, in bytes.
const UNPACKED_LIMIT: u64 = 16 * 1024 * 1024;
/// How many distributions one archive may hold.
const MEMBER_LIMIT: usize = 256;

/// One distribution's metadata in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedMetadata {
    /// The directory in the archive: `EGG-INFO`, `NAME-VERSION.dist-info`.
    pub directory: String,
    /// METADATA or PKG-INFO, if it has one that can be read.
    pub metadata: Option<Member>,
    /// `requires.txt`, likewise.
    pub requires: Option<Member>,
    /// What could not be read, and why.
    pub errors: Vec<String>,
}

/// The beginning of a file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether they are the whole file.
    pub whole: bool,
}

/// What an archive holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archived {
    /// The distributions, sorted by directory.
    pub found: Vec<ArchivedMetadata>,
    /// Whether it holds more of them than are read.
    pub is_cut: bool,
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
pub fn read<R: Read + Seek>(file: R, is_egg: bool) -> Result<Archived, ArchiveError> {
    let mut archive = ZipArchive::new(Bounded { file, left: READ_LIMIT })?;
    // A member whose name cannot be read is not one that is looked for.
    let names = archive.file_names().filter_map(Result::ok);
    let mut directories: Vec<String> =
        names.filter_map(|name| metadata_directory(&name, is_egg).map(str::to_owned)).collect();
    directories.sort_unstable();
    directories.dedup();
    let is_cut = directories.len() > MEMBER_LIMIT;
    directories.truncate(MEMBER_LIMIT);
    let mut room = UNPACKED_LIMIT;
    Ok(Archived {
        found: directories
            .into_iter()
            .map(|directory| read_one(&mut archive, directory, &mut room))
            .collect(),
        is_cut,
    })
}

/// The first component of a member's name, if it is a metadata directory.
fn metadata_directory(name: &str, is_egg: bool) -> Option<&str> {
    let first = name.split('/').next()?;
    let lower = first.to_ascii_lowercase();
    let found =
        lower.ends_with(".dist-info") || lower.ends_with(".egg-info") || (is_egg && lower == "egg-info");
    found.then_some(first)
}

fn read_one<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    directory: String,
    room: &mut u64,
) -> ArchivedMetadata {
    let mut errors = Vec::new();
    let mut first_of = |files: &[&str]| {
        files.iter().find_map(|file| match read_member(archive, &format!("{directory}{file}"), room) {
            // As `importlib.metadata` has it, what is empty is not there.
            Ok(member) => member.filter(|member| !member.bytes.is_empty()),
            Err(error) => {
                errors.push(format!("{directory}{file}: {error}"));
                None
            }
        })
    };
    let (metadata, requires) = (first_of(&["/METADATA", "/PKG-INFO", ""]), first_of(&["/requires.txt"]));
    ArchivedMetadata { directory, metadata, requires, errors }
}

fn read_member<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    room: &mut u64,
) -> Result<Option<Member>, ArchiveError> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    if *room == 0 {
        let reason = format!("all metadata in it is longer than {UNPACKED_LIMIT} bytes");
        return Err(zip::result::ZipError::from(io::Error::new(io::ErrorKind::FileTooLarge, reason)).into());
    }
    let limit = METADATA_LIMIT.min(*room);
    let member = archive.by_index(index)?;
    let mut bytes = Vec::new();
    member.take(limit).read_to_end(&mut bytes).map_err(zip::result::ZipError::from)?;
    *room -= bytes.len() as u64;
    let whole = (bytes.len() as u64) < limit;
    Ok(Some(Member { bytes, whole }))
}

/// A file of which only so much may be read.
pub(crate) struct Bounded<R> {
    pub(crate) file: R,
    pub(crate) left: u64,
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
        let egg = zip(&[
            ("EGG-INFO/PKG-INFO", b"Name: a\n"),
            ("EGG-INFO/requires.txt", b"six\n"),
            ("a.py", b""),
            ("b/EGG-INFO/PKG-INFO", b"Name: b\n"),
        ]);
        let found = read(egg.clone(), true).unwrap().found;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].metadata.as_ref().unwrap().bytes, b"Name: a\n");
        assert_eq!(found[0].requires.as_ref().unwrap().bytes, b"six\n");
        assert_eq!(read(egg, false).unwrap(), Archived::default());
        let wheel = zip(&[("x-1.dist-info/METADATA", b"Name: x\n"), ("x-1.dist-info/RECORD", b"")]);
        assert_eq!(read(wheel, false).unwrap().found[0].directory, "x-1.dist-info");
    }

    #[test]
    fn an_archive_of_too_many_says_so() {
        let names: Vec<String> =
            (0..300).map(|number| format!("p{number:03}-1.dist-info/METADATA")).collect();
        let members: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), &b"Name: p\n"[..])).collect();
        let archived = read(zip(&members), false).unwrap();
        assert_eq!((archived.found.len(), archived.is_cut), (MEMBER_LIMIT, true));
    }

    #[test]
    fn what_unpacks_without_end_is_not_unpacked() {
        let text = vec![b'x'; 1024 * 1024];
        let names: Vec<String> = (0..20).map(|number| format!("p{number:02}-1.dist-info/METADATA")).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &text[..])).collect();
        let found = read(zip(&members), false).unwrap().found;
        assert_eq!(found.len(), 20);
        assert!(found[..16].iter().all(|one| one.metadata.is_some()));
        assert!(found[16..].iter().all(|one| one.metadata.is_none() && one.errors[0].contains("longer")));
    }

    #[test]
    fn what_is_no_zip_is_an_error() {
        assert!(read(Cursor::new(b"PK\x05\x06 and nothing".to_vec()), true).is_err());
        assert!(read(Cursor::new(Vec::new()), true).is_err());
    }
}
