//! A name for a document that follows from its contents.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hex;

struct Hasher(Sha256);

impl Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn digest_of(document: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut hasher = io::BufWriter::with_capacity(64 * 1024, Hasher(Sha256::new()));
    serde_json::to_writer(&mut hasher, document)?;
    let hasher = hasher.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(hasher.0.finalize().to_vec())
}

/// The SHA-256 of a document, in hexadecimal.
pub(super) fn sha256_of(document: &impl Serialize) -> io::Result<String> {
    Ok(hex::encode(&digest_of(document)?))
}

/// A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of a document.
pub(super) fn uuid_of(document: &impl Serialize) -> io::Result<String> {
    let mut bytes = digest_of(document)?;
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex::encode(&bytes[..16]);
    Ok(format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_contents_have_the_same_name() {
        let uuid = uuid_of(&["a"]).unwrap();
        assert_eq!(uuid, uuid_of(&["a"]).unwrap());
        assert_ne!(uuid, uuid_of(&["b"]).unwrap());
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "8"), "{uuid}");
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
        let digest = sha256_of(&["a"]).unwrap();
        assert_eq!((digest.len(), &digest[..8]), (64, &uuid[..8]));
    }
}
