//! What is mounted where (proc(5), `/proc/self/mountinfo`).

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::Inventory;

/// Where the kernel lists the mounts.
const MOUNT_INFO: &str = "/proc/self/mountinfo";
/// How much of it is read, in bytes.
const LIMIT: u64 = 16 * 1024 * 1024;

/// One mount.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mount {
    /// Where it is.
    pub path: PathBuf,
    /// The type of its file system.
    pub file_system: String,
    /// The device, as the kernel numbers it.
    pub device: u64,
    /// Whether it shows the whole file system, and not a directory of it.
    pub is_whole: bool,
}

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
        self.mounts = parse(&bytes);
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
        // Of several at one place the last hides the others.
        let around = self.mounts.iter().filter(|mount| path.starts_with(&mount.path));
        around.max_by_key(|mount| mount.path.as_os_str().len())
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
        let is_walked = |mount: &&Mount| {
            roots.iter().any(|root| mount.path.starts_with(root)) && !is_of_the_kernel(&mount.file_system)
        };
        found.extend(self.mounts.iter().filter(is_walked));
        let is_skipped = |mount: &&Mount| skipped.iter().any(|skipped| mount.path.starts_with(skipped));
        found.into_iter().filter(|mount| !is_skipped(mount)).cloned().collect()
    }
}

/// Whether a file system is the kernel's own, and holds no packages.
fn is_of_the_kernel(file_system: &str) -> bool {
    matches!(
        file_system,
        "proc"
            | "sysfs"
            | "devtmpfs"
            | "devpts"
            | "cgroup"
            | "cgroup2"
            | "securityfs"
            | "debugfs"
            | "tracefs"
            | "bpf"
            | "pstore"
            | "configfs"
            | "efivarfs"
            | "mqueue"
            | "hugetlbfs"
            | "fusectl"
            | "nsfs"
            | "autofs"
    )
}

fn parse(bytes: &[u8]) -> Vec<Mount> {
    bytes.split(|byte| *byte == b'\n').filter_map(parse_line).collect()
}

fn parse_line(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let device = std::str::from_utf8(fields.nth(2)?).ok()?;
    let (major, minor) = device.split_once(':')?;
    let device = u64::from(major.parse::<u32>().ok()?) << 32 | u64::from(minor.parse::<u32>().ok()?);
    let is_whole = fields.next()? == b"/";
    let path = unescape(fields.next()?);
    // Optional fields end at "-"; the type follows.
    let file_system = fields.skip_while(|field| *field != b"-").nth(1)?;
    let file_system = String::from_utf8_lossy(file_system).into_owned();
    Some(Mount { path: PathBuf::from(OsString::from_vec(path)), file_system, device, is_whole })
}

/// Blanks and their like are written as `\040`.
fn unescape(field: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((first, after)) = rest.split_first() {
        let octal = after
            .get(..3)
            .filter(|digits| *first == b'\\' && digits.iter().all(|digit| (b'0'..b'8').contains(digit)));
        if let Some(digits) = octal {
            let value = digits.iter().fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            text.push(u8::try_from(value).unwrap_or(b'?'));
            rest = &after[3..];
        } else {
            text.push(*first);
            rest = after;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_are_read_as_proc_writes_them() {
        let text = b"22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n\
            30 22 0:25 /sub /mnt/with\\040blank rw - btrfs /dev/vdb rw,subvol=/sub\nnonsense\n31 22\n";
        let mounts = parse(text);
        assert_eq!(
            mounts,
            [
                Mount { path: "/".into(), file_system: "ext4".into(), device: 254 << 32, is_whole: true },
                Mount {
                    path: "/mnt/with blank".into(),
                    file_system: "btrfs".into(),
                    device: 25,
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
