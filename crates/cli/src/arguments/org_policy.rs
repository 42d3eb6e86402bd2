//! The command lines of a group's policy.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{AnchorArgument, Output, Paging};

/// `org policy`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicy {
    /// What is asked, or to be done.
    #[command(subcommand)]
    pub command: OrgPolicyCommand,
}

/// What is asked of a group's policy, or done about it.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgPolicyCommand {
    /// List the versions of a group's policy, the newest first.
    List(OfGroup),
    /// Say which version a group goes by.
    Status(OrgPolicyStatus),
    /// List when that was changed, the newest first.
    History(OfGroup),
    /// Show a version: its policy file, or all of it in a directory.
    Show(OrgPolicyShow),
    /// Show what is other in a version than in the one that holds.
    Diff(OrgPolicyDiff),
    /// Send a policy, with the lists that it names. It holds nowhere yet.
    Propose(OrgPolicyPropose),
    /// Derive a policy of what a group's machines have, or one of them, by the rules of `fetter derive`.
    Derive(OrgPolicyDerive),
    /// Say what a version would refuse, newly or still, and what it would not any more, and where.
    Preview(OrgPolicyPreview),
    /// List the previews that were asked for and are kept still, the newest first.
    Previews(OfGroup),
    /// Have a part of the machines go by a version.
    Stage {
        /// The group.
        #[arg(value_name = "GROUP")]
        group: String,
        /// The version.
        #[arg(value_name = "VERSION")]
        number: u64,
        /// How large the part is, of a hundred.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=99))]
        percent: u32,
    },
    /// Have all machines of a group go by a version.
    Activate {
        /// The group.
        #[arg(value_name = "GROUP")]
        group: String,
        /// The version.
        #[arg(value_name = "VERSION")]
        number: u64,
    },
    /// Have those that go by a staged version go by the one that holds again.
    Unstage {
        /// The group.
        #[arg(value_name = "GROUP")]
        group: String,
    },
    /// Have all go by what held before.
    RollBack {
        /// The group.
        #[arg(value_name = "GROUP")]
        group: String,
    },
}

/// A list of a group.
#[derive(Clone, Debug, Args)]
pub struct OfGroup {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org policy status`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicyStatus {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org policy show`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicyShow {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// The version; without it, the one that holds.
    #[arg(value_name = "VERSION")]
    pub number: Option<u64>,
    /// Write the policy file and all that it names into this directory, which is made.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
}

/// `org policy diff`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicyDiff {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// The version.
    #[arg(value_name = "VERSION")]
    pub number: u64,
    /// Compare it with this version instead.
    #[arg(long, value_name = "VERSION")]
    pub from: Option<u64>,
}

/// `org policy propose`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicyPropose {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// The policy file. The lists that it names lie beside it, and are sent with it.
    #[arg(value_name = "FILE")]
    pub policy: PathBuf,
    /// Send this file too: one that a list refers to. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
    /// What is new in it, for people.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
}

/// `org policy derive`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicyDerive {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// Of this machine alone: its id, or its host name where no other has that.
    #[arg(long, value_name = "MACHINE")]
    pub machine: Option<String>,
    /// Which versions the list allows.
    #[arg(short = 'a', long, value_enum, default_value_t = AnchorArgument::Exact)]
    pub anchor: AnchorArgument,
    /// Write the policy file and its list into this directory, which is made.
    #[arg(long, value_name = "DIR")]
    pub into: PathBuf,
}

/// `org policy preview`.
#[derive(Clone, Debug, Args)]
pub struct OrgPolicyPreview {
    /// The group.
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// The version.
    #[arg(value_name = "VERSION")]
    pub number: u64,
    /// List this of it, instead of releases.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub list: Option<OfPreview>,
    /// Those of this change. Of what could not be checked, no change is known.
    #[arg(long, value_enum)]
    pub change: Option<ChangeArgument>,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// What is listed of a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OfPreview {
    /// Machines, with each release that it is about.
    Machines,
    /// Sites that could not be checked.
    Unchecked,
}

/// What a version changes about a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChangeArgument {
    /// It would be refused, and is not now.
    New,
    /// It is refused now too.
    Same,
    /// It is refused now, and would not be any more.
    Gone,
    /// It would be refused, and what is now was not judged yet.
    Unknown,
    /// It is refused now, and whether it would be could not be checked.
    Unclear,
}
