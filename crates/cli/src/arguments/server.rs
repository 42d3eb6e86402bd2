//! The command lines of the server.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{ServerOperator, ServerOrganisation, ServerToken, ServerUser};

/// `server`.
#[derive(Clone, Debug, Args)]
pub struct Server {
    /// What it is to do.
    #[command(subcommand)]
    pub command: ServerCommand,
}

/// What the server is to do.
#[derive(Clone, Debug, Subcommand)]
pub enum ServerCommand {
    /// Keep an organisation's inventory and policies, until SIGTERM.
    Run(Box<ServerRun>),
    /// Sign in at a server, with a password, or for the first time with a link.
    SignIn(ServerSignIn),
    /// Make, list and revoke tokens: of machines that are to be enrolled, and of programs.
    Token(ServerToken),
    /// Make, list and change users.
    User(ServerUser),
    /// Make and list organisations, as the operator.
    Organisation(ServerOrganisation),
    /// Print a token for the operator, who makes organisations and sees nothing of any. It is done where the server's files are.
    Operator(ServerOperator),
    /// Bring the schema of the database to this version's, and end.
    Migrate(ServerStore),
}

/// Where a server keeps things.
#[derive(Clone, Debug, Args)]
pub struct ServerStore {
    /// Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user's state directory).
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one.
    #[arg(long, value_name = "URL", env = "FETTER_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it.
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

/// `server run`.
#[derive(Clone, Debug, Args)]
pub struct ServerRun {
    /// Where it keeps things.
    #[command(flatten)]
    pub store: ServerStore,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "[::]:8443")]
    pub listen: SocketAddr,
    /// A certificate with its chain, in PEM. Without it the server makes one, whose fingerprint machines are told.
    #[arg(long, value_name = "FILE", requires = "certificate_key", conflicts_with_all = ["plain_http", "name"])]
    pub certificate: Option<PathBuf>,
    /// The key of the certificate, in PEM.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    pub certificate_key: Option<PathBuf>,
    /// A name or address that the certificate that the server makes is for. May be repeated.
    #[arg(long, value_name = "HOST", default_value = "localhost", conflicts_with = "plain_http")]
    pub name: Vec<String>,
    /// Speak HTTP without TLS, on a loopback address only.
    #[arg(long)]
    pub plain_http: bool,
    /// The organisation that is made where there is none.
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub organisation: String,
    /// How many seconds machines wait between check-ins.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub interval: u32,
    /// How the log on standard error is written.
    #[arg(long, value_enum, default_value_t = LogArgument::Text)]
    pub log_format: LogArgument,
}

/// `server sign-in`.
#[derive(Clone, Debug, Args)]
pub struct ServerSignIn {
    /// Where the server is: `https://HOST:PORT`.
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// The SHA-256 of its certificate, where no authority vouches for it. The server says it when it starts.
    #[arg(long, value_name = "SHA256")]
    pub fingerprint: Option<String>,
    /// The organisation.
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub organisation: String,
    /// The user.
    #[arg(long, value_name = "NAME")]
    pub user: String,
    /// A file with the password; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
    /// A file with the link that the server showed: the password is set by it, and for the first administrator the name too.
    #[arg(long, value_name = "FILE")]
    pub link_file: Option<PathBuf>,
}

/// How a log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogArgument {
    /// For people.
    Text,
    /// A line of JSON each.
    Json,
}
