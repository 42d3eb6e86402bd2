//! An inventory in JSON, which can be read back whole.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::environment::WireEnvironment;
use super::path::{WirePath, domain, wire};
use super::safe::write_json;
use super::site::WireSite;
use super::words::Word;
use crate::inventory::{Coverage, Environment, Inventory, Problem, Site, SkippedMount};

/// The version of the shape.
pub const INVENTORY_VERSION: u32 = 1;
const SCHEMA: &str = "fetter-inventory";

/// An inventory: what was found on one machine at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "fetter inventory")]
pub struct InventoryDocument {
    /// Always `fetter-inventory`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// The directory that was taken for the machine's `/`; absent for `/` itself. All other paths are as that machine names them.
    pub root: Option<WirePath>,
    /// What was searched, and what was left out.
    pub coverage: WireCoverage,
    /// The environments, sorted by prefix.
    pub environments: Vec<WireEnvironment>,
    /// The sites, sorted by path.
    pub sites: Vec<WireSite>,
    /// What could not be read, sorted by path.
    pub problems: Vec<WireProblem>,
}

/// What was searched, and what was left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireCoverage {
    /// The directories that were walked.
    pub roots: Vec<WirePath>,
    /// The mounts that were not walked because they are not local.
    pub skipped_mounts: Vec<WireMount>,
    /// Whether sites were searched for what is nested in them.
    pub exhaustive: bool,
    /// Whether the search was for named interpreters only.
    pub interpreters_only: bool,
    /// Whether this is a part only, of what a search matched; absent where it is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
}

/// A mount that was not walked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireMount {
    /// Where it is mounted.
    pub path: WirePath,
    /// The type of its file system.
    pub file_system: String,
}

/// Something that could not be read or checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireProblem {
    /// Where.
    pub path: WirePath,
    /// What kind; docs/problems.md lists the codes.
    pub code: String,
    /// What was attempted and what went wrong.
    pub reason: String,
}

/// Why JSON could not be read as an inventory.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no JSON of that shape.
    #[error("not an inventory of fetter: {0}")]
    Json(#[from] serde_json::Error),
    /// It is another document, or one of another version.
    #[error(
        "it is {schema:?} version {version}, and this fetter reads {SCHEMA:?} version {INVENTORY_VERSION}"
    )]
    OtherSchema {
        /// What it says that it is.
        schema: String,
        /// The version that it says.
        version: u32,
    },
    /// A word that this version does not know.
    #[error("{word:?} is no known {what}")]
    UnknownWord {
        /// What the word should be.
        what: &'static str,
        /// The word.
        word: String,
    },
}

#[derive(Deserialize)]
struct Envelope {
    schema: String,
    version: u32,
}

impl InventoryDocument {
    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }

    /// Reads a document, and refuses one of another kind or version.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        let Envelope { schema, version } = serde_json::from_slice(bytes)?;
        if schema != SCHEMA || version != INVENTORY_VERSION {
            return Err(ReadError::OtherSchema { schema, version });
        }
        Ok(serde_json::from_slice(bytes)?)
    }
}

impl From<&Inventory> for InventoryDocument {
    fn from(inventory: &Inventory) -> Self {
        let Coverage { roots, skipped_mounts, exhaustive, interpreters_only, part } = &inventory.coverage;
        let mount = |mount: &SkippedMount| WireMount {
            path: (&mount.path).into(),
            file_system: mount.file_system.clone(),
        };
        Self {
            schema: SCHEMA.to_owned(),
            version: INVENTORY_VERSION,
            root: inventory.root.as_ref().map(WirePath::from),
            coverage: WireCoverage {
                roots: wire(roots),
                skipped_mounts: skipped_mounts.iter().map(mount).collect(),
                exhaustive: *exhaustive,
                interpreters_only: *interpreters_only,
                part: *part,
            },
            environments: inventory.environments.iter().map(WireEnvironment::from).collect(),
            sites: inventory.sites.iter().map(WireSite::from).collect(),
            problems: inventory.problems.iter().map(WireProblem::from).collect(),
        }
    }
}

impl TryFrom<InventoryDocument> for Inventory {
    type Error = ReadError;

    fn try_from(document: InventoryDocument) -> Result<Self, ReadError> {
        let WireCoverage { roots, skipped_mounts, exhaustive, interpreters_only, part } = document.coverage;
        let mount = |mount: WireMount| {
            Ok(SkippedMount { path: mount.path.try_into()?, file_system: mount.file_system })
        };
        Ok(Self {
            root: document.root.map(TryInto::try_into).transpose()?,
            coverage: Coverage {
                roots: domain(roots)?,
                skipped_mounts: skipped_mounts.into_iter().map(mount).collect::<Result<_, ReadError>>()?,
                exhaustive,
                interpreters_only,
                part,
            },
            environments: document
                .environments
                .into_iter()
                .map(Environment::try_from)
                .collect::<Result<_, _>>()?,
            sites: document.sites.into_iter().map(Site::try_from).collect::<Result<_, _>>()?,
            problems: document.problems.into_iter().map(Problem::try_from).collect::<Result<_, _>>()?,
        })
    }
}

impl From<&Problem> for WireProblem {
    fn from(problem: &Problem) -> Self {
        Self {
            path: (&problem.path).into(),
            code: problem.code.word().to_owned(),
            reason: problem.reason.clone(),
        }
    }
}

impl TryFrom<WireProblem> for Problem {
    type Error = ReadError;

    fn try_from(wire: WireProblem) -> Result<Self, ReadError> {
        Ok(Self { path: wire.path.try_into()?, code: Word::read(&wire.code)?, reason: wire.reason })
    }
}
