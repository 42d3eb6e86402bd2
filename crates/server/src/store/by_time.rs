//! Lists that are ordered by time: their rows have numbers that grow.

use super::statement::Statement;

/// Which rows come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ByTime {
    /// The newest.
    #[default]
    Newest,
    /// The oldest.
    Oldest,
}

impl ByTime {
    /// A page of that many rows at most, after one. What is asked for before ends in a condition.
    pub(super) fn page(
        self,
        statement: Statement,
        column: &'static str,
        last: Option<i64>,
        most: i64,
    ) -> Statement {
        let (after, down) = match self {
            Self::Newest => (" < ", " DESC LIMIT "),
            Self::Oldest => (" > ", " LIMIT "),
        };
        let statement = match last {
            Some(last) => statement.and(" AND ").and(column).with(after, last),
            None => statement,
        };
        statement.and(" ORDER BY ").and(column).with(down, most)
    }
}
