//! A wheel's members, read within bounds.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

/// How much of a wheel's directory and metadata is read, in bytes.
const DIRECTORY_LIMIT: u64 = 256 * 1024 * 1024;

/// An open wheel.
pub(super) struct Wheel {
    archive: ZipArchive<Limited>,
    left: Rc<Cell<u64>>,
}

/// A file of which only so much may be read at a time.
struct Limited {
    file: File,
    left: Rc<Cell<u64>>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let room = buffer.len().min(usize::try_from(self.left.get()).unwrap_or(usize::MAX));
        if room == 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than is read"));
        }
        let count = self.file.read(&mut buffer[..room])?;
        self.left.set(self.left.get() - count as u64);
        Ok(count)
    }
}

impl Seek for Limited {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Wheel {
    /// Reads the directory of a wheel.
    pub(super) fn open(file: File) -> Result<Self, String> {
        let left = Rc::new(Cell::new(DIRECTORY_LIMIT));
        let limited = Limited { file, left: Rc::clone(&left) };
        let archive =
            ZipArchive::new(limited).map_err(|error| format!("it is no readable wheel: {error}"))?;
        Ok(Self { archive, left })
    }

    /// The names of its files, each with its place.
    pub(super) fn names(&self) -> Vec<(usize, String)> {
        let named = |at| Some((at, self.archive.name_for_index(at)?.ok()?.into_owned()));
        let all = (0..self.archive.len()).filter_map(named);
        all.filter(|(_, name)| !name.ends_with('/')).collect()
    }

    /// A member's contents, of which no more than `limit` bytes are unpacked; `None` where there are more.
    pub(super) fn read(&mut self, at: usize, limit: u64) -> Result<Option<Vec<u8>>, String> {
        let mut bytes = Vec::new();
        let read = self.member(at, limit, |member| member.read_to_end(&mut bytes).map(drop));
        read.map(|()| Some(bytes).filter(|bytes| bytes.len() as u64 <= limit))
    }

    /// A member's SHA-256, if it has no more than `limit` bytes; else any other digest than that.
    pub(super) fn sha256(&mut self, at: usize, limit: u64) -> Result<Option<[u8; 32]>, String> {
        let mut digest = Sha256::new();
        let mut size = 0_u64;
        self.member(at, limit, |member| {
            let mut buffer = [0; 16 * 1024];
            loop {
                match member.read(&mut buffer)? {
                    0 => return Ok(()),
                    count => {
                        size += count as u64;
                        digest.update(&buffer[..count]);
                    }
                }
            }
        })?;
        Ok((size <= limit).then(|| digest.finalize().into()))
    }

    /// Reads one byte more than the limit at most, so that what is longer is told.
    fn member(
        &mut self,
        at: usize,
        limit: u64,
        read: impl FnOnce(&mut dyn Read) -> io::Result<()>,
    ) -> Result<(), String> {
        // What is packed is hardly ever larger than what it holds.
        self.left.set(limit.saturating_mul(2).saturating_add(1024 * 1024));
        let member = self.archive.by_index(at).map_err(|error| error.to_string())?;
        read(&mut member.take(limit.saturating_add(1))).map_err(|error| error.to_string())
    }
}
