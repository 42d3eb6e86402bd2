//! What is mounted where (proc(5), `/proc/self/mountinfo`).

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;

use fetter_core::inventory::{Inventory, Mount, read_mounts};

use super::below;

/// Where the kernel lists the mounts.
const MOUNT_INFO: &str = "/proc/self/mountinfo";
/// How much of it is read, in bytes.
const LIMIT: u64 = 16 * 1024 * 1024;

/// The mounts as they were when they were last read. Its descriptor is ready (`POLLPRI`) when they have changed since.
#[derive(Debug)]
pub struct Mounts {
    opened: File,
    mounts: Vec<Mount>,
}

impl Mounts {
    /// Reads them.
    pub fn new() -> io::Result<Self> {
        let mut mounts = Self { opened: File::open(MOUNT_INFO)?, mounts: Vec::new() };
        mounts.again()?;
        Ok(mounts)
    }

    /// Reads them again.
    pub fn again(&mut self) -> io::Result<()> {
        use std::io::Seek;
        let mut bytes = Vec::new();
        self.opened.seek(io::SeekFrom::Start(0))?;
        (&self.opened).take(LIMIT).read_to_end(&mut bytes)?;
        self.mounts = read_mounts(&bytes);
        Ok(())
    }

    /// What to wait for, with `POLLPRI`.
    #[must_use]
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.opened.as_fd()
    }

    /// The mount that a path lies on.
    #[must_use]
    pub fn around(&self, path: &Path) -> Option<&Mount> {
        below::around(path, &self.mounts)
    }

    /// All of them.
    pub(super) fn listed(&self) -> &[Mount] {
        &self.mounts
    }

    /// The mounts that what an inventory knows lies on, and those below the directories that were walked; without those that the search
    /// leaves out.
    #[must_use]
    pub fn of(&self, inventory: &Inventory) -> Vec<Mount> {
        let skipped: BTreeSet<&Path> =
            inventory.coverage.skipped_mounts.iter().map(|mount| mount.path.as_path()).collect();
        let roots = &inventory.coverage.roots;
        let sites = inventory.sites.iter().map(|site| &site.path);
        let prefixes = inventory.environments.iter().map(|environment| &environment.prefix);
        let places = roots.iter().chain(sites).chain(prefixes);
        let mut found: BTreeSet<&Mount> = places.filter_map(|path| self.around(path)).collect();
        let is_walked =
            |mount: &&Mount| roots.iter().any(|root| mount.path.starts_with(root)) && !is_left_out(mount);
        found.extend(self.mounts.iter().filter(is_walked));
        let is_skipped = |mount: &&Mount| skipped.iter().any(|skipped| mount.path.starts_with(skipped));
        found.into_iter().filter(|mount| !is_skipped(mount)).cloned().collect()
    }
}

/// Whether there is nothing to watch: the kernel's own file systems hold no packages, and what mounts by itself may hang.
fn is_left_out(mount: &Mount) -> bool {
    mount.is_of_the_kernel() || mount.file_system == "autofs"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_are_read_as_proc_writes_them() {
        let text = b"22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n\
            30 22 0:25 /sub /mnt/with\\040blank rw - btrfs /dev/vdb rw,subvol=/sub\nnonsense\n31 22\n";
        let mounts = read_mounts(text);
        assert_eq!(
            mounts,
            [
                Mount {
                    path: "/".into(),
                    file_system: "ext4".into(),
                    device: "254:0".into(),
                    is_whole: true
                },
                Mount {
                    path: "/mnt/with blank".into(),
                    file_system: "btrfs".into(),
                    device: "0:25".into(),
                    is_whole: false
                },
            ]
        );
    }

    #[test]
    fn the_innermost_mount_counts() {
        let mounts = Mounts::new().expect("this machine tells");
        assert_eq!(
            mounts.around(Path::new("/proc/self/mountinfo")).map(|mount| &*mount.file_system),
            Some("proc")
        );
        assert_eq!(mounts.around(Path::new("/")).map(|mount| mount.path.as_path()), Some(Path::new("/")));
    }
}
