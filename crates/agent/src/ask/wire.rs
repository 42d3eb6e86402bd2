//! The shapes of questions and answers.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the shape of [`Status`].
pub const STATUS_SCHEMA: &str = "agent-status-1";
/// The version of the shape of [`Requested`].
pub const REQUESTS_SCHEMA: &str = "agent-requests-1";
/// The version of the shape of [`Why`].
pub const WHY_SCHEMA: &str = "agent-why-1";

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Question {
    /// How it stands.
    Status,
    /// Why something is refused.
    Why(WhyAbout),
    /// That a package be let pass.
    Request {
        /// The package, with versions or without.
        package: String,
        /// Why.
        reason: String,
    },
    /// What was asked to be let pass, and what became of it.
    Requests,
}

/// What somebody wants to know the reason of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum WhyAbout {
    /// A file, by its absolute path.
    Path(PathBuf),
    /// A package, by its name.
    Package(String),
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerDocument {
    /// How it stands.
    Status(Box<Status>),
    /// Why something is refused.
    Why(Why),
    /// What was asked to be let pass.
    Requests(Requested),
    /// The question could not be answered, and why.
    Error(String),
}

/// How an agent stands. Times are RFC 3339.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Status {
    /// `agent-status-1`.
    pub schema: String,
    /// The program's version.
    pub version: String,
    /// When it started.
    pub started: String,
    /// Whether it has not searched and judged everything yet: what is below is not known then.
    #[serde(default)]
    pub starting: bool,
    /// What was configured: `off`, `open` or `closed`.
    pub enforcement: String,
    /// Whether what is denied is refused now.
    pub enforcing: bool,
    /// Why not, where it was configured.
    pub not_enforcing: Option<String>,
    /// The policy.
    pub policy: Option<PolicyStatus>,
    /// What tells it of events: `fanotify`, `inotify`, or `period`.
    pub source: String,
    /// What is watched.
    pub covered: Vec<String>,
    /// What is not watched, and why.
    pub uncovered: Vec<Covered>,
    /// How many events were read.
    pub events: u64,
    /// How many times some were lost, and everything was searched.
    pub overflows: u64,
    /// How many changes wait to be looked at.
    pub queued: u64,
    /// How much there is.
    pub inventory: Totals,
    /// The last search of everything.
    pub reconciled: Option<Reconciled>,
    /// What is denied.
    pub denied: Vec<DeniedPackage>,
    /// How many packages and files are denied, also those that are not listed for whoever asks.
    pub denied_count: u64,
    /// How many packages rules in mode `observe` are against.
    #[serde(default)]
    pub observed_count: u64,
    /// What was refused.
    pub refused: Refused,
    /// What was looked at of files.
    #[serde(default)]
    pub files: FilesStatus,
    /// What is kept of what happened.
    pub journal: JournalStatus,
    /// What was reported.
    pub reports: ReportStatus,
    /// What could not be checked, and other problems.
    pub problems: Vec<String>,
}

/// The policy that holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PolicyStatus {
    /// The file.
    pub file: String,
    /// What it calls itself.
    pub name: Option<String>,
    /// Its version, in its own words.
    pub version: Option<String>,
    /// The SHA-256 of it and of its bounds, in hexadecimal.
    pub digest: String,
    /// When it was loaded.
    pub loaded: String,
    /// What is wrong with the file as it is now, if this is the last good one.
    pub rejected: Option<String>,
    /// Since when it is known that the file as it is now cannot be used.
    #[serde(default)]
    pub rejected_since: Option<String>,
    /// What is judged by: `bundle`, the server's policy; `file`, the file as it was when it was loaded; `kept`, the copy of the last good one in the agent's state
    /// directory; `built-in`, only the rule on malware, since there is no good one.
    #[serde(default)]
    pub holds: String,
    /// Why the policy could not be kept for the next start, or why what was kept is not used.
    #[serde(default)]
    pub kept_problem: Option<String>,
    /// The bundle of the server's that holds.
    #[serde(default)]
    pub bundle: Option<BundleStatus>,
    /// Why the server's policy is not used, where it offers one.
    #[serde(default)]
    pub server_unused: Option<String>,
}

/// A place that is not watched, or not refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Covered {
    /// The place.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// How much there is of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Totals {
    /// Environments.
    pub environments: u64,
    /// Sites.
    pub sites: u64,
    /// Distinct releases.
    pub releases: u64,
    /// Distributions.
    pub distributions: u64,
    /// What could not be read.
    pub problems: u64,
}

/// A search of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reconciled {
    /// When it ended.
    pub when: String,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
    /// How many differences it found that no event had told of.
    pub differences: u64,
}

/// What was looked at of files, beside what is installed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FilesStatus {
    /// Whether rules of the policy ask for files.
    pub asked: bool,
    /// How many sites wait to be looked at: what rules ask of them is unchecked.
    pub waiting: u64,
    /// The first of them by path.
    pub first: Option<String>,
    /// When everything had been looked at, for the last time since rules ask for it.
    pub complete: Option<String>,
    /// How many files of code were touched since the start.
    pub touched: u64,
    /// How many times packages were found changed without an install since the start.
    pub tampered: u64,
    /// How many packages are tampered with now: they were found changed, and were not seen to be as they were installed since.
    #[serde(default)]
    pub tampered_now: u64,
}

/// A package, or a file that is no package's, that is denied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct DeniedPackage {
    /// Its name; of a file nothing.
    pub package: String,
    /// Its version.
    pub version: String,
    /// The site that it lies in.
    pub site: String,
    /// The rule that decides.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// `enforce` or `warn`.
    pub mode: String,
    /// The file or directory, where it is no package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// What was refused since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Refused {
    /// How many openings the kernel asked about.
    pub asked: u64,
    /// How many were refused.
    pub refused: u64,
    /// How many would have been, but for the mode.
    pub would_refuse: u64,
    /// The longest that an answer took, in microseconds.
    pub longest_microseconds: u64,
}

/// What the journal keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct JournalStatus {
    /// How many events could not be kept.
    pub lost: u64,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// What was reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReportStatus {
    /// Whether reports are made.
    pub enabled: bool,
    /// The number of the last report.
    pub last: Option<u64>,
    /// The number of the last one that was acknowledged.
    pub acknowledged: Option<u64>,
    /// What is wrong with them.
    pub problem: Option<String>,
    /// The server that they are for.
    #[serde(default)]
    pub server: Option<ServerStatus>,
}

/// The server that the machine is enrolled at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ServerStatus {
    /// Its URL.
    pub url: String,
    /// The organisation that the machine belongs to.
    pub organisation: String,
    /// The group that it was enrolled into. The server may have moved it since.
    pub group: String,
    /// When the server was heard of last, by its own clock, as far as `fetter agent sync` has said it.
    pub contact: Option<String>,
    /// Why it cannot be reached, or refuses what it is told.
    pub problem: Option<String>,
}

/// A bundle of policies of the server's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct BundleStatus {
    /// Its number.
    pub number: u64,
    /// The SHA-256 of it, in hexadecimal.
    pub digest: String,
}

/// Why something is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Why {
    /// `agent-why-1`.
    pub schema: String,
    /// What it is about, in words.
    pub about: String,
    /// What is denied of it.
    pub denied: Vec<DeniedPackage>,
    /// What there is to say beside.
    pub notes: Vec<String>,
    /// Whether the agent has not judged everything yet, so that more may be denied.
    #[serde(default)]
    pub starting: bool,
}

/// Requests: of one who asks, that one; of a list, all of whoever wants it. Times are RFC 3339.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Requested {
    /// `agent-requests-1`.
    pub schema: String,
    /// The newest first.
    pub requests: Vec<RequestStatus>,
}

/// How a request stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RequestStatus {
    /// Its id.
    pub id: String,
    /// What is asked for.
    pub package: String,
    /// Why.
    pub reason: String,
    /// The number of the user who asked.
    pub user: u32,
    /// When it was asked.
    pub asked: String,
    /// `waiting` until the server has it, then `open`, `approved`, `refused`, or `not-taken`: the server did not take it.
    pub state: String,
    /// What whoever decided said; empty where nobody has.
    #[serde(default)]
    pub answer: String,
    /// The last day on which it is let pass (`YYYY-MM-DD`).
    #[serde(default)]
    pub until: Option<String>,
}
