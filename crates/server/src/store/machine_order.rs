//! In which order machines are listed.

use super::fleet::MachineRow;
use super::statement::Statement;

/// What machines are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MachineBy {
    /// The host name.
    #[default]
    Hostname,
    /// When it was last there.
    Seen,
    /// When it was enrolled.
    Enrolled,
    /// How much is denied on it.
    Denials,
    /// How much of it could not be read.
    Problems,
    /// How much did not fit into its report.
    LeftOut,
    /// Its operating system.
    Os,
    /// Whose it is.
    Owner,
    /// Its row, which never changes: who reads the whole list this way has each once.
    Row,
}

/// In which order machines are listed; those that are equal in it by their rows, the same way about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MachineOrder {
    /// What they are ordered by.
    pub key: MachineBy,
    /// Whether the highest comes first.
    pub is_down: bool,
}

/// What a machine is ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MachineValue {
    /// A number, or a time in seconds since 1970.
    Number(i64),
    /// A text, which is compared byte by byte.
    Text(String),
}

/// Where a page of machines ended: what they are ordered by, and row.
pub type MachineKeyset = (MachineValue, i64);

impl MachineBy {
    const fn column(self) -> &'static str {
        match self {
            Self::Hostname => "m.hostname COLLATE \"binary\"",
            Self::Seen => "m.seen",
            Self::Enrolled => "m.enrolled",
            Self::Denials => "m.denials",
            Self::Problems => "m.problems",
            Self::LeftOut => "m.left_out",
            Self::Os => "m.os COLLATE \"binary\"",
            Self::Owner => "m.owner COLLATE \"binary\"",
            Self::Row => "m.id",
        }
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Hostname | Self::Os | Self::Owner)
    }
}

impl MachineOrder {
    /// Its number among the orders of this list.
    #[must_use]
    pub const fn number(self) -> u8 {
        2 * self.key as u8 + self.is_down as u8
    }

    /// Whether a page can have ended so.
    #[must_use]
    pub const fn can_end(self, last: &MachineKeyset) -> bool {
        self.key.is_text() == matches!(last.0, MachineValue::Text(_))
    }

    /// Where a page ends.
    #[must_use]
    pub fn end(self, row: &MachineRow) -> MachineKeyset {
        let [hostname, os, ..] = &row.says;
        let [enrolled, seen, _] = row.times;
        let [denials, problems, _, left_out] = row.counts;
        let value = match self.key {
            MachineBy::Hostname => MachineValue::Text(hostname.clone()),
            MachineBy::Os => MachineValue::Text(os.clone()),
            MachineBy::Owner => MachineValue::Text(row.owner.clone()),
            MachineBy::Seen => MachineValue::Number(seen),
            MachineBy::Enrolled => MachineValue::Number(enrolled),
            MachineBy::Denials => MachineValue::Number(denials),
            MachineBy::Problems => MachineValue::Number(problems),
            MachineBy::LeftOut => MachineValue::Number(left_out),
            MachineBy::Row => MachineValue::Number(row.row),
        };
        (value, row.row)
    }

    /// A page of that many machines `m` at most, after one.
    pub(super) fn page(self, statement: Statement, last: Option<&MachineKeyset>, most: i64) -> Statement {
        let column = self.key.column();
        let (from, after, down) = if self.is_down { (" <= ", " < ", " DESC") } else { (" >= ", " > ", "") };
        let mut statement = statement;
        if let Some((value, row)) = last {
            if let (MachineBy::Seen, MachineValue::Number(seen)) = (self.key, value) {
                statement = statement.and(" AND m.seen_hour").with(from, seen / 3600);
            }
            statement = value.of(statement.and(" AND ").and(column).and(from));
            statement = value.of(statement.and(" AND (").and(column).and(after));
            statement = statement.and(" OR m.id").with(after, *row).and(")");
        }
        statement = statement.and(" ORDER BY ");
        if self.key == MachineBy::Seen {
            // Of the hours there is an index.
            statement = statement.and("m.seen_hour").and(down).and(", ");
        }
        statement.and(column).and(down).and(", m.id").and(down).with(" LIMIT ", most)
    }
}

impl MachineValue {
    fn of(&self, statement: Statement) -> Statement {
        match self {
            Self::Number(number) => statement.value(*number),
            Self::Text(text) => statement.value(text),
        }
    }
}
