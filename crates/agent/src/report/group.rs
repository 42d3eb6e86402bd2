//! Who reads what the agent has to say.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_found_by_its_whole_name() {
        let text = "root:x:0:\nfetters:x:5:\nfetter:x\nfetter:x:998:a,b\n";
        assert_eq!(group_of(text, "fetter"), Some(998));
        assert_eq!(group_of("a:fetter:1:\nfetter:x:y:\n", "fetter"), None);
    }
}
