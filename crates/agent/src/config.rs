//! `agent.toml`: how the agent works on a machine.

mod file;

use std::path::{Path, PathBuf};
use std::time::Duration;

use fetter_core::check::PolicyErrors;
use fetter_core::inventory::file::Disk;

use crate::journal::Limits;

/// Where it is, unless something else is said.
pub const CONFIG: &str = "/etc/fetter/agent.toml";
/// Where the agent keeps what it knows.
pub const STATE: &str = "/var/lib/fetter";
/// Where the agent can be asked.
pub const SOCKET: &str = "/run/fetter/agent.sock";
/// How large the file may be, in bytes.
const LIMIT: usize = 1024 * 1024;
/// How often everything is searched again, in hours, unless something else is said.
const RECONCILE: u32 = 6;

/// Whether what a policy denies is refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enforcement {
    /// Nothing is ever refused.
    Off,
    /// What is denied is refused, and an agent that is not there refuses nothing.
    #[default]
    Open,
    /// The same, and what was denied stays refused while the agent starts anew.
    Closed,
}

impl Enforcement {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// How the agent works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The policy file that is named. It goes before a server's.
    pub policy: Option<PathBuf>,
    /// The policy file that holds where none is named and no server's has come, if it is there: `policy.toml` beside `agent.toml`.
    pub usual_policy: PathBuf,
    /// Whether what it denies is refused.
    pub enforcement: Enforcement,
    /// While this file exists nothing is refused.
    pub break_glass: PathBuf,
    /// How long after a search of everything the next one is due.
    pub reconcile: Duration,
    /// Further directories to search.
    pub paths: Vec<PathBuf>,
    /// Search these directories and nothing else of the machine.
    pub only_paths: bool,
    /// The directory of the advisories, if it is not the system's.
    pub database: Option<PathBuf>,
    /// Where the agent keeps what it knows.
    pub state: PathBuf,
    /// Where the agent can be asked.
    pub socket: PathBuf,
    /// What the journal keeps.
    pub journal: JournalConfig,
    /// Whether events go to the system's log too.
    pub system_log: bool,
    /// Whether who is refused something is told on the own terminal.
    pub terminals: bool,
    /// Where reports are brought to.
    pub report_to: Option<String>,
}

/// What the journal keeps: whichever is reached first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalConfig {
    /// How many events.
    pub events: u64,
    /// How large it is, in mebibytes.
    pub megabytes: u64,
    /// For how many days.
    pub days: u32,
}

impl Default for JournalConfig {
    fn default() -> Self {
        let Limits { events, bytes, days, .. } = Limits::default();
        Self { events, megabytes: bytes >> 20, days }
    }
}

/// Why a configuration could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It could not be read.
    #[error("could not read the configuration {path:?}: {reason}")]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// It says something that cannot be understood; each mistake has a line with file, line and column.
    #[error("the configuration is wrong:\n{0}")]
    Wrong(#[from] PolicyErrors),
}

impl Config {
    /// Reads a file.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let unread = |reason: String| ConfigError::Unread { path: path.to_path_buf(), reason };
        let read = Disk::here().read(path, LIMIT).map_err(|error| unread(error.to_string()))?;
        if !read.whole {
            return Err(unread(format!("it is larger than {LIMIT} bytes")));
        }
        let text = String::from_utf8(read.bytes).map_err(|error| unread(error.to_string()))?;
        Self::read(&text, path)
    }

    /// Reads the text of a file. Relative paths are taken from the directory that it lies in.
    pub fn read(text: &str, path: &Path) -> Result<Self, ConfigError> {
        Ok(file::read(text, path)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::read(text, Path::new("/etc/fetter/agent.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_installed_is_what_holds_without_a_file() {
        let installed = include_str!("install/files/agent.toml");
        let expected = read("").expect("nothing need be said");
        assert_eq!(expected.usual_policy, Path::new("/etc/fetter/policy.toml"));
        assert_eq!(read(installed), Ok(expected));
    }

    #[test]
    fn mistakes_have_line_and_column() {
        let unknown = read("\nenforcment = \"open\"\n").expect_err("it is unknown");
        assert!(unknown.contains("agent.toml:2:1: ") && unknown.contains("enforcement"), "{unknown}");
        let mode = read("enforcement = \"on\"\n").expect_err("there is no such mode");
        assert!(mode.contains("agent.toml:1:15: ") && mode.contains("closed"), "{mode}");
        assert!(read("reconcile-hours = 0").is_err());
        assert!(read("journal.events = 0").is_err());
        assert!(read("only-path = true").is_err());
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let all = read(
            "policy = 1\nreconcile-hours = 0\n[journal]\ndays = 0\nevents = -1\n[tell]\nterminal = true\n",
        );
        let all = all.expect_err("it is wrong");
        for at in ["1:10", "2:19", "4:8", "5:10", "7:1"] {
            assert!(all.contains(&format!("/etc/fetter/agent.toml:{at}: ")), "{at}: {all}");
        }
    }

    #[test]
    fn relative_paths_are_the_file_s() {
        let config = read("policy = \"own.toml\"\npath = [\"/srv\"]\n").expect("it is right");
        assert_eq!(config.policy, Some("/etc/fetter/own.toml".into()));
        assert_eq!(config.paths, [PathBuf::from("/srv")]);
        let config = read("state = \"own\"\nsocket = \"own/sock\"\n").expect("it is right");
        assert_eq!(config.state, PathBuf::from("/etc/fetter/own"));
        assert_eq!(config.socket, PathBuf::from("/etc/fetter/own/sock"));
    }
}
