//! Hand-made records in the OSV format. What they say is made up.

use serde_json::{Value, json};

/// `requests` before 2.20.0, as two databases say it: scored by one of them, with a range of commits before the one of versions.
pub(super) const LEAK: [&str; 3] = ["PYSEC-2024-9001", "GHSA-aaaa-2222-3333", "CVE-2024-9001"];
/// `requests` before 2.32.0, of medium severity.
pub(super) const TRUST: [&str; 2] = ["GHSA-bbbb-2222-3333", "CVE-2024-9002"];
/// `requests` up to 2.25.1, which nobody has scored.
pub(super) const UNSCORED: &str = "PYSEC-2023-9003";
/// `torch` up to 2.6.0, scored by CVSS 4.0.
pub(super) const TENSOR: &str = "GHSA-cccc-2222-3333";
/// `oldlib` 1.0, scored by CVSS 2.
pub(super) const OLD: &str = "PYSEC-2010-9004";
/// `colourfull` 1.0 is malware.
pub(super) const MALWARE: &str = "MAL-2024-9005";
/// Withdrawn: all of `zope.interface`.
pub(super) const WITHDRAWN: &str = "GHSA-dddd-2222-3333";

/// A range of versions.
pub(super) fn range(introduced: &str, end: &str, version: &str) -> Value {
    json!({"type": "ECOSYSTEM", "events": [{"introduced": introduced}, {end: version}]})
}

/// A record on one package.
pub(super) fn record(id: &str, package: &str, ranges: &Value, versions: &[&str]) -> Value {
    json!({"schema_version": "1.7.0", "id": id, "published": "2024-05-01T00:00:00Z", "modified": "2024-06-01T00:00:00Z",
        "summary": format!("{package} does what it should not"),
        "affected": [{"package": {"ecosystem": "PyPI", "name": package}, "ranges": ranges, "versions": versions}],
        "references": [{"type": "ADVISORY", "url": format!("https://advisories.example/{id}")}]})
}

/// The same with more.
fn with(mut record: Value, more: &Value) -> Value {
    let fields = more.as_object().expect("an object").clone();
    record.as_object_mut().expect("an object").extend(fields);
    record
}

fn scored(kind: &str, vector: &str) -> Value {
    json!([{"type": kind, "score": vector}])
}

/// All records, those too that a dump of Python's has and no release is affected by.
pub(super) fn all() -> Vec<Value> {
    let commits = json!({"type": "GIT", "repo": "https://git.example/requests",
        "events": [{"introduced": "0"}, {"fixed": "0123456789012345678901234567890123456789"}]});
    let leak = json!([commits, range("0", "fixed", "2.20.0")]);
    let npm = json!({"id": "GHSA-eeee-2222-3333", "modified": "2024-06-01T00:00:00Z",
        "affected": [{"package": {"ecosystem": "npm", "name": "requests"}, "versions": ["2.31.0"]}]});
    vec![
        with(
            record(LEAK[0], "requests", &leak, &["2.18.0", "2.19.1"]),
            &json!({"aliases": [LEAK[2], LEAK[1]]}),
        ),
        with(
            record(LEAK[1], "requests", &json!([range("0", "fixed", "2.20.0")]), &[]),
            &json!({"aliases": [LEAK[2]], "summary": "Credentials leak to other hosts",
                "severity": scored("CVSS_V3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"),
                "database_specific": {"severity": "HIGH", "cwe_ids": ["CWE-522"]}}),
        ),
        with(
            record(
                TRUST[0],
                "requests",
                &json!([range("0", "fixed", "2.32.0")]),
                &["2.20.0", "2.25.1", "2.31.0"],
            ),
            &json!({"aliases": [TRUST[1]],
                "severity": scored("CVSS_V3", "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:H/I:H/A:N")}),
        ),
        record(UNSCORED, "requests", &json!([range("0", "last_affected", "2.25.1")]), &[]),
        with(
            record(TENSOR, "torch", &json!([range("0", "last_affected", "2.6.0")]), &[]),
            &json!({"severity":
                scored("CVSS_V4", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")}),
        ),
        with(
            record(OLD, "oldlib", &json!([]), &["1.0"]),
            &json!({"severity": scored("CVSS_V2", "AV:N/AC:M/Au:N/C:P/I:P/A:N")}),
        ),
        record(MALWARE, "colourfull", &json!([]), &["1.0"]),
        with(
            record(WITHDRAWN, "zope.interface", &json!([range("0", "fixed", "99")]), &["6.1"]),
            &json!({"withdrawn": "2024-06-02T00:00:00Z"}),
        ),
        npm,
    ]
}

/// The identifier of a record.
pub(super) fn id(record: &Value) -> &str {
    record["id"].as_str().expect("a record has an identifier")
}

/// Which records concern which releases of [`machine`](super::place::machine), as the schema's evaluation says.
pub(super) const AFFECTED: [(&str, &str, &[&str]); 6] = [
    ("requests", "2.19.1", &[LEAK[0], LEAK[1], TRUST[0], UNSCORED]),
    ("requests", "2.31.0", &[TRUST[0]]),
    ("torch", "2.6.0", &[TENSOR]),
    ("oldlib", "1.0", &[OLD]),
    ("colourfull", "1.0", &[MALWARE]),
    ("oldlib", "1.0.0", &[OLD]),
];
