//! What the process that talks to the server leaves in the inbox beside answers. The agent takes all of it for hostile.

use std::path::Path;

use fetter_protocol::{BundleRef, limits};
use serde::{Deserialize, Serialize};

use super::directory::Directory;
use super::requests::is_request;
use super::resync::{RESYNC, Resync};
use super::{Inbox, SpoolError};

/// A bundle of policies: a line of JSON that says which, and its bytes.
const OFFER: &str = "bundle.offer";
/// When the server was heard of last.
const CONTACT: &str = "contact.json";
/// How large the short files may be, in bytes.
pub(super) const SHORT: usize = 8 << 10;

/// When the server was heard of last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The server's time then, in seconds since 1970; `null` where it was never heard of.
    pub time: Option<u64>,
    /// What is wrong now.
    #[serde(default)]
    pub problem: Option<String>,
}

/// A bundle as it was offered. Nothing of it was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which bundle it is said to be.
    pub reference: BundleRef,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Offer {
    /// As it is kept in a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(&self.reference).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend_from_slice(&self.bytes);
        bytes
    }

    /// From such a file; the error says what is wrong with it.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, String> {
        let end = bytes.iter().take(SHORT).position(|byte| *byte == b'\n');
        let (first, rest) = bytes.split_at(end.ok_or("it does not say which bundle it is")?);
        let reference = serde_json::from_slice(first)
            .map_err(|error| format!("it does not say which bundle it is: {error}"))?;
        Ok(Self { reference, bytes: rest.get(1..).unwrap_or_default().to_vec() })
    }

    /// How large such a file may be, in bytes.
    pub const LIMIT: usize = limits::BUNDLE_BYTES + SHORT;
}

impl Inbox {
    /// Has the agent report anew.
    pub(super) fn put_resync(&self, resync: &Resync) -> Result<(), SpoolError> {
        self.directory.write(RESYNC, &serde_json::to_vec(resync).unwrap_or_default())
    }

    /// Gives a bundle to the agent, in the place of one that it has not taken yet.
    pub fn put_offer(&self, offer: &Offer) -> Result<(), SpoolError> {
        self.directory.write(OFFER, &offer.to_bytes())
    }

    /// Says when the server was heard of.
    pub(super) fn put_contact(&self, contact: &Contact) -> Result<(), SpoolError> {
        self.directory.write(CONTACT, &serde_json::to_vec(contact).unwrap_or_default())
    }
}

/// The bundle that was offered in an inbox; `None` where none is. It stays there until [`remove_offer`].
pub fn offered(inbox: &Path) -> Result<Option<Vec<u8>>, SpoolError> {
    at(inbox)?.map_or(Ok(None), |directory| directory.read(OFFER, Offer::LIMIT))
}

/// Takes a bundle away that was worked off.
pub fn remove_offer(inbox: &Path) {
    if let Ok(Some(directory)) = at(inbox) {
        directory.remove(OFFER);
    }
}

/// What waits in an inbox beside answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Whether there are answers, or a wish for another report.
    pub answers: bool,
    /// Whether there is a bundle.
    pub offer: bool,
    /// Whether it is told how requests stand.
    pub requests: bool,
}

/// What waits in this inbox. One that is not there has nothing.
pub fn waiting(inbox: &Path) -> Result<Waiting, SpoolError> {
    let Some(directory) = at(inbox)? else { return Ok(Waiting::default()) };
    let names = directory.names(super::spool::ENTRIES)?;
    Ok(Waiting {
        answers: names.iter().any(|name| super::spool::is_answer(name) || name == RESYNC),
        offer: names.iter().any(|name| name == OFFER),
        requests: names.iter().any(|name| is_request(name)),
    })
}

/// When the server was heard of, as far as the other process says.
#[must_use]
pub fn contact(inbox: &Path) -> Option<Contact> {
    let bytes = at(inbox).ok()??.read(CONTACT, SHORT).ok()??;
    let contact: Contact = serde_json::from_slice(&bytes).ok()?;
    let problem = contact.problem.map(|problem| fetter_protocol::clip(&problem, 1000));
    Some(Contact { problem, ..contact })
}

fn at(inbox: &Path) -> Result<Option<Directory>, SpoolError> {
    match Directory::open(inbox) {
        Ok(directory) => Ok(Some(directory)),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}
