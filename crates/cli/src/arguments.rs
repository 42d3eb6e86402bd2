//! What may be typed. This is only the description; what it means is decided in [`crate::commands`].

mod agent;
mod audit;
mod check;
mod derive;
mod guard;
mod inspect;
mod integrity;
mod org;
mod org_decisions;
mod org_environments;
mod org_findings;
mod org_machines;
mod org_policy;
mod org_rules;
mod org_session;
mod reach;
mod removal;
mod scan;
mod server;
mod server_people;
mod server_sign_on;

use std::path::PathBuf;

pub(crate) use agent::{
    Agent, AgentCommand, Ask, AskOutput, Enroll, Events, Install, Monitor, Request, SyncReports, Why, Worker,
};
pub(crate) use audit::{
    Audit, AuditOutput, Auditing, ConfidenceArgument, Db, DbCommand, DbStatus, DbUpdate, LookupBound,
    LookupName, SeverityArgument, SourceArgument, SourceArguments,
};
pub(crate) use check::{Check, CheckOutput, Policy, PolicyCheck, PolicyCommand, PolicyInit, PolicyTest};
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use derive::{AnchorArgument, Derive, DeriveFormat, DeriveOutput};
use fetter_core::inventory::Platform;
use fetter_core::report::Delimiter;
pub(crate) use guard::{GuardMode, SiteCheck, SiteInstall, SiteStatus};
pub(crate) use inspect::Inspect;
pub(crate) use integrity::{FileSeverityArgument, Selected, Unpack, UnpackSpelled, Verify};
pub(crate) use org::{
    Org, OrgAudit, OrgCommand, OrgEvents, OrgGroups, OrgGroupsCommand, OrgPackage, OrgPackages, OrgSite,
    OrgStatus, OrgWhoHas,
};
pub(crate) use org_decisions::{
    ExceptionOrderArgument, OrgException, OrgExceptionAdd, OrgExceptionCommand, OrgExceptions, OrgRequest,
    OrgRequestApprove, OrgRequestCommand, OrgRequests, RequestStatusArgument,
};
pub(crate) use org_environments::OrgEnvironments;
pub(crate) use org_findings::{
    FindingArguments, FindingForm, OfWhat, OrgDocument, OrgExport, OrgExported, OrgExportedFindings,
    OrgFinding, OrgFindings,
};
pub(crate) use org_machines::{OfMachine, OrgMachine, OrgMachineCommand, OrgMachines};
pub(crate) use org_policy::{
    OfGroup, OfPreview, OrgPolicy, OrgPolicyCommand, OrgPolicyDerive, OrgPolicyDiff, OrgPolicyPreview,
    OrgPolicyPropose, OrgPolicyShow, OrgPolicyStatus,
};
pub(crate) use org_rules::{OrgRules, OrgRulesCommand, OrgRulesTry};
pub(crate) use org_session::OrgPassword;
pub(crate) use reach::{Listed, Paging, Reach};
pub(crate) use removal::{
    Apply, Empty, Listing, Planning, Purge, PurgeCommand, PurgeInvalid, PurgePattern, Recover, Undo,
};
pub(crate) use scan::{Columns, Count, Scan, ScanOutput, Search};
pub(crate) use server::{
    LogArgument, Server, ServerBackup, ServerCommand, ServerDemo, ServerDoctor, ServerKeep, ServerMail,
    ServerMailCommand, ServerRestore, ServerRun, ServerSignIn, ServerStore, ServerWebhook,
    ServerWebhookCommand, ServerWebhookCreate,
};
pub(crate) use server_people::{
    RoleArgument, ServerOperator, ServerOrganisation, ServerOrganisationCommand, ServerRecover, ServerToken,
    ServerTokenCommand, ServerTokenCreate, ServerTokenProgram, ServerUser, ServerUserChange,
    ServerUserCommand,
};
pub(crate) use server_sign_on::ServerSignOn;

/// Find every Python package on this machine, executing nothing.
///
/// fetter reads files: no interpreter, no script and no import line that it finds is run. That makes it safe as root,
/// right for broken and foreign environments, and fast.
#[derive(Clone, Debug, Parser)]
#[command(name = "fetter", version, propagate_version = true, disable_help_subcommand = true)]
#[command(after_long_help = AFTER_HELP)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// Write this line before a table; behind a command -b may have another meaning.
    #[arg(short = 'b', value_name = "TEXT", help_heading = "What to show", conflicts_with = "banner")]
    pub banner_before: Option<String>,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 done; 1 failed; 2 the command line is wrong; 3 there are findings; 4 something could not be checked.

Examples:
  fetter scan                            every package on this machine
  fetter -e python3 scan                 what one interpreter sees
  fetter -e .venv scan write -o out.csv  an environment's packages as CSV
  fetter search -p 'zope.*'              who has it
  fetter scan cyclonedx -o sbom.json     a bill of materials
  fetter --root /mnt/image scan json     another machine's disk
  fetter -e .venv validate -b uv.lock    is it what the lock file says?
  fetter -e .venv derive -a exact        a requirements file of what is installed
  fetter db update                       advisories, to be asked without a network
  fetter audit                           what is known to be bad of what is installed
  fetter lookup-bound uv.lock sarif      what is known of what a lock file asks for
  fetter unpack-files -p requests        which files it has
  fetter -e .venv verify                 has anybody changed what is installed?
  fetter -e .venv purge-pattern -p torch what would be removed, and by --yes it is
  fetter check --policy policy.toml      is everything as the policy says?
  fetter inspect                         what runs whenever Python starts?
";

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line are independent of each other")]
pub struct Global {
    /// Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment's
    /// directory. May be repeated.
    #[arg(short = 'e', long = "exe", value_name = "EXE", global = true, help_heading = "Where to look")]
    pub exe: Vec<PathBuf>,
    /// Search this directory too. Not with -e. May be repeated.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Where to look")]
    pub path: Vec<PathBuf>,
    /// Search the directories of --path only, and nothing else of the machine.
    #[arg(long, global = true, help_heading = "Where to look")]
    pub only_path: bool,
    /// Take this directory for another machine's / (a mounted image, a container's file system) and search all of it.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Where to look")]
    pub root: Option<PathBuf>,
    /// Search every user's home; the default for root.
    #[arg(long, global = true, help_heading = "Where to look", overrides_with = "no_all_users")]
    pub all_users: bool,
    /// Search one's own home only, also as root.
    #[arg(long, global = true, help_heading = "Where to look", overrides_with = "all_users")]
    pub no_all_users: bool,
    /// Count the user site as seen by every environment, also by those that switch it off.
    #[arg(long, global = true, help_heading = "Where to look")]
    pub user_site: bool,
    /// Search within sites too: finds nested and vendored environments, and takes longer.
    #[arg(long, global = true, help_heading = "Where to look")]
    pub exhaustive: bool,
    /// Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching.
    #[arg(long, value_name = "FILE", global = true, help_heading = "Where to look", conflicts_with_all = ["exe", "path", "root"])]
    pub inventory: Option<PathBuf>,

    /// Take defaults from this file instead of ./fetter.toml or the user's configuration.
    #[arg(long, value_name = "FILE", global = true, help_heading = "How to work")]
    pub config: Option<PathBuf>,
    /// How many threads work.
    #[arg(long, value_name = "N", global = true, help_heading = "How to work", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub threads: Option<u16>,
    /// Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer).
    #[arg(long, value_name = "DIR", global = true, help_heading = "How to work")]
    pub cache_directory: Option<PathBuf>,
    /// Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages.
    #[arg(short = 'c', long, value_name = "SECONDS", global = true, help_heading = "How to work")]
    pub cache_duration: Option<u64>,

    /// Say nothing on stderr but errors.
    #[arg(short = 'q', long, global = true, help_heading = "What to show", conflicts_with = "verbose")]
    pub quiet: bool,
    /// List every problem on stderr, instead of summing them up.
    #[arg(short = 'v', long, global = true, help_heading = "What to show")]
    pub verbose: bool,
    /// Say on stderr what is being done and how long it took.
    #[arg(short = 'l', long, global = true, help_heading = "What to show")]
    pub log: bool,
    /// Write to stderr what would go to stdout.
    #[arg(long, global = true, help_heading = "What to show")]
    pub stderr: bool,
    /// Write this line before a table.
    #[arg(long, value_name = "TEXT", global = true, help_heading = "What to show")]
    pub banner: Option<String>,
    /// When to use colour.
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, help_heading = "What to show")]
    pub color: Color,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// List every package and where it is installed.
    Scan(Scan),
    /// List the packages whose name matches a pattern.
    Search(Search),
    /// Count interpreters, sites and packages.
    Count(Count),
    /// Hold what is installed against requirements, a lock file or an allow list.
    Validate(Validate),
    /// Say what is known to be bad of what is installed: vulnerabilities, malware, names that look like others.
    Audit(Audit),
    /// Say what is known of a package that need not be installed.
    LookupName(LookupName),
    /// Say what is known of what requirements or a lock file ask for.
    LookupBound(LookupBound),
    /// Keep advisories on this machine.
    Db(Db),
    /// Hold what is installed against a policy: what it allows, denies and asks of advisories, files and ages.
    Check(Check),
    /// Write, read and test policies.
    Policy(Policy),
    /// Write the requirements that what is installed fulfils.
    Derive(Derive),
    /// Have every start of Python in an environment checked against a bound.
    SiteInstall(SiteInstall),
    /// Have the starts of Python in an environment checked no longer.
    SiteUninstall,
    /// Say whether the starts of Python in environments are checked.
    SiteStatus(SiteStatus),
    /// Check one environment, as the start-up guard asks for it.
    #[command(hide = true)]
    SiteCheck(SiteCheck),
    /// List or count the files of packages, and say which are there.
    Unpack(Unpack),
    /// Count the files and directories of packages.
    UnpackCount(UnpackSpelled),
    /// List the files of packages.
    UnpackFiles(UnpackSpelled),
    /// Say whether the files of packages are as they were installed, or as they were published.
    Verify(Verify),
    /// Remove packages by name: first a plan, then into quarantine.
    PurgePattern(PurgePattern),
    /// Remove what a bound does not allow.
    PurgeInvalid(PurgeInvalid),
    /// Remove what findings are about; carry plans out; list, undo and empty what was removed.
    Purge(Purge),
    /// Carry a plan out, as `purge apply`.
    #[command(hide = true)]
    Apply(Apply),
    /// List the code that runs when Python starts, without running it.
    Inspect(Inspect),
    /// Watch what is installed and removed, and say it.
    Monitor(Monitor),
    /// Watch this machine as a service, and refuse what a policy denies.
    Agent(Agent),
    /// Keep an organisation's inventory and policies, for its machines and its people.
    Server(Server),
    /// Ask a server what an organisation's machines have, and decide what they may.
    Org(Org),
    /// Say why a file or a package is refused on this machine.
    Why(Why),
    /// Ask whoever decides on this machine's policy to let a package pass.
    Request(Request),
    /// Print completions for a shell.
    Completions(Completions),
}

/// What is judged, and against what.
#[derive(Clone, Debug, Default, Args)]
pub struct Judging {
    /// What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that
    /// has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`),
    /// or - for standard input. May be repeated: all count as one list.
    #[arg(short = 'b', long, value_name = "BOUND", global = true)]
    pub bound: Vec<String>,
    /// The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those
    /// that the bound's own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', global = true)]
    pub bound_options: Vec<String>,
    /// A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute
    /// and pkg-resources are never called Unrequired unless --no-default-ignore is given.
    #[arg(long, value_name = "NAME", value_delimiter = ',', global = true)]
    pub ignore: Vec<String>,
    /// Judge pip, setuptools, wheel, distribute and pkg-resources as any other package.
    #[arg(long, global = true)]
    pub no_default_ignore: bool,
    /// What is required need not be installed: nothing is Missing.
    #[arg(long, global = true)]
    pub subset: bool,
    /// More than what is required may be installed: nothing is Unrequired.
    #[arg(long, global = true)]
    pub superset: bool,
    /// The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4.
    #[arg(long, value_name = "VERSION", global = true)]
    pub python_version: Option<String>,
    /// The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …
    #[arg(long, value_name = "PLATFORM", global = true)]
    pub platform: Option<Platform>,
}

/// `validate`.
#[derive(Clone, Debug, Args)]
pub struct Validate {
    /// What is judged, and against what.
    #[command(flatten)]
    pub judging: Judging,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<JudgedOutput>,
}

/// How the result of a judging command is given.
#[derive(Clone, Debug, Subcommand)]
pub enum JudgedOutput {
    /// Show a table (the default).
    Display(ExitCodes),
    /// Write delimited text to a file.
    Write(WriteJudged),
    /// Give JSON.
    Json(JudgedFile),
    /// Give SARIF 2.1.0, as code hosting sites read it.
    Sarif(JudgedFile),
    /// Give nothing but the exit code.
    Exit(ExitCodes),
}

impl JudgedOutput {
    /// The exit code with findings, if one was asked for.
    pub(crate) fn codes(&self) -> ExitCodes {
        match self {
            Self::Display(codes) | Self::Exit(codes) => *codes,
            Self::Write(asked) => asked.codes,
            Self::Json(asked) | Self::Sarif(asked) => asked.codes,
        }
    }
}

/// The exit code with findings.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct ExitCodes {
    /// The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4.
    #[arg(long, value_name = "N")]
    pub code: Option<u8>,
}

/// `write` of a judging command.
#[derive(Clone, Debug, Args)]
pub struct WriteJudged {
    /// Where and how.
    #[command(flatten)]
    pub write: Write,
    /// The exit code.
    #[command(flatten)]
    pub codes: ExitCodes,
}

/// `json` and `sarif` of a judging command.
#[derive(Clone, Debug, Args)]
pub struct JudgedFile {
    /// Where.
    #[command(flatten)]
    pub json: Json,
    /// The exit code.
    #[command(flatten)]
    pub codes: ExitCodes,
}

/// `completions`.
#[derive(Clone, Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// How a result is given.
#[derive(Clone, Debug, Subcommand)]
pub enum Output {
    /// Show a table (the default).
    Display,
    /// Write delimited text to a file.
    Write(Write),
    /// Give JSON.
    Json(Json),
}

/// `write`.
#[derive(Clone, Debug, Args)]
pub struct Write {
    /// The file to write; it appears whole or not at all. - is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: PathBuf,
    /// What stands between two cells: one character, or \t.
    #[arg(short = 'd', long, value_name = "DELIM", default_value = ",", value_parser = delimiter)]
    pub delimiter: Delimiter,
}

fn delimiter(text: &str) -> Result<Delimiter, String> {
    text.parse().map_err(|error: fetter_core::report::DelimiterError| error.to_string())
}

/// `json`, `cyclonedx` and `spdx`.
#[derive(Clone, Debug, Args)]
pub struct Json {
    /// The file to write instead of standard output; it appears whole or not at all.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
