//! What holds of every policy and inventory.

use fetter_core::check::{CheckOutcome, Decision, Judgement, Policy, check_part};
use fetter_core::inventory::{Distribution, Inventory, Problem, ProblemCode};
use proptest::prelude::*;

use super::{World, policy};
use crate::advisories::{range, record};
use crate::made::{machine, package};

const NAMES: [&str; 5] = ["a", "b", "acme-core", "evil", "pip"];

fn distributions() -> impl Strategy<Value = Vec<Distribution>> {
    proptest::collection::btree_map(0..NAMES.len(), 1_u8..4, 0..5).prop_map(|all| {
        all.into_iter().map(|(name, version)| package(NAMES[name], &version.to_string())).collect()
    })
}

fn inventories() -> impl Strategy<Value = Inventory> {
    (distributions(), distributions(), distributions()).prop_map(|(one, two, three)| {
        let mut inventory = machine(vec![("/one", one), ("/srv/two", two), ("/three", three)]);
        let shared = inventory.sites[2].path.clone();
        inventory.environments[0].sites.push(shared);
        for (site, found) in inventory.sites.iter_mut().enumerate() {
            for distribution in &mut found.distributions {
                let directory = distribution.metadata_path.file_name().expect("a name").to_owned();
                distribution.metadata_path = found.path.join(directory);
                // Here and there a name that does not agree, and an origin that could not be read.
                if site == 1 && distribution.name.normalized() == "b" {
                    distribution.metadata_path.set_file_name("evil-1.dist-info");
                }
                if site == 2 && distribution.name.normalized() != "b" {
                    let file = distribution.metadata_path.join("direct_url.json");
                    inventory.problems.push(Problem::new(file, ProblemCode::MetadataInvalid, "damaged"));
                }
            }
        }
        inventory
    })
}

fn requirement() -> impl Strategy<Value = String> {
    let versions = prop_oneof![Just(""), Just(">=2"), Just("<3"), Just("==1")];
    (prop_oneof![Just("a"), Just("b"), Just("acme-*"), Just("evil"), Just("*")], versions)
        .prop_map(|(name, versions)| format!("{name}{versions}"))
}

fn quoted(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", "))
}

fn rule() -> impl Strategy<Value = String> {
    let mode = prop_oneof![Just("observe"), Just("warn"), Just("enforce")];
    let scope = prop_oneof![Just(""), Just("scope = \"srv\"\n"), Just("scope = [\"srv\", \"one\"]\n")];
    let texts = || proptest::collection::vec(requirement(), 1..4);
    let kind = prop_oneof![
        texts().prop_map(|texts| format!("[[allow]]\nrequirements = {}\n", quoted(&texts))),
        texts().prop_map(|texts| format!("[[deny]]\npackages = {}\n", quoted(&texts))),
        Just("[[deny]]\nbounds = \"allowed.txt\"\n".to_owned()),
        Just("[[allow]]\norigins = \"index\"\n".to_owned()),
        Just("[[audit]]\nseverity = \"low\"\n".to_owned()),
        Just("[[age]]\ndays = 3\n".to_owned()),
        Just("[[exception]]\nrule = \"deny\"\npackage = \"a\"\nreason = \"r\"\nowner = \"o\"\nuntil = \"2026-06-20\"\n".to_owned()),
    ];
    (kind, mode, scope).prop_map(|(kind, mode, scope)| {
        let mode =
            if kind.starts_with("[[exception]]") { String::new() } else { format!("mode = \"{mode}\"\n") };
        format!("{kind}{mode}{scope}")
    })
}

const SCOPES: &str = "[scopes.srv]\npath = \"/srv\"\n[scopes.one]\npath = \"/one\"\n";

/// A policy always has a rule to which its exceptions are.
fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(rule(), 0..5).prop_map(|rules| format!("{SCOPES}{}", rules.concat()))
}

fn world() -> World {
    let records = vec![
        record("PYSEC-1", &[], "b", &range(&[("introduced", "0"), ("fixed", "2")])),
        record("MAL-1", &[], "evil", &range(&[("introduced", "2")])),
    ];
    World { records, ..World::default() }
}

fn judged(inventory: &Inventory, policy: &Policy) -> CheckOutcome {
    world().check(inventory, policy)
}

/// What is decided of each distribution in each site.
fn decisions(outcome: &CheckOutcome) -> Vec<(&std::path::Path, String, Decision)> {
    let mut all: Vec<_> = outcome
        .judgements
        .iter()
        .map(|one| (one.site.as_path(), one.subject.label(), one.decision))
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn every_distribution_has_one_judgement_that_follows_from_its_hits(inventory in inventories(), text in texts()) {
        let outcome = judged(&inventory, &policy(&text));
        let count: usize = inventory.sites.iter().map(|site| site.distributions.len()).sum();
        prop_assert_eq!(outcome.judgements.len(), count);
        for Judgement { decision, hits, rule, .. } in &outcome.judgements {
            let standing = || hits.iter().filter(|hit| hit.lifted.is_none());
            let strictest = standing().map(|hit| Decision::from(hit.mode)).max().unwrap_or_default();
            prop_assert_eq!(*decision, strictest);
            prop_assert_eq!(rule.is_some(), *decision != Decision::Allowed);
            prop_assert!(hits.is_sorted_by_key(|hit| hit.kind));
        }
    }

    #[test]
    fn malware_is_always_refused_and_what_is_denied_is_never_allowed(inventory in inventories(), text in texts()) {
        let text = format!("{text}[[deny]]\nid = \"last\"\npackages = \"acme-core\"\nmode = \"enforce\"\n");
        for judgement in judged(&inventory, &policy(&text)).judgements {
            let is_malware = judgement.subject.name == "evil" && judgement.subject.version.as_deref() > Some("1");
            if is_malware || judgement.subject.name == "acme-core" {
                prop_assert_eq!(judgement.decision, Decision::Refused);
            }
        }
    }

    #[test]
    fn allowing_more_makes_nothing_stricter(inventory in inventories(), text in texts(), more in requirement()) {
        // A rule that is for everything and in the mildest mode is there before.
        let first = "[[allow]]\nid = \"first\"\nrequirements = [\"pip\"]\nmode = \"observe\"\n";
        let before = judged(&inventory, &policy(&format!("{text}{first}")));
        let mut all = vec![format!("{text}{first}[[allow]]\nid = \"more\"\nrequirements = [{more:?}]\nmode = \"observe\"\n")];
        // In one list a name says more than the patterns that it matches; further patterns only allow more.
        if more.contains('*') {
            all.push(format!("{text}{}", first.replace("\"pip\"", &format!("\"pip\", {more:?}"))));
        }
        for longer in all {
            let after = judged(&inventory, &policy(&longer));
            for (before, after) in decisions(&before).iter().zip(decisions(&after)) {
                prop_assert!(after.2 <= before.2, "{before:?} {after:?} {longer}");
            }
        }
    }

    #[test]
    fn the_order_of_an_inventory_does_not_matter(inventory in inventories(), text in texts()) {
        let policy = policy(&text);
        let mut other = inventory.clone();
        other.environments.reverse();
        other.sites.reverse();
        other.sites.iter_mut().for_each(|site| site.distributions.reverse());
        other.problems.reverse();
        prop_assert_eq!(judged(&inventory, &policy), judged(&other, &policy));
    }

    #[test]
    fn a_part_is_judged_as_it_is_in_the_whole(inventory in inventories(), text in texts(), name in 0..NAMES.len()) {
        let policy = policy(&text);
        let whole = judged(&inventory, &policy);
        let sites = inventory.sites.iter().map(|site| site.path.clone()).collect();
        let part = inventory.part(&sites, &std::iter::once(NAMES[name].to_owned()).collect());
        let judged = world().with(|evidence| check_part(&part, &policy, evidence));
        let expected: Vec<_> = whole.judgements.into_iter().filter(|one| one.subject.name == NAMES[name]).collect();
        prop_assert_eq!(judged.judgements, expected);
    }
}
