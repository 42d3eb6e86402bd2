//! A second process that holds the same group, and answers where the first does not.
//!
//! It judges nothing, and has no table: all it knows is whether waiting openers are to be allowed or refused. The worker is killed
//! before anything is answered in its place, since answers are matched by numbers that both could use
//! ([`PermissionGroup::sweep`]).

use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::sys::notification::ReadError;
use crate::sys::permission::{Answer, PermissionGroup};

/// How many numbers of descriptors are swept: more than a worker has open.
pub const SWEPT: i32 = 16_384;
/// How long the watchdog sleeps at most before it looks again, while an event is unread.
const LOOK: Duration = Duration::from_millis(20);

/// What a worker writes into its heartbeat when it has marked what is denied.
pub const READY: u8 = b'R';

/// How the worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is wrong.
    Well,
    /// It has not been heard of for longer than the deadline, or an event was not read for as long.
    Stuck,
    /// It has closed its heartbeat: it is dead, or about to be.
    Dead,
}

/// What was answered in the worker's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Takeover {
    /// Openers whose events the worker had read.
    pub swept: usize,
    /// Openers whose events nobody had read.
    pub read: usize,
}

/// Watches that openers are answered.
#[derive(Debug)]
pub struct Watchdog {
    group: PermissionGroup,
    heart: Option<OwnedFd>,
    deadline: Duration,
    heard: Instant,
    is_ready: bool,
    unread_since: Option<Instant>,
}

impl Watchdog {
    /// Watches a group. `heart` is the reading end of a pipe that the worker writes to (it must not block).
    #[must_use]
    pub fn new(group: PermissionGroup, heart: Option<OwnedFd>, deadline: Duration) -> Self {
        Self { group, heart, deadline, heard: Instant::now(), is_ready: false, unread_since: None }
    }

    /// The group, to hand to a worker.
    #[must_use]
    pub const fn group(&self) -> &PermissionGroup {
        &self.group
    }

    /// A new worker was started, with a heartbeat of its own.
    pub fn restart(&mut self, heart: Option<OwnedFd>) {
        self.heart = heart;
        self.heard = Instant::now();
        self.is_ready = false;
        self.unread_since = None;
    }

    /// Whether the worker has said that what is denied is marked ([`READY`]).
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Watches for that long at most, or until something is wrong. Time in which the machine is suspended does not count.
    pub fn watch(&mut self, time: Duration) -> Result<State, Errno> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let state = self.look(left)?;
            if state != State::Well || left.is_zero() {
                return Ok(state);
            }
        }
    }

    fn look(&mut self, left: Duration) -> Result<State, Errno> {
        let left = left.min(self.deadline / 4).min(if self.unread_since.is_some() { LOOK } else { left });
        // While an event is unread, the group would end every wait at once.
        let group = if self.unread_since.is_some() { PollFlags::empty() } else { PollFlags::IN };
        let mut watched = vec![PollFd::new(&self.group, group)];
        watched.extend(self.heart.as_ref().map(|heart| PollFd::new(heart, PollFlags::IN)));
        wait(&mut watched, left)?;
        let closed = PollFlags::HUP | PollFlags::ERR;
        let heart = watched.get(1).map_or(PollFlags::empty(), PollFd::revents);
        drop(watched);
        let is_silent = self.heart.is_some() && !self.hear(heart);
        if heart.intersects(closed) && is_silent {
            return Ok(State::Dead);
        }
        let now = Instant::now();
        let is_unread = self.is_unread()?;
        self.unread_since = if is_unread { self.unread_since.or(Some(now)) } else { None };
        let is_late = |since: Instant| now.duration_since(since) > self.deadline;
        // A worker that is busy leaves events for a while and says that it lives; one without a heartbeat is judged by its events.
        let is_stuck = match self.heart {
            Some(_) => is_late(self.heard),
            None => self.unread_since.is_some_and(is_late),
        };
        Ok(if is_stuck { State::Stuck } else { State::Well })
    }

    /// Empties the heartbeat; whether there was one.
    fn hear(&mut self, ready: PollFlags) -> bool {
        let Some(heart) = self.heart.as_ref().filter(|_| ready.contains(PollFlags::IN)) else {
            return false;
        };
        let mut beats = [0; 256];
        let count = rustix::io::read(heart, &mut beats).unwrap_or_default();
        self.is_ready |= beats[..count].contains(&READY);
        let is_heard = count > 0;
        if is_heard {
            self.heard = Instant::now();
        }
        is_heard
    }

    fn is_unread(&self) -> Result<bool, Errno> {
        let mut watched = [PollFd::new(&self.group, PollFlags::IN)];
        wait(&mut watched, Duration::ZERO)?;
        Ok(watched[0].revents().contains(PollFlags::IN))
    }

    /// Answers everybody who waits now: those whose events the worker had read, and those whose events nobody had. The worker must
    /// have been killed. It ends after the deadline, however many come meanwhile.
    #[must_use]
    pub fn take_over(&self, answer: Answer) -> Takeover {
        self.take_over_but(answer, &|_| false)
    }

    fn take_over_but(&self, answer: Answer, may: &dyn Fn(i32) -> bool) -> Takeover {
        let until = Instant::now() + self.deadline;
        let mut taken = Takeover { swept: self.group.sweep(SWEPT, answer), read: 0 };
        while Instant::now() < until {
            match self.answer_some(answer, may) {
                Ok(0) => break,
                Ok(count) => taken.read += count,
                // What cannot be read is refused by the kernel, and gone.
                Err(ReadError::System(Errno::AGAIN)) => {}
                Err(_) => break,
            }
        }
        // A number that both had was answered for the worker's event.
        taken.swept += self.group.sweep(SWEPT, answer);
        taken
    }

    /// Answers some of those who wait; how many.
    fn answer_some(&self, answer: Answer, may: &dyn Fn(i32) -> bool) -> Result<usize, ReadError> {
        let mut events = self.group.read()?;
        for event in &mut events {
            let _ = if may(event.pid()) { event.allow() } else { event.answer(answer) };
        }
        Ok(events.len())
    }

    /// Answers in the worker's place until it is there again: for that long, or until `stop` says so, which is asked ten times a second
    /// and after every answer. A process that `may` is let through whatever the answer.
    pub fn stand_in(
        &self,
        answer: Answer,
        time: Duration,
        may: impl Fn(i32) -> bool,
        mut stop: impl FnMut() -> bool,
    ) -> Takeover {
        let end = Instant::now() + time;
        let mut taken = self.take_over_but(answer, &may);
        while !stop() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let mut watched = [PollFd::new(&self.group, PollFlags::IN)];
            if wait(&mut watched, left.min(Duration::from_millis(100))).is_err() {
                break;
            }
            taken.read += self.answer_some(answer, &may).unwrap_or_default();
        }
        taken
    }
}

impl AsFd for Watchdog {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.group.as_fd()
    }
}

fn wait(watched: &mut [PollFd<'_>], time: Duration) -> Result<(), Errno> {
    let time = Timespec::try_from(time).map_err(|_| Errno::INVAL)?;
    match poll(watched, Some(&time)) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(errno) => Err(errno),
    }
}
