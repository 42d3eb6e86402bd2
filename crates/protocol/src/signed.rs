//! What is signed of a request, so that nobody can send it in another's name, elsewhere, changed or again.

use std::str::FromStr;

use crate::Digest;
use crate::key::Signature;

/// The header that a request of a machine is signed in.
pub const SIGNATURE_HEADER: &str = "fetter-signature";
/// How far the time of a request may be from the server's, in seconds, either way.
pub const TIME_TOLERANCE: u64 = 60;

/// What is signed of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedRequest<'request> {
    /// The method, in capitals.
    pub method: &'request str,
    /// The path, with the query where there is one, as it is sent.
    pub target: &'request str,
    /// The machine that asks.
    pub machine: &'request str,
    /// The server's time as the machine reckons it, in seconds since 1970.
    pub time: u64,
    /// A number that is greater than that of any request which this machine has signed.
    pub number: u64,
    /// The digest of the body as it is sent: compressed, where it is.
    pub body: Digest,
}

/// The value of the header: who asks, when, as which request, and the signature of all that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureHeader {
    /// The machine.
    pub machine: String,
    /// The time.
    pub time: u64,
    /// The number.
    pub number: u64,
    /// The signature of [`SignedRequest::to_bytes`].
    pub signature: Signature,
}

/// A value that is no such header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a signature is written as `1 MACHINE TIME NUMBER SIGNATURE`")]
pub struct HeaderError;

impl SignedRequest<'_> {
    /// The bytes that are signed. No part may hold the end of a line, so that each way to divide them is one way only.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { method, target, machine, time, number, body } = self;
        format!("fetter-request-1\n{method}\n{target}\n{machine}\n{time}\n{number}\n{body}\n").into_bytes()
    }
}

impl std::fmt::Display for SignatureHeader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { machine, time, number, signature } = self;
        write!(formatter, "1 {machine} {time} {number} {signature}")
    }
}

impl FromStr for SignatureHeader {
    type Err = HeaderError;

    fn from_str(text: &str) -> Result<Self, HeaderError> {
        let mut parts = text.split(' ');
        let mut next = || parts.next().ok_or(HeaderError);
        if next()? != "1" {
            return Err(HeaderError);
        }
        let machine = next()?.to_owned();
        let time = number(next()?)?;
        let count = number(next()?)?;
        let signature = next()?.parse().map_err(|_| HeaderError)?;
        let is_whole = next().is_err() && crate::message::is_machine(&machine);
        if is_whole { Ok(Self { machine, time, number: count, signature }) } else { Err(HeaderError) }
    }
}

/// One way of writing each number, so that a header has one form.
fn number(text: &str) -> Result<u64, HeaderError> {
    let parsed: u64 = text.parse().map_err(|_| HeaderError)?;
    if parsed.to_string() == text { Ok(parsed) } else { Err(HeaderError) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: &str = "0123456789abcdef0123456789abcdef";

    fn header() -> SignatureHeader {
        SignatureHeader {
            machine: MACHINE.to_owned(),
            time: 1_781_524_800,
            number: 7,
            signature: Signature::new([0xab; 64]),
        }
    }

    #[test]
    fn a_header_is_written_one_way_only() {
        let text = header().to_string();
        assert_eq!(text.parse(), Ok(header()));
        let digits = "ab".repeat(64);
        for none in [
            "",
            "1",
            &text.replacen('1', "2", 1),
            &format!("{text} "),
            &format!("{text} more"),
            &text.replace(" 7 ", " 07 "),
            &text.replace(" 7 ", " +7 "),
            &text.replace(" 7 ", "  7 "),
            &text.replace(MACHINE, "../../etc"),
            &text.replace(&digits, &digits.to_uppercase()),
            &text.replace(&digits, &digits[2..]),
        ] {
            assert_eq!(none.parse::<SignatureHeader>(), Err(HeaderError), "{none}");
        }
    }

    #[test]
    fn whatever_is_changed_changes_what_is_signed() {
        let body = Digest::of(b"{}");
        let request = SignedRequest {
            method: "POST",
            target: "/agent/v1/check-in",
            machine: MACHINE,
            time: 10,
            number: 7,
            body,
        };
        let others = [
            SignedRequest { method: "PUT", ..request },
            SignedRequest { target: "/agent/v1/report", ..request },
            SignedRequest { machine: "fedcba9876543210fedcba9876543210", ..request },
            SignedRequest { time: 107, number: 0, ..request },
            SignedRequest { number: 8, ..request },
            SignedRequest { body: Digest::of(b"{ }"), ..request },
        ];
        assert!(others.iter().all(|other| other.to_bytes() != request.to_bytes()));
    }
}
