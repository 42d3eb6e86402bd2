//! The files of distributions, counted or listed: the reports of `unpack`.

use std::borrow::Cow;

use super::escape::{escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::integrity::unpack::{UnpackCounts, Unpacked, UnpackedFile};

/// How many files each distribution has.
#[derive(Clone, Debug)]
pub struct UnpackCountReport<'unpacked> {
    records: Vec<UnpackCountRecord<'unpacked>>,
}

/// One distribution of it.
#[derive(Clone, Copy, Debug)]
pub struct UnpackCountRecord<'unpacked>(&'unpacked Unpacked<'unpacked>);

/// The files of each distribution.
#[derive(Clone, Debug)]
pub struct UnpackReport<'unpacked> {
    records: Vec<UnpackRecord<'unpacked>>,
}

/// One distribution of it.
#[derive(Clone, Copy, Debug)]
pub struct UnpackRecord<'unpacked>(&'unpacked Unpacked<'unpacked>);

impl<'unpacked> UnpackCountReport<'unpacked> {
    /// A report of what was unpacked.
    #[must_use]
    pub fn new(unpacked: &'unpacked [Unpacked<'unpacked>]) -> Self {
        Self { records: unpacked.iter().map(UnpackCountRecord).collect() }
    }
}

impl<'unpacked> UnpackReport<'unpacked> {
    /// A report of what was unpacked.
    #[must_use]
    pub fn new(unpacked: &'unpacked [Unpacked<'unpacked>]) -> Self {
        Self { records: unpacked.iter().map(UnpackRecord).collect() }
    }
}

impl Rowable for UnpackCountRecord<'_> {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        let UnpackCounts { files, directories, missing, bytes, .. } = self.0.counts;
        let counts = [files, directories, missing, bytes];
        let label = escape_owned(self.0.distribution.label()).into();
        let row = [label, escape_path(self.0.site)].into_iter();
        vec![row.chain(counts.iter().map(|count| Cow::Owned(count.to_string()))).collect()]
    }
}

impl<'unpacked> Tableable for UnpackCountReport<'unpacked> {
    type Record = UnpackCountRecord<'unpacked>;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["Package", "Site", "Files", "Dirs", "Missing", "Bytes"]
    }

    fn records(&self) -> &[Self::Record] {
        &self.records
    }
}

impl Rowable for UnpackRecord<'_> {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        let label = escape_owned(self.0.distribution.label());
        let site = escape_path(self.0.site);
        let row = |file: &UnpackedFile| {
            let size = file.size.map(|size| size.to_string()).unwrap_or_default();
            let path = escape_path(&file.path).into_owned();
            vec![
                Cow::Owned(label.clone()),
                Cow::Owned(site.clone().into_owned()),
                Cow::Owned(path),
                exists(file).into(),
                size.into(),
            ]
        };
        self.0.files.iter().map(row).collect()
    }
}

/// What lies outside of the directory that the distribution was installed into is not looked at.
fn exists(file: &UnpackedFile) -> &'static str {
    match (file.is_outside, file.kind) {
        (true, _) => "outside",
        (false, Some(_)) => "yes",
        (false, None) => "no",
    }
}

impl<'unpacked> Tableable for UnpackReport<'unpacked> {
    type Record = UnpackRecord<'unpacked>;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["Package", "Site", "Artifacts", "Exists", "Size"]
    }

    fn records(&self) -> &[Self::Record] {
        &self.records
    }
}
