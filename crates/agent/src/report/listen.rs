//! The thread that always has one check-in open, so that the server is heard at once.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fetter_protocol::{Digest, Instructions};

use super::standing::Stand;
use super::{CourierError, Inbox, Listener, Offer, Retry};
use crate::run::Wake;

/// How long the server may keep a check-in.
const WAIT: Duration = Duration::from_secs(50);
/// An answer that took at least so long was waited for.
const WAITED: Duration = Duration::from_secs(40);
/// How soon the server is asked again that did not wait; then twice as late each time.
const SOON: Duration = Duration::from_secs(1);
/// After how long a bundle is fetched again that the agent does not go by.
const AGAIN: Duration = Duration::from_secs(3600);

/// What the server said.
#[derive(Debug)]
pub(super) struct Heard {
    /// To what it said it.
    pub(super) stand: Stand,
    pub(super) instructions: Instructions,
    /// Whether it has a new bundle, which is in the inbox now.
    pub(super) is_offered: bool,
}

/// What the thread hands over.
pub(super) type Said = Result<Box<Heard>, CourierError>;

/// Checks in once; the server does not wait.
pub(super) fn listen_once(mut listener: Box<dyn Listener>, stand: &Stand, inbox: &Inbox) -> Said {
    let instructions = listener.check_in(&stand.check_in, Duration::ZERO)?;
    let offered = fetch(listener.as_mut(), stand, &instructions, inbox)?;
    Ok(Box::new(Heard { stand: stand.clone(), instructions, is_offered: offered.is_some() }))
}

/// Fetches the bundle that is offered, where the machine goes by another, and leaves it in the inbox at once: whoever carries reports may be busy
/// with them for minutes. Which one it is. One that is gone already is none: the next check-in names another.
fn fetch(
    listener: &mut dyn Listener,
    stand: &Stand,
    instructions: &Instructions,
    inbox: &Inbox,
) -> Result<Option<Digest>, CourierError> {
    let wanted = instructions.bundle.as_ref();
    let Some(reference) = wanted.filter(|wanted| stand.check_in.bundle != Some(wanted.digest)) else {
        return Ok(None);
    };
    match listener.bundle(reference) {
        Ok(bytes) => {
            let kept = inbox.put_offer(&Offer { reference: reference.clone(), bytes });
            // It is tried again as if the server had not been reached.
            kept.map_err(|error| {
                CourierError::Unreachable(format!("what it offers cannot be kept: {error}"))
            })?;
            Ok(Some(reference.digest))
        }
        Err(CourierError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[derive(Debug, Default)]
struct State {
    stand: Option<Stand>,
    said: VecDeque<Said>,
    is_over: bool,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    wake: Wake,
}

/// The side of whoever has files: it says how the machine stands, and hears what the server says.
#[derive(Debug)]
pub(super) struct Ear {
    shared: Arc<Shared>,
}

impl Ear {
    /// Begins to listen. `wake` is woken when something was said; bundles are left in the inbox.
    pub(super) fn open(listener: Box<dyn Listener>, inbox: Inbox, wake: Wake, seed: u64) -> io::Result<Self> {
        let shared = Arc::new(Shared { state: Mutex::default(), changed: Condvar::new(), wake });
        let thread = Listening {
            shared: Arc::clone(&shared),
            listener,
            inbox,
            retry: Retry::new(seed),
            offered: None,
            begun: Instant::now(),
            early: 0,
        };
        // Nobody waits for its end: a check-in may be open for long, and leaves nothing half done.
        std::thread::Builder::new().name("listen".to_owned()).spawn(move || thread.run())?;
        Ok(Self { shared })
    }

    /// Says how the machine stands now.
    pub(super) fn stand(&self, stand: Option<Stand>) {
        let mut state = self.shared.lock();
        if state.stand != stand {
            state.stand = stand;
            self.shared.changed.notify_all();
        }
    }

    /// What was said since this was last asked for.
    pub(super) fn said(&self) -> VecDeque<Said> {
        std::mem::take(&mut self.shared.lock().said)
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.shared.lock().is_over = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the machine stands, as soon as that is known; `None` at the end.
    fn wait(&self) -> Option<Stand> {
        let state = self.lock();
        let state = self.changed.wait_while(state, |state| !state.is_over && state.stand.is_none());
        let state = state.unwrap_or_else(PoisonError::into_inner);
        if state.is_over { None } else { state.stand.clone() }
    }

    /// Waits so long; less, where the machine stands otherwise than it did and that is wanted. Whether it does.
    fn pause(&self, time: Duration, unless: Option<&Stand>) -> bool {
        let is_other = |state: &State| unless.is_some_and(|before| state.stand.as_ref() != Some(before));
        let state = self.lock();
        let waited = self.changed.wait_timeout_while(state, time, |state| !state.is_over && !is_other(state));
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        is_other(&state)
    }

    fn say(&self, said: Said) {
        let mut state = self.lock();
        // Whoever does not listen for long is told the newest only.
        while state.said.len() >= 8 {
            state.said.pop_front();
        }
        state.said.push_back(said);
        drop(state);
        self.wake.wake();
    }
}

/// The thread's side.
struct Listening {
    shared: Arc<Shared>,
    listener: Box<dyn Listener>,
    inbox: Inbox,
    retry: Retry,
    /// The bundle that was fetched last.
    offered: Option<(Digest, Instant)>,
    begun: Instant,
    /// How many answers in a row came at once.
    early: u32,
}

impl Listening {
    fn run(mut self) {
        // The first answer comes at once: it tells that the server is there, and what time it has.
        let mut wait = Duration::ZERO;
        while let Some(stand) = self.shared.wait() {
            let asked = Instant::now();
            let said = self.listener.check_in(&stand.check_in, wait);
            match said.and_then(|instructions| self.heard(&stand, instructions)) {
                Ok(heard) => {
                    self.retry.succeeded();
                    let next = Duration::from_secs(u64::from(heard.instructions.next));
                    let is_silent = !heard.is_offered && !heard.instructions.report;
                    self.shared.say(Ok(Box::new(heard)));
                    let is_first = std::mem::replace(&mut wait, WAIT).is_zero();
                    if !(is_first && is_silent) {
                        self.rest(&stand, asked.elapsed(), next);
                    }
                }
                Err(error) => {
                    self.retry.failed(&error, self.begun.elapsed());
                    self.shared.say(Err(error));
                    wait = Duration::ZERO;
                    let pause = self.retry.not_before().saturating_sub(self.begun.elapsed());
                    self.shared.pause(pause, None);
                }
            }
        }
    }

    /// Fetches what is offered, where that was not done already.
    fn heard(&mut self, stand: &Stand, instructions: Instructions) -> Result<Heard, CourierError> {
        let is_known = instructions.bundle.as_ref().is_some_and(|reference| {
            self.offered.is_some_and(|(digest, when)| digest == reference.digest && when.elapsed() < AGAIN)
        });
        let offered =
            if is_known { None } else { fetch(self.listener.as_mut(), stand, &instructions, &self.inbox)? };
        if let Some(digest) = offered {
            self.offered = Some((digest, Instant::now()));
        }
        Ok(Heard { stand: stand.clone(), instructions, is_offered: offered.is_some() })
    }

    /// Asks again at once where the server has waited, or the machine stands otherwise; else soon, and then less and less often.
    fn rest(&mut self, stand: &Stand, took: Duration, next: Duration) {
        if took >= WAITED {
            self.early = 0;
            return;
        }
        let pause = (SOON * 2_u32.saturating_pow(self.early.min(20))).min(next);
        let pause = pause + self.retry.jitter(pause);
        if self.shared.pause(pause, Some(stand)) {
            self.early = self.early.min(1);
        } else {
            self.early += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use fetter_protocol::{BundleRef, CheckIn, Kind};

    use super::*;

    /// Tells how long each check-in may wait, and answers what it is told to.
    struct Scripted {
        asked: Sender<Duration>,
        answers: Receiver<Result<(), CourierError>>,
    }

    impl Listener for Scripted {
        fn check_in(&mut self, check_in: &CheckIn, wait: Duration) -> Result<Instructions, CourierError> {
            let over = || CourierError::Later(Duration::from_secs(3600));
            self.asked.send(wait).map_err(|_| over())?;
            self.answers.recv().map_err(|_| over())??;
            Ok(Instructions {
                schema: Kind::Instructions.schema().to_owned(),
                version: 1,
                machine: check_in.machine.clone(),
                time: 1,
                report: false,
                acknowledged: 0,
                acknowledged_events: 0,
                bundle: None,
                next: 3600,
                decisions: Vec::new(),
            })
        }

        fn bundle(&mut self, _: &BundleRef) -> Result<Vec<u8>, CourierError> {
            Ok(Vec::new())
        }
    }

    fn stand(report: u64) -> Stand {
        let check_in = CheckIn {
            schema: Kind::CheckIn.schema().to_owned(),
            version: 1,
            machine: "0123456789abcdef0123456789abcdef".to_owned(),
            state: Digest::of(b""),
            acknowledged: 0,
            acknowledged_events: 0,
            newest_event: 0,
            bundle: None,
            decisions: None,
        };
        Stand { check_in, report, is_settled: true }
    }

    #[test]
    fn it_listens_at_once_and_leaves_a_server_alone_that_wants_it() {
        let (asked, waits) = channel();
        let (answer, answers) = channel();
        let listener = Box::new(Scripted { asked, answers });
        let scratch = fetter_testkit::Scratch::new("listen");
        let inbox = Inbox::open_or_make(scratch.path()).expect("a directory");
        let ear = Ear::open(listener, inbox, Wake::new().expect("a descriptor"), 0).expect("a thread");
        assert!(waits.recv_timeout(Duration::from_millis(50)).is_err(), "nothing is known to be said");
        let next = || waits.recv_timeout(Duration::from_secs(60));
        ear.stand(Some(stand(1)));
        assert_eq!(next(), Ok(Duration::ZERO));
        answer.send(Ok(())).expect("it listens");
        assert_eq!(next(), Ok(WAIT));
        // A machine that stands otherwise says so soon after an answer that came early, whatever `next` is.
        ear.stand(Some(stand(2)));
        answer.send(Ok(())).expect("it listens");
        assert_eq!(next(), Ok(WAIT));
        answer.send(Err(CourierError::Later(Duration::from_secs(3600)))).expect("it listens");
        while !ear.said().iter().any(Result::is_err) {
            std::thread::sleep(Duration::from_millis(5));
        }
        ear.stand(Some(stand(3)));
        assert!(waits.recv_timeout(Duration::from_millis(200)).is_err(), "it was asked to wait");
        drop(ear);
        assert!(next().is_err(), "it ends");
    }
}
