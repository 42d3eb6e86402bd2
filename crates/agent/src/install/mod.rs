//! Putting the agent's files where systemd looks for them, and taking them away again.
//!
//! Nothing is started: which commands do that is said.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// What a file is to whoever installs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The program's: written anew by each installation, and removed.
    Program,
    /// The administrator's: written once, and never touched again.
    Administrator,
}

/// A file that belongs to an installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Where it is, from `/`.
    pub path: &'static str,
    /// What is in it.
    pub contents: String,
    /// Whose it is.
    pub ownership: Ownership,
}

/// What came of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was written.
    Written,
    /// It is there as it should be.
    Unchanged,
    /// It is the administrator's, and was left as it is.
    Kept,
    /// It was removed.
    Removed,
    /// It was not there.
    Missing,
    /// It is not what an installation writes, and was left.
    Foreign,
}

impl Outcome {
    /// What is said of it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept as it is",
            Self::Removed => "removed",
            Self::Missing => "was not there",
            Self::Foreign => "not written by fetter: left",
        }
    }
}

/// Why a file could not be put into its place, or taken away.
#[derive(Debug, thiserror::Error)]
#[error("could not {attempt} {path:?}: {source}")]
pub struct InstallError {
    attempt: &'static str,
    path: PathBuf,
    source: std::io::Error,
}

/// Why an executable cannot be what a service starts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} cannot be started as root by a service: {1}")]
pub struct ProgramError(PathBuf, &'static str);

/// What the first line of the program's own files says.
const OURS: &str = "# Written by `fetter agent install`";
/// How much of a file is compared, in bytes. The own ones are smaller.
const LIMIT: u64 = 64 * 1024;

/// The files of an installation whose services start this program.
#[must_use]
pub fn files(program: &Path) -> Vec<Installed> {
    let service = |text: &str| text.replace("@PROGRAM@", &quoted(program));
    let file = |path, contents: String, ownership| Installed { path, contents, ownership };
    vec![
        file(
            "/etc/systemd/system/fetter-agent.service",
            service(include_str!("files/fetter-agent.service")),
            Ownership::Program,
        ),
        file(
            "/etc/systemd/system/fetter-sync.service",
            service(include_str!("files/fetter-sync.service")),
            Ownership::Program,
        ),
        file(
            "/etc/sysusers.d/fetter.conf",
            include_str!("files/fetter.sysusers").to_owned(),
            Ownership::Program,
        ),
        file(
            "/etc/tmpfiles.d/fetter.conf",
            include_str!("files/fetter.tmpfiles").to_owned(),
            Ownership::Program,
        ),
        file("/etc/fetter/agent.toml", include_str!("files/agent.toml").to_owned(), Ownership::Administrator),
    ]
}

/// A path as a word of a unit's command line (systemd.service(5), "Command lines").
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    if escaped.contains(char::is_whitespace) { format!("\"{escaped}\"") } else { escaped }
}

/// Sees that nobody but root can exchange a program that root is to start: itself, and every directory above it.
pub fn see_that_it_is_safe(program: &Path) -> Result<(), ProgramError> {
    use std::os::unix::fs::MetadataExt;
    let refuse = |why| Err(ProgramError(program.to_path_buf(), why));
    if program.to_str().is_none_or(|text| text.contains(['\n', '\r'])) {
        return refuse("its path is not plain text; move it");
    }
    for above in program.ancestors() {
        let Ok(status) = fs::symlink_metadata(above) else {
            return refuse("it, or a directory above it, cannot be looked at");
        };
        if status.uid() != 0 {
            return refuse("it, or a directory above it, is not root's; copy it to /usr/local/bin");
        }
        let is_sticky = status.is_dir() && status.mode() & 0o1000 != 0;
        if status.mode() & 0o022 != 0 && !is_sticky && !status.is_symlink() {
            return refuse("others may write to it, or to a directory above it; copy it to /usr/local/bin");
        }
    }
    Ok(())
}

/// Writes the files of an installation below a root.
pub fn install(root: &Path, files: &[Installed]) -> Result<Vec<(PathBuf, Outcome)>, InstallError> {
    files.iter().map(|file| install_one(root, file)).collect()
}

/// Removes the program's files below a root. What the administrator wrote, and what the agent recorded, stays.
pub fn uninstall(root: &Path, files: &[Installed]) -> Result<Vec<(PathBuf, Outcome)>, InstallError> {
    files.iter().map(|file| uninstall_one(root, file)).collect()
}

fn place(root: &Path, file: &Installed) -> PathBuf {
    root.join(file.path.trim_start_matches('/'))
}

fn install_one(root: &Path, file: &Installed) -> Result<(PathBuf, Outcome), InstallError> {
    let path = place(root, file);
    let there = read(&path)?;
    let outcome = match (&there, file.ownership) {
        (Some(there), _) if *there == file.contents => Outcome::Unchanged,
        (Some(_), Ownership::Administrator) => Outcome::Kept,
        (Some(there), Ownership::Program) if !there.starts_with(OURS) => Outcome::Foreign,
        _ => {
            write(&path, &file.contents)?;
            Outcome::Written
        }
    };
    Ok((path, outcome))
}

fn uninstall_one(root: &Path, file: &Installed) -> Result<(PathBuf, Outcome), InstallError> {
    let path = place(root, file);
    let outcome = match (read(&path)?, file.ownership) {
        (None, _) => Outcome::Missing,
        (Some(_), Ownership::Administrator) => Outcome::Kept,
        (Some(there), Ownership::Program) if !there.starts_with(OURS) => Outcome::Foreign,
        (Some(_), Ownership::Program) => {
            let failed = |source| InstallError { attempt: "remove", path: path.clone(), source };
            fs::remove_file(&path).map_err(failed)?;
            Outcome::Removed
        }
    };
    Ok((path, outcome))
}

/// What a file says; `None` where there is none. A link is nobody's file.
fn read(path: &Path) -> Result<Option<String>, InstallError> {
    use std::io::Read;
    let failed = |source| InstallError { attempt: "read", path: path.to_path_buf(), source };
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
        Ok(status) if !status.is_file() => return Ok(Some(String::new())),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let opened = fs::File::open(path).map_err(failed)?;
    opened.take(LIMIT).read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Writes a file beside its place, and moves it there whole.
fn write(path: &Path, contents: &str) -> Result<(), InstallError> {
    let failed = |source| InstallError { attempt: "write", path: path.to_path_buf(), source };
    let directory = path.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(directory).map_err(failed)?;
    let beside = path.with_extension(format!("fetter-{}", std::process::id()));
    let written = (|| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(contents.as_bytes())?;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.map_err(failed)
}
