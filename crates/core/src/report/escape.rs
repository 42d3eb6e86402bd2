//! Text that anybody may have written, made safe to show.

use std::borrow::Cow;
use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Replaces what would act on a terminal, or hide or reorder text in it, by visible escapes.
///
/// Control characters (escape sequences begin with one), line and paragraph separators, bidirectional controls and
/// everything that looks like nothing become `\u{…}`; everything else stays.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_unsafe(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// As [`escape`], for text that nobody else needs.
pub(super) fn escape_owned(text: String) -> String {
    match escape(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => escaped,
    }
}

/// A path as it is shown: bytes that are no UTF-8 become `\x…`, and the rest is escaped as all text is.
#[must_use]
pub fn escape_path(path: &Path) -> Cow<'_, str> {
    if let Some(text) = path.to_str() {
        return escape(text);
    }
    let mut escaped = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        escaped.push_str(&escape(chunk.valid()));
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(escaped, "\\x{byte:02x}");
        }
    }
    Cow::Owned(escaped)
}

/// Controls, line and paragraph separators, and what Unicode calls default-ignorable (DerivedCoreProperties.txt), with the
/// blank of Braille, which looks like nothing too.
pub(crate) fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_instead() {
        assert_eq!(escape("a\u{1b}[31mb\r\n"), "a\\u{1b}[31mb\\u{d}\\u{a}");
        assert_eq!(escape("\u{202e}gpj"), "\\u{202e}gpj");
        assert_eq!(escape("naïve 包"), "naïve 包");
        assert_eq!(escape("c1 \u{9b}"), "c1 \\u{9b}");
    }

    #[test]
    fn bytes_that_are_no_text_are_shown() {
        assert_eq!(escape_path(Path::new(OsStr::from_bytes(b"/a\xff\x1b/\xc3\xa9"))), "/a\\xff\\u{1b}/é");
    }
}
