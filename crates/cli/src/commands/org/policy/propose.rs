//! Sending a policy.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use fetter_core::check::{Policy, PolicyErrors};
use fetter_core::inventory::file::Disk;
use fetter_protocol::limits;
use serde::{Deserialize, Serialize};

use super::of_group;
use crate::arguments::OrgPolicyPropose;
use crate::commands::api::Api;
use crate::commands::session::Session;
use crate::exit::Exit;

#[derive(Serialize)]
struct NewPolicy<'asked> {
    text: &'asked str,
    files: Vec<File>,
    note: &'asked str,
}

#[derive(Serialize)]
struct File {
    name: String,
    text: String,
}

#[derive(Deserialize)]
struct Proposed {
    version: u64,
}

pub(super) fn run(
    session: &Session,
    open: impl FnOnce() -> anyhow::Result<Api>,
    asked: &OrgPolicyPropose,
) -> anyhow::Result<Exit> {
    let file = session.directory().join(&asked.policy);
    let bytes = read(&file)?;
    let name = file.display().to_string();
    let text = PolicyErrors::text(&bytes, &name)?;
    // What is wrong with it is said here, by the names of the files here.
    let policy = Policy::read(text, &name)?;
    let directory = file.parent().unwrap_or(Path::new("/"));
    let mut files = BTreeMap::new();
    for bound in policy.bounds() {
        let plain = bound.strip_prefix("./").unwrap_or(bound);
        if plain.contains(['/', '\\', ':']) {
            bail!(
                "{name} names {bound:?}: a policy of a server goes by files that are sent with it, and lie beside it; put what it is there"
            );
        }
        files.insert(plain.to_owned(), text_of(&directory.join(plain))?);
    }
    for with in &asked.with {
        let file = session.directory().join(with);
        let named = file.file_name().and_then(|name| name.to_str());
        let named = named.with_context(|| format!("{} has no name that can be sent", file.display()))?;
        files.insert(named.to_owned(), text_of(&file)?);
    }
    let files = files.into_iter().map(|(name, text)| File { name, text }).collect();
    let api = open()?;
    let target = of_group(&api, &asked.group, "/policies")?;
    let proposed: Proposed =
        api.post("propose the policy", &target, &NewPolicy { text, files, note: &asked.note })?;
    session.show(|out| writeln!(out, "version {}", proposed.version))?;
    Ok(Exit::Done)
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    let text = String::from_utf8(read(file)?);
    text.with_context(|| format!("could not send {}: it is no UTF-8", file.display()))
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let read = Disk::here().read(file, limits::BUNDLE_BYTES);
    let read = read.with_context(|| format!("could not read {}", file.display()))?;
    if !read.whole {
        bail!("could not send {}: it is larger than a policy may be", file.display());
    }
    Ok(read.bytes)
}
