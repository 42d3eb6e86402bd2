//! The SHA-256 of a document's contents, by which it is named.

use std::fmt::Write;
use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The digest of a value as compact JSON, in hexadecimal.
pub(super) fn content_digest(document: &impl Serialize) -> io::Result<String> {
    let digest = Sha256::digest(serde_json::to_vec(document)?);
    let mut text = String::with_capacity(64);
    for byte in digest {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// A UUID of version 8 (RFC 9562, section 5.8) made of a digest in hexadecimal.
pub(super) fn uuid_of_digest(digest: &str) -> String {
    let part = |range: std::ops::Range<usize>| digest.get(range).unwrap_or_default();
    // The two highest bits of the variant are 10.
    format!("{}-{}-8{}-8{}-{}", part(0..8), part(8..12), part(13..16), part(17..20), part(20..32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_contents_have_the_same_name() {
        let digest = content_digest(&["a"]).unwrap();
        assert_eq!(digest, content_digest(&["a"]).unwrap());
        assert_ne!(digest, content_digest(&["b"]).unwrap());
        let uuid = uuid_of_digest(&digest);
        assert_eq!((uuid.len(), &uuid[14..15], &uuid[19..20]), (36, "8", "8"), "{uuid}");
    }
}
