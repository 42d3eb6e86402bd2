//! `fetter org environments`.

use clap::ValueEnum;
use fetter_client::server::Target;
use fetter_core::report::escape_path;
use fetter_protocol::WirePath;
use serde::Deserialize;
use serde_json::Value;

use super::status::tell_not_told;
use crate::arguments::OrgEnvironments;
use crate::commands::api::Form::{Made, Path, Plain, Time};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::Session;
use crate::exit::Exit;

const COLUMNS: [Column; 9] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("Environment", Path("/prefix")),
    Column::new("Kind", Plain("/kind")),
    Column::new("Python", Plain("/python")),
    Column::new("Implementation", Plain("/implementation")),
    Column::new("Made by", Plain("/creator")),
    Column::new("Sites", Made(sites)),
    Column::new("Since", Time("/since")),
    Column::new("Machine", Plain("/machine")),
];

/// The paths of the sites that it sees.
fn sites(item: &Value) -> String {
    let path = |site: &Value| {
        let path = WirePath::deserialize(&site["path"]).ok()?.to_path()?;
        Some(escape_path(&path).into_owned())
    };
    let sites: Vec<String> = item["sites"].as_array().into_iter().flatten().filter_map(path).collect();
    sites.join(", ")
}

pub(super) fn list(session: &Session, api: &Api, asked: &OrgEnvironments) -> anyhow::Result<Exit> {
    let group = asked.group.as_deref().map(|name| api.group(name)).transpose()?;
    let machine = asked.machine.as_deref().map(|named| api.machine(named)).transpose()?;
    let kind = asked.kind.and_then(|kind| kind.to_possible_value());
    let target = Target::new("/api/v1/environments")
        .query("group", group)
        .query("machine", machine)
        .query("q", asked.contains.as_deref())
        .query("kind", kind.as_ref().map(clap::builder::PossibleValue::get_name))
        .query("python", asked.python.as_deref())
        .query("implementation", asked.implementation.as_deref());
    let list = api.list("list environments", &target, &asked.paging)?;
    let exit = give_list(session, asked.output.as_ref(), &list, &COLUMNS, &asked.paging)?;
    let is_told = tell_not_told(session, "there may be more environments", list.beside.get("not_checked"));
    Ok(if is_told { exit } else { Exit::NotChecked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_their_paths() {
        let sites = |of| sites(&serde_json::json!({"sites": of}));
        let two = serde_json::json!([{"path": "/a", "site": 1}, {"path": {"hex": "2f62ff"}, "site": null}]);
        assert_eq!(sites(two), "/a, /b\\xff");
        assert_eq!(sites(serde_json::json!([])), "");
    }
}
