//! Sites and what is installed in them, in JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReadError;
use super::conda::WireConda;
use super::embedded::WireEmbedded;
use super::path::{WirePath, domain, wire};
use super::words::Word;
use crate::inventory::{
    CondaBuild, Details, Distribution, EmbeddedComponent, InstalledVersion, PathFile, PathFileAction,
    PathFileLine, Site,
};
use crate::metadata::direct_url::Origin;
use crate::requirement::PackageName;

/// One place that packages are found in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireSite {
    /// Its real path.
    pub path: WirePath,
    /// `environment`, `user`, `prefix`, `target`, `linked`, `archive`, `standard-library`, `checkout` or `conda-meta`.
    pub kind: String,
    /// What is installed in it.
    pub distributions: Vec<WireDistribution>,
    /// Its `.pth` files.
    pub path_files: Vec<WirePathFile>,
    /// What pip left behind when it was interrupted.
    pub leftovers: Vec<WirePath>,
}

/// One installed package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireDistribution {
    /// `dist-info`, `egg-info`, `egg-info-file`, `egg`, `egg-zip`, `egg-link`, `conda` or `dist-info-zip`.
    pub kind: String,
    /// The name as its metadata writes it.
    pub name: String,
    /// The name as PEP 503 folds it.
    pub normalized_name: String,
    /// The version as its metadata writes it.
    pub version: Option<String>,
    /// The version in the normal form of PEP 440; absent where it is not one.
    pub normalized_version: Option<String>,
    /// `metadata`, or `file-name` where the metadata gave no name.
    pub identity: String,
    /// What the directory's or file's name says, without its ending.
    pub told: Option<String>,
    /// Whether that tells of another distribution than the metadata.
    pub name_disagrees: bool,
    /// The directory, file or archive that holds the metadata.
    pub metadata_path: WirePath,
    /// Where the metadata is a file below that: its name.
    pub metadata_file: Option<String>,
    /// What the metadata says beyond that; absent where only the identity was read.
    pub details: Option<WireDetails>,
}

/// What metadata says beyond name and version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireDetails {
    /// Where it was installed from (PEP 610); absent: from an index, as far as is known.
    pub origin: Option<WireOrigin>,
    /// What installed it.
    pub installer: Option<String>,
    /// Whether it was asked for by name.
    pub requested: bool,
    /// `Requires-Python`.
    pub requires_python: Option<String>,
    /// `Requires-Dist`, in order.
    pub requires: Vec<String>,
    /// `Provides-Extra`, in order.
    pub extras: Vec<String>,
    /// `License-Expression` (PEP 639).
    pub license_expression: Option<String>,
    /// `License`, its first line.
    pub license: Option<String>,
    /// `License-File`, in order.
    pub license_files: Vec<String>,
    /// The `License ::` classifiers, in order.
    pub license_classifiers: Vec<String>,
    /// The size of its RECORD in bytes; absent where it has none.
    pub record_bytes: Option<u64>,
    /// What conda records of it.
    pub conda: Option<WireConda>,
    /// What the bills of materials in its dist-info list (PEP 770); absent where there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub embedded: Vec<WireEmbedded>,
}

/// Where a distribution came from, without credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum WireOrigin {
    /// A wheel or source archive.
    Archive {
        /// The URL.
        url: String,
        /// Its hashes by algorithm, hexadecimal.
        hashes: BTreeMap<String, String>,
        /// Where in the archive the project lies.
        subdirectory: Option<String>,
    },
    /// A version control repository.
    Vcs {
        /// The URL.
        url: String,
        /// `git`, `hg`, `bzr` or `svn`.
        vcs: String,
        /// What was asked for.
        requested_revision: Option<String>,
        /// What was installed.
        commit: Option<String>,
        /// Where in the repository the project lies.
        subdirectory: Option<String>,
    },
    /// A local directory.
    Directory {
        /// The URL.
        url: String,
        /// Whether the source tree itself is on the path.
        editable: bool,
        /// Where in the directory the project lies.
        subdirectory: Option<String>,
    },
}

/// A `.pth` file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePathFile {
    /// Its name.
    pub name: WirePath,
    /// Its lines that are neither blank nor comments.
    pub lines: Vec<WirePathFileLine>,
}

/// A line of a `.pth` file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePathFileLine {
    /// The line's number, from 1.
    pub number: u64,
    /// The line.
    pub text: String,
    /// Whether Python runs it (fetter does not); otherwise it adds a path.
    pub is_import: bool,
    /// For a path: where it leads, if something is there.
    pub target: Option<WirePath>,
}

impl From<&Site> for WireSite {
    fn from(site: &Site) -> Self {
        Self {
            path: (&site.path).into(),
            kind: site.kind.word().to_owned(),
            distributions: site.distributions.iter().map(WireDistribution::from).collect(),
            path_files: site.path_files.iter().map(WirePathFile::from).collect(),
            leftovers: wire(&site.leftovers),
        }
    }
}

impl TryFrom<WireSite> for Site {
    type Error = ReadError;

    fn try_from(wire: WireSite) -> Result<Self, ReadError> {
        Ok(Self {
            path: wire.path.try_into()?,
            kind: Word::read(&wire.kind)?,
            distributions: wire
                .distributions
                .into_iter()
                .map(Distribution::try_from)
                .collect::<Result<_, _>>()?,
            path_files: wire.path_files.into_iter().map(PathFile::try_from).collect::<Result<_, _>>()?,
            leftovers: domain(wire.leftovers)?,
        })
    }
}

impl From<&Distribution> for WireDistribution {
    fn from(found: &Distribution) -> Self {
        let version = found.version.as_ref();
        Self {
            kind: found.kind.word().to_owned(),
            name: found.name.as_written().to_owned(),
            normalized_name: found.name.normalized().to_owned(),
            version: version.map(|version| version.as_written().to_owned()),
            normalized_version: version.and_then(InstalledVersion::parsed).map(ToString::to_string),
            identity: found.identity.word().to_owned(),
            told: found.told().map(Cow::into_owned),
            name_disagrees: found.name_disagrees(),
            metadata_path: (&found.metadata_path).into(),
            metadata_file: found.metadata_file.map(str::to_owned),
            details: found.details.as_deref().map(WireDetails::from),
        }
    }
}

impl TryFrom<WireDistribution> for Distribution {
    type Error = ReadError;

    fn try_from(wire: WireDistribution) -> Result<Self, ReadError> {
        Ok(Self {
            kind: Word::read(&wire.kind)?,
            name: PackageName::new(&wire.name),
            version: wire.version.as_deref().map(InstalledVersion::new),
            identity: Word::read(&wire.identity)?,
            metadata_path: PathBuf::try_from(wire.metadata_path)?,
            metadata_file: wire.metadata_file.as_deref().map(metadata_file).transpose()?,
            details: wire.details.map(|details| Box::new(details.into())),
        })
    }
}

fn metadata_file(name: &str) -> Result<&'static str, ReadError> {
    let known = ["METADATA", "PKG-INFO", "EGG-INFO/PKG-INFO"].into_iter().find(|known| *known == name);
    known.ok_or_else(|| ReadError::UnknownWord { what: "metadata file", word: name.to_owned() })
}

impl From<&Details> for WireDetails {
    fn from(details: &Details) -> Self {
        let details = details.clone();
        Self {
            origin: details.origin.map(WireOrigin::from),
            installer: details.installer,
            requested: details.requested,
            requires_python: details.requires_python,
            requires: details.requires,
            extras: details.extras,
            license_expression: details.license_expression,
            license: details.license,
            license_files: details.license_files,
            license_classifiers: details.license_classifiers,
            record_bytes: details.record_bytes,
            conda: details.conda.map(WireConda::from),
            embedded: details.embedded.into_iter().map(WireEmbedded::from).collect(),
        }
    }
}

impl From<WireDetails> for Details {
    fn from(wire: WireDetails) -> Self {
        Self {
            origin: wire.origin.map(Origin::from),
            installer: wire.installer,
            requested: wire.requested,
            requires_python: wire.requires_python,
            requires: wire.requires,
            extras: wire.extras,
            license_expression: wire.license_expression,
            license: wire.license,
            license_files: wire.license_files,
            license_classifiers: wire.license_classifiers,
            record_bytes: wire.record_bytes,
            conda: wire.conda.map(CondaBuild::from),
            embedded: wire.embedded.into_iter().map(EmbeddedComponent::from).collect(),
        }
    }
}

impl From<Origin> for WireOrigin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Archive { url, hashes, subdirectory } => Self::Archive { url, hashes, subdirectory },
            Origin::Vcs { url, vcs, requested_revision, commit, subdirectory } => {
                Self::Vcs { url, vcs, requested_revision, commit, subdirectory }
            }
            Origin::Directory { url, editable, subdirectory } => {
                Self::Directory { url, editable, subdirectory }
            }
        }
    }
}

impl From<WireOrigin> for Origin {
    fn from(wire: WireOrigin) -> Self {
        match wire {
            WireOrigin::Archive { url, hashes, subdirectory } => Self::Archive { url, hashes, subdirectory },
            WireOrigin::Vcs { url, vcs, requested_revision, commit, subdirectory } => {
                Self::Vcs { url, vcs, requested_revision, commit, subdirectory }
            }
            WireOrigin::Directory { url, editable, subdirectory } => {
                Self::Directory { url, editable, subdirectory }
            }
        }
    }
}

impl From<&PathFile> for WirePathFile {
    fn from(file: &PathFile) -> Self {
        let line = |line: &PathFileLine| WirePathFileLine {
            number: line.number,
            text: line.text.clone(),
            is_import: line.action == PathFileAction::Import,
            target: match &line.action {
                PathFileAction::Path { target: Some(target) } => Some(target.into()),
                _ => None,
            },
        };
        Self { name: (&file.name).into(), lines: file.lines.iter().map(line).collect() }
    }
}

impl TryFrom<WirePathFile> for PathFile {
    type Error = ReadError;

    fn try_from(wire: WirePathFile) -> Result<Self, ReadError> {
        let line = |wire: WirePathFileLine| {
            let target = wire.target.map(TryInto::try_into).transpose()?;
            let action =
                if wire.is_import { PathFileAction::Import } else { PathFileAction::Path { target } };
            Ok(PathFileLine { number: wire.number, text: wire.text, action })
        };
        let lines = wire.lines.into_iter().map(line).collect::<Result<_, ReadError>>()?;
        Ok(Self { name: wire.name.try_into()?, lines })
    }
}
