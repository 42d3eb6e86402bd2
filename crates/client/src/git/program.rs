//! The program `git`, made harmless.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::process::{Allowance, Failure, Outcome, run};
use super::source::is_commit;
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

/// Variables that are the same for everybody: nothing asks, nothing is replaced or fetched on demand, one language.
const FIXED: [(&str, &str); 11] = [
    ("LC_ALL", "C"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", ""),
    ("SSH_ASKPASS_REQUIRE", "never"),
    ("GCM_INTERACTIVE", "never"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_LFS_SKIP_SMUDGE", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    // The largest piece of memory that git takes at once, against objects that unpack to gigabytes.
    ("GIT_ALLOC_LIMIT", "512m"),
];

/// Settings that go before the user's and the system's: nothing is started but transports.
const SETTINGS: [&str; 15] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.symlinks=false",
    "core.askPass=",
    // Larger objects are never held in memory whole.
    "core.bigFileThreshold=16m",
    "credential.interactive=false",
    "protocol.allow=never",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "fetch.writeCommitGraph=false",
    // One pack, as it comes, not a file for each object.
    "fetch.unpackLimit=1",
    "transfer.bundleURI=false",
    "gc.auto=0",
    "maintenance.auto=false",
];

/// Where the fetched revision is kept.
const REFERENCE: &str = "refs/fetter/bound";

/// The longest answer of git but for files, in bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// What git says whenever it could not reach a repository, behind the reason.
const COMMONPLACES: [&str; 3] = [
    "fatal: Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
];

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
    fn command(&self) -> Command {
        Command::new(&self.program)
    }
}

impl fmt::Debug for Git {
    /// Without the variables: proxies may have credentials.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Git").field("program", &self.program).finish_non_exhaustive()
    }
}

fn setup(path: &Path, error: &io::Error) -> GitError {
    GitError::Setup { path: path.to_path_buf(), reason: shown(&error.to_string()) }
}

/// Runs of git in one private repository.
pub(super) struct Call<'git> {
    pub(super) git: &'git Git,
    pub(super) directory: &'git Path,
    pub(super) source: &'git GitSource,
    /// The source's URL, as errors show it.
    pub(super) url: String,
    pub(super) total: Duration,
    /// What is attempted.
    pub(super) action: &'static str,
}

impl Call<'_> {
    /// The output of a run that must end well.
    pub(super) fn succeed(&self, arguments: &[&str], allowance: &Allowance<'_>) -> Result<Vec<u8>, GitError> {
        let outcome = self.run(arguments, None, allowance)?;
        if outcome.status.success() { Ok(outcome.output) } else { Err(self.failed(&outcome)) }
    }

    fn run(
        &self,
        arguments: &[&str],
        ssh: Option<&OsStr>,
        allowance: &Allowance<'_>,
    ) -> Result<Outcome, GitError> {
        let mut command = self.git.command();
        command.current_dir(self.directory).env_clear().envs(&self.git.variables).envs(FIXED);
        // Before what configurations allow.
        command.env("GIT_ALLOW_PROTOCOL", self.source.protocols());
        if let Some(ssh) = ssh {
            command.env("GIT_SSH_COMMAND", ssh);
        }
        command.args(["--git-dir=.", "--literal-pathspecs", "--no-pager"]);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", *setting])).args(arguments);
        run(command, allowance).map_err(|failure| self.gave_nothing(&failure, allowance))
    }

    fn gave_nothing(&self, failure: &Failure, allowance: &Allowance<'_>) -> GitError {
        let url = self.url.clone();
        let too_large = |what: &str, limit| GitError::TooLarge { what: what.into(), url: url.clone(), limit };
        match failure {
            Failure::Start(error) => setup(&self.git.program, error),
            Failure::Timeout => GitError::Timeout { action: self.action, url, limit: self.total },
            Failure::Output => too_large("an answer", allowance.output),
            Failure::Disk => too_large("the revision", allowance.disk.map_or(0, |(_, limit)| limit)),
        }
    }

    fn failed(&self, outcome: &Outcome) -> GitError {
        let says_something = |line: &&str| !line.is_empty() && !COMMONPLACES.contains(line);
        let lines = outcome.complaint.lines().map(str::trim).filter(says_something).collect::<Vec<_>>();
        let end = lines.get(lines.len().saturating_sub(3)..).unwrap_or_default().join("; ");
        let reason = if end.is_empty() { outcome.status.to_string() } else { shown(&end) };
        GitError::Failed { action: self.action, url: self.url.clone(), reason }
    }

    /// The user's ssh, with its options, asking nothing. Options that come first win, so the user's own stay.
    fn ssh_command(&self, allowance: &Allowance<'_>) -> Result<OsString, GitError> {
        let own = self.git.variables.get(OsStr::new("GIT_SSH_COMMAND")).filter(|own| !own.is_empty());
        let mut command = if let Some(own) = own { own.clone() } else { self.configured_ssh(allowance)? };
        command.push(" -o BatchMode=yes");
        Ok(command)
    }

    fn configured_ssh(&self, allowance: &Allowance<'_>) -> Result<OsString, GitError> {
        // Ends with 1 where nothing is configured.
        let outcome = self.run(&["config", "--get", "core.sshCommand"], None, allowance)?;
        let configured = String::from_utf8_lossy(&outcome.output).trim().to_owned();
        Ok(if configured.is_empty() { "ssh".into() } else { configured.into() })
    }

    /// Without a template, which could bring hooks.
    fn init(&self, allowance: &Allowance<'_>) -> Result<(), GitError> {
        let is_sha256 =
            self.source.revision().is_some_and(|revision| is_commit(revision) && revision.len() == 64);
        let format = if is_sha256 { "--object-format=sha256" } else { "--object-format=sha1" };
        self.succeed(&["init", "--quiet", "--bare", "--template=", format], allowance).map(drop)
    }

    fn fetch(&self, ssh: &OsStr, allowance: &Allowance<'_>) -> Result<(), GitError> {
        let url = self.source.plain_url();
        let revision = self.source.revision().unwrap_or("HEAD");
        let wanted = format!("+{revision}:{REFERENCE}");
        let options = ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--"];
        let arguments = [&options[..], &[url.as_str(), wanted.as_str()]].concat();
        let outcome = self.run(&arguments, Some(ssh), allowance)?;
        if outcome.status.success() {
            return Ok(());
        }
        let unknown = ["couldn't find remote ref", "not our ref", "unadvertised object"];
        if unknown.iter().any(|said| outcome.complaint.contains(said)) {
            return Err(GitError::Revision { url: self.url.clone(), revision: shown(revision) });
        }
        Err(self.failed(&outcome))
    }

    /// The commit that was fetched, which is the one asked for where digits were.
    fn commit(&self, allowance: &Allowance<'_>) -> Result<String, GitError> {
        let resolve = |name: &str| {
            let output =
                self.succeed(&["rev-parse", "--verify", "--quiet", "--end-of-options", name], allowance)?;
            let digits = String::from_utf8_lossy(&output).trim().to_owned();
            let reason = "the revision is no commit".to_owned();
            if is_commit(&digits) {
                Ok(digits)
            } else {
                Err(GitError::Answer { url: self.url.clone(), reason })
            }
        };
        if let Some(asked) = self.source.revision().filter(|revision| is_commit(revision)) {
            let found = resolve(REFERENCE)?;
            if found != asked {
                let reason = format!("{asked} was asked for, and {found} came");
                return Err(GitError::Answer { url: self.url.clone(), reason });
            }
        }
        resolve(&format!("{REFERENCE}^{{commit}}"))
    }
}
