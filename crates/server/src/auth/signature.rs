//! Requests that machines have signed.

use fetter_protocol::signed::{SIGNATURE_HEADER, SignatureHeader, SignedRequest, TIME_TOLERANCE};
use fetter_protocol::{Digest, PublicKey, Signature};
use ring::signature::{ED25519, UnparsedPublicKey};

/// A request that its machine's key has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verified {
    /// The number of the request.
    pub(crate) number: u64,
}

/// Why a request is not taken for its machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsigned {
    /// The header is missing, there twice, or none.
    Header,
    /// Its time is not the server's.
    Time,
    /// The signature is not that machine's, or of another request.
    Signature,
}

/// The header of a request, if it is one and its time is the server's.
pub(crate) fn header(headers: &axum::http::HeaderMap, now: u64) -> Result<SignatureHeader, Unsigned> {
    let mut values = headers.get_all(SIGNATURE_HEADER).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Unsigned::Header) };
    let header: SignatureHeader =
        value.to_str().ok().and_then(|text| text.parse().ok()).ok_or(Unsigned::Header)?;
    if header.time.abs_diff(now) > TIME_TOLERANCE { Err(Unsigned::Time) } else { Ok(header) }
}

/// Holds the signature against the request as it came.
pub(crate) fn verify(
    header: &SignatureHeader,
    key: &PublicKey,
    method: &str,
    target: &str,
    body: &[u8],
) -> Result<Verified, Unsigned> {
    let body = Digest::of(body);
    let SignatureHeader { machine, time, number, signature } = header;
    let request = SignedRequest { method, target, machine, time: *time, number: *number, body };
    is_by(key, &request.to_bytes(), signature)
        .then_some(Verified { number: *number })
        .ok_or(Unsigned::Signature)
}

/// Whether these bytes were signed with that key.
pub(crate) fn is_by(key: &PublicKey, bytes: &[u8], signature: &Signature) -> bool {
    UnparsedPublicKey::new(&ED25519, key.as_bytes()).verify(bytes, signature.as_bytes()).is_ok()
}
