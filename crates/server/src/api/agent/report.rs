//! `POST /agent/v1/report`.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_protocol::{Report, limits};

use super::answers;
use super::signed::{is_of, message, signed};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::Work;

pub(super) async fn report(State(shared): State<Shared>, request: Request) -> Result<Response, Refused> {
    let signed = signed(&shared, request, limits::REPORT_BYTES).await?;
    let report: Report = message(&signed.body)?;
    is_of(&signed.machine, &report.host.machine)?;
    let state = report.state();
    let state = state.map_err(|error| {
        Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the report has no digest").because(error)
    })?;
    let machine = signed.machine.name.clone();
    let granted = signed.done(&shared, Work::Report(Box::new(report), state)).await?;
    answers::message(StatusCode::OK, &answers::answer(&machine, granted))
}
