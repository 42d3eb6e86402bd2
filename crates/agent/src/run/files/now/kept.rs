//! How the list is kept for the next start: as JSON, as much of it as a value of the journal's state holds.
//!
//! What matters most is kept first. What there is no room for is counted, and looked for by the next start. What is read is taken on
//! no trust: what cannot be understood is counted likewise.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use fetter_core::integrity::Severity;
use fetter_core::integrity::verify::{FileStatus, VerifyCode};
use fetter_core::timestamp::Timestamp;
use fetter_protocol::WirePath;
use serde::{Deserialize, Serialize};

use super::{MOST, Standing, TamperedNow, Which};
use crate::journal::Limits;
use crate::run::files::Tampered;

/// The version of the shape.
const VERSION: u32 = 1;
/// Bytes of the shape without what is in its list.
const FRAME: usize = 128;

#[derive(Debug, Serialize, Deserialize)]
struct Document {
    version: u32,
    /// How many more there are.
    more: u64,
    tampered: Vec<serde_json::Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct One {
    site: WirePath,
    name: String,
    version: Option<String>,
    since: u64,
    changed: u64,
    marks: Option<String>,
    files: u64,
    path: WirePath,
    reason: String,
    severity: String,
    code: String,
    status: Option<Status>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Status {
    size: u64,
    user: u32,
    group: u32,
    mode: u32,
    modified: Option<u64>,
    link: bool,
}

impl TamperedNow {
    /// What is kept of it.
    pub(in crate::run::files) fn to_bytes(&self) -> Vec<u8> {
        let mut all: Vec<&Standing> = self.standing.values().collect();
        all.sort_by_key(|standing| (Reverse(standing.tampered.severity), standing.since));
        let mut room = Limits::STATE_BYTES - FRAME;
        let (mut tampered, mut more) = (Vec::new(), self.unnamed);
        for standing in all {
            let value = serde_json::to_value(One::of(standing)).unwrap_or_default();
            let bytes = value.to_string().len() + 1;
            if bytes <= room && value.is_object() {
                room -= bytes;
                tampered.push(value);
            } else {
                more = more.saturating_add(1);
            }
        }
        serde_json::to_vec(&Document { version: VERSION, more, tampered }).unwrap_or_default()
    }

    /// What was kept, and of how many it could not be understood which they are.
    pub(in crate::run::files) fn of_bytes(bytes: &[u8]) -> Result<(Self, u64), String> {
        let document: Document = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if document.version != VERSION {
            return Err(format!("it is of version {}", document.version));
        }
        let mut now = Self { unnamed: document.more, ..Self::default() };
        let mut bad = 0;
        for value in document.tampered {
            let one = serde_json::from_value::<One>(value).ok().and_then(One::standing);
            match one.filter(|_| now.standing.len() < MOST) {
                Some(standing) => drop(now.standing.insert(Which::of(&standing.tampered), standing)),
                None => bad += 1,
            }
        }
        now.unnamed = now.unnamed.saturating_add(bad);
        Ok((now, bad))
    }
}

impl One {
    fn of(standing: &Standing) -> Self {
        let Tampered { name, version, site, path, reason, files, severity, state: (code, status) } =
            &standing.tampered;
        Self {
            site: WirePath::from(site),
            name: name.clone(),
            version: version.clone(),
            since: standing.since,
            changed: standing.changed,
            marks: standing.marks.clone(),
            files: *files,
            path: WirePath::from(path),
            reason: reason.clone(),
            severity: severity.as_str().to_owned(),
            code: code.as_str().to_owned(),
            status: status.as_ref().map(Status::of),
        }
    }

    fn standing(self) -> Option<Standing> {
        let mut severities = Severity::ALL.iter().filter(|severity| **severity > Severity::Info);
        let severity = *severities.find(|severity| severity.as_str() == self.severity)?;
        let code = VerifyCode::of_word(&self.code)?;
        let status = match self.status {
            Some(status) => Some(status.file()?),
            None => None,
        };
        Some(Standing {
            since: self.since,
            changed: self.changed,
            marks: self.marks,
            tampered: Tampered {
                name: self.name,
                version: self.version,
                site: absolute(&self.site)?,
                path: absolute(&self.path)?,
                reason: self.reason,
                files: self.files,
                severity,
                state: (code, status),
            },
        })
    }
}

fn absolute(path: &WirePath) -> Option<PathBuf> {
    path.to_path().filter(|path| Path::is_absolute(path))
}

impl Status {
    fn of(status: &FileStatus) -> Self {
        let FileStatus { size, user, group, mode, modified, is_link } = *status;
        Self { size, user, group, mode, modified: modified.map(Timestamp::unix_time), link: is_link }
    }

    fn file(self) -> Option<FileStatus> {
        let modified = match self.modified {
            Some(seconds) => Some(Timestamp::of_unix_time(seconds)?),
            None => None,
        };
        let Self { size, user, group, mode, link, .. } = self;
        Some(FileStatus { size, user, group, mode, modified, is_link: link })
    }
}
