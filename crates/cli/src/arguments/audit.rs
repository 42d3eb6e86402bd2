//! What may be typed of advisories: `audit`, the look-ups, and the database.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use fetter_core::audit::{AuditCode, Confidence, ScoreFilter};

use super::{ExitCodes, JudgedFile, Output, WriteJudged};

/// `audit`.
#[derive(Clone, Debug, Args)]
pub struct Audit {
    /// Look at packages only whose name, or name-version, matches this glob.
    #[arg(short = 'p', long, value_name = "GLOB", global = true)]
    pub pattern: Option<String>,
    /// Compare letters and separators of the glob as they are.
    #[arg(long, global = true)]
    pub case: bool,
    /// What is asked, and what is shown.
    #[command(flatten)]
    pub auditing: Auditing,
    /// A place beside an index that packages may come from: the beginning of a URL. May be repeated.
    #[arg(long, value_name = "URL", global = true)]
    pub trusted_origin: Vec<String>,
    /// How sure a finding about a name or an origin must be to be reported.
    #[arg(long, value_enum, global = true)]
    pub confidence: Option<ConfidenceArgument>,
    /// Accepted for compatibility: what a service said is never kept, and a local index is as old as it says.
    #[arg(long, global = true, hide = true)]
    pub cache_refresh: bool,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<AuditOutput>,
}

/// `lookup-name`.
#[derive(Clone, Debug, Args)]
pub struct LookupName {
    /// A package: NAME for all that is known of it, NAME==VERSION for one release.
    #[arg(value_name = "NAME[==VERSION]")]
    pub name: String,
    /// Show this many findings at most.
    #[arg(long, value_name = "N", global = true)]
    pub limit: Option<NonZeroUsize>,
    /// What is asked, and what is shown.
    #[command(flatten)]
    pub auditing: Auditing,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<AuditOutput>,
}

/// `lookup-bound`.
#[derive(Clone, Debug, Args)]
pub struct LookupBound {
    /// What asks for packages: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL, a
    /// git repository, or - for standard input. The working directory, if none is given.
    #[arg(value_name = "SOURCE")]
    pub named: Option<String>,
    /// The same, as other commands have it. May be repeated: all count as one list.
    #[arg(short = 'b', long, value_name = "BOUND", global = true)]
    pub bound: Vec<String>,
    /// What is asked, and what is shown.
    #[command(flatten)]
    pub auditing: Auditing,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<AuditOutput>,
}

/// What is asked, and what is shown.
#[derive(Clone, Debug, Default, Args)]
pub struct Auditing {
    /// Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware,
    /// and what nobody has scored, is always shown.
    #[arg(long, value_name = "N", global = true, num_args = 0..=1, require_equals = true, default_missing_value = "highest", value_parser = score)]
    pub cvss: Option<ScoreFilter>,
    /// Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown.
    #[arg(long, value_enum, global = true)]
    pub severity: Option<SeverityArgument>,
    /// Show the releases too of which nothing is known.
    #[arg(long, global = true)]
    pub retain_passing: bool,
    /// Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May
    /// be repeated, or separated by commas.
    #[arg(long, value_name = "CODE", value_delimiter = ',', global = true, value_parser = optional_code)]
    pub disable: Vec<AuditCode>,
    /// Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated.
    #[arg(long, value_name = "FILE", global = true)]
    pub vex: Vec<PathBuf>,
    /// Where advisories come from.
    #[command(flatten)]
    pub source: SourceArguments,
}

/// Where advisories come from.
#[derive(Clone, Debug, Default, Args)]
pub struct SourceArguments {
    /// Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only.
    #[arg(long, value_enum, global = true, help_heading = "Advisories")]
    pub source: Option<SourceArgument>,
    /// Use no network: the local index only.
    #[arg(long, global = true, help_heading = "Advisories")]
    pub offline: bool,
    /// How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4.
    #[arg(long, value_name = "DAYS", global = true, help_heading = "Advisories")]
    pub max_age: Option<u32>,
    /// The directory of the local index and lists.
    #[arg(long, value_name = "DIR", global = true, help_heading = "Advisories")]
    pub database: Option<PathBuf>,
    /// The service: a URL at which the API of OSV is.
    #[arg(long, value_name = "URL", global = true, help_heading = "Advisories")]
    pub api: Option<String>,
    /// How long the service may take for everything, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, global = true, help_heading = "Advisories", value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub timeout: u16,
}

/// Where advisories come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceArgument {
    /// The local index if it is there and fresh, or else the service.
    #[default]
    Auto,
    /// The local index.
    Local,
    /// The service.
    Api,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfidenceArgument {
    /// It may well be nothing.
    Low,
    /// It is likely.
    Medium,
    /// It is as good as certain.
    High,
}

impl From<ConfidenceArgument> for Confidence {
    fn from(argument: ConfidenceArgument) -> Self {
        match argument {
            ConfidenceArgument::Low => Self::Low,
            ConfidenceArgument::Medium => Self::Medium,
            ConfidenceArgument::High => Self::High,
        }
    }
}

/// How severe a vulnerability is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SeverityArgument {
    /// CVSS up to 3.9.
    Low,
    /// CVSS up to 6.9.
    Medium,
    /// CVSS up to 8.9.
    High,
    /// CVSS from 9.0 on.
    Critical,
}

fn score(text: &str) -> Result<ScoreFilter, String> {
    if text == "highest" {
        return Ok(ScoreFilter::Highest);
    }
    let score: f64 = text.parse().map_err(|_| "expected a number from 0 to 10".to_owned())?;
    if !(0.0..=10.0).contains(&score) {
        return Err("expected a number from 0 to 10".to_owned());
    }
    // Scores have one decimal: what lies between two of them begins at the higher one.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 100")]
    Ok(ScoreFilter::AtLeast((score * 10.0 - 1e-9).ceil().max(0.0) as u8))
}

fn optional_code(text: &str) -> Result<AuditCode, String> {
    AuditCode::of_word(text.trim()).filter(|code| code.is_optional()).ok_or_else(|| {
        let optional = AuditCode::ALL.iter().filter(|code| code.is_optional());
        let all: Vec<&str> = optional.map(|code| code.as_str()).collect();
        format!("expected one of {}", all.join(", "))
    })
}

/// How the result of an audit is given.
#[derive(Clone, Debug, Subcommand)]
pub enum AuditOutput {
    /// Show a table (the default).
    Display(ExitCodes),
    /// Write delimited text to a file: a row for each finding and site.
    Write(WriteJudged),
    /// Give JSON.
    Json(JudgedFile),
    /// Give SARIF 2.1.0, as code hosting sites read it.
    Sarif(JudgedFile),
    /// Give the vulnerabilities as an `OpenVEX` document.
    Openvex(JudgedFile),
    /// Give the vulnerabilities as a `CycloneDX` document (VEX).
    CyclonedxVex(JudgedFile),
    /// Give nothing but the exit code.
    Exit(ExitCodes),
}

/// `db`.
#[derive(Clone, Debug, Args)]
pub struct Db {
    /// The directory of the local index and lists.
    #[arg(long, value_name = "DIR", global = true)]
    pub database: Option<PathBuf>,
    /// What to do with it.
    #[command(subcommand)]
    pub command: DbCommand,
}

/// What is done with the database.
#[derive(Clone, Debug, Subcommand)]
pub enum DbCommand {
    /// Fetch advisories, and make the local index of them.
    Update(DbUpdate),
    /// Say what is there, how old it is, and where it is from.
    Status(DbStatus),
}

/// `db update`.
#[derive(Clone, Debug, Args)]
pub struct DbUpdate {
    /// Where advisories come from, instead of OSV's public dump: a zip file or a directory of records in the OSV format, or a URL of
    /// such a zip file (#sha256=HEX pins it).
    #[arg(long, value_name = "FILE|DIR|URL")]
    pub from: Option<String>,
    /// A list of vulnerabilities that are known to be exploited: CISA's KEV catalogue in JSON. none takes the
    /// list away.
    #[arg(long, value_name = "FILE|URL")]
    pub kev: Option<String>,
    /// A list of how likely vulnerabilities are to be exploited: FIRST's EPSS in CSV, packed by gzip or not.
    /// none takes the list away.
    #[arg(long, value_name = "FILE|URL")]
    pub epss: Option<String>,
    /// A list of popular packages, for look-alikes, instead of the one that is shipped: ranked names, in text, TSV, CSV or JSON.
    /// none goes back to that one.
    #[arg(long, value_name = "FILE|URL")]
    pub popular: Option<String>,
    /// Take a dump that has less than half of the records of the index that is there.
    #[arg(long)]
    pub allow_fewer: bool,
    /// Leave the advisories as they are, and fetch lists only.
    #[arg(long)]
    pub skip_advisories: bool,
}

/// `db status`.
#[derive(Clone, Debug, Args)]
pub struct DbStatus {
    /// How old the local index may be, in days (7).
    #[arg(long, value_name = "DAYS", global = true)]
    pub max_age: Option<u32>,
    /// How the result is given.
    #[command(subcommand)]
    pub output: Option<Output>,
}
