//! The command lines of the agent, of the monitor, and of whoever asks them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Json;

/// `agent`.
#[derive(Clone, Debug, Args)]
pub struct Agent {
    /// What it is to do.
    #[command(subcommand)]
    pub command: AgentCommand,
}

/// What the agent is to do.
#[derive(Clone, Debug, Subcommand)]
pub enum AgentCommand {
    /// Watch this machine, and refuse what the policy denies, until SIGTERM. --config names another file than /etc/fetter/agent.toml.
    Run,
    /// The process that `agent run` starts.
    #[command(hide = true)]
    Worker(Worker),
    /// Say how the agent that runs stands.
    Status(Ask),
    /// List what happened on this machine.
    Events(Events),
    /// Bring the agent's reports to where they are wanted, until SIGTERM. It runs as a user without rights.
    Sync(SyncReports),
    /// Have this machine taken by a server: its reports go there from then on, and its policies come from there.
    Enroll(Enroll),
    /// Have the server take another key for this machine.
    RotateKey,
    /// Write the units and the configuration for systemd. Nothing is started.
    Install(Install),
    /// Remove the units. The configuration and what was recorded stay.
    Uninstall(Install),
}

/// `agent worker`.
#[derive(Clone, Debug, Args)]
pub struct Worker {
    /// The process that started it.
    #[arg(long, value_name = "PID")]
    pub supervisor: u32,
    /// Refuse nothing, for this reason.
    #[arg(long, value_name = "REASON")]
    pub watch_only: Option<String>,
    /// Write down that the workers before ended, the last for this reason.
    #[arg(long, value_name = "REASON")]
    pub restarted: Option<String>,
    /// How many they were.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub times: u64,
    /// Write down that they ended too often.
    #[arg(long)]
    pub gave_up: bool,
}

/// `agent status`.
#[derive(Clone, Debug, Args)]
pub struct Ask {
    /// The socket at which the agent listens.
    #[arg(long, value_name = "FILE")]
    pub socket: Option<PathBuf>,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<AskOutput>,
}

/// How an answer is given.
#[derive(Clone, Debug, Subcommand)]
pub enum AskOutput {
    /// Show it (the default).
    Display,
    /// Give JSON.
    Json(Json),
}

/// `agent events`.
#[derive(Clone, Debug, Args)]
pub struct Events {
    /// The directory of the journal.
    #[arg(long, value_name = "DIR")]
    pub journal: Option<PathBuf>,
    /// Only events of these kinds: installed, removed, denied, refused … May be repeated, or separated by commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Only events of this package.
    #[arg(short = 'p', long, value_name = "NAME")]
    pub package: Option<String>,
    /// Only events with a number above this one.
    #[arg(long, value_name = "N")]
    pub after: Option<u64>,
    /// How many at most: the newest.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: u32,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<AskOutput>,
}

/// `agent sync`.
#[derive(Clone, Debug, Args)]
pub struct SyncReports {
    /// Bring them to this directory, which stands for a server, instead of where agent.toml and the enrolment say.
    #[arg(long, value_name = "DIR")]
    pub to: Option<String>,
    /// Bring away what is there, and end.
    #[arg(long)]
    pub once: bool,
    /// Run as root, which is refused otherwise.
    #[arg(long)]
    pub as_root: bool,
}

/// `agent enroll`.
#[derive(Clone, Debug, Args)]
pub struct Enroll {
    /// The server: scheme, host and, where it is another than 443, port; nothing more.
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// The file that the token is in; - reads it from standard input.
    #[arg(long, value_name = "FILE")]
    pub token_file: PathBuf,
    /// Believe the certificate with this SHA-256 (of its DER, in hexadecimal), and no other, whatever its name and whoever signed it.
    #[arg(long, value_name = "SHA256")]
    pub fingerprint: Option<String>,
    /// Leave the server at which the machine is enrolled: it is another machine from then on, with a new id and a new key.
    #[arg(long)]
    pub force: bool,
}

/// `agent install` and `agent uninstall`.
#[derive(Clone, Debug, Args)]
pub struct Install {
    /// Work below this directory instead of /: to make a package of it.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// `monitor`.
#[derive(Clone, Debug, Args)]
pub struct Monitor {
    /// Look once: say what differs from the last time, and end.
    #[arg(long, conflicts_with = "period")]
    pub once: bool,
    /// Search everything every so many seconds, instead of waiting for events.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub period: Option<u32>,
    /// Remember what was found in this file (without it: in one of the user's state directory, for each set of search options its own).
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Say each change as a line of JSON.
    #[arg(long)]
    pub json: bool,
}

/// `why`.
#[derive(Clone, Debug, Args)]
pub struct Why {
    /// A file that could not be opened, or the name of a package.
    #[arg(value_name = "PATH|PACKAGE")]
    pub about: String,
    /// The socket at which the agent listens.
    #[arg(long, value_name = "FILE")]
    pub socket: Option<PathBuf>,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<AskOutput>,
}

/// `request`.
#[derive(Clone, Debug, Args)]
pub struct Request {
    /// What is to be let pass: a name, with versions or without, as evil==1.0.
    #[arg(value_name = "PACKAGE", required_unless_present = "list", requires = "reason")]
    pub package: Option<String>,
    /// Why it is needed, in one line. Whoever decides reads it.
    #[arg(long, value_name = "TEXT", requires = "package")]
    pub reason: Option<String>,
    /// List what you have asked for, and what became of it; as root, what everybody has.
    #[arg(long, conflicts_with = "package")]
    pub list: bool,
    /// Give it as JSON.
    #[arg(long)]
    pub json: bool,
    /// The socket at which the agent listens.
    #[arg(long, value_name = "FILE")]
    pub socket: Option<PathBuf>,
}
