//! What is asked for and not installed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use super::case::Case;
use super::judge::Court;
use super::names::conda_name;
use super::standing::{Doubt, Standing, Standings};
use crate::manifest::{Ecosystem, Entry};
use crate::requirement::PackageName;

/// The entries whose packages must be there, and those of which nobody can tell.
type Required<'judging> = (Vec<&'judging Entry>, Vec<(&'judging Entry, Rc<Doubt>)>);

impl<'judging> Court<'judging> {
    /// The entries that ask for a package where entries stand so: once for each package, the first that does.
    pub(super) fn required(&self, standings: &[Standings]) -> Required<'judging> {
        let mut seen = HashSet::new();
        let (mut required, mut doubtful) = (Vec::new(), Vec::new());
        for (bound, place) in self.names.wanting() {
            let entry = self.names.entry((bound, place));
            let key = (entry.ecosystem, entry.requirement.name.normalized());
            if entry.note.optional || self.rules.ignores.ignores(&entry.requirement.name) {
                continue;
            }
            match &standings[bound][place] {
                Standing::Holds if seen.insert(key) => required.push(entry),
                Standing::Unknown(doubt) => doubtful.push((entry, doubt.clone())),
                _ => {}
            }
        }
        // What is missing is missing, whether or not something else asks for it too.
        doubtful.retain(|(entry, _)| !seen.contains(&(entry.ecosystem, entry.requirement.name.normalized())));
        (required, doubtful)
    }

    /// Says what is asked for and not there.
    pub(super) fn judge_missing(&mut self, case: &Case<'judging>) {
        let conda: HashSet<Cow<'_, PackageName>> =
            case.installed.iter().filter_map(|(found, _)| conda_name(found)).collect();
        let is_there = |entry: &Entry| match entry.ecosystem {
            Ecosystem::Python => case.found(&entry.requirement.name).is_some(),
            Ecosystem::Conda => conda.contains(&entry.requirement.name),
        };
        let missing = case.asked.required.iter().filter(|entry| !is_there(entry));
        self.charges.not_installed(case, missing.copied());
        for (entry, doubt) in case.asked.doubtful.iter().filter(|(entry, _)| !is_there(entry)) {
            self.note_doubt(case, entry, doubt);
        }
    }
}
