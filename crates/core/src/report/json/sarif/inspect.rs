//! Start-up code that a person must judge.

use std::io::{self, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::super::WirePath;
use super::super::inspect::{InspectDocument, WireStartupItem};
use super::super::validation::WirePlace;
use super::model::{
    Fingerprints, Location, Message, Properties, ResultOf, Rule, location, place_location, plain, shown,
    write_log,
};
use crate::hex;
use crate::metadata::file_url;

/// The rules: the verdict that each is for, its name, what it means, and what to do.
const RULES: [(&str, &str, &str, &str); 2] = [
    (
        "suspicious",
        "suspicious-start-up-code",
        "Code that runs when Python starts does or looks like what is found in attacks.",
        "read the whole of it; unless somebody knows what it is for, take the machine for compromised",
    ),
    (
        "unknown",
        "unknown-start-up-code",
        "Code that no distribution lists, and that no known tool writes, runs when Python starts.",
        "find out who put it there; remove it if nobody did on purpose",
    ),
];

/// Writes what a person must judge, each at its line.
pub fn write_inspect_sarif(document: &InspectDocument, out: &mut dyn Write) -> io::Result<()> {
    let rule = |(_, id, meaning, advice): &(&str, &'static str, &'static str, &'static str)| Rule {
        id: (*id).into(),
        short_description: Message::new(*meaning),
        full_description: Message::new(*meaning),
        help: Message::new(*advice),
        help_uri: None,
        properties: Some(Properties { tags: vec!["security".to_owned()], severity: None }),
    };
    let rules = RULES.iter().map(rule).collect();
    let results = document.items.iter().filter(|item| item.is_finding).filter_map(result).collect();
    write_log(out, rules, results, &document.unchecked)
}

fn result(item: &WireStartupItem) -> Option<ResultOf<'_>> {
    let rule_index = RULES.iter().position(|(verdict, ..)| *verdict == item.verdict)?;
    let (_, rule, meaning, advice) = RULES[rule_index];
    let mut codes: Vec<&str> = item.traits.iter().map(|found| found.code.as_str()).collect();
    codes.dedup();
    let (kind, codes) = (&item.kind, codes.join(", "));
    let stands_out = if codes.is_empty() { String::new() } else { format!(" What stands out: {codes}.") };
    let path = shown(&item.file);
    let text = format!("{path} ({kind}): {meaning}{stands_out} To do: {advice}.");
    let line = item.line.or_else(|| item.traits.iter().find_map(|found| found.line));
    Some(ResultOf {
        rule_id: rule.into(),
        rule_index,
        level: if item.severity == "high" { "error" } else { "warning" },
        message: Message::new(plain(&text)),
        locations: vec![place(&item.file, line)],
        partial_fingerprints: Fingerprints { package: fingerprint(item, rule) },
        suppressions: Vec::new(),
    })
}

/// Tells one result from another, whatever the length of what it is about.
fn fingerprint(item: &WireStartupItem, rule: &str) -> String {
    let digest = hex::encode(&Sha256::digest(&item.content));
    format!("{rule}:{}:{}:{digest}", item.kind, shown(&item.file))
}

/// An environment file that was named by a relative path stays relative.
fn place(file: &WirePath, line: Option<u64>) -> Location {
    let line = line.and_then(|line| u32::try_from(line).ok());
    match PathBuf::try_from(file.clone()) {
        Ok(path) if path.is_absolute() => location(file_url::of_path(&path), line),
        _ => place_location(&WirePlace { file: shown(file), line }),
    }
}
