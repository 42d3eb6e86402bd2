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
    /// `License-Expression`, or else `License`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// What conda recorded of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conda: Option<CondaRecord>,
    /// What it says that it embeds (PEP 770), sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub embedded: Vec<EmbeddedRecord>,
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
    },
    /// A local directory.
    Directory {
        /// The URL.
        url: String,
        /// Whether the source tree itself is on the path.
        #[serde(default)]
        editable: bool,
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
        let text = |field, text: &Option<String>| checker.text(field, text.as_deref().unwrap_or_default());
        checker.name("name", &self.name)?;
        checker.name("version", self.version.as_deref().unwrap_or_default())?;
        checker.name("kind", &self.kind)?;
        checker.name("identity", &self.identity)?;
        checker.name("installer", self.installer.as_deref().unwrap_or_default())?;
        text("requires_python", &self.requires_python)?;
        text("license", &self.license)?;
        checker.at_most("requires", self.requires.len(), limits::PARTS)?;
        self.requires.iter().try_for_each(|line| checker.text("requires", line))?;
        if let Some(conda) = &self.conda {
            checker.name("conda.name", &conda.name)?;
            checker.name("conda.build", &conda.build)?;
            checker.text("conda.channel", &conda.channel)?;
        }
        checker.at_most("embedded", self.embedded.len(), limits::PARTS)?;
        for component in &self.embedded {
            checker.text("embedded.name", &component.name)?;
            checker.text("embedded.version", component.version.as_deref().unwrap_or_default())?;
            checker.text("embedded.purl", component.purl.as_deref().unwrap_or_default())?;
        }
        self.origin.as_ref().map_or(Ok(()), |origin| origin.check(checker))
    }
}

impl OriginRecord {
    fn check(&self, checker: Checker) -> Result<(), MessageError> {
        match self {
            Self::Archive { url, hashes } => {
                checker.text("origin.url", url)?;
                checker.at_most("origin.hashes", hashes.len(), 32)?;
                hashes.iter().try_for_each(|(algorithm, hash)| {
                    checker.name("origin.hashes", algorithm)?;
                    checker.name("origin.hashes", hash)
                })
            }
            Self::Vcs { url, vcs, commit } => {
                checker.text("origin.url", url)?;
                checker.name("origin.vcs", vcs)?;
                checker.name("origin.commit", commit.as_deref().unwrap_or_default())
            }
            Self::Directory { url, .. } => checker.text("origin.url", url),
        }
    }
}
