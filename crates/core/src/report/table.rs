//! Aligned tables for a terminal.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Row;

/// What stands between two columns.
const GAP: &str = "  ";
/// The narrowest that a column is squeezed to, in terminal cells.
const NARROWEST: usize = 8;

/// How a table is drawn.
#[derive(Clone, Debug, Default)]
pub struct TableStyle {
    /// How many cells a line may take; `None` where nobody looks at it in a terminal.
    pub width: Option<usize>,
    /// What is written before and after the header (an escape sequence for bold text, say), or nothing.
    pub header: (String, String),
}

/// Writes a header and rows, aligned. Where the width does not do, cells go on in the next line.
pub(super) fn write(
    out: &mut dyn Write,
    header: &[&str],
    rows: &[Row<'_>],
    style: &TableStyle,
) -> io::Result<()> {
    let widths = column_widths(header, rows, style.width);
    let header: Row<'_> = header.iter().map(|&text| text.into()).collect();
    let (before, after) = (&style.header.0, &style.header.1);
    let mut line = String::new();
    write_row(out, &mut line, &header, &widths, (before, after))?;
    for row in rows {
        write_row(out, &mut line, row, &widths, ("", ""))?;
    }
    Ok(())
}

fn column_widths(header: &[&str], rows: &[Row<'_>], limit: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = header.iter().map(|text| text.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    if let Some(limit) = limit {
        squeeze(&mut widths, limit.saturating_sub(GAP.len() * header.len().saturating_sub(1)));
    }
    widths
}

/// Takes from the widest columns until all fit, or are as narrow as they get.
fn squeeze(widths: &mut [usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter().copied().max().filter(|widest| *widest > NARROWEST) else { return };
        let next = widths.iter().copied().filter(|width| *width < widest).max().unwrap_or(0).max(NARROWEST);
        let count = widths.iter().filter(|width| **width == widest).count();
        let excess = widths.iter().sum::<usize>() - room;
        let step = (excess.div_ceil(count)).min(widest - next).max(1);
        for width in widths.iter_mut().filter(|width| **width == widest) {
            *width -= step;
        }
    }
}

fn write_row(
    out: &mut dyn Write,
    line: &mut String,
    row: &[Cow<'_, str>],
    widths: &[usize],
    (before, after): (&str, &str),
) -> io::Result<()> {
    let mut rest: Vec<&str> = row.iter().map(AsRef::as_ref).collect();
    loop {
        line.clear();
        let mut padding = 0;
        for (at, (cell, &width)) in rest.iter_mut().zip(widths).enumerate() {
            let (shown, after) = split(cell, width);
            if at > 0 {
                padding += GAP.len();
            }
            if !shown.is_empty() {
                line.extend(std::iter::repeat_n(' ', padding));
                line.push_str(shown);
                padding = 0;
            }
            padding += width.saturating_sub(shown.width());
            *cell = after;
        }
        writeln!(out, "{before}{line}{after}")?;
        if rest.iter().all(|cell| cell.is_empty()) {
            return Ok(());
        }
    }
}

/// As much of a cell as fits, at best up to a `/`, and the rest.
fn split(cell: &str, width: usize) -> (&str, &str) {
    if cell.width() <= width {
        return (cell, "");
    }
    let (mut taken, mut end, mut slash) = (0, 0, None);
    for (at, character) in cell.char_indices() {
        taken += character.width().unwrap_or(0);
        if taken > width && at > 0 {
            break;
        }
        end = at + character.len_utf8();
        if character == '/' && at > 0 {
            slash = Some(end);
        }
    }
    cell.split_at(slash.unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(rows: &[&[&str]], width: Option<usize>) -> String {
        let rows: Vec<Row<'_>> =
            rows.iter().map(|row| row.iter().map(|&cell| cell.into()).collect()).collect();
        let mut out = Vec::new();
        write(&mut out, &["Package", "Site"], &rows, &TableStyle { width, ..TableStyle::default() }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_and_lines_end_without_spaces() {
        assert_eq!(
            draw(&[&["a-1", "/x"], &["longer-2.0", "/y"]], None),
            "Package     Site\na-1         /x\nlonger-2.0  /y\n"
        );
    }

    #[test]
    fn wide_characters_count_two_cells() {
        assert_eq!(
            draw(&[&["包-1", "/x"], &["abcdefg", "/y"]], None),
            "Package  Site\n包-1     /x\nabcdefg  /y\n"
        );
    }

    #[test]
    fn what_does_not_fit_goes_on_below_and_nothing_is_lost() {
        let site = "/home/user/project/.venv/lib/python3.11/site-packages";
        let table = draw(&[&["requests-2.32.3", site]], Some(40));
        assert!(table.lines().all(|line| line.width() <= 40), "{table}");
        let joined: String = table.lines().skip(1).map(|line| line[15..].trim()).collect();
        assert_eq!(joined, site);
    }

    #[test]
    fn the_narrowest_terminal_ends_too() {
        for width in 0..30 {
            draw(&[&["包包包包包包包包包包包包包", "/x/包包包包包包包包包包/y"]], Some(width));
        }
    }
}
