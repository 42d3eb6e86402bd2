//! Addresses of pages, with what they are asked for.

use crate::auth::oidc::local_path;
use crate::auth::url::{encoded, form};

/// An address: a path, and what stands after the question mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Href(String);

impl Href {
    /// A path that is known.
    pub(super) fn of(path: &'static str) -> Self {
        Self(path.to_owned())
    }

    /// A path as it was asked for, and what it is asked for now.
    pub(super) fn asked(path: &str, query: &[(String, String)]) -> Self {
        // A path that begins with two strokes would be another host.
        let mut href = format!("/{}", path.trim_start_matches('/'));
        if !query.is_empty() {
            let query: Vec<(&str, &str)> =
                query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            href.push('?');
            href.push_str(&form(&query));
        }
        Self(href)
    }

    /// Where somebody wanted to go, if that is a page of this server.
    pub(super) fn wanted(next: &str) -> Self {
        Self(local_path(next).to_owned())
    }

    /// The same with another part.
    pub(super) fn part(mut self, part: impl std::fmt::Display) -> Self {
        self.0.push('/');
        self.0.push_str(&encoded(&part.to_string()));
        self
    }

    /// The same with something that is asked for, before the place on the page.
    pub(super) fn with(self, name: &'static str, value: impl std::fmt::Display) -> Self {
        let (mut href, place) = match self.0.split_once('#') {
            Some((href, place)) => (href.to_owned(), format!("#{place}")),
            None => (self.0, String::new()),
        };
        href.push(if href.contains('?') { '&' } else { '?' });
        href.push_str(&form(&[(name, &value.to_string())]));
        Self(href + &place)
    }

    /// The same things asked for of another path.
    pub(super) fn under(&self, path: &'static str) -> Self {
        let query = self.0.split_once('?').map(|(_, query)| query);
        Self(query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}")))
    }

    /// What is asked for under a name, as it is written; a cursor is letters and digits, which stay as they are.
    pub(super) fn value_of(&self, name: &str) -> String {
        let query = self.0.split_once('?').map_or("", |(_, query)| query);
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(of, _)| *of == name).map(|(_, value)| value.to_owned()).unwrap_or_default()
    }

    /// The same at a place of the page.
    pub(super) fn at(mut self, place: &'static str) -> Self {
        self.0.push('#');
        self.0.push_str(place);
        self
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Href {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_an_address_acts_on_nothing() {
        let href = Href::of("/packages").part("a/../b?<\"é").with("q", "x&y=z");
        assert_eq!(href.as_str(), "/packages/a%2F..%2Fb%3F%3C%22%C3%A9?q=x%26y%3Dz");
        for elsewhere in
            ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a b", ""]
        {
            assert_eq!(Href::wanted(elsewhere).as_str(), "/", "{elsewhere}");
        }
        assert_eq!(Href::wanted("/machines?q=a%20b").as_str(), "/machines?q=a%20b");
        assert_eq!(Href::asked("//evil.example", &[]).as_str(), "/evil.example");
        assert_eq!(
            href.with("n", 3).at("top").as_str(),
            "/packages/a%2F..%2Fb%3F%3C%22%C3%A9?q=x%26y%3Dz&n=3#top"
        );
    }
}
