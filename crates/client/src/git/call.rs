//! Runs of git: made harmless, and understood when they fail.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;

use super::process::{Allowance, Failure, Outcome, run};
use super::program::{Git, setup};
use super::revision::is_commit;
use super::{GitError, GitSource};
use crate::shown::shown;

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

/// What git says whenever it could not reach a repository, behind the reason.
const COMMONPLACES: [&str; 3] = [
    "fatal: Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
];

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
        command.current_dir(self.directory).env_clear().envs(self.git.variables()).envs(FIXED);
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
            Failure::Start(error) => setup(self.git.program(), error),
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
    pub(super) fn ssh_command(&self, allowance: &Allowance<'_>) -> Result<OsString, GitError> {
        let own = self.git.variables().get(OsStr::new("GIT_SSH_COMMAND")).filter(|own| !own.is_empty());
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
    pub(super) fn init(&self, allowance: &Allowance<'_>) -> Result<(), GitError> {
        let is_sha256 =
            self.source.revision().is_some_and(|revision| is_commit(revision) && revision.len() == 64);
        let format = if is_sha256 { "--object-format=sha256" } else { "--object-format=sha1" };
        self.succeed(&["init", "--quiet", "--bare", "--template=", format], allowance).map(drop)
    }

    pub(super) fn fetch(&self, ssh: &OsStr, allowance: &Allowance<'_>) -> Result<(), GitError> {
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
    pub(super) fn commit(&self, allowance: &Allowance<'_>) -> Result<String, GitError> {
        let resolve = |name: &str| {
            let output = self.succeed(&["rev-parse", "--verify", "--quiet", name], allowance)?;
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
