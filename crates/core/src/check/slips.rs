//! What of a policy is likely a slip, as far as the policy itself and a machine tell.

use std::path::{Path, PathBuf};

use super::exception::Exception;
use super::outcome::CheckNote;
use super::policy::Policy;
use super::rule::Asks;
use super::scope::{OwnerName, PathPattern, Scope};
use crate::date::Date;
use crate::manifest::Place;

/// What the names of advisories begin with, in the databases that OSV gathers and beyond.
const FAMILIES: [&str; 7] = ["CVE-", "GHSA-", "MAL-", "OSV-", "PYSEC-", "EUVD-", "GO-"];

/// What a machine knows.
pub trait Knows {
    /// Whether there is a user of that name.
    fn has_user(&self, name: &str) -> bool;
    /// Whether something lies at a path.
    fn has_path(&self, path: &Path) -> bool;
}

impl Policy {
    /// Follows the symbolic links of the machine that is judged: a path of a scope or an exception stands also for where it leads.
    /// `real` gives the real path of what is there.
    #[must_use]
    pub fn following_links(mut self, real: impl Fn(&Path) -> Option<PathBuf>) -> Self {
        let scopes =
            self.scopes.iter_mut().flat_map(|scope| scope.paths.iter_mut().chain(&mut scope.not_paths));
        let exceptions = self.exceptions.iter_mut().flat_map(|exception| &mut exception.paths);
        for pattern in scopes.chain(exceptions) {
            pattern.follow(&real);
        }
        self
    }

    /// What is over, is used by nothing, or is about what the machine does not know; sorted. None of it is a mistake.
    #[must_use]
    pub fn slips(&self, today: Date, machine: &dyn Knows) -> Vec<CheckNote> {
        let mut notes = Vec::new();
        for (number, scope) in self.scopes.iter().enumerate() {
            let is_used = self.rules.iter().any(|rule| rule.scopes.contains(&number))
                || self.exceptions.iter().any(|exception| exception.scopes.contains(&number));
            if !is_used {
                let text = format!("no rule and no exception is for the scope {}", scope.name);
                notes.push(CheckNote { place: scope.place.clone(), text });
            }
            of_scope(scope, machine, &mut notes);
        }
        for exception in &self.exceptions {
            of_exception(exception, today, machine, &mut notes);
        }
        for rule in &self.rules {
            let Asks::Deny(deny) = &rule.asks else { continue };
            for id in &deny.advisories {
                note_family(id, &rule.place, &mut notes);
            }
        }
        notes.sort();
        notes
    }
}

fn note_family(id: &str, place: &Place, notes: &mut Vec<CheckNote>) {
    let upper = id.to_ascii_uppercase();
    if !FAMILIES.iter().any(|family| upper.starts_with(family)) {
        let text = format!(
            "{id:?} does not look like the name of an advisory: those begin with CVE-, GHSA-, PYSEC- or MAL-"
        );
        notes.push(CheckNote { place: place.clone(), text });
    }
}

fn of_scope(scope: &Scope, machine: &dyn Knows, notes: &mut Vec<CheckNote>) {
    for owner in &scope.owners {
        if let OwnerName::Name(name) = owner
            && !machine.has_user(name)
        {
            let text = format!(
                "this machine's list of users has no {name:?}, whom the scope {} asks for",
                scope.name
            );
            notes.push(CheckNote { place: scope.place.clone(), text });
        }
    }
    for path in scope.paths.iter().chain(&scope.not_paths) {
        note_path(path, &format!("the scope {}", scope.name), &scope.place, machine, notes);
    }
}

fn of_exception(exception: &Exception, today: Date, machine: &dyn Knows, notes: &mut Vec<CheckNote>) {
    if exception.until < today {
        let text = format!("the exception ended on {}, and lifts nothing any more", exception.until);
        notes.push(CheckNote { place: exception.place.clone(), text });
    }
    if let Some(id) = &exception.advisory {
        note_family(id, &exception.place, notes);
    }
    for path in &exception.paths {
        note_path(path, "the exception", &exception.place, machine, notes);
    }
}

fn note_path(
    path: &PathPattern,
    whose: &str,
    place: &Place,
    machine: &dyn Knows,
    notes: &mut Vec<CheckNote>,
) {
    if path.is_literal() && !machine.has_path(path.head()) {
        let text = format!("there is nothing at {path} on this machine, which {whose} is for");
        notes.push(CheckNote { place: place.clone(), text });
    }
}
