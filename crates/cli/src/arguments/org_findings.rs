//! The command lines of what was found.

use clap::{Args, ValueEnum};

use super::{Output, Paging};

/// `org findings`.
#[derive(Clone, Debug, Args)]
pub struct OrgFindings {
    /// Which of them.
    #[command(flatten)]
    pub filter: FindingArguments,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// Which findings are wanted.
#[derive(Clone, Debug, Default, Args)]
pub struct FindingArguments {
    /// Those of this kind.
    #[arg(long, value_enum)]
    pub kind: Option<KindArgument>,
    /// Those that are so severe at least.
    #[arg(long, value_enum)]
    pub severity: Option<LeastSeverity>,
    /// Those about this package.
    #[arg(short = 'p', long, value_name = "NAME")]
    pub package: Option<String>,
    /// Those that machines of this group have.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// Those that this machine has: its id, or its host name where no other has that.
    #[arg(long, value_name = "MACHINE")]
    pub machine: Option<String>,
    /// Those that are there no longer, instead of those that are.
    #[arg(long)]
    pub closed: bool,
    /// Those that were opened in this time: 12h, 7d.
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
}

/// What kind of finding it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArgument {
    /// The release is malicious.
    Malware,
    /// It is vulnerable.
    Vulnerability,
    /// Its name looks like another one.
    Lookalike,
    /// A policy is against it.
    Policy,
}

/// How severe a finding is at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LeastSeverity {
    /// Little.
    Low,
    /// Somewhat.
    Medium,
    /// Much.
    High,
    /// Very much.
    Critical,
}

/// `org finding`.
#[derive(Clone, Debug, Args)]
pub struct OrgFinding {
    /// The finding's id, as the list has it.
    #[arg(value_name = "ID")]
    pub finding: String,
    /// List the machines that have it, instead of saying what is known of it.
    #[arg(long)]
    pub machines: bool,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
