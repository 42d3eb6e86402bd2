//! `purge list`, `undo`, `empty` and `recover`: what is done with what was removed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use fetter_core::integrity::files::Anchor;
use fetter_core::removal::quarantine::{
    self, Carried, Direction, Interrupted, QuarantineState, Quarantined, Unread,
};
use fetter_core::report::json::QuarantineDocument;
use fetter_core::report::{Purged, QuarantineReport, escape, escape_path};

use super::answer::Answer;
use super::confirming::{Confirmation, ask};
use super::hints;
use super::searching::see_that_it_is_here;
use crate::arguments::{Empty, Listing, Output, Recover, Undo};
use crate::commands::session::{Session, say};
use crate::exit::Exit;
use crate::surroundings;

const DAY: u64 = 86_400;
/// How many runs are named where one was not found.
const NAMED: usize = 20;

/// What lies in quarantine.
struct Found {
    all: Vec<Quarantined>,
    unread: Vec<Unread>,
    anchors: BTreeSet<PathBuf>,
    /// Whether one run was named.
    is_of_one_run: bool,
}

pub(super) fn list(session: &Session, asked: &Listing) -> anyhow::Result<Exit> {
    let found = Found::look(session, None)?;
    found.give(session, asked.output.as_ref())?;
    found.tell_of_unread(session);
    Ok(Exit::Done)
}

pub(super) fn undo(session: &Session, asked: &Undo) -> anyhow::Result<Exit> {
    let found = Found::look(session, Some(&asked.id))?;
    if let Some(unread) = found.unread.iter().find(|unread| unread.id.is_some()) {
        found.tell_of_unread(session);
        bail!(
            "part of the run {} could not be read, in {}, and nothing was put back; `fetter purge empty {}` deletes the rest",
            asked.id,
            unread.path.display(),
            asked.id
        );
    }
    found.carry(session, "undo", asked.output.as_ref(), quarantine::undo)
}

pub(super) fn recover(session: &Session, asked: &Recover) -> anyhow::Result<Exit> {
    let mut found = Found::look(session, asked.id.as_deref())?;
    found.all.retain(|one| one.state != QuarantineState::Done);
    if found.all.is_empty() && !session.is_quiet() {
        say("fetter: nothing was interrupted: there is nothing to recover");
    }
    let direction = if asked.revert { Direction::Revert } else { Direction::Finish };
    let exit =
        found.carry(session, "recover", asked.output.as_ref(), |one| quarantine::recover(one, direction));
    quarantine::tidy(&found.anchors);
    exit
}

/// Deletes for good, which is shown and asked for first.
pub(super) fn empty(session: &Session, asked: &Empty, is_decided: bool) -> anyhow::Result<Exit> {
    let mut found = Found::look(session, asked.id.as_deref())?;
    if let Some(days) = asked.older_than {
        let latest = surroundings::now().saturating_sub(u64::from(days) * DAY);
        found.all.retain(|one| one.created.unix_time() <= latest);
    }
    let output = asked.output.as_ref();
    // What was interrupted goes only where somebody names it.
    let interrupted = if asked.id.is_some() { Interrupted::Deleted } else { Interrupted::Left };
    let delete = |run: &[Quarantined]| quarantine::empty(run, interrupted);
    if is_decided {
        return found.carry(session, "empty", output, delete);
    }
    found.give(session, output)?;
    let is_shown = matches!(output, None | Some(Output::Display));
    let confirmation = if is_shown && !found.all.is_empty() {
        ask("delete these packages for good", found.all.len())
    } else {
        Confirmation::Nobody
    };
    match confirmation {
        Confirmation::Given => return found.carry(session, "empty", output, delete),
        Confirmation::Refused => say("fetter: nothing was deleted"),
        Confirmation::Nobody if session.is_quiet() => {}
        Confirmation::Nobody if found.all.is_empty() => say("fetter: there is nothing to delete"),
        Confirmation::Nobody => say("fetter: nothing was deleted: take --yes to delete these for good"),
    }
    found.tell_of_unread(session);
    Ok(Exit::Done)
}

impl Found {
    /// Looks where packages are, and where some were removed. What the command line narrows the search to is all that is looked at, but
    /// for a run that is named: it is taken as a whole.
    fn look(session: &Session, id: Option<&str>) -> anyhow::Result<Self> {
        see_that_it_is_here(session)?;
        let mut anchors = anchors(session, id.is_some())?;
        let (mut all, mut unread) = quarantine::find(&anchors);
        if let Some(id) = id {
            // A run tells where else it removed something.
            let others = all.iter().filter(|one| one.id == id).flat_map(|one| one.anchors.clone());
            let others: BTreeSet<PathBuf> = others.filter(|other| !anchors.contains(other)).collect();
            let (more, more_unread) = quarantine::find(&others);
            all.extend(more);
            unread.extend(more_unread);
            anchors.extend(others);
            let known: BTreeSet<String> = all.iter().map(|one| one.id.clone()).collect();
            all.retain(|one| one.id == id);
            if all.is_empty() {
                let found = Self { all, unread, anchors, is_of_one_run: true };
                found.tell_of_unread(session);
                bail!("no run {id:?} was found in quarantine; {}", named(&known));
            }
            // What is of other runs is not asked about; of what cannot be opened at all nobody knows.
            unread.retain(|unread| unread.id.as_deref().is_none_or(|of| of == id));
        }
        Ok(Self { all, unread, anchors, is_of_one_run: id.is_some() })
    }

    fn give(&self, session: &Session, output: Option<&Output>) -> anyhow::Result<()> {
        let json = |out: &mut dyn Write| QuarantineDocument::new(&self.all, &self.unread).write(out);
        session.give(output, || QuarantineReport::new(&self.all), json)
    }

    /// Does something with each run, and gives the result.
    fn carry(
        &self,
        session: &Session,
        action: &'static str,
        output: Option<&Output>,
        act: impl Fn(&[Quarantined]) -> Vec<Carried>,
    ) -> anyhow::Result<Exit> {
        let mut runs: BTreeMap<&str, Vec<Quarantined>> = BTreeMap::new();
        for one in &self.all {
            runs.entry(&one.id).or_default().push(one.clone());
        }
        let mut purged = Vec::new();
        // The latest first: what was removed on top of an earlier removal stands in its way.
        for (id, run) in runs.into_iter().rev() {
            purged.extend(act(&run).into_iter().map(|carried| Purged { id: id.to_owned(), carried }));
        }
        let exit = Answer { action, purged: &purged, refused: &[] }.give(session, output)?;
        self.tell_of_unread(session);
        // What could not be read of one's own is not dealt with; what lies elsewhere is nothing to a run that was named.
        let anchors: BTreeSet<&Path> =
            self.all.iter().flat_map(|one| &one.anchors).map(PathBuf::as_path).collect();
        let concerns = |unread: &Unread| {
            let is_of_run = || unread.path.parent().is_some_and(|anchor| anchors.contains(anchor));
            unread.is_own && (unread.id.is_some() || !self.is_of_one_run || is_of_run())
        };
        Ok(if self.unread.iter().any(concerns) { Exit::Failed } else { exit })
    }

    fn tell_of_unread(&self, session: &Session) {
        for unread in self.unread.iter().filter(|unread| unread.is_own || !session.is_quiet()) {
            say(&format!("fetter: {}: {}", escape_path(&unread.path), escape(&unread.reason)));
        }
    }
}

/// The directories that quarantines may lie in.
fn anchors(session: &Session, is_whole: bool) -> anyhow::Result<BTreeSet<PathBuf>> {
    let request = session.request(false, false);
    let request = fetter_core::inventory::discover::Request { cache_directory: None, ..request };
    let inventory = session.discovered(&request, session.surroundings())?;
    let sites = inventory.sites.iter().map(|site| Anchor::of(site, &inventory.environments).path);
    let prefixes = inventory.environments.iter().map(|found| found.prefix.clone());
    let named = request.paths.iter().filter_map(|path| session.directory().join(path).canonicalize().ok());
    let mut anchors: BTreeSet<PathBuf> = sites.chain(prefixes).chain(named).collect();
    let is_narrowed = !request.executables.is_empty() || request.only_paths;
    if is_whole || !is_narrowed {
        anchors.extend(hints::recall(session));
    }
    Ok(anchors)
}

fn named(known: &BTreeSet<String>) -> String {
    if known.is_empty() {
        return "there is none".to_owned();
    }
    let names: Vec<&str> = known.iter().rev().take(NAMED).map(String::as_str).collect();
    let more = known.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("there are {}{more}", names.join(", "))
}
