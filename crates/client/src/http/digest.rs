//! `#sha256=HEX` at the end of a URL: what must be there.

use fetter_core::hex;
use sha2::{Digest, Sha256};

/// The SHA-256 digest that a URL's fragment promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pin([u8; 32]);

impl Pin {
    /// The pin of a fragment, which is empty or `sha256=HEX`. Anything else is refused with what is supported: a digest that is
    /// not understood would else be none.
    pub(super) fn of_fragment(fragment: &str) -> Result<Option<Self>, &'static str> {
        if fragment.is_empty() {
            return Ok(None);
        }
        let value = match fragment.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("sha256") => value,
            _ => return Err("behind `#` only `sha256=` and 64 hexadecimal digits are supported"),
        };
        let wrong = "`sha256=` takes 64 hexadecimal digits, and one digest only";
        Self::of_hex(value).map(Some).ok_or(wrong)
    }

    fn of_hex(text: &str) -> Option<Self> {
        // What is longer is not even read.
        let digest = (text.len() == 64).then(|| hex::decode(text)).flatten()?;
        digest.try_into().ok().map(Self)
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self::of_digest(Sha256::digest(bytes).into())
    }

    pub(super) const fn of_digest(digest: [u8; 32]) -> Self {
        Self(digest)
    }

    pub(super) fn hex(self) -> String {
        hex::encode(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-2, appendix B.1.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn fragments_have_one_digest_or_none() {
        assert_eq!(Pin::of_bytes(b"abc").hex(), ABC);
        let pin = Pin::of_bytes(b"abc");
        assert_eq!(Pin::of_fragment(&format!("sha256={ABC}")), Ok(Some(pin)));
        assert_eq!(Pin::of_fragment(&format!("SHA256={}", ABC.to_uppercase())), Ok(Some(pin)));
        assert_eq!(Pin::of_fragment(""), Ok(None));
        for wrong in [
            "sha256",
            "sha256=",
            "sha256=abc",
            &format!("sha256={ABC}0"),
            &format!("sha256={}+1", &ABC[2..]),
            &format!("sha256={ABC}&sha256={ABC}"),
            &format!("egg=x&sha256={ABC}"),
            &format!("sha256:{ABC}"),
            &format!("SHA-256={ABC}"),
            &format!("sha265={ABC}"),
            "sha512=00",
            "md5=00",
            "line-3",
        ] {
            assert!(Pin::of_fragment(wrong).is_err_and(|reason| reason.contains("64 hex")), "{wrong}");
        }
    }
}
