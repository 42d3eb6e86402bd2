//! Who one is.

use super::sign_in::{signed_in, signed_out};
use super::words::role_word;
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::{SettingUp, Viewer};
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{NewPassword, SessionShape};
use crate::api::v1::{Asked, me, session, sessions, wrong};
use crate::state::Shared;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Page, Part, Tab, Table};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn page(shared: Shared, visit: Visit<SettingUp>, view: View<Nothing>) -> Answer {
    let me = me::me(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})).await?.0;
    let mut facts = vec![
        ("User", Cell::text(&me.name)),
        ("Organisation", Cell::text(&me.organisation)),
        ("Role", Cell::text(role_word(me.role))),
    ];
    let mut page = Page::new(Tab::Elsewhere, "Your account");
    if visit.is_incomplete() {
        page = page
            .part(Part::warning("Your organisation asks for an authenticator: set one up before you go on."));
        let authenticator = super::authenticator::part(&visit.csrf, me.has_totp);
        return Ok(page
            .part(Part::Facts(facts))
            .heading("authenticator", "Authenticator")
            .parts(authenticator));
    }
    let groups = super::groups::Groups::of(&shared, visit.allowed()?).await?;
    facts.push((
        "Sees",
        match &me.groups {
            None => Cell::text("all groups"),
            Some(ids) => Cell::several(ids.iter().map(|id| groups.link(*id)), "none"),
        },
    ));
    page = page.part(Part::Facts(facts));
    if me.single_sign_on {
        page = page.part(Part::Sentence(
            "You sign in at your organisation’s provider, and have no password here.".to_owned(),
        ));
    } else {
        page = page.heading("password", "Password").part(Part::Form(password_form(&visit.csrf)));
        page = page
            .heading("authenticator", "Authenticator")
            .parts(super::authenticator::part(&visit.csrf, me.has_totp));
    }
    let query = view.asked()?;
    let found = sessions::own(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|session| {
        let action = Href::of("/account/sessions").part(session.id);
        let agent = if session.agent.is_empty() { "an unknown program" } else { &session.agent };
        let button = Button::new(action, "End it", agent, &visit.csrf).named().grave();
        let mut row = session_row(session);
        row.push(if session.is_this { Cell::Nothing("this one") } else { button.into() });
        row
    });
    let table = Table::new(
        "Your sessions",
        &["Began", "Last used", "Ends", "From", "Program", "Action"],
        "There is none.",
    );
    let others =
        Form::changing(Href::of("/account/sessions"), &visit.csrf, "End all others", Vec::new()).grave();
    page = page.heading("sessions", "Sessions").part(Part::Form(others)).part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

/// What is known of a session.
pub(super) fn session_row(session: &SessionShape) -> Vec<Cell> {
    vec![
        Cell::time(session.created),
        Cell::time_or(session.used, "never"),
        Cell::time(session.expires),
        Cell::code(&session.origin),
        Cell::text(&session.agent),
    ]
}

pub(in crate::ui) async fn end_session(
    shared: Shared,
    visit: Visit<Viewer>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    sessions::end_own(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/account"), "ended"))
}

pub(in crate::ui) async fn end_others(
    shared: Shared,
    visit: Visit<Viewer>,
    _: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    sessions::end_others(shared, visit.allowed()?, asked(Nothing {}, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/account"), "ended"))
}

fn password_form(csrf: &str) -> Form {
    let new = || Input::Secret { autocomplete: "new-password" };
    let fields = vec![
        Field::new("password", "Password of now", Input::Secret { autocomplete: "current-password" })
            .needed(),
        Field::new("new", "New password", new()).hint("15 characters or more.").needed(),
        Field::new("again", "The same again", new()).needed(),
    ];
    Form::changing(Href::of("/account/password"), csrf, "Change the password", fields)
}

/// What a new password is set by, if it was written twice alike.
fn new_password(fields: &Fields) -> Result<NewPassword, Refused> {
    if fields.get("new") != fields.get("again") {
        return Err(wrong("the two passwords are not the same").of("again"));
    }
    Ok(NewPassword { password: fields.get("password").to_owned(), new: fields.get("new").to_owned() })
}

/// Another password. All sessions end but a new one, which this browser has.
pub(in crate::ui) async fn password(
    shared: Shared,
    visit: Visit<SettingUp>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = new_password(&deed.fields)?;
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let begun = me::password(shared.clone(), visit.allowed()?, asked).await?;
    let next = Href::of("/account").with("done", "password");
    Ok(Outcome::Answer(Box::new(signed_in(&shared, &begun.0, &next))))
}

/// Ends the session of this browser.
pub(in crate::ui) async fn sign_out(
    shared: Shared,
    visit: Visit<SettingUp>,
    _: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    session::sign_out(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})).await?;
    Ok(Outcome::Answer(Box::new(signed_out(&shared))))
}
