//! Which server is asked, by whom, and how much of a long list.

use std::path::PathBuf;

use clap::Args;

use super::Output;

/// Which server is asked, and by whom. Without it, whoever signed in last.
#[derive(Clone, Debug, Default, Args)]
pub struct Reach {
    /// Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for.
    #[arg(long, value_name = "URL", global = true, help_heading = "Which server")]
    pub server: Option<String>,
    /// A file with the token of a program; - for standard input. With --server.
    #[arg(long, value_name = "FILE", global = true, help_heading = "Which server")]
    pub token_file: Option<PathBuf>,
    /// The SHA-256 of the server's certificate, where no authority vouches for it. With --server.
    #[arg(long, value_name = "SHA256", global = true, help_heading = "Which server")]
    pub fingerprint: Option<String>,
}

/// How much of a long list is wanted.
#[derive(Clone, Debug, Args)]
pub struct Paging {
    /// How many rows at most. Where there are more, stderr says so.
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub limit: u32,
    /// Go on where a list ended: `next` of its JSON.
    #[arg(long, value_name = "CURSOR")]
    pub cursor: Option<String>,
}

/// A list that is asked for without any condition.
#[derive(Clone, Debug, Args)]
pub struct Listed {
    /// How much of it.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
