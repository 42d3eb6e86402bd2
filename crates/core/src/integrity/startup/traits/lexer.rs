//! Python's comments, found without understanding the rest.

/// What a line is in when it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Code,
    /// In a string of three quotes of that kind.
    Long(u8),
}

/// Each line without its comment. Text in strings stays: it may be code that is run.
pub(super) fn without_comments(lines: &[&str]) -> Vec<String> {
    let mut state = State::Code;
    lines.iter().map(|line| strip(line, &mut state)).collect()
}

fn strip(line: &str, state: &mut State) -> String {
    let bytes = line.as_bytes();
    let mut at = 0;
    // The quote of a string that ends with the line at the latest.
    let mut short: Option<u8> = None;
    while at < bytes.len() {
        let byte = bytes[at];
        let is_triple = bytes[at..].len() > 2 && bytes[at + 1] == byte && bytes[at + 2] == byte;
        match (*state, short) {
            (State::Long(_), _) | (_, Some(_)) if byte == b'\\' => at += 1,
            (State::Long(quote), _) if byte == quote && is_triple => {
                *state = State::Code;
                at += 2;
            }
            (State::Code, Some(quote)) if byte == quote => short = None,
            (State::Code, None) => match byte {
                b'#' => return line[..at].to_owned(),
                b'\'' | b'"' if is_triple => {
                    *state = State::Long(byte);
                    at += 2;
                }
                b'\'' | b'"' => short = Some(byte),
                _ => {}
            },
            _ => {}
        }
        at += 1;
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let lines = [
            "a # b",
            "'# x' # y",
            "\"\"\"",
            "# in a string",
            "\"\"\" # c",
            "'\\'# x'#z",
            "# é",
            "'''a''' # b",
        ];
        let bare = without_comments(&lines);
        assert_eq!(bare, ["a ", "'# x' ", "\"\"\"", "# in a string", "\"\"\" ", "'\\'# x'", "", "'''a''' "]);
    }
}
