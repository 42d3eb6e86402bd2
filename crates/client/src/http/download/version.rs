//! Which version of a file a server has: what it says of that, and what may be concluded (RFC 9110, section 8.8).

use ureq::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The longest validator that is kept, in bytes. One that is longer is taken for none.
const LONGEST: usize = 1024;

/// Validators of one version of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Version {
    /// The entity tag, as the header has it.
    pub(super) etag: Option<String>,
    /// When it was changed last, as the header has it.
    pub(super) last_modified: Option<String>,
    /// Whether that is a strong validator: the file was not changed within the second in which it was sent (section 8.8.2.2).
    is_settled: bool,
}

impl Version {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| {
            let text = headers.get(name)?.to_str().ok()?.trim();
            (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_owned())
        };
        let last_modified = text(header::LAST_MODIFIED);
        let date = text(header::DATE);
        Self {
            etag: text(header::ETAG).filter(|etag| is_etag(etag)),
            // Both have one form, to the second, so that what differs is a second apart.
            is_settled: last_modified.is_some() && date.is_some() && date != last_modified,
            last_modified,
        }
    }

    /// What `If-Range` may say: a strong validator (section 13.1.5). Without one, a part cannot be trusted to belong to the
    /// part that is there.
    pub(super) fn strong(&self) -> Option<HeaderValue> {
        let etag = self.etag.as_deref().filter(|etag| etag.starts_with('"'));
        let settled = self.last_modified.as_deref().filter(|_| self.is_settled && self.etag.is_none());
        HeaderValue::from_str(etag.or(settled)?).ok()
    }

    /// Whether an answer that says this of itself may belong to the same version. It need not say anything again.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        let agree = |one: &Option<String>, other: &Option<String>| other.is_none() || one == other;
        agree(&self.etag, &other.etag) && agree(&self.last_modified, &other.last_modified)
    }
}

/// Headers that ask for a file only if it is another version than one that is there.
pub(super) fn unless(etag: Option<&str>, last_modified: Option<&str>) -> Vec<(HeaderName, HeaderValue)> {
    let valued = |name, value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty() && value.len() <= LONGEST)?;
        Some((name, HeaderValue::from_str(value).ok()?))
    };
    let by_tag = valued(header::IF_NONE_MATCH, etag.filter(|etag| is_etag(etag)));
    by_tag.or_else(|| valued(header::IF_MODIFIED_SINCE, last_modified)).into_iter().collect()
}

/// `"…"` or `W/"…"`. Anything else, as `*`, would mean something else in a request.
fn is_etag(text: &str) -> bool {
    let quoted = text.strip_prefix("W/").unwrap_or(text);
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.bytes().any(|byte| byte == b'"' || byte <= b' ' || byte >= 0x7f))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(headers: &[(HeaderName, &str)]) -> Version {
        let pairs = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap()));
        Version::of(&pairs.collect())
    }

    const MONDAY: &str = "Mon, 02 Nov 2026 10:00:00 GMT";
    const LATER: &str = "Mon, 02 Nov 2026 10:00:01 GMT";

    #[test]
    fn only_strong_validators_join_parts() {
        let strong = |headers: &[(HeaderName, &str)]| {
            version(headers).strong().map(|value| value.to_str().unwrap().to_owned())
        };
        let (etag, modified, date) = (header::ETAG, header::LAST_MODIFIED, header::DATE);
        assert_eq!(strong(&[(etag.clone(), "\"a\"")]).as_deref(), Some("\"a\""));
        assert_eq!(strong(&[(modified.clone(), MONDAY), (date.clone(), LATER)]).as_deref(), Some(MONDAY));
        for weak in [
            &[(etag.clone(), "W/\"a\"")][..],
            &[(etag.clone(), "a")],
            &[(etag.clone(), "*")],
            &[(etag.clone(), "\"a\", \"b\"")],
            &[(modified.clone(), MONDAY)],
            &[(modified.clone(), MONDAY), (date.clone(), MONDAY)],
            &[(etag.clone(), "W/\"a\""), (modified.clone(), MONDAY), (date.clone(), LATER)],
            &[(date, LATER)],
            &[(etag, &format!("\"{}\"", "x".repeat(LONGEST)))],
        ] {
            assert_eq!(strong(weak), None, "{weak:?}");
        }
    }

    #[test]
    fn another_version_is_told() {
        let first = version(&[(header::ETAG, "\"a\""), (header::LAST_MODIFIED, MONDAY)]);
        assert!(first.may_be(&version(&[])) && first.may_be(&version(&[(header::ETAG, "\"a\"")])));
        assert!(!first.may_be(&version(&[(header::ETAG, "\"b\"")])));
        assert!(!first.may_be(&version(&[(header::ETAG, "\"a\""), (header::LAST_MODIFIED, LATER)])));
    }

    #[test]
    fn one_condition_is_asked_and_nothing_that_means_something_else() {
        let names = |etag, modified| {
            unless(etag, modified).into_iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names(Some("W/\"a\""), Some(MONDAY)), ["if-none-match"]);
        assert_eq!(names(None, Some(MONDAY)), ["if-modified-since"]);
        assert_eq!(names(Some("*"), None), Vec::<String>::new());
        assert_eq!(names(Some("\"a\r\nX: y\""), Some("\n")), Vec::<String>::new());
    }
}
