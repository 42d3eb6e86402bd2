//! Showing a version, and what is other in it.

use std::fs::DirBuilder;
use std::io::IsTerminal;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::Value;

use super::of_group;
use crate::arguments::{OrgPolicyDiff, OrgPolicyShow};
use crate::commands::api::Api;
use crate::commands::session::{Session, say};
use crate::exit::Exit;
use crate::output::write_file;

/// What a policy file is called, as the server calls it.
const POLICY: &str = "policy.toml";

/// A policy, with what it refers to.
#[derive(Deserialize)]
pub(super) struct Version {
    text: String,
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    name: String,
    text: String,
}

#[derive(Deserialize)]
struct Diff {
    diff: String,
    is_whole: bool,
}

pub(super) fn show(session: &Session, api: &Api, asked: &OrgPolicyShow) -> anyhow::Result<Exit> {
    let version = match asked.number {
        Some(version) => version,
        None => holding(api, &asked.group)?,
    };
    let target = of_group(api, &asked.group, "/policies/")?.part(version, "");
    let version: Version = api.get("show the version", &target)?;
    match &asked.into {
        // Whoever wrote it may not move a terminal; into a file it goes as it is.
        None if std::io::stdout().is_terminal() => {
            session.show(|out| out.write_all(shown(&version.text).as_bytes()))?;
        }
        None => session.show(|out| out.write_all(version.text.as_bytes()))?,
        Some(directory) => write(&session.directory().join(directory), &version)?,
    }
    Ok(Exit::Done)
}

fn holding(api: &Api, group: &str) -> anyhow::Result<u64> {
    let standing: Value = api.get("say which version holds", &of_group(api, group, "/policy")?)?;
    let none =
        || format!("{group:?} goes by no policy yet: name a version of `fetter org policy list {group}`");
    standing["version"].as_u64().with_context(none)
}

/// Writes a version into a directory. Its names come from a server: none leads elsewhere.
pub(super) fn write(directory: &Path, version: &Version) -> anyhow::Result<()> {
    for File { name, .. } in &version.files {
        if matches!(name.as_str(), "" | "." | ".." | POLICY) || name.contains(['/', '\\', '\0']) {
            bail!("the server's answer has a file of the name {name:?}, which is not written");
        }
    }
    let made = DirBuilder::new().recursive(true).create(directory);
    made.with_context(|| format!("could not make {}", directory.display()))?;
    let files = version.files.iter().map(|file| (file.name.as_str(), &file.text));
    for (name, text) in files.chain([(POLICY, &version.text)]) {
        write_file(&directory.join(name), |out| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}

pub(super) fn diff(session: &Session, api: &Api, asked: &OrgPolicyDiff) -> anyhow::Result<Exit> {
    let target = of_group(api, &asked.group, "/policies/")?.part(asked.number, "/diff");
    let diff: Diff = api.get("compare the versions", &target.query("from", asked.from))?;
    session.show(|out| out.write_all(shown(&diff.diff).as_bytes()))?;
    if !diff.is_whole {
        say("fetter: that is not all that is other: `fetter org policy show` has both versions whole");
    }
    Ok(Exit::Done)
}

/// A text of many lines, with nothing in it that acts on a terminal.
fn shown(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let parts = line.split('\t').map(|part| fetter_core::report::escape(part).into_owned());
        parts.collect::<Vec<_>>().join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_acts_on_no_terminal() {
        assert_eq!(shown("--- a\n+\tx\u{1b}[2J\n"), "--- a\n+\tx\\u{1b}[2J\n");
    }

    #[test]
    fn no_name_leads_out_of_the_directory() {
        let scratch = fetter_testkit::Scratch::new("org-policy-show");
        let version = |name: &str| Version {
            text: "schema = \"policy-1\"\n".to_owned(),
            files: vec![File { name: name.to_owned(), text: "a==1\n".to_owned() }],
        };
        for name in ["../x", "/x", "..", POLICY] {
            assert!(write(&scratch.at("policy"), &version(name)).is_err(), "{name}");
        }
        write(&scratch.at("policy"), &version("allowed.txt")).unwrap();
        let disk = fetter_core::inventory::file::Disk::here();
        assert_eq!(disk.read(&scratch.at("policy/allowed.txt"), 100).unwrap().bytes, b"a==1\n");
    }
}
