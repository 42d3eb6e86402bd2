//! What is known of releases.

use fetter_core::advisory::Advisory;
use fetter_core::check::{Decision, Mode};

use super::{World, decided, policy};
use crate::advisories::{range, record};
use crate::made::{machine, one, package};

const CRITICAL: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const LOW: &str = "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L";

fn below(id: &str, alias: &str, vector: Option<&str>, published: Option<&str>) -> Advisory {
    let mut record = record(id, &[alias], "a", &range(&[("introduced", "0"), ("fixed", "2")]));
    record.detail.vectors = vector.into_iter().map(str::to_owned).collect();
    record.detail.published = published.map(str::to_owned);
    record
}

fn check(record: Advisory, text: &str) -> fetter_core::check::CheckOutcome {
    let world = World { records: vec![record], ..World::default() };
    world.check(
        &machine(vec![
            ("/one", vec![package("a", "1")]),
            ("/two", vec![package("a", "1.0")]),
            ("/three", vec![package("a", "2")]),
        ]),
        &policy(text),
    )
}

#[test]
fn severity_is_a_threshold_and_what_nobody_has_rated_may_be_anything() {
    for (vector, severity, is_hit) in [
        (Some(CRITICAL), "high", true),
        (Some(LOW), "high", false),
        (Some(LOW), "low", true),
        (None, "critical", true),
    ] {
        let outcome =
            check(below("PYSEC-1", "CVE-1", vector, None), &format!("[[audit]]\nseverity = \"{severity}\""));
        let expected = if is_hit {
            ["warned a-1 audit", "warned a-1.0 audit"]
        } else {
            ["allowed a-1", "allowed a-1.0"]
        };
        assert_eq!(decided(&outcome)[..2], expected, "{vector:?} {severity}");
        assert_eq!(decided(&outcome)[2], "allowed a-2");
    }
}

#[test]
fn within_the_time_of_grace_it_is_warned_of_and_said_until_when() {
    let text = "mode = \"enforce\"\n[[audit]]\nseverity = \"high\"\ngrace-days = 14";
    for (published, decision, until) in [
        (Some("2026-06-01T23:00:00Z"), Decision::Warned, Some("2026-06-15")),
        (Some("2026-05-31T23:59:59Z"), Decision::Refused, None),
        (None, Decision::Refused, None),
    ] {
        let outcome = check(below("PYSEC-1", "CVE-1", Some(CRITICAL), published), text);
        let hit = &outcome.judgements[0].hits[0];
        assert_eq!(outcome.judgements[0].decision, decision, "{published:?}");
        assert_eq!(hit.grace_until.map(|day| day.to_string()).as_deref(), until);
        assert_eq!(hit.mode == Mode::Warn, until.is_some());
        assert_eq!(
            outcome.valid_until.map(|moment| moment.to_string()).as_deref(),
            until.map(|_| "2026-06-16T00:00:00Z")
        );
        assert_eq!(hit.reason.contains("not recorded"), published.is_none(), "{}", hit.reason);
    }
    let observed = check(
        below("PYSEC-1", "CVE-1", None, Some("2026-06-14T00:00:00Z")),
        &text.replace("enforce", "observe"),
    );
    assert_eq!(observed.judgements[0].decision, Decision::Observed, "grace makes nothing stricter");
}

#[test]
fn advisories_are_denied_by_any_name() {
    for (id, is_hit) in [("PYSEC-1", true), ("cve-1", true), ("CVE-2", false)] {
        let outcome =
            check(below("PYSEC-1", "CVE-1", Some(LOW), None), &format!("[[deny]]\nadvisories = [\"{id}\"]"));
        assert_eq!(outcome.has_findings(), is_hit, "{id}");
    }
}

#[test]
fn a_source_that_fails_leaves_its_packages_unchecked() {
    use fetter_core::advisory::{Package, Source, SourceError};
    struct Broken;
    impl Source for Broken {
        fn package(&self, _: &str) -> Result<Option<Package>, SourceError> {
            Err(SourceError("the disk is gone".to_owned()))
        }
    }
    let world = World::default();
    let outcome = world.with(|evidence| {
        let knowledge = fetter_core::audit::Knowledge {
            source: Some(&Broken),
            exploited: None,
            likelihoods: None,
            popular: None,
        };
        let evidence = fetter_core::check::Evidence { knowledge: &knowledge, ..*evidence };
        fetter_core::check::check(&one(vec![package("a", "1")]), &policy(""), &evidence)
    });
    assert_eq!(super::unchecked(&outcome), ["advisories-unchecked a"]);
    assert!(!outcome.judgements[0].is_checked);
}
