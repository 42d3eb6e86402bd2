//! The command lines of rules for groups.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Output;

/// `org rules`.
#[derive(Clone, Debug, Args)]
pub struct OrgRules {
    /// What is to be done.
    #[command(subcommand)]
    pub command: OrgRulesCommand,
}

/// What is done about rules for groups.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgRulesCommand {
    /// Show the rules, in their order: the first that a machine fulfils says its group. `json` gives what `set` takes.
    Show(OrgRulesShow),
    /// Put other rules in their place. Machines follow within seconds.
    Set(OrgRulesFile),
    /// Say which machines would come into another group, and change nothing.
    Try(OrgRulesTry),
}

/// `org rules show`.
#[derive(Clone, Debug, Args)]
pub struct OrgRulesShow {
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}

/// `org rules set`.
#[derive(Clone, Debug, Args)]
pub struct OrgRulesFile {
    /// A file with what `show json` gives, changed: each rule has the name of a `group`, and of `os`, `os_version`, `architecture`, `owner` and
    /// `tags` those that matter. - is standard input.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// `org rules try`.
#[derive(Clone, Debug, Args)]
pub struct OrgRulesTry {
    /// A file as `set` takes it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
