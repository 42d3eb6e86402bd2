//! What people ask a server, with their token.

use std::time::Duration;

use fetter_protocol::Kind;

use super::request::{Asked, Sender};
use super::{Place, ServerError};
use crate::Network;

/// The longest time for one question and its answer.
const TOTAL: Duration = Duration::from_secs(60);

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

    /// Asks for what is at this path and query.
    pub fn get(&self, target: &str) -> Result<Vec<u8>, ServerError> {
        self.ask("GET", target, None)
    }

    /// Sends JSON to it.
    pub fn post(&self, target: &str, body: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask("POST", target, Some(body))
    }

    /// Has what is at it removed.
    pub fn delete(&self, target: &str) -> Result<Vec<u8>, ServerError> {
        self.ask("DELETE", target, None)
    }

    fn ask(&self, method: &'static str, target: &str, body: Option<&[u8]>) -> Result<Vec<u8>, ServerError> {
        let asked = Asked {
            method,
            target,
            body,
            is_compressed: false,
            signature: None,
            bearer: self.token.as_deref(),
            answer: Kind::Answer,
            total: TOTAL,
        };
        self.sender.send(&asked).map_err(|trouble| {
            let error = trouble.into_error();
            self.token.as_deref().map_or(error.clone(), |token| error.without(token))
        })
    }
}
