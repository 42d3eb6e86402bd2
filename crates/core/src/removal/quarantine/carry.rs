//! Carrying out plans, undoing what was carried out, and going on from where somebody was interrupted.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::back::{
    TIMES, UNTOUCHED, conflict, note_times, note_untouched, put_back, restore_times, untouched,
};
use super::finding::see_that_it_is_of;
use super::manifest::Manifest;
use super::moving::{forward, manifest};
use super::root::Root;
use super::store::{Refused, Store};
use super::{Carried, Deed, Direction, FileResult, Outcome, QuarantineState, Quarantined, Stamp};
use crate::removal::{Plan, Removal};

/// What a run is called by, and all its anchors.
type Run<'run> = (&'run Stamp, &'run [PathBuf]);

/// Carries a plan out, one distribution after the other, each whole or not at all. What is not as the plan says is not touched.
#[must_use]
pub fn apply(plan: &Plan, stamp: &Stamp) -> Vec<Carried> {
    let anchors: BTreeSet<&PathBuf> = plan.removals.iter().map(|removal| &removal.anchor).collect();
    let anchors: Vec<PathBuf> = anchors.into_iter().cloned().collect();
    let mut kept: BTreeSet<&PathBuf> = BTreeSet::new();
    let mut all = Vec::with_capacity(plan.removals.len());
    for (number, removal) in plan.removals.iter().enumerate() {
        let carried = match removal.takes_along.iter().find(|metadata| kept.contains(metadata)) {
            Some(other) => {
                let reason = format!("{} lists some of its files too, and stays", other.display());
                with_outcome(removal, Outcome::Unchanged { reason }, Vec::new())
            }
            None => carry(removal, (stamp, &anchors), number),
        };
        if carried.outcome != Outcome::Done {
            kept.insert(&removal.metadata);
        }
        all.push(carried);
    }
    all
}

/// Puts back what one run removed, the last first. All of that run must be given: where something stands in the way of one
/// distribution, nothing of the run is put back.
#[must_use]
pub fn undo(found: &[Quarantined]) -> Vec<Carried> {
    let mut found: Vec<&Quarantined> = found.iter().collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.number), &one.anchor));
    let look = |root: &Root, store: Store, manifest: &Manifest| {
        let is_open = matches!(store.state, QuarantineState::Moving | QuarantineState::Undoing);
        let outcome = match conflict(root, &store, manifest) {
            Some(reason) if !is_open => Outcome::Unchanged { reason },
            _ => Outcome::Done,
        };
        (outcome, Vec::new())
    };
    let mut looked: Vec<Carried> = found.iter().map(|one| with_store(one, look)).collect();
    if looked.iter().all(|carried| carried.outcome == Outcome::Done) {
        return found.into_iter().map(|one| with_store(one, go_back)).collect();
    }
    for carried in looked.iter_mut().filter(|carried| carried.outcome == Outcome::Done) {
        let reason = "another distribution of the run cannot be put back".to_owned();
        carried.outcome = Outcome::Unchanged { reason };
    }
    looked
}

/// Goes on where somebody was interrupted. What was being put back or deleted is so in either direction; what is done is left alone.
#[must_use]
pub fn recover(found: &[Quarantined], direction: Direction) -> Vec<Carried> {
    let mut open: Vec<&Quarantined> = found.iter().filter(|one| one.state != QuarantineState::Done).collect();
    open.sort_by_key(|one| (std::cmp::Reverse(one.number), &one.anchor));
    let go_on = |one: &Quarantined| {
        with_store(one, |root, store, manifest| match (store.state, direction) {
            (QuarantineState::Moving, Direction::Finish) => go_forward(root, store, manifest),
            (QuarantineState::Emptying, _) => super::emptying::delete(root, store, manifest),
            _ => go_back(root, store, manifest),
        })
    };
    open.into_iter().map(go_on).collect()
}

/// Opens the place of what is in quarantine, and does something with it.
pub(super) fn with_store(
    one: &Quarantined,
    act: impl FnOnce(&Root, Store, &Manifest) -> (Outcome, Vec<FileResult>),
) -> Carried {
    let opened = || -> Result<(Root, Store, Manifest), Refused> {
        let root = Root::open(&one.anchor, &one.quarantine)?;
        let store = root.store(&one.id, one.number)?;
        let manifest = store.manifest()?;
        see_that_it_is_of(&root, &one.anchor, &one.id, &manifest)?;
        Ok((root, store, Manifest { anchor: one.anchor.clone(), ..manifest }))
    };
    let (outcome, files) = match opened() {
        Ok((root, store, manifest)) => act(&root, store, &manifest),
        Err(reason) => (Outcome::Unchanged { reason }, Vec::new()),
    };
    Carried {
        subject: one.subject.clone(),
        site: one.site.clone(),
        metadata: one.metadata.clone(),
        anchor: one.anchor.clone(),
        outcome,
        files,
    }
}

fn carry(removal: &Removal, run: Run<'_>, number: usize) -> Carried {
    let (outcome, files) = match begin(removal, run, number) {
        Ok((root, store, manifest)) => go_forward(&root, store, &manifest),
        Err(reason) => (Outcome::Unchanged { reason }, Vec::new()),
    };
    with_outcome(removal, outcome, files)
}

fn with_outcome(removal: &Removal, outcome: Outcome, files: Vec<FileResult>) -> Carried {
    Carried {
        subject: removal.subject.clone(),
        site: removal.site.clone(),
        metadata: removal.metadata.clone(),
        anchor: removal.anchor.clone(),
        outcome,
        files,
    }
}

/// Makes the place for a removal. Nothing is moved yet, and where something is not as planned, nothing is made either. Whoever else
/// removes something there has to wait from here on.
fn begin(removal: &Removal, run: Run<'_>, number: usize) -> Result<(Root, Store, Manifest), Refused> {
    let root = Root::make_in(&removal.anchor)?;
    let begun = manifest(&root, removal, run, number)
        .and_then(|manifest| Ok((root.make(run.0, number, &manifest)?, manifest)));
    match begun {
        Ok((store, manifest)) => Ok((root, store, manifest)),
        Err(reason) => {
            root.abandon(&run.0.id);
            Err(reason)
        }
    }
}

/// Moves everything into quarantine; what does not go as planned is put back as a whole.
fn go_forward(root: &Root, mut store: Store, manifest: &Manifest) -> (Outcome, Vec<FileResult>) {
    let mut files = Vec::with_capacity(manifest.steps.len());
    for (number, step) in manifest.steps.iter().enumerate() {
        let path = manifest.anchor.join(&step.path);
        match forward(root, &store, number, step) {
            Ok(deed) => files.push(FileResult { path, deed, reason: None }),
            Err(reason) => {
                files.push(FileResult { path, deed: Deed::Failed, reason: Some(reason.clone()) });
                let (outcome, back) = go_back(root, store, manifest);
                files.extend(back);
                let outcome = match outcome {
                    Outcome::Done => Outcome::Unchanged { reason: format!("{reason}; all was put back") },
                    Outcome::Unchanged { reason: why } | Outcome::Unfinished { reason: why } => {
                        Outcome::Unfinished { reason: format!("{reason}; and then {why}") }
                    }
                };
                return (outcome, files);
            }
        }
    }
    note_times(root, &store, manifest);
    match store.turn(QuarantineState::Done) {
        Ok(()) => (Outcome::Done, files),
        Err(reason) => (Outcome::Unfinished { reason }, files),
    }
}

/// Puts everything back. Where something stands in the way, nothing is touched.
fn go_back(root: &Root, mut store: Store, manifest: &Manifest) -> (Outcome, Vec<FileResult>) {
    if store.state == QuarantineState::Done
        && let Some(reason) = conflict(root, &store, manifest)
    {
        return (Outcome::Unchanged { reason }, Vec::new());
    }
    if store.state != QuarantineState::Undoing {
        note_untouched(root, &store, manifest);
        if let Err(reason) = store.turn(QuarantineState::Undoing) {
            return (Outcome::Unchanged { reason }, Vec::new());
        }
    }
    let mut untouched = untouched(&store, manifest);
    let (files, failure) = put_back(root, &store, manifest);
    // Where others were at work, the times are theirs.
    if files.iter().any(|file| matches!(file.deed, Deed::Failed | Deed::NotInQuarantine)) {
        untouched.clear();
    }
    restore_times(root, manifest, &untouched, |path| !path.as_os_str().is_empty());
    if let Some(reason) = failure {
        return (Outcome::Unfinished { reason }, files);
    }
    if let Err(reason) = store.close(&[TIMES, UNTOUCHED]) {
        return (Outcome::Unfinished { reason }, files);
    }
    root.tidy(&manifest.id);
    restore_times(root, manifest, &untouched, |path| path.as_os_str().is_empty());
    (Outcome::Done, files)
}
