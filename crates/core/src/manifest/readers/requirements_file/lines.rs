//! Logical lines: physical ones as Python splits them, joined at backslashes, without comments and blank ones, as pip has it.

use std::borrow::Cow;

/// A line that says something.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'text> {
    /// Where it begins, counted from 1.
    pub(super) number: u32,
    /// What it says, without white space around it.
    pub(super) text: Cow<'text, str>,
    /// The comment behind it, with its `#`.
    pub(super) comment: Option<Cow<'text, str>>,
}

/// White space as Python's `str.strip` and `\s` know it.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// The lines of a text that are neither blank nor only a comment.
pub(super) fn logical(text: &str) -> impl Iterator<Item = Line<'_>> {
    joined(text).filter_map(|(number, line)| {
        let (text, comment) = without_comment(&line);
        (!text.is_empty()).then_some(Line { number, text, comment })
    })
}

/// Physical lines, with those that end with a backslash joined to what follows.
fn joined(text: &str) -> impl Iterator<Item = (u32, Cow<'_, str>)> {
    let mut physical = physical(text).zip(1_u32..);
    std::iter::from_fn(move || {
        let (line, number) = physical.next()?;
        if !continues(line) {
            return Some((number, Cow::Borrowed(line)));
        }
        let mut whole = line.trim_matches('\\').to_owned();
        for (line, _) in physical.by_ref() {
            if continues(line) {
                // Backslashes at the beginning go too: that is how pip does it.
                whole.push_str(line.trim_matches('\\'));
                continue;
            }
            if is_comment(line) {
                // So that it is one in the joined line too.
                whole.push(' ');
            }
            whole.push_str(line);
            break;
        }
        Some((number, Cow::Owned(whole)))
    })
}

fn continues(line: &str) -> bool {
    line.ends_with('\\') && !is_comment(line)
}

fn is_comment(line: &str) -> bool {
    line.trim_start_matches(is_space).starts_with('#')
}

/// Splits as Python's `str.splitlines` does.
fn physical(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (end, length) = newline(rest.as_bytes()).unwrap_or((rest.len(), 0));
        let line = &rest[..end];
        rest = &rest[end + length..];
        Some(line)
    })
}

/// Where the first newline is, and how many bytes it has.
fn newline(bytes: &[u8]) -> Option<(usize, usize)> {
    bytes.iter().enumerate().find_map(|(at, byte)| match byte {
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => Some((at, 2)),
        b'\n' | b'\r' | 0x0b | 0x0c | 0x1c..=0x1e => Some((at, 1)),
        // U+0085, U+2028, U+2029.
        0xc2 if bytes.get(at + 1) == Some(&0x85) => Some((at, 2)),
        0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])) => Some((at, 3)),
        _ => None,
    })
}

/// Parts a comment, which begins at a `#` at the beginning or behind white space, from what stands before it.
fn without_comment<'text>(line: &Cow<'text, str>) -> (Cow<'text, str>, Option<Cow<'text, str>>) {
    let begins = |at: &usize| *at == 0 || line[..*at].ends_with(is_space);
    let comment = memchr::memchr_iter(b'#', line.as_bytes()).find(begins);
    let text = line[..comment.unwrap_or(line.len())].trim_matches(is_space);
    match line {
        Cow::Borrowed(line) => {
            let start = text.as_ptr().addr() - line.as_ptr().addr();
            let text = &line[start..start + text.len()];
            (Cow::Borrowed(text), comment.map(|at| Cow::Borrowed(&line[at..])))
        }
        Cow::Owned(line) => {
            (Cow::Owned(text.to_owned()), comment.map(|at| Cow::Owned(line[at..].to_owned())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, String, Option<String>)> {
        let own = |line: Line<'_>| (line.number, line.text.into_owned(), line.comment.map(Cow::into_owned));
        logical(text).map(own).collect()
    }

    fn texts(text: &str) -> Vec<(u32, String)> {
        read(text).into_iter().map(|(number, text, _)| (number, text)).collect()
    }

    #[test]
    fn every_newline_of_python_splits() {
        let lines = texts("a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\u{85}j\u{2028}k\u{2029}l");
        let expected: Vec<_> = (1..).zip("abcdefghijkl".chars().map(String::from)).collect();
        assert_eq!(lines, expected);
        assert_eq!(texts("\u{1f}a\u{a0}\n\nb\x1f"), [(1, "a".into()), (3, "b".into())]);
    }

    #[test]
    fn backslashes_join() {
        for (text, expected) in [
            ("a \\\n b", &[(1, "a  b")][..]),
            ("a\\", &[(1, "a")]),
            ("a\\\n", &[(1, "a")]),
            ("a \\\n# x\nb", &[(1, "a"), (3, "b")]),
            ("a \\\n  # x \\\nb", &[(1, "a"), (3, "b")]),
            ("# x \\\nb", &[(2, "b")]),
            ("\\\n\\\nb", &[(1, "b")]),
            ("a\\\\\n\\b\\\nc", &[(1, "abc")]),
            ("a \\ \nb", &[(1, "a \\"), (2, "b")]),
        ] {
            let found = texts(text);
            let found: Vec<_> = found.iter().map(|(number, text)| (*number, text.as_str())).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn comments_need_white_space_before_them() {
        assert_eq!(read("a#b # c # d"), [(1, "a#b".into(), Some("# c # d".into()))]);
        assert_eq!(read("# a\n\t#\n"), []);
        assert_eq!(read("a \\\n# b"), [(1, "a".into(), Some("# b".into()))]);
    }
}
