//! The command lines of the server.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use fetter_server::serve::Proxy;

use super::{
    Listed, Reach, ServerOperator, ServerOrganisation, ServerRecover, ServerSignOn, ServerToken, ServerUser,
};

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
    /// Serve a throw-away organisation that is made up, on this machine alone, to look at the console. It is gone when it ends.
    Demo(ServerDemo),
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
    /// Print a link by which a user chooses another password and is rid of the authenticator and all sessions, this once. It is done where the server's files are.
    Recover(ServerRecover),
    /// Programs that are told what happens.
    Webhook(ServerWebhook),
    /// People who are told by mail what happens.
    Mail(ServerMail),
    /// Bring the schema of the database to this version's, and end.
    Migrate(ServerStore),
    /// Write everything that a server keeps into one file, secrets included, while it runs.
    Backup(ServerBackup),
    /// Bring a backup back into an empty place.
    Restore(ServerRestore),
    /// Say whether a server's files and its database are well, and what to do where they are not.
    Doctor(ServerDoctor),
}

/// `server demo`.
#[derive(Clone, Debug, Args)]
pub struct ServerDemo {
    /// Listen at this address, which is one of this machine alone; port 0 is any that is free.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8443")]
    pub listen: SocketAddr,
    /// Make up so many machines, about.
    #[arg(long, value_name = "NUMBER", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub machines: u16,
}

/// `server mail`.
#[derive(Clone, Debug, Args)]
pub struct ServerMail {
    /// Which server is asked, and by whom.
    #[command(flatten)]
    pub reach: Reach,
    /// What is to be done.
    #[command(subcommand)]
    pub command: ServerMailCommand,
}

/// What is done about mail.
#[derive(Clone, Debug, Subcommand)]
pub enum ServerMailCommand {
    /// List the recipients, with why a mail did not go out.
    List(Listed),
    /// Have somebody told by mail from now on.
    Add(ServerMailAdd),
    /// Have somebody told nothing any more.
    Remove(ServerWebhookId),
}

/// `server mail add`.
#[derive(Clone, Debug, Args)]
pub struct ServerMailAdd {
    /// The address.
    #[arg(value_name = "ADDRESS")]
    pub address: String,
    /// What is told: finding, refused, silent, heard, expiring, request, revoked, cloned. May be repeated; without it, all.
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
}

/// `server webhook`.
#[derive(Clone, Debug, Args)]
pub struct ServerWebhook {
    /// Which server is asked, and by whom.
    #[command(flatten)]
    pub reach: Reach,
    /// What is to be done.
    #[command(subcommand)]
    pub command: ServerWebhookCommand,
}

/// What is done about webhooks.
#[derive(Clone, Debug, Subcommand)]
pub enum ServerWebhookCommand {
    /// List them, with how many deliveries wait and were given up.
    List(Listed),
    /// Have a program told what happens from now on, and print the secret that it checks signatures with, this once.
    Create(ServerWebhookCreate),
    /// Have one told nothing any more, and forget what it was told.
    Delete(ServerWebhookId),
    /// Have one told that it is there.
    Test(ServerWebhookId),
    /// List what was given up.
    DeadLetters {
        /// The id of the webhook.
        #[arg(value_name = "ID")]
        id: u32,
        /// How much of it, and how.
        #[command(flatten)]
        listed: Listed,
    },
    /// List what it is told, and was, the newest first.
    Deliveries {
        /// The id of the webhook.
        #[arg(value_name = "ID")]
        id: u32,
        /// Those that are so.
        #[arg(long, value_enum)]
        state: Option<DeliveryStateArgument>,
        /// How much of it, and how.
        #[command(flatten)]
        listed: Listed,
    },
    /// Have one told once more what was given up: a delivery, or all of a webhook.
    Redeliver(ServerWebhookRedeliver),
}

/// Whether a webhook was told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DeliveryStateArgument {
    /// It is still to be told.
    Waiting,
    /// It took it.
    Done,
    /// It was given up.
    Dead,
}

/// `server webhook create`.
#[derive(Clone, Debug, Args)]
pub struct ServerWebhookCreate {
    /// Where it is told: `https://HOST/PATH`.
    #[arg(value_name = "URL")]
    pub url: String,
    /// What it is told: finding, refused, silent, heard, expiring, request, revoked, cloned. May be repeated; without it, all.
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
}

/// A webhook, or a recipient of mail.
#[derive(Clone, Debug, Args)]
pub struct ServerWebhookId {
    /// The id, as the list says it.
    #[arg(value_name = "ID")]
    pub id: u32,
}

/// `server webhook redeliver`.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ServerWebhookRedeliver {
    /// The id of a delivery.
    #[arg(value_name = "DELIVERY")]
    pub delivery: Option<u32>,
    /// All that was given up of this webhook.
    #[arg(long, value_name = "ID")]
    pub all_of: Option<u32>,
}

/// `server backup`.
#[derive(Clone, Debug, Args)]
pub struct ServerBackup {
    /// Where the server keeps things.
    #[command(flatten)]
    pub store: ServerStore,
    /// The file to write, which only its owner reads. It must not be there yet.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `server restore`.
#[derive(Clone, Debug, Args)]
pub struct ServerRestore {
    /// Where the server is to keep things: nothing of a server may be there.
    #[command(flatten)]
    pub store: ServerStore,
    /// The backup.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Read the backup to its end, say what is in it, and restore nothing.
    #[arg(long)]
    pub verify: bool,
}

/// `server doctor`.
#[derive(Clone, Debug, Args)]
pub struct ServerDoctor {
    /// Where the server keeps things.
    #[command(flatten)]
    pub store: ServerStore,
    /// The certificate that the server was given, where it did not make its own.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// Say it as JSON.
    #[arg(long)]
    pub json: bool,
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
    /// Log each request of machines, too; without it, those that were refused.
    #[arg(long)]
    pub log_requests: bool,
    /// A file with the token that `/metrics` is read with, of 16 characters or more. Without it nobody reads them.
    #[arg(long, value_name = "FILE")]
    pub metrics_token_file: Option<PathBuf>,
    /// Take new advisories from here once a day: a URL, a zip file or a directory in the OSV format. Without it, what `fetter db update` puts
    /// into the server's directory is taken.
    #[arg(long, value_name = "FROM")]
    pub advisories: Option<String>,
    /// Believe a proxy at this address, or in this network, who called it (`X-Forwarded-For`): limits and the audit log go by the caller then. May
    /// be repeated.
    #[arg(long = "trusted-proxy", value_name = "ADDRESS")]
    pub trusted_proxies: Vec<Proxy>,
    /// Let webhooks go to addresses of this machine and of private networks.
    #[arg(long)]
    pub private_webhooks: bool,
    /// Send mail by this server: `smtps://HOST:465`, `smtp://HOST:587` with STARTTLS, or `smtp://127.0.0.1:25` for one on this machine.
    #[arg(long, value_name = "URL", requires = "mail_from")]
    pub mail_server: Option<String>,
    /// The address that mail comes from.
    #[arg(long, value_name = "ADDRESS", requires = "mail_server")]
    pub mail_from: Option<String>,
    /// A file with the user of the mail server in its first line and the password in its second.
    #[arg(long, value_name = "FILE", requires = "mail_server")]
    pub mail_credentials_file: Option<PathBuf>,
    /// The least time between two mails to one recipient.
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    pub mail_every: u32,
    /// After how many days without a word a machine is silent.
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub silent_after: u32,
    /// How people sign in at a provider.
    #[command(flatten)]
    pub sign_on: ServerSignOn,
    /// How long things are kept.
    #[command(flatten)]
    pub keep: ServerKeep,
}

/// How long things are kept. What is current is kept in any case.
#[derive(Clone, Debug, Args)]
pub struct ServerKeep {
    /// Keep what was on machines for so many days; 0 for ever.
    #[arg(long = "keep-history", value_name = "DAYS", default_value_t = 365)]
    pub history: u32,
    /// Keep what happened on machines for so many days; 0 for ever.
    #[arg(long = "keep-events", value_name = "DAYS", default_value_t = 365)]
    pub events: u32,
    /// Keep findings that are closed for so many days; 0 for ever.
    #[arg(long = "keep-findings", value_name = "DAYS", default_value_t = 365)]
    pub findings: u32,
    /// Keep the audit log for so many days; 0 for ever.
    #[arg(long = "keep-audit", value_name = "DAYS", default_value_t = 0)]
    pub audit: u32,
    /// Keep notices for so many days; 0 for ever.
    #[arg(long = "keep-notices", value_name = "DAYS", default_value_t = 90)]
    pub notices: u32,
    /// Keep what webhooks were told for so many days; 0 for ever.
    #[arg(long = "keep-deliveries", value_name = "DAYS", default_value_t = 30)]
    pub deliveries: u32,
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
    /// A code of the user's authenticator, or one for recovery, where the user has one. Without it the code is asked for at the terminal.
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
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
