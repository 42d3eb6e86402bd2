//! What validating found.

use std::io::{self, Write};

use super::super::validation::{ValidationDocument, WireFinding};
use super::model::{Fingerprints, Message, ResultOf, Rule, path_location, place_location, shown, write_log};
use crate::policy::FindingCode;

/// Writes findings, each at the line of the bound that it is about, or else where the package lies.
pub fn write_sarif(document: &ValidationDocument, out: &mut dyn Write) -> io::Result<()> {
    let rule = |code: &FindingCode| Rule {
        id: code.as_str().into(),
        short_description: Message::new(code.meaning()),
        full_description: Message::new(code.meaning()),
        help: Message::new(code.advice()),
        help_uri: None,
        properties: None,
    };
    let rules = FindingCode::ALL.iter().map(rule).collect();
    let results = document.findings.iter().map(result).collect();
    write_log(out, rules, results, &document.unchecked)
}

fn result(finding: &WireFinding) -> ResultOf<'_> {
    let installed = finding.installed.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let sites: Vec<String> = finding.sites.iter().map(shown).collect();
    let text = format!(
        "{}: {}{installed}: {} ({}). To do: {}.",
        finding.verdict,
        finding.written,
        finding.reason,
        sites.join(", "),
        finding.advice
    );
    let locations = match &finding.place {
        Some(place) => vec![place_location(place)],
        None => finding.sites.iter().map(path_location).collect(),
    };
    let rule = FindingCode::ALL.iter().position(|code| code.as_str() == finding.code);
    ResultOf {
        rule_id: finding.code.as_str().into(),
        rule_index: rule.unwrap_or_default(),
        level: "error",
        message: Message::new(text),
        locations,
        partial_fingerprints: Fingerprints {
            package: format!(
                "{}:{}:{}:{}",
                finding.code,
                finding.name,
                finding.installed.as_deref().unwrap_or_default(),
                finding.requirement.as_deref().unwrap_or_default()
            ),
        },
        suppressions: Vec::new(),
    }
}
