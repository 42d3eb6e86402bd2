//! Whose data somebody may see, and who it is.

use super::statement::Statement;

/// Who does something, for the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct By {
    /// The name of the user or token.
    pub who: String,
    /// The token that was used.
    pub token: Option<i64>,
    /// The address of the peer; empty where it is not known.
    pub origin: String,
}

/// An organisation and, of its groups, those that somebody may see. Nothing but a token or a password that was found right makes one,
/// and without one the store tells and changes nothing of an organisation for the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    organisation: i64,
    /// All where there is none.
    groups: Option<Vec<i64>>,
    by: By,
}

/// Who may make organisations, and see nothing of any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    by: By,
}

impl Operator {
    pub(super) const fn new(by: By) -> Self {
        Self { by }
    }

    /// Who it is.
    #[must_use]
    pub const fn by(&self) -> &By {
        &self.by
    }
}

impl Scope {
    pub(super) const fn new(organisation: i64, groups: Option<Vec<i64>>, by: By) -> Self {
        Self { organisation, groups, by }
    }

    /// The row of the organisation.
    #[must_use]
    pub const fn organisation(&self) -> i64 {
        self.organisation
    }

    /// The rows of the groups; `None` for all.
    #[must_use]
    pub fn groups(&self) -> Option<&[i64]> {
        self.groups.as_deref()
    }

    /// Whether it is the whole organisation.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.groups.is_none()
    }

    /// Whether that group is in it. That it is the organisation's is for the caller to know.
    #[must_use]
    pub fn has_group(&self, group: i64) -> bool {
        self.groups.as_ref().is_none_or(|groups| groups.contains(&group))
    }

    /// What of it is in that group, which is nothing where the group is not in it.
    #[must_use]
    pub fn within(&self, group: i64) -> Self {
        let groups = self.has_group(group).then_some(group).into_iter().collect();
        Self { groups: Some(groups), ..self.clone() }
    }

    /// Who it is.
    #[must_use]
    pub const fn by(&self) -> &By {
        &self.by
    }

    /// ` AND COLUMN IN (…)`, where it is not the whole organisation.
    pub(super) fn limit(&self, statement: Statement, and_column_in: &'static str) -> Statement {
        match &self.groups {
            None => statement,
            Some(groups) if groups.is_empty() => statement.and(" AND 1 = 0"),
            Some(groups) => statement.and(and_column_in).list(groups),
        }
    }

    /// The machine of a place `ms`, or nothing where that is not in the scope: it counts as no machine.
    pub(super) fn machine(&self, statement: Statement) -> Statement {
        match &self.groups {
            None => statement.and("ms.machine"),
            Some(groups) if groups.is_empty() => statement.and("CAST(NULL AS INTEGER)"),
            Some(groups) => {
                statement.and("CASE WHEN ms.machine_group IN ").list(groups).and(" THEN ms.machine END")
            }
        }
    }
}
