//! From what was typed after `--bound` to a manifest: a file, a directory, standard input, a URL, a git repository.

mod context;
mod directory;
mod local;
mod record;
mod repository;
mod tape;
mod web;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use fetter_client::git::{Git, GitSource};
use fetter_client::http::Address;
use fetter_client::{Network, git};
use fetter_core::manifest::{Input, Manifest, ManifestProblem, ManifestProblemCode, Place, read};
use fetter_core::metadata::credentials::mask_credentials;

use self::context::{FileContext, Location};
pub(crate) use self::record::Record;
use self::repository::RepositoryContext;
pub(crate) use self::tape::{Tape, load_taped};

/// How large a bound, or a file that it refers to, may be, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// What reading bounds needs to know of the process.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// How the network is reached; `None` where nothing is asked for there.
    pub(crate) network: Option<Network>,
    /// The variables that git is given.
    pub(crate) git: Vec<(OsString, OsString)>,
    /// All variables, for `${NAME}` in requirements files of this machine.
    pub(crate) variables: BTreeMap<String, String>,
    /// What was looked for.
    pub(crate) record: Record,
}

/// Reads what a bound's source leads to. What could not be read is a problem of the manifest.
pub(crate) fn load(source: &str, directory: &Path, reach: &Reach) -> Manifest {
    let attempt = if source == "-" {
        standard_input(directory, reach)
    } else if GitSource::is_meant_by(source) {
        from_git(source, reach)
    } else if is_url(source) {
        from_url(source, directory, reach)
    } else {
        local::load(source, directory, reach)
    };
    attempt.unwrap_or_else(|refusal| nothing(source, refusal))
}

/// A manifest that only says why there is none.
pub(crate) fn nothing(source: &str, (code, message): Refusal) -> Manifest {
    let label: Arc<str> = mask_credentials(source).into();
    let mut manifest = Manifest::empty(fetter_core::manifest::Format::Unknown, label.clone());
    manifest.problems.push(ManifestProblem::new(Place { file: label, line: 0 }, code, message));
    manifest
}

/// Why there is no manifest at all.
pub(crate) type Refusal = (ManifestProblemCode, String);

pub(crate) fn unreadable(message: impl Into<String>) -> Refusal {
    (ManifestProblemCode::FileUnreadable, message.into())
}

pub(crate) fn is_url(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn standard_input(directory: &Path, reach: &Reach) -> Result<Manifest, Refusal> {
    let mut bytes = Vec::new();
    let limit = LIMIT as u64 + 1;
    let read_all = std::io::stdin().take(limit).read_to_end(&mut bytes);
    read_all.map_err(|error| unreadable(format!("could not read standard input: {error}")))?;
    if bytes.len() > LIMIT {
        return Err(too_large());
    }
    let context = FileContext::new(directory, reach);
    let file = context.note("-", Location::Disk("-".into()));
    Ok(read(&Input { file: &file, bytes: &bytes, context: &context }))
}

fn too_large() -> Refusal {
    (ManifestProblemCode::FileTooLarge, format!("it has more than {LIMIT} bytes, which is more than is read"))
}

fn from_url(source: &str, directory: &Path, reach: &Reach) -> Result<Manifest, Refusal> {
    let context = FileContext::new(directory, reach);
    let address = Address::new(source).map_err(|error| unreadable(chain(&error)))?;
    let bytes = context.web.get(&address).map_err(|why| unreadable(why.message))?;
    let file = context.note(&web::label(&address), Location::Web(address));
    Ok(read(&Input { file: &file, bytes: &bytes, context: &context }))
}

fn from_git(source: &str, reach: &Reach) -> Result<Manifest, Refusal> {
    let parsed = GitSource::parse(source).map_err(|error| unreadable(chain(&error)))?;
    let program = Git::new(reach.git.iter().cloned()).map_err(|error| unreadable(chain(&error)))?;
    let fetched =
        program.fetch(&parsed, &git::Limits::default()).map_err(|error| unreadable(chain(&error)))?;
    let context = RepositoryContext::new(&fetched);
    let path = context.bound()?;
    let bytes = context.read(&path).map_err(|error| unreadable(chain(&error)))?;
    let file = context.label(&path);
    Ok(read(&Input { file: &file, bytes: &bytes, context: &context }))
}

/// An error with what caused it, each thing said once.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}
