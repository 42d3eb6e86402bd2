//! `fetter org who-has`: which machines have a package, in which version, and where.

use anyhow::Context;
use fetter_client::server::Target;
use fetter_core::requirement::{Requirement, Specifiers, Version};
use serde::Serialize;
use serde_json::Value;

use super::status::tell_not_told;
use crate::arguments::{OrgWhoHas, Paging};
use crate::commands::api::Form::{Path, Plain, Time};
use crate::commands::api::{Api, Column, Listing, give};
use crate::commands::session::{Session, say};
use crate::exit::{Exit, UsageError};

const COLUMNS: [Column; 6] = [
    Column::new("Host", Plain("/hostname")),
    Column::new("Package", Plain("/name")),
    Column::new("Version", Plain("/version")),
    Column::new("Site", Path("/path")),
    Column::new("Since", Time("/since")),
    Column::new("Machine", Plain("/machine")),
];

/// What was found, and what was not looked at.
#[derive(Default, Serialize)]
struct Answer {
    /// The places, each with name and version.
    items: Vec<Value>,
    /// Whether these are all.
    is_complete: bool,
    /// Versions that cannot be compared with what was asked for: they are no versions (PEP 440).
    not_compared: Vec<String>,
    /// What the server was not told of machines: others may have it too.
    not_checked: Value,
}

pub(super) fn run(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgWhoHas,
) -> anyhow::Result<Exit> {
    let (name, specifiers) = requirement(&asked.requirement)?;
    let api = open()?;
    let group = asked.group.as_deref().map(|name| api.group(name)).transpose()?;
    let answer = look(&api, &name, &specifiers, group, asked.limit as usize)?;
    give(session, asked.output.as_ref(), &answer.items, &COLUMNS, &answer)?;
    if !session.is_quiet() {
        if !answer.is_complete {
            say(&format!("fetter: there are more than these {}: --limit shows more", answer.items.len()));
        }
        if !answer.not_compared.is_empty() {
            let count = answer.not_compared.len();
            say(&format!(
                "fetter: {count} versions cannot be compared with that: `fetter org package` lists them"
            ));
        }
    }
    let is_told = tell_not_told(session, "others may have it too", Some(&answer.not_checked));
    let is_checked = is_told && answer.is_complete && answer.not_compared.is_empty();
    Ok(if is_checked { Exit::Done } else { Exit::NotChecked })
}

/// A name and specifiers. The name may be a conda package's, `conda/NAME`.
fn requirement(text: &str) -> Result<(String, Specifiers), UsageError> {
    let wrong = |why: &str| {
        UsageError::new(format!(
            "{text:?} is no package: NAME, NAME==VERSION or NAME with specifiers ({why})"
        ))
    };
    let (prefix, rest) = text.strip_prefix("conda/").map_or(("", text), |rest| ("conda/", rest));
    let parsed: Requirement = rest.parse().map_err(|error| wrong(&format!("{error}")))?;
    if parsed.url.is_some() || parsed.marker.is_some() || !parsed.extras.is_empty() {
        return Err(wrong("without extras, URL and marker"));
    }
    Ok((format!("{prefix}{}", parsed.name.normalized()), parsed.specifiers))
}

fn look(
    api: &Api,
    name: &str,
    specifiers: &Specifiers,
    group: Option<i64>,
    limit: usize,
) -> anyhow::Result<Answer> {
    let mut answer = Answer { is_complete: true, ..Answer::default() };
    let all = Paging { limit: u32::MAX, cursor: None };
    let target = Target::new("/api/v1/packages/").part(name, "").query("group", group);
    let releases = api.list("list the versions of the package", &target, &all)?;
    // It is of the machines that were asked for, whatever they have.
    answer.not_checked = releases.beside.get("not_checked").cloned().unwrap_or_default();
    for release in releases.items {
        let version = release["version"].as_str().unwrap_or_default();
        let parsed: Option<Version> = version.parse().ok();
        if !specifiers.is_empty() && !specifiers.admits(version, parsed.as_ref()) {
            answer.not_compared.extend(parsed.is_none().then(|| version.to_owned()));
            continue;
        }
        let room = limit - answer.items.len();
        let id = release["id"].as_i64().context("the server's answer is no list of versions")?;
        let held = holders(api, id, group, room)?;
        answer.is_complete &= held.next.is_none();
        answer.items.extend(held.items.into_iter().map(|mut place| {
            place["name"] = release["name"].clone();
            place["version"] = release["version"].clone();
            place
        }));
        if !answer.is_complete {
            break;
        }
    }
    answer.items.sort_by_cached_key(|item| {
        let word = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
        (word("hostname"), word("machine"), item["path"].to_string(), word("version"))
    });
    Ok(answer)
}

/// Where a release is: up to so many places, and whether there are more.
fn holders(api: &Api, release: i64, group: Option<i64>, room: usize) -> anyhow::Result<Listing> {
    let target = Target::new("/api/v1/releases/").part(release, "/machines").query("group", group);
    let mut held = Listing::default();
    loop {
        let paging = Paging { limit: 500, cursor: held.next.take() };
        let page = api.list("look for who has it", &target, &paging)?;
        held.items.extend(page.items);
        held.next = page.next;
        if held.items.len() > room {
            held.items.truncate(room);
            held.next.get_or_insert_default();
        }
        if held.next.is_none() || held.items.len() >= room {
            return Ok(held);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_named_as_requirements_name_it() {
        let read =
            |text: &str| requirement(text).map(|(name, specifiers)| (name, specifiers.all().len())).ok();
        assert_eq!(read("Requests"), Some(("requests".to_owned(), 0)));
        assert_eq!(read("requests>=2,<3"), Some(("requests".to_owned(), 2)));
        assert_eq!(read("conda/python==3.12"), Some(("conda/python".to_owned(), 1)));
        for wrong in
            ["", "requests[socks]", "requests @ https://h.example/x", "a; python_version<'3'", "../x"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
