//! The command line of the environments of an organisation's machines.

use clap::{Args, ValueEnum};

use super::{Output, Paging};

/// `org environments`.
#[derive(Clone, Debug, Args)]
pub struct OrgEnvironments {
    /// Those of this group's machines.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// Those of this machine: its id, or its host name where no other has that.
    #[arg(long, value_name = "MACHINE")]
    pub machine: Option<String>,
    /// Those in whose prefix this occurs.
    #[arg(long, value_name = "TEXT")]
    pub contains: Option<String>,
    /// Those of this kind.
    #[arg(long, value_enum)]
    pub kind: Option<EnvironmentKindArgument>,
    /// Those of this Python version: 3.11 is also 3.11.7, and 3.13 is also 3.13t.
    #[arg(long, value_name = "VERSION")]
    pub python: Option<String>,
    /// Those of this implementation: `CPython`, `PyPy` or `GraalVM`.
    #[arg(long, value_name = "NAME")]
    pub implementation: Option<String>,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// What kind of environment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EnvironmentKindArgument {
    /// An installation of Python.
    Base,
    /// A virtual environment.
    Virtual,
    /// An environment of conda.
    Conda,
}
