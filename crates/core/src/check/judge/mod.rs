//! From an inventory, a policy and evidence to decisions.

mod age;
mod bench;
mod facts;
mod files;
mod lift;
mod lists;
mod names;
mod notes;
mod scene;

use self::bench::Bench;
use self::scene::Scene;
use super::{CheckOutcome, Evidence, Policy};
use crate::inventory::Inventory;
use crate::policy::unseen;

/// Holds all that is installed against a policy. Every distribution in every site gets one judgement.
#[must_use]
pub fn check(inventory: &Inventory, policy: &Policy, evidence: &Evidence<'_>) -> CheckOutcome {
    let outcome = check_part(inventory, policy, evidence);
    let notes = notes::of(&Scene::new(inventory, policy, evidence), &outcome);
    CheckOutcome { machine_problems: unseen(inventory), notes, ..outcome }
}

/// Does the same of a part of an inventory, and says nothing of the rest.
///
/// What is in the part gets the judgements that the whole gives, if the part has the environments that see its sites, and the problems
/// of its metadata. What is decided of one distribution does not depend on another.
#[must_use]
pub fn check_part(part: &Inventory, policy: &Policy, evidence: &Evidence<'_>) -> CheckOutcome {
    let scene = Scene::new(part, policy, evidence);
    let mut bench = Bench::new(&scene);
    policy.rules.iter().for_each(|rule| bench.note_scopes(rule));
    facts::judge(&mut bench);
    files::judge(&mut bench);
    age::judge(&mut bench);
    lists::judge(&mut bench);
    names::judge(&mut bench);
    bench.finish()
}
