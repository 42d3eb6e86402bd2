//! One installed package, as the metadata on disk says.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ffi::OsStr;
use std::path::PathBuf;

use super::EmbeddedComponent;
use crate::metadata::direct_url::Origin;
use crate::metadata::file_name;
use crate::requirement::{PackageName, Version};

/// One installed package. Its identity comes from its metadata, not from the name of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// How it is installed.
    pub kind: DistributionKind,
    /// The name as the metadata writes it.
    pub name: PackageName,
    /// The version, if the metadata gives one.
    pub version: Option<InstalledVersion>,
    /// Whether the metadata gave name and version, or only the directory's name was left to go by.
    pub identity: IdentitySource,
    /// The directory, file or archive that holds the metadata.
    pub metadata_path: PathBuf,
    /// Where the metadata is a file below `metadata_path`: its name.
    pub metadata_file: Option<&'static str>,
    /// What the scan read beyond the identity, if it was asked to.
    pub details: Option<Box<Details>>,
}

/// How a distribution is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DistributionKind {
    /// `NAME-VERSION.dist-info`, the format of the specification "Recording installed projects".
    DistInfo,
    /// An `.egg-info` directory, as setuptools and Debian's packages leave it.
    EggInfoDirectory,
    /// An `.egg-info` file, as distutils leaves it.
    EggInfoFile,
    /// An `.egg` directory with `EGG-INFO` in it.
    EggDirectory,
    /// A zipped `.egg`.
    EggArchive,
    /// An `.egg-link` file of `setup.py develop`, which points at a source tree.
    EggLink,
    /// A record in `conda-meta` that no Python metadata stands for.
    Conda,
    /// A dist-info in a zip file (a wheel, say) that a `.pth` line puts on the path.
    ZippedDistInfo,
}

impl DistributionKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::DistInfo,
        Self::EggInfoDirectory,
        Self::EggInfoFile,
        Self::EggDirectory,
        Self::EggArchive,
        Self::EggLink,
        Self::Conda,
        Self::ZippedDistInfo,
    ];

    /// The stable word for it in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DistInfo => "dist-info",
            Self::EggInfoDirectory => "egg-info",
            Self::EggInfoFile => "egg-info-file",
            Self::EggDirectory => "egg",
            Self::EggArchive => "egg-zip",
            Self::EggLink => "egg-link",
            Self::Conda => "conda",
            Self::ZippedDistInfo => "dist-info-zip",
        }
    }
}

/// Where name and version came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentitySource {
    /// From the metadata.
    Metadata,
    /// The metadata gave no name, so the directory's or file's own name stands in. A problem says so.
    FileName,
}

impl IdentitySource {
    /// Every source.
    pub const ALL: &[Self] = &[Self::Metadata, Self::FileName];

    /// The stable word for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::FileName => "file-name",
        }
    }
}

/// A version as it was written, and as PEP 440 reads it.
#[derive(Clone, Debug)]
pub struct InstalledVersion {
    written: Box<str>,
    parsed: Option<Version>,
}

impl InstalledVersion {
    /// Takes a version as it was written, without the white space around it.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let written = written.trim();
        Self { written: written.into(), parsed: written.parse().ok() }
    }

    /// The version as it was written.
    #[must_use]
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// The version as PEP 440 reads it; `None` where it is not one.
    #[must_use]
    pub const fn parsed(&self) -> Option<&Version> {
        self.parsed.as_ref()
    }
}

/// What a version is compared by: two spellings of one version are one release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReleaseKey<'version> {
    /// A version of PEP 440.
    Parsed(&'version Version),
    /// Any other text, as written.
    Written(&'version str),
}

impl InstalledVersion {
    /// What it is compared by.
    #[must_use]
    pub fn key(&self) -> ReleaseKey<'_> {
        self.parsed.as_ref().map_or(ReleaseKey::Written(&self.written), ReleaseKey::Parsed)
    }
}

impl From<String> for InstalledVersion {
    fn from(written: String) -> Self {
        if written.trim().len() == written.len() {
            Self { parsed: written.parse().ok(), written: written.into() }
        } else {
            Self::new(&written)
        }
    }
}

impl PartialEq for InstalledVersion {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for InstalledVersion {}

impl Distribution {
    /// The version as it was written, or nothing.
    #[must_use]
    pub fn version_text(&self) -> &str {
        self.version.as_ref().map_or("", InstalledVersion::as_written)
    }

    /// `NAME-VERSION`, the way in which users see a package.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.version {
            Some(version) => [self.name.as_written(), "-", version.as_written()].concat(),
            None => self.name.to_string(),
        }
    }

    /// The metadata file itself.
    #[must_use]
    pub fn file_path(&self) -> PathBuf {
        self.metadata_file.map_or_else(|| self.metadata_path.clone(), |file| self.metadata_path.join(file))
    }

    /// What the directory's or file's name says, without its ending; `None` where the name is no statement on what is
    /// in it: an egg-link's metadata lies in a source tree, and conda's records are named after their build.
    #[must_use]
    pub fn told(&self) -> Option<Cow<'_, str>> {
        match self.kind {
            DistributionKind::EggLink | DistributionKind::Conda => None,
            _ => self.metadata_path.file_stem().map(OsStr::to_string_lossy),
        }
    }

    /// Whether the directory's or file's name tells of another distribution than the metadata in it.
    #[must_use]
    pub fn name_disagrees(&self) -> bool {
        let version = self.version_text();
        self.told().is_some_and(|told| !file_name::tells_of(told.as_bytes(), &self.name, version))
    }

    /// The order in which releases are listed: by name, and by version as PEP 440 orders them.
    #[must_use]
    pub fn compare_releases(&self, other: &Self) -> Ordering {
        // What has no version comes first, then what has one that is none, then the others in their order.
        fn key(found: &Distribution) -> (bool, Option<&Version>) {
            (found.version.is_some(), found.version.as_ref().and_then(InstalledVersion::parsed))
        }
        self.name
            .cmp(&other.name)
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.version_text().cmp(other.version_text()))
    }

    /// The order in which a site's distributions are listed.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        self.compare_releases(other)
            .then_with(|| self.kind.cmp(&other.kind))
            .then_with(|| self.metadata_path.cmp(&other.metadata_path))
    }
}

/// What a text takes beside its bytes, in bytes.
const TEXT: usize = 40;

/// What the metadata of a distribution says beyond name and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Where it was installed from, if that was recorded (PEP 610). `None` means from an index, as far as is known.
    pub origin: Option<Origin>,
    /// What installed it, from `INSTALLER`.
    pub installer: Option<String>,
    /// Whether somebody asked for it by name (PEP 376's `REQUESTED`).
    pub requested: bool,
    /// `Requires-Python`, as written.
    pub requires_python: Option<String>,
    /// `Requires-Dist`, as written, in order.
    pub requires: Vec<String>,
    /// `Provides-Extra`, as written, in order.
    pub extras: Vec<String>,
    /// `License-Expression` (PEP 639).
    pub license_expression: Option<String>,
    /// `License`, as written, its first line.
    pub license: Option<String>,
    /// `License-File`, in order.
    pub license_files: Vec<String>,
    /// The `License ::` classifiers, in order.
    pub license_classifiers: Vec<String>,
    /// The size of `RECORD` (or `installed-files.txt`) in bytes; `None` where there is none.
    pub record_bytes: Option<u64>,
    /// Build and channel, for what conda installed.
    pub conda: Option<CondaBuild>,
    /// What the bills of materials in its dist-info say that it embeds (PEP 770), sorted.
    pub embedded: Vec<EmbeddedComponent>,
}

impl Details {
    /// Whether nothing but an origin was read, as where no more is asked for: all else is not known then.
    #[must_use]
    pub fn is_origin_alone(&self) -> bool {
        self.origin.is_some() && *self == Self { origin: self.origin.clone(), ..Self::default() }
    }

    /// How much memory its texts take, in bytes, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        fn one(text: Option<&String>) -> usize {
            text.map_or(0, |text| text.len() + TEXT)
        }
        let lists = [&self.requires, &self.extras, &self.license_files, &self.license_classifiers];
        let lists: usize = lists.into_iter().flatten().map(|text| one(Some(text))).sum();
        let texts = [&self.installer, &self.requires_python, &self.license_expression, &self.license];
        let texts: usize = texts.into_iter().map(|text| one(text.as_ref())).sum();
        let parts = |found: &EmbeddedComponent| {
            one(Some(&found.name))
                + one(found.version.as_ref())
                + one(found.purl.as_ref())
                + one(Some(&found.file))
        };
        let origin = self.origin.as_ref().map_or(0, |origin| origin.url().len() + TEXT);
        let conda = self.conda.as_ref().map_or(0, |conda| {
            let texts = [Some(&conda.name), Some(&conda.build), Some(&conda.channel)];
            let others = [&conda.subdir, &conda.archive, &conda.md5, &conda.sha256].map(Option::as_ref);
            texts.into_iter().chain(others).map(one).sum()
        });
        origin + conda + lists + texts + self.embedded.iter().map(parts).sum::<usize>()
    }
}

/// What conda records of a package that it installed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CondaBuild {
    /// The name under which conda knows it.
    pub name: String,
    /// The build string.
    pub build: String,
    /// The channel that it came from, without credentials.
    pub channel: String,
    /// The channel's part for a platform (`linux-64`, `noarch`), if it is recorded.
    pub subdir: Option<String>,
    /// The archive's file name, if it is recorded.
    pub archive: Option<String>,
    /// The archive's MD5 in lower-case hexadecimal, if it is recorded.
    pub md5: Option<String>,
    /// The archive's SHA-256 in lower-case hexadecimal, if it is recorded.
    pub sha256: Option<String>,
}
