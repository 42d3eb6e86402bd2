//! Messages as answers.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fetter_protocol::{Answer, Message, write};

use crate::api::Refused;
use crate::store::Granted;

pub(super) fn json(status: StatusCode, bytes: Vec<u8>) -> Response {
    let mut response = (status, bytes).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

pub(super) fn message<M: Message>(status: StatusCode, message: &M) -> Result<Response, Refused> {
    let bytes = write(message).map_err(|error| {
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").because(error)
    })?;
    Ok(json(status, bytes))
}

pub(super) fn answer(machine: &str, granted: Granted) -> Answer {
    let mut wanted = granted.wanted;
    wanted.sort_unstable();
    Answer {
        wanted,
        stored: granted.stored.into_iter().collect(),
        ..Answer::acknowledging(machine, granted.acknowledged, granted.acknowledged_events)
    }
}
