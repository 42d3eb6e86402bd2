//! `${NAME}` in requirements files.

use std::borrow::Cow;
use std::collections::HashSet;

/// How often something is put in for a variable in one line: a value may refer to itself.
const LIMIT: usize = 1_000;
/// How long a line with variables is read, before and after their values are put in, in bytes. Nobody writes longer ones, and
/// each variable takes a further copy.
const LENGTH_LIMIT: usize = 1024 * 1024;

/// A line with variables is longer than what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the line has variables in it, and with their values more than {LENGTH_LIMIT} bytes")]
pub(super) struct TooLong;

/// Puts in the values of the variables that are set and not empty; the others stay as they are, as for pip. `value` gives the
/// value of a variable.
pub(super) fn expand(
    line: Cow<'_, str>,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Cow<'_, str>, TooLong> {
    if memchr::memmem::find(line.as_bytes(), b"${").is_none() {
        return Ok(line);
    }
    if line.len() > LENGTH_LIMIT {
        return Err(TooLong);
    }
    let mut expanded = line.to_string();
    let (mut seen, mut count) = (HashSet::new(), 0);
    for name in names(&line) {
        // One that was looked up is nowhere in the line, or not set, unless a value brought it back.
        if !seen.insert(name) {
            continue;
        }
        if let Some(value) = value(name).filter(|value| !value.is_empty()) {
            expanded = put_in(&expanded, &format!("${{{name}}}"), &value)?;
            count += 1;
            if count == LIMIT {
                break;
            }
            if value.contains("${") {
                seen.clear();
            }
        }
    }
    Ok(Cow::Owned(expanded))
}

/// Replaces each `variable` by its value, if that does not get too long.
fn put_in(text: &str, variable: &str, value: &str) -> Result<String, TooLong> {
    let count = memchr::memmem::find_iter(text.as_bytes(), variable).count();
    let more = count.saturating_mul(value.len().saturating_sub(variable.len()));
    if text.len().saturating_add(more) > LENGTH_LIMIT {
        return Err(TooLong);
    }
    Ok(text.replace(variable, value))
}

/// The first variable that a text still has, other than in the user information of a URL, which says nothing of what is meant.
pub(super) fn unset(text: &str) -> Option<&str> {
    let start = |name: &str| name.as_ptr().addr() - text.as_ptr().addr();
    // The names are parts of the text.
    let mut names = names(text).map(|name| (start(name), name)).peekable();
    // Within an authority a name counts only if no `@` follows, which would make it user information.
    let (mut in_authority, mut pending, mut before) = (false, None, 0);
    for (at, byte) in text.bytes().enumerate() {
        if let Some((_, name)) = names.next_if(|(start, _)| *start == at) {
            if !in_authority {
                return Some(name);
            }
            pending = pending.or(Some(name));
        }
        match byte {
            b'@' => pending = None,
            b'/' | b'?' | b'#' | b' ' | b'\t' if pending.is_some() => return pending,
            b'/' => in_authority = before == b'/',
            b'?' | b'#' | b' ' => in_authority = false,
            _ => {}
        }
        before = byte;
    }
    pending
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

    fn value(name: &str) -> Option<String> {
        let value = match name {
            "TOKEN" => "s3cret",
            "NESTED" => "${TOKEN}",
            "SELF" => "${SELF}${SELF}",
            "EMPTY" => "",
            _ => return None,
        };
        Some(value.to_owned())
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
            assert_eq!(expand(line.into(), value).unwrap(), expanded);
        }
    }

    #[test]
    fn long_lines_end() {
        for line in ["${SELF}".repeat(64), "${TOKEN}".repeat(LENGTH_LIMIT / 8 + 1)] {
            assert_eq!(expand(line.into(), value), Err(TooLong));
        }
        assert!(expand("x".repeat(2 * LENGTH_LIMIT).into(), value).is_ok());
        // Of so many, one look each is all that ends within a test's patience.
        let many = "${A}".repeat(500_000);
        assert_eq!(unset(&format!("https://{many}@h/x.whl")), None);
        assert_eq!(unset(&format!("https://{many}/x.whl")), Some("A"));
    }

    #[test]
    fn what_is_unset_matters_where_it_says_what_is_meant() {
        assert_eq!(unset("foo==${VERSION}"), Some("VERSION"));
        assert_eq!(unset("https://${USER}:${PASS}@h.example/x.whl"), None);
        assert_eq!(unset("https://h.example/${NAME}.whl"), Some("NAME"));
        assert_eq!(unset("https://${HOST}/x.whl"), Some("HOST"));
        assert_eq!(unset("git+https://h.example/${NAME}@v1"), Some("NAME"));
        assert_eq!(unset("https://${USER}\t@h.example/x"), Some("USER"));
        assert_eq!(unset("a @ https:///${HOST}"), Some("HOST"));
        assert_eq!(unset("https://h.example@${HOST}:${PORT}"), Some("HOST"));
        assert_eq!(unset("https://${USER}@h.example ${NAME} @"), Some("NAME"));
        assert_eq!(unset("foo"), None);
    }
}
