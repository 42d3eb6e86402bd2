//! The command lines of the start-up guard.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Judging, Output};

const GUARD_BOUND: &str = "\
What installed packages are held against: a file of this machine (requirements, lock file, pyproject.toml, script), or a directory \
that has one, of which that file is kept. It is read at starts, without a network and without ${NAME}. May be repeated: all count as \
one list";

/// `site-install`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("bound", |bound| bound.help(GUARD_BOUND).long_help(GUARD_BOUND)))]
pub struct SiteInstall {
    /// What is judged, and against what.
    #[command(flatten)]
    pub judging: Judging,
    /// What happens at a start that is not as the bound says.
    #[arg(value_enum, default_value_t = GuardMode::Warn)]
    pub mode: GuardMode,
}

/// What the guard does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GuardMode {
    /// Say it, and go on.
    Warn,
    /// Say it, and end before any code of the user's runs.
    Exit,
}

/// `site-status`.
#[derive(Clone, Debug, Args)]
pub struct SiteStatus {
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `site-check`.
#[derive(Clone, Debug, Args)]
pub struct SiteCheck {
    /// The guard's data file.
    #[arg(long, value_name = "FILE")]
    pub data: PathBuf,
    /// A directory that the starting Python looks for packages in. May be repeated.
    #[arg(long, value_name = "DIR")]
    pub site: Vec<PathBuf>,
    /// The starting Python does not look into the user's site.
    #[arg(long)]
    pub no_user_site: bool,
}
