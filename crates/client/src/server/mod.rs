//! A machine's way to the server that it is enrolled at (`docs/protocol.md`).
//!
//! [`ServerClient`] knows the server and asks it to take a machine; [`MachineClient`] is a machine that was taken, and signs each request. Redirects are
//! not followed: what is signed is for the place that was named. What a server answers is within the limits of the protocol, or an error.

mod api;
mod clock;
mod error;
mod key;
mod machine;
mod numbers;
mod pinned;
mod place;
mod problem;
mod request;
mod target;

use std::time::Duration;

use fetter_protocol::{Digest, Enrolled, Enrollment, Kind, read, write};

pub use api::ApiClient;
pub use clock::ServerClock;
pub use error::ServerError;
pub use key::{KeyError, MachineKey, is_signed_by};
pub use machine::MachineClient;
pub use numbers::HighWater;
pub use place::Place;
use request::{Asked, Sender};
pub use target::Target;

use crate::Network;

/// The longest time for one message and its answer.
const TOTAL: Duration = Duration::from_secs(300);

/// A server, and how it is reached.
#[derive(Debug)]
pub struct ServerClient {
    sender: Sender,
    clock: ServerClock,
}

impl ServerClient {
    /// A client of this server, by the way which `network` says.
    pub fn new(place: &Place, network: &Network) -> Result<Self, ServerError> {
        Ok(Self { sender: Sender::new(place, network)?, clock: ServerClock::new() })
    }

    /// Asks to be taken. The token is in no error, whatever the server says.
    pub fn enroll(&self, enrollment: &Enrollment) -> Result<Enrolled, ServerError> {
        let body = write(enrollment).map_err(|error| ServerError::Local(error.to_string()))?;
        let asked = Asked {
            method: "POST",
            target: "/agent/v1/enroll",
            body: Some(&body),
            is_compressed: false,
            signature: None,
            bearer: None,
            answer: Kind::Enrolled.limit(),
            total: TOTAL,
        };
        let answer = self.sender.send(&asked).map_err(|trouble| {
            self.clock.learn(trouble.time());
            trouble.into_error().without(&enrollment.token)
        })?;
        self.enrolled(&answer, &enrollment.host.machine)
    }

    /// Reads who a machine is now.
    fn enrolled(&self, answer: &[u8], machine: &str) -> Result<Enrolled, ServerError> {
        let enrolled: Enrolled = read(answer).map_err(|error| ServerError::unusable(&error))?;
        if enrolled.machine != machine {
            return Err(ServerError::unusable(&"it is for another machine"));
        }
        self.clock.learn(Some(enrolled.time));
        Ok(enrolled)
    }
}

/// The path of the contents of a site.
fn site(digest: &Digest) -> String {
    format!("/agent/v1/site/{digest}")
}

/// The path of a bundle.
fn bundle(digest: &Digest) -> String {
    format!("/agent/v1/bundle/{digest}")
}
