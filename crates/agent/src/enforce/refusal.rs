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
        Self {
            denied,
            was_refused,
            pid,
            path: path_of(file).unwrap_or_default(),
            uid: uid(&status),
            comm: read(pid, "comm").map(|comm| comm.strip_suffix('\n').unwrap_or(&comm).to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proc_tells_is_read() {
        assert_eq!(uid("Name:\tx\nUid:\t1000\t1001\t1000\t1000\n"), Some(1001));
        assert_eq!(uid("Uid:\t1\n"), None);
        let own = i32::try_from(std::process::id()).expect("small");
        assert!(read(own, "comm").is_some_and(|name| !name.is_empty()));
    }
}
