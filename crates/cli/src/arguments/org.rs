//! The command lines of what an organisation has, as its server tells it.

use clap::{Args, Subcommand};

use super::{
    Json, Listed, OrgEnvironments, OrgException, OrgExport, OrgFinding, OrgFindings, OrgMachine, OrgMachines,
    OrgPassword, OrgPolicy, OrgRequest, OrgRules, Output, Paging, Reach, Write,
};

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
    /// Say what is known of a machine, or change how it stands with the server.
    Machine(OrgMachine),
    /// List environments of machines: by machine, and of one by prefix.
    Environments(OrgEnvironments),
    /// List groups of machines, make one, or rename one.
    Groups(OrgGroups),
    /// Show, change and try the rules by which machines come into groups.
    Rules(OrgRules),
    /// List packages by name.
    Packages(OrgPackages),
    /// List the versions of a package, and how many machines have each.
    Package(OrgPackage),
    /// Say which machines have a package, and where.
    WhoHas(OrgWhoHas),
    /// List what a site holds, by its id: lists of sites and of environments say it in their JSON.
    Site(OrgSite),
    /// List what happened on machines.
    Events(OrgEvents),
    /// List what people and programs did at the server, the newest first.
    Audit(OrgAudit),
    /// List what was found on machines, the most severe first.
    Findings(OrgFindings),
    /// Say what is known of a finding, and which machines have it.
    Finding(OrgFinding),
    /// Say what a group's policy is, propose another, and have machines go by it.
    Policy(OrgPolicy),
    /// List, make and revoke exceptions.
    Exception(OrgException),
    /// List what people of machines ask to be let pass, and decide on it.
    Request(OrgRequest),
    /// Write what machines have, or what was found, as a document.
    Export(OrgExport),
    /// List what people are told: findings, refusals, silent machines, exceptions that end, requests.
    Notices(Listed),
    /// Say what is judged, by what, and what could not be checked.
    Status(OrgStatus),
    /// Set another password for yourself. All your other sessions end.
    Password(OrgPassword),
    /// End the session that `fetter server sign-in` began, or what a token allows.
    SignOut,
}

/// `org status`.
#[derive(Clone, Debug, Args)]
pub struct OrgStatus {
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org groups`.
#[derive(Clone, Debug, Args)]
pub struct OrgGroups {
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the list is given, or what is to be done.
    #[command(subcommand)]
    pub command: Option<OrgGroupsCommand>,
}

/// How groups are given, or what is done about them.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgGroupsCommand {
    /// Show a table (the default).
    Display,
    /// Write delimited text to a file.
    Write(Write),
    /// Give JSON.
    Json(Json),
    /// Make a group.
    Make {
        /// What it is called.
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Give a group another name.
    Rename {
        /// What it is called now.
        #[arg(value_name = "GROUP")]
        group: String,
        /// What it is to be called.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// `org packages`.
#[derive(Clone, Debug, Args)]
pub struct OrgPackages {
    /// Those whose name begins so.
    #[arg(short = 'p', long, value_name = "TEXT")]
    pub prefix: Option<String>,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org package`.
#[derive(Clone, Debug, Args)]
pub struct OrgPackage {
    /// The package.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org site`.
#[derive(Clone, Debug, Args)]
pub struct OrgSite {
    /// The id of the site.
    #[arg(value_name = "ID")]
    pub id: u32,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org who-has`.
#[derive(Clone, Debug, Args)]
pub struct OrgWhoHas {
    /// The package, and where it matters which versions (PEP 440): requests, requests==2.31.0, 'requests<2.32,>=2'.
    #[arg(value_name = "NAME[SPECIFIERS]")]
    pub requirement: String,
    /// Those of this group.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
    /// How many places at most. Where there are more, stderr says so, and the exit code is 4.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub limit: u32,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org audit`.
#[derive(Clone, Debug, Args)]
pub struct OrgAudit {
    /// What this user, program or rule did.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// What is of this kind: machine.change, policy.activate …
    #[arg(long, value_name = "ACTION")]
    pub action: Option<String>,
    /// What was done to this, as the log names it: the id of a machine, the name of a user …
    #[arg(long, value_name = "OBJECT")]
    pub object: Option<String>,
    /// What was done in this time: 12h, 7d.
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// What was done before this time: 12h, 7d ago.
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// The oldest first.
    #[arg(long)]
    pub oldest: bool,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org events`.
#[derive(Clone, Debug, Args)]
pub struct OrgEvents {
    /// Those of this machine: its id, or its host name where no other has that.
    #[arg(long, value_name = "MACHINE")]
    pub machine: Option<String>,
    /// Those of this kind: installed, removed, denied, refused …
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Those about this package.
    #[arg(short = 'p', long, value_name = "NAME")]
    pub package: Option<String>,
    /// The oldest first, so that `next` of the JSON asks for what came later.
    #[arg(long)]
    pub oldest: bool,
    /// How much of the list.
    #[command(flatten)]
    pub paging: Paging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
