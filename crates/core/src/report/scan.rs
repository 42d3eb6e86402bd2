//! Every distribution and where it lies: the report of `scan` and `search`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::inventory::{Details, Distribution, Environment, Inventory, Site};

macro_rules! columns {
    ($($(#[doc = $text:literal])+ $variant:ident = $name:literal, $header:literal, details: $details:literal;)+) => {
        /// A column of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $($(#[doc = $text])+ $variant,)+ }

        impl Column {
            /// Every column.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word that chooses it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Its header.
            #[must_use]
            pub const fn header(self) -> &'static str {
                match self { $(Self::$variant => $header,)+ }
            }

            /// What it shows, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($text,)+).trim_ascii(),)+ }
            }

            /// Whether more than the identity must be read to fill it.
            #[must_use]
            pub const fn needs_details(self) -> bool {
                match self { $(Self::$variant => $details,)+ }
            }
        }
    };
}

columns! {
    /// Name and version, as NAME-VERSION.
    Package = "package", "Package", details: false;
    /// The directory that it is installed in.
    Site = "site", "Site", details: false;
    /// The name as its metadata writes it.
    Name = "name", "Name", details: false;
    /// The version as its metadata writes it.
    Version = "version", "Version", details: false;
    /// The name as PEP 503 folds it.
    Normalized = "normalized", "Normalized", details: false;
    /// How it is installed: dist-info, egg-info, conda …
    Kind = "kind", "Kind", details: false;
    /// What the site is: environment, user, target …
    SiteKind = "site-kind", "Site kind", details: false;
    /// The environments that see the site.
    Environment = "environment", "Environment", details: false;
    /// The Python versions of these environments.
    Python = "python", "Python", details: false;
    /// Where its metadata lies.
    Metadata = "metadata", "Metadata", details: false;
    /// Where it was installed from, if not from an index.
    Origin = "origin", "Origin", details: true;
    /// What installed it.
    Installer = "installer", "Installer", details: true;
    /// Whether it was asked for, or came as a requirement of another.
    Requested = "requested", "Requested", details: true;
    /// The Python versions that it says it needs.
    RequiresPython = "requires-python", "Requires-Python", details: true;
    /// Its licence, as its metadata says.
    License = "license", "License", details: true;
    /// The size of its RECORD in bytes.
    RecordBytes = "record-bytes", "Record bytes", details: true;
}

impl std::str::FromStr for Column {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|column| column.name().eq_ignore_ascii_case(text));
        found.copied().ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|column| column.name()).collect();
            format!("no such column; there are {}", known.join(", "))
        })
    }
}

/// One distribution in one site, with the environments that see it.
#[derive(Clone, Debug)]
pub struct ScanRecord<'inventory> {
    distribution: &'inventory Distribution,
    site: &'inventory Site,
    place: Rc<Place<'inventory>>,
}

/// What the records of one site share.
#[derive(Debug)]
struct Place<'inventory> {
    /// The site's path, escaped.
    path: Cow<'inventory, str>,
    environments: Vec<&'inventory Environment>,
}

/// A table of distributions.
#[derive(Clone, Debug)]
pub struct ScanReport<'inventory> {
    columns: Vec<Column>,
    records: Vec<ScanRecord<'inventory>>,
}

impl<'inventory> ScanReport<'inventory> {
    /// The columns that are shown where none were chosen.
    pub const DEFAULT_COLUMNS: [Column; 2] = [Column::Package, Column::Site];

    /// A report of everything in an inventory.
    #[must_use]
    pub fn new(inventory: &'inventory Inventory, columns: Vec<Column>) -> Self {
        let mut seeing: HashMap<&Path, Vec<&Environment>> = HashMap::new();
        if columns.iter().any(|column| matches!(column, Column::Environment | Column::Python)) {
            for environment in &inventory.environments {
                for site in &environment.sites {
                    seeing.entry(site).or_default().push(environment);
                }
            }
        }
        let place = |site: &'inventory Site| {
            let environments = seeing.remove(site.path.as_path()).unwrap_or_default();
            Rc::new(Place { path: escape_path(&site.path), environments })
        };
        let places: Vec<Rc<Place<'_>>> = inventory.sites.iter().map(place).collect();
        let record = |(distribution, place): (&'inventory Distribution, usize)| ScanRecord {
            distribution,
            site: &inventory.sites[place],
            place: Rc::clone(&places[place]),
        };
        Self { columns, records: inventory.installed_at().into_iter().map(record).collect() }
    }
}

impl Rowable for ScanRecord<'_> {
    type Column = Column;

    fn rows(&self, columns: &[Column]) -> Vec<Row<'_>> {
        vec![columns.iter().map(|column| self.cell(*column)).collect()]
    }
}

impl ScanRecord<'_> {
    fn cell(&self, column: Column) -> Cow<'_, str> {
        let Self { distribution, site, .. } = self;
        let details = distribution.details.as_deref();
        match column {
            Column::Package => escape_owned(distribution.label()).into(),
            Column::Site => Cow::Borrowed(&self.place.path),
            Column::Name => escape(distribution.name.as_written()),
            Column::Version => escape(distribution.version_text()),
            Column::Normalized => escape(distribution.name.normalized()),
            Column::Kind => distribution.kind.as_str().into(),
            Column::SiteKind => site.kind.as_str().into(),
            Column::Environment => self.prefixes().into(),
            Column::Python => self.versions().into(),
            Column::Metadata => escape_path(&distribution.file_path()).into_owned().into(),
            Column::Origin => {
                let origin = details.and_then(|details| details.origin.as_ref());
                origin.map(|origin| escape(&origin.to_string()).into_owned()).unwrap_or_default().into()
            }
            Column::Installer => text(details.and_then(|details| details.installer.as_deref())),
            Column::Requested => {
                if details.is_some_and(|details| details.requested) { "yes" } else { "no" }.into()
            }
            Column::RequiresPython => text(details.and_then(|details| details.requires_python.as_deref())),
            Column::License => text(details.and_then(license)),
            Column::RecordBytes => {
                let bytes = details.and_then(|details| details.record_bytes);
                bytes.map(|bytes| bytes.to_string()).unwrap_or_default().into()
            }
        }
    }

    fn prefixes(&self) -> String {
        let prefixes: Vec<_> =
            self.place.environments.iter().map(|found| escape_path(&found.prefix)).collect();
        prefixes.join(" ")
    }

    fn versions(&self) -> String {
        let mut versions: Vec<String> =
            self.place.environments.iter().map(|found| found.version.to_string()).collect();
        versions.sort();
        versions.dedup();
        escape(&versions.join(" ")).into_owned()
    }
}

fn text(text: Option<&str>) -> Cow<'_, str> {
    escape(text.unwrap_or_default())
}

/// The most exact of what metadata says of a licence.
fn license(details: &Details) -> Option<&str> {
    let classifier = || details.license_classifiers.first()?.rsplit("::").next().map(str::trim);
    // Older versions of setuptools wrote that where nothing was said.
    let told = details.license.as_deref().filter(|license| *license != "UNKNOWN");
    details.license_expression.as_deref().or(told).or_else(classifier)
}

impl<'inventory> Tableable for ScanReport<'inventory> {
    type Record = ScanRecord<'inventory>;

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.header()).collect()
    }

    fn records(&self) -> &[ScanRecord<'inventory>] {
        &self.records
    }
}
