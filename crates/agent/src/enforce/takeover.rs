//! A second process that holds the same group, and answers where the first does not.
//!
//! It judges nothing, and has no table: all it knows is whether waiting openers are to be allowed or refused. The worker is killed
//! before anything is answered in its place, since answers are matched by numbers that both could use
//! ([`PermissionGroup::sweep`]).

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::heartbeat::{Heard, SILENCE};
use crate::sys::notification::ReadError;
use crate::sys::permission::{Answer, PermissionGroup};

/// How many numbers of descriptors are swept: more than a worker has open.
pub const SWEPT: i32 = 16_384;
/// How long the watchdog sleeps at most before it looks again, while an event is unread.
const LOOK: Duration = Duration::from_millis(20);

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
    heard: Heard,
    unread_since: Option<Instant>,
}

impl Watchdog {
    /// Watches a group. `heart` is the reading end of a pipe that the worker writes to (it must not block).
    #[must_use]
    pub fn new(group: PermissionGroup, heart: Option<OwnedFd>, deadline: Duration) -> Self {
        Self { group, heart, deadline, heard: Heard::nothing(), unread_since: None }
    }

    /// The group, to hand to a worker.
    #[must_use]
    pub const fn group(&self) -> &PermissionGroup {
        &self.group
    }

    /// A new worker was started, with a heartbeat of its own.
    pub fn restart(&mut self, heart: Option<OwnedFd>) {
        self.heart = heart;
        self.heard = Heard::nothing();
        self.unread_since = None;
    }

    /// Whether the worker has said that what is denied is marked ([`READY`](super::READY)).
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.heard.is_ready()
    }

    /// Watches for that long at most, or until something is wrong, the worker is ready, or one of the others can be read. Time in which
    /// the machine is suspended, or this process is stopped, does not count.
    pub fn watch(&mut self, time: Duration, others: &[BorrowedFd<'_>]) -> Result<State, Errno> {
        let end = Instant::now() + time;
        let was_ready = self.is_ready();
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let (state, is_other) = self.look(left, others)?;
            if state != State::Well || left.is_zero() || is_other || self.is_ready() != was_ready {
                return Ok(state);
            }
        }
    }

    /// How the worker does, and whether another descriptor can be read.
    fn look(&mut self, left: Duration, others: &[BorrowedFd<'_>]) -> Result<(State, bool), Errno> {
        let left = left.min(self.patience());
        // While an event is unread, the group would end every wait at once.
        let group = if self.unread_since.is_some() { PollFlags::empty() } else { PollFlags::IN };
        let mut watched: Vec<_> = others.iter().map(|other| PollFd::new(other, PollFlags::IN)).collect();
        watched.push(PollFd::new(&self.group, group));
        watched.extend(self.heart.as_ref().map(|heart| PollFd::new(heart, PollFlags::IN)));
        let began = Instant::now();
        wait(&mut watched, left)?;
        let slept = began.elapsed();
        let ready: Vec<_> = watched.iter().map(PollFd::revents).collect();
        drop(watched);
        let is_other = ready[..others.len()].iter().any(|ready| !ready.is_empty());
        let heart = ready.get(others.len() + 1).copied().unwrap_or(PollFlags::empty());
        let is_silent = self.heart.is_some() && !self.hear(heart);
        if heart.intersects(PollFlags::HUP | PollFlags::ERR) && is_silent {
            return Ok((State::Dead, is_other));
        }
        if slept > left + self.deadline / 2 {
            self.heard.listen_anew();
            self.unread_since = None;
        }
        let unread = self.is_unread()?;
        self.unread_since = unread.then(|| self.unread_since.unwrap_or_else(Instant::now));
        let is_stuck = self.waited_since().is_some_and(|since| since.elapsed() > self.deadline)
            || self.heart.is_some() && self.heard.last().elapsed() > SILENCE;
        Ok((if is_stuck { State::Stuck } else { State::Well }, is_other))
    }

    /// How long it may be waited until it is to be looked again.
    fn patience(&self) -> Duration {
        match (self.unread_since, &self.heart) {
            (Some(_), _) => LOOK,
            (None, Some(_)) if self.heard.is_busy() => self.deadline / 4,
            (None, _) => SILENCE,
        }
    }

    /// Since when somebody may wait in vain. A worker that is busy leaves events for a while and says that it lives; one without a
    /// heartbeat is judged by its events.
    fn waited_since(&self) -> Option<Instant> {
        match (&self.heart, self.unread_since) {
            (None, unread) => unread,
            (Some(_), Some(unread)) => Some(unread.max(self.heard.last())),
            (Some(_), None) => self.heard.is_busy().then(|| self.heard.last()),
        }
    }

    /// Empties the heartbeat; whether there was one.
    fn hear(&mut self, ready: PollFlags) -> bool {
        let Some(heart) = self.heart.as_ref().filter(|_| ready.contains(PollFlags::IN)) else {
            return false;
        };
        let mut words = [0; 256];
        let mut is_heard = false;
        while let Ok(count @ 1..) = rustix::io::read(heart, &mut words) {
            self.heard.take(&words[..count]);
            is_heard = true;
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
    fn as_fd(&self) -> BorrowedFd<'_> {
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
