//! The command lines of tokens, users and organisations of a server.

use clap::{Args, Subcommand, ValueEnum};

use super::{Listed, Reach, ServerStore};

/// `server token`.
#[derive(Clone, Debug, Args)]
pub struct ServerToken {
    /// Which server is asked, and by whom.
    #[command(flatten)]
    pub reach: Reach,
    /// What is to be done.
    #[command(subcommand)]
    pub command: ServerTokenCommand,
}

/// What is done about tokens.
#[derive(Clone, Debug, Subcommand)]
pub enum ServerTokenCommand {
    /// Make a token to enrol machines with, and print it this once.
    Create(ServerTokenCreate),
    /// Make a token for a program, and print it this once.
    CreateProgram(ServerTokenProgram),
    /// List the tokens that machines are enrolled with.
    List(Listed),
    /// List the tokens of programs.
    Programs(Listed),
    /// Revoke a token that machines are enrolled with, by its id. Machines that were enrolled with it stay.
    Revoke {
        /// Its id.
        #[arg(value_name = "ID")]
        id: u32,
    },
    /// Revoke a token of a program, by its id.
    RevokeProgram {
        /// Its id.
        #[arg(value_name = "ID")]
        id: u32,
    },
}

/// `server token create`.
#[derive(Clone, Debug, Args)]
pub struct ServerTokenCreate {
    /// The group that machines come into, which is made where it is not there.
    #[arg(long, value_name = "NAME", default_value = "all")]
    pub group: String,
    /// How many machines it takes.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub uses: u32,
    /// How long it is good: 30m, 12h, 7d.
    #[arg(long, value_name = "TIME", default_value = "24h")]
    pub expires: String,
    /// A tag that machines get: rules may put them into other groups by it. May be repeated.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
}

/// `server token create-program`.
#[derive(Clone, Debug, Args)]
pub struct ServerTokenProgram {
    /// What it is for.
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// What it may do; no more than whoever makes it.
    #[arg(long, value_enum, default_value_t = RoleArgument::Viewer)]
    pub role: RoleArgument,
    /// The groups that this is limited to; without it, all. May be repeated.
    #[arg(long, value_name = "NAME")]
    pub group: Vec<String>,
    /// It changes nothing.
    #[arg(long)]
    pub read_only: bool,
    /// How long it is good: 30m, 12h, 7d; at most 365d.
    #[arg(long, value_name = "TIME", default_value = "90d")]
    pub expires: String,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RoleArgument {
    /// See.
    Viewer,
    /// Decide on requests and exceptions, too.
    Approver,
    /// Change policies, too.
    PolicyEditor,
    /// Manage machines, groups, tokens and users, too.
    Administrator,
}

/// `server user`.
#[derive(Clone, Debug, Args)]
pub struct ServerUser {
    /// Which server is asked, and by whom.
    #[command(flatten)]
    pub reach: Reach,
    /// What is to be done.
    #[command(subcommand)]
    pub command: ServerUserCommand,
}

/// What is done about users.
#[derive(Clone, Debug, Subcommand)]
pub enum ServerUserCommand {
    /// List users.
    List(Listed),
    /// Make a user, and print the link by which they set a password, this once.
    Create {
        /// The name.
        #[arg(value_name = "NAME")]
        name: String,
        /// What the user may do.
        #[arg(long, value_enum, default_value_t = RoleArgument::Viewer)]
        role: RoleArgument,
        /// The groups that this is limited to; without it, all. May be repeated.
        #[arg(long, value_name = "NAME")]
        group: Vec<String>,
    },
    /// Change what a user may do.
    Change(ServerUserChange),
    /// Print another link by which a user sets a password, this once. All their sessions end when it is used.
    Link {
        /// The name.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `server user change`.
#[derive(Clone, Debug, Args)]
pub struct ServerUserChange {
    /// The name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What the user may do.
    #[arg(long, value_enum)]
    pub role: Option<RoleArgument>,
    /// The groups that this is limited to. May be repeated.
    #[arg(long, value_name = "NAME", conflicts_with = "all_groups")]
    pub group: Vec<String>,
    /// It is limited to no groups any more.
    #[arg(long)]
    pub all_groups: bool,
    /// The user may not come any more.
    #[arg(long)]
    pub disable: bool,
    /// The user may come again.
    #[arg(long, conflicts_with = "disable")]
    pub enable: bool,
}

/// `server organisation`.
#[derive(Clone, Debug, Args)]
pub struct ServerOrganisation {
    /// Which server is asked, and by whom: the operator.
    #[command(flatten)]
    pub reach: Reach,
    /// What is to be done.
    #[command(subcommand)]
    pub command: ServerOrganisationCommand,
}

/// What is done about organisations.
#[derive(Clone, Debug, Subcommand)]
pub enum ServerOrganisationCommand {
    /// List organisations.
    List(Listed),
    /// Make an organisation, and print the link for its first administrator, this once.
    Create {
        /// The name.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Print another link for the first administrator, where none came yet.
    Link {
        /// The name.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `server recover`.
#[derive(Clone, Debug, Args)]
pub struct ServerRecover {
    /// The user.
    #[arg(value_name = "USER")]
    pub user: String,
    /// The user's organisation.
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub organisation: String,
    /// Where the server keeps things.
    #[command(flatten)]
    pub store: ServerStore,
}

/// `server operator`.
#[derive(Clone, Debug, Args)]
pub struct ServerOperator {
    /// Where the server keeps things: whoever may read that is the operator.
    #[command(flatten)]
    pub store: ServerStore,
    /// What the audit log calls the operator.
    #[arg(long, value_name = "NAME", default_value = "operator")]
    pub name: String,
    /// How long the token is good: 30m, 12h, 7d.
    #[arg(long, value_name = "TIME", default_value = "12h")]
    pub expires: String,
}
