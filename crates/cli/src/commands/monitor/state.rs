//! What a monitor remembers: what was found the last time, and by which search.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::Request;
use fetter_core::inventory::file::{Disk, FileError};
use fetter_core::report::json::InventoryDocument;
use fetter_protocol::Digest;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::output::write_file;

/// How large a state is read back, in bytes.
const LIMIT: usize = 1024 * 1024 * 1024;
/// The version of the file's shape.
const SCHEMA: &str = "monitor-1";

/// Where what was found is remembered, for searches of one scope.
pub(super) struct State {
    file: PathBuf,
    /// The options that the search has beyond the usual ones, sorted.
    scope: Vec<String>,
}

/// What is remembered.
pub(super) enum Before {
    /// Nothing yet.
    Nothing,
    /// What was found.
    Found(Inventory),
    /// What another search found, and its options: it cannot be compared.
    Other(String),
}

#[derive(Deserialize)]
struct Document<'bytes> {
    schema: String,
    scope: Vec<String>,
    #[serde(borrow)]
    inventory: &'bytes RawValue,
}

impl State {
    /// In the file that was named, or in one of the directory that is this scope's own.
    pub(super) fn new(
        named: Option<PathBuf>,
        usual: Option<PathBuf>,
        request: &Request,
        working: &Path,
    ) -> Option<Self> {
        let scope = scope(request, working);
        let name = || {
            if scope.is_empty() {
                return "monitor.json".to_owned();
            }
            let digest = Digest::of(scope.join("\n").as_bytes()).to_string();
            format!("monitor-{}.json", digest.get(..16).unwrap_or_default())
        };
        let file = named.or_else(|| Some(usual?.join(name())))?;
        Some(Self { file, scope })
    }

    /// What was found the last time.
    pub(super) fn read(&self) -> anyhow::Result<Before> {
        let file = self.file.display();
        let context = || format!("could not read what was found the last time, {file}");
        let damaged = || format!("{file} is no state of a monitor, or is damaged: remove it to begin anew");
        let read = match Disk::here().read(&self.file, LIMIT) {
            Ok(read) => read,
            Err(FileError::Missing) => return Ok(Before::Nothing),
            Err(FileError::Empty) => bail!(damaged()),
            Err(error) => return Err(error).with_context(context),
        };
        let document: Document<'_> = serde_json::from_slice(&read.bytes).with_context(damaged)?;
        if document.schema != SCHEMA {
            bail!(damaged());
        }
        if document.scope != self.scope {
            return Ok(Before::Other(words(&document.scope)));
        }
        let inventory = InventoryDocument::read(document.inventory.get().as_bytes()).with_context(damaged)?;
        Ok(Before::Found(Inventory::try_from(inventory).with_context(damaged)?))
    }

    /// Remembers what is found now.
    pub(super) fn keep(&self, inventory: &Inventory) -> anyhow::Result<()> {
        if let Some(directory) = self.file.parent().filter(|directory| !directory.is_dir()) {
            std::fs::create_dir_all(directory)
                .with_context(|| format!("could not make the directory {}", directory.display()))?;
        }
        write_file(&self.file, |out| {
            write!(out, "{{\"schema\":\"{SCHEMA}\",\"scope\":")?;
            serde_json::to_writer(&mut *out, &self.scope)?;
            write!(out, ",\"inventory\":")?;
            InventoryDocument::from(inventory).write(out)?;
            writeln!(out, "}}")
        })
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }
}

/// The options of a search that is not the usual one, as they would be typed.
fn scope(request: &Request, working: &Path) -> Vec<String> {
    let mut scope: Vec<String> = request
        .paths
        .iter()
        .map(|path| format!("--path {}", working.join(path).components().collect::<PathBuf>().display()))
        .collect();
    let flags = [
        ("--only-path", request.only_paths),
        ("--all-users", request.all_users == Some(true)),
        ("--no-all-users", request.all_users == Some(false)),
        ("--user-site", request.user_site),
        ("--exhaustive", request.exhaustive),
    ];
    scope.extend(flags.iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| (*flag).to_owned()));
    scope.sort();
    scope.dedup();
    scope
}

fn words(scope: &[String]) -> String {
    if scope.is_empty() { "no options".to_owned() } else { scope.join(" ") }
}
