//! What came of carrying something out: the report of `purge --yes`, `apply`, `undo`, `recover` and `empty`.

use std::borrow::Cow;

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::removal::Refusal;
use crate::removal::quarantine::{Carried, Deed, FileResult};

/// One distribution, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// The run that it was removed in, by which it can be undone.
    pub id: String,
    /// What came of it.
    pub carried: Carried,
}

/// A table with a row for each distribution, one for each file that failed, and with all files if that is wanted.
#[derive(Clone, Debug)]
pub struct PurgeReport<'purged> {
    records: Vec<PurgeRecord<'purged>>,
}

/// One distribution of it.
#[derive(Clone, Copy, Debug)]
pub struct PurgeRecord<'purged> {
    what: What<'purged>,
    with_files: bool,
}

#[derive(Clone, Copy, Debug)]
enum What<'purged> {
    Purged(&'purged Purged),
    Refused(&'purged Refusal),
}

impl<'purged> PurgeReport<'purged> {
    /// A report of these; `with_files` lists every file.
    #[must_use]
    pub fn new(purged: &'purged [Purged], refused: &'purged [Refusal], with_files: bool) -> Self {
        let purged = purged.iter().map(What::Purged);
        let all = purged.chain(refused.iter().map(What::Refused));
        Self { records: all.map(|what| PurgeRecord { what, with_files }).collect() }
    }
}

impl Rowable for PurgeRecord<'_> {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        match self.what {
            What::Refused(refusal) => vec![refused(refusal)],
            What::Purged(purged) => self.purged(purged),
        }
    }
}

impl PurgeRecord<'_> {
    fn purged<'purged>(self, Purged { id, carried }: &'purged Purged) -> Vec<Row<'purged>> {
        let label = escape_owned(carried.subject.label());
        let count = carried.files.iter().filter(|file| counts(file.deed)).count();
        let whole = vec![
            label.clone().into(),
            carried.outcome.as_str().into(),
            escape_path(&carried.site),
            count.to_string().into(),
            escape(id),
            carried.outcome.reason().map(escape).unwrap_or_default(),
        ];
        let shown = carried.files.iter().filter(|file| self.with_files || file.deed == Deed::Failed);
        let file = |file: &'purged FileResult| {
            let reason = file.reason.as_deref().map(escape).unwrap_or_default();
            vec![
                Cow::Owned(label.clone()),
                file.deed.as_str().into(),
                escape_path(&file.path),
                Cow::default(),
                escape(id),
                reason,
            ]
        };
        std::iter::once(whole).chain(shown.map(file)).collect()
    }
}

/// Whether it is a file of which something became another: what a person counts.
const fn counts(deed: Deed) -> bool {
    matches!(deed, Deed::Moved | Deed::Edited | Deed::PutBack | Deed::Deleted)
}

fn refused(refusal: &Refusal) -> Row<'_> {
    vec![
        escape_owned(refusal.subject.label()).into(),
        "refused".into(),
        escape_path(&refusal.site),
        Cow::default(),
        Cow::default(),
        escape_owned(format!("{} [{}]; {}", refusal.reason, refusal.code, refusal.code.advice())).into(),
    ]
}

impl<'purged> Tableable for PurgeReport<'purged> {
    type Record = PurgeRecord<'purged>;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["Package", "Result", "Where", "Files", "ID", "Reason"]
    }

    fn records(&self) -> &[Self::Record] {
        &self.records
    }
}
