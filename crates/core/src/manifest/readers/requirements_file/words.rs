//! A line's words: what stands before the options as it is, the options as a shell would split them.

/// Parts a line before its first word that begins with `-`. Words are what spaces divide, and nothing else.
pub(super) fn split_options(line: &str) -> (&str, &str) {
    let begins = |at: &usize| *at == 0 || line.as_bytes()[at - 1] == b' ';
    match memchr::memchr_iter(b'-', line.as_bytes()).find(begins) {
        Some(at) => (line[..at].strip_suffix(' ').unwrap_or_default(), &line[at..]),
        None => (line, ""),
    }
}

/// What a text cannot be split for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum SplitError {
    #[error("a quotation mark is not closed")]
    Quotation,
    #[error("nothing follows the backslash at the end")]
    Escape,
}

/// Splits as Python's `shlex.split` does: at white space of ASCII, with both kinds of quotation marks, and backslashes.
pub(super) fn split(text: &str) -> Result<Vec<String>, SplitError> {
    let mut words = Vec::new();
    let mut characters = text.chars();
    // `None` between words: `''` is one too.
    let mut word: Option<String> = None;
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next().ok_or(SplitError::Quotation)? {
                        '\'' => break,
                        inner => word.push(inner),
                    }
                }
            }
            '"' => double_quoted(&mut characters, word.get_or_insert_default())?,
            '\\' => word.get_or_insert_default().push(characters.next().ok_or(SplitError::Escape)?),
            plain => word.get_or_insert_default().push(plain),
        }
    }
    words.extend(word);
    Ok(words)
}

/// Within `"…"` a backslash stands for itself, but before `"` and another one.
fn double_quoted(characters: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), SplitError> {
    loop {
        match characters.next().ok_or(SplitError::Quotation)? {
            '"' => return Ok(()),
            '\\' => match characters.next().ok_or(SplitError::Escape)? {
                escaped @ ('"' | '\\') => word.push(escaped),
                other => word.extend(['\\', other]),
            },
            inner => word.push(inner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_begin_at_the_first_word_with_a_dash() {
        for (line, arguments, options) in [
            ("six==1 --hash=x -y", "six==1", "--hash=x -y"),
            ("six==1   --hash=x", "six==1  ", "--hash=x"),
            ("-r x", "", "-r x"),
            ("a-b", "a-b", ""),
            ("a\t--hash=x", "a\t--hash=x", ""),
        ] {
            assert_eq!(split_options(line), (arguments, options));
        }
    }

    #[test]
    fn words_are_those_of_a_shell() {
        for (text, words) in [
            ("-r x", &["-r", "x"][..]),
            ("-r 'a b'\"c d\"", &["-r", "a bc d"]),
            (r#"a\ b "c\"d\e" '\' ''"#, &["a b", "c\"d\\e", "\\", ""]),
            ("  ", &[]),
        ] {
            assert_eq!(split(text).unwrap(), words);
        }
        assert_eq!(split("'a"), Err(SplitError::Quotation));
        assert_eq!(split("\"a"), Err(SplitError::Quotation));
        assert_eq!(split("a\\"), Err(SplitError::Escape));
    }
}
