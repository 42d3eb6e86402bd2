//! Distributions whose directory tells of another one than their metadata: what is denied may hide under either name.

use super::bench::{At, Bench};
use crate::check::outcome::{CheckUnchecked, CheckUncheckedCode};
use crate::check::rule::{Asks, Lists, Rule};
use crate::inventory::{Distribution, DistributionKind, InstalledVersion};
use crate::manifest::Entry;
use crate::metadata::decode;
use crate::metadata::file_name::tells_of;
use crate::policy::{denying, text};
use crate::requirement::PackageName;

/// At how many `-` a file's name may be divided into a name and a version.
const DIVISIONS: usize = 16;

/// Says of which distributions nobody can tell whether they are what is denied.
pub(super) fn judge(bench: &mut Bench<'_>) {
    let scene = bench.scene;
    let today = scene.evidence.now.day();
    let denies = |rule: &&Rule| lists(rule).is_some_and(|lists| !lists.is_empty());
    let rules: Vec<&Rule> = scene.policy.rules.iter().filter(denies).collect();
    if rules.is_empty() {
        return;
    }
    for (at, distribution) in bench.distributions() {
        let others = others(distribution);
        if others.is_empty() {
            continue;
        }
        for rule in rules.iter().filter(|rule| scene.applies(rule, at.0)) {
            let Some(lists) = lists(rule) else { continue };
            let bounds = (lists.bounds.as_slice(), &lists.index);
            let denied = others.iter().find_map(|other| denying(bounds, other, today));
            if let Some(entry) = denied {
                note(bench, rule, (at, distribution), entry);
            }
        }
    }
}

fn lists(rule: &Rule) -> Option<&Lists> {
    match &rule.asks {
        Asks::Deny(deny) => Some(&deny.packages),
        Asks::Allow(allow) => Some(&allow.lists),
        _ => None,
    }
}

fn note(bench: &mut Bench<'_>, rule: &Rule, (at, distribution): (At, &Distribution), entry: &Entry) {
    let file = distribution.metadata_path.file_name().unwrap_or_default().to_string_lossy();
    bench.unchecked(CheckUnchecked {
        code: CheckUncheckedCode::BoundUnclear,
        rule: Some(rule.id.clone()),
        reason: format!(
            "whether it is what {:?} is about could not be told: the metadata says {}, and its directory is called {file:?}; reinstall it, or remove what is not what it says",
            text(entry),
            distribution.label()
        ),
        package: Some(distribution.name.normalized().to_owned()),
        path: Some(distribution.metadata_path.clone()),
        place: Some(entry.place.clone()),
    });
    bench.doubt(at);
}

/// What the name of a directory or file tells of, where that is not what the metadata says: every way to read it.
fn others(distribution: &Distribution) -> Vec<Distribution> {
    let Some(stem) = stem(distribution) else { return Vec::new() };
    if tells_of(stem, &distribution.name, distribution.version_text()) {
        return Vec::new();
    }
    let stem = decode(stem).text;
    let other = |name: &str, version: Option<&str>| Distribution {
        name: PackageName::new(name),
        version: version.map(InstalledVersion::new),
        details: None,
        ..distribution.clone()
    };
    let divided = stem.match_indices('-').take(DIVISIONS).filter(|(at, _)| *at > 0);
    let mut others: Vec<Distribution> = divided
        .map(|(at, _)| {
            let rest = &stem[at + 1..];
            let version = rest.split_once("-py").map_or(rest, |(version, _)| version);
            other(&stem[..at], Some(version))
        })
        .collect();
    others.push(other(&stem, None));
    others.retain(|found| {
        found.name != distribution.name
            || found.version.as_ref().is_some_and(|version| version.parsed().is_some())
    });
    others
}

/// The name of what holds the metadata, without its ending; `None` for what is not called after what is in it.
fn stem(distribution: &Distribution) -> Option<&[u8]> {
    let ending: &[u8] = match distribution.kind {
        DistributionKind::DistInfo => b".dist-info",
        DistributionKind::EggInfoDirectory | DistributionKind::EggInfoFile => b".egg-info",
        _ => return None,
    };
    distribution.metadata_path.file_name()?.as_encoded_bytes().strip_suffix(ending)
}
