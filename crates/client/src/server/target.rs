//! What is asked for: a path and a query, of words that may hold anything.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path and the query of a request to an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    text: String,
    has_query: bool,
}

impl Target {
    /// A path that needs no encoding.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self { text: path.to_owned(), has_query: false }
    }

    /// One more part of the path, encoded, and what comes after it as it is.
    #[must_use]
    pub fn part(mut self, part: impl Display, rest: &str) -> Self {
        self.encode(&part.to_string());
        self.text.push_str(rest);
        self
    }

    /// One more parameter, encoded, where there is a value.
    #[must_use]
    pub fn query(mut self, name: &str, value: Option<impl Display>) -> Self {
        if let Some(value) = value {
            self.text.push(if self.has_query { '&' } else { '?' });
            self.has_query = true;
            self.encode(name);
            self.text.push('=');
            self.encode(&value.to_string());
        }
        self
    }

    /// As a request has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn encode(&mut self, text: &str) {
        // Writing to a string does not fail.
        let _ = write!(self.text, "{}", utf8_percent_encode(text, ENCODED));
    }
}

impl Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_word_leads_elsewhere() {
        let target = Target::new("/api/v1/packages/")
            .part("../a b?#&%é", "/machines")
            .query("version", Some("1.0+x&y=z"))
            .query("limit", None::<u32>)
            .query("cursor", Some(5));
        let expected =
            "/api/v1/packages/..%2Fa%20b%3F%23%26%25%C3%A9/machines?version=1.0%2Bx%26y%3Dz&cursor=5";
        assert_eq!(target.as_str(), expected);
    }
}
