//! Statements that a generator makes, held against a plain reading of the rules.

use fetter_core::audit::vex::{VexDocument, apply};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{document, hidden, outcome};

/// One statement on the vulnerability of jinja2, as the generator chooses it.
#[derive(Clone, Debug)]
struct Made {
    day: u8,
    name: &'static str,
    version: Option<&'static str>,
    is_part: bool,
    status: &'static str,
    is_whole: bool,
}

impl Made {
    fn json(&self) -> Value {
        let version = self.version.map(|version| format!("@{version}")).unwrap_or_default();
        let part = if self.is_part { "?file_name=x" } else { "" };
        let mut statement = json!({
            "vulnerability": {"name": self.name},
            "products": [{"@id": format!("pkg:pypi/Jinja2{version}{part}")}],
            "timestamp": format!("2024-01-{:02}T00:00:00Z", self.day),
            "status": self.status,
        });
        if self.is_whole {
            statement["impact_statement"] = "x".into();
            statement["action_statement"] = "x".into();
        }
        statement
    }

    fn is_believed(&self) -> bool {
        self.is_whole || !matches!(self.status, "affected" | "not_affected")
    }

    fn hides(&self) -> bool {
        self.is_believed() && matches!(self.status, "fixed" | "not_affected")
    }

    /// Whether it is to be asked about 3.1.3.
    fn counts(&self) -> bool {
        let is_about =
            self.name != "CVE-2024-0009" && self.version.is_none_or(|version| version == "3.1.3.0");
        is_about && !(self.is_part && self.hides())
    }
}

fn made() -> impl Strategy<Value = Made> {
    let names =
        prop::sample::select(vec!["CVE-2024-0001", "PYSEC-2024-1", "ghsa-aaaa-bbbb-cccc", "CVE-2024-0009"]);
    let versions = prop::option::of(prop::sample::select(vec!["3.1.3.0", "3.1.2"]));
    let statuses = prop::sample::select(vec!["affected", "not_affected", "fixed", "under_investigation"]);
    (1..4_u8, names, versions, prop::bool::weighted(0.2), statuses, prop::bool::weighted(0.8)).prop_map(
        |(day, name, version, is_part, status, is_whole)| Made {
            day,
            name,
            version,
            is_part,
            status,
            is_whole,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_latest_that_counts_decides(documents in prop::collection::vec(prop::collection::vec(made(), 0..4), 0..3)) {
        let all = documents.iter().flatten().filter(|made| made.counts());
        // `max_by_key` gives the last of several.
        let latest = all.max_by_key(|made| made.day);
        let read: Vec<(String, VexDocument)> = documents.iter().enumerate().map(|(at, all)| {
            let statements: Value = all.iter().map(Made::json).collect();
            (at.to_string(), VexDocument::read(&document(&statements)).unwrap())
        }).collect();
        let mut outcome = outcome();
        let count = outcome.findings.len() + outcome.suppressed.len();
        apply(&read, &mut outcome);
        let is_hidden = hidden(&outcome).iter().any(|text| text.contains("inja2-3.1.3 "));
        prop_assert_eq!(is_hidden, latest.is_some_and(Made::hides));
        prop_assert_eq!(outcome.findings.len() + outcome.suppressed.len(), count, "nothing is lost");
        let wrong = documents.iter().flatten().filter(|made| !made.is_believed()).count();
        prop_assert_eq!(outcome.unchecked.len(), wrong);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", status in ".{0,20}", purl in "pkg:pypi/\\PC{0,40}") {
        let _ = VexDocument::read(text.as_bytes());
        let statement = json!([{"vulnerability": text, "products": [purl], "status": status, "timestamp": text}]);
        let read = VexDocument::read(&document(&statement)).unwrap();
        prop_assert!(read.statements.len() <= 1);
        apply(&[(text, read)], &mut outcome());
    }
}
