//! Names for things that follow from what they are: the same in every run, and on every machine that has the same.

use sha2::{Digest, Sha256};

use crate::hex;

/// How many bytes of a digest make a name. With 128 bits nobody makes two things of one name on purpose.
const BYTES: usize = 16;
/// How much of a name or a version is shown in an id, in bytes.
const SHOWN: usize = 64;

/// Takes in what something is, part by part.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Takes in one part. Its length comes first, so that parts are told apart.
    pub(crate) fn part(&mut self, part: impl AsRef<[u8]>) -> &mut Self {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Takes in what may be absent.
    pub(crate) fn optional(&mut self, part: Option<impl AsRef<[u8]>>) -> &mut Self {
        match part {
            Some(part) => self.part("+").part(part),
            None => self.part("-"),
        }
    }

    /// Takes in several parts, and how many there are.
    pub(crate) fn list(&mut self, parts: impl ExactSizeIterator<Item = impl AsRef<[u8]>>) -> &mut Self {
        self.part(parts.len().to_le_bytes());
        for part in parts {
            self.part(part);
        }
        self
    }

    /// The name, in hexadecimal digits.
    pub(crate) fn name(self) -> String {
        hex::encode(&self.0.finalize()[..BYTES])
    }
}

/// The part of an id that people read: letters, digits, `.` and `-` are what SPDX allows.
pub(crate) fn shown(text: &str) -> String {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    text.bytes().take(SHOWN).map(|byte| if allowed(byte) { char::from(byte) } else { '-' }).collect()
}
