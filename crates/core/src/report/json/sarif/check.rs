//! What judging by a policy found.

use std::io::{self, Write};

use super::super::check::{CheckDocument, WireHit};
use super::model::{
    Fingerprints, Message, ResultOf, Rule, Suppression, path_location, place_location, plain, shown,
    write_log,
};
use crate::check::HitCode;

/// Writes what rules are against, each at the line of the policy or the bound that asks otherwise. What an exception lifts is in it,
/// as suppressed; what is only observed is a note.
pub fn write_check_sarif(document: &CheckDocument, out: &mut dyn Write) -> io::Result<()> {
    let rule = |code: &HitCode| Rule {
        id: code.as_str().into(),
        short_description: Message::new(code.meaning()),
        full_description: Message::new(code.meaning()),
        help: Message::new(code.advice()),
        help_uri: None,
        properties: None,
    };
    let rules = HitCode::ALL.iter().map(rule).collect();
    let packages = document.judgements.iter().flat_map(|judgement| {
        let version = judgement.installed.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
        let label = format!("{}{version} in {}", judgement.written, shown(&judgement.site));
        let version = judgement.installed.as_deref().unwrap_or_default();
        let key = format!("{}:{version}:{}", judgement.name, shown(&judgement.site));
        judgement.hits.iter().map(move |hit| result(hit, &label, &key, None))
    });
    let files = document.files.iter().flat_map(|file| {
        let path = shown(&file.path);
        file.hits.iter().map(move |hit| result(hit, &path, &path, Some(path_location(&file.path))))
    });
    let unchecked: Vec<_> = document.unchecked.iter().map(|one| one.unchecked.clone()).collect();
    write_log(out, rules, packages.chain(files).collect(), &unchecked)
}

fn result<'document>(
    hit: &'document WireHit,
    label: &str,
    key: &str,
    location: Option<super::model::Location>,
) -> ResultOf<'document> {
    let text = format!("{label}: {} (rule {}, {}). To do: {}.", hit.reason, hit.rule, hit.mode, hit.advice);
    let rule = HitCode::ALL.iter().position(|code| code.as_str() == hit.code);
    let suppression = hit.lifted.iter().map(|lift| Suppression {
        kind: "external",
        justification: format!("{} ({}, until {})", lift.reason, lift.owner, lift.until),
    });
    ResultOf {
        rule_id: hit.code.as_str().into(),
        rule_index: rule.unwrap_or_default(),
        level: match hit.mode.as_str() {
            "enforce" => "error",
            "warn" => "warning",
            _ => "note",
        },
        message: Message::new(plain(&text)),
        locations: vec![location.unwrap_or_else(|| place_location(&hit.place))],
        partial_fingerprints: Fingerprints {
            package: format!(
                "{}:{}:{key}:{}",
                hit.rule,
                hit.code,
                hit.advisory.as_deref().unwrap_or_default()
            ),
        },
        suppressions: suppression.collect(),
    }
}
