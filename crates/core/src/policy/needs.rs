//! What extras of requirements need, held against what is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::case::Case;
use super::extras::{self, Need, Needs};
use super::judge::Court;
use super::standing::Standing;
use super::{FindingCode, UncheckedCode};
use crate::inventory::Distribution;
use crate::manifest::{Entry, Role};
use crate::requirement::{PackageName, Requirement};

impl<'judging> Court<'judging> {
    /// What the extras of requirements need. The graphs of lock files say so themselves.
    pub(super) fn judge_extras(&mut self, case: &Case<'judging>) {
        for (number, bound) in self.bounds.iter().enumerate() {
            for (place, entry) in bound.manifest.entries.iter().enumerate() {
                let asks = entry.role == Role::Wanted
                    && !entry.requirement.extras.is_empty()
                    && entry.edges.is_empty();
                if asks && *case.standing((number, place)) == Standing::Holds {
                    self.judge_extras_of(case, entry);
                }
            }
        }
    }

    /// Judges what extras need, and what the extras of that need in turn: `all = ["p[a,b]"]` is common.
    fn judge_extras_of(&mut self, case: &Case<'judging>, entry: &'judging Entry) {
        let requirement = &entry.requirement;
        let mut queue = BTreeMap::from([(requirement.name.clone(), requirement.extras.clone())]);
        let mut seen = BTreeSet::new();
        while let Some((name, extras)) = queue.pop_first() {
            let Some((distribution, site)) = case.found(&name) else { continue };
            let is_new = |extra: &PackageName| seen.insert((name.clone(), extra.clone()));
            let extras: Vec<PackageName> = extras.into_iter().filter(is_new).collect();
            if extras.is_empty() {
                continue;
            }
            if seen.len() > extras::LIMIT {
                let why = format!("they lead through more than {} extras", extras::LIMIT);
                return self.note_needs(case, entry, distribution, UncheckedCode::RequiresInvalid, &why);
            }
            let needs = self.needs(distribution);
            let who = wanting(&distribution.name, &extras);
            for need in needs.with(&extras, &case.values) {
                match need {
                    Need::Known(need) => {
                        self.judge_need(case, entry, &who, need);
                        // What is asked for of one package is looked up at once.
                        queue.entry(need.name.clone()).or_default().extend(need.extras.iter().cloned());
                    }
                    Need::Unknown(need, doubt) => {
                        if !case.has(need) && !self.rules.ignores.ignores(&need.name) {
                            let (code, why) = doubt.reason();
                            let why = format!("whether that is {need}: {why}");
                            self.note_needs(case, entry, distribution, code, &why);
                        }
                    }
                    Need::Invalid(written, error) => {
                        let why =
                            format!("its metadata in {} says {written:?}: {error}", site.path.display());
                        self.note_needs(case, entry, distribution, UncheckedCode::RequiresInvalid, &why);
                    }
                }
            }
        }
    }

    fn needs(&mut self, distribution: &'judging Distribution) -> Rc<Needs> {
        let needs = self.needs.entry(std::ptr::from_ref(distribution).addr());
        needs.or_insert_with(|| Rc::new(Needs::of(distribution))).clone()
    }

    fn judge_need(&mut self, case: &Case<'judging>, entry: &'judging Entry, who: &str, need: &Requirement) {
        if self.rules.ignores.ignores(&need.name) || case.has(need) {
            return;
        }
        let wanted = format!("{who} needs {}{}", need.name, need.specifiers);
        match case.found(&need.name) {
            None if self.rules.subset || entry.note.optional => {}
            None => {
                let reason = format!("it is not installed, and {wanted}");
                self.charges.extra_not_installed(case, need.name.clone(), entry, reason);
            }
            Some((found, at)) => {
                self.charges.installed(
                    case,
                    (found, at),
                    FindingCode::ExtraVersionMismatch,
                    Some(entry),
                    wanted,
                );
            }
        }
    }

    fn note_needs(
        &mut self,
        case: &Case<'_>,
        entry: &Entry,
        distribution: &Distribution,
        code: UncheckedCode,
        why: &str,
    ) {
        let reason = format!("what the extras of {} need could not be told: {why}", distribution.label());
        self.charges.unchecked(case, entry, code, reason);
    }
}

/// `name[extra,…]`.
fn wanting(name: &PackageName, extras: &[PackageName]) -> String {
    let extras: Vec<&str> = extras.iter().map(PackageName::as_written).collect();
    format!("{name}[{}]", extras.join(","))
}
