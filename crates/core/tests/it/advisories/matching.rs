//! What a record concerns.

use fetter_core::advisory::{Advisory, Match, Package};
use fetter_core::inventory::InstalledVersion;

use super::{package, range, record};

/// The records that concern a version.
fn ids(package: &Package, version: &str) -> Vec<String> {
    let affecting = package.affecting(&InstalledVersion::new(version)).into_iter();
    affecting.filter(|found| found.by == Match::Version).map(|found| found.entry.id.clone()).collect()
}

fn concerns(affected: &str, version: &str) -> bool {
    !ids(&package("a", &[record("A", &[], "a", affected)]), version).is_empty()
}

#[test]
fn events_are_taken_in_the_order_of_versions() {
    let unsorted =
        range(&[("introduced", "2.0.0"), ("fixed", "2.0.6"), ("introduced", "0"), ("fixed", "1.26.17")]);
    for (version, expected) in [
        ("0.1", true),
        ("1.26.16", true),
        ("1.26.17", false),
        ("1.27", false),
        ("2.0.0", true),
        ("2.0.6", false),
    ] {
        assert_eq!(concerns(&unsorted, version), expected, "{version}");
    }
    let last = range(&[("introduced", "0"), ("last_affected", "3.0"), ("last_affected", "2.0")]);
    assert!(concerns(&last, "2.0") && !concerns(&last, "2.1"), "the first end counts");
}

#[test]
fn the_order_is_the_plain_one_of_versions() {
    let fixed = range(&[("introduced", "0"), ("fixed", "2.0")]);
    for (version, expected) in
        [("2.0rc1", true), ("2.0.dev0", true), ("2.0", false), ("2", false), ("2.0.post1", false)]
    {
        assert_eq!(concerns(&fixed, version), expected, "{version}");
    }
    assert!(!concerns(&range(&[("introduced", "0"), ("last_affected", "2.0")]), "2.0.post1"));
}

#[test]
fn what_is_introduced_and_fixed_at_one_version_is_fixed() {
    let tie = range(&[("introduced", "0"), ("fixed", "2.0.0"), ("introduced", "2.0.0"), ("fixed", "2.11.2")]);
    assert!(concerns(&tie, "1.9") && !concerns(&tie, "2.0.0") && !concerns(&tie, "2.5"));
}

#[test]
fn listed_versions_are_equal_as_pep_440_says_and_texts_as_they_are() {
    let listed = r#""versions": ["1.0", "0.3m1", "2012-01-01"]"#;
    for (version, expected) in [
        ("1.0.0", true),
        ("v1", true),
        ("0.3m1", true),
        ("0.3M1", false),
        ("2012-01-01", true),
        ("2012.1.1", false),
    ] {
        assert_eq!(concerns(listed, version), expected, "{version}");
    }
}

#[test]
fn ranges_of_commits_are_passed_over() {
    let both = r#""ranges": [{"type": "GIT", "repo": "https://h.example/x", "events": [{"introduced": "0"}, {"fixed": "ab"}]},
        {"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"fixed": "1.5"}]}]"#;
    assert!(concerns(both, "1.2") && !concerns(both, "0.9") && !concerns(both, "1.5"));
    let commits = r#""ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]"#;
    assert!(!concerns(commits, "1.0"));
}

#[test]
fn withdrawn_records_concern_nothing() {
    let mut record = record("A", &[], "a", r#""versions": ["1.0"]"#);
    record.withdrawn = Some("2026-01-01T00:00:00Z".to_owned());
    assert!(package("a", &[record]).is_empty());
}

#[test]
fn one_record_may_name_a_package_often_and_in_any_spelling() {
    let mut first = record("A", &[], "Zope.Interface", r#""versions": ["1.0"]"#);
    first.affected.extend(record("A", &[], "zope_interface", r#""versions": ["2.0"]"#).affected);
    let package = package("zope-interface", &[first]);
    assert_eq!((ids(&package, "1.0"), ids(&package, "2")), (vec!["A".to_owned()], vec!["A".to_owned()]));
}

#[test]
fn somebody_s_own_build_is_told_by_its_public_version() {
    let package = package(
        "torch",
        &[record("A", &[], "torch", &range(&[("introduced", "0"), ("last_affected", "2.6.0")]))],
    );
    let affecting = package.affecting(&InstalledVersion::new("2.6.0+cu118"));
    assert_eq!(affecting.iter().map(|found| found.by).collect::<Vec<_>>(), [Match::PublicVersion]);
    assert!(ids(&package, "2.6.0+cu118").is_empty() && !ids(&package, "2.5.0+cu118").is_empty());
    assert!(package.affecting(&InstalledVersion::new("2.6.1+cu118")).is_empty());
}

/// Records of one package, of which each ends somewhere else.
fn several() -> Vec<Advisory> {
    vec![
        record(
            "A",
            &["CVE-1"],
            "a",
            &range(&[("introduced", "0"), ("fixed", "1.5"), ("introduced", "2.0"), ("fixed", "2.3")]),
        ),
        record("B", &[], "a", &range(&[("introduced", "1.5"), ("last_affected", "1.8")])),
        record("C", &[], "a", r#""versions": ["1.9", "2.0a1"]"#),
        record("D", &[], "a", &range(&[("introduced", "2.4")])),
    ]
}

#[test]
fn fixes_are_the_nearest_ones() {
    let package = package("a", &several());
    let one = |id: &str| package.entries().iter().filter(|entry| entry.id == id).collect::<Vec<_>>();
    let installed = InstalledVersion::new("1.4");
    assert_eq!(package.nearest_without(&installed, &one("A")), Some("1.5"));
    assert_eq!(package.fixed_in(&installed, &one("A")), ["1.5", "2.3"]);
    assert_eq!(
        package.nearest_free(&installed),
        Some("2.3"),
        "1.5 to 1.8 are B's, 1.9 is C's, 2.0 is A's again"
    );
    assert_eq!(
        package.nearest_without(&InstalledVersion::new("1.6"), &one("B")),
        Some("1.9"),
        "the next that is known"
    );
    assert_eq!(package.nearest_free(&InstalledVersion::new("2.4")), None);
    assert_eq!(package.free_from(), None, "D goes on");
    assert_eq!(package.nearest_free(&InstalledVersion::new("none-of-pep-440")), None);
}

#[test]
fn who_has_a_final_release_is_not_sent_to_a_candidate() {
    let records = [
        record("A", &[], "a", &range(&[("introduced", "0"), ("fixed", "2.0rc1")])),
        record("B", &[], "a", r#""versions": ["2.0", "2.0rc1"]"#),
        record("C", &[], "a", r#""versions": ["2.1"]"#),
    ];
    let package = package("a", &records);
    let first = [&package.entries()[0]];
    assert_eq!(package.nearest_without(&InstalledVersion::new("1.0"), &first), Some("2.0"));
    assert_eq!(package.nearest_without(&InstalledVersion::new("2.0b1"), &first), Some("2.0rc1"));
}

#[test]
fn what_is_concerned_is_said_in_specifiers() {
    let package = package("a", &several());
    let said: Vec<Vec<String>> = package.entries().iter().map(|entry| package.affected(entry)).collect();
    assert_eq!(
        said,
        [vec!["<1.5", ">=2.0,<2.3"], vec![">=1.5,<=1.8"], vec!["==1.9", "==2.0a1"], vec![">=2.4"]]
    );
}

#[test]
fn white_space_around_a_version_is_none_of_it() {
    let listed = r#""versions": ["0-.=. ", " 1.0\n", " x "]"#;
    for (version, expected) in [("0-.=.", true), ("1.0", true), ("x", true), ("1.0.1", false)] {
        assert_eq!(concerns(listed, version), expected, "{version:?}");
    }
}
