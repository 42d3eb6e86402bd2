//! Advisories: records, what they concern, and the index of them.

mod damaged;
mod expected;
mod matching;
mod update;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use fetter_core::advisory::index::{Builder, Built, Index, Provenance, read_zip};
use fetter_core::advisory::{Advisory, Package, read_record};
use fetter_testkit::gate::shared;

/// What is built of the newer one of the dumps that are shared between checkouts, once for all tests, with where it is.
pub(crate) fn newest(what: &str) -> Option<(&'static Built, PathBuf)> {
    static BUILT: OnceLock<Built> = OnceLock::new();
    let dump = shared(what, "data/osv/all.zip")?;
    Some((BUILT.get_or_init(|| built_of(&dump)), dump.parent()?.to_path_buf()))
}

/// What is built of a dump.
pub(crate) fn built_of(dump: &Path) -> Built {
    let mut builder = Builder::default();
    let dump = File::open(dump).expect("the dump is there");
    read_zip(dump, |name, json| builder.add(name, json.expect("no record is too large")))
        .expect("a zip file");
    builder.build(Provenance::default()).expect("an index")
}

/// An index in memory.
pub(crate) fn index_of(bytes: Vec<u8>) -> Index {
    Index::of_bytes(Path::new("index"), bytes).expect("an index")
}

/// A record of one package.
pub(crate) fn record(id: &str, aliases: &[&str], package: &str, affected: &str) -> Advisory {
    let aliases = aliases.iter().map(|alias| format!("{alias:?}")).collect::<Vec<_>>().join(",");
    let json = format!(
        r#"{{"id": "{id}", "modified": "2026-01-01T00:00:00Z", "aliases": [{aliases}], "summary": "About {id}",
            "affected": [{{"package": {{"ecosystem": "PyPI", "name": "{package}"}}, {affected}}}]}}"#
    );
    read_record(json.as_bytes()).expect("a record")
}

/// A range of versions, from its events.
pub(crate) fn range(events: &[(&str, &str)]) -> String {
    let events: Vec<String> =
        events.iter().map(|(kind, version)| format!(r#"{{"{kind}": "{version}"}}"#)).collect();
    format!(r#""ranges": [{{"type": "ECOSYSTEM", "events": [{}]}}]"#, events.join(","))
}

/// A package with these records.
pub(crate) fn package(name: &str, records: &[Advisory]) -> Package {
    Package::of_records(name, records)
}
