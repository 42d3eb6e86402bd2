//! What is kept of what is known, as a table.

use std::borrow::Cow;

use super::escape::{escape, escape_owned};
use super::json::DatabaseDocument;
use super::{Row, Rowable, Tableable};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseColumn {
    /// What is said.
    What,
    /// What there is to say.
    Value,
}

/// The table: a row for each thing that there is to say.
#[derive(Clone, Debug)]
pub struct DatabaseReport(Vec<DatabaseRecord>);

/// One thing that there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseRecord {
    what: String,
    value: String,
}

impl DatabaseReport {
    /// A report of a database.
    #[must_use]
    pub fn new(document: &DatabaseDocument) -> Self {
        let index = &document.index;
        let path = std::path::PathBuf::try_from(index.path.clone()).unwrap_or_default();
        let age = index.age_days.map(|days| format!(" ({days} days old)")).unwrap_or_default();
        let number = |number: u64| (index.source.is_some()).then(|| number.to_string());
        let lines = [
            ("advisories", Some(index.state.clone())),
            ("problem", index.problem.clone()),
            ("file", Some(super::escape_path(&path).into_owned())),
            ("bytes", index.bytes.map(|bytes| bytes.to_string())),
            ("source", index.source.clone()),
            ("retrieved", index.retrieved.as_ref().map(|when| format!("{when}{age}"))),
            ("newest record", index.newest.clone()),
            ("records", number(index.records)),
            ("of malware", number(index.malware)),
            ("withdrawn, left out", number(index.withdrawn)),
            ("packages", number(index.packages)),
            ("unreadable", number(index.unreadable)),
            ("digest", index.digest.as_ref().map(|digest| format!("sha256:{digest}"))),
        ];
        let record = |what: &str, value: String| DatabaseRecord { what: what.to_owned(), value };
        let mut records: Vec<DatabaseRecord> =
            lines.into_iter().filter_map(|(what, value)| Some(record(what, value?))).collect();
        for list in &document.lists {
            let parts = [
                Some(list.state.clone()),
                list.problem.clone(),
                (list.entries > 0).then(|| format!("{} entries", list.entries)),
                list.source.as_ref().map(|source| format!("of {source}")),
                list.retrieved.as_ref().map(|when| format!("retrieved {when}")),
                list.dated.as_ref().map(|dated| format!("dated {dated}")),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            records.push(record(&list.name, parts.join(", ")));
        }
        Self(records)
    }
}

impl Rowable for DatabaseRecord {
    type Column = DatabaseColumn;

    fn rows(&self, columns: &[DatabaseColumn]) -> Vec<Row<'_>> {
        let cell = |column: &DatabaseColumn| -> Cow<'_, str> {
            match column {
                DatabaseColumn::What => escape(&self.what),
                DatabaseColumn::Value => escape_owned(self.value.clone()).into(),
            }
        };
        vec![columns.iter().map(cell).collect()]
    }
}

impl Tableable for DatabaseReport {
    type Record = DatabaseRecord;

    fn columns(&self) -> &[DatabaseColumn] {
        &[DatabaseColumn::What, DatabaseColumn::Value]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["What", "Value"]
    }

    fn records(&self) -> &[DatabaseRecord] {
        &self.0
    }
}
