//! `.start` files (PEP 829): entry points that Python 3.15 and later call at every start.

/// An entry of a `.start` file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartEntry {
    /// The line's number, from 1.
    pub number: u64,
    /// The line, without white space around it.
    pub text: String,
    /// The module and the callable in it; `None` where it is no entry point, which Python passes over.
    pub entry: Option<(String, String)>,
}

/// Reads a `.start` file. `None` where it is no UTF-8: Python passes over the whole file.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Vec<StartEntry>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok()?;
    let lines = (1..).zip(split_lines(text)).map(|(number, line)| (number, line.trim()));
    let matters = |(_, line): &(u64, &str)| !line.is_empty() && !line.starts_with('#');
    Some(
        lines
            .filter(matters)
            .map(|(number, line)| StartEntry { number, text: line.to_owned(), entry: entry_point(line) })
            .collect(),
    )
}

/// As `str.splitlines`: at every character that ends a line for Unicode.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.filter(|text| !text.is_empty())?;
        let Some((at, end)) =
            text.char_indices().find(|(_, character)| super::path_file::ends_line(*character))
        else {
            rest = None;
            return Some(text);
        };
        let length = if text[at..].starts_with("\r\n") { 2 } else { end.len_utf8() };
        rest = Some(&text[at + length..]);
        Some(&text[..at])
    })
}

/// `pkg.mod:callable`, both dotted names.
fn entry_point(line: &str) -> Option<(String, String)> {
    let (module, callable) = line.split_once(':')?;
    let is_dotted = |text: &str| text.split('.').all(is_identifier);
    (is_dotted(module) && is_dotted(callable)).then(|| (module.to_owned(), callable.to_owned()))
}

fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_points_are_told_from_the_rest() {
        let read = read(b"\xef\xbb\xbf# comment\n  pkg.mod:main \r\n\nimport os\nno_callable\na:b.c\x0cd:e")
            .unwrap();
        let seen: Vec<_> =
            read.iter().map(|entry| (entry.number, entry.text.as_str(), entry.entry.is_some())).collect();
        assert_eq!(
            seen,
            [
                (2, "pkg.mod:main", true),
                (4, "import os", false),
                (5, "no_callable", false),
                (6, "a:b.c", true),
                (7, "d:e", true)
            ]
        );
        assert_eq!(super::read(b"\xff"), None);
    }
}
