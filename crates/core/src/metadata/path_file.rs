//! `.pth` files: lines that add directories, and lines that Python would run.

use super::text::{decode, lines};

/// A line of a `.pth` file that is neither blank nor a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line's number, from 1.
    pub number: u64,
    /// The line, without the white space at its end.
    pub text: String,
    /// Whether Python runs it (`import …`), instead of adding it to the path.
    pub is_import: bool,
}

/// Reads a `.pth` file as `site.addpackage` does, except that nothing is run.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<Line> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = Vec::new();
    for (number, line) in (1..).zip(lines(bytes)) {
        let decoded = decode(line);
        let text = decoded.text.trim_end();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let is_import = text.starts_with("import ") || text.starts_with("import\t");
        found.push(Line { number, text: text.to_owned(), is_import });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_told_from_paths() {
        let read = read(b"\xef\xbb\xbf# comment\n./a \n\nimport os; x()\r\nimporter\n import y\n");
        let seen: Vec<_> = read.iter().map(|line| (line.number, line.text.as_str(), line.is_import)).collect();
        assert_eq!(
            seen,
            [(2, "./a", false), (4, "import os; x()", true), (5, "importer", false), (6, " import y", false)]
        );
    }
}
