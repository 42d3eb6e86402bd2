//! Users.

use super::once;
use crate::api::Refused;
use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{NewUser, PageQuery, User, UserPatch};
use crate::api::v1::{Asked, users, wrong};
use crate::auth::Role;
use crate::state::Shared;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::pages::groups::Groups;
use crate::ui::pages::words::role_word;
use crate::ui::pages::{Answer, asked};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Part, Said, Table, Tone};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let query: PageQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let found = users::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|user| row(user, &groups, &visit.csrf));
    let columns = ["User", "Role", "Sees", "Is", "Made", "Password", "Access"];
    let table = Table::new("Users", &columns, "There are none.");
    let mut fields = vec![Field::line("name", "User name").needed()];
    fields.extend(rights(&groups));
    let form = Form::changing(Href::of("/administration/users"), &visit.csrf, "Make the user", fields);
    let page = super::page(&visit, "/administration/users", "Users")
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())))
        .part(Part::Folded("Make a user", form));
    let choices = found.items.iter().map(|user| (user.id.to_string(), Said::short(&user.name))).collect();
    let mut fields = vec![Field::new("user", "User", Input::OneOf(choices))];
    fields.extend(rights(&groups));
    let form = Form::changing(Href::of("/administration/users/rights"), &visit.csrf, "Change it", fields);
    Ok(page.part(Part::Folded("Change what a user may do", form)))
}

/// What says what somebody may do.
pub(super) fn rights(groups: &Groups) -> Vec<Field> {
    let roles = Role::ALL.map(|role| (role.name().to_owned(), Said::short(role_word(role))));
    let named = groups.iter().map(|group| (group.id.to_string(), Said::short(&group.name)));
    vec![
        Field::new("role", "Role", Input::OneOf(roles.into())),
        Field::new("groups", "Groups", Input::AnyOf(named.collect()))
            .hint("None of them for all groups, also those to come."),
    ]
}

/// What a form says that somebody may do.
pub(super) fn rights_of(fields: &Fields) -> Result<(Role, Option<Vec<i64>>), Refused> {
    let role = Role::named(fields.get("role")).ok_or_else(|| wrong("there is no such role"))?;
    let groups = fields.all("groups").iter().map(|id| id.parse()).collect::<Result<Vec<i64>, _>>();
    let groups = groups.map_err(|_| wrong("there is no such group"))?;
    Ok((role, (!groups.is_empty()).then_some(groups)))
}

/// The groups that somebody is limited to.
pub(super) fn seen(ids: Option<&Vec<i64>>, groups: &Groups) -> Cell {
    match ids {
        None => Cell::text("all groups"),
        Some(ids) => Cell::several(ids.iter().map(|id| groups.link(*id)), "none"),
    }
}

fn row(user: &User, groups: &Groups, csrf: &str) -> Vec<Cell> {
    let now = crate::clock::now().cast_signed();
    let is = match (user.disabled, user.locked_until.filter(|until| *until > now)) {
        (Some(_), _) => Cell::badge(Tone::Plain, "disabled"),
        (None, Some(_)) => Cell::badge(Tone::High, "locked after wrong passwords"),
        (None, None) if !user.has_password => Cell::badge(Tone::Medium, "has no password yet"),
        (None, None) => Cell::badge(Tone::Good, "active"),
    };
    let button = |part: &'static str, label, is_grave, hidden| {
        Cell::Button(Box::new(Button {
            action: Href::of("/administration/users").part(user.id).part(part),
            label,
            of: Said::short(&user.name),
            hidden,
            csrf: csrf.to_owned(),
            is_grave,
        }))
    };
    let access = if user.disabled.is_some() {
        button("access", "Enable", false, vec![("disabled", "false".to_owned())])
    } else {
        button("access", "Disable", true, vec![("disabled", "true".to_owned())])
    };
    vec![
        Cell::text(&user.name),
        Cell::text(role_word(user.role)),
        seen(user.groups.as_ref(), groups),
        is,
        Cell::time(user.created),
        button("link", "New link", false, Vec::new()),
        access,
    ]
}

pub(in crate::ui) async fn make(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let (role, groups) = rights_of(&deed.fields)?;
    let body = NewUser { name: deed.fields.word("name"), role, groups };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let made = users::make(shared, visit.allowed()?, asked).await?.0;
    Ok(linked(&visit, &made.secret))
}

/// The link, which is shown once.
fn linked(visit: &Visit<WholeAdministrator>, secret: &str) -> Outcome {
    let what = "Give this to the user. It is shown this once, and is good once, for a day:";
    let host = visit.host.as_deref().unwrap_or("the server");
    let after = vec![Part::Sentence(format!("A password is chosen with it at {host}/first."))];
    let back = Href::of("/administration/users");
    Outcome::Page(Box::new(once("A link to choose a password", what, secret, back, after)))
}

pub(in crate::ui) async fn link(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let made = users::link(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?.0;
    Ok(linked(&visit, &made.secret))
}

pub(in crate::ui) async fn access(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let disabled = Some(deed.fields.get("disabled") == "true");
    let body = UserPatch { role: None, groups: None, all_groups: None, disabled };
    users::change(shared, visit.allowed()?, Asked { path: deed.path, query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/users"), "changed"))
}

pub(in crate::ui) async fn change(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let id = deed.fields.number("user")?.ok_or_else(|| wrong("a user is to be chosen"))?;
    let (role, groups) = rights_of(&deed.fields)?;
    let all_groups = groups.is_none().then_some(true);
    let body = UserPatch { role: Some(role), groups, all_groups, disabled: None };
    users::change(shared, visit.allowed()?, Asked { path: Id(id), query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/users"), "changed"))
}
