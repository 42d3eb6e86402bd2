//! Words of a line, as shells part them: quotes are taken off, nothing is put in.

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
}

/// The words of a line, up to a comment. What ends a command (`;`, `&&`, `|`) is a word of its own.
pub(super) fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (Some('\''), _) => word.get_or_insert_default().push(letter),
            (_, '\\') => word.get_or_insert_default().extend(letters.next()),
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => break,
            (None, ';' | '&' | '|' | '(' | ')' | '`') => {
                words.extend(word.take().map(|text| Word { text }));
                words.push(Word { text: letter.to_string() });
            }
            (None, _) if letter.is_whitespace() => words.extend(word.take().map(|text| Word { text })),
            (Some(_) | None, _) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word.map(|text| Word { text }));
    words
}
