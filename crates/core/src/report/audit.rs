//! What an audit found, as a table: grouped for people, or one row for each finding and place for programs.

use std::borrow::Cow;

use super::escape::{escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::audit::{AuditCode, AuditFinding, AuditOutcome, Passing, Whereabouts};
use crate::policy::Subject;

/// How many places are shown of one release, in a table for people.
const SHOWN_PLACES: usize = 5;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditColumn {
    /// `NAME-VERSION`.
    Package,
    /// Rating and score, or the kind of finding.
    Severity,
    /// The record, and the best-known other name of the fact.
    Advisory,
    /// The nearest version that is mended.
    Fix,
    /// The nearest version of which nothing is known.
    Free,
    /// The environments, or else the sites or files.
    Environment,
    /// What it is, in a line, with what qualifies it.
    Summary,
    /// The stable code.
    Code,
    /// The score alone.
    Score,
    /// All other names of the fact.
    Aliases,
    /// One of the sites, or the place in a file.
    Site,
    /// How sure it is.
    Confidence,
    /// What to do.
    Advice,
}

impl AuditColumn {
    /// The columns for people.
    pub const GROUPED: [Self; 7] = [
        Self::Package,
        Self::Severity,
        Self::Advisory,
        Self::Fix,
        Self::Free,
        Self::Environment,
        Self::Summary,
    ];

    /// The columns for programs.
    pub const WHOLE: [Self; 13] = [
        Self::Package,
        Self::Code,
        Self::Severity,
        Self::Score,
        Self::Advisory,
        Self::Aliases,
        Self::Fix,
        Self::Free,
        Self::Environment,
        Self::Site,
        Self::Confidence,
        Self::Advice,
        Self::Summary,
    ];

    const fn header(self) -> &'static str {
        match self {
            Self::Package => "Package",
            Self::Severity => "Severity",
            Self::Advisory => "Advisory",
            Self::Fix => "Fix",
            Self::Free => "Free",
            Self::Environment => "Environment",
            Self::Summary => "Summary",
            Self::Code => "Code",
            Self::Score => "Score",
            Self::Aliases => "Aliases",
            Self::Site => "Site",
            Self::Confidence => "Confidence",
            Self::Advice => "Advice",
        }
    }
}

/// The report of an audit.
#[derive(Clone, Debug)]
pub struct AuditReport<'outcome> {
    records: Vec<AuditRecord<'outcome>>,
    columns: &'static [AuditColumn],
}

/// What is said of one release.
#[derive(Clone, Debug)]
pub struct AuditRecord<'outcome> {
    subject: &'outcome Subject,
    findings: Vec<&'outcome AuditFinding>,
    whereabouts: &'outcome Whereabouts,
    is_grouped: bool,
}

impl<'outcome> AuditReport<'outcome> {
    /// A report for people.
    #[must_use]
    pub fn grouped(outcome: &'outcome AuditOutcome, with_passing: bool) -> Self {
        Self::new(outcome, with_passing, true)
    }

    /// A report for programs.
    #[must_use]
    pub fn whole(outcome: &'outcome AuditOutcome, with_passing: bool) -> Self {
        Self::new(outcome, with_passing, false)
    }

    fn new(outcome: &'outcome AuditOutcome, with_passing: bool, is_grouped: bool) -> Self {
        let same = |left: &AuditFinding, right: &AuditFinding| {
            is_grouped && left.subject == right.subject && left.whereabouts == right.whereabouts
        };
        let group = |findings: &'outcome [AuditFinding]| {
            let first = findings.first()?;
            let findings = findings.iter().collect();
            Some(AuditRecord {
                subject: &first.subject,
                findings,
                whereabouts: &first.whereabouts,
                is_grouped,
            })
        };
        let passing = |release: &'outcome Passing| AuditRecord {
            subject: &release.subject,
            findings: Vec::new(),
            whereabouts: &release.whereabouts,
            is_grouped,
        };
        let mut records: Vec<AuditRecord<'outcome>> =
            outcome.findings.chunk_by(same).filter_map(group).collect();
        if with_passing {
            records.extend(outcome.passing.iter().map(passing));
        }
        let columns: &[AuditColumn] = if is_grouped { &AuditColumn::GROUPED } else { &AuditColumn::WHOLE };
        Self { records, columns }
    }
}

impl<'outcome> Tableable for AuditReport<'outcome> {
    type Record = AuditRecord<'outcome>;

    fn columns(&self) -> &[AuditColumn] {
        self.columns
    }

    fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.header()).collect()
    }

    fn records(&self) -> &[Self::Record] {
        &self.records
    }
}

impl Rowable for AuditRecord<'_> {
    type Column = AuditColumn;

    fn rows(&self, columns: &[AuditColumn]) -> Vec<Row<'_>> {
        if self.is_grouped { self.grouped(columns) } else { self.whole(columns) }
    }
}

impl AuditRecord<'_> {
    /// A row for each finding, and the places beside them, so that no line is longer than it must be.
    fn grouped(&self, columns: &[AuditColumn]) -> Vec<Row<'_>> {
        let mut places = places(self.whereabouts);
        let room = SHOWN_PLACES.max(self.findings.len());
        if places.len() > room {
            let more = places.len() - (room - 1);
            places.truncate(room - 1);
            places.push(format!("and {more} more").into());
        }
        let count = self.findings.len().max(places.len()).max(1);
        let row = |at: usize| {
            let finding = self.findings.get(at).copied();
            let cell = |column: &AuditColumn| match column {
                AuditColumn::Environment => places.get(at).cloned().unwrap_or_default(),
                AuditColumn::Package if at > 0 => Cow::Borrowed(""),
                column => self.cell(*column, finding),
            };
            columns.iter().map(cell).collect()
        };
        (0..count).map(row).collect()
    }

    /// A row for each finding and site, with nothing left out.
    fn whole(&self, columns: &[AuditColumn]) -> Vec<Row<'_>> {
        let mut sites: Vec<Cow<'_, str>> =
            self.whereabouts.sites.iter().map(|site| escape_path(site)).collect();
        sites.extend(self.whereabouts.places.iter().map(|place| escape_owned(place.to_string()).into()));
        if sites.is_empty() {
            sites.push(Cow::Borrowed(""));
        }
        let environments =
            joined(self.whereabouts.environments.iter().map(|prefix| escape_path(prefix)), "; ");
        let findings: Vec<Option<&AuditFinding>> = match self.findings.as_slice() {
            [] => vec![None],
            findings => findings.iter().map(|finding| Some(*finding)).collect(),
        };
        let row = |finding: Option<&AuditFinding>, site: &Cow<'_, str>| -> Row<'_> {
            let cell = |column: &AuditColumn| match column {
                AuditColumn::Environment => Cow::Owned(environments.clone()),
                AuditColumn::Site => Cow::Owned(site.clone().into_owned()),
                column => self.cell(*column, finding),
            };
            columns.iter().map(cell).collect()
        };
        findings
            .into_iter()
            .flat_map(|finding| sites.iter().map(move |site| (finding, site)))
            .map(|(finding, site)| row(finding, site))
            .collect()
    }

    fn cell(&self, column: AuditColumn, finding: Option<&AuditFinding>) -> Cow<'_, str> {
        if column == AuditColumn::Package {
            return escape_owned(self.subject.label()).into();
        }
        let Some(finding) = finding else {
            let is_passing = self.findings.is_empty() && matches!(column, AuditColumn::Severity);
            return if is_passing { "nothing known" } else { "" }.into();
        };
        text(column, finding)
    }
}

fn text(column: AuditColumn, finding: &AuditFinding) -> Cow<'static, str> {
    let fact = finding.fact();
    let owned = |text: Option<String>| text.map(escape_owned).unwrap_or_default();
    match column {
        AuditColumn::Severity => severity(finding).into(),
        AuditColumn::Advisory => owned(fact.map(|fact| called(fact.id(), &fact.aliases))).into(),
        AuditColumn::Fix => owned(fact.and_then(|fact| fact.nearest_fix.clone())).into(),
        AuditColumn::Free => owned(fact.and_then(|fact| fact.nearest_free.clone())).into(),
        AuditColumn::Summary => {
            let notes = finding.notes.iter().map(|note| format!(" ({note})")).collect::<Vec<_>>().concat();
            escape_owned(format!("{}{notes}", finding.summary())).into()
        }
        AuditColumn::Code => finding.code.as_str().into(),
        AuditColumn::Score => {
            fact.and_then(|fact| fact.score()).map(ToString::to_string).unwrap_or_default().into()
        }
        AuditColumn::Aliases => {
            owned(fact.map(|fact| joined(fact.names().skip(1).map(|name| name.as_str().into()), " "))).into()
        }
        AuditColumn::Confidence => finding.confidence.as_str().into(),
        AuditColumn::Advice => escape_owned(finding.advice()).into(),
        AuditColumn::Package | AuditColumn::Environment | AuditColumn::Site => Cow::Borrowed(""),
    }
}

fn severity(finding: &AuditFinding) -> String {
    match finding.fact() {
        Some(fact) if fact.exploited.is_some() => format!("{}, exploited", fact.severity()),
        Some(fact) => fact.severity(),
        None => match finding.code {
            AuditCode::Lookalike => "look-alike",
            AuditCode::DirectUrlOnly | AuditCode::UntrustedOrigin => "origin",
            AuditCode::ExceptionExpired | AuditCode::ExceptionUnused => "exception",
            code => code.as_str(),
        }
        .to_owned(),
    }
}

/// The record's identifier, and the name that is known best.
fn called(id: &str, aliases: &[String]) -> String {
    match aliases.iter().find(|alias| alias.starts_with("CVE-")).filter(|_| !id.starts_with("CVE-")) {
        Some(cve) => format!("{id} ({cve})"),
        None => id.to_owned(),
    }
}

/// Environments; for what no environment sees, sites; for what is in no site, places in files.
fn places(whereabouts: &Whereabouts) -> Vec<Cow<'_, str>> {
    if !whereabouts.environments.is_empty() {
        return whereabouts.environments.iter().map(|prefix| escape_path(prefix)).collect();
    }
    if !whereabouts.sites.is_empty() {
        return whereabouts.sites.iter().map(|site| escape_path(site)).collect();
    }
    whereabouts.places.iter().map(|place| escape_owned(place.to_string()).into()).collect()
}

fn joined<'text>(texts: impl Iterator<Item = Cow<'text, str>>, between: &str) -> String {
    texts.collect::<Vec<_>>().join(between)
}
