//! An index that is asked.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::block;
use super::build::Built;
use super::digest::Digester;
use super::header::{Header, Provenance};
use super::layout::{BLOCK_LIMIT, HEAD_LIMIT, PREAMBLE, Preamble, SLOT, Slot};
use crate::advisory::{Package, Source, SourceError};

/// Why an index could not be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages show")]
pub enum IndexError {
    /// There is none.
    #[error("there is no advisory index at {}; `fetter db update` makes one", .path.display())]
    Missing { path: PathBuf },
    /// It cannot be opened or read.
    #[error("could not read the advisory index {}: {error}", .path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    /// It is something else.
    #[error("{} is no advisory index; `fetter db update` makes one", .path.display())]
    Foreign { path: PathBuf },
    /// It is of another version of fetter.
    #[error(
        "the advisory index {} has the format {format}, which this version of fetter does not read; `fetter db update` makes it anew",
        .path.display()
    )]
    Format { path: PathBuf, format: u32 },
    /// It is not what was written.
    #[error("the advisory index {} is damaged ({what}); `fetter db update` makes it anew", .path.display())]
    Damaged { path: PathBuf, what: &'static str },
}

/// An open index. Packages are read when they are asked for.
pub struct Index {
    path: PathBuf,
    bytes: Bytes,
    header: Header,
    /// Slots, then names.
    table: Vec<u8>,
    slots: usize,
    first_block: u64,
    unpacker: Mutex<zstd::bulk::Decompressor<'static>>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Index")
            .field("path", &self.path)
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

enum Bytes {
    File(File),
    Memory(Vec<u8>),
}

impl Bytes {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        match self {
            Self::File(file) => file.read_exact_at(buffer, offset),
            Self::Memory(bytes) => {
                let start = usize::try_from(offset).unwrap_or(usize::MAX);
                let end = start.saturating_add(buffer.len());
                let found = bytes.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
                buffer.copy_from_slice(found);
                Ok(())
            }
        }
    }

    fn length(&self) -> io::Result<u64> {
        match self {
            Self::File(file) => file.metadata().map(|status| status.len()),
            Self::Memory(bytes) => Ok(bytes.len() as u64),
        }
    }
}

impl Index {
    /// Opens the index at a path.
    pub fn open(path: &Path) -> Result<Self, IndexError> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                IndexError::Missing { path: path.into() }
            }
            _ => IndexError::Unreadable { path: path.into(), error },
        };
        // A FIFO in its place would wait for ever.
        let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
        let file = File::options().read(true).custom_flags(flags).open(path).map_err(unreadable)?;
        if !file.metadata().map_err(unreadable)?.is_file() {
            return Err(IndexError::Foreign { path: path.into() });
        }
        Self::read(path, Bytes::File(file))
    }

    /// An index that is in memory; the path is what it is called.
    pub fn of_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, IndexError> {
        Self::read(path, Bytes::Memory(bytes))
    }

    fn read(path: &Path, bytes: Bytes) -> Result<Self, IndexError> {
        let damaged = |what| IndexError::Damaged { path: path.into(), what };
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::UnexpectedEof => damaged("it ends too early"),
            _ => IndexError::Unreadable { path: path.into(), error },
        };
        let length = bytes.length().map_err(unreadable)?;
        let mut first = [0; PREAMBLE];
        if length < PREAMBLE as u64 {
            return Err(IndexError::Foreign { path: path.into() });
        }
        bytes.read_at(&mut first, 0).map_err(unreadable)?;
        let preamble = match Preamble::read(&first) {
            None => return Err(IndexError::Foreign { path: path.into() }),
            Some(Err(format)) => return Err(IndexError::Format { path: path.into(), format }),
            Some(Ok(preamble)) => preamble,
        };
        // Before memory is taken for it.
        if preamble.head() > HEAD_LIMIT || preamble.head() > length - PREAMBLE as u64 {
            return Err(damaged("its head is longer than the file"));
        }
        let mut head = vec![0; usize::try_from(preamble.head()).unwrap_or_default()];
        bytes.read_at(&mut head, PREAMBLE as u64).map_err(unreadable)?;
        if crc32fast::hash(&head) != preamble.checksum {
            return Err(damaged("the checksum of its head is wrong"));
        }
        let dictionary = head.split_off(preamble.header as usize + preamble.table as usize);
        let table = head.split_off(preamble.header as usize);
        let header: Header = postcard::from_bytes(&head).map_err(|_| damaged("its header"))?;
        let slots = usize::try_from(header.packages).unwrap_or(usize::MAX);
        let names = slots
            .checked_mul(SLOT)
            .filter(|names| *names <= table.len())
            .ok_or_else(|| damaged("its table"))?;
        let unpacker = zstd::bulk::Decompressor::with_dictionary(&dictionary);
        let unpacker = unpacker.map_err(|_| damaged("its dictionary"))?;
        let first_block = PREAMBLE as u64 + preamble.head();
        let index = Self {
            path: path.into(),
            bytes,
            header,
            table,
            slots,
            first_block,
            unpacker: Mutex::new(unpacker),
        };
        index.see_to_the_table(names, length).then_some(index).ok_or_else(|| damaged("its table"))
    }

    /// Whether all slots lead to names and blocks that are there.
    fn see_to_the_table(&self, names: usize, length: u64) -> bool {
        let size = self.table.len() - names;
        let blocks = length.saturating_sub(self.first_block);
        let mut last = 0;
        (0..self.slots).all(|at| {
            let Some(slot) = self.slot(at) else { return false };
            let end = slot.offset.checked_add(u64::from(slot.length));
            let is_sound = slot.name_end >= last
                && slot.name_end as usize <= size
                && slot.unpacked as usize <= BLOCK_LIMIT
                && end.is_some_and(|end| end <= blocks);
            last = slot.name_end;
            is_sound
        }) && last as usize == size
    }

    /// What it says of itself.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How large its file is, in bytes.
    pub fn size(&self) -> io::Result<u64> {
        self.bytes.length()
    }

    /// The normalised names of all packages that something is known of, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.slots).map(|at| std::str::from_utf8(self.name(at)).unwrap_or_default())
    }

    fn slot(&self, at: usize) -> Option<Slot> {
        Slot::read(self.table.get(at * SLOT..(at + 1) * SLOT)?)
    }

    fn name(&self, at: usize) -> &[u8] {
        let end = |at: usize| self.slot(at).map_or(0, |slot| slot.name_end as usize);
        let start = at.checked_sub(1).map_or(0, end);
        let names = self.slots * SLOT;
        self.table.get(names + start..names + end(at)).unwrap_or_default()
    }

    /// What is known of a package; `None` where nothing is.
    pub fn find(&self, name: &str) -> Result<Option<Package>, IndexError> {
        let (mut low, mut high) = (0, self.slots);
        while low < high {
            let middle = low.midpoint(high);
            match self.name(middle).cmp(name.as_bytes()) {
                std::cmp::Ordering::Equal => return self.block(middle).map(Some),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    /// The same index with another provenance: its records were confirmed, and not fetched again.
    pub fn renewed(&self, provenance: Provenance) -> io::Result<Built> {
        let header = Header { provenance, ..self.header.clone() };
        let mut whole = vec![0; usize::try_from(self.bytes.length()?).unwrap_or_default()];
        self.bytes.read_at(&mut whole, 0)?;
        let mut first = [0; PREAMBLE];
        self.bytes.read_at(&mut first, 0)?;
        let Some(Ok(old)) = Preamble::read(&first) else { return Err(io::ErrorKind::InvalidData.into()) };
        let encoded = postcard::to_allocvec(&header).map_err(io::Error::other)?;
        let kept = PREAMBLE + old.header as usize..PREAMBLE + usize::try_from(old.head()).unwrap_or_default();
        let head = [&encoded[..], whole.get(kept.clone()).unwrap_or_default()].concat();
        let preamble = Preamble {
            header: u32::try_from(encoded.len()).map_err(io::Error::other)?,
            checksum: crc32fast::hash(&head),
            ..old
        };
        let blocks = whole.get(kept.end..).unwrap_or_default();
        Ok(Built { header, bytes: [&preamble.to_bytes()[..], &head, blocks].concat() })
    }

    /// Reads all of it, and sees that the digest of its header is that of its contents.
    pub fn verify(&self) -> Result<(), IndexError> {
        let mut digest = Digester::default();
        for at in 0..self.slots {
            digest.add(self.name(at), &self.unpacked(at)?);
        }
        if digest.finish() == self.header.digest {
            return Ok(());
        }
        Err(IndexError::Damaged { path: self.path.clone(), what: "the digest of its records is wrong" })
    }

    fn block(&self, at: usize) -> Result<Package, IndexError> {
        let damaged = || IndexError::Damaged { path: self.path.clone(), what: "a block" };
        block::read(&self.unpacked(at)?).ok_or_else(damaged)
    }

    fn unpacked(&self, at: usize) -> Result<Vec<u8>, IndexError> {
        let damaged = |what| IndexError::Damaged { path: self.path.clone(), what };
        let slot = self.slot(at).ok_or_else(|| damaged("its table"))?;
        let mut packed = vec![0; slot.length as usize];
        let read = self.bytes.read_at(&mut packed, self.first_block + slot.offset);
        read.map_err(|error| IndexError::Unreadable { path: self.path.clone(), error })?;
        let mut unpacker = self.unpacker.lock().unwrap_or_else(PoisonError::into_inner);
        let unpacked = unpacker.decompress(&packed, slot.unpacked as usize);
        let unpacked = unpacked.map_err(|_| damaged("a block cannot be unpacked"))?;
        if unpacked.len() != slot.unpacked as usize || crc32fast::hash(&unpacked) != slot.checksum {
            return Err(damaged("the checksum of a block is wrong"));
        }
        Ok(unpacked)
    }
}

impl Source for Index {
    fn package(&self, name: &str) -> Result<Option<Package>, SourceError> {
        self.find(name).map_err(|error| SourceError(error.to_string()))
    }
}
