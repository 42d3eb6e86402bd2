//! What a version would do.

use std::time::{Duration, Instant};

use anyhow::bail;
use clap::ValueEnum;
use fetter_client::server::Target;
use serde_json::{Value, json};

use super::of_group;
use crate::arguments::{OfPreview, OrgPolicyPreview};
use crate::commands::api::Form::{List, Path, Plain};
use crate::commands::api::{Api, Column, give_list};
use crate::commands::session::{Session, say};
use crate::exit::{Exit, UsageError};

/// How long it is waited for.
const LONGEST: Duration = Duration::from_secs(600);
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(500);

const RELEASES: [Column; 7] = [
    Column::new("Change", Plain("/change")),
    Column::new("Package", Plain("/package")),
    Column::new("Version", Plain("/version")),
    Column::new("Machines", Plain("/machines")),
    Column::new("Sites", Plain("/sites")),
    Column::new("Rule", Plain("/rule")),
    Column::new("Reason", Plain("/reason")),
];
const MACHINES: [Column; 5] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("Change", Plain("/change")),
    Column::new("Package", Plain("/package")),
    Column::new("Version", Plain("/version")),
    Column::new("Site", Path("/path")),
];
const UNCHECKED: [Column; 3] = [
    Column::new("Contents", Plain("/site")),
    Column::new("Machines", Plain("/machines")),
    Column::new("Reasons", List("/reasons")),
];

pub(super) fn run(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgPolicyPreview,
) -> anyhow::Result<Exit> {
    if asked.list == Some(OfPreview::Unchecked) && asked.change.is_some() {
        let text = "--change is for releases and machines: of what could not be checked, no change is known";
        return Err(UsageError::new(text).into());
    }
    let api = &open()?;
    let target = of_group(api, &asked.group, "/policies/")?.part(asked.number, "/preview");
    let begun: Value = api.post("ask for a preview", &target, &json!({}))?;
    let done = wait(api, asked, &begun)?;
    let (rest, columns): (&str, &'static [Column]) = match asked.list {
        None => ("/releases", &RELEASES),
        Some(OfPreview::Machines) => ("/machines", &MACHINES),
        Some(OfPreview::Unchecked) => ("/unchecked", &UNCHECKED),
    };
    let change = asked.change.and_then(|change| change.to_possible_value());
    let change = change.map(|change| change.get_name().to_owned());
    let target = of(api, asked, &done, rest)?.query("change", change);
    let list = api.list("list what the version would do", &target, &asked.paging)?;
    give_list(session, asked.output.as_ref(), &list, columns, &asked.paging)?;
    Ok(exit(&done))
}

fn of(api: &Api, asked: &OrgPolicyPreview, preview: &Value, rest: &str) -> anyhow::Result<Target> {
    Ok(of_group(api, &asked.group, "/previews/")?.part(&preview["id"], rest))
}

/// Waits until the server has looked at everything.
fn wait(api: &Api, asked: &OrgPolicyPreview, begun: &Value) -> anyhow::Result<Value> {
    let (target, end) = (of(api, asked, begun, "")?, Instant::now() + LONGEST);
    loop {
        let preview: Value = api.get("look at the preview", &target)?;
        match preview["status"].as_str() {
            Some("done") => return Ok(preview),
            Some("failed") => bail!("the server could not make the preview; its log says why: ask again"),
            _ if Instant::now() >= end => {
                bail!(
                    "the server has not made the preview within ten minutes: the same command goes on with it"
                )
            }
            _ => std::thread::sleep(LOOK),
        }
    }
}

/// Findings, where something would be refused that is not now; else whether all is known.
fn exit(preview: &Value) -> Exit {
    let count = |word: &str| preview[word].as_i64().unwrap_or_default();
    let of = |change: &str| {
        let all = preview["releases"].as_array().into_iter().flatten();
        all.filter(|one| one["change"] == change).filter_map(|one| one["releases"].as_i64()).sum::<i64>()
    };
    if count("unchecked") > 0 {
        let (unchecked, sites) = (count("unchecked"), count("sites"));
        say(&format!("fetter: {unchecked} of {sites} sites could not be checked: --list unchecked says why"));
    }
    let machines = count("machines_not_checked");
    if machines > 0 {
        let more = if preview["is_machines_exact"] == true { "" } else { "+" };
        say(&format!(
            "fetter: {machines}{more} machines have not reported, or could not read or tell all: what they have is not known"
        ));
    }
    if count("left_out") > 0 {
        say(&format!("fetter: {} findings more than are kept", count("left_out")));
    }
    if of("new") > 0 {
        return Exit::Findings;
    }
    let is_known = count("unchecked") + machines + count("left_out") + of("unknown") + of("unclear") == 0;
    if is_known { Exit::Done } else { Exit::NotChecked }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_looked_at_is_not_checked() {
        let code = |word: &str, count: i64, change: &str| {
            let releases = json!([{"change": change, "releases": 1}]);
            let mut preview = json!({"sites": 3, "unchecked": 0, "machines_not_checked": 0, "is_machines_exact": true,
                "left_out": 0, "releases": releases});
            preview[word] = json!(count);
            exit(&preview)
        };
        assert_eq!(code("unchecked", 0, "same"), Exit::Done);
        for word in ["unchecked", "machines_not_checked", "left_out"] {
            assert_eq!(code(word, 1, "same"), Exit::NotChecked, "{word}");
            assert_eq!(code(word, 1, "new"), Exit::Findings, "{word}");
        }
        assert_eq!(code("unchecked", 0, "unknown"), Exit::NotChecked);
    }
}
