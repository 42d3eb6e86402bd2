//! TOML in which every mistake has its line and column, and no key is passed over.

use std::cell::RefCell;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::near::nearest;
use crate::check::mistake::{MISTAKES, PolicyErrors, PolicyMistake};
use crate::manifest::Place;
use crate::metadata::credentials::mask_credentials;
use crate::report::escape;

/// How large a policy is read, in bytes.
pub(in crate::check) const LIMIT: usize = 1024 * 1024;

/// Up to where columns are told, in bytes.
const LONGEST_LINE: usize = 16 * 1024;

/// A text that is read, and what is wrong with it.
pub struct Text<'text> {
    whole: &'text str,
    /// Where lines begin.
    lines: Vec<usize>,
    pub(in crate::check) file: Arc<str>,
    mistakes: RefCell<Vec<PolicyMistake>>,
}

impl<'text> Text<'text> {
    /// Parses; all that is wrong with the TOML itself is told at once.
    pub fn parse(text: &'text str, file: &str, limit: usize) -> Result<(Self, DeTable<'text>), PolicyErrors> {
        let file: Arc<str> = file.into();
        if text.len() > limit {
            let message = format!("the file has more than {limit} bytes, which is more than is read");
            return Err(PolicyErrors(vec![PolicyMistake { file, line: 0, column: 0, message }]));
        }
        // What an editor put before the text is no part of it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).collect();
        let this = Self { whole: text, lines, file, mistakes: RefCell::new(Vec::new()) };
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let span = error.span().unwrap_or_default();
            this.wrong_by(span.start, || {
                // The parser does not say which key it is.
                let key = text.get(span.clone()).filter(|_| error.message() == "duplicate key");
                let key = key.filter(|key| key.len() <= 80).map(|key| format!(" {:?}", escape(key)));
                format!("the file is no valid TOML: {}{}", error.message(), key.unwrap_or_default())
            });
        }
        match this.finish() {
            Ok(()) => Ok((this, root.into_inner())),
            Err(errors) => Err(errors),
        }
    }

    /// Says that something is wrong at a byte of the text.
    pub(in crate::check) fn wrong(&self, at: usize, message: impl Into<String>) {
        self.wrong_by(at, || message.into());
    }

    /// The same, of a message that takes time to make: it is made only if it is told.
    pub(in crate::check) fn wrong_by(&self, at: usize, message: impl FnOnce() -> String) {
        let mut mistakes = self.mistakes.borrow_mut();
        if mistakes.len() > MISTAKES {
            return;
        }
        let (line, column) = self.position(at);
        let message = mask_credentials(&message());
        mistakes.push(PolicyMistake { file: self.file.clone(), line, column, message });
    }

    /// Line and column, from 1.
    pub(in crate::check) fn position(&self, at: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or(0);
        // Far to the right a column helps nobody, and counting it for every value of one long line would take its square.
        let before = self.whole.get(start..at).filter(|before| before.len() <= LONGEST_LINE);
        (self.line(at), before.map_or(0, |before| number(before.chars().count() + 1)))
    }

    /// The line, from 1.
    fn line(&self, at: usize) -> u32 {
        number(self.lines.partition_point(|start| *start <= at) + 1)
    }

    /// The line of a byte, as a place.
    pub(in crate::check) fn place(&self, at: usize) -> Place {
        Place { file: self.file.clone(), line: self.line(at) }
    }

    /// All that was wrong, in the order of the file.
    pub fn finish(&self) -> Result<(), PolicyErrors> {
        let mut mistakes = std::mem::take(&mut *self.mistakes.borrow_mut());
        mistakes.sort();
        mistakes.dedup();
        if mistakes.len() > MISTAKES {
            mistakes.truncate(MISTAKES);
            let message = format!("there are more than {MISTAKES} mistakes, and no more are told");
            mistakes.push(PolicyMistake { file: self.file.clone(), line: 0, column: 0, message });
        }
        if mistakes.is_empty() { Ok(()) } else { Err(PolicyErrors(mistakes)) }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A table, with what it is called in messages.
#[derive(Clone, Copy)]
pub struct Table<'read> {
    pub(in crate::check) text: &'read Text<'read>,
    entries: &'read DeTable<'read>,
    /// Where it begins.
    pub(in crate::check) at: usize,
    label: &'read str,
}

impl<'read> Table<'read> {
    /// The whole file.
    #[must_use]
    pub fn root(text: &'read Text<'read>, table: &'read DeTable<'read>) -> Self {
        Self { text, entries: table, at: 0, label: "the file" }
    }

    /// Says which keys there are that nobody knows.
    pub fn know(self, keys: &[&str]) {
        for (key, _) in self.entries {
            let name: &str = key.get_ref();
            if !keys.contains(&name) {
                self.text.wrong_by(key.span().start, || {
                    let hint = match nearest(name, keys) {
                        Some(near) => format!("did you mean {near:?}?"),
                        None => format!("expected one of {}", keys.join(", ")),
                    };
                    format!("there is no key {:?} in {}: {hint}", escape(name), self.label)
                });
            }
        }
    }

    /// The value under a key, if there is one.
    #[must_use]
    pub fn get(self, key: &'read str) -> Option<Value<'read>> {
        let value = self.entries.get(key)?;
        Some(Value { table: self, key, found: value.get_ref(), at: value.span().start })
    }

    /// The value under a key that must be there.
    pub(in crate::check) fn need(self, key: &'read str, what: &str) -> Option<Value<'read>> {
        let value = self.get(key);
        if value.is_none() {
            self.text.wrong(self.at, format!("{} needs {what} under {key:?}", self.label));
        }
        value
    }

    /// The keys with their tables, each with where its key stands.
    pub(in crate::check) fn tables(self) -> impl Iterator<Item = (&'read str, usize, Value<'read>)> {
        self.entries.iter().map(move |(key, value)| {
            let name: &str = key.get_ref();
            let value = Value { table: self, key: name, found: value.get_ref(), at: value.span().start };
            (name, key.span().start, value)
        })
    }
}

/// A value under a key.
#[derive(Clone, Copy)]
pub struct Value<'read> {
    table: Table<'read>,
    key: &'read str,
    found: &'read DeValue<'read>,
    /// Where it begins.
    pub(in crate::check) at: usize,
}

impl<'read> Value<'read> {
    /// Says if it is not the schema that is read.
    pub(in crate::check) fn is_schema(self, schema: &str) {
        if self.found.as_str().is_none_or(|text| text.trim() != schema) {
            self.expected_with(&format!("{schema:?}"), "; a newer fetter may know others");
        }
    }

    /// Says that it is something else than what was expected.
    pub(in crate::check) fn expected(self, what: &str) {
        self.expected_with(what, "");
    }

    fn expected_with(self, what: &str, hint: &str) {
        let found = match self.found {
            DeValue::String(text) if text.len() <= 80 => format!("{:?}", escape(text)),
            DeValue::Integer(number) => number.as_str().chars().take(40).collect(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
            DeValue::String(_) => "a long text".to_owned(),
            DeValue::Float(_) => "a fraction".to_owned(),
            DeValue::Datetime(_) => "a date or time".to_owned(),
        };
        let message = format!(
            "expected {what} under {:?} of {}, found {found}{hint}",
            escape(self.key),
            self.table.label
        );
        self.wrong(message);
    }

    /// Says that something is wrong with it.
    pub fn wrong(self, message: impl Into<String>) {
        self.table.text.wrong(self.at, message);
    }

    /// A text that is not blank.
    #[must_use]
    pub fn text(self) -> Option<&'read str> {
        let text = self.found.as_str().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            self.expected("a text");
        }
        text
    }

    /// A text that something is made of.
    pub fn made<T>(self, what: &str, make: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let made = match self.found {
            // A day needs no quotes.
            DeValue::Datetime(moment) => make(&moment.to_string()),
            other => other.as_str().and_then(|text| make(text.trim())),
        };
        if made.is_none() {
            self.expected(what);
        }
        made
    }

    /// The table that it stands in.
    pub(in crate::check) const fn table_of(self) -> Table<'read> {
        self.table
    }

    /// Itself, or the values of a list.
    pub(in crate::check) fn items(self) -> Vec<Self> {
        let item = |value: &'read Spanned<DeValue<'read>>| Self {
            found: value.get_ref(),
            at: value.span().start,
            ..self
        };
        self.found.as_array().map_or_else(|| vec![self], |list| list.iter().map(item).collect())
    }

    /// Whether it is a list of nothing.
    pub(in crate::check) fn is_empty_list(self) -> bool {
        self.found.as_array().is_some_and(|list| list.iter().next().is_none())
    }

    /// Whether it is a whole number.
    pub(in crate::check) fn is_number(self) -> bool {
        self.found.is_integer()
    }

    /// Whether or not.
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        let flag = self.found.as_bool();
        if flag.is_none() {
            self.expected("true or false");
        }
        flag
    }

    pub(in crate::check) fn is_flag(self) -> bool {
        self.found.is_bool()
    }

    /// A whole number up to another.
    #[must_use]
    pub fn number(self, most: u32) -> Option<u32> {
        let integer = self.found.as_integer().filter(|integer| integer.radix() == 10);
        let number = integer.and_then(|integer| integer.as_str().replace('_', "").parse().ok());
        let number = number.filter(|number| *number <= most);
        if number.is_none() {
            self.expected(&format!("a whole number from 0 to {most}"));
        }
        number
    }

    /// One text, or the texts of a list; each with where it begins.
    #[must_use]
    pub fn texts(self) -> Vec<(usize, &'read str)> {
        if let Some(text) = self.found.as_str() {
            return vec![(self.at, text)];
        }
        let Some(list) = self.found.as_array() else {
            self.expected("a text or a list of texts");
            return Vec::new();
        };
        let text = |value: &'read Spanned<DeValue<'read>>| {
            let (at, text) = (value.span().start, value.get_ref().as_str());
            if text.is_none() {
                Value { found: value.get_ref(), at, ..self }.expected("texts only");
            }
            text.map(|text| (at, text))
        };
        list.iter().filter_map(text).collect()
    }

    /// A table, called by a label.
    #[must_use]
    pub fn table(self, label: &'read str) -> Option<Table<'read>> {
        let table = self.as_table(label);
        if table.is_none() {
            self.expected("a table");
        }
        table
    }

    /// The same, if it is one.
    pub(in crate::check) fn as_table(self, label: &'read str) -> Option<Table<'read>> {
        let table = self.found.as_table();
        table.map(|table| Table { text: self.table.text, entries: table, at: self.at, label })
    }

    /// The tables of a list, called by a label.
    pub(in crate::check) fn list(self, label: &'read str, most: usize) -> Vec<Table<'read>> {
        let Some(list) = self.found.as_array() else {
            self.expected(&format!("tables, each begun by {label}"));
            return Vec::new();
        };
        if list.len() > most {
            self.wrong(format!("there are more than {most} {label}, which is more than is read"));
        }
        let table = |value: &'read Spanned<DeValue<'read>>| {
            Value { found: value.get_ref(), at: value.span().start, ..self }.table(label)
        };
        list.iter().take(most).filter_map(table).collect()
    }
}
