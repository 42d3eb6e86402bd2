//! The two ends of the process that talks to a server: what it reads, and what it leaves.

use std::path::Path;

use fetter_protocol::{Digest, RequestState, limits};

use super::directory::Directory;
use super::outbox::read_acknowledged;
use super::requests::{ANSWERS, DECIDED, Decided, REQUESTS, request_id, request_name};
use super::standing::{self, STANDING};
use super::{Acknowledged, SpoolError, Standing};

/// Entries of a directory that are looked at.
pub(super) const ENTRIES: usize = 50_000;

/// The agent's outbox, for reading.
#[derive(Debug)]
pub struct Spool {
    directory: Directory,
    reports: Directory,
    contents: Directory,
    /// Where the agent takes requests.
    requests: Option<Directory>,
}

impl Spool {
    /// Opens the outbox in this directory.
    pub fn open(path: &Path) -> Result<Self, SpoolError> {
        Ok(Self {
            directory: Directory::open(path)?,
            reports: Directory::open(&path.join("reports"))?,
            contents: Directory::open(&path.join("contents"))?,
            // An agent that is no server's has none.
            requests: Directory::open(&path.join(REQUESTS)).ok(),
        })
    }

    /// The numbers of the reports that are there, in order.
    pub fn reports(&self) -> Result<Vec<u64>, SpoolError> {
        Ok(self.reports.names(ENTRIES)?.iter().filter_map(|name| report_number(name)).collect())
    }

    /// One report; `None` where it is gone, because it was acknowledged or a newer one took its place.
    pub fn report(&self, number: u64) -> Result<Option<Vec<u8>>, SpoolError> {
        self.reports.read(&report_name(number), limits::REPORT_BYTES)
    }

    /// How the machine stands; `None` where the agent has not said it.
    pub fn standing(&self) -> Result<Option<Standing>, SpoolError> {
        let bytes = self.directory.read(STANDING, standing::LIMIT)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// What the agent knows the server to have.
    pub fn acknowledged(&self) -> Result<Acknowledged, SpoolError> {
        read_acknowledged(&self.directory)
    }

    /// The digests of the contents that are there.
    pub fn contents(&self) -> Result<Vec<Digest>, SpoolError> {
        Ok(self.contents.names(ENTRIES)?.iter().filter_map(|name| contents_digest(name)).collect())
    }

    /// The contents of one site; `None` where they are gone.
    pub fn content(&self, digest: &Digest) -> Result<Option<Vec<u8>>, SpoolError> {
        self.contents.read(&contents_name(digest), limits::SITE_BYTES)
    }
}

impl Spool {
    /// The ids of requests that the server has not answered.
    pub fn requests(&self) -> Result<Vec<String>, SpoolError> {
        let names = self.requests.as_ref().map_or_else(|| Ok(Vec::new()), |found| found.names(ENTRIES))?;
        Ok(names.iter().filter_map(|name| request_id(name)).map(str::to_owned).collect())
    }

    /// One request; `None` where it is gone.
    pub fn request(&self, id: &str) -> Result<Option<Vec<u8>>, SpoolError> {
        self.requests.as_ref().map_or(Ok(None), |found| found.read(&request_name(id), limits::SHORT_BYTES))
    }

    /// The newest decision on a request that the agent knows; `None` where it takes no requests.
    pub fn decided(&self) -> Result<Option<u64>, SpoolError> {
        let bytes =
            self.requests.as_ref().map_or(Ok(None), |found| found.read(DECIDED, limits::SHORT_BYTES))?;
        let decided: Option<Decided> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(decided.map(|decided| decided.newest))
    }
}

/// Where answers wait for the agent.
#[derive(Debug)]
pub struct Inbox {
    pub(super) directory: Directory,
}

impl Inbox {
    /// Opens the inbox in this directory, of one's own, and makes it if it is not there.
    pub fn open_or_make(path: &Path) -> Result<Self, SpoolError> {
        Ok(Self { directory: Directory::own(path)? })
    }

    pub(super) fn put(&self, about: &str, answer: &[u8]) -> Result<(), SpoolError> {
        self.directory.write(&format!("answer-{about}.json"), answer)
    }

    /// Tells how a request stands.
    pub(super) fn put_request(&self, state: &RequestState) -> Result<(), SpoolError> {
        let bytes = serde_json::to_vec(state).unwrap_or_default();
        // The id is one by its form.
        self.directory.write(&format!("{ANSWERS}{}.json", state.id), &bytes)
    }
}

/// Twenty digits, so that the order of names is the order of numbers.
pub(super) fn report_name(number: u64) -> String {
    format!("{number:020}.json")
}

pub(super) fn report_number(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".json")?;
    let number = digits.parse().ok()?;
    (report_name(number) == name).then_some(number)
}

pub(super) fn contents_name(digest: &Digest) -> String {
    format!("{digest}.json")
}

pub(super) fn contents_digest(name: &str) -> Option<Digest> {
    name.strip_suffix(".json")?.parse().ok()
}

pub(super) fn is_answer(name: &str) -> bool {
    name.starts_with("answer-")
}
