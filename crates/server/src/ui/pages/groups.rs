//! Groups, by their names.

use std::collections::BTreeMap;

use super::asked;
use crate::api::Refused;
use crate::api::v1::Allowed;
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::groups;
use crate::api::v1::shapes::{Group, SearchQuery};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::view::{Cell, Field, Input, Said};

/// How many groups a form lets one choose of. Where there are more, it asks for the id.
const CHOICES: u32 = 500;

/// The groups that somebody sees.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Groups {
    names: BTreeMap<i64, Group>,
    is_all: bool,
}

impl Groups {
    pub(super) async fn of(shared: &Shared, viewer: Allowed<Viewer>) -> Result<Self, Refused> {
        let query = SearchQuery { limit: Some(CHOICES), ..SearchQuery::default() };
        let page = groups::list(shared.clone(), viewer, asked(Nothing {}, query)).await?.0;
        let is_all = page.next.is_none();
        Ok(Self { names: page.items.into_iter().map(|group| (group.id, group)).collect(), is_all })
    }

    /// These, for tests.
    #[cfg(test)]
    pub(super) fn made(groups: &[(i64, &str)]) -> Self {
        let group =
            |(id, name): &(i64, &str)| Group { id: *id, name: (*name).to_owned(), machines: 0, created: 0 };
        Self { names: groups.iter().map(|of| (of.0, group(of))).collect(), is_all: true }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.names.values()
    }

    /// What a group is called.
    pub(super) fn name(&self, id: i64) -> String {
        self.names.get(&id).map_or_else(|| format!("group {id}"), |group| group.name.clone())
    }

    /// The name of a group, if it is one of these.
    pub(super) fn known(&self, id: i64) -> Option<&str> {
        self.names.get(&id).map(|group| group.name.as_str())
    }

    /// The group of this name, if it is one of these.
    pub(super) fn named(&self, name: &str) -> Option<i64> {
        self.iter().find(|group| group.name == name).map(|group| group.id)
    }

    /// Whether these are all that somebody sees.
    pub(super) const fn is_all(&self) -> bool {
        self.is_all
    }

    /// A group, with a link to its machines.
    pub(super) fn link(&self, id: i64) -> Cell {
        Cell::link(Href::of("/machines").with("group", id), &self.name(id))
    }

    /// What asks for a group.
    pub(super) fn field(&self, value: &str, any: &str) -> Field {
        let label = "Group";
        let field = if self.is_all {
            let mut groups: Vec<&Group> = self.iter().collect();
            groups.sort_by(|one, other| one.name.cmp(&other.name));
            let named = groups.iter().map(|group| (group.id.to_string(), Said::short(&group.name)));
            let any = (String::new(), Said::short(any));
            Field::new("group", label, Input::OneOf(std::iter::once(any).chain(named).collect()))
        } else {
            Field::new("group", label, Input::Number { least: 1, most: i64::from(u32::MAX) })
                .hint("The id of the group.")
        };
        field.value(value)
    }
}
