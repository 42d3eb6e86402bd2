//! What runs when interpreters start, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::{WirePath, wire};
use super::safe::write_json;
use super::validation::WireUnchecked;
use crate::integrity::startup::{Owner, Startup, StartupItem, Trait};

/// The version of the shape.
pub const INSPECT_VERSION: u32 = 1;

/// What runs when interpreters start, and what could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InspectDocument {
    /// Always `fetter-inspect`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// How many environments were looked at.
    pub environments: u64,
    /// How many items a person must judge: those with `is_finding`.
    pub findings: u64,
    /// What runs, or decides what runs, sorted by site, file and line.
    pub items: Vec<WireStartupItem>,
    /// What could not be read. While there is any, something else may run too.
    pub unchecked: Vec<WireUnchecked>,
}

/// Something that runs, or decides what runs, when an interpreter starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireStartupItem {
    /// What kind: `import-line`, `path-line`, `entry-point`, `sitecustomize`, `usercustomize`, `editable-finder`,
    /// `imported-module`, `setting`, `startup-file` or `guard-checker`.
    pub kind: String,
    /// The directory, archive or environment file that it is in.
    pub site: WirePath,
    /// The file.
    pub file: WirePath,
    /// The line in it, from 1, where it is a line.
    pub line: Option<u64>,
    /// `known`, `owned`, `unknown`, `suspicious`, or `plain` for what runs nothing.
    pub verdict: String,
    /// How much it matters: `info`, `low`, `medium` or `high`.
    pub severity: String,
    /// Whether a person must judge it.
    pub is_finding: bool,
    /// What its contents are known as.
    pub known: Option<String>,
    /// The distribution or package that lists the file.
    pub owner: Option<WireOwner>,
    /// What stands out, sorted by line.
    pub traits: Vec<WireTrait>,
    /// What else is to be said of it, in words.
    pub notes: Vec<String>,
    /// Where a finder leads.
    pub mapping: Vec<WireMapping>,
    /// Whether no Python runs it where it lies now.
    pub is_inert: bool,
    /// The prefixes of the environments that run it.
    pub environments: Vec<WirePath>,
    /// The prefixes of the environments that would run it, but for another one that comes first or a rule of their version.
    pub passed_over: Vec<WirePath>,
    /// The SHA-256 of the whole file, in hexadecimal, where it is a file that was read to its end.
    pub sha256: Option<String>,
    /// The line or the file, with credentials in URLs masked; empty for what is no text.
    pub content: String,
}

/// Who lists a file as its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireOwner {
    /// The name.
    pub name: String,
    /// The version, where it is known.
    pub version: Option<String>,
    /// Whether the listed digest is that of the file; none where there is nothing to compare, or nothing was.
    pub is_unchanged: Option<bool>,
}

/// Something that stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireTrait {
    /// The stable code: `dynamic-code`, `network` …
    pub code: String,
    /// How much it matters by itself: `info`, `low`, `medium` or `high`.
    pub severity: String,
    /// The line in the file, from 1; none where it is about the whole file.
    pub line: Option<u64>,
    /// The text around it, shortened.
    pub text: String,
}

/// A name and the place that a finder leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireMapping {
    /// The module.
    pub name: String,
    /// Where it is.
    pub place: String,
}

impl From<&Trait> for WireTrait {
    fn from(found: &Trait) -> Self {
        Self {
            code: found.code.as_str().to_owned(),
            severity: found.code.severity().as_str().to_owned(),
            line: Some(found.line).filter(|line| *line > 0),
            text: found.text.clone(),
        }
    }
}

impl From<&Owner> for WireOwner {
    fn from(owner: &Owner) -> Self {
        Self { name: owner.name.clone(), version: owner.version.clone(), is_unchanged: owner.is_unchanged }
    }
}

impl From<&StartupItem> for WireStartupItem {
    fn from(item: &StartupItem) -> Self {
        let mapping =
            |(name, place): &(String, String)| WireMapping { name: name.clone(), place: place.clone() };
        Self {
            kind: item.kind.as_str().to_owned(),
            site: (&item.site).into(),
            file: (&item.file).into(),
            line: item.line,
            verdict: item.verdict.as_str().to_owned(),
            severity: item.severity().as_str().to_owned(),
            is_finding: item.is_finding(),
            known: item.known.clone(),
            owner: item.owner.as_ref().map(WireOwner::from),
            traits: item.traits.iter().map(WireTrait::from).collect(),
            notes: item.notes.clone(),
            mapping: item.mapping.iter().map(mapping).collect(),
            is_inert: item.is_inert,
            environments: wire(&item.environments),
            passed_over: wire(&item.passed_over),
            sha256: item.digest.clone(),
            content: item.content.clone(),
        }
    }
}

impl InspectDocument {
    /// What was found in so many environments.
    #[must_use]
    pub fn new(startup: &Startup, environments: usize) -> Self {
        Self {
            schema: "fetter-inspect".to_owned(),
            version: INSPECT_VERSION,
            environments: environments as u64,
            findings: startup.items.iter().filter(|item| item.is_finding()).count() as u64,
            items: startup.items.iter().map(WireStartupItem::from).collect(),
            unchecked: startup.unchecked.iter().map(WireUnchecked::from).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
