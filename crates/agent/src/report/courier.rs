//! Whoever carries messages to a server.

use std::time::Duration;

use fetter_protocol::{BundleRef, CheckIn, Digest, Instructions};

/// A message on its way to a server.
#[derive(Clone, Copy, Debug)]
pub enum Outgoing<'bytes> {
    /// A report.
    Report(&'bytes [u8]),
    /// The contents of a site that the server wanted.
    Contents {
        /// Their digest.
        digest: Digest,
        /// Their bytes.
        bytes: &'bytes [u8],
    },
    /// What somebody on the machine asks for.
    Request(&'bytes [u8]),
}

/// Why a message did not arrive, or is not known to have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CourierError {
    /// The server cannot be reached, or broke off. It is tried again, later each time.
    #[error("the server could not be reached: {0}")]
    Unreachable(String),
    /// The server is there and wants to be asked again after this time.
    #[error("the server wants to be asked again in {} s", .0.as_secs())]
    Later(Duration),
    /// The server takes no such message from this machine: not enrolled, revoked, too large. Trying again does not help by
    /// itself, and is done rarely.
    #[error("the server refused it: {0}")]
    Refused(String),
}

/// Carries a message to a server, and brings its answer.
///
/// It returns once the server has said that what was sent is durable; the bytes of the answer are not looked at. Sending the same
/// message twice does no harm. It may wait, within a time limit of its own.
pub trait Courier {
    /// Sends one message. The answer's bytes are at most [`fetter_protocol::limits::ANSWER_BYTES`].
    fn send(&mut self, message: Outgoing<'_>) -> Result<Vec<u8>, CourierError>;

    /// Who listens to what the server has to say, where it has; for another thread.
    fn listener(&self) -> Option<Box<dyn Listener>> {
        None
    }

    /// Whether it still goes by what the machine was enrolled with last. Where not, another one is made.
    fn is_current(&self) -> bool {
        true
    }
}

/// Listens to a server.
pub trait Listener: Send {
    /// Says how the machine stands. The server may keep it so long until it has something to say.
    fn check_in(&mut self, check_in: &CheckIn, wait: Duration) -> Result<Instructions, CourierError>;

    /// Fetches a bundle of policies. Its bytes have the digest; nothing else of it was checked.
    fn bundle(&mut self, wanted: &BundleRef) -> Result<Vec<u8>, CourierError>;
}
