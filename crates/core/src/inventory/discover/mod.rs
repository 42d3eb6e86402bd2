//! Discovery: from the files of a machine to its inventory.
//!
//! The search goes in rounds. The walk finds sites and probes prefixes (`walk`, `probe`); prefixes become
//! environments, which name further sites (`environments`); their `.pth` files name further directories.
//! Every round reads what the one before named, in parallel, and the result is sorted.

mod again;
mod assemble;
mod conda;
mod details;
mod environments;
mod homes;
mod interpreters;
mod layout;
mod library;
mod listing;
mod path_files;
pub(crate) mod pool;
mod probe;
mod pyenv;
mod reader;
mod roots;
mod walk;
mod windows;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

pub use again::{Refreshed, Touched, refresh};
pub use details::{DetailReader, DetailedSite};
pub use interpreters::InterpreterError;
pub use roots::home_of;

use super::Inventory;
use super::file::Disk;

/// What to search, and how thoroughly.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the user's, independent of the others"
)]
pub struct Request {
    /// Another machine's `/`; `None` for this machine.
    pub root: Option<PathBuf>,
    /// Further directories to walk.
    pub paths: Vec<PathBuf>,
    /// Walk `paths` only, and nothing else of the machine.
    pub only_paths: bool,
    /// Look at these interpreters or environments only.
    pub executables: Vec<PathBuf>,
    /// Read these directories and archives as sites too, whatever is in them, and nothing below them. Only with `executables`; what
    /// is not there is left out.
    pub sites: Vec<PathBuf>,
    /// Every user's home, and not only the caller's. `None`: if the caller is root.
    pub all_users: Option<bool>,
    /// Count the user site as visible for every environment, also for those that switch it off.
    pub user_site: bool,
    /// Count the user site as visible for none: as a Python that is started with `-s`.
    pub no_user_site: bool,
    /// Search within sites too.
    pub exhaustive: bool,
    /// Read all that metadata says, and not only what identifies a distribution.
    pub details: bool,
    /// Whether to read where distributions came from (`direct_url.json`) also where not all details are wanted: all that most
    /// judging needs of them.
    pub origins: bool,
    /// Where to keep what was read of metadata files for the next search; `None`: nowhere.
    pub cache_directory: Option<PathBuf>,
    /// How many threads work; `None`: as many as there are processors, 8 at most.
    pub threads: Option<usize>,
}

/// What the search needs to know of the process that asks for it.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The caller's home directory.
    pub home: Option<PathBuf>,
    /// The working directory, an absolute path.
    pub directory: PathBuf,
    /// The directories of `PATH`.
    pub path: Vec<PathBuf>,
    /// The effective user id.
    pub user: u32,
    /// `PYTHONUSERBASE`.
    pub user_base: Option<PathBuf>,
    /// `PYENV_VERSION`.
    pub pyenv_version: Option<String>,
    /// Directories that tools were told to keep environments in (`WORKON_HOME`, `PIPX_HOME` …).
    pub tool_directories: Vec<PathBuf>,
}

/// How far a search has come, to be watched from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    directories: AtomicU64,
}

impl Progress {
    /// How many directories have been read, about.
    #[must_use]
    pub fn directories(&self) -> u64 {
        self.directories.load(Ordering::Relaxed)
    }
}

/// Why nothing could be searched.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// `--root` is no directory that can be opened.
    #[error("could not take {path:?} for another machine's root: {source}")]
    Root {
        /// What was given.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A directory that was asked for does not exist.
    #[error("{0:?} does not exist; --path takes a directory to search")]
    PathMissing(PathBuf),
    /// What was asked for is no directory.
    #[error("{0:?} is no directory; --path takes a directory to search")]
    PathNoDirectory(PathBuf),
    /// An interpreter could not be traced to its environment.
    #[error(transparent)]
    Interpreter(#[from] InterpreterError),
}

/// Searches a machine and returns what is there. Nothing that is found is executed.
pub fn discover(
    request: &Request,
    surroundings: &Surroundings,
    progress: &Progress,
) -> Result<Inventory, DiscoverError> {
    let disk = disk_for(request, surroundings)?;
    assemble::Assembly::new(&disk, request, surroundings, &progress.directories).run()
}

/// Where a search would look now: the directories that it would walk, and the environments that lists of tools name, by real paths. What
/// tells of them is read, and nothing is walked.
pub fn reach(request: &Request, surroundings: &Surroundings) -> Result<Vec<PathBuf>, DiscoverError> {
    let disk = disk_for(request, surroundings)?;
    let roots = roots::of_machine(&disk, request, surroundings, &mut Vec::new())?;
    Ok([roots.walked, roots.prefixes].concat())
}

/// Opens the machine that a search is of.
fn disk_for(request: &Request, surroundings: &Surroundings) -> Result<Disk, DiscoverError> {
    let root = request.root.as_ref().map(|path| surroundings.directory.join(path));
    // What a user names is looked at wherever it lies; a bare name is one on PATH.
    let is_path = |named: &&PathBuf| named.components().count() > 1;
    let named = request.executables.iter().filter(is_path);
    let asked = request.paths.iter().chain(&request.sites).chain(named);
    let asked: Vec<PathBuf> = asked.map(|path| surroundings.directory.join(path)).collect();
    Disk::of_machine(root.as_deref(), &asked)
        .map_err(|source| DiscoverError::Root { path: request.root.clone().unwrap_or_default(), source })
}
