//! Reading policies, with the bounds that they name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_client::git::GitSource;
use fetter_core::check::{Beside, Policy, PolicyErrors, PolicyFile};
use fetter_core::inventory::file::Disk;
use fetter_protocol::Bundle;

use crate::bound::{self, Reach, Tape};

/// Where the policy of a machine is kept.
pub(crate) const DEFAULT: &str = "/etc/fetter/policy.toml";

/// How much of a policy is read: a byte more than is taken, so that the reader says that it is too much.
const LIMIT: usize = 1024 * 1024 + 1;

/// Which bounds may be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bounds {
    /// All that `validate` takes, except standard input.
    Any,
    /// Files and directories of this machine only: for whoever has no network, and must not wait for one.
    Local,
}

/// A policy file of this machine as it was read, with what the readers of its bounds were given.
pub(crate) struct Taped {
    /// What the policy is called in messages.
    pub(crate) file: String,
    /// Its text.
    pub(crate) text: String,
    /// Its bounds, as it names them.
    pub(crate) bounds: BTreeMap<String, Tape>,
}

/// Reads a policy file and loads what it names, relative to the file. The error has every mistake, one line each
/// ([`PolicyErrors`]), or says why the file could not be read.
pub(crate) fn load(file: &Path, reach: &Reach, bounds: Bounds) -> anyhow::Result<Policy> {
    let (name, text) = text(file)?;
    let policy = Policy::read(&text, &name)?;
    if bounds == Bounds::Local {
        only_local(&policy, &name)?;
    }
    let directory = file.parent().unwrap_or(Path::new("/"));
    let policy = policy.load(|source| bound::load(&beside(directory, source), directory, reach))?;
    // Whoever takes files of this machine only judges this machine.
    Ok(if bounds == Bounds::Local { following_links(policy) } else { policy })
}

/// As [`load`] with bounds of this machine, and all that it was made of, by which [`play`] makes it again.
pub(crate) fn load_taped(file: &Path, reach: &Reach) -> anyhow::Result<(Policy, Taped)> {
    let (name, text) = text(file)?;
    let policy = Policy::read(&text, &name)?;
    only_local(&policy, &name)?;
    let directory = file.parent().unwrap_or(Path::new("/"));
    let mut bounds = BTreeMap::new();
    let policy = policy.load(|source| {
        let (manifest, tape) = bound::load_taped(&beside(directory, source), directory, reach);
        bounds.extend(tape.map(|tape| (source.to_owned(), tape)));
        manifest
    })?;
    Ok((following_links(policy), Taped { file: name, text, bounds }))
}

/// Makes a policy of what was kept of it. No file is opened; links in paths are followed as they are now.
pub(crate) fn play(taped: &Taped, reach: &Reach) -> Result<Policy, PolicyErrors> {
    let policy = Policy::read(&taped.text, &taped.file)?.load(|source| match taped.bounds.get(source) {
        Some(tape) => tape.play(reach),
        None => bound::nothing(source, bound::unreadable("it was not kept with the policy")),
    })?;
    Ok(following_links(policy))
}

/// Makes a policy of a bundle, which is called `name` in messages. Its bounds are the bundle's files; nothing else is opened.
pub(crate) fn of_bundle(bundle: &Bundle, name: &str) -> anyhow::Result<Policy> {
    let policy = Policy::read(&bundle.policy, name)?;
    only_local(&policy, name)?;
    let files: Vec<Beside<'_>> =
        bundle.files.iter().map(|file| Beside { name: &file.name, text: &file.text }).collect();
    Ok(following_links(Policy::enclosed(&bundle.policy, name, &files)?))
}

/// What a policy file is called in messages, and its text.
fn text(file: &Path) -> anyhow::Result<(String, String)> {
    let read = Disk::here().read(file, LIMIT);
    let read = read.with_context(|| format!("could not read the policy {}", file.display()))?;
    let name = file.display().to_string();
    let text = PolicyErrors::text(&read.bytes, &name)?.to_owned();
    Ok((name, text))
}

/// That all bounds are files of this machine.
fn only_local(policy: &PolicyFile, name: &str) -> anyhow::Result<()> {
    let Some(source) = policy.bounds().find(|source| !is_local(source)) else { return Ok(()) };
    let source = fetter_core::metadata::credentials::mask_credentials(source);
    bail!("{name}: the bound {source} is not of this machine: save a copy beside the policy, and name that")
}

/// A policy whose paths stand also for where links of this machine lead.
pub(crate) fn following_links(policy: Policy) -> Policy {
    policy.following_links(|path| std::fs::canonicalize(path).ok())
}

fn is_local(source: &str) -> bool {
    !GitSource::is_meant_by(source) && !bound::is_url(source)
}

/// A bound's name, relative to the policy where it is a path.
fn beside(directory: &Path, source: &str) -> String {
    let is_path = is_local(source) && !source.starts_with("file:");
    let path = is_path.then(|| directory.join(source).into_os_string().into_string().ok()).flatten();
    path.unwrap_or_else(|| source.to_owned())
}

/// The policy that was named, or the machine's.
pub(crate) fn file(named: Option<&Path>, directory: &Path) -> anyhow::Result<PathBuf> {
    match named {
        Some(named) => Ok(directory.join(named)),
        None if Disk::here().is_file(Path::new(DEFAULT)) => Ok(DEFAULT.into()),
        None => Err(crate::exit::UsageError::new(format!(
            "there is no policy to judge by: name one with --policy, or put one to {DEFAULT}; `fetter policy init` writes a first one"
        ))
        .into()),
    }
}
