//! Who reads what the agent has to say, and who says it.

use std::path::Path;

use fetter_core::inventory::file::Disk;
use rustix::fs::Gid;

/// The group of the process that brings reports away (`install/files/fetter.sysusers`).
const NAME: &str = "fetter";
/// How much of group(5) is read, in bytes.
const LIMIT: usize = 4 << 20;

/// That group, where this machine has it.
pub(super) fn sync_group() -> Option<Gid> {
    let found = Disk::here().read(Path::new("/etc/group"), LIMIT).ok()?;
    group_of(&String::from_utf8_lossy(&found.bytes), NAME).map(Gid::from_raw)
}

/// The number of a group, as group(5) writes it: `name:password:number:members`.
fn group_of(text: &str, name: &str) -> Option<u32> {
    let mut lines = text.lines().map(|line| line.split(':'));
    lines.find_map(|mut fields| {
        let is_it = fields.next() == Some(name);
        fields.nth(1).filter(|_| is_it)?.parse().ok()
    })
}

/// What this machine calls a user; the number, where it has no name for it.
pub(super) fn user_name(user: u32) -> String {
    let found = Disk::here().read(Path::new("/etc/passwd"), LIMIT).ok();
    let named = found.and_then(|found| name_of(&String::from_utf8_lossy(&found.bytes), user));
    named.unwrap_or_else(|| user.to_string())
}

/// The name of a user, as passwd(5) writes it: `name:password:number:…`.
fn name_of(text: &str, user: u32) -> Option<String> {
    let number = user.to_string();
    let mut lines = text.lines().map(|line| line.split(':'));
    let is_plain = |name: &&str| !name.is_empty() && !name.chars().any(char::is_control);
    lines.find_map(|mut fields| {
        let name = fields.next().filter(is_plain)?;
        (fields.nth(1) == Some(&number)).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_by_its_whole_name() {
        let text = "root:x:0:\nfetters:x:5:\nfetter:x\nfetter:x:998:a,b\n";
        assert_eq!(group_of(text, "fetter"), Some(998));
        assert_eq!(group_of("a:fetter:1:\nfetter:x:y:\n", "fetter"), None);
    }

    #[test]
    fn a_user_is_found_by_the_whole_number() {
        let text = "root:x:0:0::/:/bin/sh\n\nann:x:10:\nann:x\nb\u{1b}b:x:1:\nbob:x:1:\n";
        assert_eq!(name_of(text, 1).as_deref(), Some("bob"));
        assert_eq!(name_of(text, 10).as_deref(), Some("ann"));
        assert_eq!(name_of(text, 100), None);
    }
}
