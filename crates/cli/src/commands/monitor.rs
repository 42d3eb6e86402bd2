//! `fetter monitor`: what is installed and removed, said as it happens.

mod state;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use fetter_agent::journal::{Event, EventCode, line};
use fetter_agent::run::{Asked, Signals, events};
use fetter_agent::watch::{Found, Keeper, Source, Step, Watcher};
use fetter_core::inventory::{Inventory, changes};
use fetter_core::report::escape;

use self::state::{Before, State};
use super::session::Session;
use crate::agent::sources;
use crate::arguments::Monitor;
use crate::exit::{Exit, UsageError};
use crate::surroundings;

/// How often everything is searched where events tell what happens.
const RECONCILE: Duration = Duration::from_secs(6 * 3600);

pub(super) fn run(session: &Session, asked: &Monitor) -> anyhow::Result<Exit> {
    if !session.is_of_this_machine() || !session.named().is_empty() {
        let text = "monitor watches this machine: leave -e, --root and --inventory away, and narrow it with --path and --only-path";
        return Err(UsageError::new(text).into());
    }
    let named = asked.state.as_ref().map(|file| session.directory().join(file));
    let usual = surroundings::of_state(session.home()).map(|directory| directory.join("fetter"));
    let request = session.request(false, true);
    let state = State::new(named, usual, &request, session.directory());
    let mut out = Lines { json: asked.json, sequence: 0 };
    let before = state.as_ref().map_or(Ok(Before::Nothing), State::read)?;
    let keeper = Keeper::new(request, session.surroundings().clone())?;
    match &before {
        Before::Found(before) => {
            for change in changes(before, keeper.inventory()) {
                out.say(&events::of_change(&change))?;
            }
        }
        Before::Other(options) => {
            let file = state.as_ref().map_or(Path::new(""), State::file);
            let text = format!(
                "{} is what a search with {options} found, and is not compared: what differs from now on is said the next time",
                file.display()
            );
            super::session::say(&format!("fetter: {}", escape(&text)));
        }
        Before::Nothing if asked.once => super::session::say(
            "fetter: nothing is remembered yet; what differs from now on is said the next time",
        ),
        Before::Nothing => {}
    }
    session.tell_of_problems(keeper.inventory());
    if asked.once {
        remember(state.as_ref(), keeper.inventory())?;
        return Ok(Exit::Done);
    }
    // Before anything is watched, so that a second look compares with what was there.
    remember(state.as_ref(), keeper.inventory())?;
    watch(asked, keeper, &mut out, state.as_ref())
}

fn watch(asked: &Monitor, keeper: Keeper, out: &mut Lines, state: Option<&State>) -> anyhow::Result<Exit> {
    let (sources, period): (Vec<Box<dyn Source>>, Duration) = match asked.period {
        Some(seconds) => (Vec::new(), Duration::from_secs(seconds.into())),
        None => (sources()?, RECONCILE),
    };
    let mut signals = Signals::new().context("could not take signals")?;
    let (mut watcher, found) = Watcher::new(keeper, sources, period).context("could not watch")?;
    for found in found {
        tell(found, out)?;
    }
    loop {
        let ready = watcher.wait(&[signals.descriptor()], None).context("could not wait for events")?;
        let asked = if ready.first() == Some(&true) { signals.take() } else { Asked::default() };
        if asked.reload {
            watcher.search_all();
        }
        let mut has_changed = false;
        for found in watcher.turn() {
            has_changed |= tell(found, out)?;
        }
        if has_changed || asked.stop {
            remember(state, watcher.keeper().inventory())?;
        }
        if asked.stop {
            return Ok(Exit::Done);
        }
    }
}

/// Says what was found; whether anything has changed.
fn tell(found: Found, out: &mut Lines) -> anyhow::Result<bool> {
    match found {
        Found::Step(step) | Found::Reconciled { step, .. } => {
            let Step { changes, .. } = step;
            for change in &changes {
                out.say(&events::of_change(change))?;
            }
            return Ok(!changes.is_empty());
        }
        Found::Overflow => out.say(&Event::new(EventCode::Overflow))?,
        Found::Coverage(uncovered) => out.say(&events::of_coverage(&uncovered))?,
        Found::Problem(problem) => out.say(&events::of_problem(problem))?,
        Found::Code(_) | Found::Written(_) => {}
    }
    Ok(false)
}

/// Lines on standard output, each at once.
struct Lines {
    json: bool,
    sequence: u64,
}

impl Lines {
    fn say(&mut self, event: &Event) -> anyhow::Result<()> {
        self.sequence += 1;
        let mut record = event.record();
        record.sequence = self.sequence;
        let mut out = std::io::stdout().lock();
        if self.json {
            serde_json::to_writer(&mut out, &record)?;
            writeln!(out)?;
        } else {
            writeln!(out, "{}", line(&record))?;
        }
        out.flush()?;
        Ok(())
    }
}

fn remember(state: Option<&State>, inventory: &Inventory) -> anyhow::Result<()> {
    state.map_or(Ok(()), |state| state.keep(inventory))
}
