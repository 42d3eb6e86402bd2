//! What lies in quarantine: the report of `purge list`.

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::removal::quarantine::Quarantined;

/// A table with a row for each distribution that lies in quarantine.
#[derive(Clone, Debug)]
pub struct QuarantineReport<'found> {
    found: &'found [Quarantined],
}

impl<'found> QuarantineReport<'found> {
    /// A report of these.
    #[must_use]
    pub const fn new(found: &'found [Quarantined]) -> Self {
        Self { found }
    }
}

impl Rowable for Quarantined {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        vec![vec![
            escape(&self.id),
            self.created.to_string().into(),
            self.state.as_str().into(),
            escape_owned(self.subject.label()).into(),
            escape_path(&self.site),
            self.files.to_string().into(),
            self.bytes.to_string().into(),
            escape_owned(self.reasons.join("; ")).into(),
        ]]
    }
}

impl Tableable for QuarantineReport<'_> {
    type Record = Quarantined;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["ID", "Removed", "State", "Package", "Site", "Files", "Bytes", "Why"]
    }

    fn records(&self) -> &[Quarantined] {
        self.found
    }
}
