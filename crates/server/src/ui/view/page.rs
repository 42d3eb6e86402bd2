//! A page as a whole.

use askama::Template;

use super::{Cell, Form, Part, Said};
use crate::api::Refused;
use crate::ui::assets;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::pages::sentence;

/// The parts of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Tab {
    Overview,
    Machines,
    Packages,
    Findings,
    Policies,
    Requests,
    Events,
    Administration,
    /// None of them.
    Elsewhere,
}

impl Tab {
    const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Overview, "/", "Overview"),
        (Self::Machines, "/machines", "Machines"),
        (Self::Packages, "/packages", "Packages"),
        (Self::Findings, "/findings", "Findings"),
        (Self::Policies, "/policies", "Policies"),
        (Self::Requests, "/requests", "Requests"),
        (Self::Events, "/events", "Events"),
        (Self::Administration, "/administration", "Administration"),
    ];
}

/// What is around every page: who looks at it.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Chrome {
    /// The user.
    pub(in crate::ui) who: Said,
    pub(in crate::ui) organisation: Said,
    pub(in crate::ui) role: &'static str,
    /// That a request comes from a page of the console.
    pub(in crate::ui) csrf: String,
}

/// A page.
#[derive(Clone, Debug, Template)]
#[template(path = "page.html", whitespace = "minimize")]
pub(in crate::ui) struct Page {
    pub(in crate::ui) title: Said,
    pub(in crate::ui) tab: Tab,
    /// The pages above it, from the top.
    pub(in crate::ui) above: Vec<(Href, Said)>,
    /// Words beside the title.
    pub(in crate::ui) beside: Vec<Cell>,
    pub(in crate::ui) parts: Vec<Part>,
    /// `None` where nobody is signed in.
    pub(in crate::ui) chrome: Option<Chrome>,
    /// What was just done.
    pub(in crate::ui) done: Option<&'static str>,
    /// What was not done, and why, where that is about no form of the page.
    pub(in crate::ui) refused: Vec<Said>,
    /// Where what is new comes from while one looks, for a script.
    pub(in crate::ui) live: Option<Href>,
}

impl Page {
    pub(in crate::ui) fn new(tab: Tab, title: &str) -> Self {
        Self {
            title: Said::short(title),
            tab,
            above: Vec::new(),
            beside: Vec::new(),
            parts: Vec::new(),
            chrome: None,
            done: None,
            refused: Vec::new(),
            live: None,
        }
    }

    pub(in crate::ui) fn above(mut self, href: Href, text: &str) -> Self {
        self.above.push((href, Said::short(text)));
        self
    }

    pub(in crate::ui) fn beside(mut self, cell: Cell) -> Self {
        self.beside.push(cell);
        self
    }

    pub(in crate::ui) fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    pub(in crate::ui) fn parts(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        self.parts.extend(parts);
        self
    }

    pub(in crate::ui) fn heading(self, id: &'static str, text: &'static str) -> Self {
        self.part(Part::Heading(id, text))
    }

    /// The same with its forms told apart.
    pub(in crate::ui) fn numbered(mut self) -> Self {
        let forms = self.parts.iter_mut().filter_map(Part::form);
        forms.enumerate().for_each(|(number, form)| form.number = number);
        self
    }

    /// All that was wrong with what was sent, and where on the page it is.
    fn mistakes(&self) -> Vec<(Option<String>, &Said)> {
        let of_page = self.refused.iter().map(|said| (None, said));
        let of_forms = self.parts.iter().filter_map(Part::its_form).flat_map(Form::wrong);
        of_page.chain(of_forms.map(|(id, said)| (Some(id), said))).collect()
    }

    /// The same with what was sent and refused: the form as it was filled in, with what was wrong; where it was only a button, why it did nothing.
    pub(in crate::ui) fn again(mut self, action: &str, sent: &Fields, refused: &Refused) -> Self {
        let mut forms = self.parts.iter_mut().filter_map(Part::form);
        match forms.find(|form| form.is_of(action, sent)) {
            Some(form) => *form = form.clone().filled(sent).refused(refused),
            None => self.refused.push(Said::long(&sentence(refused.detail().unwrap_or(refused.title())))),
        }
        self
    }

    /// Where the parts of the console are, their names, and which of them this is.
    fn tabs(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        Tab::ALL.into_iter().map(|(tab, href, name)| (href, name, tab == self.tab))
    }
}
