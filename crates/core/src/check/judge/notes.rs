//! What of a policy says nothing here: it may be meant so, or be a slip.

use std::collections::HashSet;

use super::scene::Scene;
use crate::check::outcome::{CheckNote, CheckOutcome, HitCode};
use crate::check::rule::Asks;
use crate::manifest::Place;

/// The scopes that hold nowhere, the exceptions that lift nothing, and the advisories that nothing has.
pub(super) fn of(scene: &Scene<'_>, outcome: &CheckOutcome) -> Vec<CheckNote> {
    let mut notes = Vec::new();
    let living = scene.living_scopes();
    for (number, scope) in scene.policy.scopes.iter().enumerate() {
        if !living.contains(&number) {
            let text = format!(
                "the scope {} holds nowhere here: rules and exceptions that are for it alone say nothing",
                scope.name
            );
            notes.push(CheckNote { place: scope.place.clone(), text });
        }
    }
    let judgements = outcome.judgements.iter().flat_map(|one| &one.hits);
    let hits: Vec<_> = judgements.chain(outcome.files.iter().flat_map(|one| &one.hits)).collect();
    let lifts = hits.iter().flat_map(|hit| hit.lifted.iter().chain(&hit.expired));
    let used: HashSet<&Place> = lifts.map(|lift| &lift.place).collect();
    for exception in &scene.policy.exceptions {
        if !used.contains(&exception.place) {
            let is_over = exception.until < scene.evidence.now.day();
            let over = if is_over { format!(", and ended on {}", exception.until) } else { String::new() };
            let text = format!("the exception lifts nothing here{over}");
            notes.push(CheckNote { place: exception.place.clone(), text });
        }
    }
    for (number, rule) in scene.policy.rules.iter().enumerate() {
        let Asks::Deny(deny) = &rule.asks else { continue };
        let own = hits.iter().filter(|hit| hit.number == number && hit.code == HitCode::AdvisoryDenied);
        let names: HashSet<String> = own
            .flat_map(|hit| hit.records.iter().chain(&hit.aliases))
            .map(|id| id.to_ascii_uppercase())
            .collect();
        let idle: Vec<&String> =
            deny.advisories.iter().filter(|id| !names.contains(&id.to_ascii_uppercase())).collect();
        if let Some(first) = idle.first() {
            let more = if idle.len() > 1 { format!(" and {} more", idle.len() - 1) } else { String::new() };
            let text =
                format!("nothing here has the advisory {first}{more} that the rule {} denies", rule.id);
            notes.push(CheckNote { place: rule.place.clone(), text });
        }
    }
    notes.sort();
    notes
}
