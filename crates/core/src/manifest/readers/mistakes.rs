//! Values that are of another shape than their format has: a text where a list belongs.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::manifest::{Manifest, ManifestProblem, ManifestProblemCode, Place};

/// How many are listed one by one.
const LIMIT: usize = 1_000;

/// What a document's readers were handed nothing of, since it is of another shape than they asked for. Every accessor of a
/// document's values notes it here, so that no reader can pass over it in silence.
#[derive(Default)]
pub(super) struct Mistakes(RefCell<BTreeSet<(u32, &'static str)>>);

impl Mistakes {
    /// Notes what was expected on a line, and not found.
    pub(super) fn note(&self, line: u32, expected: &'static str) {
        let mut noted = self.0.borrow_mut();
        if noted.len() < LIMIT {
            noted.insert((line, expected));
        }
    }

    /// Adds them to the manifest's problems, but where the reader said of that line itself what is wrong.
    pub(super) fn tell(&self, file: &Arc<str>, manifest: &mut Manifest) {
        let said: HashSet<u32> = manifest
            .problems
            .iter()
            .filter(|problem| problem.place.file == *file)
            .map(|problem| problem.place.line)
            .collect();
        for (line, expected) in self.0.borrow().iter().filter(|(line, _)| !said.contains(line)) {
            let place = Place { file: file.clone(), line: *line };
            let message = format!("expected {expected} here, and found a value of another kind");
            manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::EntryInvalid, message));
        }
    }
}
