//! How long releases have been known.

use super::bench::{Bench, hit, open};
use crate::check::outcome::{CheckUncheckedCode, HitCode};
use crate::check::rule::Asks;
use crate::inventory::{Distribution, DistributionKind};
use crate::policy::origin_of;
use crate::timestamp::Timestamp;

/// Holds releases against the ages that rules ask for.
pub(super) fn judge(bench: &mut Bench<'_>) {
    let scene = bench.scene;
    for (number, rule) in scene.policy.rules.iter().enumerate() {
        let Asks::Age(days) = rule.asks else { continue };
        for (at, distribution) in bench.distributions() {
            if distribution.kind == DistributionKind::Conda || !scene.applies(rule, at.0) {
                continue;
            }
            let Some((since, how)) = since(bench, at.0, distribution) else {
                let site = &scene.inventory.sites[at.0].path;
                let reason = "no bound says when it was uploaded, and when this machine first saw it is not known; a lock file with upload times tells, or the journal of an agent, which root may read";
                let mut unchecked = open(rule, CheckUncheckedCode::AgeUnknown, Some(site), reason);
                unchecked.package = Some(distribution.name.normalized().to_owned());
                bench.unchecked(unchecked);
                bench.doubt(at);
                continue;
            };
            let Some(ready) = since.after_days(days).filter(|ready| *ready > scene.evidence.now) else {
                continue;
            };
            let reason = format!(
                "it was {how} on {}, and must be {days} days old, which it is on {}",
                since.day(),
                ready.day()
            );
            bench.changes_at(Some(ready));
            bench.hit(at, hit(number, rule, HitCode::TooNew, reason));
        }
    }
}

/// Since when a release is known. What did not come from an index was never uploaded there.
fn since(bench: &Bench<'_>, site: usize, distribution: &Distribution) -> Option<(Timestamp, &'static str)> {
    let (scene, evidence) = (bench.scene, bench.scene.evidence);
    let is_of_index = origin_of(distribution).is_none() && !scene.is_origin_unread(distribution);
    let uploaded = scene.policy.uploaded(distribution, |rule| scene.surely_applies(rule, site));
    let uploaded = uploaded.filter(|_| is_of_index);
    let seen = || evidence.first_sights.of(distribution).map(|when| (when, "first seen on this machine"));
    uploaded.map(|when| (when, "uploaded")).or_else(seen)
}
