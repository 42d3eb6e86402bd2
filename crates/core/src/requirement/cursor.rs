//! A place in a text that is being read, and what was expected there.

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (column {column})")]
pub struct SyntaxError {
    /// What was expected, or what is wrong.
    pub message: String,
    /// The character that it is about, counted from 1.
    pub column: usize,
}

/// What is left to read of a text.
pub(super) struct Cursor<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Cursor<'text> {
    pub(super) const fn new(text: &'text str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn rest(&self) -> &'text str {
        &self.text[self.at..]
    }

    pub(super) const fn position(&self) -> usize {
        self.at
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Spaces and tabs: all the white space that the grammar has.
    pub(super) fn skip_space(&mut self) -> bool {
        self.take_while(|character| matches!(character, ' ' | '\t')).is_some()
    }

    pub(super) fn advance(&mut self, bytes: usize) -> &'text str {
        let taken = &self.text[self.at..self.at + bytes];
        self.at += bytes;
        taken
    }

    pub(super) fn take(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// As [`Self::take`], where a word ends on both sides.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let ends = self.rest().strip_prefix(word).is_some_and(|after| !after.starts_with(is_word_character));
        ends && !self.text[..self.at].ends_with(is_word_character) && self.take(word)
    }

    /// As many characters as are accepted, if there is one.
    pub(super) fn take_while(&mut self, accept: impl Fn(char) -> bool) -> Option<&'text str> {
        let rest = self.rest();
        let end = rest.find(|character| !accept(character)).unwrap_or(rest.len());
        (end > 0).then(|| self.advance(end))
    }

    /// A name of a package or an extra: it ends with a letter, a digit or `_`, and so does the word there.
    pub(super) fn take_identifier(&mut self) -> Option<&'text str> {
        let rest = self.rest();
        if !rest.starts_with(|first: char| first.is_ascii_alphanumeric())
            || self.text[..self.at].ends_with(is_word_character)
        {
            return None;
        }
        let inner = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
        let end = rest.find(|character| !inner(character)).unwrap_or(rest.len());
        let followed = rest[end..].starts_with(is_word_character);
        // As in a regular expression, the last place where a word begins or ends is where the name does.
        let places = rest[..end].char_indices().rev().map(|(at, character)| (at + 1, character));
        let mut next_is_word = followed;
        for (end, character) in places {
            if is_word_character(character) != next_is_word {
                return Some(self.advance(end));
            }
            next_is_word = is_word_character(character);
        }
        None
    }

    /// An error at this place.
    pub(super) fn expected(&self, what: impl std::fmt::Display) -> SyntaxError {
        self.error_at(self.at, format!("expected {what}"))
    }

    pub(super) fn error_at(&self, at: usize, message: impl Into<String>) -> SyntaxError {
        SyntaxError { message: message.into(), column: self.text[..at].chars().count() + 1 }
    }
}

/// What `\w` matches.
fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
