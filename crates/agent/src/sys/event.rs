//! Reading what the kernel reports of fanotify events: bytes in, events out, and nothing else.
//!
//! The kernel is believed in nothing that could make this read beyond the buffer, run without end or panic. The layout is that of
//! fanotify(7): `fanotify_event_metadata`, then information records, of which the one with a directory and a name is kept.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use super::Mask;
use super::handle::{FileHandle, HANDLE_LIMIT};

/// The length of `struct fanotify_event_metadata`.
const METADATA: usize = 24;
/// Its version.
const VERSION: u8 = libc::FANOTIFY_METADATA_VERSION;
/// The length of the header of an information record.
const HEADER: usize = 4;
/// How long a name can be (`NAME_MAX`).
const NAME_LIMIT: usize = 255;

/// Why bytes are no events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// They end in the middle of an event.
    #[error("the events of fanotify end in the middle of one")]
    Short,
    /// They are of another version of the interface.
    #[error("the events of fanotify are of version {0}, and {VERSION} is known")]
    Version(u8),
    /// A record says that it is longer than its event, or shorter than itself.
    #[error("a record in an event of fanotify has a length that cannot be")]
    Record,
}

/// One event as it stands in the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event<'bytes> {
    /// What happened.
    pub mask: u64,
    /// The number of the descriptor that was opened for the event; negative where there is none.
    pub descriptor: i32,
    /// The process that did it; 0 where it is not seen from here.
    pub pid: i32,
    /// The directory that it happened in, and the name of the entry.
    pub entry: Option<Entry<'bytes>>,
}

/// A directory, and a name in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry<'bytes> {
    /// The file system, as `f_fsid` of statfs(2).
    pub file_system: u64,
    /// The kind of the directory's handle.
    pub handle_kind: i32,
    /// The directory's handle.
    pub handle: &'bytes [u8],
    /// The name; `None` where it is the directory itself.
    pub name: Option<&'bytes OsStr>,
}

impl Event<'_> {
    /// Whether the queue was full, and events are lost.
    #[must_use]
    pub const fn is_overflow(&self) -> bool {
        self.mask & libc::FAN_Q_OVERFLOW != 0
    }

    /// What happened.
    #[must_use]
    pub const fn mask(&self) -> Mask {
        Mask::from_bits(self.mask)
    }
}

impl Entry<'_> {
    /// The directory's handle, to keep and to open.
    #[must_use]
    pub fn directory(&self) -> Option<FileHandle> {
        FileHandle::new(self.handle_kind, self.handle)
    }
}

/// The events in a buffer. After the first that is malformed there are no more: nobody knows where the next would begin.
#[derive(Clone, Debug)]
pub struct Events<'bytes> {
    rest: &'bytes [u8],
}

impl<'bytes> Events<'bytes> {
    /// The events in what one call of read(2) gave.
    #[must_use]
    pub const fn of(bytes: &'bytes [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl<'bytes> Iterator for Events<'bytes> {
    type Item = Result<Event<'bytes>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let read = event(self.rest);
        self.rest = read.as_ref().map_or(&[], |(_, rest)| *rest);
        Some(read.map(|(event, _)| event))
    }
}

fn event(bytes: &[u8]) -> Result<(Event<'_>, &[u8]), Malformed> {
    let head = bytes.first_chunk::<METADATA>().ok_or(Malformed::Short)?;
    let length = size(u32_at(head, 0)?)?;
    let version = head[4];
    if version != VERSION {
        return Err(Malformed::Version(version));
    }
    let metadata = usize::from(u16::from_ne_bytes([head[6], head[7]]));
    if metadata < METADATA || length < metadata {
        return Err(Malformed::Record);
    }
    let (whole, rest) = bytes.split_at_checked(length).ok_or(Malformed::Short)?;
    let found = Event {
        mask: u64_at(head, 8)?,
        descriptor: u32_at(head, 16)?.cast_signed(),
        pid: u32_at(head, 20)?.cast_signed(),
        entry: entry(whole.get(metadata..).unwrap_or_default())?,
    };
    Ok((found, rest))
}

/// The first record that tells of a directory.
fn entry(mut records: &[u8]) -> Result<Option<Entry<'_>>, Malformed> {
    while let Some(header) = records.first_chunk::<HEADER>() {
        let length = usize::from(u16::from_ne_bytes([header[2], header[3]]));
        if length < HEADER {
            return Err(Malformed::Record);
        }
        let (record, rest) = records.split_at_checked(length).ok_or(Malformed::Record)?;
        match header[0] {
            libc::FAN_EVENT_INFO_TYPE_DFID_NAME => return directory(&record[HEADER..], true).map(Some),
            libc::FAN_EVENT_INFO_TYPE_DFID => return directory(&record[HEADER..], false).map(Some),
            _ => records = rest,
        }
    }
    if records.is_empty() { Ok(None) } else { Err(Malformed::Record) }
}

fn directory(record: &[u8], named: bool) -> Result<Entry<'_>, Malformed> {
    let length = size(u32_at(record, 8)?)?;
    let (handle, rest) = record
        .get(16..)
        .filter(|_| length <= HANDLE_LIMIT)
        .and_then(|rest| rest.split_at_checked(length))
        .ok_or(Malformed::Record)?;
    Ok(Entry {
        file_system: u64_at(record, 0)?,
        handle_kind: u32_at(record, 12)?.cast_signed(),
        handle,
        name: if named { name(rest)? } else { None },
    })
}

/// A name ends with a NUL, and is one name: nothing that is joined to a path may lead elsewhere.
fn name(bytes: &[u8]) -> Result<Option<&OsStr>, Malformed> {
    let end = bytes.iter().take(NAME_LIMIT + 1).position(|byte| *byte == 0).ok_or(Malformed::Record)?;
    match &bytes[..end] {
        b"." => Ok(None),
        b"" | b".." => Err(Malformed::Record),
        name if name.contains(&b'/') => Err(Malformed::Record),
        name => Ok(Some(OsStr::from_bytes(name))),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Malformed> {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or(Malformed::Record)?;
    Ok(u32::from_ne_bytes(*four))
}

fn u64_at(bytes: &[u8], at: usize) -> Result<u64, Malformed> {
    let eight = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or(Malformed::Record)?;
    Ok(u64::from_ne_bytes(*eight))
}

fn size(number: u32) -> Result<usize, Malformed> {
    usize::try_from(number).map_err(|_| Malformed::Record)
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
