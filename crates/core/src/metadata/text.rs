//! Text in files whose encoding nobody checked.

use std::borrow::Cow;

/// Text, and whether it was the UTF-8 that the specifications ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'bytes> {
    /// The text.
    pub text: Cow<'bytes, str>,
    /// False where the bytes were no UTF-8 and were read as Latin-1, which cannot fail.
    pub was_utf8: bool,
}

/// Reads bytes as UTF-8 (a byte order mark is dropped), or else as Latin-1.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    decode_line(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// As [`decode`], for what does not stand at the beginning of a file, where a byte order mark is a character.
pub(super) fn decode_line(bytes: &[u8]) -> Decoded<'_> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), was_utf8: true },
        Err(_) => {
            Decoded { text: Cow::Owned(bytes.iter().copied().map(char::from).collect()), was_utf8: false }
        }
    }
}

/// Splits at `\n`, `\r\n` and `\r`, as Python's universal newlines do. A newline at the end starts no further line.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (line, after) = split_line(rest)?;
        rest = after;
        Some(line)
    })
}

/// The first line without its newline, and what follows; `None` where there is nothing left.
pub(super) fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let Some(end) = memchr::memchr2(b'\n', b'\r', bytes) else {
        return Some((bytes, &[]));
    };
    let newline = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
    Some((&bytes[..end], &bytes[end + newline..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_newlines_split() {
        let split: Vec<_> = lines(b"a\nb\r\nc\rd\r\r\ne\n").collect();
        assert_eq!(split, [&b"a"[..], b"b", b"c", b"d", b"", b"e"]);
        assert_eq!(lines(b"").count(), 0);
    }

    #[test]
    fn what_is_not_utf8_is_read_as_latin_1() {
        assert_eq!(decode(b"caf\xe9"), Decoded { text: "café".into(), was_utf8: false });
        assert_eq!(decode(b"\xef\xbb\xbfcaf\xc3\xa9"), Decoded { text: "café".into(), was_utf8: true });
    }
}
