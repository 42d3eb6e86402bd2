//! What bounds say: of what is denied, and of what is allowed.

use std::collections::HashMap;

use super::bench::{At, Bench, hit};
use crate::check::RuleKind;
use crate::check::outcome::{CheckUnchecked, CheckUncheckedCode, Hit, HitCode};
use crate::check::rule::{Allow, Asks, Lists, Origins, Rule};
use crate::inventory::Distribution;
use crate::manifest::{Entry, Source};
use crate::metadata::direct_url::Origin;
use crate::policy::{
    Admission, FindingCode, Ignores, Rules, Said, Seen, UncheckedCode, each, origin_of, text,
};
use crate::timestamp::Timestamp;

/// What one rule that allows packages says of a distribution, as one environment sees it.
#[derive(Default)]
struct Opinion {
    against: Vec<Hit>,
    notes: Vec<String>,
    is_unknown: bool,
}

/// Holds all that is installed against the bounds of all rules.
pub(super) fn judge(bench: &mut Bench<'_>) {
    let scene = bench.scene;
    let mut opinions: HashMap<Seen, Vec<Opinion>> = HashMap::new();
    for (number, rule) in scene.policy.rules.iter().enumerate() {
        match &rule.asks {
            Asks::Deny(deny) if !deny.packages.is_empty() => {
                note_ends(bench, &deny.packages);
                let rules = rules(bench, &Ignores::default(), true);
                tell(bench, rule, &deny.packages, &rules, |bench, seen, _, said| {
                    judge_denied(bench, (number, rule), (seen.site, seen.at), &said);
                });
            }
            Asks::Allow(allow) => {
                note_ends(bench, &allow.lists);
                let rules = rules(bench, &allow.ignores, false);
                let mut own: HashMap<Seen, Opinion> = HashMap::new();
                tell(bench, rule, &allow.lists, &rules, |bench, seen, distribution, said| {
                    if judge_denied(bench, (number, rule), (seen.site, seen.at), &said) {
                        own.entry(seen).or_default();
                    } else {
                        let opinion = own.entry(seen).or_default();
                        hear(bench, opinion, (number, rule, allow), (seen, distribution), said);
                    }
                });
                for (seen, opinion) in own {
                    opinions.entry(seen).or_default().push(opinion);
                }
            }
            _ => {}
        }
    }
    for (seen, opinions) in opinions {
        conclude(bench, (seen.site, seen.at), opinions);
    }
}

/// Says when entries end.
fn note_ends(bench: &mut Bench<'_>, lists: &Lists) {
    for moment in lists.entries().filter_map(|entry| entry.note.until) {
        bench.changes_at(Timestamp::of_unix_time(moment.end()));
    }
}

/// Of several rules that allow packages in one place one is enough.
fn conclude(bench: &mut Bench<'_>, at: At, opinions: Vec<Opinion>) {
    let is_for =
        |opinion: &Opinion| opinion.against.is_empty() && !opinion.is_unknown && !opinion.notes.is_empty();
    if opinions.iter().any(is_for) {
        for note in opinions.into_iter().filter(is_for).flat_map(|opinion| opinion.notes) {
            bench.note(at, note);
        }
        return;
    }
    if opinions.iter().any(|opinion| opinion.is_unknown) {
        bench.doubt(at);
    }
    // Where one may allow it, nobody can tell; what one is against for another reason than its doubts, it is against.
    if !opinions.iter().any(|opinion| opinion.is_unknown && opinion.against.is_empty()) {
        for hit in opinions.into_iter().flat_map(|opinion| opinion.against) {
            bench.hit(at, hit);
        }
    }
}

fn rules(bench: &Bench<'_>, ignores: &Ignores, superset: bool) -> Rules {
    let evidence = bench.scene.evidence;
    Rules {
        subset: true,
        superset,
        ignores: ignores.clone(),
        today: evidence.now.day(),
        host: evidence.host.clone(),
        overrides: evidence.overrides.clone(),
    }
}

fn tell<'check>(
    bench: &mut Bench<'check>,
    rule: &Rule,
    lists: &'check Lists,
    rules: &Rules,
    mut hear: impl FnMut(&mut Bench<'check>, Seen, &Distribution, Said<'_>),
) {
    let scene = bench.scene;
    let applies =
        |environment: Option<usize>, site: usize| scene.is_in(&rule.scopes, environment, site).applies();
    let bounds = (lists.bounds.as_slice(), &lists.index);
    each(scene.inventory, bounds, rules, applies, |seen, distribution, said| {
        hear(bench, seen, distribution, said);
    });
}

/// Takes up that a list denies a package, or that nobody can tell; whether it was that.
fn judge_denied(bench: &mut Bench<'_>, (number, rule): (usize, &Rule), at: At, said: &Said<'_>) -> bool {
    match said {
        Said::Against { code: FindingCode::Denied, entry, reason } => {
            let hit = of_entry(hit(number, rule, HitCode::Denied, reason.clone()), *entry);
            bench.hit(at, Hit { kind: RuleKind::Deny, ..hit });
            true
        }
        Said::Unknown { .. } if rule.kind() == RuleKind::Deny => {
            note_unknown(bench, rule, at, said);
            bench.doubt(at);
            true
        }
        _ => rule.kind() == RuleKind::Deny,
    }
}

fn note_unknown(bench: &mut Bench<'_>, rule: &Rule, (site, at): At, said: &Said<'_>) {
    let Said::Unknown { place, code, reason } = said else { return };
    let site = &bench.scene.inventory.sites[site];
    bench.unchecked(CheckUnchecked {
        code: CheckUncheckedCode::BoundUnclear,
        rule: Some(rule.id.clone()),
        reason: format!("{reason} [{code}]"),
        package: site.distributions.get(at).map(|found| found.name.normalized().to_owned()),
        path: Some(site.path.clone()),
        place: Some(place.clone()),
    });
}

fn hear(
    bench: &mut Bench<'_>,
    opinion: &mut Opinion,
    (number, rule, allow): (usize, &Rule, &Allow),
    (seen, distribution): (Seen, &Distribution),
    said: Said<'_>,
) {
    let at = (seen.site, seen.at);
    let against = |reason: &str, entry| of_entry(hit(number, rule, HitCode::NotAllowed, reason), entry);
    let is_unread = bench.scene.is_origin_unread(distribution) && rests_on_origin(&said, allow);
    let said = if is_unread { unread(rule, &said) } else { said };
    match (said, &allow.origins) {
        (Said::Unknown { .. }, _) if opinion.is_unknown => {}
        (said @ Said::Unknown { .. }, _) => {
            note_unknown(bench, rule, at, &said);
            opinion.is_unknown = true;
        }
        (Said::Against { code, entry, .. }, Some(origins)) if is_about_origin(code, entry, allow) => {
            if let Some(other) = refused(origins, distribution) {
                opinion.against.push(against(&other, entry));
            } else {
                opinion.notes.push(format!("the rule {} allows where it is from", rule.id));
            }
        }
        (Said::Against { entry, reason, .. }, _) => opinion.against.push(against(&reason, entry)),
        (Said::For(Admission::Tool), None) if origin_of(distribution).is_some() => {
            let from = origin_of(distribution).map(|from| from.to_string()).unwrap_or_default();
            let reason = format!(
                "it was installed from {from}, and the tools of environments are let be where they are from an index"
            );
            opinion.against.push(against(&reason, None));
        }
        (Said::For(admission), origins) => {
            let is_judged = match admission {
                Admission::Entry(_) | Admission::Tolerated => true,
                // Every environment has them from an index, whatever a rule says of indexes.
                Admission::Tool => origin_of(distribution).is_some(),
                Admission::Ignored | Admission::Foreign => false,
            };
            match origins.as_ref().filter(|_| is_judged).and_then(|origins| refused(origins, distribution)) {
                Some(reason) => opinion.against.push(against(&reason, None)),
                None => opinion.notes.push(admitted(rule, admission)),
            }
        }
    }
}

/// Whether what is said of a package would be said otherwise if it came from elsewhere.
fn rests_on_origin(said: &Said<'_>, allow: &Allow) -> bool {
    match said {
        Said::For(Admission::Entry(entry)) => allow.origins.is_some() || !entry.note.any_origin,
        Said::For(Admission::Tolerated) => allow.origins.is_some(),
        Said::For(Admission::Tool) | Said::Against { code: FindingCode::OriginMismatch, .. } => true,
        Said::Against { code: FindingCode::NotInBound, .. } => {
            allow.origins.is_some() && allow.lists.is_empty()
        }
        _ => false,
    }
}

/// That where a package came from is recorded, and could not be read.
fn unread<'check>(rule: &Rule, said: &Said<'check>) -> Said<'check> {
    let entry = match said {
        Said::For(Admission::Entry(entry)) => Some(*entry),
        Said::Against { entry, .. } => *entry,
        _ => None,
    };
    Said::Unknown {
        place: entry.map_or_else(|| rule.place.clone(), |entry| entry.place.clone()),
        code: UncheckedCode::OriginUncertain,
        reason: "where it came from could not be told: its direct_url.json could not be read; reinstall it"
            .to_owned(),
    }
}

/// Whether something is said against a package only because of where it is from, which the rule itself says something of.
fn is_about_origin(code: FindingCode, entry: Option<&Entry>, allow: &Allow) -> bool {
    let is_from_index = |entry: &Entry| matches!(entry.source, Source::Index { .. });
    match code {
        FindingCode::OriginMismatch => entry.is_some_and(is_from_index),
        FindingCode::NotInBound => allow.lists.is_empty(),
        _ => false,
    }
}

/// Why a package may not be from where it is from, if so.
fn refused(origins: &Origins, distribution: &Distribution) -> Option<String> {
    let channel = distribution
        .details
        .as_ref()
        .and_then(|details| details.conda.as_ref())
        .map(|build| build.channel.as_str());
    match (origin_of(distribution), channel) {
        (Some(origin), _) => {
            let (Origin::Archive { url, .. } | Origin::Vcs { url, .. } | Origin::Directory { url, .. }) = origin.as_ref();
            (!origins.trusted.trust(url)).then(|| format!("it was installed from {origin}, which is none of the origins of the rule"))
        }
        (None, Some(channel)) if !origins.index && !origins.trusted.trust(channel) => {
            Some(format!("it was installed from the channel {channel}, which is none of the origins of the rule"))
        }
        (None, None) if !origins.index => Some(
            "it was installed from an index, and which one is not recorded; \"index\" among the origins of the rule would allow it".to_owned(),
        ),
        _ => None,
    }
}

fn of_entry(hit: Hit, entry: Option<&Entry>) -> Hit {
    match entry {
        Some(entry) => Hit { requirement: Some(text(entry)), place: entry.place.clone(), ..hit },
        None => hit,
    }
}

fn admitted(rule: &Rule, admission: Admission<'_>) -> String {
    let id = &rule.id;
    match admission {
        Admission::Entry(entry) => format!("the rule {id} allows it by {:?} ({})", text(entry), entry.place),
        Admission::Ignored => format!("the rule {id} ignores it"),
        Admission::Tool => format!("the rule {id} lets the tools of environments be"),
        Admission::Foreign => "it is no Python package, and no list speaks of conda's".to_owned(),
        Admission::Tolerated => format!("the rule {id} lets it be"),
    }
}
