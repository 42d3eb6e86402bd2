//! A policy of what machines have.

use clap::ValueEnum;
use serde::Deserialize;

use super::of_group;
use super::show::{Version, write};
use crate::arguments::OrgPolicyDerive;
use crate::commands::api::Api;
use crate::commands::session::{Session, say};
use crate::exit::Exit;

#[derive(Deserialize)]
struct Derived {
    policy: Version,
    sites: u64,
    unread: u64,
    is_cut: bool,
}

pub(super) fn run(session: &Session, api: &Api, asked: &OrgPolicyDerive) -> anyhow::Result<Exit> {
    let machine = asked.machine.as_deref().map(|named| api.machine(named)).transpose()?;
    let anchor = asked.anchor.to_possible_value().map(|word| word.get_name().to_owned());
    let target = of_group(api, &asked.group, "/derived-policy")?;
    let target = target.query("machine", machine).query("anchor", anchor);
    let derived: Derived = api.get("derive a policy", &target)?;
    let directory = session.directory().join(&asked.into);
    write(&directory, &derived.policy)?;
    session.show(|out| {
        writeln!(out, "{} is what {} sites hold", directory.join("policy.toml").display(), derived.sites)
    })?;
    if derived.is_cut {
        say(
            "fetter: there are more sites than one policy is derived of: what is in the others may be missing",
        );
    }
    if derived.unread > 0 {
        let unread = derived.unread;
        say(&format!("fetter: {unread} sites could not be read as a whole: what is in them may be missing"));
    }
    let is_whole = !derived.is_cut && derived.unread == 0;
    Ok(if is_whole { Exit::Done } else { Exit::NotChecked })
}
