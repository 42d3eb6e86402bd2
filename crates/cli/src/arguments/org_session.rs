//! The command lines of whoever is signed in.

use std::path::PathBuf;

use clap::Args;

/// `org password`.
#[derive(Clone, Debug, Args)]
pub struct OrgPassword {
    /// A file with the password that you have; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
    /// A file with the one that you want.
    #[arg(long, value_name = "FILE")]
    pub new_password_file: PathBuf,
}
