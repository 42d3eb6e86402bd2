//! The thread that answers.

use std::os::fd::{AsFd, OwnedFd};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use rustix::io::Errno;

use super::Refusal;
use super::answer::{Asked, Decision, decide, parent_of};
use super::counters::Counters;
use super::heartbeat::Heart;
use super::table::{Board, Table};
use crate::sys::permission::{PermissionEvent, PermissionGroup};
use crate::sys::see;

/// How long it is remembered whether the file is there that ends all refusing.
const GLASS: Duration = Duration::from_millis(250);
/// How long it waits where the system is short of something.
const SHORT: Duration = Duration::from_millis(25);

/// Why answering did not begin.
#[derive(Debug, thiserror::Error)]
pub enum ResponderError {
    /// The system refused a thread or a descriptor.
    #[error("the thread that answers openers could not be started: {0}")]
    Start(std::io::Error),
}

/// A thread that answers openers. Before an answer it asks the kernel what the file is, and looks names up in marked directories where
/// that is not enough: it opens no file, takes no lock that is held for longer than a pointer is copied, and waits for no other thread.
/// Whatever is said to people is gathered after the answer. Dropped, it stops; openers then wait until the group is closed or
/// somebody else answers, so the marks are taken away first.
#[derive(Debug)]
pub struct Responder {
    stop: OwnedFd,
    thread: Option<JoinHandle<()>>,
}

struct Work {
    group: Arc<PermissionGroup>,
    board: Arc<Board>,
    tell: SyncSender<Refusal>,
    heart: Option<Heart>,
    stop: OwnedFd,
    own: i32,
}

/// Whether the file is there that ends all refusing; it is looked for a few times a second at most, while somebody asks.
#[derive(Debug, Default)]
struct Glass {
    looked: Option<Instant>,
    is_broken: bool,
}

impl Glass {
    fn is_broken(&mut self, path: Option<&PathBuf>) -> bool {
        if self.looked.is_none_or(|looked| looked.elapsed() >= GLASS) {
            self.looked = Some(Instant::now());
            self.is_broken = path.is_some_and(|path| std::fs::symlink_metadata(path).is_ok());
        }
        self.is_broken
    }
}

impl Responder {
    pub(super) fn start(
        group: Arc<PermissionGroup>,
        board: Arc<Board>,
        tell: SyncSender<Refusal>,
        heart: Option<OwnedFd>,
    ) -> Result<Self, ResponderError> {
        let system = |errno: Errno| ResponderError::Start(errno.into());
        let stop = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).map_err(system)?;
        let seen = rustix::io::fcntl_dupfd_cloexec(&stop, 3).map_err(system)?;
        let own = rustix::process::getpid().as_raw_nonzero().get();
        let heart = heart.map(Heart::new);
        let work = Work { group, board, tell, heart, stop: seen, own };
        let thread = std::thread::Builder::new().name("fetter-answers".to_owned());
        let thread = thread.spawn(move || work.run()).map_err(ResponderError::Start)?;
        Ok(Self { stop, thread: Some(thread) })
    }

    /// Whether it still answers.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        let _ = rustix::io::write(&self.stop, &1_u64.to_ne_bytes());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Work {
    fn run(mut self) {
        let mut glass = Glass::default();
        self.busy();
        loop {
            // Without a supervisor nobody listens, and an idle machine is left alone.
            let rest = self.heart.as_ref().and_then(|heart| Timespec::try_from(heart.rest()).ok());
            let mut watched =
                [PollFd::new(&*self.group, PollFlags::IN), PollFd::new(&self.stop, PollFlags::IN)];
            if let Err(errno) = poll(&mut watched, rest.as_ref()) {
                // Openers wait for this thread: it goes on, whatever the system is short of.
                if errno != Errno::INTR {
                    Counters::add(&self.board.counters.failed);
                    self.busy();
                    std::thread::sleep(SHORT);
                }
                continue;
            }
            let [events, stop] = watched.map(|watched| watched.revents());
            if !stop.is_empty() {
                return;
            }
            if events.is_empty() {
                self.idle();
            } else {
                self.busy();
                self.answer_batch(&mut glass);
            }
        }
    }

    /// Where the loop that judges does not get on, nothing is said, so that somebody puts an end to that.
    fn heart(&mut self) -> Option<&mut Heart> {
        self.heart.as_mut().filter(|_| self.board.pulse.is_there())
    }

    fn busy(&mut self) {
        if let Some(heart) = self.heart() {
            heart.busy();
        }
    }

    fn idle(&mut self) {
        if let Some(heart) = self.heart() {
            heart.idle();
        }
    }

    fn answer_batch(&mut self, glass: &mut Glass) {
        let began = Instant::now();
        let group = Arc::clone(&self.group);
        let Ok(mut events) = group.read() else {
            // No descriptor was left, say: the kernel has refused the opener itself.
            Counters::add(&self.board.counters.failed);
            return;
        };
        let table = self.board.table();
        let is_broken = glass.is_broken(self.board.break_glass.get());
        let mut decided = Vec::with_capacity(events.len());
        for event in &mut events {
            decided.push(self.answer(&table, event, is_broken, began));
            self.busy();
        }
        for (event, decision) in events.iter().zip(decided) {
            self.tell(event, decision);
        }
    }

    fn answer(
        &self,
        table: &Table,
        event: &mut PermissionEvent<'_>,
        is_broken: bool,
        began: Instant,
    ) -> Decision {
        let counters = &self.board.counters;
        let is_own = event.pid() == self.own;
        // Before the answer: whoever was answered has been counted. What the agent itself reads is no opening that is told of.
        if !is_own {
            Counters::add(&counters.events);
        }
        let decision = match see(event.file()) {
            Ok(seen) if !is_broken => {
                let asked = Asked { is_own, seen };
                decide(table, asked, || parent_of(table, event.file(), seen.id))
            }
            Ok(_) | Err(_) => Decision::Allow,
        };
        let answered = match decision {
            Decision::Refuse(_) => event.deny(),
            Decision::Allow | Decision::Warn(_) => event.allow(),
        };
        if !is_own {
            counters.took(began.elapsed());
        }
        Counters::add(match (&decision, answered) {
            (_, Err(_)) => &counters.failed,
            _ if is_own => return decision,
            (Decision::Refuse(_), _) => &counters.refused,
            (Decision::Warn(_), _) => &counters.warned,
            (Decision::Allow, _) => &counters.allowed,
        });
        decision
    }

    /// Never waits: what nobody can be told of in time is counted.
    fn tell(&self, event: &PermissionEvent<'_>, decision: Decision) {
        let (denied, was_refused) = match decision {
            Decision::Allow => return,
            Decision::Warn(denied) => (denied, false),
            Decision::Refuse(denied) => (denied, true),
        };
        let refusal = Refusal::gather(denied, was_refused, event.pid(), event.file().as_fd());
        if self.tell.try_send(refusal).is_err() {
            Counters::add(&self.board.counters.unreported);
        }
    }
}
