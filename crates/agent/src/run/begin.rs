//! Beginning, and ending.

use std::sync::mpsc::sync_channel;

use super::files::Files;
use super::memory::Memory;
use super::parts::{Notice, Parts, RunError};
use super::reporting::{self, Desk};
use super::state::Shared;
use super::worker::Worker;
use super::{BreakGlass, Enforcement, Signals, StateLock, Verdicts, Wake, events, status};
use crate::ask::Listener;
use crate::enforce::{READY, Refusal};
use crate::journal::{Event, EventCode, Journal, JournalHandle, Limits, StateKey, Writer};
use crate::sys::permission::PermissionGroup;
use crate::watch::{Keeper, Watcher};

/// How many refusals wait to be told.
const REFUSALS: usize = 1024;

/// Runs until it is asked to end.
pub fn run(parts: Parts) -> Result<(), RunError> {
    let mut signals = Signals::new().map_err(|error| RunError::System("take signals", error))?;
    let wake = Wake::new().map_err(|error| RunError::System("make a descriptor", error))?;
    let Parts { config, reconfigure, mut judge, checker, request, surroundings, sources, .. } = parts;
    let directory = config.state.join("agent");
    std::fs::create_dir_all(&config.state)
        .map_err(|error| RunError::System("make the directory of the agent's state", error))?;
    let _lock = StateLock::take(&directory)?;
    let desk = config.report_to.as_ref().map(|_| Desk::open(&config.state));
    // What was reported has its number for good.
    let floor = desk.as_ref().and_then(|desk| desk.as_ref().ok()).map_or(0, Desk::newest_event);
    let limits = Limits {
        events: config.journal.events,
        bytes: config.journal.megabytes << 20,
        days: config.journal.days,
        ..Limits::default()
    };
    let journal = Journal::open(&directory, limits, floor)?;
    let sights = journal.first_seen()?;
    let reported = journal.state(StateKey::Report)?;
    let writer = Writer::with(journal, &directory, parts.tell)?;
    let journal = writer.handle();
    let shared = Shared::new(journal.clone());
    let listener = Listener::new(&config.socket, shared.clone())
        .map_err(|error| RunError::System("listen at the agent's socket", error))?;
    journal.append(Event::new(EventCode::Started).because(concat!("fetter ", env!("CARGO_PKG_VERSION"))));
    let ready = parts.heart.as_ref().and_then(|heart| heart.try_clone().ok());
    let begin = |desk| reporting::begin(&config, desk, reported, &journal, &wake);
    let reporter = desk.map(begin).transpose().map_err(|error| RunError::System("start to report", error))?;
    let enforcement = begin_to_answer(parts.group, parts.heart, parts.tell_user, &journal, &wake)?;
    let loaded = judge.load(&config);
    let keeper = Keeper::new(request, surroundings)?;
    let (watcher, found) = Watcher::new(keeper, sources, config.reconcile)
        .map_err(|error| RunError::System("watch the machine", error))?;
    let glass =
        BreakGlass::new(&config.break_glass).map_err(|error| RunError::System("watch a directory", error))?;
    let mut worker = Worker {
        state: status::Own::new(parts.not_enforcing),
        config,
        reconfigure,
        judge,
        files: Files::new(checker, wake.clone()),
        watcher,
        verdicts: Verdicts::default(),
        enforcement,
        glass,
        sights,
        journal,
        shared,
        reporter,
        memory: Memory::of(&directory),
        told: None,
        notify: parts.notify,
        valid_until: None,
    };
    worker.remember_before();
    worker.policy_loaded(loaded);
    worker.look_at_glass();
    worker.ask_for_files();
    worker.judge_all();
    for found in found {
        worker.take(found);
    }
    worker.tell();
    if let Some(ready) = ready {
        // A pipe that is full is a supervisor that has not looked for long, and will take this worker for stuck.
        let _ = rustix::io::write(&ready, &[READY]);
    }
    let text = worker.state.line(&worker.verdicts);
    (worker.notify)(Notice::Ready(&text));
    let ended = worker.work(&mut signals, &wake);
    (worker.notify)(Notice::Stopping);
    worker.memorise(true);
    worker.journal.append(Event::new(EventCode::Stopped));
    drop(listener);
    // Whoever waits is answered to the end, and nobody is refused by an agent that is gone.
    if let Some(enforcement) = &mut worker.enforcement {
        enforcement.suspend("the agent ends".to_owned());
    }
    drop(worker);
    drop(writer);
    ended
}

/// Begins to answer openers, and to tell of those that are refused.
fn begin_to_answer(
    group: Option<PermissionGroup>,
    heart: Option<std::os::fd::OwnedFd>,
    mut tell_user: Box<dyn FnMut(&Refusal) + Send>,
    journal: &JournalHandle,
    wake: &Wake,
) -> Result<Option<Enforcement>, RunError> {
    let Some(group) = group else { return Ok(None) };
    let (sender, refusals) = sync_channel::<Refusal>(REFUSALS);
    let enforcement = Enforcement::new(group, sender, heart)?;
    let (journal, wake) = (journal.clone(), wake.clone());
    let thread = std::thread::Builder::new().name("refusals".to_owned()).spawn(move || {
        for refusal in refusals {
            tell_user(&refusal);
            journal.append(events::of_refusal(&refusal));
            wake.wake();
        }
    });
    thread.map_err(|error| RunError::System("start a thread", error))?;
    Ok(Some(enforcement))
}
