//! `POST /agent/v1/request`.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_core::check::names_one_package;
use fetter_protocol::{PackageRequest, RequestAnswer, RequestState, clip, limits};

use super::super::rate::Source;
use super::answers;
use super::signed::{is_of, message, signed};
use crate::api::Refused;
use crate::api::v1::too_many;
use crate::state::Shared;
use crate::store::Work;

pub(super) async fn request(State(shared): State<Shared>, request: Request) -> Result<Response, Refused> {
    let signed = signed(&shared, request, limits::SHORT_BYTES).await?;
    let asked: PackageRequest = message(&signed.body)?;
    is_of(&signed.machine, &asked.machine)?;
    shared.rates.take(Source::Asking(signed.machine.id)).map_err(too_many)?;
    let (machine, id) = (signed.machine.name.clone(), asked.id.clone());
    // What nobody could approve is answered as that, and not kept.
    let wrong = names_one_package(&asked.package).err();
    let work = if wrong.is_some() { Work::Nothing } else { Work::Request(Box::new(asked)) };
    let granted = signed.done(&shared, work).await?;
    let state = granted.request.unwrap_or_else(|| not_taken(&id, &wrong.unwrap_or_default()));
    answers::message(StatusCode::OK, &RequestAnswer::new(&machine, state))
}

fn not_taken(id: &str, why: &str) -> RequestState {
    let why = why.replace(char::is_control, " ");
    let reason = clip(&why, limits::REQUEST_REASON_BYTES);
    RequestState { reason, ..RequestState::new(id, RequestState::NOT_TAKEN) }
}
