//! What a form sends: names and values, in order.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::link::Href;
use crate::api::Refused;
use crate::api::v1::wrong;

/// What a form sends. A copy is another hold on the same: a policy may have some megabytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    /// Of `application/x-www-form-urlencoded`, in which queries are written too.
    pub(super) fn parse(text: &str) -> Self {
        // Any text can be read as that.
        Self(Arc::new(serde_urlencoded::from_str(text).unwrap_or_default()))
    }

    /// These.
    pub(super) fn of(given: &[(&str, &str)]) -> Self {
        let given = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self(Arc::new(given.collect()))
    }

    /// The value of a field; empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value)
    }

    /// The same without spaces around it.
    pub(super) fn word(&self, name: &str) -> String {
        self.get(name).trim().to_owned()
    }

    /// All values of a field that may come often.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(of, _)| of == name).map(|(_, value)| value.clone()).collect()
    }

    /// Whether there is such a field, also an empty one.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(of, _)| of == name)
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A number, where there is one.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<i64>, Refused> {
        match self.get(name).trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| wrong(format_args!("{name} is a number")).of(name)),
        }
    }

    /// A text as browsers send what was written in lines: with the line feeds alone.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }

    /// The same without some.
    pub(super) fn but(&self, names: &[&str]) -> Self {
        Self(Arc::new(self.0.iter().filter(|(of, _)| !names.contains(&of.as_str())).cloned().collect()))
    }

    /// The same with another, where that is something.
    pub(super) fn and(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            Arc::make_mut(&mut self.0).push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// A path with these, but for some, and what is left empty.
    pub(super) fn address(&self, path: &str, but: &[&str]) -> Address {
        let given = self.0.iter().filter(|(of, value)| !value.is_empty() && !but.contains(&of.as_str()));
        Address { path: path.to_owned(), query: given.cloned().collect() }
    }

    /// The shape of a query: what was left empty in a form was not asked for.
    pub(super) fn shape<T: DeserializeOwned>(&self, but: &[&str]) -> Result<T, String> {
        let given: Vec<_> =
            self.0.iter().filter(|(of, value)| !value.is_empty() && !but.contains(&of.as_str())).collect();
        let text = serde_urlencoded::to_string(given).map_err(|error| error.to_string())?;
        serde_urlencoded::from_str(&text).map_err(|error| error.to_string())
    }
}

/// An address that is still to be changed.
#[derive(Clone, Debug)]
pub(super) struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// The same asking for this, whatever it was before.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.query.retain(|(of, _)| of != name);
        if !value.is_empty() {
            self.query.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(super) fn href(&self) -> Href {
        Href::asked(&self.path, &self.query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        q: Option<String>,
        group: Option<i64>,
    }

    #[test]
    fn what_is_left_empty_is_not_asked_for() {
        let fields = Fields::parse("q=&group=3&done=moved&tag=a&tag=b%0D%0Ac");
        assert_eq!(fields.shape(&["done", "tag"]), Ok(Shape { q: None, group: Some(3) }));
        assert!(fields.shape::<Shape>(&["done"]).unwrap_err().contains("tag"));
        assert_eq!(fields.all("tag"), ["a", "b\r\nc"]);
        assert_eq!((fields.number("group").unwrap(), fields.number("q").unwrap()), (Some(3), None));
        assert!(fields.number("done").is_err());
        assert_eq!(Fields::parse("t=a%0D%0Ab&%ff=%ff").text("t"), "a\nb");
    }
}
