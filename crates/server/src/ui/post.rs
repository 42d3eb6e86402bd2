//! Where forms are sent to: the page on which a form stands, and what is asked before it does something that cannot be undone.

use super::field::Fields;
use super::link::Href;
use super::view::{Cell, Form, Page, Part, Tab, Tone};

/// Bytes of a form, where a page does not say another number.
const FORM_BYTES: usize = 64 << 10;

/// The field that says that somebody was asked, and is sure.
const SURE: &str = "sure";
/// The field that names what it is about, for people.
pub(super) const OF: &str = "of";

/// Where a form is sent to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Post {
    /// The path.
    pub(super) path: &'static str,
    /// The path of the page on which the form stands: it is shown again where something was wrong. Empty for what stands on every page.
    pub(super) page: &'static str,
    /// Bytes of the form at most.
    pub(super) limit: usize,
    /// What is asked before it is done.
    pub(super) question: Option<fn(&Fields) -> Option<Question>>,
}

/// What is asked before something is done that cannot be undone (WCAG 2.2, 3.3.4).
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// What is about to be done.
    pub(super) title: &'static str,
    /// What comes of it.
    pub(super) what: &'static str,
    /// What the button says that does it.
    pub(super) button: &'static str,
}

impl From<&'static str> for Post {
    /// A form that stands on the page of its own path.
    fn from(path: &'static str) -> Self {
        Self { path, page: path, limit: FORM_BYTES, question: None }
    }
}

impl Post {
    /// A form that stands on another page. What is variable in its path is so in the path of the form.
    pub(super) fn on(path: &'static str, page: &'static str) -> Self {
        Self { page, ..Self::from(path) }
    }

    /// The same with at most so many bytes.
    pub(super) const fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// The same, which asks first, where it is about something that cannot be undone.
    pub(super) const fn asks(mut self, question: fn(&Fields) -> Option<Question>) -> Self {
        self.question = Some(question);
        self
    }

    /// The page on which the form stands that was sent to `path`; empty for none.
    pub(super) fn page_of(&self, path: &str) -> String {
        let named = |part: &'static str| part.starts_with('{').then_some(part);
        let pairs = || self.path.split('/').zip(path.split('/'));
        let value = |part: &'static str| {
            let name = named(part)?;
            pairs().find(|(of, _)| *of == name).map(|(_, value)| value)
        };
        let parts: Vec<&str> = self.page.split('/').map(|part| value(part).unwrap_or(part)).collect();
        parts.join("/")
    }

    /// The page that asks whether what was sent is to be done, unless whoever sent it was asked.
    pub(super) fn asked(&self, path: &str, sent: &Fields, csrf: &str) -> Option<Page> {
        if sent.get(SURE) == "yes" {
            return None;
        }
        let question = self.question?(sent)?;
        let title = match sent.get(OF) {
            "" => format!("{}?", question.title),
            of => format!("{} “{of}”?", question.title),
        };
        let sent = sent.iter().filter(|(name, _)| !["csrf", SURE].contains(name));
        let form = Form::changing(Href::asked(path, &[]), csrf, question.button, Vec::new()).grave();
        let form = sent.fold(form, |form, (name, value)| form.hidden(name.to_owned(), value));
        let back = Cell::link(Href::wanted(&self.page_of(path)), "No, go back");
        Some(
            Page::new(Tab::Elsewhere, &title)
                .part(Part::warning(question.what))
                .part(Part::Form(form.hidden(SURE, "yes")))
                .part(Part::Note(Tone::Plain, vec![back])),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::written;
    use super::*;

    const POST: Post = Post { path: "/a/{id}/b/{number}", page: "/a/{id}", limit: 1, question: None };

    #[test]
    fn the_page_of_a_form_is_of_what_the_form_is_of() {
        assert_eq!(POST.page_of("/a/7/b/9"), "/a/7");
        assert_eq!(Post { page: "/x/{number}/{id}", ..POST }.page_of("/a/7/b/9"), "/x/9/7");
        assert_eq!(Post::from("/users").page_of("/users"), "/users");
        assert_eq!(Post { page: "", ..POST }.page_of("/a/7/b/9"), "");
    }

    #[test]
    fn what_cannot_be_undone_is_asked_once() {
        let question = |_: &Fields| Some(Question { title: "Revoke it", what: "It is gone.", button: "Do" });
        let post = POST.asks(question);
        let sent = Fields::parse("csrf=c&of=%3Cb%3E&x=y");
        let page = written(post.asked("/a/7/b/9", &sent, "c").unwrap()).unwrap();
        for part in [
            "<h1><bdi>Revoke it “&#60;b&#62;”?",
            "action=\"/a/7/b/9\"",
            "name=\"x\" value=\"y\"",
            "name=\"sure\" value=\"yes\"",
            "href=\"/a/7\"",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(post.asked("/a/7/b/9", &sent.and("sure", "yes"), "c").is_none());
        assert!(POST.asked("/a/7/b/9", &Fields::default(), "c").is_none());
    }
}
