//! Bodies of requests: bounded in size, in time, and all together.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::Refused;

/// How much of all bodies is in memory at once, in KiB, unpacked: whoever comes beyond it waits a little, then is told to come later.
const TOGETHER_KIB: usize = 128 << 10;
/// The same of those who are not known yet.
const STRANGERS_KIB: usize = 8 << 10;
/// How long a body may take to come.
const COMES: Duration = Duration::from_secs(30);
/// How long it waits for room.
const WAITS: Duration = Duration::from_secs(5);
/// The largest window of a zstd frame, as a power of two: 8 MiB, as much as a decoder must support (RFC 8878, section 3.1.1.1.2).
const WINDOW_LOG: u32 = 23;

/// Room for bodies.
#[derive(Clone, Debug)]
pub(crate) struct Room(Arc<Semaphore>);

/// A body, and the room that it takes until it is dropped.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The bytes as they were sent.
    pub(crate) bytes: Vec<u8>,
    room: OwnedSemaphorePermit,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(TOGETHER_KIB)))
    }

    /// A small one, for those who are not known yet: they keep nobody else out.
    pub(crate) fn small() -> Self {
        Self(Arc::new(Semaphore::new(STRANGERS_KIB)))
    }

    /// Reads a body of at most that many bytes, which says its length. Room is taken for as much as it says.
    pub(crate) async fn read(&self, headers: &HeaderMap, body: Body, limit: usize) -> Result<Taken, Refused> {
        let too_large =
            || Refused::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than such a message may be");
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        let length: usize = match length {
            Some(length) => length,
            None if headers.contains_key(header::TRANSFER_ENCODING) => {
                return Err(Refused::new(StatusCode::LENGTH_REQUIRED, "the body does not say its length"));
            }
            None => 0,
        };
        if length > limit {
            return Err(too_large());
        }
        let room = self.take(length).await?;
        let read = timeout(COMES, Limited::new(body, length).collect()).await;
        let read =
            read.map_err(|_| Refused::new(StatusCode::REQUEST_TIMEOUT, "the body did not come in time"))?;
        let bytes = read.map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "the body broke off"))?;
        Ok(Taken { bytes: bytes.to_bytes().to_vec(), room })
    }

    /// Takes room for so many bytes, and waits a little for it.
    async fn take(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Refused> {
        let needed = u32::try_from(bytes / 1024 + 1).unwrap_or(u32::MAX);
        let room = timeout(WAITS, self.0.clone().acquire_many_owned(needed)).await;
        room.map_err(|_| Refused::busy())?.map_err(|_| Refused::busy())
    }

    /// Unpacks a body to at most that many bytes, once it is known whose it is. What is made of it takes room until what is given back is
    /// dropped.
    pub(crate) async fn unpack(
        &self,
        headers: &HeaderMap,
        taken: Taken,
        limit: usize,
    ) -> Result<(Vec<u8>, Held), Refused> {
        let Taken { bytes, room } = taken;
        let more =
            if is_packed(headers) { Some(self.take(limit.saturating_sub(bytes.len())).await?) } else { None };
        Ok((unpacked(headers, bytes, limit)?, Held(room, more)))
    }
}

/// Room that is taken until this is dropped.
#[derive(Debug)]
pub(crate) struct Held(
    #[expect(dead_code, reason = "it is held, not looked at")] OwnedSemaphorePermit,
    #[expect(dead_code, reason = "as the other")] Option<OwnedSemaphorePermit>,
);

fn is_packed(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding == "zstd")
}

/// The message in a body, unpacked to at most that many bytes.
fn unpacked(headers: &HeaderMap, bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, Refused> {
    if !headers.contains_key(header::CONTENT_ENCODING) {
        return Ok(bytes);
    }
    if !is_packed(headers) {
        let title = "the body is packed in a way that is not understood; zstd is";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, title));
    }
    let damaged = |_| Refused::new(StatusCode::BAD_REQUEST, "the body is no zstd");
    let mut decoder = zstd::Decoder::with_buffer(bytes.as_slice()).map_err(damaged)?;
    decoder.window_log_max(WINDOW_LOG).map_err(damaged)?;
    let mut unpacked = Vec::new();
    decoder.take(limit as u64 + 1).read_to_end(&mut unpacked).map_err(damaged)?;
    if unpacked.len() > limit {
        return Err(Refused::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "the body is larger than such a message may be",
        ));
    }
    Ok(unpacked)
}
