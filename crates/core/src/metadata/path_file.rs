//! `.pth` files: lines that add directories, and lines that Python would run.

use super::text::{decode_line, lines};

/// A line of a `.pth` file that is neither blank nor a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line's number, from 1.
    pub number: u64,
    /// The line, without the white space at its end.
    pub text: String,
    /// The same as bytes, as a path needs it.
    pub path: Vec<u8>,
    /// Whether Python runs it (`import …`), instead of adding it to the path.
    pub is_import: bool,
}

/// Reads a `.pth` file as `site.addpackage` does, except that nothing is run.
///
/// Python before 3.13 ends a line at a newline, later ones at every character that Unicode calls a line boundary. What
/// either would see as a line is one here, so that nothing hides behind a form feed.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<Line> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = Vec::new();
    for (number, bytes) in (1..).zip(lines(bytes)) {
        let decoded = decode_line(bytes);
        let whole = line(number, &decoded.text);
        // A path in another encoding is the bytes that stand there.
        let path = if decoded.was_utf8 { None } else { Some(bytes.trim_ascii_end().to_vec()) };
        found.extend(whole.map(|line| Line { path: path.unwrap_or(line.path), ..line }));
        if decoded.text.contains(is_line_boundary) {
            found.extend(decoded.text.split(is_line_boundary).filter_map(|part| line(number, part)));
        }
    }
    found
}

fn line(number: u64, text: &str) -> Option<Line> {
    let text = text.trim_end();
    let is_import = text.starts_with("import ") || text.starts_with("import\t");
    let matters = !text.is_empty() && !text.starts_with('#');
    matters.then(|| Line { number, text: text.to_owned(), path: text.as_bytes().to_vec(), is_import })
}

/// Where `str.splitlines` ends a line, beside newlines.
fn is_line_boundary(character: char) -> bool {
    matches!(character, '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Where `str.splitlines` ends a line.
pub(super) fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r') || is_line_boundary(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_told_from_paths() {
        let read = read(b"\xef\xbb\xbf# comment\n./a \n\nimport os; x()\r\nimporter\n import y\n");
        let seen: Vec<_> =
            read.iter().map(|line| (line.number, line.text.as_str(), line.is_import)).collect();
        assert_eq!(
            seen,
            [(2, "./a", false), (4, "import os; x()", true), (5, "importer", false), (6, " import y", false)]
        );
    }
    #[test]
    fn what_any_python_would_run_is_seen() {
        for separator in ["\u{c}", "\u{b}", "\u{1c}", "\u{85}", "\u{2028}"] {
            let read = read(format!("#x{separator}import os\n").as_bytes());
            assert_eq!(read.len(), 1, "{separator:?}");
            assert!(read[0].is_import);
        }
    }

    #[test]
    fn a_path_that_is_no_utf8_keeps_its_bytes() {
        assert_eq!(read(b"/caf\xe9 \n")[0].path, b"/caf\xe9");
    }
}
