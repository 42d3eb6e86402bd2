//! What a worker says of itself through a pipe, so that a second process knows when somebody waits for it in vain.
//!
//! While openers wait it beats several times a second; while nobody does, both sleep. That it has work is said before an event is
//! read, so that there is no time at which an event is neither to be seen at the group nor answered for.

use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

/// What is denied is marked.
pub const READY: u8 = b'R';
/// Openers may wait for it: it is heard of in time, or is stuck.
const BUSY: u8 = b'B';
/// Whatever it has read is answered.
const IDLE: u8 = b'I';
/// It lives, and nothing has changed.
const ALIVE: u8 = b'.';

/// How often it says that it lives, while openers wait.
pub(super) const BEAT: Duration = Duration::from_millis(250);
/// How often it does while nobody waits.
const REST: Duration = Duration::from_secs(10);
/// How long it may be silent while nobody waits.
pub(super) const SILENCE: Duration = REST.saturating_mul(3);
/// How long after the last opener it says that nobody waits: they come in great numbers or not at all.
const LINGER: Duration = Duration::from_millis(50);

/// The end of the pipe that the worker writes to.
#[derive(Debug)]
pub(super) struct Heart {
    pipe: OwnedFd,
    said: Option<(u8, Instant)>,
}

impl Heart {
    pub(super) const fn new(pipe: OwnedFd) -> Self {
        Self { pipe, said: None }
    }

    /// How long it may wait for openers until it has something to say.
    pub(super) fn rest(&self) -> Duration {
        if self.is_idle() { REST } else { LINGER }
    }

    /// Openers wait, or may.
    pub(super) fn busy(&mut self) {
        match self.said {
            // The first word is this one: until then nobody is taken to wait.
            None | Some((IDLE, _)) => self.say(BUSY),
            Some((_, when)) if when.elapsed() >= BEAT / 2 => self.say(ALIVE),
            Some(_) => {}
        }
    }

    /// Nobody has come for a while.
    pub(super) fn idle(&mut self) {
        self.say(if self.is_idle() { ALIVE } else { IDLE });
    }

    fn is_idle(&self) -> bool {
        self.said.is_some_and(|(state, _)| state == IDLE)
    }

    fn say(&mut self, word: u8) {
        // A full pipe is somebody who has not looked for long; it is said again.
        if rustix::io::write(&self.pipe, &[word]).is_ok() {
            let state = match (word, self.said) {
                (ALIVE, Some((state, _))) => state,
                (ALIVE, None) => BUSY,
                (word, _) => word,
            };
            self.said = Some((state, Instant::now()));
        }
    }
}

/// What was heard of a worker.
#[derive(Debug)]
pub(super) struct Heard {
    last: Instant,
    is_busy: bool,
    is_ready: bool,
}

impl Heard {
    /// Of one that was just started. It says that it is busy before it marks anything, so nobody waits for it yet; on a machine that is busy itself
    /// a process may take seconds to begin, and is not to be ended for that.
    pub(super) fn nothing() -> Self {
        Self { last: Instant::now(), is_busy: false, is_ready: false }
    }

    /// Takes what came through the pipe.
    pub(super) fn take(&mut self, words: &[u8]) {
        self.is_ready |= words.contains(&READY);
        if let Some(state) = words.iter().rev().find(|word| [BUSY, IDLE].contains(word)) {
            self.is_busy = *state == BUSY;
        }
        self.last = Instant::now();
    }

    /// Time passed in which nobody could listen.
    pub(super) fn listen_anew(&mut self) {
        self.last = Instant::now();
    }

    /// When it was last heard of.
    pub(super) const fn last(&self) -> Instant {
        self.last
    }

    /// Whether openers may wait for it.
    pub(super) const fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Whether it has said that what is denied is marked.
    pub(super) const fn is_ready(&self) -> bool {
        self.is_ready
    }
}

#[cfg(test)]
mod tests {
    use rustix::pipe::{PipeFlags, pipe_with};

    use super::*;

    fn heart() -> (OwnedFd, Heart) {
        let (heard, pipe) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK).expect("a pipe");
        (heard, Heart::new(pipe))
    }

    fn read(pipe: &OwnedFd) -> Vec<u8> {
        let mut words = [0; 64];
        let count = rustix::io::read(pipe, &mut words).unwrap_or_default();
        words[..count].to_vec()
    }

    #[test]
    fn a_worker_is_busy_from_its_first_word_and_says_so_again_before_it_reads() {
        let (pipe, mut heart) = heart();
        let mut heard = Heard::nothing();
        assert!(!heard.is_busy(), "it is starting, and has marked nothing");
        heart.busy();
        heard.take(&read(&pipe));
        assert!(heard.is_busy() && heart.rest() == LINGER);
        heart.idle();
        heard.take(&read(&pipe));
        assert!(!heard.is_busy() && heart.rest() == REST);
        heart.idle();
        assert_eq!(read(&pipe), [ALIVE], "and beats slowly");
        heart.busy();
        heard.take(&read(&pipe));
        assert!(heard.is_busy());
        heart.busy();
        assert!(read(&pipe).is_empty(), "what was just said is not said again");
    }

    #[test]
    fn what_does_not_fit_into_the_pipe_is_said_again() {
        let (pipe, mut heart) = heart();
        while rustix::io::write(&heart.pipe, &[ALIVE; 512]).is_ok() {}
        heart.idle();
        assert_eq!(heart.rest(), LINGER, "it was not said");
        while !read(&pipe).is_empty() {}
        heart.idle();
        assert_eq!((read(&pipe), heart.rest()), (vec![IDLE], REST));
    }

    #[test]
    fn the_last_state_counts_of_what_is_heard_at_once() {
        let mut heard = Heard::nothing();
        heard.take(&[IDLE, READY, BUSY, ALIVE]);
        assert!(heard.is_busy() && heard.is_ready());
        heard.take(&[BUSY, IDLE, ALIVE]);
        assert!(!heard.is_busy());
    }
}
