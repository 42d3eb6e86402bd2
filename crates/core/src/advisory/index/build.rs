//! From records to an index.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use super::block;
use super::digest::Digester;
use super::header::{Header, Provenance, Unreadable};
use super::layout::{BLOCK_LIMIT, HEAD_LIMIT, PREAMBLE, Preamble, SLOT, Slot};
use crate::advisory::{Advisory, Package, read_record};
use crate::timestamp::Timestamp;

/// How well blocks are compressed: beyond this, little is won for much time.
const LEVEL: i32 = 12;
/// How large the dictionary may be, in bytes.
const DICTIONARY: usize = 96 * 1024;
/// How much of the blocks the dictionary is trained on, in bytes.
const SAMPLES: usize = 8 * 1024 * 1024;
/// How many unreadable records are named.
const NAMED: usize = 100;

/// Takes records, and makes an index of them.
#[derive(Debug, Default)]
pub struct Builder {
    records: HashMap<String, Advisory>,
    foreign: u64,
    unreadable: Vec<Unreadable>,
    unreadable_count: u64,
}

/// An index that was built: its header, and all bytes of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// What it says of itself.
    pub header: Header,
    /// The whole file.
    pub bytes: Vec<u8>,
}

struct Block {
    name: String,
    unpacked: Vec<u8>,
}

impl Builder {
    /// Takes a record as a dump has it; what cannot be read is remembered by the name of its file.
    pub fn add(&mut self, file: &str, json: &[u8]) {
        match read_record(json) {
            Ok(advisory) => self.take(advisory),
            Err(error) => self.refuse(file, &error.to_string()),
        }
    }

    /// Remembers a record that could not be read.
    pub fn refuse(&mut self, file: &str, reason: &str) {
        self.unreadable_count += 1;
        self.unreadable
            .push(Unreadable { file: file.chars().take(200).collect(), reason: reason.to_owned() });
        if self.unreadable.len() > 2 * NAMED {
            self.cut_unreadable();
        }
    }

    fn cut_unreadable(&mut self) {
        self.unreadable.sort_by(|left, right| left.file.cmp(&right.file));
        self.unreadable.truncate(NAMED);
    }

    fn take(&mut self, advisory: Advisory) {
        if advisory.affected.is_empty() {
            self.foreign += 1;
            return;
        }
        // A dump has each record once; of two of one name the later one counts, in whatever order they come.
        let age = |record: &Advisory| {
            (record.detail.modified.clone(), record.withdrawn.clone(), format!("{record:?}"))
        };
        match self.records.entry(advisory.id.clone()) {
            Entry::Occupied(mut known) if age(known.get()) < age(&advisory) => {
                known.insert(advisory);
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => {
                place.insert(advisory);
            }
        }
    }

    /// How many records were taken that say something about Python packages, withdrawn ones too.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.records.len() as u64
    }

    /// Makes the index.
    ///
    /// Fails where it would become larger than the format allows, or where compressing fails for want of memory.
    pub fn build(mut self, provenance: Provenance) -> io::Result<Built> {
        self.cut_unreadable();
        let blocks = self.blocks()?;
        let mut digest = Digester::default();
        for block in &blocks {
            digest.add(block.name.as_bytes(), &block.unpacked);
        }
        let standing = || self.records.values().filter(|record| record.withdrawn.is_none());
        let malware = standing().filter(|record| record.id.starts_with("MAL-")).count();
        let newest = self.newest(provenance.retrieved);
        let header = Header {
            provenance,
            records: standing().count() as u64,
            malware: malware as u64,
            withdrawn: (self.records.len() - standing().count()) as u64,
            foreign: self.foreign,
            packages: blocks.len() as u64,
            newest,
            unreadable: self.unreadable,
            unreadable_count: self.unreadable_count,
            digest: digest.finish(),
        };
        let bytes = assemble(&header, &blocks)?;
        Ok(Built { header, bytes })
    }

    /// When the newest record was changed. A date that is later than the dump says nothing of how old that is.
    fn newest(&self, retrieved: u64) -> String {
        const DAY: u64 = 86_400;
        let end = Timestamp::of_unix_time(retrieved.saturating_add(DAY)).map(|time| time.to_string());
        let moments = self.records.values().filter_map(|record| record.detail.modified.as_ref());
        let (past, future): (Vec<&String>, Vec<&String>) =
            moments.partition(|moment| end.as_ref().is_none_or(|end| *moment <= end));
        past.into_iter().max().or(future.into_iter().min()).cloned().unwrap_or_default()
    }

    fn blocks(&self) -> io::Result<Vec<Block>> {
        let block = |(name, package): (&str, Package)| {
            let unpacked = block::write(&package);
            if unpacked.len() > BLOCK_LIMIT {
                return Err(io::Error::other(format!(
                    "the records of {name} are more than an index can hold"
                )));
            }
            Ok(Block { name: name.to_owned(), unpacked })
        };
        Package::of_all(self.records.values()).map(block).collect()
    }
}

/// Puts the parts together.
fn assemble(header: &Header, blocks: &[Block]) -> io::Result<Vec<u8>> {
    let dictionary = dictionary(blocks);
    let mut compressor = zstd::bulk::Compressor::with_dictionary(LEVEL, &dictionary)?;
    let (mut slots, mut names, mut packed) = (Vec::new(), Vec::new(), Vec::new());
    for block in blocks {
        let compressed = compressor.compress(&block.unpacked)?;
        names.extend_from_slice(block.name.as_bytes());
        let slot = Slot {
            name_end: number(names.len())?,
            length: number(compressed.len())?,
            offset: packed.len() as u64,
            unpacked: number(block.unpacked.len())?,
            checksum: crc32fast::hash(&block.unpacked),
        };
        slots.extend_from_slice(&slot.to_bytes());
        packed.extend_from_slice(&compressed);
    }
    debug_assert_eq!(slots.len(), blocks.len() * SLOT);
    let header = postcard::to_allocvec(header).map_err(io::Error::other)?;
    let head = [&header[..], &slots, &names, &dictionary].concat();
    let preamble = Preamble {
        header: number(header.len())?,
        table: number(slots.len() + names.len())?,
        dictionary: number(dictionary.len())?,
        checksum: crc32fast::hash(&head),
    };
    if preamble.head() > HEAD_LIMIT {
        return Err(io::Error::other("there are more packages than an index can hold"));
    }
    let mut bytes = Vec::with_capacity(PREAMBLE + head.len() + packed.len());
    bytes.extend_from_slice(&preamble.to_bytes());
    bytes.extend_from_slice(&head);
    bytes.extend_from_slice(&packed);
    Ok(bytes)
}

fn number(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::Error::other("it is more than an index can hold"))
}

/// What most blocks have in common. Of few blocks nothing can be learned; they do without.
fn dictionary(blocks: &[Block]) -> Vec<u8> {
    // Evenly over the alphabet, as many as are taken.
    let total: usize = blocks.iter().map(|block| block.unpacked.len()).sum();
    let step = total.div_ceil(SAMPLES).max(1);
    let samples: Vec<&[u8]> = blocks.iter().step_by(step).map(|block| block.unpacked.as_slice()).collect();
    zstd::dict::from_samples(&samples, DICTIONARY).unwrap_or_default()
}
