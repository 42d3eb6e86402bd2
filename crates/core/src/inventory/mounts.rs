//! What is mounted where, so that the walk stays on local file systems and can say what it left out.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::file::Disk;

/// Where the kernel lists the mounts (proc(5)).
const MOUNT_INFO: &str = "/proc/self/mountinfo";
/// How much of it is read, in bytes.
const MOUNT_INFO_LIMIT: usize = 16 * 1024 * 1024;

/// File systems of other machines, and such as may hang for as long as another machine does.
const NETWORK: [&str; 22] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "coda",
    "ceph",
    "lustre",
    "gpfs",
    "beegfs",
    "9p",
    "orangefs",
    "glusterfs",
    "ocfs2",
    "gfs2",
    "autofs",
    "davfs",
    "fuse",
    "vboxsf",
    "prl_fs",
];
/// File systems in user space that are local.
const LOCAL_FUSE: [&str; 8] = [
    "fuseblk",
    "fuse.fuse-overlayfs",
    "fuse.gocryptfs",
    "fuse.encfs",
    "fuse.cryfs",
    "fuse.mergerfs",
    "fuse.unionfs",
    "fuse.bindfs",
];
/// The kernel's own file systems, which hold no packages.
const KERNEL: [&str; 21] = [
    "proc",
    "sysfs",
    "devtmpfs",
    "devpts",
    "cgroup",
    "cgroup2",
    "securityfs",
    "debugfs",
    "tracefs",
    "bpf",
    "pstore",
    "configfs",
    "efivarfs",
    "mqueue",
    "hugetlbfs",
    "fusectl",
    "rpc_pipefs",
    "binfmt_misc",
    "nsfs",
    "selinuxfs",
    "devfs",
];

/// What the walk does at a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Crossing {
    /// A local file system: walked.
    Local,
    /// Another machine's, or one in user space: left out, and said so.
    Foreign,
    /// The kernel's own: left out.
    Kernel,
}

/// One mount, as the kernel lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mount {
    /// Where it is.
    pub path: PathBuf,
    /// The type of its file system.
    pub file_system: String,
    /// The device, as the kernel numbers it (`major:minor`).
    pub device: String,
    /// Whether it shows the whole file system, and not a directory of it.
    pub is_whole: bool,
}

impl Mount {
    /// Whether it is a file system of the kernel's own, which holds no packages.
    #[must_use]
    pub fn is_of_the_kernel(&self) -> bool {
        judge(&self.file_system) == Crossing::Kernel
    }

    /// Whether it is a local file system, which is searched: neither the kernel's own, nor another machine's or one in user space.
    #[must_use]
    pub fn is_local(&self) -> bool {
        judge(&self.file_system) == Crossing::Local
    }
}

/// Reads `/proc/self/mountinfo` (proc(5)). Lines that are none are left out.
#[must_use]
pub fn read_mounts(mount_info: &[u8]) -> Vec<Mount> {
    mount_info.split(|byte| *byte == b'\n').filter_map(read_mount).collect()
}

fn read_mount(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ');
    let device = String::from_utf8_lossy(fields.nth(2)?).into_owned();
    let is_whole = fields.next()? == b"/";
    let path = PathBuf::from(unescape(fields.next()?));
    // Optional fields end at "-"; the type follows.
    let file_system = fields.skip_while(|field| *field != b"-").nth(1)?;
    Some(Mount { path, file_system: String::from_utf8_lossy(file_system).into_owned(), device, is_whole })
}

/// The mounts below a directory, as a tree of names.
///
/// A directory in the walk carries its node of the tree, if it has one. Nearly none has, so that watching
/// for mounts costs nothing.
#[derive(Debug, Default)]
pub(super) struct MountTree {
    file_system: Option<String>,
    below: HashMap<OsString, Arc<Self>>,
}

impl MountTree {
    /// The mounts of this machine, or those below a directory of it that stands for another machine's root. Empty where
    /// the kernel does not tell.
    pub(super) fn of_machine(root: Option<&Path>) -> Self {
        let read = Disk::here().read(Path::new(MOUNT_INFO), MOUNT_INFO_LIMIT);
        let mut tree = Self::parse(&read.map(|read| read.bytes).unwrap_or_default());
        for part in root.into_iter().flat_map(Path::components) {
            if let Component::Normal(name) = part {
                tree = tree.below.remove(name).and_then(Arc::into_inner).unwrap_or_default();
            }
        }
        // What was asked for as the root is searched, whatever it is mounted from.
        tree.file_system = None;
        tree
    }

    /// The outermost foreign mount that a path leads through, and the type of its file system. `allowed` says which mounts are
    /// searched all the same.
    pub(super) fn foreign_on_the_way(
        &self,
        path: &Path,
        allowed: impl Fn(&Path) -> bool,
    ) -> Option<(PathBuf, &str)> {
        let mut node = self;
        for (number, part) in path.components().enumerate() {
            let Component::Normal(name) = part else { continue };
            node = node.below.get(name)?;
            if let Some((Crossing::Foreign, file_system)) = node.crossing() {
                let place: PathBuf = path.components().take(number + 1).collect();
                if !allowed(&place) {
                    return Some((place, file_system));
                }
            }
        }
        None
    }

    pub(super) fn parse(mount_info: &[u8]) -> Self {
        let mut tree = Self::default();
        for mount in read_mounts(mount_info) {
            tree.add(&mount.path, &mount.file_system);
        }
        tree
    }

    fn add(&mut self, place: &Path, file_system: &str) {
        let mut node = self;
        for part in place.components() {
            if let Component::Normal(name) = part {
                let below = node.below.entry(name.to_os_string()).or_default();
                // The tree is not shared before it is whole.
                let Some(next) = Arc::get_mut(below) else { return };
                node = next;
            }
        }
        // A later mount at the same place hides the earlier one.
        node.file_system = Some(file_system.to_owned());
    }

    /// The node of an entry, if it is a mount or leads to one.
    pub(super) fn child(&self, name: &[u8]) -> Option<Arc<Self>> {
        self.below.get(std::ffi::OsStr::from_bytes(name)).cloned()
    }

    /// The node of a path, if it is a mount or leads to one.
    pub(super) fn at(self: &Arc<Self>, path: &Path) -> Option<Arc<Self>> {
        let mut node = Arc::clone(self);
        for part in path.components() {
            if let Component::Normal(name) = part {
                node = node.child(name.as_bytes())?;
            }
        }
        Some(node)
    }

    /// The outermost mounts below this node, which stands for that path, that hold no local file system; sorted.
    pub(super) fn not_local(&self, path: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut rest: Vec<(PathBuf, &Self)> = vec![(path.to_path_buf(), self)];
        while let Some((path, node)) = rest.pop() {
            for (name, child) in &node.below {
                let place = path.join(name);
                match child.crossing() {
                    Some((Crossing::Foreign | Crossing::Kernel, _)) => found.push(place),
                    _ => rest.push((place, child)),
                }
            }
        }
        found.sort();
        found
    }

    /// What is mounted here, and whether the walk goes on into it.
    pub(super) fn crossing(&self) -> Option<(Crossing, &str)> {
        let file_system = self.file_system.as_deref()?;
        Some((judge(file_system), file_system))
    }
}

fn judge(file_system: &str) -> Crossing {
    if KERNEL.contains(&file_system) {
        Crossing::Kernel
    } else if LOCAL_FUSE.contains(&file_system) {
        Crossing::Local
    } else if NETWORK.contains(&file_system) || file_system.starts_with("fuse.") {
        Crossing::Foreign
    } else {
        Crossing::Local
    }
}

/// Undoes the kernel's octal escapes of space, tab, newline and backslash.
fn unescape(field: &[u8]) -> OsString {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((&first, after)) = rest.split_first() {
        let octal = after.get(..3).and_then(|digits| std::str::from_utf8(digits).ok());
        match octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) if first == b'\\' => {
                bytes.push(byte);
                rest = &after[3..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    OsString::from_vec(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &[u8] = b"22 1 254:0 / / rw - ext4 /dev/vda rw\n\
        30 22 0:5 / /proc rw,nosuid shared:9 - proc proc rw\n\
        31 22 0:50 / /home/a\\040b/net rw shared:1 master:2 - nfs4 srv:/x rw\n\
        32 22 0:51 / /home/crypt rw - fuse.gocryptfs x rw\n\
        33 22 0:52 / /home/s rw - fuse.sshfs x rw\nbroken line\n";

    #[test]
    fn mounts_are_judged_by_their_type() {
        let tree = Arc::new(MountTree::parse(SAMPLE));
        let judge =
            |path: &str| tree.at(Path::new(path)).and_then(|node| node.crossing().map(|(what, _)| what));
        assert_eq!(judge("/"), Some(Crossing::Local));
        assert_eq!(judge("/proc"), Some(Crossing::Kernel));
        assert_eq!(judge("/home/a b/net"), Some(Crossing::Foreign));
        assert_eq!(judge("/home/crypt"), Some(Crossing::Local));
        assert_eq!(judge("/home/s"), Some(Crossing::Foreign));
        assert_eq!(judge("/home"), None);
        assert!(tree.at(Path::new("/usr")).is_none());
        let foreign = |path: &str, allowed: &str| {
            tree.foreign_on_the_way(Path::new(path), |place| place == Path::new(allowed))
                .map(|(place, _)| place)
        };
        assert_eq!(foreign("/home/s/deep/below", ""), Some("/home/s".into()));
        assert_eq!(foreign("/home/s/deep/below", "/home/s"), None);
        assert_eq!(foreign("/home/crypt/x", ""), None);
    }

    #[test]
    fn what_is_not_local_below_a_directory() {
        let tree = Arc::new(MountTree::parse(SAMPLE));
        let below = |path: &str| tree.at(Path::new(path)).map(|node| node.not_local(Path::new(path)));
        assert_eq!(below("/home"), Some(vec!["/home/a b/net".into(), "/home/s".into()]));
        assert_eq!(below("/home/crypt"), Some(vec![]));
        assert_eq!(below("/usr"), None);
    }
}
