//! One line of the table of pages. As in the API's, what a page needs is said by the type of its handler alone: the router and the test of every role are made of
//! that.

use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::MethodRouter;

use super::field::Fields;
use super::link::Href;
use super::view::{Page, Pager};
use super::{field, listed, sorted};
use crate::api::Refused;
use crate::api::v1::{Needs, wrong};
use crate::state::Shared;

/// A page, or what a form of one does.
#[derive(Clone, Debug)]
pub struct PageRoute {
    /// `GET` for a page, `POST` for what a form does.
    pub method: Method,
    /// The path.
    pub path: &'static str,
    /// What one needs for it.
    pub needs: Needs,
    pub(super) handler: MethodRouter<Shared>,
}

/// What a page is asked for.
#[derive(Clone, Debug)]
pub(super) struct View<P> {
    pub(super) path: P,
    pub(super) query: Fields,
    /// The path of the page itself.
    pub(super) itself: String,
    /// Whether the list is wanted as a whole, as far as a page can have it.
    pub(super) is_whole: bool,
}

/// What a form asks for.
#[derive(Clone, Debug)]
pub(super) struct Deed<P> {
    pub(super) path: P,
    pub(super) fields: Fields,
}

/// What came of a deed.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It was done: the page that shows it, and the word for what to say there.
    Done(Href, &'static str),
    /// It was done, and the browser is told more than where to look.
    Answer(Box<Response>),
    /// There is something to show before it is done, or once: a page.
    Page(Box<Page>),
    /// It was not done: a page that says so, where that is another than the one on which the form stands.
    Again(StatusCode, Box<Page>),
}

/// What a page is asked for that no list is.
const OF_PAGES: [&str; 3] = ["done", "as", sorted::BY];

/// What a list is called as a file.
const CSV: &str = "CSV";

impl<P: Clone> View<P> {
    /// The same list in its usual order.
    pub(super) fn usual(&self) -> Self {
        Self { query: self.query.but(&["cursor", sorted::BY]), ..self.clone() }
    }

    /// The same list from somewhere on, with as many rows as a page may have.
    pub(super) fn onward(&self, cursor: &str) -> Self {
        let query =
            self.query.but(&["cursor", "limit", "as"]).and("limit", listed::ROWS).and("cursor", cursor);
        Self { path: self.path.clone(), query, itself: self.itself.clone(), is_whole: false }
    }

    /// The same list asked for like this, whatever it was asked for under that name.
    pub(super) fn asking(&self, name: &str, value: &str) -> Self {
        Self { query: self.query.but(&[name]).and(name, value), ..self.clone() }
    }
}

impl<P> View<P> {
    pub(super) const fn new(path: P, query: Fields, here: String) -> Self {
        Self { path, query, itself: here, is_whole: false }
    }

    /// What a list is asked for.
    pub(super) fn asked<T: serde::de::DeserializeOwned>(&self) -> Result<T, Refused> {
        self.asked_but(&[])
    }

    /// The same without what only the page itself is asked for.
    pub(super) fn asked_but<T: serde::de::DeserializeOwned>(
        &self,
        names: &[&'static str],
    ) -> Result<T, Refused> {
        let whole = self.is_whole.then(|| self.query.but(&["cursor", "limit"]).and("limit", sorted::MOST));
        let query = whole.as_ref().unwrap_or(&self.query);
        query.shape(&[&OF_PAGES, names].concat()).map_err(|why| wrong(fetter_protocol::clip(&why, 300)))
    }

    /// This page with everything that it is asked for, but for where a list goes on.
    pub(super) fn here(&self) -> field::Address {
        self.query.address(&self.itself, &["cursor", "done", "as"])
    }

    /// How the list on this page goes on.
    pub(super) fn pager(&self, next: Option<&String>, mut exports: Vec<(&'static str, Href)>) -> Pager {
        if !exports.iter().any(|(form, _)| *form == CSV) {
            exports.insert(0, (CSV, self.here().with("as", "csv").href()));
        }
        let first = (!self.query.get("cursor").is_empty()).then(|| self.here().href());
        let next = next.map(|cursor| self.here().with("cursor", cursor).href());
        Pager { first, next, exports }
    }
}
