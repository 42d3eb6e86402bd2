//! Users.

use super::once;
use crate::api::Refused;
use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{NewUser, PageQuery, SearchQuery, SignInPatch, User, UserPatch};
use crate::api::v1::{Asked, authenticator, sessions as api_sessions, sign_in, users, wrong};
use crate::auth::Role;
use crate::state::Shared;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::pages::account::session_row;
use crate::ui::pages::groups::Groups;
use crate::ui::pages::words::role_word;
use crate::ui::pages::{Answer, asked, searching};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Part, Said, Table, Tone};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn list(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let query: SearchQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let (found, rules) = tokio::try_join!(
        users::list(shared.clone(), visit.allowed()?, asked(Nothing {}, query)),
        sign_in::show(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})),
    )?;
    let (found, rules) = (found.0, rules.0);
    let rows = found.items.iter().map(|user| row(user, &groups, &visit.csrf));
    let columns = ["User", "Role", "Sees", "Is", "Signs in with", "Made", "Sessions", "Action"];
    let table = Table::new("Users", &columns, "There are none.");
    let mut fields = vec![Field::line("name", "User name").needed()];
    fields.extend(rights(&groups));
    let form = Form::changing(Href::of("/administration/users"), &visit.csrf, "Make the user", fields);
    let page = super::page(&visit, "/administration/users", "Users")
        .part(searching(&view, Href::of("/administration/users"), "User name"))
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new())))
        .part(Part::Folded("Make a user", form));
    let choices = found.items.iter().map(|user| (user.id.to_string(), Said::short(&user.name))).collect();
    let mut fields = vec![Field::new("user", "User", Input::OneOf(choices))];
    fields.extend(rights(&groups));
    let form = Form::changing(Href::of("/administration/users/rights"), &visit.csrf, "Change it", fields);
    let page = page.part(Part::Folded("Change what a user may do", form));
    let needed = vec![("true".to_owned(), Said::short("Whoever has a password needs an authenticator, too"))];
    let value = if rules.requires_totp { "true" } else { "" };
    let fields = vec![Field::new("requires_totp", "Authenticators", Input::AnyOf(needed)).value(value)];
    let form = Form::changing(Href::of("/administration/sign-in"), &visit.csrf, "Change it", fields);
    let provider = match &rules.single_sign_on {
        Some(provider) => Cell::text(provider),
        None => Cell::Nothing("none: the server is started without one"),
    };
    Ok(page
        .heading("sign-in", "Signing in")
        .part(Part::Facts(vec![("Provider for single sign-on", provider)]))
        .part(Part::Form(form)))
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
    let role = Role::named(fields.get("role")).ok_or_else(|| wrong("there is no such role").of("role"))?;
    let groups = fields.all("groups").iter().map(|id| id.parse()).collect::<Result<Vec<i64>, _>>();
    let groups = groups.map_err(|_| wrong("there is no such group").of("groups"))?;
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
        (None, None) if !user.has_password && !user.single_sign_on => {
            Cell::badge(Tone::Medium, "has no password yet")
        }
        (None, None) => Cell::badge(Tone::Good, "active"),
    };
    let button = |part: &'static str, label| {
        Button::new(Href::of("/administration/users").part(user.id).part(part), label, &user.name, csrf)
    };
    let access = if user.disabled.is_some() {
        button("access", "Enable").with("disabled", "false")
    } else {
        button("access", "Disable").with("disabled", "true").grave()
    };
    let mut deeds = Vec::new();
    if !user.single_sign_on {
        deeds.push(button("link", "New link").into());
    }
    if user.has_totp {
        deeds.push(button("authenticator", "Take the authenticator away").named().grave().into());
    }
    deeds.push(access.into());
    vec![
        Cell::text(&user.name),
        Cell::text(role_word(user.role)),
        seen(user.groups.as_ref(), groups),
        is,
        signs_in(user),
        Cell::time(user.created),
        Cell::link(Href::of("/administration/users").part(user.id).part("sessions"), "sessions"),
        Cell::Several(deeds),
    ]
}

fn signs_in(user: &User) -> Cell {
    Cell::text(match (user.single_sign_on, user.has_totp) {
        (true, _) => "the provider",
        (false, true) => "a password and an authenticator",
        (false, false) => "a password",
    })
}

/// The sessions of a user.
pub(in crate::ui) async fn sessions(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Id>,
) -> Answer {
    let query: PageQuery = view.asked()?;
    let found = api_sessions::of_user(shared, visit.allowed()?, asked(view.path, query)).await?.0;
    let table = Table::new(
        "Sessions that are not over",
        &["Began", "Last used", "Ends", "From", "Program"],
        "There is none.",
    );
    let href = || Href::of("/administration/users").part(view.path.0).part("sessions");
    let all = Form::changing(href(), &visit.csrf, "End all", Vec::new()).grave();
    let page = super::page(&visit, "/administration/users", "Sessions of a user")
        .above(Href::of("/administration/users"), "Users")
        .part(Part::Form(all))
        .part(Part::Table(table.rows(found.items.iter().map(session_row))));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

pub(in crate::ui) async fn end_sessions(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    api_sessions::end_of_user(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/administration/users"), "ended"))
}

/// Takes a user's authenticator away: who has lost it sets another one up.
pub(in crate::ui) async fn reset(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    authenticator::reset(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/administration/users"), "no-authenticator"))
}

pub(in crate::ui) async fn sign_in_rules(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = SignInPatch { requires_totp: deed.fields.get("requires_totp") == "true" };
    sign_in::put(shared, visit.allowed()?, Asked { path: Nothing {}, query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/users").at("sign-in"), "changed"))
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
    let id = deed.fields.number("user")?.ok_or_else(|| wrong("a user is to be chosen").of("user"))?;
    let (role, groups) = rights_of(&deed.fields)?;
    let all_groups = groups.is_none().then_some(true);
    let body = UserPatch { role: Some(role), groups, all_groups, disabled: None };
    users::change(shared, visit.allowed()?, Asked { path: Id(id), query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/users"), "changed"))
}
