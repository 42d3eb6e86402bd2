//! Where to look: the directories that are walked, and those whose interpreters are traced.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{DiscoverError, Request, Surroundings, homes};
use crate::inventory::Problem;
use crate::inventory::file::{Disk, FileError};

/// Where software lies that is no part of the system.
const SOFTWARE: [&str; 5] =
    ["/opt", "/usr/local", "/srv", "/Library/Frameworks/Python.framework", "/Library/Python"];
/// Where programs lie, beside what `PATH` says.
const PROGRAMS: [&str; 8] = [
    "/usr/bin",
    "/bin",
    "/usr/sbin",
    "/sbin",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
    "/opt/local/bin",
];

/// What is to be searched.
#[derive(Debug, Default)]
pub(super) struct Roots {
    /// Directories to be walked, real paths, sorted, none within another but where it was asked for by name.
    pub(super) walked: Vec<PathBuf>,
    /// Directories whose interpreters are traced, real paths.
    pub(super) programs: Vec<PathBuf>,
    /// Environments that a tool keeps a list of.
    pub(super) prefixes: Vec<PathBuf>,
}

/// Finds the roots of a search of the machine.
pub(super) fn of_machine(
    disk: &Disk,
    request: &Request,
    surroundings: &Surroundings,
    problems: &mut Vec<Problem>,
) -> Result<Roots, DiscoverError> {
    let mut asked = BTreeSet::new();
    for path in &request.paths {
        let absolute = surroundings.directory.join(path);
        let real = disk.resolve(&absolute).map_err(|_| DiscoverError::PathMissing(path.clone()))?;
        if !disk.is_directory(&real) {
            return Err(DiscoverError::PathNoDirectory(path.clone()));
        }
        asked.insert(real);
    }
    if request.only_paths {
        return Ok(Roots { walked: outermost(&asked), ..Roots::default() });
    }
    if request.root.is_some() {
        // Of an image everything is searched: what is not the system's may lie anywhere in it.
        let programs = PROGRAMS.map(PathBuf::from).to_vec();
        return Ok(Roots {
            walked: vec![PathBuf::from("/")],
            programs: real(disk, programs),
            prefixes: Vec::new(),
        });
    }
    let homes = homes_to_search(disk, request, surroundings);
    let mut walked: Vec<PathBuf> = SOFTWARE.map(PathBuf::from).to_vec();
    walked.extend(homes.iter().cloned());
    walked.extend(surroundings.tool_directories.iter().cloned());
    let mut programs = surroundings.path.clone();
    // A shim's directory tells where the versions are, wherever pyenv was put.
    let shims = programs.iter().filter(|directory| directory.file_name().is_some_and(|name| name == "shims"));
    walked.extend(shims.filter_map(|shims| shims.parent()).map(|root| root.join("versions")));
    programs.extend(PROGRAMS.map(PathBuf::from));
    programs.extend(homes.iter().flat_map(|home| [home.join(".local/bin"), home.join("bin")]));
    let mut walked: BTreeSet<PathBuf> = real(disk, walked).into_iter().collect();
    walked = outermost(&walked).into_iter().collect();
    walked.extend(asked);
    let prefixes = homes.iter().flat_map(|home| conda_environments(disk, home, problems)).collect();
    Ok(Roots { walked: walked.into_iter().collect(), programs: real(disk, programs), prefixes })
}

/// The homes: the caller's own, or every user's.
fn homes_to_search(disk: &Disk, request: &Request, surroundings: &Surroundings) -> BTreeSet<PathBuf> {
    let mut homes: BTreeSet<PathBuf> = surroundings.home.iter().cloned().collect();
    if request.all_users.unwrap_or(surroundings.user == 0) {
        homes.extend(homes::all(disk));
    }
    homes
}

/// The environments that conda keeps a list of, wherever they are.
fn conda_environments(disk: &Disk, home: &Path, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    const LIMIT: usize = 1024 * 1024;
    let file = home.join(".conda/environments.txt");
    let read = match disk.read(&file, LIMIT) {
        Ok(read) => read,
        Err(FileError::Missing) => return Vec::new(),
        Err(error) => {
            problems.push(error.problem(&file));
            return Vec::new();
        }
    };
    if !read.whole {
        problems.push(Problem::cut(&file, LIMIT));
    }
    let text = String::from_utf8_lossy(&read.bytes).into_owned();
    real(disk, text.lines().map(str::trim).filter(|line| line.starts_with('/')).map(PathBuf::from).collect())
}

/// The real paths of the directories that exist, each once, in order.
fn real(disk: &Disk, paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    paths
        .into_iter()
        .filter_map(|path| disk.real_directory(&path))
        .filter(|path| seen.insert(path.clone()))
        .collect()
}

/// The directories that lie in none of the others.
pub(super) fn outermost(paths: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let mut kept: Vec<PathBuf> = Vec::new();
    for path in paths {
        // A set of paths is sorted by components, so that what contains a path comes before it.
        if !kept.last().is_some_and(|outer| path.starts_with(outer)) {
            kept.push(path.clone());
        }
    }
    kept
}

/// The caller's home: what the environment says, or else the password file.
#[must_use]
pub fn home_of(user: u32) -> Option<PathBuf> {
    homes::of_user(&Disk::here(), user)
}
