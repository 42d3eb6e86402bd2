//! Tables.

use askama::Template;

use super::Cell;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Column {
    /// What it is called.
    pub(in crate::ui) name: &'static str,
    /// Whether there are numbers in it.
    pub(in crate::ui) is_number: bool,
}

/// A table. Its first column says what each row is about.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Table {
    /// What is in it.
    pub(in crate::ui) caption: String,
    pub(in crate::ui) columns: Vec<Column>,
    pub(in crate::ui) rows: Vec<Vec<Cell>>,
    /// What to say where it is empty.
    pub(in crate::ui) empty: &'static str,
}

impl Table {
    /// A table with these columns; the names of those with numbers begin with `#`.
    pub(in crate::ui) fn new(
        caption: impl Into<String>,
        columns: &[&'static str],
        empty: &'static str,
    ) -> Self {
        let column = |name: &&'static str| match name.strip_prefix('#') {
            Some(name) => Column { name, is_number: true },
            None => Column { name, is_number: false },
        };
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            empty,
        }
    }

    /// The same with these rows.
    pub(in crate::ui) fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// The columns with what stands in them, for a row.
    pub(in crate::ui) fn named<'table>(
        &'table self,
        row: &'table [Cell],
    ) -> impl Iterator<Item = (&'table Column, &'table Cell)> {
        self.columns.iter().zip(row)
    }
}

/// One row of a table, as HTML.
#[derive(Debug, Template)]
#[template(path = "row.html", whitespace = "minimize")]
pub(in crate::ui) struct Row<'table> {
    pub(in crate::ui) table: &'table Table,
    pub(in crate::ui) row: &'table [Cell],
}
