//! Machines in the order of their host names, for lists of what they have.

use super::statement::Statement;

/// What a page goes on after, and how machines `m` are ordered. The first finds it in the index; some of what the machine has may be shown already, or all.
const RISING: [&str; 4] = [
    " AND m.hostname COLLATE \"binary\" >= ",
    " AND (m.hostname COLLATE \"binary\", m.id) >= (",
    " AND (m.hostname COLLATE \"binary\", m.id) > (",
    " ORDER BY m.hostname COLLATE \"binary\", m.id LIMIT ",
];
const FALLING: [&str; 4] = [
    " AND m.hostname COLLATE \"binary\" <= ",
    " AND (m.hostname COLLATE \"binary\", m.id) <= (",
    " AND (m.hostname COLLATE \"binary\", m.id) < (",
    " ORDER BY m.hostname COLLATE \"binary\" DESC, m.id DESC LIMIT ",
];

/// Where looking at machines ended.
pub(super) struct LookedAt<'last> {
    /// The host name of the last machine, and its row.
    pub(super) machine: (&'last str, i64),
    /// Whether all that it has was shown.
    pub(super) is_done: bool,
}

/// So many machines in the order of host names, from the end where that is asked for, after those that were looked at.
pub(super) fn by_hostname(
    mut statement: Statement,
    is_down: bool,
    last: Option<&LookedAt<'_>>,
    most: usize,
) -> Statement {
    let [from, within, beyond, ordered] = if is_down { FALLING } else { RISING };
    if let Some(LookedAt { machine: (hostname, machine), is_done }) = last {
        statement = statement.with(from, *hostname).with(if *is_done { beyond } else { within }, *hostname);
        statement = statement.with(", ", *machine).and(")");
    }
    statement.with(ordered, i64::try_from(most).unwrap_or(i64::MAX))
}
