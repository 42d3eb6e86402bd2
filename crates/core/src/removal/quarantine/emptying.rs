//! Deleting what is in quarantine for good.

use rustix::fs::AtFlags;
use rustix::io::Errno;

use super::back::{TIMES, UNTOUCHED};
use super::carry::with_store;
use super::manifest::Manifest;
use super::root::Root;
use super::store::Store;
use super::{Carried, Deed, FileResult, Outcome, QuarantineState, Quarantined};
use crate::removal::Action;

/// What is done with what was interrupted on its way in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// It is left alone: it is to be recovered first.
    Left,
    /// What was moved of it is deleted too, where somebody wants just that: what is in its place stays as it is.
    Deleted,
}

/// Deletes what is in quarantine for good.
#[must_use]
pub fn empty(found: &[Quarantined], interrupted: Interrupted) -> Vec<Carried> {
    let act = |root: &Root, store: Store, manifest: &Manifest| match (store.state, interrupted) {
        (QuarantineState::Moving | QuarantineState::Undoing, Interrupted::Left) => {
            let reason = format!(
                "it was interrupted; `fetter purge recover` goes on, and `fetter purge empty {}` deletes what was moved",
                manifest.id
            );
            (Outcome::Unchanged { reason }, Vec::new())
        }
        _ => delete(root, store, manifest),
    };
    found.iter().map(|one| with_store(one, act)).collect()
}

pub(super) fn delete(root: &Root, mut store: Store, manifest: &Manifest) -> (Outcome, Vec<FileResult>) {
    if store.state != QuarantineState::Emptying
        && let Err(reason) = store.turn(QuarantineState::Emptying)
    {
        return (Outcome::Unchanged { reason }, Vec::new());
    }
    let mut files = Vec::new();
    let mut failure = None;
    for (number, step) in manifest.steps.iter().enumerate() {
        let is_directory = step.action == Action::RemoveDirectory;
        let flags = if is_directory { AtFlags::REMOVEDIR } else { AtFlags::empty() };
        let path = manifest.anchor.join(&step.path);
        match rustix::fs::unlinkat(store.files(), number.to_string(), flags) {
            Ok(()) | Err(Errno::NOENT) if is_directory => {}
            Ok(()) | Err(Errno::NOENT) => files.push(FileResult { path, deed: Deed::Deleted, reason: None }),
            Err(errno) => {
                let reason = format!("could not delete it: {}", std::io::Error::from(errno));
                failure.get_or_insert_with(|| format!("{}: {reason}", path.display()));
                files.push(FileResult { path, deed: Deed::Failed, reason: Some(reason) });
            }
        }
    }
    // What an interrupted edit left beside, or a directory that was being made.
    for name in store.names().unwrap_or_default() {
        if name.as_encoded_bytes().ends_with(b".new") || name.as_encoded_bytes().ends_with(b".back") {
            let deleted = rustix::fs::unlinkat(store.files(), &name, AtFlags::empty());
            if deleted == Err(Errno::ISDIR) {
                let _ = rustix::fs::unlinkat(store.files(), &name, AtFlags::REMOVEDIR);
            }
        }
    }
    if failure.is_none() {
        failure = store.close(&[TIMES, UNTOUCHED]).err();
        root.tidy(&manifest.id);
    }
    let outcome = failure.map_or(Outcome::Done, |reason| Outcome::Unfinished { reason });
    (outcome, files)
}
