//! Answers that are pages: what was done, and what was not.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::api::Refused;
use crate::ui::link::Href;
use crate::ui::view::{Cell, Chrome, Page, Part, Tab, Tone, written};

/// A page as an answer.
pub(in crate::ui) fn shown(status: StatusCode, page: Page) -> Response {
    match written(page.numbered()) {
        Ok(html) => {
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            (status, [(header::CONTENT_TYPE, kind)], html).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// That something was not done, and why.
pub(in crate::ui) fn said_no(refused: &Refused, chrome: Option<Chrome>) -> Response {
    let status = refused.status();
    let title = match status {
        StatusCode::NOT_FOUND => "Nothing is here",
        StatusCode::FORBIDDEN => "This is not allowed",
        StatusCode::TOO_MANY_REQUESTS => "Too many requests",
        StatusCode::SERVICE_UNAVAILABLE => "The server is busy",
        _ if status.is_server_error() => "The server could not do it",
        _ => "This cannot be done",
    };
    let mut said = vec![Cell::long(&sentence(refused.title()))];
    said.extend(refused.detail().map(|detail| Cell::long(&sentence(detail))));
    for mistake in refused.errors() {
        let place = format!("{}:{}:{}: {}", mistake.file, mistake.line, mistake.column, mistake.message);
        said.push(Cell::long(&place));
    }
    let page = Page::new(Tab::Elsewhere, title)
        .part(Part::Note(Tone::High, said))
        .part(Part::Links("Where to go on", vec![(Href::of("/"), "Overview", false)]));
    let mut response = shown(status, Page { chrome, ..page });
    if let Some(seconds) = refused.wait() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Words as a sentence.
pub(in crate::ui) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let end = if words.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// What is said of something that was just done. An address names one of these, so that nobody has the console say anything else.
const DONE: [(&str, &str); 24] = [
    ("accepted", "It is accepted until that day."),
    ("assigned", "It was assigned."),
    ("commented", "The comment was added."),
    ("ended", "The sessions have ended."),
    ("no-authenticator", "The authenticator was taken away."),
    ("activated", "It was activated: the machines go by it from their next check-in."),
    ("approved", "It was approved: the machine is told."),
    ("changed", "It was changed."),
    (
        "excepted",
        "The exception was made. The finding is closed once its sites were judged anew, and is open until then.",
    ),
    ("lifted", "It was lifted: the machines are told."),
    ("made", "It was made."),
    ("not-accepted", "An exception was made, and does not accept this finding: it is open still."),
    ("password", "The password was changed. All other sessions have ended."),
    ("proposed", "It was taken as a new version. It holds nowhere yet: preview, stage or activate it."),
    ("redelivered", "It will be told again."),
    ("refused", "It was refused: the machine is told."),
    ("removed", "It was removed."),
    ("revoked", "It was taken back."),
    ("rolled-back", "It was rolled back."),
    ("rules", "The rules were changed: machines follow them within seconds."),
    ("staged", "It was staged: a part of the machines goes by it from their next check-in."),
    ("tested", "A test is on its way."),
    ("unstaged", "What was staged was taken back."),
    ("welcome", "You are signed in."),
];

pub(in crate::ui) fn said_done(word: &str) -> Option<&'static str> {
    DONE.iter().find(|(of, _)| *of == word).map(|(_, said)| *said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_sentence() {
        assert_eq!(sentence("there is nothing of that name"), "There is nothing of that name.");
        assert_eq!((sentence("Why?"), sentence("")), ("Why?".to_owned(), ".".to_owned()));
    }
}
