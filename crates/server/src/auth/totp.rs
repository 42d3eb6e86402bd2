//! Codes of an authenticator (TOTP, RFC 6238): SHA-1, six digits, half a minute each, as all authenticators have it.

use fetter_protocol::Digest;
use ring::hmac;

use super::base32;
use super::secret::{NoRandom, random};

/// How long a code is shown, in seconds (RFC 6238, section 5.2).
const STEP: u64 = 30;
/// How many steps a clock may be off, each way.
const DRIFT: u64 = 1;
/// Digits of a code, and the number of codes.
const DIGITS: usize = 6;
const CODES: u32 = 1_000_000;
/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, section 4, R6).
const BYTES: usize = 20;

/// What an authenticator makes codes of. It is not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; BYTES]);

impl TotpSecret {
    /// A new one.
    pub fn new() -> Result<Self, NoRandom> {
        random().map(Self)
    }

    /// The one that has these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes, to be sealed.
    #[must_use]
    pub const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As people type it.
    #[must_use]
    pub fn base32(&self) -> String {
        base32::encode(&self.0)
    }

    /// As authenticators read it from a picture: `otpauth://totp/…`.
    #[must_use]
    pub fn uri(&self, organisation: &str, user: &str) -> String {
        let issuer = super::url::encoded(&format!("fetter {organisation}"));
        let user = super::url::encoded(user);
        let secret = self.base32();
        format!(
            "otpauth://totp/{issuer}:{user}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// The code of a time, in seconds since 1970: what an authenticator shows.
    #[must_use]
    pub fn code(&self, now: u64) -> String {
        code_of(&self.0, now / STEP)
    }

    /// The step whose code it is, within the drift. Codes are compared by their digests, all of them.
    #[must_use]
    pub fn step(&self, code: &str, now: u64) -> Option<u64> {
        let given = Digest::of(code.as_bytes());
        let middle = now / STEP;
        let mut found = None;
        for step in middle.saturating_sub(DRIFT)..=middle + DRIFT {
            if Digest::of(code_of(&self.0, step).as_bytes()) == given {
                found = Some(step);
            }
        }
        found
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TotpSecret(****)")
    }
}

fn code_of(key: &[u8], step: u64) -> String {
    format!("{:0width$}", hotp(key, step) % CODES, width = DIGITS)
}

/// The number of a counter (RFC 4226, section 5.3), of 31 bits.
fn hotp(key: &[u8], counter: u64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
    let tag = hmac::sign(&key, &counter.to_be_bytes());
    let tag = tag.as_ref();
    // SHA-1 gives 20 bytes, of which the last says where the number begins: at 15 at most.
    let at = usize::from(tag[tag.len() - 1] & 15);
    u32::from_be_bytes([tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8; 20] = b"12345678901234567890";

    #[test]
    fn numbers_are_those_of_rfc_4226() {
        let codes =
            [755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489];
        for (counter, code) in (0..).zip(codes) {
            assert_eq!(hotp(KEY, counter) % CODES, code, "{counter}");
        }
        assert_eq!(hotp(KEY, 0), 1_284_755_224);
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (time, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(hotp(KEY, time / STEP) % 100_000_000, code, "{time}");
            let secret = TotpSecret::of(KEY).unwrap();
            assert_eq!(secret.code(time), format!("{:06}", code % CODES));
        }
    }

    #[test]
    fn a_code_is_good_for_one_step_each_way() {
        let secret = TotpSecret::of(KEY).unwrap();
        let now = 1_234_567_890;
        let code = secret.code(now);
        assert_eq!(code, "005924");
        for (later, is_good) in [(0, true), (30, true), (60, false)] {
            assert_eq!(secret.step(&code, now + later).is_some(), is_good, "{later}");
            assert_eq!(secret.step(&code, now - later).is_some(), is_good, "-{later}");
        }
        assert_eq!(secret.step(&code, now), Some(now / 30));
        for wrong in ["", "5924", "005925", "0005924", "00592\u{664}"] {
            assert_eq!(secret.step(wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn an_authenticator_is_told_all_and_nobody_else() {
        let secret = TotpSecret::of(KEY).unwrap();
        assert_eq!(
            secret.uri("acme & co", "ada:x"),
            "otpauth://totp/fetter%20acme%20%26%20co:ada%3Ax?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=fetter%20acme%20%26%20co&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(format!("{secret:?}"), "TotpSecret(****)");
        assert_eq!(TotpSecret::of(b"short"), None);
        assert_ne!(TotpSecret::new().unwrap(), TotpSecret::new().unwrap());
    }
}
