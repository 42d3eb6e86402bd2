//! What is known of packages in a demonstration: facts of public records, told in our own words, and two that are made up and say so.

use std::path::Path;

use fetter_core::advisory::index::{Builder, Provenance};
use serde_json::{Value, json};

use super::DemoError;
use crate::jobs::advisories::put as put_index;

/// A vulnerability: id, alias, package, where it begins and is mended, severity as CVSS, and what it is.
type Known = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

const LOW: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N";
const READ: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N";
const DOWN: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
const ALL: &str = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

const VULNERABLE: [Known; 12] = [
    (
        "PYSEC-2018-28",
        "CVE-2018-18074",
        "requests",
        &[("0", "2.20.0")],
        READ,
        "Credentials go along when a server sends a client from HTTPS to HTTP",
    ),
    (
        "PYSEC-2023-74",
        "CVE-2023-32681",
        "requests",
        &[("2.3.0", "2.31.0")],
        "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:N/A:N",
        "Credentials for a proxy are told to the server behind it",
    ),
    (
        "PYSEC-2023-192",
        "CVE-2023-43804",
        "urllib3",
        &[("2.0.0", "2.0.6"), ("0", "1.26.17")],
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N",
        "Cookies go along to another host when a server redirects",
    ),
    (
        "PYSEC-2026-1473",
        "CVE-2024-22195",
        "jinja2",
        &[("0", "3.1.3")],
        LOW,
        "A filter writes attributes that somebody else may name",
    ),
    (
        "PYSEC-2026-1474",
        "CVE-2024-34064",
        "jinja2",
        &[("0", "3.1.4")],
        LOW,
        "A filter takes keys with characters that end an attribute",
    ),
    (
        "PYSEC-2026-457",
        "CVE-2023-50447",
        "pillow",
        &[("0", "10.2.0")],
        "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "An expression on images runs any code",
    ),
    (
        "PYSEC-2023-254",
        "CVE-2023-49083",
        "cryptography",
        &[("3.1", "41.0.6")],
        DOWN,
        "A certificate with a broken structure ends the program",
    ),
    (
        "PYSEC-2023-135",
        "CVE-2023-37920",
        "certifi",
        &[("2015.4.28", "2023.7.22")],
        ALL,
        "Certificates of an authority that is not trusted any more are taken",
    ),
    ("PYSEC-2021-142", "CVE-2020-14343", "pyyaml", &[("0", "5.4")], ALL, "Reading a document runs any code"),
    (
        "PYSEC-2024-24",
        "CVE-2024-23334",
        "aiohttp",
        &[("1.0.5", "3.9.2")],
        READ,
        "Files outside of a static directory are given away",
    ),
    (
        "PYSEC-2023-221",
        "CVE-2023-46136",
        "werkzeug",
        &[("0", "2.3.8"), ("3.0.0", "3.0.1")],
        DOWN,
        "A form takes any amount of time to read",
    ),
    (
        "PYSEC-2023-13",
        "CVE-2023-24580",
        "django",
        &[("3.2", "3.2.18"), ("4.0", "4.0.10"), ("4.1", "4.1.7")],
        DOWN,
        "A form with many parts uses up memory or files",
    ),
];

/// Packages that are malicious, which are made up.
pub(super) const MALICIOUS: [(&str, &str, &str, &str); 2] = [
    (
        "MAL-DEMO-1",
        "reqeusts",
        "1.0.4",
        "Made up for the demonstration: sends environment variables away when it is installed",
    ),
    (
        "MAL-DEMO-2",
        "py-colour-term",
        "0.2.1",
        "Made up for the demonstration: loads and runs another program on import",
    ),
];

/// What pages call the source of them.
const SOURCE: &str = "the demonstration's own records";

/// Puts the index of them where a server looks for one, made of records as OSV's schema has them.
pub(super) fn put(directory: &Path) -> Result<(), DemoError> {
    let failed =
        |error: String| DemoError::new(format!("write advisories into {}", directory.display()), error);
    let mut builder = Builder::default();
    for record in records() {
        let name = record["id"].as_str().unwrap_or_default();
        builder.add(&format!("{name}.json"), record.to_string().as_bytes());
    }
    let provenance =
        Provenance { source: SOURCE.to_owned(), retrieved: crate::clock::now(), ..Provenance::default() };
    let built = builder.build(provenance).map_err(|error| failed(error.to_string()))?;
    put_index(directory, &built).map_err(failed)
}

fn records() -> Vec<Value> {
    let vulnerable = VULNERABLE.iter().map(|(id, alias, package, ranges, severity, summary)| {
        let events = ranges.iter().flat_map(|(from, to)| [json!({"introduced": from}), json!({"fixed": to})]);
        let events: Vec<Value> = events.collect();
        let mut record = record(id, package, summary);
        record["aliases"] = json!([alias]);
        record["severity"] = json!([{"type": "CVSS_V3", "score": severity}]);
        record["affected"][0]["ranges"] = json!([{"type": "ECOSYSTEM", "events": events}]);
        record
    });
    let malicious = MALICIOUS.iter().map(|(id, package, version, summary)| {
        let mut record = record(id, package, summary);
        record["affected"][0]["versions"] = json!([version]);
        record
    });
    vulnerable.chain(malicious).collect()
}

fn record(id: &str, package: &str, summary: &str) -> Value {
    json!({
        "schema_version": "1.6.0",
        "id": id,
        "modified": "2026-11-01T00:00:00Z",
        "published": "2026-11-01T00:00:00Z",
        "summary": summary,
        "affected": [{"package": {"ecosystem": "PyPI", "name": package}}],
    })
}

#[cfg(test)]
mod tests {
    use fetter_core::advisory::index::Index;

    use super::*;

    #[test]
    fn a_server_finds_all_records_and_says_whose_they_are() {
        let directory = tempfile::tempdir().unwrap();
        put(directory.path()).unwrap();
        let index = Index::open(&directory.path().join("advisories-1.index")).unwrap();
        assert_eq!(index.header().provenance.source, SOURCE);
        assert_eq!(index.header().records, records().len() as u64);
    }
}
