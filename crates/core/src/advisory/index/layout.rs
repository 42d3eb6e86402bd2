//! The file's fixed parts: numbers are little-endian.

/// What every index begins with.
pub(super) const MAGIC: [u8; 8] = *b"fetterdb";
/// The version of the format. Another one is refused: an index can be built anew.
pub(super) const FORMAT: u32 = 1;
/// How long the preamble is, in bytes.
pub(super) const PREAMBLE: usize = 32;
/// How long an entry of the table is, in bytes.
pub(super) const SLOT: usize = 32;
/// How large header, table and dictionary may be together, in bytes.
pub(super) const HEAD_LIMIT: u64 = 256 * 1024 * 1024;
/// How large a block may be when it is unpacked, in bytes.
pub(super) const BLOCK_LIMIT: usize = 64 * 1024 * 1024;

/// The first bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Preamble {
    pub(super) header: u32,
    pub(super) table: u32,
    pub(super) dictionary: u32,
    pub(super) checksum: u32,
}

impl Preamble {
    pub(super) fn to_bytes(self) -> [u8; PREAMBLE] {
        let mut bytes = [0; PREAMBLE];
        bytes[..8].copy_from_slice(&MAGIC);
        let numbers = [FORMAT, self.header, self.table, self.dictionary, self.checksum];
        for (at, number) in numbers.into_iter().enumerate() {
            bytes[8 + at * 4..12 + at * 4].copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// The preamble, or the format that the file has instead; `None` where it is no index.
    pub(super) fn read(bytes: &[u8; PREAMBLE]) -> Option<Result<Self, u32>> {
        let number = |at: usize| {
            let mut number = [0; 4];
            number.copy_from_slice(&bytes[8 + at * 4..12 + at * 4]);
            u32::from_le_bytes(number)
        };
        if bytes[..8] != MAGIC {
            return None;
        }
        if number(0) != FORMAT {
            return Some(Err(number(0)));
        }
        Some(Ok(Self { header: number(1), table: number(2), dictionary: number(3), checksum: number(4) }))
    }

    /// How long the parts are together, in bytes.
    pub(super) fn head(self) -> u64 {
        u64::from(self.header) + u64::from(self.table) + u64::from(self.dictionary)
    }
}

/// Where one package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Where its name ends among the names.
    pub(super) name_end: u32,
    /// How long its block is, in bytes.
    pub(super) length: u32,
    /// Where its block begins, counted from the first block.
    pub(super) offset: u64,
    /// How long the block is when it is unpacked, in bytes.
    pub(super) unpacked: u32,
    /// The CRC-32 of what it is unpacked.
    pub(super) checksum: u32,
}

impl Slot {
    pub(super) fn to_bytes(self) -> [u8; SLOT] {
        let mut bytes = [0; SLOT];
        bytes[..4].copy_from_slice(&self.name_end.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.length.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.offset.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.unpacked.to_le_bytes());
        bytes[20..24].copy_from_slice(&self.checksum.to_le_bytes());
        bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let offset = u64::from_le_bytes(bytes.get(8..16)?.try_into().ok()?);
        Some(Self {
            name_end: number(0)?,
            length: number(4)?,
            offset,
            unpacked: number(16)?,
            checksum: number(20)?,
        })
    }
}
