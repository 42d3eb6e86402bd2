//! Digests of open files, by one buffer, and each file's once.

use std::collections::HashMap;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, PoisonError};

use md5::Md5;
use rustix::fs::Stat;
use rustix::io::Errno;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::VerifyProgress;
use crate::metadata::record::HashAlgorithm;

/// What is read at once, in bytes.
const BUFFER: usize = 128 * 1024;
/// How large a file may be, in bytes: reading a larger one would take minutes, and a sparse one costs nothing to make.
pub(super) const SIZE_LIMIT: u64 = 64 * 1024 * 1024 * 1024;
/// How many digests are remembered.
const KNOWN_LIMIT: usize = 1_000_000;
/// How many locks share them.
const SHARDS: usize = 16;

/// Why a file has no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum HashError {
    /// The algorithm is not known here.
    #[error("its hash is recorded by an algorithm that fetter does not know")]
    Unknown,
    /// The file is too large.
    #[error("it is larger than 64 GiB, which is more than is read")]
    TooLarge,
    /// The system refused.
    #[error("it could not be read: {}", std::io::Error::from(*.0))]
    System(Errno),
}

/// The size of a file that was hashed, in bytes, and its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hashed {
    pub(super) size: u64,
    pub(super) digest: Box<[u8]>,
}

/// Hashes files by one buffer.
pub(super) struct Hasher {
    buffer: Box<[u8]>,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { buffer: vec![0; BUFFER].into_boxed_slice() }
    }

    /// The digest of a file, from its beginning.
    pub(super) fn hash(
        &mut self,
        file: &OwnedFd,
        algorithm: &HashAlgorithm,
        progress: &VerifyProgress,
    ) -> Result<Hashed, HashError> {
        match algorithm {
            HashAlgorithm::Sha256 => self.by::<Sha256>(file, progress),
            HashAlgorithm::Sha384 => self.by::<Sha384>(file, progress),
            HashAlgorithm::Sha512 => self.by::<Sha512>(file, progress),
            HashAlgorithm::Md5 => self.by::<Md5>(file, progress),
            HashAlgorithm::Sha1 => self.by::<Sha1>(file, progress),
            HashAlgorithm::Other(_) => Err(HashError::Unknown),
        }
    }

    fn by<D: Digest>(&mut self, file: &OwnedFd, progress: &VerifyProgress) -> Result<Hashed, HashError> {
        let mut digest = D::new();
        let mut size = 0;
        loop {
            let count = loop {
                match rustix::io::pread(file.as_fd(), &mut self.buffer[..], size) {
                    Err(Errno::INTR) => {}
                    read => break read.map_err(HashError::System)?,
                }
            };
            if count == 0 {
                return Ok(Hashed { size, digest: digest.finalize().as_slice().into() });
            }
            digest.update(&self.buffer[..count]);
            size += count as u64;
            progress.add_bytes(count as u64);
            if size > SIZE_LIMIT {
                return Err(HashError::TooLarge);
            }
        }
    }
}

/// The digests of files that have several names, by what identifies the file and its state. Installers link the same file into many
/// environments, and it need be read once.
pub(super) struct KnownDigests {
    shards: [Mutex<HashMap<(u64, u64), Known>>; SHARDS],
}

struct Known {
    state: State,
    algorithm: HashAlgorithm,
    hashed: Hashed,
}

/// Size and times of modification and change: what the kernel alters with the contents.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    size: i64,
    modified: (i64, i128),
    changed: (i64, i128),
}

fn state(status: &Stat) -> State {
    State {
        size: status.st_size,
        modified: (status.st_mtime, i128::from(status.st_mtime_nsec)),
        changed: (status.st_ctime, i128::from(status.st_ctime_nsec)),
    }
}

impl KnownDigests {
    pub(super) fn new() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::new(HashMap::new())) }
    }

    fn shard(&self, status: &Stat) -> &Mutex<HashMap<(u64, u64), Known>> {
        let at = usize::try_from(status.st_ino % SHARDS as u64).unwrap_or(0);
        &self.shards[at]
    }

    /// The digest of a file, read now or before. `is_shared` says that other names may lead to it.
    pub(super) fn hash(
        &self,
        hasher: &mut Hasher,
        (file, status): (&OwnedFd, &Stat),
        algorithm: &HashAlgorithm,
        is_shared: bool,
        progress: &VerifyProgress,
    ) -> Result<Hashed, HashError> {
        if u64::try_from(status.st_size).is_ok_and(|size| size > SIZE_LIMIT) {
            return Err(HashError::TooLarge);
        }
        if !is_shared {
            return hasher.hash(file, algorithm, progress);
        }
        let (key, state) = ((status.st_dev, status.st_ino), state(status));
        let lock = || self.shard(status).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key)
            && known.state == state
            && known.algorithm == *algorithm
        {
            return Ok(known.hashed.clone());
        }
        let hashed = hasher.hash(file, algorithm, progress)?;
        let mut shard = lock();
        if shard.len() < KNOWN_LIMIT / SHARDS {
            shard.insert(key, Known { state, algorithm: algorithm.clone(), hashed: hashed.clone() });
        }
        Ok(hashed)
    }
}
