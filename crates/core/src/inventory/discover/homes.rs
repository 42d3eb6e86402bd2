//! Whose home directories there are.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::probe::names;
use crate::inventory::file::{Disk, join};

/// How much of the password file is read, in bytes.
const PASSWD_LIMIT: usize = 16 * 1024 * 1024;
/// Directories of which every child is a home.
const HOME_PARENTS: [&str; 3] = ["/home", "/Users", "/var/home"];
/// Where accounts of services have a "home" that belongs to the system; walking these would be walking the
/// whole machine.
const NO_HOMES: [&str; 13] = [
    "/",
    "/bin",
    "/sbin",
    "/usr",
    "/dev",
    "/proc",
    "/sys",
    "/run",
    "/etc",
    "/nonexistent",
    "/tmp",
    "/var",
    "/var/tmp",
];

/// Every user's home directory that exists: the password file's, and the children of `/home` and `/Users`.
pub(super) fn all(disk: &Disk) -> BTreeSet<PathBuf> {
    let mut homes = BTreeSet::new();
    let passwd = disk.read(Path::new("/etc/passwd"), PASSWD_LIMIT).unwrap_or_default();
    homes.extend(passwd_homes(&passwd.bytes).map(|(_, home)| home));
    for parent in HOME_PARENTS {
        let Some(real) = disk.real_directory(Path::new(parent)) else { continue };
        homes.extend(
            names(disk, &real, |name| name != b"." && name != b"..")
                .iter()
                .map(|(name, _)| join(&real, name)),
        );
    }
    homes.insert(PathBuf::from("/root"));
    homes.insert(PathBuf::from("/var/root"));
    homes.into_iter().filter(|home| is_a_home(home) && disk.is_directory(home)).collect()
}

/// The home directory of a user, by the password file.
pub(super) fn of_user(disk: &Disk, user: u32) -> Option<PathBuf> {
    let passwd = disk.read(Path::new("/etc/passwd"), PASSWD_LIMIT).ok()?;
    let found = passwd_homes(&passwd.bytes).find(|(id, _)| *id == user);
    found.map(|(_, home)| home)
}

fn passwd_homes(passwd: &[u8]) -> impl Iterator<Item = (u32, PathBuf)> {
    passwd.split(|byte| *byte == b'\n').filter_map(|line| {
        let mut fields = line.split(|byte| *byte == b':');
        let user = std::str::from_utf8(fields.nth(2)?).ok()?.parse().ok()?;
        let home = Path::new(OsStr::from_bytes(fields.nth(2)?));
        home.is_absolute().then(|| (user, home.to_path_buf()))
    })
}

/// A home of a person or of a service with a directory of its own (`/var/lib/jenkins`).
fn is_a_home(home: &Path) -> bool {
    let system = ["/usr", "/bin", "/sbin", "/dev", "/proc", "/sys", "/run", "/etc"];
    !NO_HOMES.iter().any(|no_home| home == Path::new(no_home))
        && !system.iter().any(|directory| home.starts_with(directory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_accounts_have_no_homes() {
        let passwd = b"root:x:0:0:root:/root:/bin/sh\nbin:x:2:2:bin:/bin:/x\nu:x:1000:1:U,,:/home/u:/bin/sh\nbroken\nx:x:9:9:x::\n";
        let homes: Vec<_> = passwd_homes(passwd).collect();
        assert_eq!(homes.len(), 3);
        assert!(is_a_home(&homes[0].1) && !is_a_home(&homes[1].1) && is_a_home(&homes[2].1));
        assert!(is_a_home(Path::new("/var/lib/jenkins")) && !is_a_home(Path::new("/usr/games")));
    }
}
