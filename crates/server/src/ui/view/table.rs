//! Tables.

use askama::Template;

use super::Cell;
use crate::ui::link::Href;

/// A column.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Column {
    /// What it is called.
    pub(in crate::ui) name: &'static str,
    /// Whether there are numbers in it.
    pub(in crate::ui) is_number: bool,
    /// How the list is asked for in the order of this column, however long it is: under which name, and from the lowest and from the highest.
    pub(in crate::ui) order: Option<(&'static str, [&'static str; 2])>,
    /// Where the list is in the order of this column, and how it is ordered by it now.
    pub(in crate::ui) sort: Option<(Href, Sorted)>,
}

/// How a table is ordered by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Sorted {
    /// It is not.
    Not,
    /// The lowest comes first.
    Up,
    /// The highest comes first.
    Down,
}

impl Sorted {
    /// The word for it of `aria-sort` (WAI-ARIA 1.2, section 6.6).
    pub(in crate::ui) const fn word(self) -> &'static str {
        match self {
            Self::Not => "none",
            Self::Up => "ascending",
            Self::Down => "descending",
        }
    }
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
    /// By which column it is ordered, and how, where nothing is asked for.
    pub(in crate::ui) usual: Option<(&'static str, Sorted)>,
    /// Where it is ordered by what changes: how the list is asked for in an order that does not.
    pub(in crate::ui) steady: Option<(&'static str, &'static str)>,
}

impl Table {
    /// A table with these columns; the names of those with numbers begin with `#`.
    pub(in crate::ui) fn new(
        caption: impl Into<String>,
        columns: &[&'static str],
        empty: &'static str,
    ) -> Self {
        let column = |name: &&'static str| match name.strip_prefix('#') {
            Some(name) => Column { name, is_number: true, order: None, sort: None },
            None => Column { name, is_number: false, order: None, sort: None },
        };
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            empty,
            usual: None,
            steady: None,
        }
    }

    /// The same, where the list is ordered by a column as this is asked for: from the lowest, and from the highest.
    pub(in crate::ui) fn ordered(
        mut self,
        column: &'static str,
        name: &'static str,
        values: [&'static str; 2],
    ) -> Self {
        if let Some(column) = self.columns.iter_mut().find(|known| known.name == column) {
            column.order = Some((name, values));
        }
        self
    }

    /// The same, where it is ordered by that column when nothing is asked for.
    pub(in crate::ui) const fn usually(mut self, column: &'static str, sorted: Sorted) -> Self {
        self.usual = Some((column, sorted));
        self
    }

    /// The same, whose rows change in what they are ordered by: asked for like this, the list is in an order that does not change.
    pub(in crate::ui) const fn steadily(mut self, name: &'static str, value: &'static str) -> Self {
        self.steady = Some((name, value));
        self
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
