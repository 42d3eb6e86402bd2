//! What a site holds, without where it is: equal sites on different machines are the same bytes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Checker, Kind, Message, MessageError, write};
use crate::{Digest, limits};

/// The contents of a site. Its canonical form is what [`SiteContents::canonical`] writes; its digest is the one of those bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SiteContents {
    /// `fetter-site`.
    pub schema: String,
    /// 1.
    pub version: u32,
    /// What is installed in it, sorted.
    pub distributions: Vec<DistributionRecord>,
    /// How many distributions there are beyond those that may be told.
    #[serde(default)]
    pub left_out: u64,
}

/// One installed package.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct DistributionRecord {
    /// The name as the metadata writes it.
    pub name: String,
    /// The version; `null` where the metadata gives none.
    pub version: Option<String>,
    /// How it is installed: `dist-info`, `egg-info` …
    pub kind: String,
    /// `metadata`, or `file-name` where only the name of a directory was left to go by.
    pub identity: String,
    /// Where it came from, if that was recorded (PEP 610).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<OriginRecord>,
    /// What installed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub installer: Option<String>,
    /// Whether somebody asked for it by name.
    #[serde(default)]
    pub requested: bool,
    /// `Requires-Python`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requires_python: Option<String>,
    /// `Requires-Dist`, as written, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// `License`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// What conda recorded of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conda: Option<CondaRecord>,
    /// What it says that it embeds (PEP 770), sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub embedded: Vec<EmbeddedRecord>,
    /// Whether all of this was read and told. Where not, what is not there is not known, and not that there is none.
    #[serde(default, skip_serializing_if = "is_false")]
    pub details: bool,
    /// `License-Expression` (PEP 639).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license_expression: Option<String>,
    /// The `License ::` classifiers, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub license_classifiers: Vec<String>,
    /// `License-File`, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub license_files: Vec<String>,
    /// `Provides-Extra`, as written, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<String>,
}

/// Where a distribution was installed from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum OriginRecord {
    /// A wheel or source archive.
    Archive {
        /// The URL, without credentials.
        url: String,
        /// Its hashes by algorithm.
        #[serde(default)]
        hashes: BTreeMap<String, String>,
        /// The directory of the archive that holds the project.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subdirectory: Option<String>,
    },
    /// A version control repository.
    Vcs {
        /// The URL, without credentials.
        url: String,
        /// `git`, `hg`, `bzr` or `svn`.
        vcs: String,
        /// The commit that was installed.
        #[serde(default)]
        commit: Option<String>,
        /// What was asked for: a branch, a tag, a commit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        requested_revision: Option<String>,
        /// The directory of the repository that holds the project.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subdirectory: Option<String>,
    },
    /// A local directory.
    Directory {
        /// The URL.
        url: String,
        /// Whether the source tree itself is on the path.
        #[serde(default)]
        editable: bool,
        /// The directory below it that holds the project.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subdirectory: Option<String>,
    },
}

/// What conda recorded of what it installed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct CondaRecord {
    /// The name under which conda knows it.
    pub name: String,
    /// The build string.
    pub build: String,
    /// The channel, without credentials.
    pub channel: String,
    /// The channel's part for a platform (`linux-64`, `noarch`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdir: Option<String>,
    /// The archive's file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// The archive's MD5, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub md5: Option<String>,
    /// The archive's SHA-256, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A component that a distribution says that it embeds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct EmbeddedRecord {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL.
    pub purl: Option<String>,
    /// The file in `sboms` that lists it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
}

impl SiteContents {
    /// The contents with these distributions, in whatever order they come, and so many more that are left out.
    #[must_use]
    pub fn new(mut distributions: Vec<DistributionRecord>, left_out: u64) -> Self {
        distributions.sort();
        Self {
            schema: Kind::Site.schema().to_owned(),
            version: Kind::Site.version(),
            distributions,
            left_out,
        }
    }

    /// The canonical bytes and their digest.
    pub fn canonical(&self) -> Result<(Digest, Vec<u8>), MessageError> {
        let bytes = write(self)?;
        Ok((Digest::of(&bytes), bytes))
    }
}

impl Message for SiteContents {
    const KIND: Kind = Kind::Site;

    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.at_most("distributions", self.distributions.len(), limits::DISTRIBUTIONS)?;
        checker.form("distributions", self.distributions.is_sorted(), "sorted")?;
        self.distributions.iter().try_for_each(|distribution| distribution.check(checker))
    }
}

impl DistributionRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.name("name", &self.name)?;
        checker.name("version", self.version.as_deref().unwrap_or_default())?;
        checker.name("kind", &self.kind)?;
        checker.name("identity", &self.identity)?;
        checker.name("installer", self.installer.as_deref().unwrap_or_default())?;
        texts(
            checker,
            [
                ("requires_python", &self.requires_python),
                ("license", &self.license),
                ("license_expression", &self.license_expression),
            ],
        )?;
        for (field, lines) in [
            ("requires", &self.requires),
            ("license_classifiers", &self.license_classifiers),
            ("license_files", &self.license_files),
            ("extras", &self.extras),
        ] {
            checker.at_most(field, lines.len(), limits::PARTS)?;
            lines.iter().try_for_each(|line| checker.text(field, line))?;
        }
        self.conda.as_ref().map_or(Ok(()), |conda| conda.check(checker))?;
        checker.at_most("embedded", self.embedded.len(), limits::PARTS)?;
        self.embedded.iter().try_for_each(|component| component.check(checker))?;
        self.origin.as_ref().map_or(Ok(()), |origin| origin.check(checker))
    }
}

impl CondaRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.name("conda.name", &self.name)?;
        checker.name("conda.build", &self.build)?;
        checker.text("conda.channel", &self.channel)?;
        texts(
            checker,
            [
                ("conda.subdir", &self.subdir),
                ("conda.archive", &self.archive),
                ("conda.md5", &self.md5),
                ("conda.sha256", &self.sha256),
            ],
        )
    }
}

impl EmbeddedRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.text("embedded.name", &self.name)?;
        checker.text("embedded.file", &self.file)?;
        texts(checker, [("embedded.version", &self.version), ("embedded.purl", &self.purl)])
    }
}

impl OriginRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        match self {
            Self::Archive { url, hashes, subdirectory } => {
                checker.text("origin.url", url)?;
                texts(checker, [("origin.subdirectory", subdirectory)])?;
                checker.at_most("origin.hashes", hashes.len(), 32)?;
                hashes.iter().try_for_each(|(algorithm, hash)| {
                    checker.name("origin.hashes", algorithm)?;
                    checker.name("origin.hashes", hash)
                })
            }
            Self::Vcs { url, vcs, commit, requested_revision, subdirectory } => {
                checker.text("origin.url", url)?;
                checker.name("origin.vcs", vcs)?;
                checker.name("origin.commit", commit.as_deref().unwrap_or_default())?;
                let revision = ("origin.requested_revision", requested_revision);
                texts(checker, [revision, ("origin.subdirectory", subdirectory)])
            }
            Self::Directory { url, subdirectory, .. } => {
                checker.text("origin.url", url)?;
                texts(checker, [("origin.subdirectory", subdirectory)])
            }
        }
    }
}

/// Checks texts that need not be there.
fn texts<const N: usize>(
    checker: Checker,
    fields: [(&'static str, &Option<String>); N],
) -> Result<(), MessageError> {
    let mut fields = fields.into_iter();
    fields.try_for_each(|(field, text)| checker.text(field, text.as_deref().unwrap_or_default()))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_false(told: &bool) -> bool {
    !*told
}
