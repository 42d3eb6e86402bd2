//! `PUT /agent/v1/site/{digest}`.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_protocol::{Digest, SiteContents, limits};

use super::answers;
use super::signed::{message, signed};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::Work;

pub(super) async fn site(
    State(shared): State<Shared>,
    Path(digest): Path<String>,
    request: Request,
) -> Result<Response, Refused> {
    let signed = signed(&shared, request, limits::SITE_BYTES).await?;
    let other = || {
        Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the contents have not the digest that the path names")
    };
    let digest: Digest = digest.parse().map_err(|_| other())?;
    if Digest::of(&signed.body) != digest {
        return Err(other());
    }
    let contents: SiteContents = message(&signed.body)?;
    // What is not known of it is passed over, and would have no name of its own.
    let canonical = contents.canonical().map_err(|error| other().because(error))?;
    if canonical.0 != digest {
        return Err(other().because("they are not in their canonical form"));
    }
    let machine = signed.machine.name.clone();
    let granted = signed.done(&shared, Work::Site(digest, Box::new(contents))).await?;
    answers::message(StatusCode::OK, &answers::answer(&machine, granted))
}
