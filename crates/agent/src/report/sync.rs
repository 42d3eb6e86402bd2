//! What the process without rights does all the time.

use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::run::{Signals, Wake};

use super::instructed::Instructed;
use super::listen::{Ear, listen_once};
use super::standing::Stand;
use super::{Courier, Delivery, Doorbell, Inbox, Retry, Spool, SpoolError, deliver_once, known_machine_id};

/// How often it looks whether there is something, at least.
const LOOK: Duration = Duration::from_secs(30);

/// Where everything lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sync {
    /// The agent's outbox, which is only read.
    pub outbox: PathBuf,
    /// Where answers wait for the agent.
    pub inbox: PathBuf,
}

impl Sync {
    /// Everything in the directory where the agent keeps what it knows.
    #[must_use]
    pub fn of(state: &Path) -> Self {
        Self { outbox: state.join("outbox"), inbox: state.join("inbox") }
    }
}

/// Why nothing could be brought away.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The agent has written nothing.
    #[error("there is nothing in {}: `fetter agent run` writes reports there where [report] to is set", .0.display())]
    Nothing(PathBuf),
    /// A directory could not be used.
    #[error(transparent)]
    Spool(#[from] SpoolError),
    /// The machine has nothing to show to the server.
    #[error("{0}")]
    Server(String),
    /// The system refused.
    #[error("could not wait for reports: {0}")]
    Wait(#[from] std::io::Error),
}

/// Makes who carries, for the machine that reports are of.
pub type OpenCourier<'a> = dyn FnMut(&str) -> Result<Box<dyn Courier>, SyncError> + 'a;

/// Does one round, and one check-in where there is a server.
pub fn once(at: &Sync, open: &mut OpenCourier<'_>) -> Result<Delivery, SyncError> {
    let mut rounds = Rounds::new(0, None);
    let delivery = rounds.round(at, open, Duration::ZERO)?;
    if matches!(delivery, Delivery::Sent { .. }) {
        rounds.check_in(at)?;
    }
    Ok(delivery)
}

/// Does round after round, until it is asked to end, and listens to the server meanwhile. `say` is told what is new: what was brought away, and why
/// something was not.
pub fn sync(
    at: &Sync,
    open: &mut OpenCourier<'_>,
    signals: &mut Signals,
    say: &mut dyn FnMut(&str),
) -> Result<(), SyncError> {
    let bell = Doorbell::new()?;
    let wake = Wake::new()?;
    let begun = Instant::now();
    let mut rounds = Rounds::new(u64::from(std::process::id()), Some(wake.clone()));
    let mut said = String::new();
    while !signals.take().stop {
        bell.watch(&at.outbox);
        for directory in ["reports", "contents", "requests"] {
            bell.watch(&at.outbox.join(directory));
        }
        let now = begun.elapsed();
        let heard = rounds.hear(at);
        let done = heard.and_then(|()| rounds.round(at, open, now));
        let text = text(&done);
        // The same trouble is said once.
        if !text.is_empty() && (text != said || matches!(done, Ok(Delivery::Sent { .. }))) {
            say(&text);
        }
        if !matches!(done, Ok(Delivery::Waiting)) {
            said = text;
        }
        let due = rounds.retry.not_before().saturating_sub(now);
        // Whoever may not try yet does not listen to the agent either.
        let bell = (due.is_zero()).then_some(&bell);
        wait(signals.descriptor(), &wake, bell, if due.is_zero() { LOOK } else { due.min(LOOK) })?;
    }
    Ok(())
}

/// What is kept from one round to the next.
struct Rounds {
    seed: u64,
    retry: Retry,
    courier: Option<(String, Box<dyn Courier>)>,
    /// Woken when the server has said something; `None` where nobody listens.
    wake: Option<Wake>,
    ear: Option<Ear>,
    instructed: Instructed,
}

impl Rounds {
    fn new(seed: u64, wake: Option<Wake>) -> Self {
        let instructed = Instructed::default();
        Self { seed, retry: Retry::new(seed), courier: None, wake, ear: None, instructed }
    }

    fn round(&mut self, at: &Sync, open: &mut OpenCourier<'_>, now: Duration) -> Result<Delivery, SyncError> {
        let nothing = || SyncError::Nothing(at.outbox.clone());
        let missing = |error: SpoolError| if error.is_missing() { nothing() } else { error.into() };
        let machine = known_machine_id(&at.outbox).map_err(missing)?.ok_or_else(nothing)?;
        let spool = Spool::open(&at.outbox).map_err(missing)?;
        let inbox = Inbox::open_or_make(&at.inbox)?;
        if self.courier.as_ref().is_none_or(|(of, courier)| *of != machine || !courier.is_current()) {
            (self.ear, self.courier) = (None, None);
            let courier = open(&machine)?;
            // Another machine's numbers say nothing of this one's.
            self.retry = Retry::new(self.seed);
            if let Some((wake, listener)) = self.wake.clone().zip(courier.listener()) {
                let inbox = Inbox::open_or_make(&at.inbox)?;
                self.ear = Some(Ear::open(listener, inbox, wake, self.seed)?);
            }
            self.courier = Some((machine.clone(), courier));
        }
        let Some((_, courier)) = &mut self.courier else { return Err(nothing()) };
        let done = deliver_once(&spool, &inbox, courier.as_mut(), &mut self.retry, now)?;
        if let Some(ear) = &self.ear {
            ear.stand(Stand::of(&spool, &machine, self.retry.answered)?);
        }
        Ok(done)
    }

    /// Does what the server has said meanwhile.
    fn hear(&mut self, at: &Sync) -> Result<(), SyncError> {
        let Some(ear) = &self.ear else { return Ok(()) };
        for said in ear.said() {
            if said.is_ok() {
                self.retry.reached();
            }
            let current = Spool::open(&at.outbox)?.standing()?;
            self.instructed.take(&Inbox::open_or_make(&at.inbox)?, said, current.as_ref())?;
        }
        Ok(())
    }

    /// Checks in once, where there is a server to listen to.
    fn check_in(&mut self, at: &Sync) -> Result<(), SyncError> {
        let Some((machine, courier)) = &self.courier else { return Ok(()) };
        let Some(listener) = courier.listener() else { return Ok(()) };
        let spool = Spool::open(&at.outbox)?;
        let Some(stand) = Stand::of(&spool, machine, self.retry.answered)? else { return Ok(()) };
        let inbox = Inbox::open_or_make(&at.inbox)?;
        let said = listen_once(listener, &stand, &inbox);
        Ok(self.instructed.take(&inbox, said, spool.standing()?.as_ref())?)
    }
}

/// What there is to say of a round; nothing where nothing was done.
fn text(done: &Result<Delivery, SyncError>) -> String {
    match done {
        Ok(Delivery::Sent { reports: 0, contents: 0 } | Delivery::Waiting) => String::new(),
        Ok(Delivery::Sent { reports, contents }) => {
            format!("{reports} reports and the contents of {contents} sites were brought away")
        }
        Ok(Delivery::Failed(error)) => error.to_string(),
        Err(error) => error.to_string(),
    }
}

/// Waits until something is to be done.
fn wait(stop: BorrowedFd<'_>, wake: &Wake, bell: Option<&Doorbell>, most: Duration) -> std::io::Result<()> {
    let timeout = Timespec::try_from(most).map_err(std::io::Error::other)?;
    let rings = bell.map(Doorbell::descriptor);
    let descriptors = [stop, wake.descriptor()].into_iter().chain(rings);
    let mut waited: Vec<PollFd<'_>> =
        descriptors.map(|descriptor| PollFd::from_borrowed_fd(descriptor, PollFlags::IN)).collect();
    match poll(&mut waited, Some(&timeout)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(errno) => return Err(errno.into()),
    }
    wake.take();
    if let Some(bell) = bell {
        bell.take();
    }
    Ok(())
}
