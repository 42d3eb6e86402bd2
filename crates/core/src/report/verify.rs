//! What a verification found, as a table: the report of `verify`.

use std::borrow::Cow;

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::integrity::verify::{FileStatus, VerifyFinding};
use crate::policy::Subject;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyColumn {
    /// How much it matters.
    Severity,
    /// The kind of finding.
    Code,
    /// `NAME-VERSION`; nothing for what belongs to no package.
    Package,
    /// The file.
    Path,
    /// The reason in words.
    Reason,
    /// How sure it is.
    Confidence,
    /// The site.
    Site,
    /// The size in bytes.
    Size,
    /// The owner and the group, as numbers.
    Owner,
    /// The permissions, as four octal digits.
    Mode,
    /// When the contents were last changed.
    Modified,
    /// The list that names the file, and the line.
    Listed,
}

impl VerifyColumn {
    /// The columns for people.
    pub const SHOWN: [Self; 5] = [Self::Severity, Self::Code, Self::Package, Self::Path, Self::Reason];
    /// Every column.
    pub const ALL: [Self; 12] = [
        Self::Severity,
        Self::Code,
        Self::Package,
        Self::Path,
        Self::Reason,
        Self::Confidence,
        Self::Site,
        Self::Size,
        Self::Owner,
        Self::Mode,
        Self::Modified,
        Self::Listed,
    ];

    const fn header(self) -> &'static str {
        match self {
            Self::Severity => "Severity",
            Self::Code => "Code",
            Self::Package => "Package",
            Self::Path => "Path",
            Self::Reason => "Reason",
            Self::Confidence => "Confidence",
            Self::Site => "Site",
            Self::Size => "Size",
            Self::Owner => "Owner",
            Self::Mode => "Mode",
            Self::Modified => "Modified",
            Self::Listed => "Listed",
        }
    }
}

/// A table with a row for each finding.
#[derive(Clone, Debug)]
pub struct VerifyReport<'found> {
    findings: &'found [VerifyFinding],
    columns: &'static [VerifyColumn],
}

impl<'found> VerifyReport<'found> {
    /// A table for people.
    #[must_use]
    pub const fn new(findings: &'found [VerifyFinding]) -> Self {
        Self { findings, columns: &VerifyColumn::SHOWN }
    }

    /// A table with all that is known.
    #[must_use]
    pub const fn whole(findings: &'found [VerifyFinding]) -> Self {
        Self { findings, columns: &VerifyColumn::ALL }
    }
}

impl Rowable for VerifyFinding {
    type Column = VerifyColumn;

    fn rows(&self, columns: &[VerifyColumn]) -> Vec<Row<'_>> {
        vec![columns.iter().map(|column| cell(self, *column)).collect()]
    }
}

fn cell(finding: &VerifyFinding, column: VerifyColumn) -> Cow<'_, str> {
    let of_status =
        |text: fn(&FileStatus) -> String| finding.status.as_ref().map(text).unwrap_or_default().into();
    match column {
        VerifyColumn::Severity => finding.severity.as_str().into(),
        VerifyColumn::Code => finding.code.as_str().into(),
        VerifyColumn::Package => {
            finding.subject.as_ref().map(Subject::label).map(escape_owned).unwrap_or_default().into()
        }
        VerifyColumn::Path => escape_path(&finding.path),
        VerifyColumn::Reason => escape(&finding.reason),
        VerifyColumn::Confidence => finding.confidence.as_str().into(),
        VerifyColumn::Site => escape_path(&finding.site),
        VerifyColumn::Size => of_status(|status| status.size.to_string()),
        VerifyColumn::Owner => of_status(|status| format!("{}:{}", status.user, status.group)),
        VerifyColumn::Mode => of_status(|status| format!("{:04o}", status.mode)),
        VerifyColumn::Modified => {
            of_status(|status| status.modified.map(|moment| moment.to_string()).unwrap_or_default())
        }
        VerifyColumn::Listed => {
            let listed = finding.listed.as_ref();
            listed.map(|(list, line)| format!("{}:{line}", escape_path(list))).unwrap_or_default().into()
        }
    }
}

impl Tableable for VerifyReport<'_> {
    type Record = VerifyFinding;

    fn columns(&self) -> &[VerifyColumn] {
        self.columns
    }

    fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.header()).collect()
    }

    fn records(&self) -> &[VerifyFinding] {
        self.findings
    }
}
