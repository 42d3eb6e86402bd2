//! Forms.

use super::Said;
use crate::ui::link::Href;

/// How something is put in.
#[derive(Clone, Debug)]
pub(in crate::ui) enum Input {
    /// One line. What browsers may fill in, as `autocomplete` calls it (HTML, section 4.10.18.7.1), and an example.
    Line { autocomplete: &'static str, example: &'static str },
    /// A word that is not shown.
    Secret { autocomplete: &'static str },
    /// A number.
    Number { least: i64, most: i64 },
    /// A day.
    Day,
    /// Lines.
    Lines { rows: u32 },
    /// One of these: what is sent, and what it is called.
    OneOf(Vec<(String, Said)>),
    /// Any of these.
    AnyOf(Vec<(String, Said)>),
}

/// One thing that a form asks for.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Field {
    /// Under which name it is sent.
    pub(in crate::ui) name: &'static str,
    /// What it is called.
    pub(in crate::ui) label: &'static str,
    pub(in crate::ui) input: Input,
    /// What is in it.
    pub(in crate::ui) value: String,
    /// What there is to know before one fills it in.
    pub(in crate::ui) hint: &'static str,
    pub(in crate::ui) is_needed: bool,
}

/// A form. One that looks for something is sent as an address, others are not.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Form {
    /// Which form of its page it is: labels and hints name their fields by it.
    pub(in crate::ui) number: usize,
    pub(in crate::ui) action: Href,
    /// Where it changes something: that the request comes from a page of the console.
    pub(in crate::ui) csrf: Option<String>,
    pub(in crate::ui) fields: Vec<Field>,
    pub(in crate::ui) hidden: Vec<(&'static str, String)>,
    /// What the button says.
    pub(in crate::ui) button: &'static str,
    /// Whether it takes something away.
    pub(in crate::ui) is_grave: bool,
    /// What was wrong with what was sent, and where.
    pub(in crate::ui) mistakes: Vec<Said>,
}

impl Field {
    pub(in crate::ui) fn new(name: &'static str, label: &'static str, input: Input) -> Self {
        Self { name, label, input, value: String::new(), hint: "", is_needed: false }
    }

    /// One line that is a name or a word.
    pub(in crate::ui) fn line(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Line { autocomplete: "off", example: "" })
    }

    pub(in crate::ui) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    pub(in crate::ui) fn value_of(self, value: Option<impl std::fmt::Display>) -> Self {
        match value {
            Some(value) => self.value(value.to_string()),
            None => self,
        }
    }

    pub(in crate::ui) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(in crate::ui) const fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// One of these words, each called as it is, or none.
    pub(in crate::ui) fn words(name: &'static str, label: &'static str, any: &str, words: &[&str]) -> Self {
        let none = (String::new(), Said::short(any));
        let words = words.iter().map(|word| ((*word).to_owned(), Said::short(word)));
        Self::new(name, label, Input::OneOf(std::iter::once(none).chain(words).collect()))
    }

    pub(in crate::ui) fn has(&self, value: &str) -> bool {
        match &self.input {
            Input::AnyOf(_) => self.value.split('\n').any(|of| of == value),
            _ => self.value == value,
        }
    }
}

impl Form {
    /// A form that looks for something.
    pub(in crate::ui) fn asking(action: Href, fields: Vec<Field>) -> Self {
        Self {
            number: 0,
            action,
            csrf: None,
            fields,
            hidden: Vec::new(),
            button: "Show",
            is_grave: false,
            mistakes: Vec::new(),
        }
    }

    /// A form that changes something.
    pub(in crate::ui) fn changing(
        action: Href,
        csrf: &str,
        button: &'static str,
        fields: Vec<Field>,
    ) -> Self {
        Self { csrf: Some(csrf.to_owned()), button, ..Self::asking(action, fields) }
    }

    pub(in crate::ui) const fn grave(mut self) -> Self {
        self.is_grave = true;
        self
    }

    pub(in crate::ui) fn hidden(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.hidden.push((name, value.into()));
        self
    }

    pub(in crate::ui) fn mistakes(mut self, mistakes: Vec<Said>) -> Self {
        self.mistakes = mistakes;
        self
    }

    /// Its fields, with what their labels and hints call them.
    pub(in crate::ui) fn named(&self) -> impl Iterator<Item = (String, &Field)> {
        self.fields.iter().enumerate().map(|(at, field)| (format!("field-{}-{at}", self.number), field))
    }

    /// Whether any of what it looks for is given.
    pub(in crate::ui) fn is_narrowed(&self) -> bool {
        self.fields.iter().any(|field| !field.value.is_empty())
    }
}
