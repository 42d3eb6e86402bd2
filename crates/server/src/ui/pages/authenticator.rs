//! An authenticator beside the password (RFC 6238).

use crate::api::Refused;
use crate::api::v1::allowed::SettingUp;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{CodeRequest, EndTotp, PasswordRequest};
use crate::api::v1::{Asked, authenticator};
use crate::state::Shared;
use crate::ui::again::is_to_be_said;
use crate::ui::link::Href;
use crate::ui::qr;
use crate::ui::route::{Deed, Outcome};
use crate::ui::view::{Cell, Field, Form, Input, Page, Part, Said, Tab, Table, Tone};
use crate::ui::visit::Visit;

fn password() -> Field {
    Field::new("password", "Password", Input::Secret { autocomplete: "current-password" }).needed()
}

fn code(hint: &'static str) -> Field {
    let input = Input::Line { autocomplete: "one-time-code", example: "" };
    Field::new("code", "Authenticator code", input).hint(hint).needed()
}

/// How one is set up, or taken away.
pub(super) fn part(csrf: &str, has_one: bool) -> Vec<Part> {
    if has_one {
        let fields = vec![password(), code("Of the authenticator, or one for recovery.")];
        let form =
            Form::changing(Href::of("/account/authenticator/removal"), csrf, "Take it away", fields).grave();
        let about = "You have an authenticator: a code of it is asked for beside the password.".to_owned();
        return vec![Part::Sentence(about), Part::Folded("Take it away", form)];
    }
    let form = Form::changing(Href::of("/account/authenticator"), csrf, "Set one up", vec![password()]);
    let about = "An app on a telephone, or a password manager, shows a new code every 30 seconds. With one, a password alone is of no use to others.";
    vec![Part::Sentence(about.to_owned()), Part::Form(form)]
}

fn page(title: &str) -> Page {
    Page::new(Tab::Elsewhere, title).above(Href::of("/account"), "Your account")
}

pub(in crate::ui) async fn begin(
    shared: Shared,
    visit: Visit<SettingUp>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = PasswordRequest { password: deed.fields.get("password").to_owned() };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let begun = authenticator::begin(shared, visit.allowed()?, asked).await?.0;
    let numbers = Table::new("What the picture says", &["What", "Value"], "");
    let numbers = numbers.rows([vec![Cell::text("Secret"), Cell::code(&begun.secret)]]);
    let mut page = page("Set up an authenticator").part(Part::Sentence(
        "Have the authenticator read this picture, or type the secret into it. It is shown this once."
            .to_owned(),
    ));
    if let Some(picture) = qr::svg(&begun.uri) {
        page = page.part(Part::Figure("A picture of the secret for an authenticator", picture, numbers));
    }
    page = page.part(Part::Command(Said::long(&begun.secret)));
    page.done = Some("Now say what it shows.");
    Ok(Outcome::Page(Box::new(page.part(Part::Form(confirmation(&visit.csrf))))))
}

fn confirmation(csrf: &str) -> Form {
    let fields = vec![code("The six digits that it shows now.")];
    Form::changing(Href::of("/account/authenticator/confirmation"), csrf, "That is it", fields)
}

pub(in crate::ui) async fn confirm(
    shared: Shared,
    visit: Visit<SettingUp>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = CodeRequest { code: deed.fields.word("code") };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let codes = match authenticator::confirm(shared, visit.allowed()?, asked).await {
        Ok(codes) => codes.0.codes,
        // The secret was shown once: the page with it is not shown again, but the form is.
        Err(refused) if is_to_be_said(&refused) => {
            let form = confirmation(&visit.csrf).refused(&refused);
            let page = page("Set up an authenticator").part(Part::Form(form));
            return Ok(Outcome::Again(refused.status(), Box::new(page)));
        }
        Err(refused) => return Err(refused),
    };
    let about = "Keep these codes where you find them without the authenticator: each is good once in its place. They are shown this once.";
    let mut page = page("Codes for recovery")
        .part(Part::Note(Tone::Medium, vec![Cell::long(about)]))
        .part(Part::Command(Said::long(&codes.join("  "))))
        .part(Part::Note(Tone::Plain, vec![Cell::link(Href::of("/"), "Go on")]));
    page.done = Some("The authenticator is set up.");
    Ok(Outcome::Page(Box::new(page)))
}

pub(in crate::ui) async fn end(
    shared: Shared,
    visit: Visit<SettingUp>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let body = EndTotp { password: deed.fields.get("password").to_owned(), code: deed.fields.word("code") };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    authenticator::end(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(Href::of("/account"), "no-authenticator"))
}
