//! Advisories, held against what the OSV schema's evaluation gives for real records.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use fetter_core::advisory::index::{Builder, Index, Provenance, read_zip};
use fetter_core::advisory::{Match, facts};
use fetter_core::inventory::InstalledVersion;
use fetter_testkit::gate::shared;

/// The index of a dump that is shared between checkouts, built once for all tests.
fn index(dump: &Path) -> Index {
    let mut builder = Builder::default();
    read_zip(File::open(dump).unwrap(), |name, json| builder.add(name, json.unwrap())).unwrap();
    let built = builder.build(Provenance::default()).unwrap();
    Index::of_bytes(Path::new("index"), built.bytes).unwrap()
}

fn all(what: &str) -> Option<(Index, PathBuf)> {
    let dump = shared(what, "data/osv/all.zip")?;
    Some((index(&dump), dump.parent()?.to_path_buf()))
}

#[expect(clippy::disallowed_methods, reason = "the tests' own data")]
fn rows(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        header
            .iter()
            .zip(line.split('\t'))
            .map(|(key, value)| ((*key).to_owned(), value.to_owned()))
            .collect()
    };
    lines.map(row).collect()
}

fn ids(text: &str) -> BTreeSet<&str> {
    text.split(',').filter(|id| !id.is_empty()).collect()
}

/// What concerns a release, of the records whose identifiers begin so.
fn found(index: &Index, name: &str, version: &str, prefix: &str) -> BTreeSet<String> {
    let Some(package) = index.find(name).unwrap() else { return BTreeSet::new() };
    let affecting = package.affecting(&InstalledVersion::new(version)).into_iter();
    let own = affecting.filter(|found| found.by == Match::Version && found.entry.id.starts_with(prefix));
    own.map(|found| found.entry.id.clone()).collect()
}

#[test]
fn releases_are_affected_as_the_schema_s_evaluation_says() {
    let Some((index, data)) = all("expected advisories") else { return };
    for (file, prefix) in
        [("expected.tsv", "PYSEC-"), ("expected-ghsa.tsv", "GHSA-"), ("expected-mal.tsv", "MAL-")]
    {
        let mut differences = Vec::new();
        let rows = rows(&data.join(file));
        assert!(rows.len() > 1000);
        for row in &rows {
            let (name, version) = (&row["package"], &row["version"]);
            let found = found(&index, name, version, prefix);
            let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
            if found != ids(&row["ids"]) {
                differences.push(format!("{name} {version}: {found:?} {}", row["ids"]));
            }
        }
        assert!(
            differences.is_empty(),
            "{} differences:\n{}",
            differences.len(),
            differences[..5.min(differences.len())].join("\n")
        );
    }
}
