//! Lists of the API, and how they are given: a table, delimited text, or the JSON that the API answered.

use std::io::Write;

use fetter_core::report::Tableable;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::column::{Cells, Column};
use crate::arguments::{Output, Paging};
use crate::commands::session::{Session, say};
use crate::exit::Exit;

/// A list, or the part of it that was asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::commands) struct Listing {
    /// What the API answered, as it is.
    pub(in crate::commands) items: Vec<Value>,
    /// What goes on with it; `None` where that is all.
    pub(in crate::commands) next: Option<String>,
    /// What else the API says of a list.
    #[serde(flatten)]
    pub(in crate::commands) beside: Map<String, Value>,
}

/// A table of such items.
struct Table {
    columns: &'static [Column],
    rows: Vec<Cells>,
}

impl Table {
    fn new(columns: &'static [Column], items: &[Value]) -> Self {
        let row = |item| Cells(columns.iter().map(|column| column.cell(item)).collect());
        Self { columns, rows: items.iter().map(row).collect() }
    }
}

impl Tableable for Table {
    type Record = Cells;

    fn columns(&self) -> &[Column] {
        self.columns
    }

    fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.header).collect()
    }

    fn records(&self) -> &[Cells] {
        &self.rows
    }
}

/// Gives a list in the form that was asked for, and says where there is more of it.
pub(in crate::commands) fn give_list(
    session: &Session,
    output: Option<&Output>,
    list: &Listing,
    columns: &'static [Column],
    paging: &Paging,
) -> anyhow::Result<Exit> {
    give(session, output, &list.items, columns, list)?;
    // Where one may ask for what comes later, the list goes on although it was shorter than it might have been.
    let is_cut = list.next.is_some() && list.items.len() >= paging.limit as usize;
    if is_cut && !session.is_quiet() {
        say(&format!("fetter: there may be more than these {}: --limit shows more", list.items.len()));
    }
    Ok(Exit::Done)
}

/// Gives rows in the form that was asked for; as JSON, that.
pub(in crate::commands) fn give(
    session: &Session,
    output: Option<&Output>,
    rows: &[Value],
    columns: &'static [Column],
    document: &impl Serialize,
) -> anyhow::Result<()> {
    session.give(output, || Table::new(columns, rows), |out| json(out, document))
}

/// Gives one thing: a table of its fields, or the JSON that the API answered.
pub(in crate::commands) fn give_one(
    session: &Session,
    output: Option<&Output>,
    item: &Value,
    fields: &[Column],
) -> anyhow::Result<Exit> {
    session.give(output, || fields_of(item, fields), |out| json(out, item))?;
    Ok(Exit::Done)
}

/// A row for each field.
fn fields_of(item: &Value, fields: &[Column]) -> Table {
    const COLUMNS: [Column; 2] = [
        Column::new("Field", super::column::Form::Plain("")),
        Column::new("Value", super::column::Form::Plain("")),
    ];
    let rows = fields.iter().map(|field| Cells(vec![field.header.to_owned(), field.cell(item)]));
    Table { columns: &COLUMNS, rows: rows.collect() }
}

fn json(out: &mut dyn Write, value: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
