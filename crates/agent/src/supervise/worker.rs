//! The worker's process.

use std::ffi::OsString;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pipe::PipeFlags;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

/// How long a worker that was killed may take to be gone.
const GONE: Duration = Duration::from_secs(1);

/// How the C library keeps memory for a worker (mallopt(3)): a search of everything takes for a moment what a machine at rest never needs
/// again, and it is to be given back. One arena does for threads that wait for the disk.
const MEMORY: [(&str, &str); 3] =
    [("MALLOC_ARENA_MAX", "1"), ("MALLOC_TRIM_THRESHOLD_", "65536"), ("MALLOC_MMAP_THRESHOLD_", "65536")];

/// How a worker is started: this very program, with arguments that make a worker of it.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Its arguments. The group comes as its standard input, and the heartbeat's pipe as its standard output.
    pub arguments: Vec<OsString>,
}

/// A worker that was started.
#[derive(Debug)]
pub struct Worker {
    child: Child,
    process: OwnedFd,
}

impl Worker {
    /// Starts a worker on a group. Also gives the reading end of its heartbeat.
    #[expect(
        clippy::disallowed_methods,
        reason = "it is this program itself, by the link that the kernel has of it: nothing that was found is started"
    )]
    pub fn start(program: &Program, group: Option<OwnedFd>) -> io::Result<(Self, OwnedFd)> {
        let (heart, beats) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let mut command = Command::new(&program.path);
        command.args(&program.arguments).envs(MEMORY).stdout(Stdio::from(beats));
        command.stdin(group.map_or_else(Stdio::null, Stdio::from));
        let child = command.spawn()?;
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let pid = pid.ok_or_else(|| io::Error::other("a process has no number"))?;
        let process = pidfd_open(pid, PidfdFlags::empty())?;
        Ok((Self { child, process }, heart))
    }

    /// The number of its process.
    #[must_use]
    pub fn id(&self) -> Option<i32> {
        i32::try_from(self.child.id()).ok()
    }

    /// What becomes ready when it ends.
    #[must_use]
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.process.as_fd()
    }

    /// Sends it a signal. One that has ended needs none.
    pub fn signal(&self, signal: Signal) {
        let _ = pidfd_send_signal(&self.process, signal);
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Ends it. That it was told so is enough for it to run no more, but not for it to be gone: the kernel holds whoever has marks on
    /// a file that somebody waits to open, until that one is answered. `answer` is called until it is gone, or for a second.
    pub fn kill(&mut self, mut answer: impl FnMut()) {
        self.signal(Signal::KILL);
        let until = Instant::now() + GONE;
        while self.ended().is_none() && Instant::now() < until {
            let mut ended = [PollFd::new(&self.process, PollFlags::IN)];
            let _ = poll(&mut ended, Some(&Timespec { tv_sec: 0, tv_nsec: 10_000_000 }));
            if self.ended().is_none() {
                answer();
            }
        }
    }
}
