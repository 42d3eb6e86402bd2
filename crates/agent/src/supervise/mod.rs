//! A small process that holds the group of permission events together with the worker, so that nobody waits for a worker that is dead or
//! stuck: it starts the worker, hears its heartbeat, and answers in its place.
//!
//! It knows no policy. With `enforcement = "closed"` it refuses whatever is marked until the worker is back, with `"open"` it takes the
//! marks away. While the break-glass file is there it refuses nothing. After too many crashes it gives enforcement up, and the worker
//! only watches.

mod crashes;
mod interim;
mod worker;

use std::io;
use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::Signal;

pub use crashes::{Crashes, Next};
pub use interim::Interim;
pub use worker::{Program, Worker};

use crate::config::Enforcement;
use crate::enforce::{State, Watchdog};
use crate::run::Signals;
use crate::sys::notification::Queue;
use crate::sys::permission::{Answer, PermissionGroup};

/// How long an opener waits at most before somebody else than the worker answers.
pub const DEADLINE: Duration = Duration::from_secs(1);
/// How often it is told that the supervisor lives, at least.
const ALIVE: Duration = Duration::from_secs(5);
/// How long a worker that was asked to end may take.
const GRACE: Duration = Duration::from_secs(5);
/// How long after a crash a worker that only watches is started again.
const WATCH_ONLY_PAUSE: Duration = Duration::from_secs(10);

/// What a supervisor is made of.
#[derive(Clone, Debug)]
pub struct Supervised {
    /// How a worker is started that refuses.
    pub program: Program,
    /// What is added to its arguments where it is to watch only, and to say why.
    pub watch_only: fn(reason: &str) -> Vec<std::ffi::OsString>,
    /// What is added to a worker's arguments so that it writes down what became of those before.
    pub after: fn(&Before) -> Vec<std::ffi::OsString>,
    /// What happens while there is no worker.
    pub enforcement: Enforcement,
    /// While this file is there nothing is refused.
    pub break_glass: PathBuf,
}

/// What became of the workers before one, since the last that was ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// They ended or were stuck, so often; the last for this reason.
    Ended(u64, String),
    /// They did so too often.
    GaveUp,
}

/// What the supervisor tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// The worker ended or was stuck, and is started again.
    Restarted(String),
    /// It did so too often: nothing is refused any more.
    GaveUp(String),
    /// It lives.
    Alive,
}

/// Supervises until it is asked to end.
pub fn supervise(supervised: &Supervised, mut tell: impl FnMut(Happened)) -> io::Result<()> {
    let mut signals = Signals::new()?;
    let mut crashes = Crashes::default();
    // What a worker before had marked, and refuses in its place.
    let mut interim: Option<Interim> = None;
    let mut before: Option<Before> = None;
    // Workers that were killed, and on a busy machine were not gone in time: the kernel has them until somebody asks how they ended.
    let mut leaving: Vec<Worker> = Vec::new();
    loop {
        let mut watchdog = Watchdog::new(group()?, None, DEADLINE);
        let handed = watchdog.group().try_clone_fd().map_err(io::Error::other)?;
        let (mut worker, heart) = Worker::start(&supervised.program_after(before.iter()), Some(handed))?;
        watchdog.restart(Some(heart));
        if let Some(interim) = &interim {
            interim.let_through(worker.id());
        }
        let watched = watch(&mut worker, &mut watchdog, &mut signals, &mut interim, &mut |happened| {
            leaving.retain_mut(|worker| worker.ended().is_none());
            tell(happened);
        })?;
        let Some(why) = watched else {
            drop(interim);
            return Ok(());
        };
        before = Some(Before::another(before.as_ref().filter(|_| !watchdog.is_ready()), &why));
        let answer = if supervised.refuses() { Answer::Deny } else { Answer::Allow };
        worker.kill(|| {
            let _ = watchdog.take_over(answer);
        });
        leaving.push(worker);
        if let Some(interim) = &interim {
            interim.let_through(None);
        }
        match crashes.note(Instant::now()) {
            Next::Restart(pause) => {
                tell(Happened::Restarted(why));
                // Marks of the one before are those of this one, once it had made any.
                if interim.is_none() || watchdog.is_ready() {
                    interim = Some(Interim::start(watchdog, supervised)?);
                }
                std::thread::sleep(pause);
            }
            Next::GiveUp => {
                // With the groups goes every mark, and whoever waits is let through.
                drop((watchdog, interim));
                let reason = format!("the worker ended too often, the last time since {why}");
                tell(Happened::GaveUp(reason.clone()));
                return watch_only(supervised, &reason, &mut signals, &mut tell);
            }
        }
    }
}

impl Before {
    /// Another one ended.
    fn another(before: Option<&Self>, why: &str) -> Self {
        match before {
            Some(Self::Ended(times, _)) => Self::Ended(times.saturating_add(1), why.to_owned()),
            _ => Self::Ended(1, why.to_owned()),
        }
    }
}

impl Supervised {
    /// How a worker is started that is to say what became of those before.
    fn program_after<'before>(&self, before: impl Iterator<Item = &'before Before>) -> Program {
        let mut program = self.program.clone();
        program.arguments.extend(before.flat_map(self.after));
        program
    }

    /// Whether what is marked is refused while there is no worker.
    fn refuses(&self) -> bool {
        self.enforcement == Enforcement::Closed && std::fs::symlink_metadata(&self.break_glass).is_err()
    }
}

fn group() -> io::Result<PermissionGroup> {
    PermissionGroup::new(Queue::Unlimited).map_err(io::Error::other)
}

/// Watches a worker. Gives why it has to be replaced; nothing where all is to end.
fn watch(
    worker: &mut Worker,
    watchdog: &mut Watchdog,
    signals: &mut Signals,
    interim: &mut Option<Interim>,
    tell: &mut impl FnMut(Happened),
) -> io::Result<Option<String>> {
    loop {
        let state = watchdog.watch(ALIVE, &[signals.descriptor(), worker.descriptor()])?;
        if watchdog.is_ready() {
            // The worker has marked what is denied.
            *interim = None;
        }
        let asked = signals.take();
        if asked.stop {
            end(worker, watchdog);
            return Ok(None);
        }
        if asked.reload {
            worker.signal(Signal::HUP);
        }
        if let Some(status) = worker.ended() {
            return Ok(Some(format!("it ended ({status})")));
        }
        match state {
            State::Well => tell(Happened::Alive),
            State::Stuck => return Ok(Some("it did not answer in time".to_owned())),
            State::Dead => return Ok(Some(last_words(worker))),
        }
    }
}

/// How a worker ended that has closed its pipe: it may still have to say why.
fn last_words(worker: &mut Worker) -> String {
    let until = Instant::now() + DEADLINE / 2;
    while Instant::now() < until {
        if let Some(status) = worker.ended() {
            return format!("it ended ({status})");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    "it closed its pipe, and did not end".to_owned()
}

/// Asks a worker to end, and sees to it that nobody waits for it meanwhile.
fn end(worker: &mut Worker, watchdog: &Watchdog) {
    worker.signal(Signal::TERM);
    let until = Instant::now() + GRACE;
    while worker.ended().is_none() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    worker.kill(|| {
        let _ = watchdog.take_over(Answer::Allow);
    });
    let _ = watchdog.take_over(Answer::Allow);
}

/// Goes on without enforcement: what is installed is still worth knowing.
fn watch_only(
    supervised: &Supervised,
    reason: &str,
    signals: &mut Signals,
    tell: &mut impl FnMut(Happened),
) -> io::Result<()> {
    let mut before = vec![Before::GaveUp];
    loop {
        let mut program = supervised.program_after(before.iter());
        program.arguments.extend((supervised.watch_only)(reason));
        let began = Instant::now();
        let (mut worker, heart) = Worker::start(&program, None)?;
        drop(heart);
        loop {
            wait(&[signals.descriptor(), worker.descriptor()])?;
            let asked = signals.take();
            if asked.stop {
                worker.signal(Signal::TERM);
                let until = Instant::now() + GRACE;
                while worker.ended().is_none() && Instant::now() < until {
                    std::thread::sleep(Duration::from_millis(20));
                }
                worker.kill(|| {});
                return Ok(());
            }
            if asked.reload {
                worker.signal(Signal::HUP);
            }
            if let Some(status) = worker.ended() {
                let why = format!("it ended ({status})");
                // One that ended at once may have written nothing down.
                before.retain(|before| *before == Before::GaveUp && began.elapsed() < GRACE);
                before.push(Before::Ended(1, why.clone()));
                tell(Happened::Restarted(why));
                std::thread::sleep(WATCH_ONLY_PAUSE);
                break;
            }
            tell(Happened::Alive);
        }
    }
}

/// Waits until one of them can be read, or it is to be told that the supervisor lives.
fn wait(descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
    let mut watched: Vec<_> = descriptors.iter().map(|one| PollFd::new(one, PollFlags::IN)).collect();
    let time = Timespec::try_from(ALIVE).map_err(io::Error::other)?;
    match poll(&mut watched, Some(&time)) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}
