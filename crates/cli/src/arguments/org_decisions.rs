//! The command lines of exceptions and requests.

use clap::{Args, Subcommand, ValueEnum};

use super::{Output, Paging};

/// `org exception`.
#[derive(Clone, Debug, Args)]
pub struct OrgException {
    /// What is asked, or to be done.
    #[command(subcommand)]
    pub command: OrgExceptionCommand,
}

/// What is asked of exceptions, or done about them.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgExceptionCommand {
    /// List exceptions, the newest first where nothing else is asked for.
    List(OrgExceptions),
    /// Lift something beside the policy of a group, or of all groups.
    Add(OrgExceptionAdd),
    /// Take an exception back.
    Revoke {
        /// Its id, as the list has it.
        #[arg(value_name = "ID")]
        id: i64,
    },
}

/// `org exception list`.
#[derive(Clone, Debug, Args)]
pub struct OrgExceptions {
    /// Those that hold for this group.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// Those that hold today, and no others.
    #[arg(long)]
    pub holding: bool,
    /// Those in whose rule, advisory or package this is. Upper and lower case, and `-`, `_` and `.`, are the same.
    #[arg(long, value_name = "TEXT")]
    pub contains: Option<String>,
    /// Which come first.
    #[arg(long, value_enum, default_value = "newest")]
    pub order: ExceptionOrderArgument,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// Which exceptions come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExceptionOrderArgument {
    /// Those that were made last.
    Newest,
    /// Those that were made first.
    Oldest,
    /// Those whose last day comes first.
    FirstToEnd,
    /// Those whose last day comes last.
    LastToEnd,
}

/// `org exception add`.
#[derive(Clone, Debug, Args)]
pub struct OrgExceptionAdd {
    /// The group that it is for.
    #[arg(long, value_name = "NAME", required_unless_present = "all_groups", conflicts_with = "all_groups")]
    pub group: Option<String>,
    /// It is for all groups.
    #[arg(long)]
    pub all_groups: bool,
    /// The id of a rule, or a kind of rules: allow, deny, audit, integrity, age.
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    /// An advisory that is borne.
    #[arg(long, value_name = "ID")]
    pub advisory: Option<String>,
    /// The package that it is for: a name or a glob, with versions or without.
    #[arg(short = 'p', long, value_name = "PACKAGE")]
    pub package: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The last day on which it holds: YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    pub until: String,
    /// Who decided it. Without it, whoever is signed in.
    #[arg(long, value_name = "TEXT")]
    pub owner: Option<String>,
}

/// `org request`.
#[derive(Clone, Debug, Args)]
pub struct OrgRequest {
    /// What is asked, or to be done.
    #[command(subcommand)]
    pub command: OrgRequestCommand,
}

/// What is asked of requests, or decided.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgRequestCommand {
    /// List what people of machines ask to be let pass, the newest first.
    List(OrgRequests),
    /// Let it pass in the group of the machine.
    Approve(OrgRequestApprove),
    /// Refuse it.
    Refuse {
        /// Its id, as the list has it.
        #[arg(value_name = "ID")]
        id: i64,
        /// Why: whoever asked reads it.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// `org request list`.
#[derive(Clone, Debug, Args)]
pub struct OrgRequests {
    /// Those that stand so; without it, those that nobody has decided on.
    #[arg(long, value_enum, default_value = "open")]
    pub status: RequestStatusArgument,
    /// Those for a package in whose name, with its versions, this is. Upper and lower case, and `-`, `_` and `.`, are the same.
    #[arg(long, value_name = "TEXT")]
    pub contains: Option<String>,
    /// Those of machines of this group.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// Those of this machine: its id, or its host name where no other has that.
    #[arg(long, value_name = "MACHINE")]
    pub machine: Option<String>,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RequestStatusArgument {
    /// Nobody has decided on it.
    Open,
    /// It is let pass.
    Approved,
    /// It is refused.
    Refused,
    /// Whichever.
    All,
}

/// `org request approve`.
#[derive(Clone, Debug, Args)]
pub struct OrgRequestApprove {
    /// Its id, as the list has it.
    #[arg(value_name = "ID")]
    pub id: i64,
    /// Why: whoever asked reads it.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The last day on which it is let pass: YYYY-MM-DD.
    #[arg(long, value_name = "DAY")]
    pub until: String,
    /// A rule that is lifted, or a kind of rules. May be repeated. Without it, the rules that the machine named, or else allow.
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// An advisory that is borne.
    #[arg(long, value_name = "ID")]
    pub advisory: Option<String>,
    /// What is let pass, where it is another than was asked for.
    #[arg(short = 'p', long, value_name = "PACKAGE")]
    pub package: Option<String>,
}
