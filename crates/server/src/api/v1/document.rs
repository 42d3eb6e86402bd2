//! `/openapi.json`.

use serde_json::Value;

use super::allowed::{Allowed, Anyone};
use super::asked::Asked;
use super::reply::Shown;
use crate::api::Refused;
use crate::state::Shared;

pub(super) async fn document(_: Shared, _: Allowed<Anyone>, _: Asked) -> Result<Shown<Value>, Refused> {
    Ok(Shown(super::openapi::document()))
}
