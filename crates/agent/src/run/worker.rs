//! The loop of the agent: what was seen is judged, and what is denied is refused.

use std::sync::Arc;
use std::time::{Duration, Instant};

use fetter_core::inventory::changes;
use fetter_core::timestamp::Timestamp;

use super::files::Files;
use super::looking::files_wait;
use super::memory::Memory;
use super::pace::Pace;
use super::parts::{Notice, RunError};
use super::reporting::{Reporter, Seen, tampered};
use super::sights::Sights;
use super::state::Shared;
use super::{BreakGlass, Enforcement, Judge, Signals, Verdicts, Wake, events, status};
use crate::config::{Config, Enforcement as Wanted};
use crate::journal::{Event, EventCode, JournalHandle, Moment, StateKey};
use crate::sys::give_memory_back;
use crate::watch::{Found, Watcher};

/// How often the state is told to whoever starts the process, at least.
const ALIVE: Duration = Duration::from_secs(5);

/// How often it is told how it stands at most.
const PACE: Duration = Duration::from_millis(250);

/// How long lists are read ahead at most before it is looked whether something happened.
const WARMING: Duration = Duration::from_millis(2);

/// The worker, when it has begun.
pub(super) struct Worker {
    pub(super) config: Config,
    pub(super) reconfigure: Box<dyn FnMut() -> Result<Config, String>>,
    pub(super) judge: Box<dyn Judge>,
    pub(super) files: Files,
    pub(super) watcher: Watcher,
    pub(super) verdicts: Verdicts,
    pub(super) enforcement: Option<Enforcement>,
    pub(super) glass: BreakGlass,
    pub(super) sights: Sights,
    pub(super) journal: JournalHandle,
    pub(super) shared: Arc<Shared>,
    pub(super) reporter: Option<Reporter>,
    pub(super) state: status::Own,
    pub(super) memory: Memory,
    /// When it was last told how it stands.
    pub(super) told: Option<Instant>,
    /// When everything is judged anew.
    pub(super) pace: Pace,
    /// Whether there is more to tell since.
    pub(super) has_news: bool,
    /// Whether everything was judged or kept, for which more memory is taken than is needed afterwards.
    pub(super) is_spread: bool,
    /// Refusals that nobody was told of, as far as the journal knows.
    pub(super) unreported: u64,
    pub(super) notify: Box<dyn FnMut(Notice<'_>)>,
    /// When what was decided is to be decided again, since a day or a time of grace ends.
    pub(super) valid_until: Option<Timestamp>,
    /// Whether what is tampered with now is kept for the next start.
    pub(super) is_tampered_kept: bool,
}

impl Worker {
    pub(super) fn work(&mut self, signals: &mut Signals, wake: &Wake) -> Result<(), RunError> {
        loop {
            let now = Instant::now();
            let until = now + if self.is_warm() { self.settle() } else { Duration::ZERO };
            let until = self.files.due(now).map_or(until, |due| due.min(until));
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
            self.look_at_offers();
            if let Some(enforcement) = &self.enforcement {
                enforcement.beat();
            }
            if is_ready(2) {
                self.look_at_glass();
            }
            let found = self.watcher.turn();
            self.has_news |= !found.is_empty() || ready.contains(&true);
            for found in found {
                self.take(found);
            }
            self.look_at_files();
            if self.valid_until.is_some_and(|until| Moment::now().unix_seconds() > until.unix_time()) {
                self.judge_all();
            }
            if self.pace.is_due(Instant::now()) {
                self.judge_all();
            }
            self.memorise(false);
            // Most of what happens on a disk means nothing, and is to cost nothing; what happens without end is told now and then.
            if self.rest().is_zero() {
                // A directory that came later, or is another one, is not watched.
                self.look_at_glass();
                self.tell();
                let text = self.state.line(&self.verdicts);
                (self.notify)(Notice::Alive(&text));
            }
        }
    }

    /// How long there is nothing to do, for which memory is given back that was taken for more.
    fn settle(&mut self) -> Duration {
        let rest = self.rest();
        if rest > PACE && std::mem::take(&mut self.is_spread) {
            give_memory_back();
        }
        rest
    }

    /// How long there is nothing to tell.
    fn rest(&self) -> Duration {
        let pause = if self.has_news { PACE } else { ALIVE };
        let rest = self.told.map_or(Duration::ZERO, |told| pause.saturating_sub(told.elapsed()));
        self.pace.left(Instant::now()).map_or(rest, |left| left.min(rest))
    }

    /// Uses the time in which nothing happens. Whether all is read that a denial will need.
    fn is_warm(&mut self) -> bool {
        let may_deny = self.judge.policy().is_some() && self.watcher.is_idle();
        match self.enforcement.as_mut().filter(|_| may_deny) {
            Some(enforcement) => enforcement.warm(self.watcher.keeper().inventory(), WARMING),
            None => true,
        }
    }

    /// Takes what the watcher found.
    pub(super) fn take(&mut self, found: Found) {
        if let Some(reporter) = &mut self.reporter {
            reporter.note(&found);
        }
        self.files.note(&found, self.watcher.keeper().inventory(), Instant::now());
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
            Found::Code(code) => self.state.code_touched(code.len()),
            Found::Written(paths) => {
                if let Some(enforcement) = &mut self.enforcement {
                    enforcement.grow(self.watcher.keeper().inventory(), &self.verdicts, &paths);
                }
            }
            Found::Problem(problem) => {
                self.state.problem(problem.clone());
                self.journal.append(events::of_problem(problem));
            }
        }
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
        let loaded = self.judge.load(&self.config);
        self.policy_loaded(loaded);
        self.look_at_glass();
        self.ask_for_files();
        self.judge_all();
        // Whoever had it read again may ask at once what came of it.
        self.told = None;
        let text = self.state.line(&self.verdicts);
        (self.notify)(Notice::Ready(&text));
    }

    pub(super) fn policy_loaded(&mut self, loaded: Result<bool, String>) {
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
                if let Some(problem) = &policy.kept_problem {
                    self.journal.append(events::of_problem(problem.as_str()));
                }
                let kept = serde_json::to_vec(&policy).unwrap_or_default();
                let _ = self.journal.set_state(StateKey::Policy, kept);
            }
            Ok(false) => {}
            Err(reason) => self.journal.append(events::of_rejected(&reason, self.judge.policy().as_ref())),
        }
    }

    /// Whether anything may be refused.
    pub(super) fn look_at_glass(&mut self) {
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
        self.told = None;
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
    pub(super) fn tell(&mut self) {
        (self.told, self.has_news) = (Some(Instant::now()), false);
        let unreported = self.enforcement.as_ref().map_or(0, |enforcement| enforcement.counts().unreported);
        self.journal.lost(unreported.saturating_sub(self.unreported));
        self.unreported = unreported;
        let policy = self.judge.policy();
        let mut status =
            self.state.status(&self.config, &self.watcher, policy.clone(), self.enforcement.as_ref());
        status.files = self.state.files(&self.files);
        status.problems.extend(files_wait(&status.files));
        if let Some(reporter) = &mut self.reporter {
            reporter.turn(|| Seen {
                unnamed_tampered: self.files.tampered_now().unnamed(),
                tampered: tampered(&self.watcher.covered(), self.files.tampered_now()),
                ..Seen::of(&self.watcher, &self.verdicts, policy.as_ref(), self.enforcement.as_ref())
            });
            status.reports = reporter.status();
        }
        status.observed_count = self.verdicts.observed().count() as u64;
        let mut shared = self.shared.lock();
        shared.status = status;
        if shared.denied.iter().ne(self.verdicts.denied()) {
            shared.denied = self.verdicts.denied().cloned().collect();
        }
    }

    /// Says what has changed since the agent last ran.
    pub(super) fn remember_before(&mut self) {
        match self.memory.recall() {
            Ok(Some(before)) => {
                for change in changes(&before, self.watcher.keeper().inventory()) {
                    self.journal.append(events::of_change(&change));
                }
                self.memory.note(Instant::now());
            }
            Ok(None) => self.memory.note(Instant::now()),
            Err(reason) => self.journal.append(events::of_problem(reason)),
        }
    }

    /// Keeps what is installed, for the next start, when it is due or `now`.
    pub(super) fn memorise(&mut self, now: bool) {
        if !now && !self.memory.is_due(Instant::now()) {
            return;
        }
        self.is_spread = true;
        if let Err(reason) = self.memory.keep(self.watcher.keeper().inventory()) {
            self.state.problem(reason.clone());
            self.journal.append(events::of_problem(reason));
        }
    }
}
