//! Why a server did not do what it was asked.

use std::fmt;
use std::time::Duration;

use fetter_protocol::Trouble;

use crate::http::FetchError;
use crate::shown::shown;

/// Why a message did not arrive, or is not known to have. Foreign text in here is masked and escaped already.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// The server cannot be reached, broke off, or answered what it should not.
    #[error("{0}")]
    Unreachable(String),
    /// The server wants to be asked again after this time.
    #[error("the server wants to be asked again in {} s", .0.as_secs())]
    Later(Duration),
    /// The server takes no such request from this machine.
    #[error("status {status}: {text}")]
    Refused {
        /// The status of the answer.
        status: u16,
        /// What the protocol knows of it.
        trouble: Option<Trouble>,
        /// What the server says of it.
        text: String,
    },
    /// Something of this machine's own does not work: a message is too large, or a number cannot be kept.
    #[error("{0}")]
    Local(String),
}

impl ServerError {
    /// An answer that is none.
    pub(super) fn unusable(why: &dyn fmt::Display) -> Self {
        Self::Unreachable(format!("what the server answered cannot be used: {}", shown(&why.to_string())))
    }

    /// The same, with stars in place of a secret that a server might have repeated.
    pub(super) fn without(self, secret: &str) -> Self {
        let hide = |text: String| if secret.is_empty() { text } else { text.replace(secret, "****") };
        match self {
            Self::Unreachable(text) => Self::Unreachable(hide(text)),
            Self::Refused { status, trouble, text } => {
                // Where only a beginning was repeated before it was cut, nothing of it is shown.
                let text = hide(text);
                let head: String = secret.chars().take(8).collect();
                let is_partly = head.chars().count() == 8 && text.contains(&head);
                let text = if is_partly { "the server repeated the token".to_owned() } else { text };
                Self::Refused { status, trouble, text }
            }
            other => other,
        }
    }
}

impl From<FetchError> for ServerError {
    fn from(error: FetchError) -> Self {
        Self::Unreachable(error.to_string())
    }
}
