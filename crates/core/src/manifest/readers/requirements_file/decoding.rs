//! The encoding of a requirements file: a byte order mark, else a coding cookie (PEP 263), else UTF-8, as pip has it.

use std::borrow::Cow;

/// A file's text, and what is wrong with its encoding.
pub(in crate::manifest::readers) struct Text<'bytes> {
    pub(in crate::manifest::readers) text: Cow<'bytes, str>,
    /// Why the text may not be what was meant.
    pub(in crate::manifest::readers) problem: Option<String>,
}

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    Latin9,
    Cp1252,
    Utf16 { big: bool },
    Utf32 { big: bool },
}

/// The mark of UTF-16 begins that of UTF-32 in little-endian order, so that one comes first.
const MARKS: [(&[u8], Encoding); 5] = [
    (b"\xef\xbb\xbf", Encoding::Utf8),
    (b"\xff\xfe\0\0", Encoding::Utf32 { big: false }),
    (b"\0\0\xfe\xff", Encoding::Utf32 { big: true }),
    (b"\xff\xfe", Encoding::Utf16 { big: false }),
    (b"\xfe\xff", Encoding::Utf16 { big: true }),
];

/// Decodes a file. Where its encoding is none that is known, or it does not keep to it, it is read as UTF-8 or Latin-1, so that the
/// rest of it is still judged.
pub(in crate::manifest::readers) fn decode(bytes: &[u8]) -> Text<'_> {
    for (mark, encoding) in MARKS {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return decode_as(rest, encoding, "its byte order mark");
        }
    }
    let Some(cookie) = cookie(bytes) else {
        return decode_as(bytes, Encoding::Utf8, "the rule for such files");
    };
    match by_name(&cookie) {
        Some(encoding) => decode_as(bytes, encoding, &format!("its first lines ({cookie})")),
        None => Text {
            text: crate::metadata::text::decode(bytes).text,
            problem: Some(format!(
                "the file says that its encoding is {cookie:?}, which fetter does not know; save it as UTF-8"
            )),
        },
    }
}

fn decode_as<'bytes>(bytes: &'bytes [u8], encoding: Encoding, said_by: &str) -> Text<'bytes> {
    let decoded = match encoding {
        Encoding::Utf8 => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Encoding::Ascii => std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()).map(Cow::Borrowed),
        Encoding::Latin1 => single_bytes(bytes, |byte| Some(char::from(byte))),
        Encoding::Latin9 => single_bytes(bytes, |byte| Some(latin_9(byte))),
        Encoding::Cp1252 => single_bytes(bytes, cp1252),
        Encoding::Utf16 { big } => utf_16(bytes, big),
        Encoding::Utf32 { big } => utf_32(bytes, big),
    };
    decoded.map_or_else(
        || Text {
            text: crate::metadata::text::decode(bytes).text,
            problem: Some(format!(
                "the file is not in the encoding that {said_by} asks for, so it was read as Latin-1; save it as UTF-8"
            )),
        },
        |text| Text { text, problem: None },
    )
}

fn single_bytes(bytes: &[u8], decode: impl Fn(u8) -> Option<char>) -> Option<Cow<'_, str>> {
    bytes.iter().map(|byte| decode(*byte)).collect::<Option<String>>().map(Cow::Owned)
}

fn utf_16(bytes: &[u8], big: bool) -> Option<Cow<'_, str>> {
    let (units, rest) = bytes.as_chunks::<2>();
    let units =
        units.iter().map(|unit| if big { u16::from_be_bytes(*unit) } else { u16::from_le_bytes(*unit) });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty()).map(Cow::Owned)
}

fn utf_32(bytes: &[u8], big: bool) -> Option<Cow<'_, str>> {
    let (units, rest) = bytes.as_chunks::<4>();
    let units =
        units.iter().map(|unit| if big { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) });
    let text: Option<String> = units.map(char::from_u32).collect();
    text.filter(|_| rest.is_empty()).map(Cow::Owned)
}

const fn latin_9(byte: u8) -> char {
    match byte {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        byte => byte as char,
    }
}

/// What 0x80 to 0x9f stand for; a replacement character for what stands for nothing.
const CP1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

fn cp1252(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9f => Some(CP1252[usize::from(byte - 0x80)]).filter(|character| *character != '\u{fffd}'),
        byte => Some(char::from(byte)),
    }
}

/// The encoding that a comment on one of the first two lines names: `coding[:=]\s*([-\w.]+)`.
fn cookie(bytes: &[u8]) -> Option<String> {
    bytes.split(|byte| *byte == b'\n').take(2).filter(|line| line.starts_with(b"#")).find_map(|line| {
        memchr::memmem::find_iter(line, b"coding").find_map(|at| {
            let after = line[at + 6..].strip_prefix(b":").or_else(|| line[at + 6..].strip_prefix(b"="))?;
            let after = after.trim_ascii_start();
            let inner = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
            let end = after.iter().position(|byte| !inner(byte)).unwrap_or(after.len());
            (end > 0).then(|| String::from_utf8_lossy(&after[..end.min(64)]).into_owned())
        })
    })
}

/// The encoding of a name, as Python folds such names.
fn by_name(name: &str) -> Option<Encoding> {
    Some(match name.to_ascii_lowercase().replace(['-', '.'], "_").as_str() {
        "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf_8_sig" => Encoding::Utf8,
        "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819" => {
            Encoding::Latin1
        }
        "iso_8859_15" | "iso8859_15" | "latin_9" | "latin9" | "l9" => Encoding::Latin9,
        "cp1252" | "windows_1252" | "1252" => Encoding::Cp1252,
        "ascii" | "us_ascii" | "646" | "us" | "cp367" | "iso646_us" => Encoding::Ascii,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_cookies_say_the_encoding() {
        for (bytes, text) in [
            (&b"caf\xc3\xa9"[..], "café"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
            (b"\xff\xfes\0i\0x\0", "six"),
            (b"\xfe\xff\0s\0i\0x", "six"),
            (b"\xff\xfe\0\0s\0\0\0", "s"),
            (b"\0\0\xfe\xff\0\0\0s", "s"),
            (b"#coding: latin-1\n\xe9", "#coding: latin-1\né"),
            (b"\n# vim: set fileencoding=iso-8859-15 :\n\xa4", "\n# vim: set fileencoding=iso-8859-15 :\n€"),
            (b"# coding=Windows-1252\n\x80", "# coding=Windows-1252\n€"),
            (b" # coding: x\n\xc3\xa9", " # coding: x\né"),
            (b"a\nb\n# coding: x\n", "a\nb\n# coding: x\n"),
        ] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_ref(), decoded.problem), (text, None));
        }
    }

    #[test]
    fn what_does_not_keep_to_its_encoding_is_a_problem_and_is_read_all_the_same() {
        for (bytes, text) in [
            (&b"caf\xe9"[..], "café"),
            (b"# coding: klingon\nsix", "# coding: klingon\nsix"),
            (b"# coding: ascii\n\xe9", "# coding: ascii\né"),
            (b"# coding: cp1252\n\x81", "# coding: cp1252\n\u{81}"),
            (b"\xff\xfea", "a"),
            (b"\xff\xfe\0\xd8", "\0Ø"),
        ] {
            let decoded = decode(bytes);
            assert_eq!(decoded.text.as_ref(), text);
            assert!(decoded.problem.is_some(), "{text}");
        }
    }
}
