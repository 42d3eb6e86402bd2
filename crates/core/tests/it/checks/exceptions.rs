//! What was decided to be borne.

use fetter_core::check::CheckOutcome;

use super::{World, decided, policy, read, unchecked};
use crate::advisories::{range, record};
use crate::made::{machine, package};

const BORNE: &str = "reason = \"nobody can reach it\"\nowner = \"ops\"\nuntil = \"2026-06-15\"\n";

fn check(text: &str) -> CheckOutcome {
    let records = vec![
        record("PYSEC-1", &["CVE-1"], "a", &range(&[("introduced", "0"), ("fixed", "2")])),
        record("MAL-2026-1", &["GHSA-9"], "evil", &range(&[("introduced", "0")])),
    ];
    let inventory = machine(vec![
        ("/home/u/env", vec![package("a", "1"), package("evil", "1")]),
        ("/srv/env", vec![package("a", "1"), package("b", "3")]),
    ]);
    let text = format!(
        "[scopes.srv]\npath = \"/srv\"\n[[audit]]\nseverity = \"low\"\n[[deny]]\npackages = \"b\"\n[[exception]]\n{text}\n{BORNE}"
    );
    World { records, ..World::default() }.check(&inventory, &policy(&text))
}

const ALL: [&str; 4] = ["warned a-1 audit", "warned a-1 audit", "warned b-3 deny", "refused evil-1 malware"];

#[test]
fn an_exception_lifts_exactly_what_it_names() {
    for (text, lifted) in [
        ("advisory = \"CVE-1\"", &[0, 1][..]),
        ("advisory = \"pysec-1\"\npackage = \"A\"", &[0, 1]),
        ("rule = \"audit\"\npackage = \"a<2\"", &[0, 1]),
        ("rule = \"audit\"\npackage = \"a>=2\"", &[]),
        ("rule = \"audit\"\npath = \"/srv\"", &[1]),
        ("rule = \"audit\"\nscope = \"srv\"", &[1]),
        ("rule = \"deny\"\npackage = \"b*\"", &[2]),
        ("rule = \"deny\"\npackage = \"a\"", &[]),
        ("rule = \"deny\"\nadvisory = \"CVE-1\"", &[]),
        ("advisory = \"MAL-2026-1\"\npackage = \"evil\"", &[3]),
        ("advisory = \"MAL-2026-1\"\npackage = \"evil>1\"", &[]),
        ("advisory = \"GHSA-9\"\npackage = \"evil\"", &[]),
    ] {
        let expected: Vec<String> = ALL
            .iter()
            .enumerate()
            .map(|(at, text)| {
                if lifted.contains(&at) {
                    format!("allowed {}", text.split(' ').nth(1).unwrap_or_default())
                } else {
                    (*text).to_owned()
                }
            })
            .collect();
        assert_eq!(decided(&check(text)), expected, "{text}");
    }
}

#[test]
fn what_was_lifted_and_what_is_over_is_said() {
    let outcome = check("advisory = \"CVE-1\"");
    let judgement = &outcome.judgements[0];
    assert_eq!(
        judgement.reason,
        "an exception lifts what the rule audit has against it until 2026-06-15: nobody can reach it"
    );
    assert_eq!(judgement.hits[0].lifted.as_ref().map(|lift| lift.owner.as_str()), Some("ops"));
    assert_eq!(outcome.valid_until.expect("a moment").to_string(), "2026-06-16T00:00:00Z");
    let records = vec![record("PYSEC-1", &[], "a", &range(&[("introduced", "0")]))];
    let text = format!(
        "[[audit]]\nseverity = \"low\"\n[[exception]]\nrule = \"audit\"\npackage = \"a\"\n{}",
        BORNE.replace("15", "14")
    );
    let outcome = World { records, ..World::default() }
        .check(&machine(vec![("/e", vec![package("a", "1")])]), &policy(&text));
    assert_eq!(decided(&outcome), ["warned a-1 audit"]);
    assert!(
        outcome.judgements[0].reason.ends_with("; an exception for it ended on 2026-06-14"),
        "{outcome:?}"
    );
}

#[test]
fn malware_is_not_borne_by_the_way() {
    for text in [
        "rule = \"malware\"\npackage = \"evil\"",
        "advisory = \"MAL-2026-1\"",
        "advisory = \"MAL-2026-1\"\npackage = \"ev*\"",
        "rule = \"malware\"\nadvisory = \"MAL-2026-1\"\npath = \"/srv\"",
    ] {
        let errors = read(&format!("[[exception]]\n{text}\n{BORNE}")).expect_err("it is too wide");
        assert!(errors.to_string().contains("malware is borne only by"), "{text}: {errors}");
    }
    // Another rule's exceptions do not touch it either.
    let wide = check("advisory = \"GHSA-9\"\nrule = \"malware\"\npackage = \"evil\"");
    assert_eq!(decided(&wide)[3], "refused evil-1 malware", "an alias is not the very record");
}

#[test]
fn an_exception_whose_scope_cannot_be_told_lifts_nothing() {
    let inventory = machine(vec![("/e", vec![package("a", "1")])]);
    let text = format!(
        "[scopes.s]\nowner = \"u\"\n[[deny]]\npackages = \"a\"\n[[exception]]\nrule = \"deny\"\nscope = \"s\"\n{BORNE}"
    );
    let outcome = World::default().check(&inventory, &policy(&text));
    assert_eq!(decided(&outcome), ["warned a-1 deny"]);
    assert_eq!(unchecked(&outcome), ["owner-unknown a"]);
}

#[test]
fn an_id_is_meant_before_a_kind() {
    let inventory = machine(vec![("/e", vec![package("a", "1"), package("b", "1"), package("c", "1")])]);
    let rules = "[[deny]]\npackages = \"a\"\n[[deny]]\npackages = \"b\"\n[[allow]]\nrequirements = [\"a\", \"b\", \"deny c\"]\n";
    let lifted = |rules: &str, rule: &str| {
        let text = format!("{rules}[[exception]]\nrule = \"{rule}\"\npackage = \"*\"\n{BORNE}");
        let outcome = World::default().check(&inventory, &policy(&text));
        outcome
            .judgements
            .iter()
            .map(|one| if one.decision.is_finding() { '-' } else { '+' })
            .collect::<String>()
    };
    assert_eq!(lifted(rules, "deny"), "+--", "the first rule has that id");
    assert_eq!(lifted(rules, "deny-2"), "-+-");
    assert_eq!(lifted(rules, "allow"), "--+", "the rule whose list denies it");
    let named = rules.replacen("[[deny]]\n", "[[deny]]\nid = \"first\"\n", 1);
    assert_eq!(lifted(&named, "deny"), "+++", "no rule has that id, so the kind is meant");
}

#[test]
fn what_says_nothing_is_noted() {
    let inventory = machine(vec![("/srv/env", vec![package("a", "1")])]);
    let text = format!(
        "[scopes.far]\npath = \"/nowhere\"\n[scopes.near]\npath = \"/srv\"\n\
         [[deny]]\npackages = \"a\"\nadvisories = [\"NOPE-1\", \"CVE-1\"]\n\
         [[exception]]\nrule = \"deny\"\npackage = \"a\"\n{BORNE}[[exception]]\nrule = \"deny\"\npackage = \"b\"\n{BORNE}\
         [[exception]]\nrule = \"deny\"\npackage = \"b\"\n{}",
        BORNE.replace("15", "14")
    );
    let read = policy(&text);
    let outcome = World::default().check(&inventory, &read);
    let told: Vec<String> =
        outcome.notes.iter().map(|note| format!("{}: {}", note.place, note.text)).collect();
    assert_eq!(
        told,
        [
            "policy.toml:2: the scope far holds nowhere here: rules and exceptions that are for it alone say nothing",
            "policy.toml:6: nothing here has the advisory NOPE-1 and 1 more that the rule deny denies",
            "policy.toml:15: the exception lifts nothing here",
            "policy.toml:21: the exception lifts nothing here, and ended on 2026-06-14",
        ],
        "{told:#?}"
    );
    assert!(outcome.is_checked() && !outcome.has_findings(), "a note is no finding");
    let part = World::default().with(|evidence| fetter_core::check::check_part(&inventory, &read, evidence));
    assert!(part.notes.is_empty());
}
