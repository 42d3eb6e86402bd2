//! `fetter org rules`: files and tables have the names of groups, where the API has their ids.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use fetter_client::server::Target;
use fetter_core::inventory::file::Disk;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::arguments::{OrgRules, OrgRulesCommand, OrgRulesTry, Output, Paging};
use crate::commands::api::Form::{List, Plain};
use crate::commands::api::{Api, Column, give};
use crate::commands::session::{Session, say};
use crate::exit::Exit;

/// Bytes of a file with rules: as many as the API takes.
const LIMIT: usize = 64 << 10;
const RULES: &str = "/api/v1/group-rules";

const COLUMNS: [Column; 6] = [
    Column::new("Group", Plain("/group")),
    Column::new("System", Plain("/os")),
    Column::new("Version", Plain("/os_version")),
    Column::new("Architecture", Plain("/architecture")),
    Column::new("Owner", Plain("/owner")),
    Column::new("Tags", List("/tags")),
];

const MOVES: [Column; 4] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("From", Plain("/from")),
    Column::new("To", Plain("/to")),
    Column::new("Machine", Plain("/machine")),
];

/// Rules, as files have them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// The version that was read: whatever somebody else changed since is not overwritten.
    version: i64,
    rules: Vec<Value>,
}

/// The names of groups, by their ids.
struct Groups(BTreeMap<i64, String>);

impl Groups {
    fn of(api: &Api) -> anyhow::Result<Self> {
        let all = Paging { limit: u32::MAX, cursor: None };
        let groups = api.list("list groups", &Target::new("/api/v1/groups"), &all)?;
        let pair = |group: &Value| Some((group["id"].as_i64()?, group["name"].as_str()?.to_owned()));
        Ok(Self(groups.items.iter().filter_map(pair).collect()))
    }

    /// Puts a name where an id is.
    fn name(&self, item: &mut Value, field: &str) {
        if let Some(name) = item[field].as_i64().and_then(|id| self.0.get(&id)) {
            item[field] = name.as_str().into();
        }
    }

    /// Puts the id where a name is.
    fn id(&self, rule: &mut Value) -> anyhow::Result<()> {
        let name = rule["group"].as_str().context("a rule has the name of a \"group\"")?;
        let id = self.0.iter().find(|(_, known)| *known == name).map(|(id, _)| *id);
        let id = id.with_context(|| format!("there is no group {name:?}: `fetter org groups` lists them"))?;
        rule["group"] = id.into();
        Ok(())
    }
}

pub(super) fn run(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgRules,
) -> anyhow::Result<Exit> {
    match &asked.command {
        OrgRulesCommand::Show(asked) => show(session, &open()?, asked.output.as_ref()),
        OrgRulesCommand::Set(asked) => {
            let document = read(session, &asked.file)?;
            let api = open()?;
            let document = with_ids(&api, document)?;
            let _: Value = api.put("change the rules", &Target::new(RULES), &document)?;
            Ok(Exit::Done)
        }
        OrgRulesCommand::Try(asked) => try_out(session, open, asked),
    }
}

fn show(session: &Session, api: &Api, output: Option<&Output>) -> anyhow::Result<Exit> {
    #[derive(Deserialize)]
    struct Shown {
        version: i64,
        rules: Vec<Value>,
    }
    let Shown { version, mut rules } = api.get("show the rules", &Target::new(RULES))?;
    let groups = Groups::of(api)?;
    for rule in &mut rules {
        groups.name(rule, "group");
    }
    let document = Document { version, rules };
    give(session, output, &document.rules, &COLUMNS, &document)?;
    Ok(Exit::Done)
}

fn try_out(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgRulesTry,
) -> anyhow::Result<Exit> {
    let document = read(session, &asked.file)?;
    let api = open()?;
    let document = with_ids(&api, document)?;
    let target = Target::new("/api/v1/group-rules/try");
    let mut tried: Value = api.post("try the rules", &target, &json!({"rules": document.rules}))?;
    let groups = Groups::of(&api)?;
    for item in tried["items"].as_array_mut().into_iter().flatten() {
        groups.name(item, "from");
        groups.name(item, "to");
    }
    let items = tried["items"].as_array().cloned().unwrap_or_default();
    give(session, asked.output.as_ref(), &items, &MOVES, &tried)?;
    let is_cut = tried["more"] != false;
    if !session.is_quiet() {
        say(&format!("fetter: {} of {} machines would move", tried["moves"], tried["machines"]));
        if is_cut {
            say(&format!("fetter: the list is cut: it has the first {} of these", items.len()));
        }
    }
    Ok(if is_cut { Exit::NotChecked } else { Exit::Done })
}

fn with_ids(api: &Api, mut document: Document) -> anyhow::Result<Document> {
    let groups = Groups::of(api)?;
    for (at, rule) in document.rules.iter_mut().enumerate() {
        groups.id(rule).with_context(|| format!("rule {}", at + 1))?;
    }
    Ok(document)
}

fn read(session: &Session, file: &Path) -> anyhow::Result<Document> {
    let context = || format!("could not read the rules in {}", file.display());
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().take(LIMIT as u64).read_to_end(&mut bytes).with_context(context)?;
        bytes
    } else {
        Disk::here().read(&session.directory().join(file), LIMIT).with_context(context)?.bytes
    };
    serde_json::from_slice(&bytes).with_context(context)
}
