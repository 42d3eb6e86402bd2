//! What `agent.toml` may say. Every key is optional, an unknown one is a mistake, and all mistakes are told at once.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fetter_core::check::PolicyErrors;
use fetter_core::check::reading::{Table, Text, Value};

use super::{Config, Enforcement, JournalConfig, LIMIT, RECONCILE, SOCKET, STATE};

/// How many hours, megabytes or days may be said, at most where nothing else limits them.
const MOST: u32 = 1_000_000_000;

/// Reads the text of a file. Relative paths are taken from the directory that it lies in.
pub(super) fn read(whole: &str, path: &Path) -> Result<Config, PolicyErrors> {
    let (text, table) = Text::parse(whole, &path.display().to_string(), LIMIT)?;
    let root = Table::root(&text, &table);
    root.know(&[
        "policy",
        "enforcement",
        "break-glass",
        "reconcile-hours",
        "path",
        "only-path",
        "database",
        "state",
        "socket",
        "journal",
        "tell",
        "report",
    ]);
    let directory = path.parent().unwrap_or(Path::new("/"));
    let at = |key| root.get(key).and_then(Value::text).map(|path| directory.join(path));
    let hours = root.get("reconcile-hours").and_then(|value| least(value, 1, 24 * 7));
    let paths = root.get("path").map(Value::texts).unwrap_or_default();
    let only = root.get("only-path");
    let only_paths = only.and_then(Value::flag).unwrap_or_default();
    if let Some(only) = only.filter(|_| only_paths && paths.is_empty()) {
        only.wrong("only-path is said, and no directory is named by path");
    }
    let (system_log, terminals) = tell(root);
    let config = Config {
        policy: at("policy"),
        usual_policy: directory.join("policy.toml"),
        enforcement: root.get("enforcement").and_then(enforcement).unwrap_or_default(),
        break_glass: at("break-glass").unwrap_or_else(|| "/etc/fetter/break-glass".into()),
        reconcile: Duration::from_secs(u64::from(hours.unwrap_or(RECONCILE)) * 3600),
        paths: paths.into_iter().map(|(_, path)| directory.join(path)).collect(),
        only_paths,
        database: at("database"),
        state: at("state").unwrap_or_else(|| PathBuf::from(STATE)),
        socket: at("socket").unwrap_or_else(|| PathBuf::from(SOCKET)),
        journal: journal(root),
        system_log,
        terminals,
        report_to: report(root),
    };
    text.finish()?;
    Ok(config)
}

fn enforcement(value: Value<'_>) -> Option<Enforcement> {
    value.made("off, open or closed", |word| {
        [Enforcement::Off, Enforcement::Open, Enforcement::Closed]
            .into_iter()
            .find(|one| one.as_str() == word)
    })
}

fn journal(root: Table<'_>) -> JournalConfig {
    let usual = JournalConfig::default();
    let Some(table) = root.get("journal").and_then(|value| value.table("[journal]")) else { return usual };
    table.know(&["events", "megabytes", "days"]);
    // With 0 nothing could be kept.
    let number = |key| table.get(key).and_then(|value| least(value, 1, MOST));
    JournalConfig {
        events: number("events").map_or(usual.events, u64::from),
        megabytes: number("megabytes").map_or(usual.megabytes, u64::from),
        days: number("days").unwrap_or(usual.days),
    }
}

fn tell(root: Table<'_>) -> (bool, bool) {
    let Some(table) = root.get("tell").and_then(|value| value.table("[tell]")) else { return (true, true) };
    table.know(&["system-log", "terminals"]);
    let flag = |key| table.get(key).and_then(Value::flag).unwrap_or(true);
    (flag("system-log"), flag("terminals"))
}

fn report(root: Table<'_>) -> Option<String> {
    let table = root.get("report").and_then(|value| value.table("[report]"))?;
    table.know(&["to"]);
    table.get("to").and_then(Value::text).map(str::to_owned)
}

/// A whole number within bounds.
fn least(value: Value<'_>, least: u32, most: u32) -> Option<u32> {
    let number = value.number(most)?;
    if number < least {
        value.wrong(format!("it is {number}: expected {least} to {most}"));
        return None;
    }
    Some(number)
}
