//! Allow lists: `deny`, patterns of names, notes; constraints.

use std::sync::Arc;

use fetter_core::manifest::{Context, Input, OpenError, Opened, read};
use fetter_core::policy::{Bound, Rules, UncheckedCode, judge};

use crate::made::*;

#[test]
fn what_is_denied_must_not_be_there() {
    assert_eq!(found_in(&[("evil", "1")], "deny evil"), ["denied evil-1"]);
    assert_eq!(found_in(&[("Evil_One", "1")], "deny evil.one"), ["denied Evil_One-1"]);
    assert_eq!(found_in(&[], "deny evil"), [""; 0], "and need not be");
    assert_eq!(found_in(&[("evil", "1")], "deny evil\nevil"), ["denied evil-1"], "whoever else allows it");
    assert_eq!(
        found_in(&[("evil", "1")], "deny evil\nevil>=2"),
        ["denied evil-1", "version-mismatch evil-1"]
    );
    assert_eq!(found(&one(vec![package("evil", "1")]), &["evil", "deny evil"]), ["denied evil-1"]);
    assert_eq!(found_in(&[("evil", "1")], "deny evil ; python_version < '3'"), ["not-in-bound evil-1"]);
    assert_eq!(found_in(&[("evil", "1")], "deny evil ; python_version > '3'"), ["denied evil-1"]);
}

#[test]
fn some_versions_are_denied() {
    for (version, denied) in [("1.0", true), ("1.9", true), ("2.0", false), ("0.9", false)] {
        let expected = denied.then(|| format!("denied evil-{version}"));
        assert_eq!(found_in(&[("evil", version)], "deny evil>=1,<2\nevil"), Vec::from_iter(expected));
    }
    // What is denied in other versions is not asked for by that.
    assert_eq!(found_in(&[("evil", "3")], "deny evil<2"), ["not-in-bound evil-3"]);
}

#[test]
fn a_denial_of_what_cannot_be_compared_is_no_pass() {
    assert_eq!(found_in(&[("evil", "not a version")], "deny evil"), ["denied evil-not a version"]);
    assert_eq!(found_in(&[("evil", "2004d")], "deny evil===2004d\nevil"), ["denied evil-2004d"]);
    assert_eq!(found_in(&[("evil", "2004e")], "deny evil===2004d\nevil"), [""; 0]);
    for version in ["2004d", ""] {
        let judged = judge(&one(vec![package("evil", version)]), &[bound("deny evil<2\nevil")], &rules());
        let unchecked: Vec<_> = judged.unchecked.iter().map(|one| (one.code, one.place.line)).collect();
        assert_eq!((codes(&judged), unchecked), (vec![], vec![(UncheckedCode::DenialUncertain, 1)]));
    }
}

#[test]
fn patterns_deny_and_allow() {
    let installed = [("acme-core", "1"), ("acme-evil", "1"), ("acmeister", "1")];
    assert_eq!(
        found_in(&installed, "acme-*\ndeny *-evil"),
        ["denied acme-evil-1", "not-in-bound acmeister-1"]
    );
    assert_eq!(found_in(&installed, "ACME*"), [""; 0]);
    assert_eq!(found_in(&installed, "*"), [""; 0]);
    assert_eq!(found_in(&[], "acme-*"), [""; 0], "nothing is missing of a pattern");
    assert_eq!(found_in(&[("Acme_Core", "1")], "acme.c?re"), [""; 0]);
    assert_eq!(found_in(&[("acme-core", "1")], "acme-[a-c]*"), [""; 0]);
    assert_eq!(found_in(&[("acme-core", "1")], "acme-[!a-c]*"), ["not-in-bound acme-core-1"]);
    assert_eq!(
        found_in(&[("acme-core", "1")], "acme-* ; python_version < '3'"),
        ["not-for-environment acme-core-1"]
    );
}

#[test]
fn of_patterns_one_is_enough_and_a_name_says_more() {
    let core = [("acme-core", "1.5")];
    assert_eq!(found_in(&core, "acme-*>=2"), ["version-mismatch acme-core-1.5"]);
    assert_eq!(found_in(&core, "acme-*>=2\nacme-*<2"), [""; 0]);
    assert_eq!(found_in(&core, "acme-*>=2\n*-core>=3"), ["version-mismatch acme-core-1.5"]);
    assert_eq!(found_in(&core, "*\nacme-core>=2"), ["version-mismatch acme-core-1.5"]);
    assert_eq!(found_in(&core, "acme-*>=2\nacme-core"), [""; 0]);
    // A pattern allows releases of an index; what else it allows it must say.
    let direct = from("acme-core", "1", origin(r#"{"url": "file:///src", "dir_info": {"editable": true}}"#));
    assert_eq!(found(&one(vec![direct.clone()]), &["acme-*"]), ["origin-mismatch acme-core-1"]);
    assert_eq!(found(&one(vec![direct]), &["acme-* # origin: any"]), [""; 0]);
}

#[test]
fn an_entry_holds_until_its_day_is_over() {
    for (day, expected) in [
        ("2026-06-14", &["expired six-1"][..]),
        ("2026-06-15", &[]),
        ("2026-06-16", &[]),
        ("1999-12-31", &["expired six-1"]),
    ] {
        assert_eq!(
            found_in(&[("six", "1")], &format!("six  # reason: tests, until: {day}")),
            expected,
            "{day}"
        );
        assert_eq!(found_in(&[("six", "1")], &format!("s?x  # until: {day}")), expected, "{day}");
    }
    let judged = judged_by(&one(vec![package("six", "1")]), &["six # until: 2026-06-14"], &rules());
    assert_eq!(judged.findings[0].reason, "it was allowed until 2026-06-14");
    // What expired is not asked for any more, and another line may.
    assert_eq!(found_in(&[], "six # until: 2026-01-01"), [""; 0]);
    assert_eq!(found_in(&[("six", "1")], "six # until: 2026-01-01\nsix>=1"), [""; 0]);
    assert_eq!(found_in(&[("six", "1")], "six # until: 2026-01-01\nsix>=2"), ["version-mismatch six-1"]);
    // A denial ends, too.
    assert_eq!(found_in(&[("six", "1")], "six\ndeny six # until: 2026-06-15"), ["denied six-1"]);
    assert_eq!(found_in(&[("six", "1")], "six\ndeny six # until: 2026-06-14"), [""; 0]);
    let later = Rules { today: "2027-01-01".parse().expect("a day"), ..rules() };
    let judged = judged_by(&one(vec![package("six", "1")]), &["six # until: 2026-12-31"], &later);
    assert_eq!(codes(&judged), ["expired six-1"]);
}

#[test]
fn a_reason_is_told() {
    let judged =
        judged_by(&one(vec![package("evil", "1")]), &["deny evil<2 # reason: CVE, see wiki"], &rules());
    assert_eq!(judged.findings[0].reason, "it is denied: CVE, see wiki");
    assert_eq!(judged.findings[0].requirement.as_deref(), Some("deny evil<2"));
}

#[test]
fn what_is_optional_may_be_missing_and_must_fit() {
    assert_eq!(found_in(&[], "six>=1  # optional"), [""; 0]);
    assert_eq!(found_in(&[("six", "0.9")], "six>=1  # optional"), ["version-mismatch six-0.9"]);
    assert_eq!(found_in(&[], "six # optional\nsix"), ["not-installed six"]);
}

/// A file of constraints beside the bound.
struct Constraints(&'static str);

impl Context for Constraints {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        Ok(Opened { file: Arc::from(reference), bytes: self.0.as_bytes().to_vec() })
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}

#[test]
fn constraints_limit_and_do_not_require() {
    let with = |installed: &[(&str, &str)], text: &str| {
        let context = Constraints("six<2\nattrs==1\n");
        let input = Input { file: &Arc::from("bound.txt"), bytes: text.as_bytes(), context: &context };
        let manifest = read(&input);
        assert_eq!(manifest.problems, []);
        let choice = manifest.selectable.choose(&[]).expect("nothing");
        let inventory = one(installed.iter().map(|(name, version)| package(name, version)).collect());
        let judged = judge(&inventory, &[Bound { manifest, choice }], &rules());
        judged
            .findings
            .iter()
            .map(|finding| {
                let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{} {} {place}", finding.code, finding.subject.label())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(with(&[], "-c c.txt"), [""; 0]);
    assert_eq!(with(&[("six", "1"), ("attrs", "1")], "-c c.txt"), [""; 0], "allowed");
    assert_eq!(with(&[("six", "2")], "-c c.txt"), ["version-mismatch six-2 c.txt:1"]);
    assert_eq!(with(&[("six", "2")], "six>=1\n-c c.txt"), ["version-mismatch six-2 c.txt:1"]);
    assert_eq!(with(&[], "six>=1\n-c c.txt"), ["not-installed six bound.txt:1"]);
    assert_eq!(with(&[("left", "1")], "-c c.txt"), ["not-in-bound left-1 "]);
}
