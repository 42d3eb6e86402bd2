//! The API of OSV (<https://google.github.io/osv.dev/api/>): which advisories affect a release, and what they say.
//!
//! An answer is whole or it is none: a page that is missing, an advisory that cannot be fetched, an answer of another shape are errors of
//! everything that was asked, since a part of the advisories would look like all of them. Sizes, pages and times are limited. What
//! the records say is the caller's to read.

mod batch;
mod error;
mod identifier;
mod limits;
mod records;
mod wire;

use std::time::Instant;

pub use error::ApiError;
pub use limits::ApiLimits;

use crate::http::{Address, Client, Limits};

/// Where OSV's own API is.
pub const BASE: &str = "https://api.osv.dev";

/// Where OSV's own dump of the ecosystem `PyPI` is (<https://google.github.io/osv.dev/data/>): a ZIP archive of all records.
pub const DUMP: &str = "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip";

/// A release, or every release of a package, of the ecosystem `PyPI`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// The name of the package, best normalised (PEP 503).
    pub name: String,
    /// The version, best normalised (PEP 440); with `None`, the advisories on any version are asked for.
    pub version: Option<String>,
}

/// The API at one place: OSV's own, or one that answers likewise.
#[derive(Debug)]
pub struct Api<'client> {
    client: &'client Client,
    /// Its path ends with `/`.
    base: Address,
    limits: ApiLimits,
}

impl<'client> Api<'client> {
    /// The API at a base URL, as [`BASE`]: what stands before `/v1/`.
    pub fn new(client: &'client Client, base: &str) -> Result<Self, ApiError> {
        if base.contains(['?', '#']) {
            let reason = "it has a `?` or a `#`; give what stands before `/v1/` only";
            return Err(ApiError::Base { base: crate::shown::shown(base), reason });
        }
        let base = Address::new(&format!("{}/", base.trim_end_matches('/')))
            .map_err(|error| ApiError::Fetch { doing: "ask OSV's API".to_owned(), error })?;
        Ok(Self { client, base, limits: ApiLimits::default() })
    }

    /// The same within other limits.
    #[must_use]
    pub fn within(self, limits: ApiLimits) -> Self {
        Self { limits, ..self }
    }

    /// The end of the total time, if it begins now.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.limits.total
    }

    fn limits(&self, bytes: u64) -> Limits {
        Limits {
            bytes,
            connect: self.limits.connect,
            total: self.limits.total,
            retry: self.limits.retry,
            ..Limits::of_service()
        }
    }
}
