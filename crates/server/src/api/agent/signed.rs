//! Requests that a machine has signed.

use axum::extract::Request;
use axum::http::StatusCode;
use fetter_protocol::{Message, PublicKey, Trouble};

use super::super::body::Held;
use crate::api::rate::Source;
use crate::api::v1::allowed::too_many;
use crate::api::{Refused, Who};
use crate::auth::{self, Unsigned};
use crate::clock;
use crate::state::Shared;
use crate::store;
use crate::store::{Granted, MachineKey, Refusal, Work};

/// A request, and whose it is. Its number is not held against those before yet: that is done with what it asks for, in one
/// transaction.
#[derive(Debug)]
pub(super) struct Signed {
    pub(super) machine: MachineKey,
    number: u64,
    /// The message, unpacked.
    pub(super) body: Vec<u8>,
    /// The room that it takes.
    _held: Held,
}

/// Takes a request with a body of at most that many bytes, if the machine that it names has signed it.
pub(super) async fn signed(shared: &Shared, request: Request, limit: usize) -> Result<Signed, Refused> {
    let (head, body) = request.into_parts();
    let header = auth::header(&head.headers, clock::now()).map_err(refused)?;
    let machine = shared.keys.of(&header.machine).await?.ok_or(Refused::trouble(Trouble::Unknown))?;
    let mut machine = machine;
    let taken = shared.room.read(&head.headers, body, limit).await?;
    let target = head.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    let verify = |key: &PublicKey| {
        auth::verify(&header, key, head.method.as_str(), target, &taken.bytes).map_err(refused)
    };
    if let Err(refused) = verify(&machine.key) {
        // It may have another key since, by another server.
        shared.keys.forget(&header.machine);
        let now = shared.keys.of(&header.machine).await?.filter(|now| now.key != machine.key);
        machine = now.ok_or(refused)?;
        verify(&machine.key)?;
    }
    if let Some(who) = head.extensions.get::<Who>() {
        who.is(format!("machine {}", machine.name));
    }
    // Its own budget, and only where it has signed: nobody uses up another's.
    shared.rates.take(Source::Machine(machine.id)).map_err(|seconds| {
        shared.metrics.limited("machine");
        too_many(seconds)
    })?;
    let (body, held) = shared.room.unpack(&head.headers, taken, limit).await?;
    Ok(Signed { machine, number: header.number, body, _held: held })
}

fn refused(unsigned: Unsigned) -> Refused {
    match unsigned {
        Unsigned::Time => Refused::trouble(Trouble::Time),
        Unsigned::Header => Refused::trouble(Trouble::Unknown).because("the request has no signature"),
        Unsigned::Signature => Refused::trouble(Trouble::Unknown).because("the signature is wrong"),
    }
}

impl Signed {
    /// Does what is asked, if the number is a new one.
    pub(super) async fn done(self, shared: &Shared, work: Work) -> Result<Granted, Refused> {
        let name = self.machine.name.clone();
        let request = store::Request { machine: self.machine, number: self.number, work };
        let outcome = shared.ingest.request(request).await?;
        outcome.map_err(|refusal| {
            shared.keys.forget(&name);
            match refusal {
                Refusal::Number => Refused::trouble(Trouble::Number),
                Refusal::Unknown => Refused::trouble(Trouble::Unknown),
                Refusal::Cloned => Refused::trouble(Trouble::Cloned),
                Refusal::Taken => Refused::trouble(Trouble::Taken),
                Refusal::Unwanted => Refused::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "no report of this organisation names these contents",
                ),
            }
        })
    }
}

/// The message that a body is.
pub(super) fn message<M: Message>(body: &[u8]) -> Result<M, Refused> {
    fetter_protocol::read(body).map_err(|error| {
        Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the body is not the message that is asked for")
            .because(error)
    })
}

/// That a message is of the machine that signed it.
pub(super) fn is_of(machine: &MachineKey, named: &str) -> Result<(), Refused> {
    if machine.name == named {
        return Ok(());
    }
    Err(Refused::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "the message is of another machine than the one that signed it",
    ))
}
