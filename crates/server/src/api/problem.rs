//! Refusals, as RFC 9457 writes them.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fetter_protocol::{Mistake, PROBLEM_TYPE, Problem, Trouble};

use crate::store::StoreError;

/// Why a request was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    status: StatusCode,
    trouble: Option<Trouble>,
    /// Which field of what was sent it is about.
    field: Option<&'static str>,
    title: &'static str,
    detail: Option<String>,
    retry_after: Option<u32>,
    errors: Vec<Mistake>,
}

impl Refused {
    /// A refusal with a status; the title says what it is, always in the same words.
    #[must_use]
    pub const fn new(status: StatusCode, title: &'static str) -> Self {
        Self {
            status,
            trouble: None,
            field: None,
            title,
            detail: None,
            retry_after: None,
            errors: Vec::new(),
        }
    }

    /// One that a machine, or the program with which somebody signs in, does something about.
    #[must_use]
    pub fn trouble(trouble: Trouble) -> Self {
        let (status, title) = match trouble {
            Trouble::Time => (StatusCode::UNAUTHORIZED, "the time of the request is not the server's"),
            Trouble::Number => {
                (StatusCode::UNAUTHORIZED, "a request with this number, or a greater one, came before")
            }
            Trouble::Unknown => {
                (StatusCode::UNAUTHORIZED, "no machine with this key is enrolled; enrol it again")
            }
            Trouble::Cloned => {
                (StatusCode::CONFLICT, "two machines go by one key; enrol each again, with a new one")
            }
            Trouble::Token => {
                (StatusCode::UNAUTHORIZED, "no machine can be enrolled with this token; ask for a new one")
            }
            Trouble::Taken => (
                StatusCode::CONFLICT,
                "another key or another machine is enrolled so; enrol it with a new id and key",
            ),
            Trouble::CodeNeeded => (
                StatusCode::UNAUTHORIZED,
                "a code of the authenticator is asked for; send the same again with one",
            ),
            Trouble::CodeWrong => {
                (StatusCode::UNAUTHORIZED, "the code is not right, or was used before; wait for the next one")
            }
        };
        let field = matches!(trouble, Trouble::CodeNeeded | Trouble::CodeWrong).then_some("code");
        Self { trouble: Some(trouble), field, ..Self::new(status, title) }
    }

    /// Which field of what was sent it is about, for forms to say it there. What is said of one begins with its name, or is a sentence of its own.
    #[must_use]
    pub const fn of(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// What was wrong with this request, and what to do.
    #[must_use]
    pub fn because(mut self, detail: impl std::fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// What is wrong with a file that was sent, each with its place.
    #[must_use]
    pub fn at(mut self, errors: Vec<Mistake>) -> Self {
        self.errors = errors;
        self
    }

    /// When to ask again, in seconds.
    #[must_use]
    pub const fn later(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// That the server has too much to do.
    #[must_use]
    pub const fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "the server has more to do than it can").later(10)
    }

    /// What it is, always in the same words.
    pub(crate) const fn title(&self) -> &'static str {
        self.title
    }

    /// What was wrong with this request, and what to do.
    pub(crate) fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Which field of what was sent it is about.
    pub(crate) const fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// What is wrong with a file that was sent.
    pub(crate) fn errors(&self) -> &[Mistake] {
        &self.errors
    }

    /// Whether something else may be sent in its place, which is taken.
    pub(crate) const fn is_mistake(&self) -> bool {
        matches!(self.status, StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT)
    }

    /// After how many seconds to ask again.
    pub(crate) const fn wait(&self) -> Option<u32> {
        self.retry_after
    }

    /// Which of the known ones it is.
    #[must_use]
    pub const fn known(&self) -> Option<Trouble> {
        self.trouble
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<StoreError> for Refused {
    /// What the database says is for the log: to whoever asked it says nothing, and might tell too much.
    fn from(error: StoreError) -> Self {
        if error.is_passing() {
            tracing::warn!(%error, "a request has to come again");
            return Self::busy();
        }
        tracing::error!(%error, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the server could not do it; its log says why")
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let problem = Problem {
            r#type: self.trouble.map_or("about:blank", Trouble::uri).to_owned(),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            time: Some(crate::clock::now()),
            errors: self.errors,
        };
        // It holds texts and numbers, which serialise.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_TYPE));
        if self.status == StatusCode::UNAUTHORIZED && self.trouble.is_none() {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
