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
