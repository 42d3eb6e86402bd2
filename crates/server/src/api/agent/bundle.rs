//! `GET /agent/v1/bundle/{digest}`.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_protocol::Digest;

use super::answers;
use super::signed::signed;
use crate::api::Refused;
use crate::state::Shared;
use crate::store::Work;

pub(super) async fn bundle(
    State(shared): State<Shared>,
    Path(digest): Path<String>,
    request: Request,
) -> Result<Response, Refused> {
    let signed = signed(&shared, request, 0).await?;
    let granted = signed.done(&shared, Work::Nothing).await?;
    let none = || {
        Refused::new(StatusCode::NOT_FOUND, "there is no such bundle; check in to be told which one there is")
    };
    let digest: Digest = digest.parse().map_err(|_| none())?;
    let bytes = shared.database.bundle(granted.organisation, &digest).await?.ok_or_else(none)?;
    Ok(answers::json(StatusCode::OK, bytes))
}
