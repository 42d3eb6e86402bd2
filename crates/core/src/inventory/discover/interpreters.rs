//! From the name of an interpreter to its prefix, by files alone.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::Surroundings;
use super::layout;
use super::library::has_standard_library;
use super::probe::names;
use super::pyenv;
use crate::inventory::file::{Disk, join};

/// How much of an executable is looked at, in bytes.
const MAGIC: usize = 4;

/// Why an interpreter could not be traced to its environment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InterpreterError {
    /// No file of that name is on `PATH`.
    #[error(
        "no {0:?} is on PATH (relative entries of it are not used); give a path to an interpreter or an environment's directory"
    )]
    NotOnPath(PathBuf),
    /// The path does not exist.
    #[error("{0:?} does not exist; give a path to an interpreter or an environment's directory")]
    Missing(PathBuf),
    /// The file is no program but a script, which chooses an interpreter only when it is run.
    #[error(
        "{0:?} is a script that chooses an interpreter when it runs, and fetter runs nothing; give the interpreter itself or its environment's directory"
    )]
    Shim(PathBuf),
    /// The file is no program, or one of another name than interpreters have.
    #[error("{0:?} is no interpreter of Python; give an interpreter or an environment's directory")]
    NoInterpreter(PathBuf),
    /// No library belongs to the interpreter.
    #[error(
        "no lib/pythonX.Y belongs to {0:?}, so its environment is unknown; give the environment's directory"
    )]
    NoLibrary(PathBuf),
    /// The directory is no environment.
    #[error(
        "{0:?} is no environment: there is no pyvenv.cfg, no conda-meta, and no interpreter with its standard library in it"
    )]
    NoEnvironment(PathBuf),
}

/// What an interpreter was traced to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Traced {
    /// The real path of the prefix.
    pub(super) prefix: PathBuf,
    /// The name that the program bears after links, which may tell its version.
    pub(super) program: Option<PathBuf>,
    /// The name that it was found under.
    pub(super) alias: Option<PathBuf>,
}

/// Traces what a user named with `--exe`: a path, a name on `PATH`, or an environment's directory.
pub(super) fn trace_named(
    disk: &Disk,
    named: &Path,
    surroundings: &Surroundings,
) -> Result<Traced, InterpreterError> {
    let is_bare_name =
        named.components().count() == 1 && !named.as_os_str().as_encoded_bytes().contains(&b'/');
    let place = surroundings.directory.join(named);
    // A bare name is first a program, as it is for a shell, and then a directory here.
    if is_bare_name && named != Path::new(".") && named != Path::new("..") {
        match trace_on_path(disk, named.as_os_str(), surroundings) {
            Err(InterpreterError::NotOnPath(_) | InterpreterError::NoInterpreter(_))
                if disk.is_directory(&place) => {}
            traced => return traced,
        }
    }
    if let Some(prefix) = disk.real_directory(&place) {
        return Ok(Traced { prefix, program: None, alias: None });
    }
    trace(disk, &place, surroundings).map_err(|error| match error {
        InterpreterError::Missing(_) => InterpreterError::Missing(named.to_path_buf()),
        error => error,
    })
}

/// The first program of that name on `PATH`; a shim of pyenv leads where pyenv's own files say.
fn trace_on_path(disk: &Disk, name: &OsStr, surroundings: &Surroundings) -> Result<Traced, InterpreterError> {
    let mut refused = InterpreterError::NotOnPath(name.into());
    for directory in &surroundings.path {
        let candidate = directory.join(name);
        if !disk.is_executable(&candidate) {
            continue;
        }
        match trace(disk, &candidate, surroundings) {
            Ok(traced) => return Ok(traced),
            // pyenv's "system" means what comes after its shims.
            Err(error @ InterpreterError::Shim(_)) => refused = error,
            Err(error) => return Err(error),
        }
    }
    Err(refused)
}

/// Traces a file that is to be an interpreter.
pub(super) fn trace(
    disk: &Disk,
    path: &Path,
    surroundings: &Surroundings,
) -> Result<Traced, InterpreterError> {
    let missing = || InterpreterError::Missing(path.to_path_buf());
    let name = path.file_name().ok_or_else(missing)?;
    if let Some(chosen) = pyenv::behind_shim(disk, path, surroundings) {
        return trace(disk, &chosen, surroundings);
    }
    let directory = disk.resolve(path.parent().ok_or_else(missing)?).map_err(|_| missing())?;
    let alias = directory.join(name);
    disk.link_type(&alias).ok_or_else(missing)?;
    // As Python does: a pyvenv.cfg one directory up, or beside the name, makes the directory above the prefix. That is
    // looked for before any link is followed, so that an environment is found whose base is gone.
    let is_virtual = [directory.parent(), Some(directory.as_path())]
        .into_iter()
        .flatten()
        .any(|place| disk.is_file_at(&place.join("pyvenv.cfg")));
    let program = disk.resolve(path).map_err(|_| missing());
    let is_named =
        |path: &Path| layout::begins_as_interpreter(path.file_name().unwrap_or_default().as_encoded_bytes());
    let is_interpreter =
        layout::is_interpreter(name.as_encoded_bytes()) || program.as_deref().is_ok_and(is_named);
    if let Some(prefix) = directory.parent().filter(|_| is_virtual && is_interpreter) {
        return Ok(Traced { prefix: prefix.to_path_buf(), program: Some(alias.clone()), alias: Some(alias) });
    }
    let program = program?;
    match first_bytes(disk, &program).as_slice() {
        magic if is_program(magic) => {}
        [b'#', b'!', ..] => return Err(InterpreterError::Shim(path.to_path_buf())),
        _ => return Err(InterpreterError::NoInterpreter(path.to_path_buf())),
    }
    if !is_named(&program) && !is_named(&alias) {
        return Err(InterpreterError::NoInterpreter(path.to_path_buf()));
    }
    let prefix = prefix_of(disk, &program).ok_or_else(|| InterpreterError::NoLibrary(path.to_path_buf()))?;
    Ok(Traced { prefix, program: Some(program), alias: Some(alias) })
}

/// The prefix whose library belongs to a program: the nearest directory above it that has one, of the program's version
/// where its name tells that.
pub(super) fn prefix_of(disk: &Disk, program: &Path) -> Option<PathBuf> {
    let name = program.file_name()?.as_encoded_bytes();
    let release = layout::interpreter_version(name).and_then(|(_, version)| version.release);
    prefix_above(disk, program.parent()?, release)
}

/// The nearest directory that has a library (of that version) and that programs in `directory` belong to.
pub(super) fn prefix_above(disk: &Disk, directory: &Path, release: Option<(u16, u16)>) -> Option<PathBuf> {
    let mut above = directory.ancestors().filter(|prefix| is_above(prefix, directory));
    above.find(|prefix| has_library(disk, prefix, release)).map(Path::to_path_buf)
}

/// The file system's root is the prefix of `/bin` alone: it must not be taken for the prefix of everything.
fn is_above(prefix: &Path, directory: &Path) -> bool {
    prefix.parent().is_some() || directory.parent() == Some(prefix)
}

/// Whether a directory has a standard library of some Python, or of that version where its directory tells one.
fn has_library(disk: &Disk, prefix: &Path, release: Option<(u16, u16)>) -> bool {
    let is_wanted = |name: &[u8]| {
        layout::version_directory(name).is_some_and(|(_, version)| {
            release.is_none() || version.release.is_none() || version.release == release
        })
    };
    let has_standard = |directory: &Path| {
        disk.real_directory(directory).is_some_and(|directory| has_standard_library(disk, &directory))
    };
    ["lib", "lib64"].into_iter().any(|library| {
        let Some(library) = disk.real_directory_at(prefix.join(library)) else { return false };
        names(disk, &library, is_wanted).iter().any(|(name, _)| has_standard(&join(&library, name)))
    }) || ["Lib", "lib-python/3", "lib-python/2.7"]
        .into_iter()
        .any(|library| has_standard(&prefix.join(library)))
}

fn first_bytes(disk: &Disk, path: &Path) -> Vec<u8> {
    disk.read(path, MAGIC).unwrap_or_default().bytes
}

/// Whether these are the first bytes of a program for some machine: ELF, Mach-O (both byte orders, and several
/// architectures in one), or Windows' PE.
fn is_program(magic: &[u8]) -> bool {
    magic == b"\x7fELF"
        || magic.starts_with(b"MZ")
        || matches!(
            magic,
            b"\xfe\xed\xfa\xce"
                | b"\xfe\xed\xfa\xcf"
                | b"\xce\xfa\xed\xfe"
                | b"\xcf\xfa\xed\xfe"
                | b"\xca\xfe\xba\xbe"
        )
}
