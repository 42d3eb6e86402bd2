//! Delimited text: quoted as RFC 4180 says, and safe to open in a spreadsheet.

use std::io::{self, Write};
use std::str::FromStr;

use super::Row;

/// What stands between two cells: one ASCII character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(u8);

/// A text that is no delimiter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a delimiter is one ASCII character that is neither a quote nor a line break, or \\t for a tab")]
pub struct DelimiterError;

impl Default for Delimiter {
    fn default() -> Self {
        Self(b',')
    }
}

impl FromStr for Delimiter {
    type Err = DelimiterError;

    fn from_str(text: &str) -> Result<Self, DelimiterError> {
        match text.as_bytes() {
            b"\\t" => Ok(Self(b'\t')),
            [b'"' | b'\n' | b'\r' | 0] => Err(DelimiterError),
            [byte] if byte.is_ascii() => Ok(Self(*byte)),
            _ => Err(DelimiterError),
        }
    }
}

/// Writes one row, for who has no table but many rows, one after the other.
pub fn write_delimited_row(out: &mut dyn Write, cells: &[&str], delimiter: Delimiter) -> io::Result<()> {
    write_line(out, &mut Vec::with_capacity(256), cells.iter().copied(), delimiter)
}

/// Writes a header and rows.
pub(super) fn write<'rows>(
    out: &mut dyn Write,
    header: &[&str],
    rows: impl Iterator<Item = Row<'rows>>,
    delimiter: Delimiter,
) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    write_line(out, &mut line, header.iter().copied(), delimiter)?;
    for row in rows {
        write_line(out, &mut line, row.iter().map(AsRef::as_ref), delimiter)?;
    }
    Ok(())
}

fn write_line<'cells>(
    out: &mut dyn Write,
    line: &mut Vec<u8>,
    cells: impl Iterator<Item = &'cells str>,
    delimiter: Delimiter,
) -> io::Result<()> {
    line.clear();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            line.push(delimiter.0);
        }
        push(line, cell, delimiter);
    }
    line.push(b'\n');
    out.write_all(line)
}

/// Adds a cell, quoted where RFC 4180 asks for it. It is quoted too where it holds what other countries' spreadsheets split
/// at, so that no part of it becomes a cell of its own; the csv crate quotes by one delimiter only.
fn push(line: &mut Vec<u8>, cell: &str, delimiter: Delimiter) {
    let bytes = cell.as_bytes();
    let splits = memchr::memchr3(b'"', b'\n', b'\r', bytes)
        .or_else(|| memchr::memchr3(b',', b';', b'\t', bytes))
        .or_else(|| memchr::memchr2(b'|', delimiter.0, bytes));
    let apostrophe: &[u8] = if is_formula(cell) { b"'" } else { b"" };
    if splits.is_none() {
        line.extend_from_slice(apostrophe);
        line.extend_from_slice(cell.as_bytes());
        return;
    }
    line.push(b'"');
    line.extend_from_slice(apostrophe);
    for byte in cell.bytes() {
        if byte == b'"' {
            line.push(b'"');
        }
        line.push(byte);
    }
    line.push(b'"');
}

/// A spreadsheet takes a cell with such a beginning for a formula, and runs it; an apostrophe makes it text.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[&[&str]], delimiter: &str) -> String {
        let rows = rows.iter().map(|row| row.iter().map(|&cell| cell.into()).collect());
        let mut out = Vec::new();
        write(&mut out, &["A", "B"], rows, delimiter.parse().unwrap()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(text(&[&["a,b", "c\"d"], &["e f", ""]], ","), "A,B\n\"a,b\",\"c\"\"d\"\ne f,\n");
        assert_eq!(text(&[&["a b", "c|d"]], "|"), "A|B\na b|\"c|d\"\n");
        assert_eq!(text(&[&["a;=1+1", "b"]], ","), "A,B\n\"a;=1+1\",b\n");
        assert_eq!(text(&[&["a", "b"]], "\\t"), "A\tB\na\tb\n");
    }

    #[test]
    fn formulas_are_made_text() {
        assert_eq!(text(&[&["=1+1", "@x"], &["-e x", "a=b"]], ","), "A,B\n'=1+1,'@x\n'-e x,a=b\n");
        assert_eq!(text(&[&["＝1+1", "="]], ","), "A,B\n'＝1+1,'=\n");
    }

    #[test]
    fn a_delimiter_is_one_character() {
        for wrong in ["", "ab", "\"", "\n", "é"] {
            assert_eq!(wrong.parse::<Delimiter>(), Err(DelimiterError), "{wrong:?}");
        }
    }
}
