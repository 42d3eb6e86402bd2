//! The command lines of what an organisation has, as its server tells it.

use clap::{Args, Subcommand, ValueEnum};

use super::{Listed, Output, Paging, Reach};

/// `org`.
#[derive(Clone, Debug, Args)]
pub struct Org {
    /// Which server is asked, and by whom.
    #[command(flatten)]
    pub reach: Reach,
    /// What is asked.
    #[command(subcommand)]
    pub command: OrgCommand,
}

/// What is asked of an organisation.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgCommand {
    /// List machines by host name.
    Machines(OrgMachines),
    /// Say what is known of a machine.
    Machine(OrgMachine),
    /// List groups of machines.
    Groups(Listed),
}

/// `org machines`.
#[derive(Clone, Debug, Args)]
pub struct OrgMachines {
    /// Those of this group.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// Those that stand so with the server.
    #[arg(long, value_enum)]
    pub status: Option<StatusArgument>,
    /// Those whose operating system begins so.
    #[arg(long, value_name = "TEXT")]
    pub os: Option<String>,
    /// The one of this id, or those whose host name begins so.
    #[arg(short = 'p', long, value_name = "TEXT")]
    pub prefix: Option<String>,
    /// Those that have not been there for so long: 30m, 12h, 7d.
    #[arg(long, value_name = "TIME")]
    pub silent: Option<String>,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// How a machine stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusArgument {
    /// It is heard.
    Active,
    /// Its key is not trusted any more.
    Revoked,
    /// Two machines go by its key.
    Cloned,
    /// It is gone.
    Decommissioned,
}

/// `org machine`.
#[derive(Clone, Debug, Args)]
pub struct OrgMachine {
    /// The machine: its id, or its host name where no other has that.
    #[arg(value_name = "MACHINE")]
    pub machine: String,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
