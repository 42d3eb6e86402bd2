//! A machine that a server has taken: each of its requests is signed.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use fetter_protocol::signed::{SignatureHeader, SignedRequest};
use fetter_protocol::{
    BundleRef, CheckIn, Digest, Enrolled, Enrollment, Instructions, Kind, Trouble, read, write,
};

use super::numbers::{HighWater, Numbers};
use super::problem::Unanswered;
use super::request::Asked;
use super::{MachineKey, ServerClient, ServerError, TOTAL, bundle, site};

/// From how many bytes on a body is compressed.
const COMPRESSED: usize = 1024;
/// How hard it is compressed: zstd's own choice.
const LEVEL: i32 = 3;
/// How long a server may keep a check-in, in seconds.
const LONGEST_WAIT: u64 = 50;
/// How much longer than that an answer may take.
const GRACE: Duration = Duration::from_secs(30);
/// How often a request takes a greater number, where the server knows that one or a greater one. Once does not do: of two requests that jump at the
/// same time, by whoever brings reports and whoever listens, the one with the greater number may arrive first.
const JUMPS: u32 = 4;

/// A machine at its server. Several threads may ask at the same time.
#[derive(Debug)]
pub struct MachineClient {
    server: ServerClient,
    machine: String,
    key: MachineKey,
    numbers: Mutex<Numbers>,
}

/// One message to be signed.
struct Message<'message> {
    method: &'static str,
    target: &'message str,
    body: Option<&'message [u8]>,
    answer: Kind,
    total: Duration,
}

impl MachineClient {
    /// A machine by its id, with its key, and where the numbers of its requests are kept.
    #[must_use]
    pub fn new(server: ServerClient, machine: &str, key: MachineKey, kept: Box<dyn HighWater>) -> Self {
        Self { server, machine: machine.to_owned(), key, numbers: Mutex::new(Numbers::new(kept)) }
    }

    /// Asks for another key to be this machine's: `enrollment` is signed with that one, and its token is empty.
    pub fn rotate_key(&self, enrollment: &Enrollment) -> Result<Enrolled, ServerError> {
        let body = local(write(enrollment))?;
        let answer = self.ask(&Message {
            method: "POST",
            target: "/agent/v1/key",
            body: Some(&body),
            answer: Kind::Enrolled,
            total: TOTAL,
        })?;
        self.server.enrolled(&answer, &self.machine)
    }

    /// Says how the machine stands. The server may keep it for `wait` (50 s at most, whole seconds) until there is something to say.
    pub fn check_in(&self, check_in: &CheckIn, wait: Duration) -> Result<Instructions, ServerError> {
        let seconds = wait.as_secs().min(LONGEST_WAIT);
        let target = match seconds {
            0 => "/agent/v1/check-in".to_owned(),
            seconds => format!("/agent/v1/check-in?wait={seconds}"),
        };
        let body = local(write(check_in))?;
        let answer = self.ask(&Message {
            method: "POST",
            target: &target,
            body: Some(&body),
            answer: Kind::Instructions,
            total: Duration::from_secs(seconds) + GRACE,
        })?;
        let instructions: Instructions = read(&answer).map_err(|error| ServerError::unusable(&error))?;
        if instructions.machine != self.machine {
            return Err(ServerError::unusable(&"it is for another machine"));
        }
        self.server.clock.learn(Some(instructions.time));
        Ok(instructions)
    }

    /// Brings a report; gives the bytes of the answer.
    pub fn report(&self, report: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask(&Message {
            method: "POST",
            target: "/agent/v1/report",
            body: Some(report),
            answer: Kind::Answer,
            total: TOTAL,
        })
    }

    /// Brings the contents of a site; gives the bytes of the answer.
    pub fn contents(&self, digest: &Digest, contents: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask(&Message {
            method: "PUT",
            target: &site(digest),
            body: Some(contents),
            answer: Kind::Answer,
            total: TOTAL,
        })
    }

    /// Brings what somebody on the machine asks for; gives the bytes of the answer.
    pub fn request(&self, request: &[u8]) -> Result<Vec<u8>, ServerError> {
        self.ask(&Message {
            method: "POST",
            target: "/agent/v1/request",
            body: Some(request),
            answer: Kind::RequestAnswer,
            total: TOTAL,
        })
    }

    /// Fetches a bundle; its bytes have the digest by which it was asked for. Its signature is for whoever uses it to check.
    pub fn bundle(&self, wanted: &BundleRef) -> Result<Vec<u8>, ServerError> {
        let bytes = self.ask(&Message {
            method: "GET",
            target: &bundle(&wanted.digest),
            body: None,
            answer: Kind::Bundle,
            total: TOTAL,
        })?;
        if Digest::of(&bytes) == wanted.digest {
            Ok(bytes)
        } else {
            Err(ServerError::unusable(&"the bundle has another digest than it was asked for by"))
        }
    }

    /// Asks; where time or number were wrong, signs again, once for each.
    fn ask(&self, message: &Message<'_>) -> Result<Vec<u8>, ServerError> {
        let body = message.body.map(packed).transpose()?;
        let is_compressed = matches!(body, Some(Cow::Owned(_)));
        let (mut may_learn, mut jumps) = (true, JUMPS);
        loop {
            let number = self.number(Numbers::next)?;
            let asked = Asked {
                method: message.method,
                target: message.target,
                body: body.as_deref(),
                is_compressed,
                signature: Some(self.sign(message, body.as_deref(), number).to_string()),
                bearer: None,
                answer: message.answer.limit(),
                total: message.total,
            };
            let unanswered = match self.server.sender.send(&asked) {
                Ok(answer) => return Ok(answer),
                Err(unanswered) => unanswered,
            };
            self.server.clock.learn(unanswered.time());
            if may_learn && is_about_time(&unanswered) {
                may_learn = false;
            } else if jumps > 0 && unanswered.is_signature(Trouble::Number) {
                jumps -= 1;
                self.number(|numbers, least| numbers.jump(number, least))?;
            } else {
                return Err(unanswered.into_error());
            }
        }
    }

    fn number<T>(&self, with: impl FnOnce(&mut Numbers, u64) -> Result<T, String>) -> Result<T, ServerError> {
        let least = u64::try_from(self.server.clock.now().as_millis()).unwrap_or(0);
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        with(&mut numbers, least).map_err(ServerError::Local)
    }

    fn sign(&self, message: &Message<'_>, body: Option<&[u8]>, number: u64) -> SignatureHeader {
        let time = self.server.clock.now().as_secs();
        let signed = SignedRequest {
            method: message.method,
            target: message.target,
            machine: &self.machine,
            time,
            number,
            body: Digest::of(body.unwrap_or_default()),
        };
        let signature = self.key.sign(&signed.to_bytes());
        SignatureHeader { machine: self.machine.clone(), time, number, signature }
    }
}

/// Whether the server said that its time is another one, and which.
fn is_about_time(unanswered: &Unanswered) -> bool {
    unanswered.is_signature(Trouble::Time) && unanswered.time().is_some()
}

/// A body as it is sent: compressed, where that is worth while.
fn packed(body: &[u8]) -> Result<Cow<'_, [u8]>, ServerError> {
    if body.len() < COMPRESSED {
        return Ok(body.into());
    }
    let packed = zstd::bulk::compress(body, LEVEL);
    packed
        .map(Cow::Owned)
        .map_err(|error| ServerError::Local(format!("could not compress a message: {error}")))
}

fn local<T>(made: Result<T, fetter_protocol::MessageError>) -> Result<T, ServerError> {
    made.map_err(|error| ServerError::Local(error.to_string()))
}
