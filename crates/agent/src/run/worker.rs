//! The loop of the agent: what was seen is judged, and what is denied is refused.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use fetter_core::check::FirstSights;
use fetter_core::inventory::discover::{Request, Surroundings};
use fetter_core::inventory::{Change, Inventory};
use fetter_core::timestamp::Timestamp;

use super::reporting::{self, Desk, Reporter, Seen};
use super::state::Shared;
use super::{
    BreakGlass, Enforcement, Judge, LockError, Signals, StateLock, Turned, Verdicts, Wake, events, status,
};
use crate::ask::Listener;
use crate::config::{Config, Enforcement as Wanted};
use crate::enforce::{READY, Refusal};
use crate::journal::{Event, EventCode, FirstSeen, Journal, JournalHandle, Limits, Moment, StateKey, Writer};
use crate::sys::permission::PermissionGroup;
use crate::watch::{Found, Keeper, Source, Step, Watcher};

/// How many refusals wait to be told.
const REFUSALS: usize = 1024;
/// How often the state is told to whoever starts the process, at least.
const ALIVE: Duration = Duration::from_secs(5);

/// What a worker is made of.
pub struct Parts {
    /// How it works.
    pub config: Config,
    /// Reads the configuration again.
    pub reconfigure: Box<dyn FnMut() -> Result<Config, String>>,
    /// Who judges.
    pub judge: Box<dyn Judge>,
    /// What is searched, and how.
    pub request: Request,
    /// What is to be known of the process.
    pub surroundings: Surroundings,
    /// Where events come from.
    pub sources: Vec<Box<dyn Source>>,
    /// The group by which files are refused, where they are to be.
    pub group: Option<PermissionGroup>,
    /// Where a supervisor hears that the worker lives.
    pub heart: Option<std::os::fd::OwnedFd>,
    /// Why nothing is refused although it was configured, where that is so.
    pub not_enforcing: Option<String>,
    /// Tells of events, with their numbers.
    pub tell: Box<dyn FnMut(&Event) + Send>,
    /// Tells the user of a process that something was refused.
    pub tell_user: Box<dyn FnMut(&Refusal) + Send>,
    /// Called when the worker is ready, when it reads its configuration again, and now and then while it lives.
    pub notify: Box<dyn FnMut(Notice<'_>)>,
}

/// What whoever starts services is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice<'text> {
    /// Everything is covered.
    Ready(&'text str),
    /// The configuration is read again.
    Reloading,
    /// It lives.
    Alive(&'text str),
    /// It ends.
    Stopping,
}

/// Why an agent could not begin, or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The system refused.
    #[error("could not {0}: {1}")]
    System(&'static str, std::io::Error),
    /// Another agent has the state directory.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The journal cannot be kept.
    #[error("the journal could not be opened: {0}")]
    Journal(#[from] crate::journal::JournalError),
    /// The machine could not be searched.
    #[error("the machine could not be searched: {0}")]
    Discover(#[from] fetter_core::inventory::discover::DiscoverError),
    /// Nobody can be answered.
    #[error("openers could not be answered: {0}")]
    Answer(#[from] crate::enforce::ResponderError),
}

struct Worker {
    config: Config,
    reconfigure: Box<dyn FnMut() -> Result<Config, String>>,
    judge: Box<dyn Judge>,
    watcher: Watcher,
    verdicts: Verdicts,
    enforcement: Option<Enforcement>,
    glass: BreakGlass,
    sights: FirstSeen,
    journal: JournalHandle,
    shared: Arc<Shared>,
    reporter: Option<Reporter>,
    state: status::Own,
    notify: Box<dyn FnMut(Notice<'_>)>,
    /// When what was decided is to be decided again, since a day or a time of grace ends.
    valid_until: Option<Timestamp>,
}

/// Runs until it is asked to end.
pub fn run(parts: Parts) -> Result<(), RunError> {
    let mut signals = Signals::new().map_err(|error| RunError::System("take signals", error))?;
    let wake = Wake::new().map_err(|error| RunError::System("make a descriptor", error))?;
    let Parts { config, reconfigure, mut judge, request, surroundings, sources, .. } = parts;
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
    let loaded = judge.load();
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
        watcher,
        verdicts: Verdicts::default(),
        enforcement,
        glass,
        sights,
        journal,
        shared,
        reporter,
        notify: parts.notify,
        valid_until: None,
    };
    worker.policy_loaded(loaded);
    worker.look_at_glass();
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

impl Worker {
    fn work(&mut self, signals: &mut Signals, wake: &Wake) -> Result<(), RunError> {
        loop {
            let until = Instant::now() + ALIVE;
            let others = [signals.descriptor(), wake.descriptor(), self.glass.descriptor()];
            let ready = self.watcher.wait(&others, Some(until));
            let ready = ready.map_err(|error| RunError::System("wait for events", error))?;
            let is_ready = |place: usize| ready.get(place) == Some(&true);
            if is_ready(0) {
                let asked = signals.take();
                if asked.stop {
                    return Ok(());
                }
                if asked.reload {
                    self.reload();
                }
            }
            if is_ready(1) {
                wake.take();
            }
            if is_ready(2) {
                self.look_at_glass();
            }
            for found in self.watcher.turn() {
                self.take(found);
            }
            if self.valid_until.is_some_and(|until| Moment::now().unix_seconds() > until.unix_time()) {
                self.judge_all();
            }
            self.tell();
            let text = self.state.line(&self.verdicts);
            (self.notify)(Notice::Alive(&text));
        }
    }

    /// Takes what the watcher found.
    fn take(&mut self, found: Found) {
        if let Some(reporter) = &mut self.reporter {
            reporter.note(&found);
        }
        match found {
            Found::Step(step) => self.step(&step),
            Found::Reconciled { step, took } => {
                for change in &step.changes {
                    self.journal.append(events::of_change(change));
                }
                let differences = step.changes.len() as u64;
                self.state.reconciled(took, differences);
                let reason = format!("everything was searched in {} ms", took.as_millis());
                self.journal.append(Event::new(EventCode::Reconciled).because(reason).times(differences));
                let now = Moment::now().unix_ms().to_string();
                // Where it is not kept, the next start only searches.
                let _ = self.journal.set_state(StateKey::Reconciled, now.into_bytes());
                self.judge_all();
            }
            Found::Overflow => self.journal.append(Event::new(EventCode::Overflow)),
            Found::Coverage(uncovered) => self.journal.append(events::of_coverage(&uncovered)),
            Found::Code(paths) => self.state.code_touched(paths.len()),
            Found::Problem(problem) => {
                self.state.problem(problem.clone());
                self.journal.append(events::of_problem(problem));
            }
        }
    }

    /// What was touched is judged at once, and nothing else.
    fn step(&mut self, step: &Step) {
        let mut names = BTreeSet::new();
        let mut sites: BTreeSet<PathBuf> = BTreeSet::new();
        for change in &step.changes {
            let (site, found) = match change {
                Change::Installed { site, distribution }
                | Change::Removed { site, distribution }
                | Change::Changed { site, distribution, .. } => (site, distribution),
                Change::EnvironmentAdded { .. } | Change::EnvironmentRemoved { .. } => continue,
            };
            names.insert(found.name.normalized().to_owned());
            sites.insert(site.clone());
        }
        // An environment that came or went changes who sees what.
        let is_wide = step.changes.iter().any(|change| {
            matches!(change, Change::EnvironmentAdded { .. } | Change::EnvironmentRemoved { .. })
        });
        if is_wide {
            self.judge_all();
        } else if !names.is_empty() && self.judge.policy().is_some() {
            let part = self.watcher.keeper().inventory().part(&sites, &names);
            let sights = self.see(&part);
            let outcome = self.judge.judge(&part, &sights);
            self.note_validity(outcome.valid_until);
            let turned = self.verdicts.update(&outcome.judgements, &sites, &names);
            self.turn(&turned, &step.sites);
        } else {
            // What was installed once more lies in other files.
            self.turn(&Turned::default(), &step.sites);
        }
        for change in &step.changes {
            self.journal.append(events::of_change(change));
        }
    }

    fn judge_all(&mut self) {
        self.valid_until = None;
        let whole = self.watcher.keeper().inventory().clone();
        let sights = self.see(&whole);
        if self.judge.policy().is_none() {
            let turned = self.verdicts.set(&[]);
            self.tell_of(&turned);
        } else {
            let outcome = self.judge.judge(&whole, &sights);
            self.note_validity(outcome.valid_until);
            self.state.unchecked(&outcome);
            let turned = self.verdicts.set(&outcome.judgements);
            self.tell_of(&turned);
        }
        if let Some(enforcement) = &mut self.enforcement {
            enforcement.set(&whole, &self.verdicts);
        }
    }

    /// What was decided otherwise is refused, or not any more, before it is told.
    fn turn(&mut self, turned: &Turned, sites: &BTreeSet<PathBuf>) {
        if let Some(enforcement) = &mut self.enforcement {
            let mut touched = turned.sites();
            touched.extend(sites.iter().cloned());
            enforcement.update(self.watcher.keeper().inventory(), &self.verdicts, &touched);
        }
        self.tell_of(turned);
    }

    fn tell_of(&self, turned: &Turned) {
        if let Some(reporter) = self.reporter.as_ref().filter(|_| !turned.is_empty()) {
            reporter.changed();
        }
        for denied in &turned.released {
            self.journal.append(events::of_released(denied));
        }
        for denied in &turned.denied {
            self.journal.append(events::of_denied(denied));
        }
    }

    fn note_validity(&mut self, until: Option<Timestamp>) {
        self.valid_until = [self.valid_until, until].into_iter().flatten().min();
    }

    /// Notes what is seen for the first time, and says since when everything is known.
    fn see(&mut self, inventory: &Inventory) -> FirstSights {
        let now = Moment::now();
        let (mut sights, mut new) = (Vec::new(), Vec::new());
        for found in inventory.sites.iter().flat_map(|site| &site.distributions) {
            let (name, version) = (found.name.normalized(), found.version_text());
            let (first, is_new) = self.sights.sight(name, version, now);
            if is_new {
                new.push((name.to_owned(), version.to_owned()));
            }
            let first = Timestamp::of_unix_time(first.unix_seconds());
            sights.extend(first.map(|first| (name.to_owned(), version.to_owned(), first)));
        }
        if !new.is_empty() && !self.journal.seen(new) {
            self.journal.append(events::of_problem("when packages were first seen could not be kept"));
        }
        FirstSights::new(sights)
    }

    fn reload(&mut self) {
        (self.notify)(Notice::Reloading);
        match (self.reconfigure)() {
            Ok(config) => {
                self.state.config_rejected(None);
                self.config = config;
            }
            Err(reason) => {
                self.state.config_rejected(Some(reason.clone()));
                let text = format!("the configuration was not taken, and what held before holds: {reason}");
                self.journal.append(events::of_problem(text));
            }
        }
        let loaded = self.judge.load();
        self.policy_loaded(loaded);
        self.look_at_glass();
        self.judge_all();
        let text = self.state.line(&self.verdicts);
        (self.notify)(Notice::Ready(&text));
    }

    fn policy_loaded(&mut self, loaded: Result<bool, String>) {
        if let Some(reporter) = &self.reporter {
            reporter.changed();
        }
        match loaded {
            Ok(true) => {
                let policy = self.judge.policy().unwrap_or_default();
                let name = policy.name.clone().unwrap_or_default();
                let version = policy.version.clone().unwrap_or_default();
                let reason = format!("{} ({name} {version}, {})", policy.file, policy.digest);
                self.journal.append(Event::new(EventCode::PolicyLoaded).because(reason));
                let kept = serde_json::to_vec(&policy).unwrap_or_default();
                let _ = self.journal.set_state(StateKey::Policy, kept);
            }
            Ok(false) => {}
            Err(reason) => self.journal.append(Event::new(EventCode::PolicyRejected).because(reason)),
        }
    }

    /// Whether anything may be refused.
    fn look_at_glass(&mut self) {
        let is_broken = self.glass.is_broken();
        let Some(enforcement) = &mut self.enforcement else { return };
        let why = match self.config.enforcement {
            Wanted::Off => Some("enforcement is off".to_owned()),
            _ if is_broken => Some(format!("{} is there", self.glass.path().display())),
            _ => None,
        };
        let was = enforcement.suspended().map(str::to_owned);
        if was == why {
            return;
        }
        let reason = match &why {
            Some(why) => format!("nothing is refused: {why}"),
            None => "what is denied is refused again".to_owned(),
        };
        match why {
            Some(why) => enforcement.suspend(why),
            None => enforcement.resume(self.watcher.keeper().inventory(), &self.verdicts),
        }
        self.journal.append(Event::new(EventCode::CoverageChanged).because(reason));
    }

    /// Says how it stands, for whoever asks.
    fn tell(&mut self) {
        let policy = self.judge.policy();
        let mut status =
            self.state.status(&self.config, &self.watcher, policy.clone(), self.enforcement.as_ref());
        if let Some(reporter) = &mut self.reporter {
            reporter
                .turn(|| Seen::of(&self.watcher, &self.verdicts, policy.as_ref(), self.enforcement.as_ref()));
            status.reports = reporter.status();
        }
        let mut shared = self.shared.lock();
        shared.status = status;
        if shared.denied.iter().ne(self.verdicts.denied()) {
            shared.denied = self.verdicts.denied().cloned().collect();
        }
    }
}
