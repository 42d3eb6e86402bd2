//! Which rule decides.

use fetter_core::check::{Decision, HitCode, RuleKind};
use fetter_core::inventory::Distribution;

use super::{World, decided, policy, unchecked};
use crate::advisories::{range, record};
use crate::made::{one, package};

fn malware(name: &str) -> fetter_core::advisory::Advisory {
    record("MAL-2026-1", &["GHSA-9"], name, &range(&[("introduced", "0")]))
}

#[test]
fn every_distribution_has_one_judgement_and_without_rules_all_is_allowed() {
    let inventory = one(vec![package("a", "1"), package("b", "2")]);
    let outcome = World::default().check(&inventory, &policy(""));
    assert_eq!(decided(&outcome), ["allowed a-1", "allowed b-2"]);
    assert_eq!(outcome.judgements[0].reason, "no rule is against it");
    assert!(outcome.is_checked() && !outcome.has_findings());
}

#[test]
fn malware_is_refused_whatever_a_policy_says() {
    let world = World { records: vec![malware("evil")], ..World::default() };
    let inventory = one(vec![package("evil", "1")]);
    let outcome = world.check(&inventory, &policy("mode = \"observe\"\n[[allow]]\nrequirements = \"evil\""));
    assert_eq!(decided(&outcome), ["refused evil-1 malware"]);
    assert!(outcome.judgements[0].reason.starts_with("MAL-2026-1 (malware)"), "{outcome:?}");
}

#[test]
fn malware_stands_before_all_and_the_strictest_mode_decides() {
    let world = World { records: vec![malware("a")], ..World::default() };
    let text = "mode = \"enforce\"\n[[allow]]\nrequirements = \"b\"\n[[deny]]\npackages = \"a\"\nadvisories = \"GHSA-9\"\n[[age]]\ndays = 3\n";
    let outcome = world.check(&one(vec![package("a", "1")]), &policy(text));
    assert_eq!(decided(&outcome), ["refused a-1 malware"]);
    let hits: Vec<_> = outcome.judgements[0].hits.iter().map(|hit| (hit.kind, hit.code)).collect();
    assert_eq!(
        hits,
        [
            (RuleKind::Malware, HitCode::Malicious),
            (RuleKind::Deny, HitCode::Denied),
            (RuleKind::Deny, HitCode::AdvisoryDenied),
            (RuleKind::Allow, HitCode::NotAllowed)
        ]
    );
    let text = "[[deny]]\npackages = \"a\"\n[[allow]]\nrequirements = \"b\"\nmode = \"enforce\"\n[[allow]]\nid = \"second\"\nrequirements = \"c\"\nmode = \"enforce\"\n";
    let outcome = World::default().check(&one(vec![package("a", "1")]), &policy(text));
    assert_eq!(
        decided(&outcome),
        ["refused a-1 allow"],
        "a stricter mode before an earlier kind, and of two rules the first"
    );
}

#[test]
fn what_is_denied_is_so_whatever_allows_it_also_where_an_allow_list_denies_it() {
    for text in [
        "[[allow]]\nrequirements = [\"a\"]\n[[deny]]\npackages = [\"a\"]",
        "[[allow]]\nrequirements = [\"a\", \"deny a<2\"]",
        "[[allow]]\nrequirements = \"a\"\n[[allow]]\nid = \"deny-too\"\nrequirements = [\"deny a\"]",
    ] {
        let outcome = World::default().check(&one(vec![package("a", "1")]), &policy(text));
        let judgement = &outcome.judgements[0];
        assert_eq!(judgement.decision, Decision::Warned, "{text}");
        assert_eq!(judgement.hits[0].kind, RuleKind::Deny, "{text}");
    }
}

#[test]
fn modes_make_decisions() {
    for (mode, decision, is_finding) in [
        ("observe", Decision::Observed, false),
        ("warn", Decision::Warned, true),
        ("enforce", Decision::Refused, true),
    ] {
        let policy = policy(&format!("[[deny]]\npackages = [\"a\"]\nmode = \"{mode}\""));
        let outcome = World::default().check(&one(vec![package("a", "1")]), &policy);
        assert_eq!(outcome.judgements[0].decision, decision);
        assert_eq!(outcome.has_findings(), is_finding, "{mode}");
    }
}

#[test]
fn where_no_advisories_are_known_nothing_is_clean() {
    let world = World { without_source: true, ..World::default() };
    let outcome = world.check(&one(vec![package("a", "1")]), &policy(""));
    assert_eq!(unchecked(&outcome), ["advisories-unchecked"]);
    assert!(!outcome.is_checked() && !outcome.judgements[0].is_checked);
    assert_eq!(outcome.judgements[0].reason, "no rule is against it, as far as could be checked");
}

#[test]
fn a_directory_that_tells_of_what_is_denied_leaves_it_open() {
    let named = |directory: &str, name: &str, version: &str| Distribution {
        metadata_path: format!("/made/{directory}").into(),
        ..package(name, version)
    };
    for (rule, directory, is_checked) in [
        ("packages = \"six\"", "six-1.0.dist-info", false),
        ("packages = \"si*\"", "six-1.0.dist-info", false),
        ("packages = \"six<1\"", "six-1.0.dist-info", true),
        ("packages = \"six<2\"", "six-1.0.dist-info", false),
        ("packages = \"six<2\"", "six-what.dist-info", false),
        ("packages = \"acme-six\"", "acme-six-1.0-py3.11.egg-info", false),
        ("packages = \"nice<1\"", "nice-0.5.dist-info", false),
        ("packages = \"six\"", "nice-1.0.dist-info", true),
        ("bounds = \"six.txt\"", "six-1.0.dist-info", false),
    ] {
        let mut found = named(directory, "nice", "1.0");
        if directory.ends_with("egg-info") {
            found.kind = fetter_core::inventory::DistributionKind::EggInfoFile;
        }
        let text = format!("[[allow]]\nrequirements = \"nice\"\n[[deny]]\n{rule}");
        let outcome = World::default().check(&one(vec![found]), &policy(&text));
        assert_eq!(decided(&outcome), ["allowed nice-1.0"], "{rule} {directory}");
        assert_eq!(outcome.judgements[0].is_checked, is_checked, "{rule} {directory}");
        assert_eq!(unchecked(&outcome).is_empty(), is_checked, "{rule} {directory}");
    }
    let text = "[[allow]]\nrequirements = [\"nice\", \"deny six\"]";
    let outcome =
        World::default().check(&one(vec![named("six-1.0.dist-info", "nice", "1.0")]), &policy(text));
    assert_eq!(unchecked(&outcome), ["bound-unclear nice"]);
    assert_eq!(
        outcome.unchecked[0].reason,
        "whether it is what \"deny six\" is about could not be told: the metadata says nice-1.0, and its directory is called \"six-1.0.dist-info\"; reinstall it, or remove what is not what it says"
    );
}

#[test]
fn every_line_of_a_file_that_denies_denies() {
    let text = "[[deny]]\nmode = \"enforce\"\nbounds = [\"allowed.txt\", \"uv.lock\"]\npackages = \"other\"";
    let installed = vec![
        package("requests", "2.32"),
        package("requests", "2.30"),
        package("acme-core", "1"),
        package("left-pad", "1"),
        package("fresh", "1.0"),
        package("old", "1.0"),
        package("root", "1"),
        package("other", "1"),
    ];
    let outcome = World::default().check(&one(installed), &policy(text));
    assert_eq!(
        decided(&outcome),
        [
            "refused acme-core-1 deny",
            "refused fresh-1.0 deny",
            "refused left-pad-1 deny",
            "allowed old-1.0",
            "refused other-1 deny",
            "allowed requests-2.30",
            "refused requests-2.32 deny",
            "allowed root-1"
        ]
    );
    assert_eq!(outcome.judgements[0].hits[0].place.to_string(), "allowed.txt:2");
}

#[test]
fn pre_releases_are_denied_as_the_document_says() {
    for (denied, versions) in [
        ("django<4.2", ["warned", "allowed", "allowed", "allowed"]),
        ("django<4.2.dev0", ["warned", "allowed", "allowed", "allowed"]),
        ("django<=4.2,!=4.2", ["warned", "warned", "allowed", "allowed"]),
    ] {
        let policy = policy(&format!("[[deny]]\npackages = \"{denied}\""));
        for (version, decision) in ["4.1", "4.2rc1", "4.2", "1!0.5"].iter().zip(versions) {
            let outcome = World::default().check(&one(vec![package("django", version)]), &policy);
            assert_eq!(outcome.judgements[0].decision.as_str(), decision, "{denied} {version}");
        }
    }
}
