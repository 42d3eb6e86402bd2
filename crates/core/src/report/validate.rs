//! What judging found, as a table: the report of `validate`.

use std::borrow::Cow;
use std::path::PathBuf;

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::policy::{Finding, Judged, Verdict};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidateColumn {
    /// `NAME-VERSION` of what is installed; nothing for what is missing.
    Package,
    /// The requirement that it is held against.
    Dependency,
    /// Missing, Unrequired, Misdefined or Denied.
    Explain,
    /// Where the package is, or would be.
    Sites,
    /// The reason in words.
    Reason,
    /// The file and line of the requirement.
    Bound,
}

impl ValidateColumn {
    /// Every column, in order.
    pub const ALL: [Self; 6] =
        [Self::Package, Self::Dependency, Self::Explain, Self::Sites, Self::Reason, Self::Bound];

    const fn header(self) -> &'static str {
        match self {
            Self::Package => "Package",
            Self::Dependency => "Dependency",
            Self::Explain => "Explain",
            Self::Sites => "Sites",
            Self::Reason => "Reason",
            Self::Bound => "Bound",
        }
    }
}

/// A table of findings, with a row for each site.
#[derive(Clone, Debug)]
pub struct ValidateReport<'judged> {
    findings: &'judged [Finding],
}

impl<'judged> ValidateReport<'judged> {
    /// A report of what judging found.
    #[must_use]
    pub fn new(judged: &'judged Judged) -> Self {
        Self { findings: &judged.findings }
    }
}

impl Rowable for Finding {
    type Column = ValidateColumn;

    fn rows(&self, columns: &[ValidateColumn]) -> Vec<Row<'_>> {
        if self.sites.is_empty() {
            return vec![columns.iter().map(|column| cell(self, *column, None)).collect()];
        }
        let row = |site| columns.iter().map(|column| cell(self, *column, Some(site))).collect();
        self.sites.iter().map(row).collect()
    }
}

fn cell<'finding>(
    finding: &'finding Finding,
    column: ValidateColumn,
    site: Option<&'finding PathBuf>,
) -> Cow<'finding, str> {
    let is_missing = finding.code.verdict() == Verdict::Missing;
    match column {
        ValidateColumn::Package if is_missing => Cow::Borrowed(""),
        ValidateColumn::Package => escape_owned(finding.subject.label()).into(),
        ValidateColumn::Dependency => escape(finding.requirement.as_deref().unwrap_or_default()),
        ValidateColumn::Explain => finding.code.verdict().as_str().into(),
        ValidateColumn::Sites => site.map(|site| escape_path(site)).unwrap_or_default(),
        ValidateColumn::Reason => escape(&finding.reason),
        ValidateColumn::Bound => {
            let place = finding.place.as_ref().map(|place| escape_owned(place.to_string()));
            place.unwrap_or_default().into()
        }
    }
}

impl Tableable for ValidateReport<'_> {
    type Record = Finding;

    fn columns(&self) -> &[ValidateColumn] {
        &ValidateColumn::ALL
    }

    fn header(&self) -> Vec<&'static str> {
        ValidateColumn::ALL.iter().map(|column| column.header()).collect()
    }

    fn records(&self) -> &[Finding] {
        self.findings
    }
}
