//! `POST /agent/v1/enroll`.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_protocol::{Enrolled, Enrollment, Kind, PublicKey, Trouble, limits};

use super::answers;
use super::signed::message;
use crate::api::Refused;
use crate::auth::{self, Secret};
use crate::clock;
use crate::state::Shared;
use crate::store::{Taken, TokenError};

pub(super) async fn enrol(State(shared): State<Shared>, request: Request) -> Result<Response, Refused> {
    let (head, body) = request.into_parts();
    let taken = shared.strangers.read(&head.headers, body, limits::ENROLLMENT_BYTES).await?;
    let (body, _held) = shared.strangers.unpack(&head.headers, taken, limits::ENROLLMENT_BYTES).await?;
    let asked: Enrollment = message(&body)?;
    is_proven(&asked)?;
    let token = Secret::digest_of(&asked.token);
    // Nobody without a token makes the database write.
    if !shared.database.is_token(&token).await? {
        return Err(Refused::trouble(Trouble::Token));
    }
    let taken = shared.database.enrol(&token, &asked).await?.map_err(|error| match error {
        TokenError::Token => Refused::trouble(Trouble::Token),
        TokenError::Taken => Refused::trouble(Trouble::Taken),
    })?;
    shared.keys.forget(&asked.host.machine);
    answers::message(StatusCode::CREATED, &enrolled(&shared, &asked.host.machine, taken)?)
}

/// That whoever asks has the secret half of the key.
pub(super) fn is_proven(asked: &Enrollment) -> Result<(), Refused> {
    let claim = Enrollment::claim(&asked.host.machine, &asked.key);
    if auth::is_by(&asked.key, &claim, &asked.proof) {
        return Ok(());
    }
    Err(Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the proof is not by the key that it is to prove"))
}

pub(super) fn enrolled(shared: &Shared, machine: &str, taken: Taken) -> Result<Enrolled, Refused> {
    let damaged = |_| Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the organisation's key is damaged");
    let policy_key: [u8; 32] = taken.policy_key.try_into().map_err(damaged)?;
    Ok(Enrolled {
        schema: Kind::Enrolled.schema().to_owned(),
        version: Kind::Enrolled.version(),
        machine: machine.to_owned(),
        organisation: taken.organisation,
        group: taken.group,
        policy_key: PublicKey::new(policy_key),
        time: clock::now(),
        interval: shared.options.interval,
    })
}
