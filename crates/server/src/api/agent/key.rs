//! `POST /agent/v1/key`: another key for a machine, signed with the one before.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_protocol::{Enrollment, limits};

use super::answers;
use super::enrol::{enrolled, is_proven};
use super::signed::{is_of, message, signed};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::Work;

pub(super) async fn exchange(State(shared): State<Shared>, request: Request) -> Result<Response, Refused> {
    let signed = signed(&shared, request, limits::ENROLLMENT_BYTES).await?;
    let asked: Enrollment = message(&signed.body)?;
    is_of(&signed.machine, &asked.host.machine)?;
    is_proven(&asked)?;
    let machine = signed.machine.name.clone();
    let granted = signed.done(&shared, Work::Key(asked.key)).await?;
    shared.keys.forget(&machine);
    let taken = shared.database.taken(granted.organisation, granted.group).await?;
    answers::message(StatusCode::OK, &enrolled(&shared, &machine, taken)?)
}
