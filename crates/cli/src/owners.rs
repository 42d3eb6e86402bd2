//! Who owns environments and sites.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use fetter_core::check::{Knows, Owners, PathOwner};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;

/// How large a list of users is read, in bytes.
const PASSWD_LIMIT: usize = 16 * 1024 * 1024;

/// What this machine knows of users and paths.
pub(crate) struct Here {
    passwd: Vec<u8>,
}

impl Here {
    pub(crate) fn new() -> Self {
        Self { passwd: passwd(&Disk::here()) }
    }
}

impl Knows for Here {
    fn has_user(&self, name: &str) -> bool {
        let passwd = String::from_utf8_lossy(&self.passwd);
        passwd.lines().any(|line| line.split(':').next() == Some(name))
    }

    fn has_path(&self, path: &Path) -> bool {
        std::fs::symlink_metadata(path).is_ok()
    }
}

fn passwd(disk: &Disk) -> Vec<u8> {
    disk.read(Path::new("/etc/passwd"), PASSWD_LIMIT).map(|read| read.bytes).unwrap_or_default()
}

/// Who owns the environments and sites of an inventory.
pub(crate) fn owners(disk: &Disk, inventory: &Inventory) -> Owners {
    let passwd = passwd(disk);
    let passwd = String::from_utf8_lossy(&passwd);
    let mut names: BTreeMap<u32, &str> = BTreeMap::new();
    for line in passwd.lines() {
        let mut fields = line.split(':');
        let (name, id) = (fields.next(), fields.nth(1).and_then(|id| id.parse().ok()));
        // The first of several names is the one that the system gives.
        if let (Some(name), Some(id)) = (name, id) {
            names.entry(id).or_insert(name);
        }
    }
    let environments = inventory.environments.iter().map(|found| &found.prefix);
    let paths: BTreeSet<&PathBuf> =
        environments.chain(inventory.sites.iter().map(|site| &site.path)).collect();
    Owners::new(paths.into_iter().filter_map(|path| {
        let uid = std::fs::symlink_metadata(disk.host_path(path)).ok()?.uid();
        Some((path.clone(), PathOwner { uid, name: names.get(&uid).map(|name| (*name).to_owned()) }))
    }))
}
