//! `[scopes.NAME]`.

use super::toml::{Table, Text, Value};
use crate::check::scope::{OwnerName, PathPattern, Scope};

/// How many scopes there may be.
const SCOPES: usize = 1000;

/// How many scopes, paths and owners one list may have.
const LISTED: usize = 1000;

/// Reads all scopes.
pub(super) fn read(root: Table<'_>) -> Vec<Scope> {
    let Some(value) = root.get("scopes") else { return Vec::new() };
    let Some(table) = value.table("[scopes]") else { return Vec::new() };
    if table.tables().count() > SCOPES {
        value.wrong(format!("there are more than {SCOPES} scopes, which is more than is read"));
    }
    table.tables().take(SCOPES).filter_map(|(name, at, value)| scope(root.text, name, at, value)).collect()
}

fn scope(text: &Text<'_>, name: &str, at: usize, value: Value<'_>) -> Option<Scope> {
    if !is_name(name) {
        text.wrong(at, expected_name());
    }
    let table = value.table("a scope")?;
    table.know(&["path", "not-path", "owner", "python"]);
    let paths_of = |key| table.get(key).map(paths);
    let (paths, not_paths) = (paths_of("path"), paths_of("not-path"));
    let owners = table.get("owner").map(owners);
    let python = table.get("python");
    if paths.is_none() && not_paths.is_none() && owners.is_none() && python.is_none() {
        text.wrong(at, "a scope needs path, not-path, owner or python: leave the scope of a rule away to have it everywhere");
    }
    Some(Scope {
        name: name.to_owned(),
        place: text.place(at),
        paths: paths.unwrap_or_default(),
        not_paths: not_paths.unwrap_or_default(),
        owners: owners.unwrap_or_default(),
        python: python.and_then(|value| {
            let specifiers = |text: &str| text.parse().ok();
            value.made("version specifiers such as \">=3.11\"", |text| {
                Some(text).filter(|text| !text.is_empty()).and_then(specifiers)
            })
        }),
    })
}

/// What is called by a name in a policy: letters, digits and `-_.`.
pub(super) fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !name.is_empty() && name.len() <= 64 && name.bytes().all(is_plain)
}

pub(super) fn expected_name() -> String {
    "expected a name of letters, digits, \"-\", \"_\" and \".\", of at most 64".to_owned()
}

/// Paths, of which there must be one: an empty list would be for nothing.
pub(super) fn paths(value: Value<'_>) -> Vec<PathPattern> {
    let mut paths = Vec::new();
    for (at, text) in listed(value) {
        match PathPattern::new(text) {
            Ok(path) => paths.push(path),
            Err(message) => value.table_of().text.wrong(at, message),
        }
    }
    paths
}

fn owners(value: Value<'_>) -> Vec<OwnerName> {
    let items = value.items();
    if items.is_empty() || items.len() > LISTED {
        value.wrong(format!("expected from 1 to {LISTED} names or numbers of users"));
        return Vec::new();
    }
    let name = |text: &str| text.parse().map_or_else(|_| OwnerName::Name(text.to_owned()), OwnerName::Id);
    let owner = |item: Value<'_>| {
        if item.is_number() { item.number(u32::MAX).map(OwnerName::Id) } else { item.text().map(name) }
    };
    items.into_iter().filter_map(owner).collect()
}

/// The texts of a list that must have one.
pub(super) fn listed(value: Value<'_>) -> Vec<(usize, &str)> {
    let mut texts = value.texts();
    if texts.is_empty() && value.is_empty_list() {
        value.wrong("expected at least one text: an empty list would be for nothing");
    }
    if texts.len() > LISTED {
        value.wrong(format!("there are more than {LISTED} texts in a list, which is more than is read"));
        texts.truncate(LISTED);
    }
    texts.retain(|(at, text)| {
        let is_blank = text.trim().is_empty();
        if is_blank {
            value.table_of().text.wrong(*at, "expected a text that is not blank");
        }
        !is_blank
    });
    texts
}
