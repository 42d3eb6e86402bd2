//! Versions and names, held against what PyPA's `packaging` says of them.

use std::cmp::Ordering;
use std::path::Path;

use fetter_core::requirement::{PackageName, Version};
use fetter_testkit::gate::shared;

use crate::support::{json_lines, tsv_rows};

/// Every pair of neighbours in rank is compared, and every version's parts.
fn sorted_versions(file: &Path) {
    let rows = tsv_rows(file);
    assert!(rows.len() > 100);
    let mut before: Option<(u32, Version)> = None;
    for row in rows {
        let [rank, written, normalized, _, public, _, local, prerelease, ..] = row.as_slice() else {
            panic!("{row:?}");
        };
        let rank: u32 = rank.parse().expect("a rank");
        let version: Version = written.parse().unwrap_or_else(|_| panic!("{written:?} is a version"));
        assert_eq!(&version.to_string(), normalized, "{written:?}");
        assert_eq!(&version.public().to_string(), public, "{written:?}");
        assert_eq!(version.is_local(), !local.is_empty(), "{written:?}");
        assert_eq!(version.is_prerelease(), prerelease == "1", "{written:?}");
        if let Some((rank_before, version_before)) = before {
            let expected = if rank == rank_before { Ordering::Equal } else { Ordering::Less };
            assert_eq!(version_before.cmp(&version), expected, "{version_before} and {version}");
            assert_eq!(version_before == version, expected == Ordering::Equal);
        }
        before = Some((rank, version));
    }
}

#[test]
fn versions_are_ordered_as_packaging_orders_them() {
    for name in ["versions_sorted.tsv", "versions_real_sorted.tsv"] {
        let Some(file) = shared("versions against packaging", &format!("data/pep/{name}")) else { return };
        sorted_versions(&file);
    }
}

#[test]
fn what_packaging_refuses_is_refused() {
    for name in ["versions_invalid.jsonl", "versions_real_invalid.jsonl"] {
        let Some(file) = shared("invalid versions against packaging", &format!("data/pep/{name}")) else {
            return;
        };
        for value in json_lines(&file) {
            let text = value.as_str().expect("a string");
            assert!(text.parse::<Version>().is_err(), "{text:?}");
        }
    }
}

#[test]
fn white_space_around_a_version_is_passed_over() {
    let Some(file) = shared("white space against packaging", "data/pep/versions_whitespace_ok.jsonl") else {
        return;
    };
    for value in json_lines(&file) {
        let (input, normalized) = (value["input"].as_str().expect("input"), &value["normalized"]);
        assert_eq!(
            input.parse::<Version>().map(|version| version.to_string()).as_deref(),
            Ok(normalized.as_str().expect("text"))
        );
    }
}

#[test]
fn names_are_folded_as_packaging_folds_them() {
    let Some(file) = shared("names against packaging", "data/pep/names.tsv") else { return };
    for row in tsv_rows(&file) {
        assert_eq!(PackageName::new(&row[0]).normalized(), row[1], "{:?}", row[0]);
    }
}

/// The order that the peer's users miss: candidates, post releases, development releases and epochs.
#[test]
fn the_order_of_pep_440() {
    let sorted = [
        "1.dev0",
        "1.0.dev456",
        "1.0a1",
        "1.0a2.dev456",
        "1.0a12",
        "1.0b1.dev456",
        "1.0b2",
        "1.0b2.post345.dev456",
        "1.0b2.post345",
        "1.0rc1.dev456",
        "1.0rc9",
        "1.0rc10",
        "1.0",
        "1.0+abc.5",
        "1.0+abc.7",
        "1.0+5",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.0.15",
        "1.1.dev1",
        "99999999999999999999999",
        "100000000000000000000000",
        "1!0.1",
    ];
    for pair in sorted.windows(2) {
        let [left, right] = [pair[0], pair[1]].map(|text| text.parse::<Version>().expect("a version"));
        assert!(left < right, "{} < {}", pair[0], pair[1]);
    }
}
