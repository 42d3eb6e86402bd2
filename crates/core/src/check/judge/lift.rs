//! Which exceptions are for a hit.

use std::path::Path;

use super::scene::{Scene, Truth};
use crate::check::exception::{Exception, RuleName};
use crate::check::outcome::{CheckUnchecked, Hit, HitCode, Lift};
use crate::inventory::Distribution;

/// Notes at a hit which exception lifts it, and which would if they were not over. Gives what could not be told.
pub(super) fn lift(
    scene: &Scene<'_>,
    hit: &mut Hit,
    (site, distribution): (usize, Option<&Distribution>),
    path: &Path,
) -> Vec<CheckUnchecked> {
    let mut doubts = Vec::new();
    for exception in &scene.policy.exceptions {
        if !names(exception, hit, distribution) || !lies(scene, exception, site, path) {
            continue;
        }
        match within(scene, exception, hit, site) {
            Truth::In => note(scene, exception, hit),
            Truth::Out => {}
            Truth::Unknown(code) => doubts.push(CheckUnchecked {
                code,
                rule: Some(hit.rule.clone()),
                reason: "whether it is in the scope of an exception could not be told; the exception is not applied".to_owned(),
                package: distribution.map(|found| found.name.normalized().to_owned()),
                path: Some(path.to_path_buf()),
                place: Some(exception.place.clone()),
            }),
        }
    }
    doubts
}

/// The same, for a file that lies in no site: only exceptions without a scope can be for it.
pub(super) fn lift_path(scene: &Scene<'_>, hit: &mut Hit, path: &Path) -> Vec<CheckUnchecked> {
    for exception in &scene.policy.exceptions {
        let lies = exception.paths.is_empty() || exception.paths.iter().any(|pattern| pattern.covers(path));
        if lies && exception.scopes.is_empty() && names(exception, hit, None) {
            note(scene, exception, hit);
        }
    }
    Vec::new()
}

fn note(scene: &Scene<'_>, exception: &Exception, hit: &mut Hit) {
    let lift = Lift {
        place: exception.place.clone(),
        reason: exception.reason.clone(),
        owner: exception.owner.clone(),
        until: exception.until,
    };
    if exception.until < scene.evidence.now.day() {
        hit.expired.push(lift);
    } else if hit.lifted.is_none() {
        hit.lifted = Some(lift);
    }
}

/// Whether an exception names what a hit is about.
fn names(exception: &Exception, hit: &Hit, distribution: Option<&Distribution>) -> bool {
    let is_named = exception.rule.as_ref().is_none_or(|rule| match rule {
        // What an allow list denies is both.
        RuleName::Kind(kind) => *kind == hit.kind,
        rule @ RuleName::Id(_) => rule.is(&hit.rule, hit.kind),
    });
    let is_malware = hit.code == HitCode::Malicious;
    let is_advisory = exception.names_advisory(is_malware, &hit.records, &hit.aliases);
    is_named && is_advisory && exception.is_for_package(distribution)
}

fn lies(scene: &Scene<'_>, exception: &Exception, site: usize, path: &Path) -> bool {
    let covers = |path: &Path| exception.paths.iter().any(|pattern| pattern.covers(path));
    let prefixes = || scene.prefixes(site);
    exception.paths.is_empty()
        || covers(path)
        || covers(&scene.inventory.sites[site].path)
        || !prefixes().is_empty() && prefixes().iter().all(|prefix| covers(prefix))
}

/// Whether all that a hit rests on is in an exception's scopes.
fn within(scene: &Scene<'_>, exception: &Exception, hit: &Hit, site: usize) -> Truth {
    if exception.scopes.is_empty() {
        return Truth::In;
    }
    let scopes = scene.policy.rules.get(hit.number).map_or(&[][..], |rule| rule.scopes.as_slice());
    let mut truth = Truth::In;
    for environment in scene.pairs(site) {
        if !scene.is_in(scopes, *environment, site).applies() {
            continue;
        }
        match scene.is_in(&exception.scopes, *environment, site) {
            Truth::In => {}
            Truth::Out => return Truth::Out,
            unknown @ Truth::Unknown(_) => truth = unknown,
        }
    }
    truth
}
