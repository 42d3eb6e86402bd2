//! From an inventory to something that a person or a program reads.
//!
//! A report holds records. [`Rowable`] turns a record into rows, with derived columns where a table wants
//! them; [`Tableable`] gives header and records, and writes them as a table for a terminal or as delimited text.
//! JSON has shapes of its own in [`json`]: domain types are not wire types.

mod audit;
mod bill;
mod check;
mod count;
mod database;
mod delimited;
mod derived;
mod escape;
mod guards;
mod inspect;
pub mod json;
mod plan;
mod purged;
mod quarantined;
mod scan;
mod search;
mod table;
mod unpack;
mod validate;
mod verify;
mod vex;

use std::borrow::Cow;
use std::io::{self, Write};

pub use audit::{AuditColumn, AuditRecord, AuditReport};
pub use check::{CheckColumn, CheckRecord, CheckReport};
pub use count::CountReport;
pub use database::{DatabaseColumn, DatabaseRecord, DatabaseReport};
pub use delimited::{Delimiter, DelimiterError, write_delimited_row};
pub use derived::{PylockError, write_pylock, write_requirements};
pub(crate) use escape::is_unsafe;
pub use escape::{escape, escape_path};
pub use guards::{GuardReport, Guarded};
pub use inspect::{InspectColumn, InspectRecord, InspectReport};
pub use plan::{PlanRecord, PlanReport};
pub use purged::{PurgeRecord, PurgeReport, Purged};
pub use quarantined::QuarantineReport;
pub use scan::{Column, ScanRecord, ScanReport};
pub use search::{Pattern, PatternError, retain_matching};
pub use table::TableStyle;
pub use unpack::{UnpackCountRecord, UnpackCountReport, UnpackRecord, UnpackReport};
pub use validate::{ValidateColumn, ValidateReport};
pub use verify::{VerifyColumn, VerifyReport};
pub use vex::Issued;

/// The cells of a row, in the order of the columns.
pub type Row<'record> = Vec<Cow<'record, str>>;

/// A record that fills one or more rows of a table.
pub trait Rowable {
    /// What a column is chosen by.
    type Column: Copy;

    /// The rows, with a cell for each of the columns. Cells are escaped: they hold no control characters.
    fn rows(&self, columns: &[Self::Column]) -> Vec<Row<'_>>;
}

/// A report that is a table.
pub trait Tableable {
    /// What the rows come from.
    type Record: Rowable;

    /// The columns, in order.
    fn columns(&self) -> &[<Self::Record as Rowable>::Column];

    /// The header of each column.
    fn header(&self) -> Vec<&'static str>;

    /// The records, in the order in which they are shown.
    fn records(&self) -> &[Self::Record];

    /// All rows of all records.
    fn all_rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records().iter().flat_map(|record| record.rows(self.columns()))
    }

    /// Writes an aligned table, as a person reads it.
    fn write_table(&self, out: &mut dyn Write, style: &TableStyle) -> io::Result<()> {
        table::write(out, &self.header(), &self.all_rows().collect::<Vec<_>>(), style)
    }

    /// Writes delimited text, as a spreadsheet or a script reads it.
    fn write_delimited(&self, out: &mut dyn Write, delimiter: Delimiter) -> io::Result<()> {
        delimited::write(out, &self.header(), self.all_rows(), delimiter)
    }
}
