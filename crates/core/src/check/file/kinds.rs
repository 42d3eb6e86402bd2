//! What each kind of rule asks.

use super::draft::Source;
use super::inline;
use super::rules::DAYS;
use super::scopes::listed;
use super::toml::{Table, Value};
use crate::advisory::Rating;
use crate::audit::TrustedOrigins;
use crate::check::RuleKind;
use crate::check::rule::{Allow, Asks, AuditRule, Deny, IntegrityRule, Lists, Origins, StartupRule};
use crate::integrity::Severity;
use crate::manifest::{Choice, Entry, Format, Manifest, Place};
use crate::metadata::credentials::mask_credentials;
use crate::metadata::file_url;
use crate::policy::{Bound, Ignores};
use crate::report::Pattern;

/// How many requirements one list in a policy itself may have. A file may have any number.
const REQUIREMENTS: usize = 10_000;

/// Reads what a rule of a kind asks.
pub(super) fn asks(kind: RuleKind, table: Table<'_>) -> Option<Asks> {
    match kind {
        RuleKind::Malware => None,
        RuleKind::Deny => Some(deny(table)),
        RuleKind::Audit => audit(table),
        RuleKind::Integrity => integrity(table),
        RuleKind::Age => {
            table.know(&["id", "mode", "scope", "days"]);
            table.need("days", "a number of days").and_then(|value| value.number(DAYS)).map(Asks::Age)
        }
        RuleKind::Allow => allow(table),
    }
}

fn deny(table: Table<'_>) -> Asks {
    table.know(&["id", "mode", "scope", "packages", "bounds", "advisories"]);
    let (packages, advisories) = (table.get("packages"), table.get("advisories"));
    if packages.is_none() && advisories.is_none() && table.get("bounds").is_none() {
        table.text.wrong(table.at, "[[deny]] needs packages, bounds or advisories");
    }
    let packages = packages.map(|value| entries(value, inline::denied)).unwrap_or_default();
    let advisories = advisories.map(listed).unwrap_or_default();
    Asks::Deny(Deny {
        packages: Lists::new(inline_bound(table, packages)),
        advisories: advisories.into_iter().map(|(_, id)| id.trim().to_owned()).collect(),
    })
}

fn audit(table: Table<'_>) -> Option<Asks> {
    table.know(&["id", "mode", "scope", "severity", "grace-days"]);
    let severity = table.need("severity", "low, medium, high or critical")?;
    let grace_days = table.get("grace-days").and_then(|value| value.number(DAYS));
    let rating = |word: &str| Rating::of_word(word).filter(|rating| *rating > Rating::None);
    let severity = severity.made("low, medium, high or critical", rating)?;
    Some(Asks::Audit(AuditRule { severity, grace_days: grace_days.unwrap_or_default() }))
}

fn integrity(table: Table<'_>) -> Option<Asks> {
    table.know(&["id", "mode", "scope", "record", "ownerless", "startup", "severity"]);
    let flag = |key| table.get(key).and_then(Value::flag).unwrap_or(false);
    let (record, ownerless) = (flag("record"), flag("ownerless"));
    let startup = match table.get("startup") {
        None => StartupRule::Any,
        Some(value) if value.is_flag() => {
            if value.flag() == Some(true) {
                StartupRule::Unsuspicious
            } else {
                StartupRule::Any
            }
        }
        Some(value) => StartupRule::Listed(file_names(value)),
    };
    if !record && !ownerless && matches!(startup, StartupRule::Any) {
        table.text.wrong(
            table.at,
            "[[integrity]] needs record = true, ownerless = true or startup: it asks for nothing",
        );
    }
    let severity = |word: &str| Severity::ALL.iter().copied().find(|one| one.as_str() == word);
    let severity = table.get("severity").map_or(Some(Severity::Medium), |value| {
        value.made("low, medium or high", |word| severity(word).filter(|one| *one > Severity::Info))
    });
    Some(Asks::Integrity(IntegrityRule { record, ownerless, startup, severity: severity? }))
}

/// Names of files; an empty list allows none.
fn file_names(value: Value<'_>) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (at, text) in value.texts() {
        match Pattern::new(text, true) {
            Ok(pattern) if !text.is_empty() && !text.contains('/') => patterns.push(pattern),
            Ok(_) => value
                .table_of()
                .text
                .wrong(at, format!("expected the name of a file or a glob of such, found {text:?}")),
            Err(error) => value.table_of().text.wrong(at, error.to_string()),
        }
    }
    patterns
}

fn allow(table: Table<'_>) -> Option<Asks> {
    table.know(&[
        "id",
        "mode",
        "scope",
        "bounds",
        "bound-options",
        "requirements",
        "origins",
        "ignore",
        "no-default-ignore",
    ]);
    let requirements = table.get("requirements");
    let origins = table.get("origins").map(listed);
    if table.get("bounds").is_none() && requirements.is_none() && origins.is_none() {
        table.text.wrong(table.at, "[[allow]] needs bounds, requirements or origins");
    }
    let entries = requirements.map(|value| entries(value, inline::entry)).unwrap_or_default();
    let ignore = table.get("ignore").map(listed).unwrap_or_default();
    let names: Vec<String> = ignore.iter().map(|(_, text)| (*text).to_owned()).collect();
    let without_defaults = table.get("no-default-ignore").and_then(Value::flag).unwrap_or(false);
    let ignores = Ignores::new(&names, without_defaults).map_err(|error| {
        table.text.wrong(ignore.first().map_or(table.at, |(at, _)| *at), error.to_string());
    });
    let origins = origins.map(|texts| Origins {
        index: texts.iter().any(|(_, text)| *text == "index"),
        trusted: TrustedOrigins::new(
            texts
                .iter()
                .filter(|(_, text)| *text != "index")
                .filter_map(|(at, text)| origin(table, *at, text)),
        ),
    });
    Some(Asks::Allow(Allow {
        lists: Lists { bounds: inline_bound(table, entries), ..Lists::default() },
        origins,
        ignores: ignores.ok()?,
    }))
}

/// The beginning of a URL; a directory is one too.
fn origin(table: Table<'_>, at: usize, text: &str) -> Option<String> {
    if text.contains('*') {
        table.text.wrong(
            at,
            format!(
                "\"*\" has no meaning in {:?}: an origin is a beginning, and stands for all below it",
                mask_credentials(text)
            ),
        );
        return None;
    }
    if text.starts_with('/') {
        return Some(file_url::of_path(std::path::Path::new(text)));
    }
    let url = text.split_once("://").map(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_local =
            scheme.eq_ignore_ascii_case("file") && file_url::path_of(&format!("file://{rest}")).is_some();
        let user = host.rsplit_once('@').map(|(user, _)| user);
        let is_open = user.is_none_or(|user| !user.contains(':'));
        !rest.contains('\\')
            && is_open
            && (is_local || !scheme.eq_ignore_ascii_case("file") && !host.is_empty())
    });
    if url != Some(true) {
        table.text.wrong(at, format!("expected \"index\", the beginning of a URL without a password, or an absolute directory, found {:?}", mask_credentials(text)));
        return None;
    }
    Some(text.to_owned())
}

fn entries(value: Value<'_>, read: impl Fn(&str, &Place) -> Result<Entry, String>) -> Vec<Entry> {
    let text = value.table_of().text;
    let mut entries = Vec::new();
    if value.is_empty_list() {
        value.wrong("expected at least one text: an empty list would be for nothing");
    }
    let texts = value.texts();
    if texts.len() > REQUIREMENTS {
        value.wrong(format!("there are more than {REQUIREMENTS} of them: name a file under \"bounds\""));
    }
    for (at, written) in texts.into_iter().take(REQUIREMENTS) {
        match read(written, &text.place(at)) {
            Ok(entry) => entries.push(entry),
            Err(message) => text.wrong(at, message),
        }
    }
    entries
}

/// Entries that stand in the policy, as a bound.
fn inline_bound(table: Table<'_>, entries: Vec<Entry>) -> Vec<Bound> {
    if entries.is_empty() {
        return Vec::new();
    }
    let manifest = Manifest { entries, ..Manifest::empty(Format::Requirements, table.text.file.clone()) };
    vec![Bound { manifest, choice: Choice::default() }]
}

/// What the bounds of a rule are called.
pub(super) fn sources(value: Value<'_>) -> Vec<Source> {
    let source = |(at, text): (usize, &str)| {
        let (line, column) = value.table_of().text.position(at);
        if text == "-" {
            value.table_of().text.wrong(at, "standard input can be no bound of a policy: name a file");
        }
        Source { written: text.to_owned(), line, column }
    };
    listed(value).into_iter().map(source).collect()
}
