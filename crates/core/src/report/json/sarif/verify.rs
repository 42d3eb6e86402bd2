//! What a verification found.

use std::io::{self, Write};

use super::super::verify::{VerifyDocument, WireVerifyFinding};
use super::model::{
    Fingerprints, Message, Properties, ResultOf, Rule, path_location, plain, shown, write_log,
};
use crate::integrity::verify::VerifyCode;

/// Writes findings, each at its file. The severity `info` is a note.
pub fn write_verify_sarif(document: &VerifyDocument, out: &mut dyn Write) -> io::Result<()> {
    let rule = |code: &VerifyCode| Rule {
        id: code.as_str().into(),
        short_description: Message::new(code.meaning()),
        full_description: Message::new(code.meaning()),
        help: Message::new(code.advice()),
        help_uri: None,
        properties: Some(Properties { tags: vec!["security".to_owned()], severity: None }),
    };
    let rules = VerifyCode::ALL.iter().map(rule).collect();
    let results = document.findings.iter().map(result).collect();
    write_log(out, rules, results, &document.unchecked)
}

fn result(finding: &WireVerifyFinding) -> ResultOf<'_> {
    let package = match (&finding.written, &finding.installed) {
        (Some(name), Some(version)) => format!("{name} {version}: "),
        (Some(name), None) => format!("{name}: "),
        _ => String::new(),
    };
    let path = shown(&finding.path);
    let text = format!("{package}{path}: {}. To do: {}.", finding.reason, finding.advice);
    let rule = VerifyCode::ALL.iter().position(|code| code.as_str() == finding.code);
    ResultOf {
        rule_id: finding.code.as_str().into(),
        rule_index: rule.unwrap_or_default(),
        level: match finding.severity.as_str() {
            "high" => "error",
            "info" => "note",
            _ => "warning",
        },
        message: Message::new(plain(&text)),
        locations: vec![path_location(&finding.path)],
        partial_fingerprints: Fingerprints {
            package: format!("{}:{}:{path}", finding.code, finding.name.as_deref().unwrap_or_default()),
        },
        suppressions: Vec::new(),
    }
}
