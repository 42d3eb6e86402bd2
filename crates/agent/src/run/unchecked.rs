//! What judging could not check, kept current while parts are judged again.

use std::collections::BTreeSet;
use std::path::PathBuf;

use fetter_core::check::{CheckOutcome, CheckUnchecked, CheckUncheckedCode};

/// How much is kept; of more it is said that there is more.
const KEPT: usize = 2000;

/// What could not be checked.
#[derive(Debug, Default)]
pub(super) struct Unchecked {
    all: BTreeSet<CheckUnchecked>,
    bounds: Vec<String>,
    dropped: usize,
}

impl Unchecked {
    /// Takes over what judging everything came to.
    pub(super) fn set(&mut self, outcome: &CheckOutcome) {
        self.all = outcome.unchecked.iter().take(KEPT).cloned().collect();
        self.dropped = outcome.unchecked.len().saturating_sub(KEPT);
        let of_bound = |problem: &fetter_core::manifest::ManifestProblem| {
            format!("{}: {}", problem.place, problem.message)
        };
        self.bounds = outcome.bound_problems.iter().map(of_bound).collect();
    }

    /// Takes over what of files in these sites could not be checked.
    pub(super) fn update(&mut self, outcome: &CheckOutcome, sites: &BTreeSet<PathBuf>) {
        let is_within = |one: &CheckUnchecked| {
            let path = one.path.as_ref();
            path.is_some_and(|path| path.ancestors().any(|above| sites.contains(above)))
        };
        self.all.retain(|one| !(is_of_files(one.code) && is_within(one)));
        for one in outcome.unchecked.iter().filter(|one| is_of_files(one.code)) {
            if self.all.len() < KEPT {
                self.all.insert(one.clone());
            } else {
                self.dropped += 1;
            }
        }
    }

    /// What a person is told: so much of each.
    pub(super) fn texts(&self, most: usize) -> Vec<String> {
        let told = self.all.iter().map(|one| match &one.path {
            Some(path) if is_of_files(one.code) => {
                format!("{}: {}: {}", one.code, path.display(), one.reason)
            }
            _ => one.reason.clone(),
        });
        let mut texts: Vec<String> = told.chain(self.bounds.iter().cloned()).take(most).collect();
        let more = (self.all.len() + self.bounds.len()).saturating_sub(texts.len()) + self.dropped;
        if more > 0 {
            texts.push(format!("{more} more could not be checked"));
        }
        texts
    }
}

const fn is_of_files(code: CheckUncheckedCode) -> bool {
    matches!(
        code,
        CheckUncheckedCode::FilesUnchecked
            | CheckUncheckedCode::OwnerlessUnchecked
            | CheckUncheckedCode::StartupUnchecked
    )
}
