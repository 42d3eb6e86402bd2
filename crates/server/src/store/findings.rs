//! What was found: of what is known of releases, and of what policies are against.

/// Whether something is found now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingStatus {
    /// It is, and nobody has accepted it for all groups.
    #[default]
    Open,
    /// It is, and an exception for all groups names it.
    Accepted,
    /// One of the two.
    Present,
    /// It was: it is mended, gone, or borne.
    Closed,
}

/// Which findings come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingOrder {
    /// The most severe, and of one severity the newest.
    #[default]
    MostSevere,
    /// The least severe, and of one severity the oldest.
    LeastSevere,
    /// Those that were opened last.
    Newest,
    /// Those that are open for the longest time.
    Oldest,
}

impl FindingOrder {
    /// Its number among the orders of this list.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }
}

/// What is known against releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditKind {
    /// It is malicious.
    Malware,
    /// It is vulnerable.
    Vulnerability,
    /// Its name looks like another one.
    Lookalike,
}

/// Which findings are listed. What is not said is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Whether they are found now.
    pub status: FindingStatus,
    /// How severe they are at least, from 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// How severe they are exactly.
    pub severity_is: Option<i64>,
    /// What is known: of releases.
    pub kind: Option<AuditKind>,
    /// The code, of what policies are against: `denied`, `not-allowed` …
    pub code: Option<String>,
    /// The mode, of what policies are against.
    pub mode: Option<String>,
    /// The package, by its normalised name.
    pub package: Option<String>,
    /// The row of a group of machines that have it.
    pub group: Option<i64>,
    /// The row of a machine that has it.
    pub machine: Option<i64>,
    /// The row of a release.
    pub release: Option<i64>,
    /// The row of the finding itself.
    pub id: Option<i64>,
    /// When it was opened at the earliest, in seconds since 1970.
    pub since: Option<i64>,
    /// When it was accepted at the earliest.
    pub accepted_since: Option<i64>,
    /// When it was closed at the earliest. What another bundle of a group finds as before is left out then.
    pub closed_since: Option<i64>,
    /// The name of the user who sees to it.
    pub assignee: Option<String>,
    /// The rows of the groups that are looked at; `None` for all.
    pub within: Option<Vec<i64>>,
    /// Which come first.
    pub order: FindingOrder,
}

/// Something that is known against a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Its row.
    pub id: i64,
    /// The row of the release.
    pub release: i64,
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it.
    pub version: String,
    /// `malware`, `vulnerability` or `lookalike`.
    pub kind: String,
    /// The record, or the name that it looks like.
    pub advisory: String,
    /// What else it is called, with spaces between.
    pub aliases: String,
    /// The versions that mend it, with spaces between.
    pub fixed: String,
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// One line on it.
    pub summary: String,
    /// The row of the advisories that it was judged by.
    pub advisories: i64,
    /// When it was found first, in seconds since 1970.
    pub first_seen: i64,
    /// When it was found last after it was not there.
    pub opened: i64,
    /// When it was not there any more.
    pub closed: Option<i64>,
    /// Who sees to it, by name.
    pub assignee: Option<String>,
    /// How many comments it has.
    pub comments: i64,
    /// How many of its names, from `advisory` on, are records of their own.
    pub records: i64,
    /// The exception that bears it today.
    pub accepted: Option<Acceptance>,
}

/// That a finding is accepted, by an exception for all groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The row of the exception.
    pub exception: i64,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub owner: String,
    /// The last day, `YYYY-MM-DD`.
    pub last_day: String,
    /// Since when, in seconds since 1970.
    pub since: i64,
}

/// Something that a policy is against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Its row.
    pub id: i64,
    /// The row of the site.
    pub site: i64,
    /// The row of where it lies.
    pub setting: i64,
    /// The row of the bundle.
    pub bundle: i64,
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it.
    pub version: String,
    /// The rule.
    pub rule: String,
    /// What it is about.
    pub code: String,
    /// The advisory that it is about; empty for none.
    pub advisory: String,
    /// Why.
    pub reason: String,
    /// `observe`, `warn` or `enforce`.
    pub mode: String,
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// When it was found first, in seconds since 1970.
    pub first_seen: i64,
    /// When it was found last after it was not there.
    pub opened: i64,
    /// When it was not there any more.
    pub closed: Option<i64>,
    /// Who sees to it, by name.
    pub assignee: Option<String>,
    /// How many comments it has.
    pub comments: i64,
}

/// That files of a package were changed on a machine, and nothing was installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TamperedRow {
    /// Its row.
    pub id: i64,
    /// The row of the machine.
    pub machine: i64,
    /// The row of the path of the site.
    pub path: i64,
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it.
    pub version: String,
    /// The file, of several the one that matters most: the bytes of its path.
    pub file: Vec<u8>,
    /// What is the matter with it.
    pub reason: String,
    /// How many files.
    pub files: i64,
    /// From 0 (unknown) to 3 (high).
    pub severity: i64,
    /// When it was found first, in seconds since 1970.
    pub first_seen: i64,
    /// When it was found last after it was not there, or was accepted as it was before.
    pub opened: i64,
    /// When it was not there any more.
    pub closed: Option<i64>,
    /// Who sees to it, by name.
    pub assignee: Option<String>,
    /// How many comments it has.
    pub comments: i64,
    /// Whether the machine is there, and the site.
    pub is_there: bool,
    /// The exception that bears it today.
    pub accepted: Option<Acceptance>,
}

/// How much is found now of one severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCount {
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// Of what is known of releases, and not accepted.
    pub releases: i64,
    /// Of what is known of releases or was changed on machines, and accepted.
    pub accepted: i64,
    /// Of what policies are against.
    pub policies: i64,
    /// Of what was changed on machines, and not accepted.
    pub tampered: i64,
}

impl FindingFilter {
    /// The groups whose machines are asked for; `None` for all. That they are the organisation's is for the caller to know.
    #[must_use]
    pub fn groups(&self) -> Option<Vec<i64>> {
        match (self.group, self.within.as_deref()) {
            (None, within) => within.map(<[i64]>::to_vec),
            (Some(group), Some(within)) if !within.contains(&group) => Some(Vec::new()),
            (Some(group), _) => Some(vec![group]),
        }
    }
}

impl FindingStatus {
    /// The word for it in the tables, where what is accepted is open.
    pub(super) const fn stored(self) -> &'static str {
        match self {
            Self::Open | Self::Accepted | Self::Present => "open",
            Self::Closed => "closed",
        }
    }
}

impl AuditKind {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malware => "malware",
            Self::Vulnerability => "vulnerability",
            Self::Lookalike => "lookalike",
        }
    }
}

/// What a severity is called.
#[must_use]
pub(crate) const fn severity_word(rank: i64) -> &'static str {
    match rank {
        1 => "low",
        2 => "medium",
        3 => "high",
        4 => "critical",
        _ => "unknown",
    }
}
