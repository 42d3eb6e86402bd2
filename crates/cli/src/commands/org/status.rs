//! `fetter org status`: what is judged, by what, and what could not be checked.

use fetter_client::server::Target;
use serde_json::Value;

use crate::arguments::OrgStatus;
use crate::commands::api::Form::{Made, Plain, Time};
use crate::commands::api::{Api, Column, give_one};
use crate::commands::session::{Session, say};
use crate::exit::Exit;

const FIELDS: [Column; 20] = [
    Column::new("Server's time", Time("/time")),
    Column::new("Advisories", Made(advisories)),
    Column::new("Fetched", Time("/advisories/retrieved")),
    Column::new("Records", Plain("/advisories/records")),
    Column::new("Findings of releases", Made(of_releases)),
    Column::new("Findings accepted", Made(accepted)),
    Column::new("Findings of policies", Made(of_policies)),
    Column::new("Changed files", Made(of_integrity)),
    Column::new("Machines", Plain("/machines/active")),
    Column::new("Silent", Plain("/machines/silent")),
    Column::new("Cloned", Plain("/machines/cloned")),
    Column::new("Revoked", Plain("/machines/revoked")),
    Column::new("Decommissioned", Plain("/machines/decommissioned")),
    Column::new("Sites still to be judged", Plain("/not_checked/waiting")),
    Column::new("Sites that could not be judged", Plain("/not_checked/failed")),
    Column::new("Releases not checked", Plain("/not_checked/releases")),
    Column::new("Sites not wholly checked", Plain("/not_checked/sites")),
    Column::new("Sites not here", Plain("/not_checked/contents")),
    Column::new("Machines that did not tell all", Plain("/not_checked/machines")),
    Column::new("Revoked machines with sites", Plain("/not_checked/revoked")),
];

/// Where the advisories are from. Where there are none, nothing is known of any package.
fn advisories(item: &Value) -> String {
    let source = item["advisories"]["source"].as_str();
    source.unwrap_or("none: nothing is known of any package").to_owned()
}

fn of_releases(item: &Value) -> String {
    counts(item, "releases")
}

fn accepted(item: &Value) -> String {
    counts(item, "accepted")
}

fn of_policies(item: &Value) -> String {
    counts(item, "policies")
}

fn of_integrity(item: &Value) -> String {
    counts(item, "integrity")
}

fn counts(item: &Value, of: &str) -> String {
    let more = if item["is_exact"] == true { "" } else { "+" };
    let counts = item["findings"].as_array().into_iter().flatten();
    let counts = counts.filter(|count| count[of] != 0 && count[of].is_number());
    let texts: Vec<String> = counts
        .map(|count| format!("{}{more} {}", count[of], count["severity"].as_str().unwrap_or_default()))
        .collect();
    if texts.is_empty() { format!("0{more}") } else { texts.join(", ") }
}

/// Says on stderr what could not be checked, where anything could not, and whether all was.
pub(super) fn tell_not_checked(session: &Session, said: Option<&Value>) -> bool {
    let Some(said) = said else { return false };
    let mut parts = Vec::new();
    if said["has_advisories"] != true {
        parts.push("the server has no advisories".to_owned());
    }
    parts.extend(counted(said, &JUDGED));
    parts.extend(counted(said, &TOLD));
    let is_all = tell(session, "not checked", &parts);
    tell_of_revoked(session, said);
    is_all
}

/// Says on stderr what the server was not told of machines, where it was not told of anything, and whether it was of all: only then who is
/// not in a list has it not. `what` follows of that: "others may have it too".
pub(super) fn tell_not_told(session: &Session, what: &str, said: Option<&Value>) -> bool {
    let Some(said) = said else { return false };
    let is_all = tell(session, what, &counted(said, &TOLD));
    tell_of_revoked(session, said);
    is_all
}

/// What was not judged.
const JUDGED: [(&str, &str); 4] = [
    ("waiting", "sites are still to be judged"),
    ("failed", "sites could not be judged"),
    ("releases", "releases could not be checked"),
    ("sites", "sites could not be checked wholly"),
];

/// What was not told.
const TOLD: [(&str, &str); 3] = [
    ("contents", "sites are not here yet"),
    ("machines", "machines did not tell all"),
    ("revoked", "machines are revoked or decommissioned: what they have is not told"),
];

/// What is not 0, or not a number that says that it is.
fn counted(said: &Value, names: &[(&str, &str)]) -> Vec<String> {
    let more = if said["is_exact"] == true { "" } else { "+" };
    let parts = names.iter().filter(|(name, _)| said[name] != 0);
    parts.map(|(name, what)| format!("{}{more} {what}", said[name])).collect()
}

/// Says what to do about machines that are revoked: until somebody says that they are gone, what they have is not checked.
fn tell_of_revoked(session: &Session, said: &Value) {
    if said["revoked"] != 0 && !session.is_quiet() {
        say(
            "fetter: a revoked machine is not checked: it is enrolled anew, and `fetter org machine ID decommission` says that \
             the one that it was is gone (`fetter org machines --status revoked` lists them)",
        );
    }
}

pub(super) fn tell(session: &Session, what: &str, parts: &[String]) -> bool {
    if !parts.is_empty() && !session.is_quiet() {
        say(&format!("fetter: {what}: {}", parts.join("; ")));
    }
    parts.is_empty()
}

pub(super) fn run(session: &Session, api: &Api, asked: &OrgStatus) -> anyhow::Result<Exit> {
    let status: Value = api.get("say how the server stands", &Target::new("/api/v1/status"))?;
    give_one(session, asked.output.as_ref(), &status, &FIELDS)?;
    let is_checked = tell_not_checked(session, status.get("not_checked"));
    Ok(if is_checked { Exit::Done } else { Exit::NotChecked })
}
