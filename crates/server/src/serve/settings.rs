//! What a server is told.

use std::net::SocketAddr;
use std::path::PathBuf;

/// What a server is told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it keeps its files: SQLite's, its key, its certificate.
    pub data: PathBuf,
    /// Another database than the one in `data`: `postgres://…`.
    pub database: Option<String>,
    /// Where it listens.
    pub listen: SocketAddr,
    /// What it shows to be who it is.
    pub certificate: Certificate,
    /// The key that secrets are sealed with, where it is not `server.key` in `data`: several servers on one database have one.
    pub key_file: Option<PathBuf>,
    /// How many seconds machines wait between check-ins.
    pub interval: u32,
    /// How it writes its log.
    pub log: LogFormat,
}

/// What a server shows to be who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// One that it makes itself, for these names and addresses, and keeps. Machines know it by its fingerprint.
    Own(Vec<String>),
    /// One that it is given: a chain, and its key, in PEM.
    Given {
        /// The file of the chain.
        chain: PathBuf,
        /// The file of the key.
        key: PathBuf,
    },
    /// None: plain HTTP, on loopback only.
    None,
}

/// How a log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// A line with fields, for people.
    #[default]
    Text,
    /// A line of JSON, for programs.
    Json,
}
