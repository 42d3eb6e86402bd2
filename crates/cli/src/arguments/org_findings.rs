//! The command lines of what was found.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

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
    /// Those that are so severe and no other; unknown for those that nobody rates.
    #[arg(long, value_enum, value_name = "SEVERITY", conflicts_with = "severity")]
    pub severity_is: Option<ExactSeverity>,
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
    /// Those that an exception for all groups accepts, instead of those that none does.
    #[arg(long, conflicts_with = "closed")]
    pub accepted: bool,
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
    /// Files of it were changed on a machine, and nothing was installed.
    Integrity,
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

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExactSeverity {
    /// Nobody says.
    Unknown,
    /// Little.
    Low,
    /// Somewhat.
    Medium,
    /// Much.
    High,
    /// Very much: malware is.
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

/// `org export`.
#[derive(Clone, Debug, Args)]
pub struct OrgExport {
    /// What is written.
    #[command(subcommand)]
    pub document: OrgDocument,
}

/// What is written.
#[derive(Clone, Debug, Subcommand)]
pub enum OrgDocument {
    /// The inventory of a machine, as `scan json` gives it, or of a group.
    Inventory(OrgExported),
    /// A bill of materials in CycloneDX 1.6, JSON.
    Cyclonedx(OrgExported),
    /// A bill of materials in SPDX 2.3, JSON.
    Spdx(OrgExported),
    /// What was found, as delimited text or SARIF.
    Findings(OrgExportedFindings),
}

/// Of what a document is, and where it goes.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false, id = "of")]
pub struct OfWhat {
    /// Of this machine: its id, or its host name where no other has that.
    #[arg(long, value_name = "MACHINE")]
    pub machine: Option<String>,
    /// Of this group.
    #[arg(long, value_name = "NAME")]
    pub group: Option<String>,
}

/// `org export inventory`, `cyclonedx` and `spdx`.
#[derive(Clone, Debug, Args)]
pub struct OrgExported {
    /// Of what it is.
    #[command(flatten)]
    pub of: OfWhat,
    /// The file to write; it appears whole or not at all. - is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: PathBuf,
}

/// `org export findings`.
#[derive(Clone, Debug, Args)]
pub struct OrgExportedFindings {
    /// Which of them.
    #[command(flatten)]
    pub filter: FindingArguments,
    /// The form.
    #[arg(long, value_enum, default_value_t = FindingForm::Csv)]
    pub format: FindingForm,
    /// The file to write; it appears whole or not at all. - is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: PathBuf,
}

/// In which form findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingForm {
    /// Delimited text, which spreadsheets read; no cell of it is a formula.
    Csv,
    /// SARIF 2.1.0, as code hosting sites read it; at most 25,000 findings.
    Sarif,
}
