//! What judging found, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::safe::write_json;
use crate::inventory::Problem;
use crate::manifest::{ManifestProblem, Place};
use crate::policy::{Finding, Judged, Unchecked};

/// The version of the shape.
pub const VALIDATION_VERSION: u32 = 1;

/// Findings, and what could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ValidationDocument {
    /// Always `fetter-validation`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// What a person must judge, sorted by package.
    pub findings: Vec<WireFinding>,
    /// What could not be checked. While there is any, no findings do not mean that all is well.
    pub unchecked: Vec<WireUnchecked>,
}

/// Something that a person must judge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireFinding {
    /// The stable code: `version-mismatch`, `not-installed` …
    pub code: String,
    /// `Missing`, `Unrequired`, `Misdefined` or `Denied`.
    pub verdict: String,
    /// The package's normalised name.
    pub name: String,
    /// The package's name as its metadata, or the bound, writes it.
    pub written: String,
    /// The installed version; none for what is not installed.
    pub installed: Option<String>,
    /// The requirement that it is held against, without credentials.
    pub requirement: Option<String>,
    /// Where that is written.
    pub place: Option<WirePlace>,
    /// The reason, in words.
    pub reason: String,
    /// What to do.
    pub advice: String,
    /// The sites that hold the package, or would.
    pub sites: Vec<WirePath>,
    /// The prefixes of the environments that see it so.
    pub environments: Vec<WirePath>,
}

/// A place in a bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePlace {
    /// The file: a path, or a URL without credentials.
    pub file: String,
    /// The line, counted from 1; none where no line can be named.
    pub line: Option<u32>,
}

/// What could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireUnchecked {
    /// The stable code.
    pub code: String,
    /// What was attempted, why it failed, and what to do.
    pub reason: String,
    /// The place in a bound that it is about.
    pub place: Option<WirePlace>,
    /// The path on the machine that it is about.
    pub path: Option<WirePath>,
    /// The prefixes of the environments that it is about.
    pub environments: Vec<WirePath>,
}

impl From<&Place> for WirePlace {
    fn from(place: &Place) -> Self {
        Self { file: place.file.to_string(), line: Some(place.line).filter(|line| *line > 0) }
    }
}

impl From<&Finding> for WireFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.as_str().to_owned(),
            verdict: finding.code.verdict().as_str().to_owned(),
            name: finding.subject.name.clone(),
            written: finding.subject.written.clone(),
            installed: finding.subject.version.clone(),
            requirement: finding.requirement.clone(),
            place: finding.place.as_ref().map(WirePlace::from),
            reason: finding.reason.clone(),
            advice: finding.code.advice().to_owned(),
            sites: finding.sites.iter().map(WirePath::from).collect(),
            environments: finding.environments.iter().map(WirePath::from).collect(),
        }
    }
}

impl From<&Unchecked> for WireUnchecked {
    fn from(unchecked: &Unchecked) -> Self {
        Self {
            code: unchecked.code.as_str().to_owned(),
            reason: unchecked.reason.clone(),
            place: Some((&unchecked.place).into()),
            path: None,
            environments: unchecked.environments.iter().map(WirePath::from).collect(),
        }
    }
}

impl From<&ManifestProblem> for WireUnchecked {
    fn from(problem: &ManifestProblem) -> Self {
        Self {
            code: problem.code.as_str().to_owned(),
            reason: problem.message.clone(),
            place: Some((&problem.place).into()),
            path: None,
            environments: Vec::new(),
        }
    }
}

impl From<&Problem> for WireUnchecked {
    fn from(problem: &Problem) -> Self {
        Self {
            code: problem.code.as_str().to_owned(),
            reason: problem.reason.clone(),
            place: None,
            path: Some((&problem.path).into()),
            environments: Vec::new(),
        }
    }
}

impl ValidationDocument {
    /// What judging found, with what could not be read of bounds and of the machine.
    #[must_use]
    pub fn new<'problems>(
        judged: &Judged,
        bound: impl IntoIterator<Item = &'problems ManifestProblem>,
        machine: impl IntoIterator<Item = &'problems Problem>,
    ) -> Self {
        let unchecked = bound.into_iter().map(WireUnchecked::from);
        let unchecked = unchecked.chain(judged.unchecked.iter().map(WireUnchecked::from));
        Self {
            schema: "fetter-validation".to_owned(),
            version: VALIDATION_VERSION,
            findings: judged.findings.iter().map(WireFinding::from).collect(),
            unchecked: unchecked.chain(machine.into_iter().map(WireUnchecked::from)).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
