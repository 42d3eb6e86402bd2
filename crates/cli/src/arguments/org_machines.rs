//! The command lines of machines, as their server knows them.

use clap::{Args, Subcommand, ValueEnum};

use super::{Json, Output, Paging, Write};

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
    /// Those of this owner.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Those that have this tag.
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
    /// Those that have not been there for so long: 30m, 12h, 7d.
    #[arg(long, value_name = "TIME")]
    pub silent: Option<String>,
    /// Those on which this was found, when that was counted last.
    #[arg(long, value_enum)]
    pub verdict: Option<VerdictArgument>,
    /// Those of which this is not known.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub not_checked: Option<NotCheckedArgument>,
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
    /// It is not gone: all but those that were decommissioned.
    Present,
}

/// What was found on a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerdictArgument {
    /// Malware.
    Malware,
    /// Anything, malware too.
    Findings,
    /// It was not wholly checked, whatever was found.
    NotChecked,
    /// Nothing, and all of it was checked.
    Clean,
}

/// What was not, or could not be, checked of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NotCheckedArgument {
    /// A site, or its policy, is still to be judged.
    Waiting,
    /// Judging failed each time.
    Failed,
    /// It has a release that could not be held against the advisories.
    Releases,
    /// A site could not be held against its policy wholly.
    Sites,
    /// A site has not sent its contents.
    Contents,
    /// It never reported, or could not tell all.
    Untold,
    /// It is revoked and has sites.
    Revoked,
    /// It does not tell what is changed on it outside of an install.
    Integrity,
}

/// `org machine`.
#[derive(Clone, Debug, Args)]
pub struct OrgMachine {
    /// The machine: its id, or its host name where no other has that.
    #[arg(value_name = "MACHINE")]
    pub machine: String,
    /// List this of the machine, instead of saying what is known of it.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub list: Option<OfMachine>,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given, or what is to be done.
    #[command(subcommand)]
    pub command: Option<OrgMachineCommand>,
}

/// What is listed of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OfMachine {
    /// Its packages.
    Packages,
    /// Its sites.
    Sites,
    /// What was on it, the newest first.
    History,
    /// Its environments.
    Environments,
    /// What is denied on it.
    Denials,
    /// What could not be read on it.
    Problems,
    /// What is not covered on it.
    NotCovered,
}

/// How a machine is given, or what is done about it.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgMachineCommand {
    /// Show a table (the default).
    Display,
    /// Write delimited text to a file.
    Write(Write),
    /// Give JSON.
    Json(Json),
    /// Trust its key no longer. To come back, it is enrolled again.
    Revoke,
    /// Note that it is gone. What was on it stays as history.
    Decommission,
    /// Hear it again, where it was cloned or decommissioned.
    TakeBack,
    /// Put it into another group.
    Move {
        /// The group.
        #[arg(long, value_name = "NAME")]
        group: String,
    },
    /// Let the rules say its group again, after somebody had put it into one.
    ByRules,
    /// Say whose it is, and what it is called by: rules may go by that.
    Set {
        /// Whose it is; '' for nobody's.
        #[arg(long, value_name = "NAME", required_unless_present_any = ["tag", "no_tags"])]
        owner: Option<String>,
        /// A tag, in place of all that it had. May be repeated.
        #[arg(long, value_name = "TAG", conflicts_with = "no_tags")]
        tag: Vec<String>,
        /// It has no tags any more.
        #[arg(long)]
        no_tags: bool,
    },
}
