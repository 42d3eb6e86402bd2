//! Who lists a file as its own, looked up for the few files that run at a start.

mod lists;
mod system;

use std::path::Path;

use sha2::{Digest, Sha256, Sha384, Sha512};

use self::lists::Lists;
use self::system::SystemFiles;
use super::item::Owner;
use crate::hex;
use crate::inventory::Site;
use crate::inventory::file::Disk;
use crate::metadata::record::{HashAlgorithm, RecordedHash};

/// How much of a file is hashed, in bytes. A larger one is as if its list had no hash of it.
const FILE_LIMIT: usize = 256 * 1024 * 1024;

/// What is looked for.
pub(super) struct Sought<'file> {
    /// The site that the file lies in, where it is one that was found.
    pub(super) site: Option<&'file Site>,
    pub(super) file: &'file Path,
    /// The file's SHA-256 in hexadecimal digits, where it is known.
    pub(super) digest: Option<&'file str>,
    /// The name of a distribution that is asked first.
    pub(super) likely: Option<&'file str>,
    /// Whether only that one is asked, and only for its name: what the file does is known.
    pub(super) only_likely: bool,
}

/// A line of a list that names a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    name: String,
    version: Option<String>,
    hash: Option<RecordedHash>,
}

/// The lists that were read.
pub(super) struct Owners<'run> {
    disk: &'run Disk,
    lists: Lists,
    system: Option<SystemFiles>,
}

impl<'run> Owners<'run> {
    pub(super) fn new(disk: &'run Disk) -> Self {
        Self { disk, lists: Lists::default(), system: None }
    }

    /// Who lists a file. Of several one whose hash is that of the file.
    pub(super) fn of_file(&mut self, sought: &Sought<'_>) -> Option<Owner> {
        let listed = self.in_site(sought);
        let owners: Vec<Owner> = listed.into_iter().map(|listed| self.owner(listed, sought)).collect();
        let best = owners.iter().position(|owner| owner.is_unchanged == Some(true)).unwrap_or(0);
        if let Some(owner) = owners.into_iter().nth(best) {
            return Some(owner);
        }
        if sought.only_likely {
            return None;
        }
        let disk = self.disk;
        let real = disk.resolve(sought.file).ok()?;
        if !system::is_systems(sought.file) && !system::is_systems(&real) {
            return None;
        }
        let system = self.system.get_or_insert_with(|| SystemFiles::read(disk));
        let listed = system.lists(sought.file).or_else(|| system.lists(&real))?;
        Some(self.owner(listed, sought))
    }

    fn in_site(&mut self, sought: &Sought<'_>) -> Vec<Listed> {
        let Some(site) = sought.site else { return Vec::new() };
        let Ok(relative) = sought.file.strip_prefix(&site.path) else { return Vec::new() };
        let likely = sought
            .likely
            .and_then(|likely| site.distributions.iter().find(|found| found.name.normalized() == likely));
        let first = likely.and_then(|likely| self.lists.of_one(self.disk, site, likely, relative));
        match first {
            Some(listed) if sought.only_likely || listed.hash.is_some() => vec![listed],
            _ if sought.only_likely => Vec::new(),
            _ => self.lists.of_all(self.disk, site, relative),
        }
    }

    fn owner(&self, listed: Listed, sought: &Sought<'_>) -> Owner {
        let is_asked = !sought.only_likely || sought.digest.is_some();
        let hash = listed.hash.filter(|_| is_asked);
        let is_unchanged = hash.and_then(|hash| self.is_hash_of(&hash, sought));
        Owner { name: listed.name, version: listed.version, is_unchanged }
    }

    /// Whether a hash is that of the file. `None` where that cannot be told.
    fn is_hash_of(&self, hash: &RecordedHash, sought: &Sought<'_>) -> Option<bool> {
        if let (HashAlgorithm::Sha256, Some(digest)) = (&hash.algorithm, sought.digest) {
            return Some(hex::encode(&hash.digest) == digest);
        }
        let read = self.disk.read(sought.file, FILE_LIMIT).ok().filter(|read| read.whole)?;
        let digest = match hash.algorithm {
            HashAlgorithm::Sha256 => Sha256::digest(&read.bytes).to_vec(),
            HashAlgorithm::Sha384 => Sha384::digest(&read.bytes).to_vec(),
            HashAlgorithm::Sha512 => Sha512::digest(&read.bytes).to_vec(),
            HashAlgorithm::Md5 => md5::Md5::digest(&read.bytes).to_vec(),
            HashAlgorithm::Sha1 | HashAlgorithm::Other(_) => return None,
        };
        Some(*digest == *hash.digest)
    }
}
