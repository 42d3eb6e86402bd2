//! How much there is: the report of `count`.

use super::{Row, Rowable, Tableable};
use crate::inventory::Totals;

/// The totals of an inventory, as a table of one row.
#[derive(Clone, Debug)]
pub struct CountReport {
    records: [Totals; 1],
}

impl CountReport {
    /// A report of these totals.
    #[must_use]
    pub const fn new(totals: Totals) -> Self {
        Self { records: [totals] }
    }
}

impl Rowable for Totals {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        vec![
            [self.interpreters, self.sites, self.releases]
                .iter()
                .map(|count| count.to_string().into())
                .collect(),
        ]
    }
}

impl Tableable for CountReport {
    type Record = Totals;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["Executables", "Sites", "Packages"]
    }

    fn records(&self) -> &[Totals] {
        &self.records
    }
}
