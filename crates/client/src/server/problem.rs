//! What a refusal means.

use std::time::Duration;

use fetter_protocol::{Problem, Trouble};

use super::ServerError;
use crate::shown::shown;

/// How long a server is left alone that does not say how long.
const LATER: Duration = Duration::from_secs(60);

/// An answer that is not the one that was hoped for.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The server said no, or did not say why.
    Refusal { status: u16, after: Option<Duration>, problem: Box<Problem> },
    /// There is no answer.
    Failure(ServerError),
}

impl Unanswered {
    /// The server's time, where it said it.
    pub(super) fn time(&self) -> Option<u64> {
        match self {
            Self::Refusal { problem, .. } => problem.time,
            Self::Failure(_) => None,
        }
    }

    /// Whether to sign again: the time, or the number, was wrong.
    pub(super) fn is_signature(&self, trouble: Trouble) -> bool {
        matches!(self, Self::Refusal { status: 401, problem, .. } if problem.trouble() == Some(trouble))
    }

    pub(super) fn into_error(self) -> ServerError {
        let (status, after, problem) = match self {
            Self::Failure(error) => return error,
            Self::Refusal { status, after, problem } => (status, after, problem),
        };
        let text = text(&problem);
        match status {
            429 | 503 => ServerError::Later(after.unwrap_or(LATER)),
            400..=499 => ServerError::Refused { status, trouble: problem.trouble(), text },
            300..=399 => ServerError::Unreachable(format!(
                "the server answered with status {status}: it is elsewhere; redirects are not followed, give its own URL"
            )),
            _ => ServerError::Unreachable(format!("the server answered with status {status}: {text}")),
        }
    }
}

/// What a server says of a problem.
fn text(problem: &Problem) -> String {
    let detail = problem.detail.as_deref().unwrap_or_default();
    let said = match (problem.title.as_str(), detail) {
        ("", "") => "it does not say why",
        (title, "") => title,
        ("", detail) => detail,
        (title, detail) => return shown(&format!("{title}: {detail}")),
    };
    shown(said)
}
