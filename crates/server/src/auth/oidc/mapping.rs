//! Which groups of a provider may do what.

use std::collections::BTreeSet;
use std::str::FromStr;

use crate::auth::{Role, check_name};

/// How many machine groups one line names at most.
const GROUPS: usize = 100;

/// What those of a group at the provider may do here: `CLAIMED_GROUP=ROLE[:GROUP,GROUP]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleMapping {
    /// The group at the provider.
    pub claimed: String,
    /// What they may do.
    pub role: Role,
    /// The names of the machine groups that this is limited to; `None` for all.
    pub groups: Option<BTreeSet<String>>,
}

/// Why a line is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "it is CLAIMED_GROUP=ROLE or CLAIMED_GROUP=ROLE:GROUP,GROUP, with a role of viewer, approver, policy-editor and administrator"
)]
pub struct RoleMappingError;

/// What somebody may do by all their groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The highest role of those that their groups give.
    pub role: Role,
    /// The machine groups of all lines that give that role; `None` where one of them is for all.
    pub groups: Option<BTreeSet<String>>,
}

impl FromStr for RoleMapping {
    type Err = RoleMappingError;

    fn from_str(text: &str) -> Result<Self, RoleMappingError> {
        // A group may be called `cn=admins,dc=example`: what follows the right sign is a role.
        let mut signs = text.match_indices('=').map(|(at, _)| (&text[..at], &text[at + 1..]));
        let read = |(claimed, rest): (&str, &str)| {
            let (role, groups) = match rest.split_once(':') {
                Some((role, groups)) => (role, Some(groups)),
                None => (rest, None),
            };
            Some((claimed.to_owned(), Role::named(role)?, groups.map(str::to_owned)))
        };
        let (claimed, role, groups) = signs.find_map(read).ok_or(RoleMappingError)?;
        let groups: Option<BTreeSet<String>> =
            groups.map(|groups| groups.split(',').map(|group| group.trim().to_owned()).collect());
        let are_names = groups.iter().flatten().all(|group| check_name(group).is_ok());
        let are_few = groups.as_ref().is_none_or(|groups| groups.len() <= GROUPS);
        if claimed.is_empty() || !are_names || !are_few {
            return Err(RoleMappingError);
        }
        Ok(Self { claimed, role, groups })
    }
}

impl Mapped {
    /// What these groups give; `None` where none of them gives anything. What a lower role would give in other groups is left out: one user has
    /// one role.
    #[must_use]
    pub fn of(mappings: &[RoleMapping], groups: &[String]) -> Option<Self> {
        let theirs = || mappings.iter().filter(|mapping| groups.contains(&mapping.claimed));
        let role = theirs().map(|mapping| mapping.role).max()?;
        let mut all = Some(BTreeSet::new());
        for mapping in theirs().filter(|mapping| mapping.role == role) {
            all = match (all, &mapping.groups) {
                (Some(all), Some(more)) => Some(all.union(more).cloned().collect()),
                _ => None,
            };
        }
        Some(Self { role, groups: all })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(text: &str) -> RoleMapping {
        text.parse().unwrap()
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_line_is_read() {
        let read = mapping("staff=viewer");
        assert_eq!((read.claimed.as_str(), read.role, read.groups), ("staff", Role::Viewer, None));
        let read = mapping("cn=admins,dc=example=policy-editor:laptops, ci: linux");
        assert_eq!((read.claimed.as_str(), read.role), ("cn=admins,dc=example", Role::PolicyEditor));
        assert_eq!(read.groups, Some(set(&["laptops", "ci: linux"])));
        for wrong in [
            "",
            "staff",
            "staff=",
            "=viewer",
            "staff=root",
            "staff=viewer:",
            "staff=viewer:a,,b",
            "staff=Viewer",
        ] {
            assert_eq!(wrong.parse::<RoleMapping>(), Err(RoleMappingError), "{wrong}");
        }
    }

    #[test]
    fn the_highest_role_holds_with_the_groups_of_all_lines_that_give_it() {
        let lines = [
            "all=viewer",
            "a=approver:one,two",
            "b=approver:two,three",
            "c=approver",
            "d=administrator:four",
        ];
        let lines: Vec<RoleMapping> = lines.into_iter().map(mapping).collect();
        let of = |groups: &[&str]| {
            let groups: Vec<String> = groups.iter().map(|group| (*group).to_owned()).collect();
            Mapped::of(&lines, &groups).map(|mapped| (mapped.role, mapped.groups))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["other", "ALL"]), None);
        assert_eq!(of(&["all", "other"]), Some((Role::Viewer, None)));
        assert_eq!(of(&["all", "a"]), Some((Role::Approver, Some(set(&["one", "two"])))));
        assert_eq!(of(&["b", "a"]), Some((Role::Approver, Some(set(&["one", "three", "two"])))));
        assert_eq!(of(&["b", "a", "c"]), Some((Role::Approver, None)));
        assert_eq!(of(&["c", "d"]), Some((Role::Administrator, Some(set(&["four"])))));
    }
}
