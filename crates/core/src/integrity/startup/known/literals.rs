//! Python literals: values that run nothing.
//!
//! Read is what `repr` writes of texts, numbers, lists, tuples and mappings, and nothing else. A text with three quotes, and one beside
//! another, are refused: where they end, Python and a simpler reader may disagree.

/// How deep brackets may be nested.
const DEPTH: usize = 32;

/// A literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    /// A text. `is_plain`: no escape in it but those of backslashes and quotes, so that its value is known.
    Text { value: String, is_plain: bool },
    /// A list, a tuple or a set.
    List(Vec<Literal>),
    /// A mapping.
    Mapping(Vec<(Literal, Literal)>),
    /// A number, `None`, `True` or `False`.
    Other,
}

impl Literal {
    /// Whether it has a text in it for which that holds.
    pub(super) fn any_text(&self, holds: &dyn Fn(&str, bool) -> bool) -> bool {
        match self {
            Self::Text { value, is_plain } => holds(value, *is_plain),
            Self::List(all) => all.iter().any(|value| value.any_text(holds)),
            Self::Mapping(all) => all.iter().any(|(key, value)| key.any_text(holds) || value.any_text(holds)),
            Self::Other => false,
        }
    }

    /// A text's value.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The texts of a mapping that maps texts to texts.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let Self::Mapping(all) = self else { return Vec::new() };
        let pair = |(key, value): &(Self, Self)| Some((key.text()?.to_owned(), value.text()?.to_owned()));
        all.iter().filter_map(pair).collect()
    }
}

/// Reads literals that are separated by commas, as the arguments of a call are; `None` for anything else.
pub(super) fn literals(text: &str) -> Option<Vec<Literal>> {
    let mut reader = Reader { rest: text };
    let found = reader.items(None, DEPTH)?;
    reader.rest.is_empty().then_some(found)
}

/// Reads one literal.
pub(super) fn literal(text: &str) -> Option<Literal> {
    let mut reader = Reader { rest: text };
    let found = reader.value(DEPTH)?;
    reader.blanks();
    reader.rest.is_empty().then_some(found)
}

struct Reader<'text> {
    rest: &'text str,
}

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n']);
    }

    fn takes(&mut self, text: &str) -> bool {
        let after = self.rest.strip_prefix(text);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Values up to a closing bracket, which is taken, or to the end.
    fn items(&mut self, close: Option<&str>, depth: usize) -> Option<Vec<Literal>> {
        let mut found = Vec::new();
        loop {
            self.blanks();
            if self.ends(close) {
                return Some(found);
            }
            found.push(self.value(depth)?);
            self.blanks();
            if !self.takes(",") {
                return self.ends(close).then_some(found);
            }
        }
    }

    fn ends(&mut self, close: Option<&str>) -> bool {
        close.map_or(self.rest.is_empty(), |close| self.takes(close))
    }

    fn value(&mut self, depth: usize) -> Option<Literal> {
        let depth = depth.checked_sub(1)?;
        self.blanks();
        for (open, close) in [("(", ")"), ("[", "]")] {
            if self.takes(open) {
                return self.items(Some(close), depth).map(Literal::List);
            }
        }
        if self.takes("{") {
            return self.mapping(depth);
        }
        match self.rest.chars().next()? {
            quote @ ('\'' | '"') => self.string(quote),
            '-' | '0'..='9' => self.number(),
            _ => self.word(),
        }
    }

    /// A mapping or a set, whose bracket was taken: what follows its first value tells one from the other.
    fn mapping(&mut self, depth: usize) -> Option<Literal> {
        let mut found = Vec::new();
        loop {
            self.blanks();
            if self.takes("}") {
                return Some(Literal::Mapping(found));
            }
            let key = self.value(depth)?;
            self.blanks();
            if !self.takes(":") {
                return if found.is_empty() { self.set(key, depth) } else { None };
            }
            found.push((key, self.value(depth)?));
            self.blanks();
            if !self.takes(",") {
                return self.takes("}").then_some(Literal::Mapping(found));
            }
        }
    }

    fn set(&mut self, first: Literal, depth: usize) -> Option<Literal> {
        let mut found = vec![first];
        if self.takes(",") {
            found.extend(self.items(Some("}"), depth)?);
            return Some(Literal::List(found));
        }
        self.takes("}").then_some(Literal::List(found))
    }

    fn string(&mut self, quote: char) -> Option<Literal> {
        let (mut value, mut is_plain, mut is_escaped) = (String::new(), true, false);
        for (at, letter) in self.rest.char_indices().skip(1) {
            if letter.is_control() {
                return None;
            }
            if is_escaped {
                is_plain &= matches!(letter, '\\' | '\'' | '"');
                value.push(letter);
                is_escaped = false;
            } else if letter == '\\' {
                is_escaped = true;
            } else if letter == quote {
                self.rest = &self.rest[at + 1..];
                return Some(Literal::Text { value, is_plain });
            } else {
                value.push(letter);
            }
        }
        None
    }

    fn number(&mut self) -> Option<Literal> {
        self.takes("-");
        let after = self.rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let is_number = after.len() < self.rest.len();
        self.rest = after;
        is_number.then_some(Literal::Other)
    }

    fn word(&mut self) -> Option<Literal> {
        ["None", "True", "False"].iter().any(|word| self.takes(word)).then_some(Literal::Other)
    }
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
            "{'a', 'b'}, -1,\n",
            "''",
        ] {
            assert!(literals(text).is_some(), "{text}");
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
            "'a' 'b'",
            "'a''b'",
            "'''a''b', '''",
            "\"\"\"a\"\"b\", \"\"\"",
            "''''",
            "'a'\"b\"",
            "{'a': 'b', 'c'}",
            "{'a' 'b': 'c'}",
            "'a\rimport os'",
            "Nonexec",
            "1a",
            ",",
            "'a' if 1",
            "-",
        ] {
            assert_eq!(literals(text), None, "{text}");
        }
        for open in ["[", "{", "{1:", "("] {
            assert_eq!(literals(&open.repeat(100_000)), None, "{open}");
        }
    }

    #[test]
    fn values_are_told() {
        let read = literal("{'a': \"b\", 'c\\'d': 'e'}").unwrap();
        assert_eq!(read.pairs(), [("a".into(), "b".into()), ("c'd".into(), "e".into())]);
        assert!(literal("['\\x61']").unwrap().any_text(&|_, is_plain| !is_plain));
        assert_eq!(literal("'a', 'b'"), None);
    }
}
