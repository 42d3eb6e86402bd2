//! What is asked for beside a password: a code of an authenticator, or one that is kept for when it is lost.

use fetter_protocol::Digest;

use super::base32;
use super::secret::{NoRandom, random};
use super::totp::TotpSecret;

/// How many codes for recovery there are.
const COUNT: usize = 10;
/// Random bytes of one: 80 bits, which nobody guesses.
const BYTES: usize = 10;
/// Letters of one, without the dashes.
const LETTERS: usize = 16;
/// The longest text that is looked at, in bytes.
const LONGEST: usize = 64;

/// What was given beside a password, and found right, but for whether it was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// A code of that step.
    Step(u64),
    /// A code for recovery, by its digest.
    Recovery(Digest),
}

impl Factor {
    /// What a text is: a code of this authenticator now, or what may be a code for recovery.
    #[must_use]
    pub fn read(text: &str, secret: &TotpSecret, now: u64) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        // People type them as they are shown, in groups.
        let word: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
        let word = word.to_ascii_uppercase();
        if word.len() == LETTERS && base32::is_base32(&word) {
            return Some(Self::Recovery(Digest::of(word.as_bytes())));
        }
        secret.step(&word, now).map(Self::Step)
    }
}

/// A code for recovery, which is shown once. It is not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// New ones, for one user.
    pub fn some() -> Result<Vec<Self>, NoRandom> {
        (0..COUNT).map(|_| random::<BYTES>().map(|bytes| Self(base32::encode(&bytes)))).collect()
    }

    /// What is kept of it. It is random: nothing slower than SHA-256 makes it safer.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }

    /// The code itself, in groups of four, for the one time that it is shown.
    #[must_use]
    pub fn reveal(&self) -> String {
        let groups: Vec<&str> = (0..self.0.len()).step_by(4).map(|at| &self.0[at..at + 4]).collect();
        groups.join("-").to_ascii_lowercase()
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryCode(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let secret = TotpSecret::of(b"12345678901234567890").unwrap();
        let now = 1_234_567_890;
        let step = Some(Factor::Step(now / 30));
        for text in ["005924", "005 924", " 005-924 "] {
            assert_eq!(Factor::read(text, &secret, now), step, "{text}");
        }
        let codes = RecoveryCode::some().unwrap();
        assert_eq!(codes.len(), 10);
        for code in &codes {
            let shown = code.reveal();
            assert_eq!((shown.len(), shown.matches('-').count()), (19, 3), "{shown}");
            let read = Some(Factor::Recovery(code.digest()));
            assert_eq!(Factor::read(&shown, &secret, now), read);
            assert_eq!(Factor::read(&shown.to_uppercase().replace('-', " "), &secret, now), read);
            assert_eq!(codes.iter().filter(|other| *other == code).count(), 1);
        }
        for wrong in ["", "5924", "0059241", &"a".repeat(15), &"1".repeat(16), &"a".repeat(1000), "ä"] {
            assert_eq!(Factor::read(wrong, &secret, now), None, "{wrong}");
        }
        assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(****)");
    }
}
