//! Deleting what is in quarantine for good.

use rustix::fs::AtFlags;
use rustix::io::Errno;

use super::back::{TIMES, UNTOUCHED};
use super::carry::with_store;
use super::manifest::Manifest;
use super::store::{Root, Store};
use super::{Carried, Deed, FileResult, Outcome, QuarantineState, Quarantined};
use crate::removal::Action;

/// Deletes what is in quarantine for good. What was interrupted on its way in or out is left alone: it is to be recovered first.
#[must_use]
pub fn empty(found: &[Quarantined]) -> Vec<Carried> {
    let act = |root: &Root, store: Store, manifest: &Manifest| match store.state {
        QuarantineState::Done | QuarantineState::Emptying => delete(root, store, manifest),
        QuarantineState::Moving | QuarantineState::Undoing => {
            let reason = "it was interrupted; recover it first".to_owned();
            (Outcome::Unchanged { reason }, Vec::new())
        }
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
        if step.action == Action::RemoveDirectory {
            continue;
        }
        let path = manifest.anchor.join(&step.path);
        match rustix::fs::unlinkat(store.files(), number.to_string(), AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => files.push(FileResult { path, deed: Deed::Deleted, reason: None }),
            Err(errno) => {
                let reason = format!("could not delete it: {}", std::io::Error::from(errno));
                failure.get_or_insert_with(|| format!("{}: {reason}", path.display()));
                files.push(FileResult { path, deed: Deed::Failed, reason: Some(reason) });
            }
        }
    }
    // What an interrupted edit left beside.
    for name in store.names().unwrap_or_default() {
        if name.as_encoded_bytes().ends_with(b".new") || name.as_encoded_bytes().ends_with(b".back") {
            let _ = rustix::fs::unlinkat(store.files(), name, AtFlags::empty());
        }
    }
    if failure.is_none() {
        failure = store.close(&[TIMES, UNTOUCHED]).err();
        root.tidy(&manifest.id);
    }
    let outcome = failure.map_or(Outcome::Done, |reason| Outcome::Unfinished { reason });
    (outcome, files)
}
