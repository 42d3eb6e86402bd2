//! Which server a machine belongs to, as `fetter agent enroll` wrote it.

use std::path::Path;

use fetter_protocol::{Digest, Enrolled, PublicKey};
use serde::{Deserialize, Serialize};

use super::SpoolError;
use super::directory::Directory;
use super::group::sync_group;

/// The directory in the state directory: root's, and for the process that talks to the server to read.
const DIRECTORY: &str = "server";
const ENROLLED: &str = "enrolled.json";
const KEY: &str = "key";
const NEXT_KEY: &str = "key.next";
/// How large each of the files may be, in bytes.
const LIMIT: usize = 16 << 10;

/// A server, and what a machine is to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Enrolment {
    /// The server's URL.
    pub url: String,
    /// The SHA-256 of its certificate (DER), where that one alone is believed.
    #[serde(default)]
    pub fingerprint: Option<Digest>,
    /// The machine's id there.
    pub machine: String,
    /// The organisation that it belongs to.
    pub organisation: String,
    /// Its group.
    pub group: String,
    /// What policies are signed with.
    pub policy_key: PublicKey,
    /// How many seconds there are between check-ins.
    pub interval: u32,
}

impl Enrolment {
    /// What a server said.
    #[must_use]
    pub fn of(url: &str, fingerprint: Option<Digest>, enrolled: &Enrolled) -> Self {
        Self {
            url: url.to_owned(),
            fingerprint,
            machine: enrolled.machine.clone(),
            organisation: enrolled.organisation.clone(),
            group: enrolled.group.clone(),
            policy_key: enrolled.policy_key,
            interval: enrolled.interval,
        }
    }

    /// The one that is kept in a state directory; `None` where the machine is not enrolled. What others than root, or whoever runs this, could have
    /// written is an error.
    pub fn read(state: &Path) -> Result<Option<Self>, SpoolError> {
        let Some(directory) = trusted(state)? else { return Ok(None) };
        let Some(bytes) = directory.read(ENROLLED, LIMIT)? else { return Ok(None) };
        let damaged = |error: serde_json::Error| SpoolError::File {
            what: "use",
            path: directory.path_of(ENROLLED),
            error: error.into(),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(damaged)
    }
}

/// The files of an enrolment, for whoever enrols.
#[derive(Debug)]
pub struct EnrolmentFiles {
    directory: Directory,
}

impl EnrolmentFiles {
    /// Opens them in a state directory, and makes their directory if it is not there.
    pub fn open(state: &Path) -> Result<Self, SpoolError> {
        Ok(Self { directory: Directory::shared(&state.join(DIRECTORY), sync_group())? })
    }

    /// Keeps who the server is. From then on the machine is enrolled.
    pub fn keep(&self, enrolment: &Enrolment) -> Result<(), SpoolError> {
        self.directory.write(ENROLLED, &serde_json::to_vec_pretty(enrolment).unwrap_or_default())
    }

    /// The key that is kept (PKCS #8); `None` where there is none.
    pub fn key(&self) -> Result<Option<Vec<u8>>, SpoolError> {
        self.directory.read(KEY, LIMIT)
    }

    /// Keeps a key.
    pub fn keep_key(&self, key: &[u8]) -> Result<(), SpoolError> {
        self.directory.write(KEY, key)
    }

    /// The key that was to be the next one.
    pub fn next_key(&self) -> Result<Option<Vec<u8>>, SpoolError> {
        self.directory.read(NEXT_KEY, LIMIT)
    }

    /// Keeps a key that is to be the next one, before the server hears of it.
    pub fn keep_next_key(&self, key: &[u8]) -> Result<(), SpoolError> {
        self.directory.write(NEXT_KEY, key)
    }

    /// Has the next key be the key.
    pub fn turn(&self, next: &[u8]) -> Result<(), SpoolError> {
        self.keep_key(next)?;
        self.directory.remove(NEXT_KEY);
        self.directory.sync()
    }

    /// Forgets a server and its keys.
    pub fn forget(&self) -> Result<(), SpoolError> {
        for name in [ENROLLED, KEY, NEXT_KEY] {
            self.directory.remove(name);
        }
        self.directory.sync()
    }
}

/// The key that a machine signs with (PKCS #8), for whoever may read it; `None` where there is none.
pub fn machine_key(state: &Path) -> Result<Option<Vec<u8>>, SpoolError> {
    trusted(state)?.map_or(Ok(None), |directory| directory.read(KEY, LIMIT))
}

/// The directory, where it is there; only if nobody but root and whoever runs this can have written in it.
fn trusted(state: &Path) -> Result<Option<Directory>, SpoolError> {
    match Directory::trusted(&state.join(DIRECTORY)) {
        Ok(directory) => Ok(Some(directory)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}
