//! What was read of metadata files, kept for the next search of a slow disk.
//!
//! An entry is found by the file itself, never by a path: device, inode, size, modification and change time, and the
//! kernel's number of the mount, which is used once in a boot. So neither a path that means another file today, nor
//! contents that were edited in place with the time set back, nor another image on the same device can be
//! answered from here. A file that changed a moment ago is not kept, since it may change again within the same tick of
//! the clock. Where the kernel does not give all of it, nothing is kept and nothing is found.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Write};
use std::os::fd::BorrowedFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{AtFlags, FileType, StatxFlags};
use serde::{Deserialize, Serialize};

use super::file::Disk;
use crate::metadata::core_metadata::{CoreMetadata, Fields, Identity};

/// The version of the file's format.
const FORMAT: u32 = 1;
/// How large a cache is read, in bytes.
const SIZE_LIMIT: usize = 256 * 1024 * 1024;
/// How old a change must be to be kept, in seconds: more than clocks differ by, and than any file system's tick.
const SETTLED: i64 = 60;
/// How many searches an entry that nobody asks for is kept.
const LIFETIME: u8 = 16;
/// `STATX_MNT_ID_UNIQUE` of statx(2), since Linux 6.8.
const UNIQUE_MOUNT: StatxFlags = StatxFlags::from_bits_retain(0x4000);
/// The kernel's random number of this boot (random(4)).
const BOOT_ID: &str = "/proc/sys/kernel/random/boot_id";

/// What tells one state of one file from every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct FileState {
    mount: u64,
    device: (u32, u32),
    inode: u64,
    size: u64,
    modified: (i64, u32),
    changed: (i64, u32),
}

impl FileState {
    /// The state of what a name below a directory stands for, if it is a regular file and everything is known of it. With an
    /// empty name, of the open file itself.
    pub(super) fn of(directory: BorrowedFd<'_>, name: &[u8]) -> Option<Self> {
        let wanted = StatxFlags::BASIC_STATS | UNIQUE_MOUNT;
        let flags = if name.is_empty() { AtFlags::EMPTY_PATH } else { AtFlags::SYMLINK_NOFOLLOW };
        let found = rustix::fs::statx(directory, name, flags, wanted).ok()?;
        let known = StatxFlags::from_bits_retain(found.stx_mask).contains(wanted);
        let is_file = FileType::from_raw_mode(u32::from(found.stx_mode)) == FileType::RegularFile;
        (known && is_file).then_some(Self {
            mount: found.stx_mnt_id,
            device: (found.stx_dev_major, found.stx_dev_minor),
            inode: found.stx_ino,
            size: found.stx_size,
            modified: (found.stx_mtime.tv_sec, found.stx_mtime.tv_nsec),
            changed: (found.stx_ctime.tv_sec, found.stx_ctime.tv_nsec),
        })
    }

    /// Whether the last change is so long ago that the next one will show.
    fn is_settled(&self, now: i64) -> bool {
        self.changed.0.max(self.modified.0).saturating_add(SETTLED) < now
    }
}

/// An entry: what was read, and how many searches ago it was last asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    metadata: Stored,
    age: u8,
}

/// The wire form of [`CoreMetadata`].
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Stored {
    name: Option<String>,
    version: Option<String>,
    was_utf8: bool,
    fields: Option<StoredFields>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct StoredFields {
    requires_python: Option<String>,
    requires: Vec<String>,
    extras: Vec<String>,
    license_expression: Option<String>,
    license: Option<String>,
    license_files: Vec<String>,
    license_classifiers: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Contents {
    format: u32,
    boot: String,
    entries: Vec<(FileState, Entry)>,
}

/// The entries of an earlier search. It is read by all workers and never changed by them.
#[derive(Debug, Default)]
pub(super) struct Cache {
    file: PathBuf,
    boot: String,
    now: i64,
    entries: HashMap<FileState, Entry>,
}

/// What one worker wants to be kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    entries: HashMap<FileState, Entry>,
}

impl Cache {
    /// Opens the cache in a directory. Whatever is wrong with it, it is then an empty one.
    pub(super) fn open(directory: &Path, user: u32) -> Option<Self> {
        let boot = Disk::here().read(Path::new(BOOT_ID), 256).ok()?;
        let boot = String::from_utf8(boot.bytes).ok()?.trim().to_owned();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let file = directory.join(format!("metadata-{user}.cache"));
        let entries = read(&file, &boot, user).unwrap_or_default();
        Some(Self { file, boot, now: i64::try_from(now.as_secs()).ok()?, entries })
    }

    /// Where it is kept.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// What was read of a file in exactly this state; with `details`, only if all of it was read.
    pub(super) fn get(&self, state: &FileState, details: bool, kept: &mut Kept) -> Option<CoreMetadata> {
        let entry = self.entries.get(state).filter(|entry| !details || entry.metadata.fields.is_some())?;
        kept.entries.insert(*state, Entry { age: 0, ..entry.clone() });
        Some(entry.metadata.clone().into())
    }

    /// Keeps what was read of a file, if it stayed the same while it was read and had settled before.
    pub(super) fn keep(
        &self,
        before: Option<FileState>,
        after: Option<FileState>,
        read: &CoreMetadata,
        kept: &mut Kept,
    ) {
        if let Some(state) = before.filter(|state| after == Some(*state) && state.is_settled(self.now)) {
            kept.entries.insert(state, Entry { metadata: read.into(), age: 0 });
        }
    }

    /// Writes the cache if it has anything new, atomically and for the user alone.
    pub(super) fn save(mut self, kept: Kept) -> io::Result<()> {
        let unchanged = kept.entries.iter().all(|(state, entry)| {
            self.entries
                .get(state)
                .is_some_and(|old| old.metadata.fields.is_some() == entry.metadata.fields.is_some())
        });
        if unchanged {
            return Ok(());
        }
        for entry in self.entries.values_mut() {
            entry.age = entry.age.saturating_add(1);
        }
        self.entries.extend(kept.entries);
        self.entries.retain(|_, entry| entry.age < LIFETIME);
        let contents =
            Contents { format: FORMAT, boot: self.boot, entries: self.entries.into_iter().collect() };
        let body = postcard::to_allocvec(&contents).map_err(io::Error::other)?;
        write(&self.file, &body)
    }
}

impl Kept {
    /// Takes over what another worker wants to be kept.
    pub(super) fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }
}

fn read(file: &Path, boot: &str, user: u32) -> Option<HashMap<FileState, Entry>> {
    // What another user could have written is not believed.
    let status = std::fs::symlink_metadata(file).ok()?;
    if !status.is_file() || status.uid() != user || status.mode() & 0o077 != 0 {
        return None;
    }
    let read = Disk::here().read(file, SIZE_LIMIT).ok().filter(|read| read.whole)?;
    let (sum, body) = read.bytes.split_first_chunk()?;
    if u64::from_le_bytes(*sum) != checksum(body) {
        return None;
    }
    let contents: Contents = postcard::from_bytes(body).ok()?;
    (contents.format == FORMAT && contents.boot == boot).then(|| contents.entries.into_iter().collect())
}

fn write(file: &Path, body: &[u8]) -> io::Result<()> {
    let directory = file.parent().unwrap_or(Path::new("/"));
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    let temporary = file.with_extension(format!("{}.new", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    let mut out = options.write(true).create_new(true).mode(0o600).open(&temporary)?;
    let written = out
        .write_all(&checksum(body).to_le_bytes())
        .and_then(|()| out.write_all(body))
        .and_then(|()| std::fs::rename(&temporary, file));
    if written.is_err() {
        // The first error is the one to tell of.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

/// Against damage; a user's own file is not protected from that user.
fn checksum(body: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    hasher.finish()
}

impl From<&CoreMetadata> for Stored {
    fn from(read: &CoreMetadata) -> Self {
        let Identity { name, version } = read.identity.clone();
        let fields = read.fields.as_deref().cloned().map(|fields| StoredFields {
            requires_python: fields.requires_python,
            requires: fields.requires,
            extras: fields.extras,
            license_expression: fields.license_expression,
            license: fields.license,
            license_files: fields.license_files,
            license_classifiers: fields.license_classifiers,
        });
        Self { name, version, was_utf8: read.was_utf8, fields }
    }
}

impl From<Stored> for CoreMetadata {
    fn from(stored: Stored) -> Self {
        let fields = stored.fields.map(|fields| {
            Box::new(Fields {
                requires_python: fields.requires_python,
                requires: fields.requires,
                extras: fields.extras,
                license_expression: fields.license_expression,
                license: fields.license,
                license_files: fields.license_files,
                license_classifiers: fields.license_classifiers,
            })
        });
        let identity = Identity { name: stored.name, version: stored.version };
        Self { identity, was_utf8: stored.was_utf8, fields }
    }
}
