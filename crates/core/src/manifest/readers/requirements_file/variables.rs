//! `${NAME}` in requirements files.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::manifest::Context;

/// How often something is put in for a variable in one line: a value may refer to itself.
const LIMIT: usize = 1_000;

/// Puts in the values of the variables that are set and not empty; the others stay as they are, as for pip.
pub(super) fn expand<'line>(line: Cow<'line, str>, context: &dyn Context) -> Cow<'line, str> {
    if !line.contains("${") {
        return line;
    }
    let mut expanded = line.to_string();
    let (mut seen, mut count) = (HashSet::new(), 0);
    for name in names(&line) {
        // One that was looked up is nowhere in the line, or not set, unless a value brought it back.
        if !seen.insert(name) {
            continue;
        }
        if let Some(value) = context.variable(name).filter(|value| !value.is_empty()) {
            expanded = expanded.replace(&format!("${{{name}}}"), &value);
            count += 1;
            if count == LIMIT {
                break;
            }
            if value.contains("${") {
                seen.clear();
            }
        }
    }
    Cow::Owned(expanded)
}

/// The first variable that a text still has, other than in the user information of a URL, which says nothing of what is meant.
pub(super) fn unset(text: &str) -> Option<&str> {
    names(text).find(|name| {
        // The names are parts of the text.
        let (before, after) = text.split_at(name.as_ptr().addr() - text.as_ptr().addr());
        let in_authority =
            before.rsplit_once("//").is_some_and(|(_, before)| !before.contains(['/', '?', '#', ' ']));
        let end = after.find(['/', '?', '#', ' ', '\t']).unwrap_or(after.len());
        !in_authority || !after[..end].contains('@')
    })
}

/// The names in `${NAME}`: upper-case letters, digits and `_`.
fn names(text: &str) -> impl Iterator<Item = &str> {
    memchr::memmem::find_iter(text.as_bytes(), b"${").filter_map(|at| {
        let after = &text[at + 2..];
        let inner = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        let end = after.bytes().position(|byte| !inner(byte))?;
        (end > 0 && after[end..].starts_with('}')).then(|| &after[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{OpenError, Opened};

    struct Variables;

    impl Context for Variables {
        fn open(&self, _: &str, _: &str) -> Result<Opened, OpenError> {
            Err(OpenError::Missing)
        }

        fn variable(&self, name: &str) -> Option<String> {
            let value = match name {
                "TOKEN" => "s3cret",
                "NESTED" => "${TOKEN}",
                "SELF" => "${SELF}${SELF}",
                "EMPTY" => "",
                _ => return None,
            };
            Some(value.to_owned())
        }

        fn file_url(&self, _: &str, _: &str) -> Option<String> {
            None
        }
    }

    #[test]
    fn values_are_put_in_as_pip_does() {
        for (line, expanded) in [
            ("a${TOKEN}b${TOKEN}", "as3cretbs3cret"),
            ("${token} $TOKEN ${} ${TOKEN", "${token} $TOKEN ${} ${TOKEN"),
            ("${EMPTY}${UNSET}", "${EMPTY}${UNSET}"),
            ("${NESTED}", "${TOKEN}"),
            ("${NESTED}${TOKEN}", "s3crets3cret"),
            ("${TOKEN}${NESTED}${TOKEN}", "s3crets3crets3cret"),
        ] {
            assert_eq!(expand(line.into(), &Variables), expanded);
        }
    }

    #[test]
    fn what_is_unset_matters_where_it_says_what_is_meant() {
        assert_eq!(unset("foo==${VERSION}"), Some("VERSION"));
        assert_eq!(unset("https://${USER}:${PASS}@h.example/x.whl"), None);
        assert_eq!(unset("https://h.example/${NAME}.whl"), Some("NAME"));
        assert_eq!(unset("https://${HOST}/x.whl"), Some("HOST"));
        assert_eq!(unset("git+https://h.example/${NAME}@v1"), Some("NAME"));
        assert_eq!(unset("foo"), None);
    }
}
