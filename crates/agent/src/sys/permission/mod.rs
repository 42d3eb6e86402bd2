//! Being asked before a file is opened.
//!
//! Whoever opens a marked file waits until somebody who holds the group answers. The kernel matches an answer by the number of the
//! descriptor that the event was read with, among the events of the group that were read and not answered, whoever writes it. So an
//! answer is written before the descriptor is closed: until then nothing else can have its number in this process. And so a process that
//! holds the same group can answer what another one read before it died ([`PermissionGroup::sweep`]).

mod event;

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

pub use self::event::PermissionEvent;

use super::calls::{Group, Opened};
use super::identity::link_of;
use super::notification::{Queue, ReadError};
use super::{MarkError, Mask, OpenError};

/// How many events are read at once. Each has a descriptor of this process until it is answered.
const BATCH: usize = 64;
/// How many whom the kernel refuses by itself are passed over in one go.
const REFUSED: usize = 1024;
/// The length of one event without records.
const EVENT: usize = 24;
/// The number that the descriptor of a group that was handed over has at least: above what else a worker has open, but its heartbeat.
///
/// The kernel closes what a process that dies has open from the highest number on. A group of notifications that is closed waits for
/// whoever waits at one of its objects, and whoever waits for this group's answer does until it is closed: closed in the other order,
/// neither would come to an end.
const HANDED: i32 = 900;

/// What whoever opens a file is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It may.
    Allow,
    /// It may not: `EPERM`.
    Deny,
}

/// A group that is asked before marked files are opened. Reading it never waits: poll it.
#[derive(Debug)]
pub struct PermissionGroup {
    group: Group,
}

impl PermissionGroup {
    /// Makes a group.
    pub fn new(queue: Queue) -> Result<Self, OpenError> {
        let flags = libc::FAN_CLASS_CONTENT
            | libc::FAN_UNLIMITED_MARKS
            | libc::FAN_CLOEXEC
            | libc::FAN_NONBLOCK
            | queue.flag();
        let group = Group::init(flags);
        Ok(Self { group: group.map_err(|errno| OpenError::of(errno, OpenError::NoPermissionEvents))? })
    }

    /// Takes a group that another process made and handed over, with its marks.
    pub fn from_fd(descriptor: OwnedFd) -> Result<Self, OpenError> {
        const NEEDED: u32 = libc::FAN_CLASS_CONTENT | libc::FAN_NONBLOCK;
        let adopted = Group::adopt(descriptor).map_err(OpenError::System)?;
        let (group, flags) = adopted.ok_or(OpenError::NotAGroup)?;
        if flags & NEEDED == NEEDED { Ok(Self { group }) } else { Err(OpenError::NotAGroup) }
    }

    /// Takes the group that this process was given as its standard input, in whose place `/dev/null` is put.
    pub fn from_stdin() -> Result<Self, OpenError> {
        let system = OpenError::System;
        let stdin = rustix::stdio::stdin();
        let group = Self::from_fd(rustix::io::fcntl_dupfd_cloexec(stdin, HANDED).map_err(system)?)?;
        let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::CLOEXEC;
        let null = rustix::fs::open("/dev/null", flags, rustix::fs::Mode::empty()).map_err(system)?;
        rustix::stdio::dup2_stdin(&null).map_err(system)?;
        Ok(group)
    }

    /// Another descriptor of the same group, to hand to another process.
    pub fn try_clone_fd(&self) -> Result<OwnedFd, OpenError> {
        rustix::io::fcntl_dupfd_cloexec(&self.group, 3).map_err(OpenError::System)
    }

    /// Asks before files that lie in a directory are opened, by whatever path; directories in it are not meant.
    pub fn mark_directory(&self, directory: BorrowedFd<'_>) -> Result<(), MarkError> {
        self.change(libc::FAN_MARK_ADD | libc::FAN_MARK_ONLYDIR, directory, Mask::ON_CHILD)
    }

    /// Asks before a file is opened, by whatever name.
    pub fn mark_file(&self, file: BorrowedFd<'_>) -> Result<(), MarkError> {
        self.change(libc::FAN_MARK_ADD, file, Mask::default())
    }

    /// Takes the mark of a directory away. One that has none is no error.
    pub fn unmark_directory(&self, directory: BorrowedFd<'_>) -> Result<(), MarkError> {
        self.unmark(directory, Mask::ON_CHILD)
    }

    /// Takes the mark of a file away. One that has none is no error.
    pub fn unmark_file(&self, file: BorrowedFd<'_>) -> Result<(), MarkError> {
        self.unmark(file, Mask::default())
    }

    fn unmark(&self, file: BorrowedFd<'_>, more: Mask) -> Result<(), MarkError> {
        match self.change(libc::FAN_MARK_REMOVE, file, more) {
            Err(MarkError::Gone) => Ok(()),
            done => done,
        }
    }

    fn change(&self, flags: u32, file: BorrowedFd<'_>, more: Mask) -> Result<(), MarkError> {
        Ok(self.group.mark(flags, (Mask::OPEN_PERMISSION | more).bits(), &link_of(file))?)
    }

    /// Takes every mark away.
    pub fn flush(&self) -> Result<(), MarkError> {
        Ok(self.group.flush(libc::FAN_MARK_INODE)?)
    }

    /// Takes some of those who wait, 64 at most; none where nobody waits. Where a file cannot be opened for this process without waiting,
    /// since somebody has a lease on it, the kernel refuses whoever wants to open it, and there is nobody to answer.
    pub fn read(&self) -> Result<Vec<PermissionEvent<'_>>, ReadError> {
        let mut buffer = [0; BATCH * EVENT];
        for _ in 0..REFUSED {
            match self.group.read_opened(&mut buffer) {
                Ok((opened, None)) => {
                    return Ok(opened.into_iter().map(|opened| self.event(opened)).collect());
                }
                Ok((opened, Some(malformed))) => {
                    drop(opened.into_iter().map(|opened| self.event(opened)).collect::<Vec<_>>());
                    return Err(malformed.into());
                }
                // The same is said where nobody waits, and where somebody was refused.
                Err(Errno::AGAIN) if self.somebody_waits() => {}
                Err(Errno::AGAIN) => return Ok(Vec::new()),
                Err(errno) => return Err(ReadError::System(errno)),
            }
        }
        Err(ReadError::System(Errno::AGAIN))
    }

    fn somebody_waits(&self) -> bool {
        let mut watched = [PollFd::new(self, PollFlags::IN)];
        poll(&mut watched, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok_and(|ready| ready > 0)
    }

    fn event(&self, opened: Opened) -> PermissionEvent<'_> {
        PermissionEvent::new(self, opened)
    }

    /// Answers whatever was read with one of the first `limit` numbers of descriptors and not answered, in whatever process; how many
    /// waited. It is for when that process is dead, or was killed: one that lives would be robbed of its events, and could then answer
    /// one that this process reads with the same number.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    pub fn sweep(&self, limit: i32, answer: Answer) -> usize {
        let mut answered = 0;
        for number in 0..limit {
            // Events of several processes can have one number.
            while self.respond(number, answer).is_ok() {
                answered += 1;
            }
        }
        answered
    }

    /// `ENOENT` where nobody waits for that number.
    fn respond(&self, number: i32, answer: Answer) -> Result<(), Errno> {
        let code = match answer {
            Answer::Allow => libc::FAN_ALLOW,
            Answer::Deny => libc::FAN_DENY,
        };
        let mut response = [0; 8];
        response[..4].copy_from_slice(&number.to_ne_bytes());
        response[4..].copy_from_slice(&code.to_ne_bytes());
        loop {
            match rustix::io::write(&self.group, &response) {
                Err(Errno::INTR) => {}
                written => return written.map(|_| ()),
            }
        }
    }
}

impl AsFd for PermissionGroup {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.group.as_fd()
    }
}

impl From<PermissionGroup> for OwnedFd {
    fn from(group: PermissionGroup) -> Self {
        group.group.into()
    }
}
