//! What else is known, from lists that others keep: one small file a list.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::inventory::file::{Disk, FileError};

const MAGIC: [u8; 8] = *b"fetterfd";
/// The version of the format. Another one is refused: a feed can be fetched anew.
const FORMAT: u32 = 1;
/// How long what comes before the body is, in bytes: magic, format, checksum.
const PREAMBLE: usize = 16;
/// How large a feed is read, in bytes.
const LIMIT: usize = 256 * 1024 * 1024;

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FeedKind {
    /// Vulnerabilities that are known to be exploited (CISA's KEV catalogue).
    Exploited,
    /// How likely vulnerabilities are to be exploited (FIRST's EPSS).
    Epss,
    /// The most popular packages.
    Popular,
}

impl FeedKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Exploited, Self::Epss, Self::Popular];

    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exploited => "kev",
            Self::Epss => "epss",
            Self::Popular => "popular",
        }
    }
}

/// Where a list is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedHeader {
    /// What it is of.
    pub kind: FeedKind,
    /// The file or URL, without credentials.
    pub source: String,
    /// When it was fetched or read, in seconds since 1970.
    pub retrieved: u64,
    /// Of when it says that it is, in its own words.
    pub dated: Option<String>,
    /// How many entries it has.
    pub entries: u64,
}

/// A list: where it is from, and what is in it, in a form of its kind's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Where it is from.
    pub header: FeedHeader,
    /// Its contents.
    #[serde(with = "serde_bytes")]
    pub body: Vec<u8>,
}

/// Why a feed could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages show")]
pub enum FeedError {
    /// It cannot be opened or read.
    #[error("could not read {}: {reason}", .path.display())]
    Unreadable { path: PathBuf, reason: String },
    /// It is damaged, or something else.
    #[error("{} is damaged, or of another version of fetter; give it anew: `fetter db update --{} FILE`", .path.display(), .kind.as_str())]
    Damaged { path: PathBuf, kind: FeedKind },
}

impl Feed {
    /// The bytes of its file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Plain data in memory can be written.
        let body = postcard::to_allocvec(self).unwrap_or_default();
        let checksum = crc32fast::hash(&body);
        [&MAGIC[..], &FORMAT.to_le_bytes(), &checksum.to_le_bytes(), &body].concat()
    }

    /// Reads the feed at a path; `None` where there is none.
    pub fn open(path: &Path, kind: FeedKind) -> Result<Option<Self>, FeedError> {
        let read = match Disk::here().read(path, LIMIT) {
            Ok(read) => read,
            Err(FileError::Missing) => return Ok(None),
            Err(error) => return Err(FeedError::Unreadable { path: path.into(), reason: error.to_string() }),
        };
        let damaged = || FeedError::Damaged { path: path.into(), kind };
        let feed = Self::read(&read.bytes).filter(|feed| read.whole && feed.header.kind == kind);
        feed.map(Some).ok_or_else(damaged)
    }

    /// The feed of these bytes; `None` where they are those of none.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (preamble, body) = bytes.split_at_checked(PREAMBLE)?;
        let number = |at: usize| Some(u32::from_le_bytes(preamble.get(at..at + 4)?.try_into().ok()?));
        let is_sound = preamble[..8] == MAGIC && number(8)? == FORMAT && number(12)? == crc32fast::hash(body);
        is_sound.then(|| postcard::from_bytes(body).ok())?
    }
}
