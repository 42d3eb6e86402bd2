//! What runs when interpreters start, as a table: the report of `inspect`.

use std::borrow::Cow;
use std::path::Path;

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::integrity::startup::{Owner, StartupItem, Trait};

/// How much of a text is shown to people, in characters.
const SHORT: usize = 96;
/// What separates the parts of a cell.
const SEPARATOR: &str = ", ";

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InspectColumn {
    /// The directory, archive or environment file.
    Site,
    /// The file, relative to the site where it lies in it.
    File,
    /// The line.
    Line,
    /// What kind of code it is.
    Kind,
    /// What is thought of it.
    Verdict,
    /// What stands out, with lines.
    Traits,
    /// The line or the file, shortened for people.
    Content,
    /// The line or the file as it is.
    Text,
    /// What it is known as.
    Known,
    /// Who lists the file.
    Owner,
    /// How much what stands out matters.
    Severity,
    /// The prefixes of the environments that run it.
    Environments,
    /// The prefixes of the environments that pass it over.
    PassedOver,
    /// The SHA-256 of the file.
    Digest,
    /// What else is to be said.
    Notes,
}

impl InspectColumn {
    /// The columns for people.
    pub const SHOWN: [Self; 7] =
        [Self::Site, Self::File, Self::Line, Self::Kind, Self::Verdict, Self::Traits, Self::Content];
    /// Every column that is not a shortened one.
    pub const ALL: [Self; 14] = [
        Self::Site,
        Self::File,
        Self::Line,
        Self::Kind,
        Self::Verdict,
        Self::Traits,
        Self::Text,
        Self::Known,
        Self::Owner,
        Self::Severity,
        Self::Environments,
        Self::PassedOver,
        Self::Digest,
        Self::Notes,
    ];

    const fn header(self) -> &'static str {
        match self {
            Self::Site => "Site",
            Self::File => "File",
            Self::Line => "Line",
            Self::Kind => "Kind",
            Self::Verdict => "Verdict",
            Self::Traits => "Traits",
            Self::Content | Self::Text => "Content",
            Self::Known => "Known",
            Self::Owner => "Owner",
            Self::Severity => "Severity",
            Self::Environments => "Environments",
            Self::PassedOver => "PassedOver",
            Self::Digest => "SHA-256",
            Self::Notes => "Notes",
        }
    }
}

/// A table with a row for each item.
#[derive(Clone, Debug)]
pub struct InspectReport<'found> {
    records: Vec<InspectRecord<'found>>,
    columns: &'static [InspectColumn],
}

/// One item of it.
#[derive(Clone, Copy, Debug)]
pub struct InspectRecord<'found>(&'found StartupItem);

impl<'found> InspectReport<'found> {
    /// A table for people.
    #[must_use]
    pub fn new(items: impl IntoIterator<Item = &'found StartupItem>) -> Self {
        Self { records: items.into_iter().map(InspectRecord).collect(), columns: &InspectColumn::SHOWN }
    }

    /// A table with all that is known.
    #[must_use]
    pub fn whole(items: impl IntoIterator<Item = &'found StartupItem>) -> Self {
        Self { records: items.into_iter().map(InspectRecord).collect(), columns: &InspectColumn::ALL }
    }
}

impl Rowable for InspectRecord<'_> {
    type Column = InspectColumn;

    fn rows(&self, columns: &[InspectColumn]) -> Vec<Row<'_>> {
        vec![columns.iter().map(|column| cell(self.0, *column)).collect()]
    }
}

fn cell(item: &StartupItem, column: InspectColumn) -> Cow<'_, str> {
    match column {
        InspectColumn::Site => escape_path(&item.site),
        InspectColumn::File => escape_path(relative(item)),
        InspectColumn::Line => item.line.map(|line| line.to_string()).unwrap_or_default().into(),
        InspectColumn::Kind => item.kind.as_str().into(),
        InspectColumn::Verdict => verdict(item).into(),
        InspectColumn::Traits => traits(item).into(),
        InspectColumn::Content => content(item).into(),
        InspectColumn::Text => escape(&item.content),
        InspectColumn::Known => item.known.as_deref().unwrap_or_default().into(),
        InspectColumn::Owner => {
            item.owner.as_ref().map(Owner::label).map(escape_owned).unwrap_or_default().into()
        }
        InspectColumn::Severity => item.severity().as_str().into(),
        InspectColumn::Environments => paths(&item.environments).into(),
        InspectColumn::PassedOver => paths(&item.passed_over).into(),
        InspectColumn::Digest => item.digest.as_deref().unwrap_or_default().into(),
        InspectColumn::Notes => escape_owned(item.notes.join("; ")).into(),
    }
}

fn relative(item: &StartupItem) -> &Path {
    let relative = item.file.strip_prefix(&item.site).unwrap_or(&item.file);
    if relative.as_os_str().is_empty() { &item.file } else { relative }
}

/// The verdict, and whether Python passes the code over.
fn verdict(item: &StartupItem) -> String {
    let inert = if item.is_inert || item.is_passed_over() { " (inert)" } else { "" };
    format!("{}{inert}", item.verdict.as_str())
}

/// Each kind of what stands out once, with its first line where the item is a whole file.
fn traits(item: &StartupItem) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    for Trait { line, code, .. } in &item.traits {
        if !seen.contains(code) {
            seen.push(*code);
            let place = if item.line.is_some() || *line == 0 { String::new() } else { format!(":{line}") };
            shown.push(format!("{code}{place}"));
        }
    }
    shown.join(SEPARATOR)
}

/// What a person should see first of an item: its line; of a file, what it is known as, or the place that stands out most.
fn content(item: &StartupItem) -> String {
    if item.line.is_some() {
        return short(&item.content);
    }
    let worst = item.traits.iter().filter(|found| found.line > 0).max_by_key(|found| {
        // The first of those that matter as much.
        (found.code.severity(), std::cmp::Reverse(found.line))
    });
    match (&item.known, worst) {
        (Some(known), _) => known.clone(),
        (None, Some(worst)) => format!("{}: {}", worst.line, short(&worst.text)),
        (None, None) => short(item.content.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()),
    }
}

/// The beginning of a text, escaped. What is cut is cut before, so that an escape stays whole.
fn short(text: &str) -> String {
    let text = text.trim();
    let cut = text.char_indices().nth(SHORT).map_or(text, |(at, _)| &text[..at]);
    let end = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{end}", escape(cut))
}

fn paths(paths: &[std::path::PathBuf]) -> String {
    paths.iter().map(|path| escape_path(path)).collect::<Vec<_>>().join(SEPARATOR)
}

impl<'found> Tableable for InspectReport<'found> {
    type Record = InspectRecord<'found>;

    fn columns(&self) -> &[InspectColumn] {
        self.columns
    }

    fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.header()).collect()
    }

    fn records(&self) -> &[InspectRecord<'found>] {
        &self.records
    }
}
