//! The parts of a page.

use askama::Template;

use super::{Cell, Form, Input, Moment, Number, Said, Table, Tone};
use crate::ui::link::Href;

/// A number that people look at first.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Card {
    pub(in crate::ui) label: &'static str,
    pub(in crate::ui) number: Number,
    pub(in crate::ui) href: Href,
    pub(in crate::ui) tone: Tone,
    /// What else there is to say of it.
    pub(in crate::ui) beside: String,
}

/// How a list goes on.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Pager {
    /// The first page, where this is another.
    pub(in crate::ui) first: Option<Href>,
    pub(in crate::ui) next: Option<Href>,
    /// The list as a file: in which form, and where.
    pub(in crate::ui) exports: Vec<(&'static str, Href)>,
}

/// A part of a page.
#[derive(Clone, Debug, Template)]
#[template(path = "part.html", whitespace = "minimize")]
pub(in crate::ui) enum Part {
    /// A heading, with a name for links to it.
    Heading(&'static str, &'static str),
    /// Sentences.
    Sentence(String),
    /// What must not be overlooked.
    Note(Tone, Vec<Cell>),
    /// What something is, line by line.
    Facts(Vec<(&'static str, Cell)>),
    Table(Table),
    /// What narrows a list.
    Filter(Form),
    /// What else narrows the list, each with the list without it.
    Narrowed(Vec<(Said, Href)>),
    Form(Form),
    /// A form that is opened first.
    Folded(&'static str, Form),
    Cards(Vec<Card>),
    Pager(Pager),
    /// A command to copy.
    Command(Said),
    /// Lines of a file, each with its class.
    Lines(&'static str, Vec<(&'static str, Said)>),
    /// What happened, the newest first.
    Timeline(Vec<(Cell, Cell)>),
    /// What happened on a day, which is written as `YYYY-MM-DD`, the newest first.
    Day(String, Vec<(Moment, Cell)>),
    /// A picture that was made here, as HTML that is safe, with what it says as a table.
    Figure(&'static str, String, Table),
    /// Links to parts of something.
    Links(&'static str, Vec<(Href, &'static str, bool)>),
}

impl Part {
    /// The form that it is.
    pub(super) const fn form(&mut self) -> Option<&mut Form> {
        match self {
            Self::Filter(form) | Self::Form(form) | Self::Folded(_, form) => Some(form),
            _ => None,
        }
    }

    /// The same, to be read.
    pub(super) const fn its_form(&self) -> Option<&Form> {
        match self {
            Self::Filter(form) | Self::Form(form) | Self::Folded(_, form) => Some(form),
            _ => None,
        }
    }

    pub(in crate::ui) fn warning(text: impl AsRef<str>) -> Self {
        Self::Note(Tone::Medium, vec![Cell::long(text.as_ref())])
    }
}
