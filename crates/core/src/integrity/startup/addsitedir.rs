//! Directories that an import line hands to `site.addsitedir`, whose `.pth` files Python then goes through too.

use std::path::{Path, PathBuf};

/// Where a call leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// To a directory.
    Directory(PathBuf),
    /// What is handed over is more than a text.
    Unknown(String),
}

/// The calls in a line of a `.pth` file that lies in a site. Text is read, nothing is computed but `os.path.join` of texts and of
/// `sitedir`, which is what `site` calls the directory.
pub(super) fn in_line(line: &str, site: &Path) -> Vec<Added> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("addsitedir(").take(16) {
        let rest = &line[at + "addsitedir(".len()..];
        let argument = argument(rest);
        found.push(match value(argument.trim(), site, 4) {
            // A relative one depends on where Python is started.
            Some(path) if path.is_absolute() => Added::Directory(path),
            _ => Added::Unknown(argument.trim().to_owned()),
        });
    }
    found
}

/// The first argument: up to a comma or the closing bracket, outside of brackets and texts.
fn argument(text: &str) -> &str {
    let (mut depth, mut quote) = (0_u32, None);
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']' | ',') if depth == 0 => return &text[..at],
            (None, ')' | ']') => depth -= 1,
            _ => {}
        }
    }
    text
}

fn value(text: &str, site: &Path, depth: u32) -> Option<PathBuf> {
    if text == "sitedir" {
        return Some(site.to_path_buf());
    }
    if let Some(literal) = literal(text) {
        return Some(literal.into());
    }
    let depth = depth.checked_sub(1)?;
    let joined = ["os.path.join(", "path.join(", "join("].iter().find_map(|call| text.strip_prefix(call));
    if let Some(rest) = joined.and_then(|rest| rest.strip_suffix(')')) {
        let mut whole = PathBuf::new();
        let mut rest = rest;
        loop {
            let part = argument(rest);
            whole.push(value(part.trim(), site, depth)?);
            match rest[part.len()..].strip_prefix(',') {
                Some(after) => rest = after,
                None => return Some(whole),
            }
        }
    }
    let (first, second) = text.split_once('+')?;
    let mut whole = value(first.trim(), site, depth)?.into_os_string();
    whole.push(value(second.trim(), site, depth)?);
    Some(whole.into())
}

/// A text between quotes, without escapes.
fn literal(text: &str) -> Option<&str> {
    let text = text.strip_prefix('r').filter(|rest| rest.starts_with(['\'', '"'])).unwrap_or(text);
    let quote = text.chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains([quote, '\\', '\0'])).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_joins_are_followed_and_the_rest_is_said() {
        let site = Path::new("/s");
        let one = |line: &str| in_line(line, site).pop().unwrap();
        let directory = |path: &str| Added::Directory(path.into());
        assert_eq!(one("import site; site.addsitedir('/x/y')"), directory("/x/y"));
        assert_eq!(one("import site; site.addsitedir(\"/x\", known)"), directory("/x"));
        assert_eq!(
            one("import os, site; site.addsitedir(os.path.join(sitedir, 'a', 'b'))"),
            directory("/s/a/b")
        );
        assert_eq!(one("import site; site.addsitedir(sitedir + '/more')"), directory("/s/more"));
        assert_eq!(one("import site; site.addsitedir('rel')"), Added::Unknown("'rel'".into()));
        assert_eq!(
            one("import site; site.addsitedir(os.environ['X'])"),
            Added::Unknown("os.environ['X']".into())
        );
        assert_eq!(one("import site; site.addsitedir("), Added::Unknown(String::new()));
        assert_eq!(in_line("import site", site), []);
    }
}
