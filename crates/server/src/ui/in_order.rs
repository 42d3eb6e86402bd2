//! The rows of a file in the order that is asked for, where they are read in one that does not change.
//!
//! Who reads a list by what changes meanwhile misses rows and has others twice: a machine that checks in while the list of who was last there is read comes
//! to its other end. So such a list is read by what stays, and is put in order when all of it is there.

use super::view::{Cell, Key, Sorted};

/// Bytes of lines that are kept at most: 30,000 machines are 5 MiB.
const MOST: usize = 64 << 20;

/// Rows of a file, until all are there.
#[derive(Debug)]
pub(super) struct InOrder {
    column: usize,
    is_down: bool,
    lines: Vec<(Option<Key>, Vec<u8>)>,
    bytes: usize,
}

impl InOrder {
    /// By a column.
    pub(super) const fn by(column: usize, sorted: Sorted) -> Self {
        Self { column, is_down: matches!(sorted, Sorted::Down), lines: Vec::new(), bytes: 0 }
    }

    /// Keeps a row, as a line of the file.
    pub(super) fn keep(&mut self, row: &[Cell], line: Vec<u8>) {
        self.bytes += line.len();
        self.lines.push((row.get(self.column).and_then(key), line));
    }

    /// Whether no more can be kept.
    pub(super) const fn is_full(&self) -> bool {
        self.bytes > MOST
    }

    /// The lines as they were read.
    pub(super) fn into_read(self) -> impl Iterator<Item = Vec<u8>> {
        self.lines.into_iter().map(|(_, line)| line)
    }

    /// The lines in order; those that are equal as they were read, or the other way about where the highest comes first, as on the page.
    pub(super) fn in_order(mut self) -> impl Iterator<Item = Vec<u8>> {
        self.lines.sort_by(|(one, _), (other, _)| one.cmp(other));
        if self.is_down {
            self.lines.reverse();
        }
        self.into_read()
    }
}

/// What a row is ordered by, as the database does: texts by their bytes, and what says nothing first.
fn key(cell: &Cell) -> Option<Key> {
    match cell.key(false) {
        Some(Key::Text(_)) => Some(Key::Text(cell.plain())),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(sorted: Sorted, cells: Vec<Cell>) -> Vec<String> {
        let mut kept = InOrder::by(1, sorted);
        for (number, cell) in cells.into_iter().enumerate() {
            kept.keep(&[Cell::text("x"), cell], number.to_string().into_bytes());
        }
        kept.in_order().map(|line| String::from_utf8(line).unwrap()).collect()
    }

    #[test]
    fn rows_are_in_the_order_of_the_page() {
        let numbers = || vec![Cell::number(10), Cell::number(9), Cell::Nothing("none"), Cell::number(10)];
        assert_eq!(lines(Sorted::Up, numbers()), ["2", "1", "0", "3"]);
        assert_eq!(lines(Sorted::Down, numbers()), ["3", "0", "1", "2"]);
        let texts = || vec![Cell::text("b"), Cell::text("B"), Cell::text("a")];
        assert_eq!(lines(Sorted::Up, texts()), ["1", "2", "0"], "by bytes");
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut kept = InOrder::by(0, Sorted::Up);
        kept.keep(&[Cell::text("b")], vec![b'x'; MOST]);
        assert!(!kept.is_full());
        kept.keep(&[Cell::text("a")], b"y".to_vec());
        assert!(kept.is_full());
        assert_eq!(kept.into_read().map(|line| line.len()).collect::<Vec<_>>(), [MOST, 1]);
    }
}
