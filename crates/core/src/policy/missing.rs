//! What is asked for and not installed.

use std::borrow::Cow;
use std::collections::HashSet;

use super::case::Case;
use super::judge::Court;
use super::names::conda_name;
use super::standing::{Standing, Standings};
use crate::inventory::DistributionKind;
use crate::manifest::{Ecosystem, Entry};
use crate::requirement::PackageName;

impl<'judging> Court<'judging> {
    /// The entries that ask for a package where entries stand so: once for each package, the first that does.
    pub(super) fn required(&self, standings: &[Standings]) -> Vec<&'judging Entry> {
        let mut seen = HashSet::new();
        let required = self.names.wanting().filter(|(bound, place)| {
            let entry = self.names.entry((*bound, *place));
            let name = &entry.requirement.name;
            standings[*bound].of[*place] == Standing::Holds
                && !entry.note.optional
                && !self.rules.ignores.ignores(name)
                && seen.insert((entry.ecosystem, name.normalized()))
        });
        required.map(|at| self.names.entry(at)).collect()
    }

    /// Says what is asked for and not there.
    pub(super) fn judge_missing(&mut self, case: &Case<'judging>) {
        let python: HashSet<&str> = (case.installed.iter())
            .filter(|(found, _)| found.kind != DistributionKind::Conda)
            .map(|(found, _)| found.name.normalized())
            .collect();
        let conda: HashSet<Cow<'_, PackageName>> =
            case.installed.iter().filter_map(|(found, _)| conda_name(found)).collect();
        let is_there = |entry: &Entry| match entry.ecosystem {
            Ecosystem::Python => python.contains(entry.requirement.name.normalized()),
            Ecosystem::Conda => conda.contains(&entry.requirement.name),
        };
        let missing = case.asked.required.iter().filter(|entry| !is_there(entry));
        self.charges.not_installed(case, missing.copied());
    }
}
