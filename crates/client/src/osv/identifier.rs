//! Identifiers of advisories, which become parts of URLs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The longest identifier, in bytes; those of the ecosystem have up to 30.
const LONGEST: usize = 128;

/// What a part of a path may hold as it is, of what an identifier may hold.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'-');

/// Whether a text is an identifier: letters, digits and `._:-` of ASCII, with a letter or digit first, so that it is no
/// `..` either.
pub(super) fn is_identifier(text: &str) -> bool {
    text.len() <= LONGEST
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte))
}

/// The path to the record of an advisory, below the base URL.
pub(super) fn path(identifier: &str) -> String {
    format!("v1/vulns/{}", utf8_percent_encode(identifier, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_told_from_paths() {
        for good in ["PYSEC-2024-1", "GHSA-vqj2-4v8m-8vrq", "MAL-2025-1", "ALBA-2019:0973", "x.y_z", "0"] {
            assert!(is_identifier(good), "{good}");
        }
        let long = "x".repeat(LONGEST + 1);
        for bad in
            ["", ".", "..", "../x", "-x", "a/b", "a%2fb", "a b", "a?b", "a#b", "ä", "a\0", "a\n", &long]
        {
            assert!(!is_identifier(bad), "{bad}");
        }
        assert_eq!(path("ALBA-2019:0973"), "v1/vulns/ALBA-2019%3A0973");
    }
}
