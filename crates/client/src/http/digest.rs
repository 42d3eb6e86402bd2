//! `#sha256=HEX` at the end of a URL: what must be there.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 digest that a URL's fragment promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pin([u8; 32]);

/// A fragment has a `sha256=` without a digest, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PinError;

impl Pin {
    /// The pin of a fragment, which holds `&`-separated parameters as pip's do; other parameters are ignored.
    pub(super) fn of_fragment(fragment: &str) -> Result<Option<Self>, PinError> {
        let mut pin = None;
        for parameter in fragment.split('&') {
            let Some((name, value)) = parameter.split_once('=') else { continue };
            if !name.eq_ignore_ascii_case("sha256") {
                continue;
            }
            let found = Self::of_hex(value)?;
            if pin.is_some_and(|pin| pin != found) {
                return Err(PinError);
            }
            pin = Some(found);
        }
        Ok(pin)
    }

    fn of_hex(text: &str) -> Result<Self, PinError> {
        let mut digest = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(PinError);
        }
        for (number, byte) in digest.iter_mut().enumerate() {
            let hex = text.get(2 * number..2 * number + 2).ok_or(PinError)?;
            *byte = u8::from_str_radix(hex, 16).map_err(|_| PinError)?;
        }
        Ok(Self(digest))
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub(super) fn hex(self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
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
        assert_eq!(Pin::of_fragment(&format!("egg=x&SHA256={}", ABC.to_uppercase())), Ok(Some(pin)));
        assert_eq!(Pin::of_fragment(&format!("sha256={ABC}&sha256={ABC}")), Ok(Some(pin)));
        assert_eq!(Pin::of_fragment("line-3"), Ok(None));
        assert_eq!(Pin::of_fragment("sha256"), Ok(None));
        for wrong in ["sha256=", "sha256=abc", &format!("sha256={ABC}0"), &format!("sha256={}+1", &ABC[2..])]
        {
            assert_eq!(Pin::of_fragment(wrong), Err(PinError), "{wrong}");
        }
        assert_eq!(Pin::of_fragment(&format!("sha256={ABC}&sha256={}", "0".repeat(64))), Err(PinError));
    }
}
