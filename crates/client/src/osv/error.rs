//! Why the API did not tell.

use crate::http::{Address, FetchError};

/// Why there is no answer of the API: what was attempted, and what to do. Foreign text in here is masked and escaped already.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages show")]
pub enum ApiError {
    /// The base URL is none.
    #[error("cannot ask an API of advisories at {base}: {reason}")]
    Base { base: String, reason: &'static str },
    /// A name or a version is too long to be one.
    #[error("cannot ask OSV's API about {release}: its {part} is longer than {limit} bytes")]
    Query { release: String, part: &'static str, limit: usize },
    /// A request failed.
    #[error("could not {doing}: {error}; or use a local database of advisories")]
    Fetch { doing: String, error: FetchError },
    /// An answer is not one that the API gives.
    #[error(
        "could not {doing}: {url} gave an answer that OSV's API does not give: {reason}; check the URL, or use a local database of advisories"
    )]
    Answer { doing: String, url: String, reason: String },
    /// The pages of an answer do not end.
    #[error(
        "could not {doing}: the answer of {url} about {release} does not end after {pages} pages; try again later, or use a local database of advisories"
    )]
    Pages { doing: String, url: String, release: String, pages: usize },
    /// The API named an advisory that it does not have.
    #[error(
        "could not {doing}: {url} has not the advisory, though the API named it; try again later, or use a local database of advisories"
    )]
    Missing { doing: String, url: String },
    /// Not everything that was asked for is there.
    #[error(
        "could not {doing}: a part of the answer is missing; try again, or use a local database of advisories"
    )]
    Incomplete { doing: String },
    /// More than anybody asks for.
    #[error("could not {doing}: {url} gave more than {limit} {what}; use a local database of advisories")]
    TooMuch { doing: String, url: String, limit: u64, what: &'static str },
}

pub(super) fn too_much(doing: &str, address: &Address, limit: u64, what: &'static str) -> ApiError {
    ApiError::TooMuch { doing: doing.to_owned(), url: address.name(), limit, what }
}
