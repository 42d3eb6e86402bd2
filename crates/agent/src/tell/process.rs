//! What `/proc` says of a process, which may have any name that it likes.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use fetter_core::inventory::file::Disk;

/// What is asked of a process that was refused something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProcessFacts {
    /// The major and minor number of its controlling terminal, if it has one.
    pub terminal: Option<(u32, u32)>,
    /// When it was started, in ticks since the machine was: with the id, it names one process.
    pub started: u64,
}

/// Reads `/proc/PID/stat` (proc(5)). The name, in parentheses, may hold parentheses, spaces and newlines: what counts comes after
/// the last one. `None` for what is no such line.
#[must_use]
pub fn process_facts(stat: &[u8]) -> Option<ProcessFacts> {
    let end = stat.iter().rposition(|byte| *byte == b')')?;
    let rest = std::str::from_utf8(&stat[end + 1..]).ok()?;
    let fields: Vec<&str> = rest.split_ascii_whitespace().take(20).collect();
    // tty_nr is the seventh field and starttime the 22nd; the state, which comes first here, is the third.
    let terminal: i32 = fields.get(4)?.parse().ok()?;
    let device = terminal.cast_unsigned();
    // The kernel's own encoding: 12 bits of the major number amid 20 of the minor one.
    let (major, minor) = ((device & 0xf_ff00) >> 8, (device & 0xff) | ((device >> 12) & 0xf_ff00));
    Some(ProcessFacts {
        terminal: (device != 0).then_some((major, minor)),
        started: fields.get(19)?.parse().ok()?,
    })
}

/// What `/proc` says of a process of this user that sees the same files as the machine's first one or this one, which may have a view of its
/// own, as systemd gives to services. `None` where it is gone, somebody else's, or in a container, whose terminals have the same numbers
/// as others here.
pub(super) fn look(pid: u32, uid: u32) -> Option<ProcessFacts> {
    let directory = Path::new("/proc").join(pid.to_string());
    let stat = Disk::here().read(&directory.join("stat"), 4096).ok()?;
    let owner = std::fs::symlink_metadata(&directory).ok()?.uid();
    let space = |of: &Path| std::fs::read_link(of.join("ns/mnt")).ok();
    let is_of_the_machine = |theirs: &Path| {
        let theirs = space(theirs);
        theirs.is_some() && ["/proc/1", "/proc/self"].iter().any(|one| space(Path::new(one)) == theirs)
    };
    if owner != uid || !is_of_the_machine(&directory) {
        return None;
    }
    process_facts(&stat.bytes)
}
