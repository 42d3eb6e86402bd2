//! Who was refused what.

use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use rustix::fs::{Mode, OFlags};

use super::Denied;
use crate::sys::path_of;

/// Somebody who wanted to open a denied file. What is told of the process is what was there after the answer: it may have ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is denied.
    pub denied: Arc<Denied>,
    /// Whether it was refused; else it was allowed by a rule that only warns.
    pub was_refused: bool,
    /// The process; 0 where it is not seen from here.
    pub pid: i32,
    /// The file, by the path that the kernel shows here: below a bind mount or in a container it is another one.
    pub path: PathBuf,
    /// The user that it runs as (its effective user id).
    pub uid: Option<u32>,
    /// Its terminal, if it has one.
    pub tty: Option<PathBuf>,
    /// What it calls itself; anybody can choose that.
    pub comm: Option<String>,
    /// When it was answered.
    pub when: SystemTime,
}

/// How much is read of a file in `/proc`, in bytes.
const LIMIT: usize = 4096;

impl Refusal {
    /// Gathers what there is to say. Only files in `/proc` are read that ask for no lock of the process' memory: its command line could
    /// be held up for ever.
    pub(super) fn gather(denied: Arc<Denied>, was_refused: bool, pid: i32, file: BorrowedFd<'_>) -> Self {
        let when = SystemTime::now();
        let status = read(pid, "status").unwrap_or_default();
        let stat = read(pid, "stat").unwrap_or_default();
        Self {
            denied,
            was_refused,
            pid,
            path: path_of(file).unwrap_or_default(),
            uid: uid(&status),
            tty: tty(&stat),
            comm: comm(&stat),
            when,
        }
    }
}

fn read(pid: i32, name: &str) -> Option<String> {
    let path = format!("/proc/{pid}/{name}");
    let file = rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    let mut bytes = [0; LIMIT];
    let count = rustix::io::read(&file, &mut bytes).ok()?;
    Some(String::from_utf8_lossy(bytes.get(..count)?).into_owned())
}

/// The second number of `Uid:` is the effective one.
fn uid(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The name stands in parentheses, and may hold some itself.
fn comm(stat: &str) -> Option<String> {
    let (_, after) = stat.split_once('(')?;
    Some(after.rsplit_once(')')?.0.to_owned())
}

/// The device of the controlling terminal, `tty_nr` of proc(5).
fn tty(stat: &str) -> Option<PathBuf> {
    /// The numbers of pseudo-terminals.
    const PTS: std::ops::RangeInclusive<u64> = 136..=143;
    let number: i64 = stat.rsplit_once(')')?.1.split_whitespace().nth(4)?.parse().ok()?;
    let number = u64::from(u32::try_from(number).ok()?);
    let (major, minor) = ((number >> 8) & 0xfff, (number & 0xff) | ((number >> 12) & 0xf_ff00));
    match major {
        major if PTS.contains(&major) => Some(format!("/dev/pts/{}", (major - 136) * 256 + minor).into()),
        4 if minor < 64 => Some(format!("/dev/tty{minor}").into()),
        4 => Some(format!("/dev/ttyS{}", minor - 64).into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proc_tells_is_read() {
        let stat = "12 (a) b (c) S 1 12 12 34817 12 4194304 1 0";
        assert_eq!(comm(stat).as_deref(), Some("a) b (c"));
        assert_eq!(tty(stat), Some("/dev/pts/1".into()));
        assert_eq!(tty("12 (x) S 1 12 12 0 -1 4194304"), None);
        assert_eq!(tty("12 (x) S 1 12 12 1025 -1 4194304"), Some("/dev/tty1".into()));
        assert_eq!(tty("12 (x"), None);
        assert_eq!(uid("Name:\tx\nUid:\t1000\t1001\t1000\t1000\n"), Some(1001));
        assert_eq!(uid("Uid:\t1\n"), None);
        let own = i32::try_from(std::process::id()).expect("small");
        let read = read(own, "stat").expect("it is there");
        assert!(comm(&read).is_some_and(|name| !name.is_empty()));
    }
}
