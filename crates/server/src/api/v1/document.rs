//! `/openapi.json`.

use std::sync::LazyLock;

use serde_json::Value;

use super::allowed::{Allowed, Anyone, too_many};
use super::asked::Asked;
use super::reply::Shown;
use crate::api::Refused;
use crate::api::rate::Source;
use crate::state::Shared;

/// It is made once: nobody without a token is to make the server work.
static DOCUMENT: LazyLock<Value> = LazyLock::new(super::openapi::document);

pub(crate) async fn document(
    shared: Shared,
    peer: Allowed<Anyone>,
    _: Asked,
) -> Result<Shown<&'static Value>, Refused> {
    shared.rates.take(Source::Unknown(peer.origin.clone())).map_err(too_many)?;
    Ok(Shown(&DOCUMENT))
}
