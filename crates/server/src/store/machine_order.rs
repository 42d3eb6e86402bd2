//! In which order machines are listed.

use super::fleet::MachineRow;
use super::statement::Statement;
use super::verdict_counts::KeptVerdicts;

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
    /// The name of its group.
    Group,
    /// How it stands with the server.
    Status,
    /// Its mode.
    Mode,
    /// How much malware was found on it, when that was counted last.
    Malware,
    /// How many findings of a severity, from 0 (unknown) to 4 (critical).
    Severity(usize),
    /// How many findings of policies.
    Policies,
    /// How much was changed on it, and nothing was installed.
    Tampered,
    /// How much of it was not checked.
    Unchecked,
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
            Self::Group => "g.name COLLATE \"binary\"",
            Self::Status => "m.status COLLATE \"binary\"",
            Self::Mode => "m.mode COLLATE \"binary\"",
            // What was not counted comes after what is nothing: it is not known.
            Self::Malware => "COALESCE(v.malware, -1)",
            Self::Severity(4) => "COALESCE(v.critical, -1)",
            Self::Severity(3) => "COALESCE(v.high, -1)",
            Self::Severity(2) => "COALESCE(v.medium, -1)",
            Self::Severity(1) => "COALESCE(v.low, -1)",
            Self::Severity(_) => "COALESCE(v.unrated, -1)",
            Self::Policies => "COALESCE(v.policies, -1)",
            Self::Tampered => "COALESCE(v.tampered, -1)",
            Self::Unchecked => "COALESCE(v.unchecked, -1)",
        }
    }

    /// Its number among these, which cursors carry: it stays what it is.
    const fn number(self) -> u8 {
        match self {
            Self::Hostname => 0,
            Self::Seen => 1,
            Self::Enrolled => 2,
            Self::Denials => 3,
            Self::Problems => 4,
            Self::LeftOut => 5,
            Self::Os => 6,
            Self::Owner => 7,
            Self::Row => 8,
            Self::Group => 9,
            Self::Status => 10,
            Self::Mode => 11,
            Self::Malware => 12,
            Self::Policies => 13,
            Self::Unchecked => 14,
            Self::Severity(0) => 15,
            Self::Severity(1) => 16,
            Self::Severity(2) => 17,
            Self::Severity(3) => 18,
            Self::Severity(_) => 19,
            Self::Tampered => 20,
        }
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Hostname | Self::Os | Self::Owner | Self::Group | Self::Status | Self::Mode)
    }
}

impl MachineOrder {
    /// Its number among the orders of this list.
    #[must_use]
    pub const fn number(self) -> u8 {
        2 * self.key.number() + self.is_down as u8
    }

    /// Whether a page can have ended so.
    #[must_use]
    pub const fn can_end(self, last: &MachineKeyset) -> bool {
        self.key.is_text() == matches!(last.0, MachineValue::Text(_))
    }

    /// Where a page ends.
    #[must_use]
    pub fn end(self, row: &MachineRow) -> MachineKeyset {
        let [hostname, os, _, _, _, mode] = &row.says;
        let [enrolled, seen, _] = row.times;
        let [denials, problems, _, left_out] = row.counts;
        let kept = |of: &dyn Fn(&KeptVerdicts) -> i64| MachineValue::Number(row.kept.as_ref().map_or(-1, of));
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
            MachineBy::Group => MachineValue::Text(row.group.1.clone()),
            MachineBy::Status => MachineValue::Text(row.status.clone()),
            MachineBy::Mode => MachineValue::Text(mode.clone()),
            MachineBy::Malware => kept(&|kept| kept.found.malware),
            MachineBy::Severity(rank) => kept(&|kept| kept.found.by_severity[rank.min(4)]),
            MachineBy::Policies => kept(&|kept| kept.found.policies),
            MachineBy::Tampered => kept(&|kept| kept.found.tampered),
            MachineBy::Unchecked => kept(&|kept| kept.unchecked),
        };
        (value, row.row)
    }

    /// A page of that many machines `m` at most, after one.
    pub(super) fn page(self, statement: Statement, last: Option<&MachineKeyset>, most: i64) -> Statement {
        let column = self.key.column();
        let (from, after) = if self.is_down { (" <= ", " < ") } else { (" >= ", " > ") };
        let mut statement = statement;
        if let Some((value, row)) = last {
            if let (MachineBy::Seen, MachineValue::Number(seen)) = (self.key, value) {
                statement = statement.and(" AND m.seen_hour").with(from, seen / 3600);
            }
            statement = value.of(statement.and(" AND ").and(column).and(from));
            statement = value.of(statement.and(" AND (").and(column).and(after));
            statement = statement.and(" OR m.id").with(after, *row).and(")");
        }
        self.ordered(statement).with(" LIMIT ", most)
    }

    /// The same machines in this order, without an end.
    pub(super) fn ordered(self, statement: Statement) -> Statement {
        let down = if self.is_down { " DESC" } else { "" };
        let mut statement = statement.and(" ORDER BY ");
        if self.key == MachineBy::Seen {
            // Of the hours there is an index.
            statement = statement.and("m.seen_hour").and(down).and(", ");
        }
        statement.and(self.key.column()).and(down).and(", m.id").and(down)
    }

    /// Whether an index has machines in this order.
    pub(super) const fn is_kept(self) -> bool {
        matches!(self.key, MachineBy::Hostname | MachineBy::Seen | MachineBy::Enrolled)
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
