//! What people ask a server, with their token.

use std::time::Duration;

use super::request::{Asked, Sender};
use super::{Place, ServerError, Target};
use crate::Network;

/// The longest time for one question and its answer.
const TOTAL: Duration = Duration::from_secs(60);
/// Bytes of an answer: a page of 500 rows, of which each may be as large as an event.
const ANSWER_BYTES: usize = 256 << 20;

/// A person's way to the API of a server (docs/api.md).
#[derive(Debug)]
pub struct ApiClient {
    sender: Sender,
    token: Option<String>,
}

impl ApiClient {
    /// A way to this server, with a token where there is one.
    pub fn new(place: &Place, network: &Network, token: Option<String>) -> Result<Self, ServerError> {
        Ok(Self { sender: Sender::new(place, network)?, token })
    }

    /// Asks for what is there.
    pub fn get(&self, target: &Target) -> Result<Vec<u8>, ServerError> {
        self.ask("GET", target, None)
    }

    /// Sends JSON to it: something is made or done.
    pub fn post(&self, target: &Target, body: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask("POST", target, Some(body))
    }

    /// Sends JSON to it: something takes the place of what is there.
    pub fn put(&self, target: &Target, body: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask("PUT", target, Some(body))
    }

    /// Sends JSON to it: something of it is to be another.
    pub fn patch(&self, target: &Target, body: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask("PATCH", target, Some(body))
    }

    /// Has it removed or revoked.
    pub fn delete(&self, target: &Target) -> Result<Vec<u8>, ServerError> {
        self.ask("DELETE", target, None)
    }

    fn ask(
        &self,
        method: &'static str,
        target: &Target,
        body: Option<&[u8]>,
    ) -> Result<Vec<u8>, ServerError> {
        let asked = Asked {
            method,
            target: target.as_str(),
            body,
            is_compressed: false,
            signature: None,
            bearer: self.token.as_deref(),
            answer: ANSWER_BYTES,
            total: TOTAL,
        };
        self.sender.send(&asked).map_err(|trouble| {
            let error = trouble.into_error();
            self.token.as_deref().map_or(error.clone(), |token| error.without(token))
        })
    }
}
