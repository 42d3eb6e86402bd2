//! Whether a text is a Python literal: a value that runs nothing.

/// How deep brackets may be nested.
const DEPTH: usize = 32;

/// Whether a text consists of literals only: strings without prefix, numbers, `None`, `True`, `False`, in brackets, separated by
/// commas and colons. Nothing that is called, and no name.
pub(super) fn is_literal(text: &str) -> bool {
    let mut rest = text.trim();
    let mut open: Vec<char> = Vec::new();
    while let Some(first) = rest.chars().next() {
        rest = match first {
            '\'' | '"' => match after_string(rest, first) {
                Some(after) => after,
                None => return false,
            },
            '(' | '[' | '{' if open.len() < DEPTH => {
                open.push(first);
                &rest[1..]
            }
            ')' | ']' | '}' => {
                let matching = open.pop();
                if !matches!((matching, first), (Some('('), ')') | (Some('['), ']') | (Some('{'), '}')) {
                    return false;
                }
                &rest[1..]
            }
            ',' | ':' | ' ' | '\t' | '\n' | '0'..='9' | '-' => &rest[1..],
            _ => match ["None", "True", "False"].iter().find_map(|word| rest.strip_prefix(word)) {
                Some(after)
                    if !after.starts_with(|next: char| next.is_alphanumeric() || "_([.".contains(next)) =>
                {
                    after
                }
                _ => return false,
            },
        };
    }
    // What is called or indexed is no literal: `'x'('y')`.
    open.is_empty() && !is_applied(text)
}

/// Whether a bracket stands directly behind a value, as in a call.
fn is_applied(text: &str) -> bool {
    let (mut quote, mut is_escaped, mut before) = (None, false, ' ');
    for character in text.chars() {
        if let Some(open) = quote {
            if is_escaped {
                is_escaped = false;
            } else if character == '\\' {
                is_escaped = true;
            } else if character == open {
                quote = None;
                before = '\'';
            }
            continue;
        }
        match character {
            '\'' | '"' => quote = Some(character),
            '(' | '[' if matches!(before, '\'' | ')' | ']' | '}') => return true,
            character if character.is_whitespace() => continue,
            _ => {}
        }
        before = character;
    }
    false
}

/// What follows a string that begins the text.
fn after_string(text: &str, quote: char) -> Option<&str> {
    let (at, _) = string(text, quote)?;
    Some(&text[at..])
}

/// Where a string ends that begins the text, and its value; `\\` and `\'` are all that is unescaped.
fn string(text: &str, quote: char) -> Option<(usize, String)> {
    let mut value = String::new();
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if is_escaped {
            value.push(character);
            is_escaped = false;
        } else if character == '\\' {
            is_escaped = true;
        } else if character == quote {
            return Some((at + 1, value));
        } else if character == '\n' {
            return None;
        } else {
            value.push(character);
        }
    }
    None
}

/// The strings of a literal, in order.
pub(super) fn strings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"']) {
        let quote = if rest[at..].starts_with('"') { '"' } else { '\'' };
        let Some((end, value)) = string(&rest[at..], quote) else { break };
        found.push(value);
        rest = &rest[at + end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_literals_are_literals() {
        for text in [
            "{'a': '/x', 'b': [\"it's\", None]}",
            "[]",
            "'a\\'b', True, 1",
            "",
            "{'a': ('b',)}",
            "['a', ['b']]",
        ] {
            assert!(is_literal(text), "{text}");
        }
        for text in [
            "exec('x')",
            "{'a': __import__('os')}",
            "f'{x}'",
            "'a' + b",
            "[x for x in y]",
            "'a",
            "(]",
            "True('x')",
            "'a'('b')",
            "['a'][0]",
            "{} ('a')",
            "None.x",
        ] {
            assert!(!is_literal(text), "{text}");
        }
        assert_eq!(strings("{'a': \"b\", 'c\\'d': 'e'}"), ["a", "b", "c'd", "e"]);
    }
}
