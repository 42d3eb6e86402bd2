//! The program `git`, and what it gets from the user's surroundings.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use tempfile::TempDir;

use super::call::Call;
use super::process::Allowance;
use super::{GitError, GitSource, Limits, Repository, access};
use crate::shown::shown;

/// The environment variables that git gets from the user: what leads to private repositories. Every other one, and so
/// every other `GIT_…`, is left out.
pub const VARIABLES: [&str; 30] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "TMPDIR",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    // Sockets of agents and key rings, for ssh and for credential helpers.
    "XDG_RUNTIME_DIR",
    "SSH_AUTH_SOCK",
    "DBUS_SESSION_BUS_ADDRESS",
    "GNUPGHOME",
    "KRB5CCNAME",
    "KRB5_CONFIG",
    // Where the user's own configuration of git is.
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_SSH_COMMAND",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
    "GIT_SSL_CERT",
    "GIT_SSL_KEY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "http_proxy",
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "no_proxy",
    "NO_PROXY",
];

/// The longest answer of git but for files, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// The user's `git`.
#[derive(Clone)]
pub struct Git {
    program: PathBuf,
    variables: BTreeMap<OsString, OsString>,
    temporary: PathBuf,
}

impl Git {
    /// Finds `git` on the `PATH` of an environment, of which it takes [`VARIABLES`] and leaves out the rest. Temporary
    /// directories are made in its `TMPDIR`, or in `/tmp`.
    ///
    /// For root, a home of somebody else (as `sudo` may leave it) is left out: what is configured there could start
    /// programs of its owner's choice as root.
    pub fn new(environment: impl IntoIterator<Item = (OsString, OsString)>) -> Result<Self, GitError> {
        let is_kept = |name: &OsStr| VARIABLES.iter().any(|kept| name == OsStr::new(kept));
        let mut variables =
            environment.into_iter().filter(|(name, _)| is_kept(name)).collect::<BTreeMap<_, _>>();
        let of = |name: &str| variables.get(OsStr::new(name)).filter(|value| !value.is_empty()).cloned();
        let path = of("PATH").unwrap_or_default();
        let program = std::env::split_paths(&path).filter(|directory| directory.is_absolute());
        let program = program.map(|directory| directory.join("git")).find(|program| program.is_file());
        let temporary = of("TMPDIR").map(PathBuf::from).filter(|directory| directory.is_absolute());
        // Git's own name for it: its HTTP library does not look.
        if let Some(file) = of("SSL_CERT_FILE") {
            variables.entry("GIT_SSL_CAINFO".into()).or_insert(file);
        }
        let user = rustix::process::geteuid().as_raw();
        for name in ["HOME", "XDG_CONFIG_HOME"] {
            let owner = variables.get(OsStr::new(name)).and_then(owner);
            if owner.is_some_and(|owner| is_of_another(owner, user)) {
                variables.remove(OsStr::new(name));
            }
        }
        Ok(Self {
            program: program.ok_or(GitError::Missing)?,
            variables,
            temporary: temporary.unwrap_or_else(|| "/tmp".into()),
        })
    }

    /// Fetches the revision of a source.
    pub fn fetch(&self, source: &GitSource, limits: &Limits) -> Result<Repository, GitError> {
        let deadline = Instant::now() + limits.total;
        let directory = self.private_directory()?;
        let call = Call {
            git: self,
            directory: directory.path(),
            source,
            url: source.url(),
            total: limits.total,
            action: "fetch",
        };
        let small = Allowance { deadline, output: LONGEST_ANSWER, disk: None };
        let ssh = call.ssh_command(&small)?;
        call.init(&small)?;
        access::write(source, directory.path()).map_err(|error| setup(directory.path(), &error))?;
        let large = Allowance { disk: Some((directory.path(), limits.bytes)), ..small };
        call.fetch(&ssh, &large)?;
        let commit = call.commit(&Allowance { disk: None, ..large })?;
        Ok(Repository::new(self.clone(), directory, source.clone(), commit, limits.total))
    }

    fn private_directory(&self) -> Result<TempDir, GitError> {
        use std::os::unix::fs::PermissionsExt;
        let mut builder = tempfile::Builder::new();
        let private = builder.prefix("fetter-git-").permissions(std::fs::Permissions::from_mode(0o700));
        private.tempdir_in(&self.temporary).map_err(|error| setup(&self.temporary, &error))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one program that fetter starts, for a user who named a git repository"
    )]
    pub(super) fn command(&self) -> Command {
        Command::new(&self.program)
    }

    pub(super) fn program(&self) -> &Path {
        &self.program
    }

    pub(super) fn variables(&self) -> &BTreeMap<OsString, OsString> {
        &self.variables
    }
}

fn owner(directory: &OsString) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(directory).ok().map(|metadata| metadata.uid())
}

/// Whether root would follow another one's configuration.
fn is_of_another(owner: u32, user: u32) -> bool {
    user == 0 && owner != 0
}

impl fmt::Debug for Git {
    /// Without the variables: proxies may have credentials.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Git").field("program", &self.program).finish_non_exhaustive()
    }
}

pub(super) fn setup(path: &Path, error: &io::Error) -> GitError {
    GitError::Setup { path: path.to_path_buf(), reason: shown(&error.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::is_of_another;

    #[test]
    fn root_follows_nobody() {
        assert!(is_of_another(1000, 0));
        assert!(!is_of_another(0, 0) && !is_of_another(1000, 1000) && !is_of_another(0, 1000));
    }
}
