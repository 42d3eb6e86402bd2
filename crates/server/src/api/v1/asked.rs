//! What is asked: the parts of a request, bounded and checked.

use std::any::TypeId;

use axum::body::Body;
use axum::extract::{FromRequestParts, Query, RawPathParams};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::page::QUERY_BYTES;
use crate::api::Refused;
use crate::state::Shared;
use crate::store::FindingKey;

/// Bytes of a body, where a route does not say another number.
pub(crate) const BODY_BYTES: usize = 64 << 10;
/// Bytes of one part of a path.
const PART_BYTES: usize = 512;

/// A request, but for who asks.
#[derive(Clone, Debug)]
pub(crate) struct Asked<P = Nothing, Q = Nothing, B = Nothing> {
    pub(crate) path: P,
    pub(crate) query: Q,
    pub(crate) body: B,
}

/// No part of a path, no query, no body.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// The variable parts of a path.
pub(crate) trait PathParts: Sized + Send + 'static {
    /// What they are called, in order.
    const NAMES: &'static [&'static str];
    /// `None` where there is nothing of that name.
    fn of(parts: &[String]) -> Option<Self>;
}

impl PathParts for Nothing {
    const NAMES: &'static [&'static str] = &[];

    fn of(_: &[String]) -> Option<Self> {
        Some(Self {})
    }
}

/// The row of something.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Id(pub(crate) i64);

impl PathParts for Id {
    const NAMES: &'static [&'static str] = &["id"];

    fn of(parts: &[String]) -> Option<Self> {
        let [id] = parts else { return None };
        let is_number = id.bytes().all(|byte| byte.is_ascii_digit());
        // PostgreSQL takes no id beyond 32 bits.
        is_number.then(|| id.parse::<u32>().ok().map(|id| Self(i64::from(id))))?
    }
}

/// The id that a machine chose.
#[derive(Clone, Debug)]
pub(crate) struct MachineId(pub(crate) String);

impl PathParts for MachineId {
    const NAMES: &'static [&'static str] = &["machine"];

    fn of(parts: &[String]) -> Option<Self> {
        let [id] = parts else { return None };
        let is_id = id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_id.then(|| Self(id.clone()))
    }
}

/// A finding: which list it is in, and its row there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FindingId(pub(crate) FindingKey);

impl PathParts for FindingId {
    const NAMES: &'static [&'static str] = &["finding"];

    fn of(parts: &[String]) -> Option<Self> {
        let [word] = parts else { return None };
        let (list, row) = word.split_once('-')?;
        let Id(row) = Id::of(&[row.to_owned()])?;
        match list {
            "release" => Some(Self(FindingKey::Release(row))),
            "policy" => Some(Self(FindingKey::Policy(row))),
            "integrity" => Some(Self(FindingKey::Tampered(row))),
            _ => None,
        }
    }
}

/// The name of a package.
#[derive(Clone, Debug)]
pub(crate) struct PackageName(pub(crate) String);

impl PathParts for PackageName {
    const NAMES: &'static [&'static str] = &["name"];

    fn of(parts: &[String]) -> Option<Self> {
        let [name] = parts else { return None };
        Some(Self(name.clone()))
    }
}

/// The row of a group, and the number of something of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfGroup {
    pub(crate) group: i64,
    pub(crate) number: u64,
}

impl PathParts for OfGroup {
    const NAMES: &'static [&'static str] = &["id", "number"];

    fn of(parts: &[String]) -> Option<Self> {
        let [group, number] = parts else { return None };
        let id = |part: &String| Id::of(std::slice::from_ref(part)).map(|id| id.0);
        Some(Self { group: id(group)?, number: id(number)?.cast_unsigned() })
    }
}

/// There is nothing here that the caller may see: the same words, whether it is another's or not there.
pub(crate) const fn not_found() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "there is nothing of that name")
}

/// What was asked for cannot be, and why.
pub(crate) fn wrong(why: impl std::fmt::Display) -> Refused {
    Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the request cannot be taken").because(why)
}

/// Whether something is asked for at all.
pub(crate) fn is_nothing<T: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<Nothing>()
}

impl<P: PathParts, Q: DeserializeOwned + 'static, B: DeserializeOwned + 'static> Asked<P, Q, B> {
    /// Reads a request. Who asks is known by then: nobody else's body is read.
    pub(crate) async fn read(
        shared: &Shared,
        mut parts: Parts,
        body: Body,
        limit: usize,
    ) -> Result<Self, Refused> {
        if parts.uri.query().is_some_and(|query| query.len() > QUERY_BYTES) {
            return Err(Refused::new(StatusCode::URI_TOO_LONG, "the query is longer than it may be"));
        }
        let path = path_of(&mut parts, shared).await?;
        let bad = |why: &dyn std::fmt::Display| {
            Refused::new(StatusCode::BAD_REQUEST, "the query cannot be read").because(clipped(why))
        };
        let Query(query) = Query::<Q>::try_from_uri(&parts.uri).map_err(|error| bad(&error.body_text()))?;
        let body = if is_nothing::<B>() { b"{}".to_vec() } else { json(shared, &parts, body, limit).await? };
        let body = serde_json::from_slice(&body).map_err(|error| {
            Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "the body is not what is asked for")
                .because(clipped(&error))
        })?;
        Ok(Self { path, query, body })
    }
}

/// The variable parts of the path of a request.
pub(crate) async fn path_of<P: PathParts>(parts: &mut Parts, shared: &Shared) -> Result<P, Refused> {
    let raw = RawPathParams::from_request_parts(parts, shared).await;
    let raw = raw.map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "the path is no UTF-8"))?;
    let values: Vec<String> = raw.iter().map(|(_, value)| value.to_owned()).collect();
    if values.iter().any(|value| value.len() > PART_BYTES || value.contains('\0')) {
        return Err(not_found());
    }
    P::of(&values).ok_or_else(not_found)
}

async fn json(shared: &Shared, parts: &Parts, body: Body, limit: usize) -> Result<Vec<u8>, Refused> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is to be application/json"));
    }
    if parts.headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Refused::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the body is to come as it is, not packed",
        ));
    }
    Ok(shared.room.read(&parts.headers, body, limit).await?.bytes)
}

/// What is said of a request is no longer than a line or two, whatever stands in it.
fn clipped(why: &dyn std::fmt::Display) -> String {
    fetter_protocol::clip(&why.to_string(), 300)
}
