//! Beginning, and ending.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use super::files::Files;
use super::holding::Holding;
use super::memory::Memory;
use super::pace::Pace;
use super::parts::{Notice, Parts, RunError};
use super::reporting::{self, Desk};
use super::requested::RequestDesk;
use super::sights::Sights;
use super::state::Shared;
use super::worker::Worker;
use super::{BreakGlass, Enforcement, Signals, StateLock, Verdicts, Wake, events, refusals, status};
use crate::ask::Listener;
use crate::config::Config;
use crate::enforce::{READY, Refusal};
use crate::journal::{Event, EventCode, Journal, JournalHandle, Limits, StateKey, Writer};
use crate::report::Enrolment;
use crate::sys::permission::PermissionGroup;
use crate::watch::{Keeper, Watcher};

/// How many refusals wait to be told.
const REFUSALS: usize = 1024;

/// Runs until it is asked to end.
pub fn run(parts: Parts) -> Result<(), RunError> {
    let mut signals = Signals::new().map_err(|error| RunError::System("take signals", error))?;
    let wake = Wake::new().map_err(|error| RunError::System("make a descriptor", error))?;
    let Parts { config, reconfigure, mut judge, checker, request, surroundings, sources, .. } = parts;
    // Whoever supervises hears that it lives from now on, however long it takes to begin; nothing is marked yet.
    let (enforcement, refusals) = begin_to_answer(&config, parts.group, parts.heart.as_ref())?;
    let directory = config.state.join("agent");
    std::fs::create_dir_all(&config.state)
        .map_err(|error| at("make the directory of the agent's state", &config.state, &error))?;
    let _lock = StateLock::take(&directory)?;
    let is_reporting = config.report_to.is_some() || !matches!(Enrolment::read(&config.state), Ok(None));
    let desk = is_reporting.then(|| Desk::open(&config.state));
    // What was reported has its number for good.
    let floor = desk.as_ref().and_then(|desk| desk.as_ref().ok()).map_or(0, Desk::newest_event);
    let limits = Limits {
        events: config.journal.events,
        bytes: config.journal.megabytes << 20,
        days: config.journal.days,
        ..Limits::default()
    };
    let journal = Journal::open(&directory, limits, floor)?;
    let sights = Sights::new(journal.first_seen()?);
    let is_forgotten = journal.put_aside().is_some();
    let reported = journal.state(StateKey::Report)?;
    let tampered = journal.state(StateKey::Tampered)?;
    let writer = Writer::with(journal, &directory, parts.tell)?;
    let journal = writer.handle();
    let holding = Holding::new(enforcement.as_ref().map(Enforcement::lookup));
    let requests = RequestDesk::open(&config.state);
    let shared = Shared::new(journal.clone(), config.enforcement.as_str(), holding, requests.clone());
    let listener = Listener::new(&config.socket, shared.clone())
        .map_err(|error| at("listen at the agent's socket", &config.socket, &error))?;
    for event in parts.before {
        journal.append(event);
    }
    journal.append(Event::new(EventCode::Started).because(concat!("fetter ", env!("CARGO_PKG_VERSION"))));
    if is_forgotten {
        let text = "since when packages have been here, and which were tampered with, was lost with the damaged journal: they are taken for as old as their metadata";
        journal.append(events::of_problem(text));
    }
    let search = (request.clone(), surroundings.clone());
    let begin = |desk| reporting::begin(&config, desk, requests, search, reported, &journal, &wake);
    let reporter = desk.map(begin).transpose().map_err(|error| RunError::System("start to report", error))?;
    begin_to_tell(refusals, parts.tell_user, &journal, &wake)?;
    let loaded = judge.load(&config);
    let keeper = Keeper::new(request, surroundings)?;
    let (watcher, found) = Watcher::new(keeper, sources, config.reconcile)
        .map_err(|error| RunError::System("watch the machine", error))?;
    let glass =
        BreakGlass::new(&config.break_glass).map_err(|error| at("watch for", &config.break_glass, &error))?;
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
        has_news: false,
        is_spread: true,
        pace: Pace::default(),
        unreported: 0,
        notify: parts.notify,
        valid_until: None,
        is_tampered_kept: true,
    };
    worker.remember_before();
    worker.recall_tampered(tampered);
    worker.policy_loaded(loaded);
    worker.look_at_glass();
    worker.ask_for_files();
    worker.judge_all();
    for found in found {
        worker.take(found);
    }
    worker.tell();
    if let Some(ready) = &parts.heart {
        // A pipe that is full is a supervisor that has not looked for long, and will take this worker for stuck.
        let _ = rustix::io::write(ready, &[READY]);
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

/// What could not be done, and with what.
fn at(what: &'static str, path: &Path, error: &std::io::Error) -> RunError {
    RunError::System(what, std::io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// Begins to answer openers; gives where those are heard of that are refused.
fn begin_to_answer(
    config: &Config,
    group: Option<PermissionGroup>,
    heart: Option<&OwnedFd>,
) -> Result<(Option<Enforcement>, Option<Receiver<Refusal>>), RunError> {
    let Some(group) = group else { return Ok((None, None)) };
    let (sender, refusals) = sync_channel(REFUSALS);
    let heart = heart.map(OwnedFd::try_clone).transpose();
    let heart = heart.map_err(|error| RunError::System("have a second descriptor of a pipe", error))?;
    Ok((Some(Enforcement::new(group, sender, heart, config.break_glass.clone())?), Some(refusals)))
}

/// Begins to tell of those that are refused.
fn begin_to_tell(
    refusals: Option<Receiver<Refusal>>,
    mut tell_user: Box<dyn FnMut(&Refusal) + Send>,
    journal: &JournalHandle,
    wake: &Wake,
) -> Result<(), RunError> {
    let Some(refusals) = refusals else { return Ok(()) };
    let (journal, wake) = (journal.clone(), wake.clone());
    let work = move || refusals::tell(&refusals, &mut *tell_user, &journal, &wake);
    let thread = std::thread::Builder::new().name("refusals".to_owned()).spawn(work);
    thread.map(drop).map_err(|error| RunError::System("start a thread", error))
}
