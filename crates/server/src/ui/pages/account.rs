//! Who one is.

use axum::http::StatusCode;

use super::said::said_of;
use super::sign_in::{signed_in, signed_out};
use super::words::role_word;
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::NewPassword;
use crate::api::v1::{Asked, me, session, wrong};
use crate::state::Shared;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Cell, Field, Form, Input, Page, Part, Tab};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn page(shared: Shared, visit: Visit<Viewer>, _: View<Nothing>) -> Answer {
    let groups = super::groups::Groups::of(&shared, visit.allowed()?).await?;
    let me = me::me(shared, visit.allowed()?, asked(Nothing {}, Nothing {})).await?.0;
    let own = match &me.groups {
        None => Cell::text("all groups"),
        Some(ids) => Cell::several(ids.iter().map(|id| groups.link(*id)), "none"),
    };
    let facts = vec![
        ("User", Cell::text(&me.name)),
        ("Organisation", Cell::text(&me.organisation)),
        ("Role", Cell::text(role_word(me.role))),
        ("Sees", own),
    ];
    Ok(Page::new(Tab::Elsewhere, "Your account")
        .part(Part::Facts(facts))
        .heading("password", "Password")
        .part(Part::Form(password_form(&visit.csrf))))
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
        return Err(wrong("the two passwords are not the same"));
    }
    Ok(NewPassword { password: fields.get("password").to_owned(), new: fields.get("new").to_owned() })
}

/// Another password. All sessions end but a new one, which this browser has.
pub(in crate::ui) async fn password(
    shared: Shared,
    visit: Visit<Viewer>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = match new_password(&deed.fields) {
        Ok(body) => body,
        Err(refused) => return Ok(again(&visit, &refused)),
    };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    match me::password(shared.clone(), visit.allowed()?, asked).await {
        Ok(begun) => {
            let next = Href::of("/account").with("done", "password");
            Ok(Outcome::Answer(Box::new(signed_in(&shared, &begun.0, &next))))
        }
        Err(refused) if refused.status() == StatusCode::FORBIDDEN || refused.is_mistake() => {
            Ok(again(&visit, &refused))
        }
        Err(refused) => Err(refused),
    }
}

fn again(visit: &Visit<Viewer>, refused: &Refused) -> Outcome {
    let form = password_form(&visit.csrf).mistakes(said_of(refused));
    let page = Page::new(Tab::Elsewhere, "Change the password").above(Href::of("/account"), "Your account");
    Outcome::Page(Box::new(page.part(Part::Form(form))))
}

/// Ends the session of this browser.
pub(in crate::ui) async fn sign_out(
    shared: Shared,
    visit: Visit<Viewer>,
    _: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    session::sign_out(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})).await?;
    Ok(Outcome::Answer(Box::new(signed_out(&shared))))
}
