//! What may be typed of policies: `check` and `policy`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{JudgedOutput, SourceArguments};

/// `check`.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// The policy file; /etc/fetter/policy.toml, if none is named.
    #[arg(long, value_name = "FILE", global = true)]
    pub policy: Option<PathBuf>,
    /// Since when packages have been here: as the journal in this directory says (without it: the agent's of this machine).
    #[arg(long, value_name = "DIR", global = true)]
    pub journal: Option<PathBuf>,
    /// Where advisories come from.
    #[command(flatten)]
    pub source: SourceArguments,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<CheckOutput>,
}

/// How the result of `check` is given.
#[derive(Clone, Debug, Subcommand)]
pub enum CheckOutput {
    /// As other judging commands give it.
    #[command(flatten)]
    Judged(JudgedOutput),
    /// Say of a package, wherever it is installed, which rule decided and why.
    Explain(Explain),
}

/// `check explain`.
#[derive(Clone, Debug, Args)]
pub struct Explain {
    /// The package: a name, NAME-VERSION, or a glob of such; or a release as NAME==VERSION, which is judged as if it were installed
    /// from an index in every environment.
    #[arg(value_name = "PACKAGE")]
    pub package: String,
}

/// `policy`.
#[derive(Clone, Debug, Args)]
pub struct Policy {
    /// What is to be done.
    #[command(subcommand)]
    pub command: PolicyCommand,
}

/// What is done with policies.
#[derive(Clone, Debug, Subcommand)]
pub enum PolicyCommand {
    /// Write a first policy: what is installed now is allowed, and the rest is warned of.
    Init(PolicyInit),
    /// Read a policy with all that it names, and say every mistake with its line and column.
    Check(PolicyCheck),
    /// Hold policies against recorded inventories, and say where they decide otherwise than expected.
    Test(PolicyTest),
}

/// `policy init`.
#[derive(Clone, Debug, Args)]
pub struct PolicyInit {
    /// The file to write instead of standard output; it appears whole or not at all.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write the file also where there is one already.
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Allow the installed versions only, and not every version of what is installed.
    #[arg(long)]
    pub exact: bool,
    /// What the policy is called.
    #[arg(long, value_name = "NAME", default_value = "first")]
    pub name: String,
}

/// `policy check`.
#[derive(Clone, Debug, Args)]
pub struct PolicyCheck {
    /// The policy file; /etc/fetter/policy.toml, if none is named.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Take only bounds that are files of this machine, as an agent does.
    #[arg(long)]
    pub local: bool,
}

/// `policy test`.
#[derive(Clone, Debug, Args)]
pub struct PolicyTest {
    /// Files of cases (docs/policy.md says what is in them); policy-test.toml, if none is named.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}
