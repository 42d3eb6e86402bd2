//! Held against what the OSV schema's evaluation gives for real records.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fetter_core::advisory::index::Index;
use fetter_core::advisory::{Match, Score, facts};
use fetter_core::inventory::InstalledVersion;

use super::{index_of, newest};

fn all(what: &str) -> Option<(Index, PathBuf)> {
    newest(what).map(|(built, data)| (index_of(built.bytes.clone()), data))
}

#[expect(clippy::disallowed_methods, reason = "the tests' own data")]
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(file).expect("the data are there");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    let row = |line: &str| {
        header
            .iter()
            .zip(line.split('\t'))
            .map(|(key, value)| ((*key).to_owned(), value.to_owned()))
            .collect()
    };
    lines.map(row).collect()
}

/// What concerns a release, of the records whose identifiers begin so.
fn found(index: &Index, name: &str, version: &str, prefix: &str) -> BTreeSet<String> {
    let Some(package) = index.find(name).expect("it can be read") else { return BTreeSet::new() };
    let affecting = package.affecting(&InstalledVersion::new(version)).into_iter();
    let own = affecting.filter(|found| found.by == Match::Version && found.entry.id.starts_with(prefix));
    own.map(|found| found.entry.id.clone()).collect()
}

/// No difference: 8,519 releases for PYSEC, 1,586 for GHSA, 1,058 for MAL.
#[test]
fn releases_are_affected_as_the_schema_s_evaluation_says() {
    let Some((index, data)) = all("expected advisories") else { return };
    for (file, prefix) in
        [("expected.tsv", "PYSEC-"), ("expected-ghsa.tsv", "GHSA-"), ("expected-mal.tsv", "MAL-")]
    {
        let rows = rows(&data.join(file));
        assert!(rows.len() > 1000);
        let differs = |row: &&BTreeMap<String, String>| {
            let expected = row["ids"].split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
            found(&index, &row["package"], &row["version"], prefix) != expected
        };
        let differences: Vec<_> = rows.iter().filter(differs).collect();
        assert!(differences.is_empty(), "{} differences: {:?}", differences.len(), differences[0]);
    }
}

/// Facts do not overlap, and every record is in one. Two records that share a name are in the same.
#[test]
fn facts_of_real_packages_are_closed_under_aliases() {
    let Some((index, _)) = all("facts") else { return };
    let mut joined = 0;
    for name in index.names() {
        let package = index.find(name).expect("it can be read").expect("it is there");
        let entries = package.entries();
        let facts = facts::facts(entries);
        let members: usize = facts.iter().map(Vec::len).sum();
        assert_eq!(members, entries.len(), "{name}");
        joined += facts.iter().filter(|fact| fact.len() > 1).count();
        let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, fact) in facts.iter().enumerate() {
            for entry in fact.iter().map(|member| &entries[*member]) {
                for known in std::iter::once(&entry.id).chain(&entry.aliases) {
                    assert_eq!(*owners.entry(known).or_insert(at), at, "{name}: {known}");
                }
            }
        }
    }
    assert!(joined > 15, "{joined}");
}

/// Every vector of real records has a score.
#[test]
fn vectors_of_real_records_have_scores() {
    let Some((index, _)) = all("scores") else { return };
    let mut scored = 0;
    for name in index.names() {
        let package = index.find(name).expect("it can be read").expect("it is there");
        for vector in package.entries().iter().flat_map(|entry| entry.detail().vectors) {
            assert!(Score::of_vector(&vector).is_some(), "{vector}");
            scored += 1;
        }
    }
    assert!(scored > 4000, "{scored}");
}
