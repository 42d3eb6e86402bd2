//! Signing in and out, and the link of somebody who has no password yet.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::Response;
use fetter_protocol::Trouble;

use super::said::sentence;
use super::{said_no, shown};
use crate::api::Refused;
use crate::api::v1::allowed::Anyone;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{FirstRequest, SessionAnswer, SessionRequest};
use crate::api::v1::{Asked, allow, first, peer, session, wrong};
use crate::clock;
use crate::signon::{self, BackQuery, OidcError};
use crate::state::Shared;
use crate::ui::cookie::{FLOW, SESSION};
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::sent::{form, see, see_elsewhere};
use crate::ui::view::{Cell, Field, Form, Input, Page, Part, Tab, Tone};

/// Bytes of a form at most.
const FORM_BYTES: usize = 8 << 10;
/// How long somebody may be at the provider.
const FLOW_SECONDS: u64 = 600;

/// The page to sign in.
pub(in crate::ui) async fn page(shared: Shared, request: Request) -> Response {
    let query = Fields::parse(request.uri().query().unwrap_or_default());
    match sign_in(&shared, &query, None).await {
        Ok(page) => shown(StatusCode::OK, page),
        Err(refused) => said_no(&refused, None),
    }
}

async fn sign_in(shared: &Shared, given: &Fields, refused: Option<&Refused>) -> Result<Page, Refused> {
    let line = |autocomplete| Input::Line { autocomplete, example: "" };
    let mut fields = vec![
        Field::new("name", "User name", line("username")).value(given.get("name")).needed(),
        Field::new("password", "Password", Input::Secret { autocomplete: "current-password" }).needed(),
    ];
    fields.push(code_field());
    // Where there is one organisation, nobody needs to know what it is called. Its name is told to nobody who does not know it.
    if shared.database.organisations().await?.len() != 1 {
        let organisation = Field::new("organisation", "Organisation", line("organization"));
        fields.insert(0, organisation.value(given.get("organisation")).needed());
    }
    let form =
        Form { csrf: Some(String::new()), button: "Sign in", ..Form::asking(Href::of("/sign-in"), fields) };
    let form = form.hidden("next", Href::wanted(given.get("next")).as_str());
    let lost = "Your session had ended, so that nothing was done, and what you had written was not kept: once you are signed in, you come back to the page, to write it again.";
    let lost = (given.get("lost") == "yes").then(|| Part::warning(lost));
    let form = with_refusal(form, refused);
    let mut page = Page::new(Tab::Elsewhere, "Sign in").parts(lost).part(Part::Form(form));
    if let Some(provider) = signon::provider_name(shared) {
        let href = Href::of("/sign-in/oidc").with("next", Href::wanted(given.get("next")).as_str());
        page =
            page.part(Part::Note(Tone::Plain, vec![Cell::link(href, &format!("Sign in with {provider}"))]));
    }
    Ok(page)
}

/// Who has an authenticator says what it shows; others leave it empty.
fn code_field() -> Field {
    let input = Input::Line { autocomplete: "one-time-code", example: "" };
    Field::new("code", "Authenticator code", input)
        .hint("If you have set one up; a recovery code does as well.")
}

/// The code of a form, where there is one.
fn code_of(fields: &Fields) -> Option<String> {
    Some(fields.word("code")).filter(|code| !code.is_empty())
}

/// Whether a code of the authenticator is missing, or wrong.
fn is_about_code(refused: &Refused) -> bool {
    matches!(refused.known(), Some(Trouble::CodeNeeded | Trouble::CodeWrong))
}

/// A form with why it was refused. No page has a password in it, so that it is written again beside a code.
fn with_refusal(form: Form, refused: Option<&Refused>) -> Form {
    match refused.map(|refused| (refused, refused.known())) {
        None => form,
        Some((_, Some(Trouble::CodeNeeded))) => form.mistake(
            "code",
            "You have an authenticator: write the code that it shows, and the password again.",
        ),
        Some((_, Some(Trouble::CodeWrong))) => form.mistake(
            "code",
            "The code is not right, or was used before: wait for the next one, and write the password again.",
        ),
        Some((refused, _)) => form.refused(refused),
    }
}

/// Sends a browser to the organisation's provider.
pub(in crate::ui) async fn away(shared: Shared, request: Request) -> Response {
    let query = Fields::parse(request.uri().query().unwrap_or_default());
    match signon::begin(&shared, Href::wanted(query.get("next")).as_str()).await {
        Ok(begun) => {
            let mut response = see_elsewhere(&begun.url);
            if let Some(cookie) = FLOW.set(&shared.options, &begun.flow, FLOW_SECONDS) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => not_signed_in(&error),
    }
}

/// A browser is back from there.
pub(in crate::ui) async fn back(shared: Shared, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let fields = Fields::parse(parts.uri.query().unwrap_or_default());
    let some = |name| Some(fields.get(name).to_owned()).filter(|value| !value.is_empty());
    let query =
        BackQuery { code: some("code"), state: some("state"), iss: some("iss"), error: some("error") };
    let flow = FLOW.read(&parts.headers, &shared.options).unwrap_or_default();
    let peer = peer(&parts);
    match signon::finish(&shared, &query, flow, &peer.origin, &peer.agent).await {
        Ok(finished) => {
            let answer =
                SessionAnswer { token: finished.token.reveal().to_owned(), expires: finished.expires };
            let mut response = signed_in(&shared, &answer, &Href::wanted(&finished.next));
            if let Some(cookie) = FLOW.set(&shared.options, "", 0) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => not_signed_in(&error),
    }
}

fn not_signed_in(error: &OidcError) -> Response {
    let status = match error {
        OidcError::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        OidcError::Busy | OidcError::Provider => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNAUTHORIZED,
    };
    let again = Cell::link(Href::of("/sign-in"), "Sign in");
    let page = Page::new(Tab::Elsewhere, "You are not signed in")
        .part(Part::Note(Tone::High, vec![Cell::long(&sentence(&error.to_string()))]))
        .part(Part::Note(Tone::Plain, vec![again]));
    shown(status, page)
}

/// Somebody signs in.
pub(in crate::ui) async fn begin(shared: Shared, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let fields = match form(&shared, &parts, body, FORM_BYTES).await {
        Ok(fields) => fields,
        Err(refused) => return said_no(&refused, None),
    };
    let answer = async {
        let anyone = allow::<Anyone>(None, &peer(&parts))?;
        let mut organisation = fields.word("organisation");
        if organisation.is_empty()
            && let [only] = shared.database.organisations().await?.as_slice()
        {
            organisation.clone_from(&only.name);
        }
        let (name, password) = (fields.word("name"), fields.get("password").to_owned());
        let body = SessionRequest { organisation, name, password, code: code_of(&fields) };
        let asked = Asked { path: Nothing {}, query: Nothing {}, body };
        Ok(session::sign_in(shared.clone(), anyone, asked).await?.0)
    };
    match answer.await {
        Ok(session) => signed_in(&shared, &session, &Href::wanted(fields.get("next"))),
        Err(refused) => again(&shared, &fields, &refused).await,
    }
}

async fn again(shared: &Shared, fields: &Fields, refused: &Refused) -> Response {
    match sign_in(shared, fields, Some(refused)).await {
        Ok(page) => shown(refused.status(), page),
        Err(refused) => said_no(&refused, None),
    }
}

/// A session has begun: the browser keeps its token, and shows it to no script.
pub(in crate::ui) fn signed_in(shared: &Shared, session: &SessionAnswer, next: &Href) -> Response {
    let mut response = see(next);
    let seconds = session.expires.saturating_sub(clock::now());
    if let Some(cookie) = SESSION.set(&shared.options, &session.token, seconds) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// A session has ended: the browser forgets its token.
pub(in crate::ui) fn signed_out(shared: &Shared) -> Response {
    let mut response = see(&Href::of("/sign-in"));
    if let Some(cookie) = SESSION.set(&shared.options, "", 0) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The page of a link: whoever has it chooses a password.
pub(in crate::ui) async fn first_page(_: Shared, _: Request) -> Response {
    shown(StatusCode::OK, first_form(&Fields::default(), None, false))
}

/// The form for a link. A code is asked for where the link is known to be of somebody who has an authenticator: nobody else is told of one.
fn first_form(given: &Fields, refused: Option<&Refused>, is_code_needed: bool) -> Page {
    let token = Input::Line { autocomplete: "off", example: "" };
    let name = Input::Line { autocomplete: "username", example: "" };
    let new = || Input::Secret { autocomplete: "new-password" };
    let mut fields = vec![
        Field::new("token", "Token of the link", token)
            .value(given.get("token"))
            .hint(
                "What the server printed at its first start, or an administrator gave you. It is good once.",
            )
            .needed(),
        Field::new("name", "User name", name)
            .value(given.get("name"))
            .hint("The first administrator chooses one; others use theirs.")
            .needed(),
        Field::new("password", "New password", new()).hint("15 characters or more.").needed(),
        Field::new("again", "The same again", new()).needed(),
    ];
    if is_code_needed {
        let hint = "The six digits that it shows now, or a code for recovery.";
        fields.push(code_field().hint(hint).needed());
    }
    let form = Form {
        csrf: Some(String::new()),
        button: "Set the password",
        ..Form::asking(Href::of("/first"), fields)
    };
    let other = Cell::link(Href::of("/sign-in"), "Sign in with a password");
    let lost = "If you have lost the authenticator and the codes for recovery, an administrator takes it away; for the last administrator, “fetter server recover” does where the server’s files are.";
    Page::new(Tab::Elsewhere, "Choose a password")
        .part(Part::Form(with_refusal(form, refused)))
        .parts(is_code_needed.then(|| Part::Sentence(lost.to_owned())))
        .part(Part::Note(Tone::Plain, vec![other]))
}

/// Somebody uses a link.
pub(in crate::ui) async fn first_begin(shared: Shared, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let fields = match form(&shared, &parts, body, FORM_BYTES).await {
        Ok(fields) => fields,
        Err(refused) => return said_no(&refused, None),
    };
    // Whoever was asked for a code is asked for it until the link is used.
    let has_code = fields.has("code");
    if fields.get("password") != fields.get("again") {
        let refused = wrong("the two passwords are not the same").of("again");
        return shown(refused.status(), first_form(&fields, Some(&refused), has_code));
    }
    let answer = async {
        let anyone = allow::<Anyone>(None, &peer(&parts))?;
        let (token, name) = (fields.word("token"), fields.word("name"));
        let body =
            FirstRequest { token, name, password: fields.get("password").to_owned(), code: code_of(&fields) };
        let asked = Asked { path: Nothing {}, query: Nothing {}, body };
        Ok(first::first(shared.clone(), anyone, asked).await?.0)
    };
    let answer: Result<SessionAnswer, Refused> = answer.await;
    match answer {
        Ok(session) => signed_in(&shared, &session, &Href::of("/")),
        Err(refused) => {
            let is_code_needed = has_code || is_about_code(&refused);
            shown(refused.status(), first_form(&fields, Some(&refused), is_code_needed))
        }
    }
}
