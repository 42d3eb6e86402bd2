//! Quoted text as Python reads it, which is how `packaging` reads the values of markers.

/// The text between two quotes, with its escapes undone as `ast.literal_eval` does. `None` where Python would refuse it, and
/// where it names a character (`\N{…}`) or half of one (`\ud800`), which no marker has use for.
pub(super) fn unescape(inner: &str) -> Option<String> {
    if inner.contains(['\n', '\r', '\0']) {
        return None;
    }
    if !inner.contains('\\') {
        return Some(inner.to_owned());
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let escape = rest.chars().next()?;
        rest = &rest[escape.len_utf8()..];
        match escape {
            '\\' | '\'' | '"' => text.push(escape),
            'a' => text.push('\x07'),
            'b' => text.push('\x08'),
            'f' => text.push('\x0c'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'v' => text.push('\x0b'),
            '0'..='7' => {
                let more = rest.bytes().take(2).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                let digits = format!("{escape}{}", &rest[..more]);
                rest = &rest[more..];
                text.push(char::from_u32(u32::from_str_radix(&digits, 8).ok()?)?);
            }
            'x' => text.push(take_code(&mut rest, 2)?),
            'u' => text.push(take_code(&mut rest, 4)?),
            'U' => text.push(take_code(&mut rest, 8)?),
            'N' => return None,
            // Python warns, and keeps both.
            other => text.extend(['\\', other]),
        }
    }
    text.push_str(rest);
    Some(text)
}

fn take_code(rest: &mut &str, digits: usize) -> Option<char> {
    let code = rest.get(..digits).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    *rest = &rest[digits..];
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_those_of_python() {
        for (inner, text) in [
            ("plain", Some("plain")),
            (r"a\'b\\c", Some(r"a'b\c")),
            (r"\x41\101\u00e9\d", Some("AAé\\d")),
            (r"\x4", None),
            (r"\N{BULLET}", None),
            ("a\nb", None),
            ("\\", None),
        ] {
            assert_eq!(unescape(inner).as_deref(), text, "{inner}");
        }
    }
}
