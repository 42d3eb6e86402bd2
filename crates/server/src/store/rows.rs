//! Statements about many rows.

use std::fmt::Write;

/// How many rows one statement names: more make it no faster, and both databases have a limit on parameters.
pub(super) const ROWS: usize = 100;

/// How many rows statements have.
const SIZES: [usize; 7] = [1, 2, 5, 10, 20, 50, ROWS];

/// `($1,$2),($3,$4)…`, from this parameter on.
pub(super) fn values(rows: usize, columns: usize, first: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            let comma = if column == 0 { "" } else { "," };
            // Writing to a string does not fail.
            let _ = write!(text, "{comma}${}", first + row * columns + column);
        }
        text.push(')');
    }
    text
}

/// `$1,$2,…`, from this parameter on.
pub(super) fn list(count: usize, first: usize) -> String {
    let parameters: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    parameters.join(",")
}

/// PostgreSQL's texts hold no NUL.
pub(super) fn text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The same, and its last row again until there are as many as a statement has that was asked before: the database plans each text
/// anew. Only for statements to which a row that comes twice is the same.
pub(super) fn padded<T: Clone>(rows: &[T]) -> Vec<T> {
    let size = SIZES.into_iter().find(|size| *size >= rows.len()).unwrap_or(rows.len());
    let mut padded = rows.to_vec();
    if let Some(last) = rows.last() {
        padded.resize(size, last.clone());
    }
    padded
}

/// A number as the database holds it. What is beyond is held as the largest.
pub(super) fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number as it was given.
pub(super) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_through() {
        assert_eq!(values(2, 3, 2), "($2,$3,$4),($5,$6,$7)");
        assert_eq!(padded(&[1, 2, 3]), [1, 2, 3, 3, 3]);
        assert!(padded::<i32>(&[]).is_empty());
        assert_eq!(padded(&[0; 100]).len(), 100);
        assert_eq!(list(3, 4), "$4,$5,$6");
    }
}
