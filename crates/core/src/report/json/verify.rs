//! What a verification found, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::safe::write_json;
use super::validation::WireUnchecked;
use crate::integrity::verify::{FileStatus, Verification, VerifyFinding, VerifyUnchecked};

/// The version of the shape.
pub const VERIFY_VERSION: u32 = 1;

/// Findings on files, and what could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerifyDocument {
    /// Always `fetter-verify`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// Distributions that were selected.
    pub distributions: u64,
    /// Distributions of which the files could be looked at.
    pub verified: u64,
    /// Listed files that were looked at.
    pub files: u64,
    /// Bytes that were read to hash them. What has several names is read once.
    pub bytes: u64,
    /// Sites that were searched for what no distribution owns; 0 where that was not asked for.
    pub sites: u64,
    /// How many findings are not shown because of their severity.
    pub hidden: u64,
    /// What a person must judge, and, with the severity `info`, harmless things worth knowing; those that matter most first.
    pub findings: Vec<WireVerifyFinding>,
    /// What could not be checked. While there is any, no findings do not mean that all is well.
    pub unchecked: Vec<WireUnchecked>,
}

/// A finding on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireVerifyFinding {
    /// The stable code: `modified`, `missing`, `not-as-published` …
    pub code: String,
    /// `high`, `medium`, `low`, or `info` for what is harmless.
    pub severity: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// The package's normalised name; none for what belongs to no package.
    pub name: Option<String>,
    /// The package's name as its metadata writes it.
    pub written: Option<String>,
    /// The installed version.
    pub installed: Option<String>,
    /// The file.
    pub path: WirePath,
    /// The site.
    pub site: WirePath,
    /// The prefixes of the environments that see the site.
    pub environments: Vec<WirePath>,
    /// The list that names the file.
    pub list: Option<WirePath>,
    /// The line there, from 1.
    pub line: Option<u64>,
    /// What the file system says of the file, if something is there.
    pub status: Option<WireFileStatus>,
    /// What is the matter.
    pub reason: String,
    /// What to do.
    pub advice: String,
}

/// What the file system says of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireFileStatus {
    /// The size in bytes.
    pub size: u64,
    /// The number of the user that owns it.
    pub user: u32,
    /// The number of the group that owns it.
    pub group: u32,
    /// The permissions, as four octal digits.
    pub mode: String,
    /// When its contents were last changed (RFC 3339, UTC).
    pub modified: Option<String>,
    /// Whether it is a link, and not a file.
    pub link: bool,
}

impl From<&FileStatus> for WireFileStatus {
    fn from(status: &FileStatus) -> Self {
        Self {
            size: status.size,
            user: status.user,
            group: status.group,
            mode: format!("{:04o}", status.mode),
            modified: status.modified.map(|moment| moment.to_string()),
            link: status.is_link,
        }
    }
}

impl From<&VerifyFinding> for WireVerifyFinding {
    fn from(finding: &VerifyFinding) -> Self {
        let subject = finding.subject.as_ref();
        let listed = finding.listed.as_ref();
        Self {
            code: finding.code.as_str().to_owned(),
            severity: finding.severity.as_str().to_owned(),
            confidence: finding.confidence.as_str().to_owned(),
            name: subject.map(|subject| subject.name.clone()),
            written: subject.map(|subject| subject.written.clone()),
            installed: subject.and_then(|subject| subject.version.clone()),
            path: (&finding.path).into(),
            site: (&finding.site).into(),
            environments: finding.environments.iter().map(WirePath::from).collect(),
            list: listed.map(|(list, _)| list.into()),
            line: listed.map(|(_, line)| *line),
            status: finding.status.as_ref().map(WireFileStatus::from),
            reason: finding.reason.clone(),
            advice: finding.code.advice().to_owned(),
        }
    }
}

impl From<&VerifyUnchecked> for WireUnchecked {
    fn from(unchecked: &VerifyUnchecked) -> Self {
        Self {
            code: unchecked.code.as_str().to_owned(),
            reason: unchecked.reason.clone(),
            place: None,
            path: Some((&unchecked.path).into()),
            environments: Vec::new(),
        }
    }
}

impl VerifyDocument {
    /// What a verification found. `hidden` is how many findings are left out.
    #[must_use]
    pub fn new(verification: &Verification, hidden: usize) -> Self {
        let unchecked = verification.unchecked.iter().map(WireUnchecked::from);
        let totals = verification.totals;
        Self {
            schema: "fetter-verify".to_owned(),
            version: VERIFY_VERSION,
            distributions: totals.distributions,
            verified: totals.verified,
            files: totals.files,
            bytes: totals.bytes,
            sites: totals.sites,
            hidden: hidden as u64,
            findings: verification.findings.iter().map(WireVerifyFinding::from).collect(),
            unchecked: unchecked
                .chain(verification.bound_problems.iter().map(WireUnchecked::from))
                .chain(verification.machine_problems.iter().map(WireUnchecked::from))
                .collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
