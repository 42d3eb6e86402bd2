//! What people ask a server, with their token.

use std::time::Duration;

use super::problem::Unanswered;
use super::request::{Asked, Sender};
use super::{Place, ServerError, Target};
use crate::Network;
use crate::http::FetchError;

/// The longest time for one question and its answer.
const TOTAL: Duration = Duration::from_secs(60);
/// Bytes of an answer: a page of 500 rows, of which each may be as large as an event.
const ANSWER_BYTES: usize = 256 << 20;

/// The longest time for a document, and its bytes: all that 30,000 machines have.
const DOCUMENT: Duration = Duration::from_secs(3600);
const DOCUMENT_BYTES: usize = 64 << 30;

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

    /// Asks for a document, and hands it on piece by piece. Where this fails, what was handed on is not all of it.
    pub fn download(
        &self,
        target: &Target,
        take: &mut dyn FnMut(&[u8]) -> std::io::Result<()>,
    ) -> Result<(), ServerError> {
        let asked = Asked { answer: DOCUMENT_BYTES, total: DOCUMENT, ..self.asked("GET", target, None) };
        let failed =
            |error: std::io::Error| FetchError::Write { url: target.to_string(), reason: error.to_string() };
        let mut kept = |piece: &[u8]| take(piece).map_err(failed);
        self.sender.receive(&asked, &mut kept).map_err(|trouble| self.error(trouble))
    }

    fn asked<'asked>(
        &'asked self,
        method: &'static str,
        target: &'asked Target,
        body: Option<&'asked [u8]>,
    ) -> Asked<'asked> {
        Asked {
            method,
            target: target.as_str(),
            body,
            is_compressed: false,
            signature: None,
            bearer: self.token.as_deref(),
            answer: ANSWER_BYTES,
            total: TOTAL,
        }
    }

    fn error(&self, trouble: Unanswered) -> ServerError {
        let error = trouble.into_error();
        self.token.as_deref().map_or(error.clone(), |token| error.without(token))
    }

    fn ask(
        &self,
        method: &'static str,
        target: &Target,
        body: Option<&[u8]>,
    ) -> Result<Vec<u8>, ServerError> {
        self.sender.send(&self.asked(method, target, body)).map_err(|trouble| self.error(trouble))
    }
}
