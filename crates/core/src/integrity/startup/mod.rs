//! The code that runs when an interpreter starts, listed without running it.
//!
//! `site` goes through the `.pth` files of every site (and, since Python 3.15, its `.start` files), then imports `sitecustomize` and,
//! where the user site is enabled, `usercustomize`, from the first directory on the path that has one. Environment variables whose
//! names begin with `PYTHON` change what that path is, and what runs besides. All of these are read as text: what well-known tools
//! write is recognised by its contents, and of the rest it is said who lists it and what stands out in it.

mod addsitedir;
mod archive;
mod cached;
mod directory;
mod gather;
mod guarded;
mod hooks;
mod imports;
mod item;
mod known;
mod lookup;
mod modules;
mod owners;
mod path_lines;
mod search_path;
pub mod settings;
mod start_lines;
mod text;
mod traits;

use std::ffi::OsString;
use std::path::PathBuf;

pub use guarded::is_known_checker;
pub use item::{Owner, StartupItem, StartupKind, Verdict};
pub use text::{CodeText, LineText, read_code, read_line};
pub use traits::{Trait, TraitCode};

use self::gather::Gathering;
use crate::inventory::file::Disk;
use crate::inventory::{Inventory, Problem, ProblemCode};
use crate::policy::unseen;

/// What is looked at beside an inventory.
#[derive(Clone, Debug, Default)]
pub struct StartupRequest {
    /// Files that set environment variables: dotenv files, shell scripts, systemd units, Dockerfiles.
    pub environment_files: Vec<EnvironmentFile>,
    /// The command that fetter's guards start on this machine, if this is it: a program, and its first arguments.
    pub checker: Vec<OsString>,
    /// How many threads work; `None`: as many as there are processors, 8 at most.
    pub threads: Option<usize>,
}

/// A file that sets environment variables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentFile {
    /// How it was named.
    pub name: PathBuf,
    /// Its absolute path on this machine; paths in it are those of the scanned machine.
    pub path: PathBuf,
}

/// What runs at starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Startup {
    /// What runs, sorted by site, file and line.
    pub items: Vec<StartupItem>,
    /// What could not be read, so that something else may run too; sorted.
    pub unchecked: Vec<Problem>,
}

impl Startup {
    /// Whether a person must judge anything.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.items.iter().any(StartupItem::is_finding)
    }

    /// Whether everything could be read.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.unchecked.is_empty()
    }
}

/// Lists what runs when the interpreters of an inventory start. Nothing of it is run.
#[must_use]
pub fn inspect(inventory: &Inventory, disk: &Disk, request: &StartupRequest) -> Startup {
    let mut gathering = Gathering::new(disk, inventory, &request.checker);
    gathering.run(request.threads);
    for file in &request.environment_files {
        gathering.environment_file(file);
    }
    let Gathering { mut items, problems, .. } = gathering;
    items.sort_by(|left, right| key(left).cmp(&key(right)));
    let mut unchecked: Vec<Problem> = unseen(inventory).into_iter().filter(hides_code).collect();
    unchecked.extend(problems);
    unchecked.sort();
    unchecked.dedup();
    Startup { items, unchecked }
}

/// Whether contents are those of a `_virtualenv.py` that virtualenv or uv writes.
pub(crate) fn is_virtualenv(contents: &[u8]) -> bool {
    let known = std::str::from_utf8(contents).ok().and_then(known::known_file);
    known.is_some_and(|known| known.ends_with(" (_virtualenv)"))
}

fn key(item: &StartupItem) -> (&PathBuf, &PathBuf, Option<u64>, StartupKind, &str) {
    (&item.site, &item.file, item.line, item.kind, &item.content)
}

/// Whether behind a problem of the inventory there may be code that runs at a start. What is wrong with metadata hides none.
fn hides_code(problem: &Problem) -> bool {
    let is_path_file = || problem.path.extension().is_some_and(|ending| ending == "pth" || ending == "cfg");
    match problem.code {
        ProblemCode::DirectoryUnreadable
        | ProblemCode::DirectoryTooDeep
        | ProblemCode::DirectoryTooLarge
        | ProblemCode::SiteUnread
        | ProblemCode::NothingFound => true,
        ProblemCode::FileUnreadable | ProblemCode::FileTooLarge | ProblemCode::FileIrregular => {
            is_path_file()
        }
        _ => false,
    }
}
