//! What administrators look after.

pub(in crate::ui) mod audit;
pub(in crate::ui) mod enrolment;
pub(in crate::ui) mod grouping;
pub(in crate::ui) mod machines;
pub(in crate::ui) mod people;
mod rule_text;
pub(in crate::ui) mod rules;
pub(in crate::ui) mod system;
pub(in crate::ui) mod tokens;
pub(in crate::ui) mod webhooks;

use crate::auth::Role;
use crate::store::Member;
use crate::ui::link::Href;
use crate::ui::view::{Cell, Page, Part, Said, Tab, Tone};

/// The parts of the administration that somebody may see.
fn page(member: &Member, here: &str, title: &str) -> Page {
    let is_administrator = member.role >= Role::Administrator;
    let is_whole = is_administrator && member.scope.is_whole();
    let all = [
        ("/administration", "Server", true),
        ("/administration/enrolment", "Enrolment", is_administrator),
        ("/administration/groups", "Groups", true),
        ("/administration/users", "Users", is_whole),
        ("/administration/tokens", "Tokens", is_whole),
        ("/administration/webhooks", "Webhooks", is_whole),
        ("/administration/mail", "Mail", is_whole),
        ("/administration/audit", "Audit log", is_whole),
    ];
    let links = all.into_iter().filter(|(_, _, may)| *may);
    let links = links.map(|(path, name, _)| (Href::of(path), name, path == here)).collect();
    Page::new(Tab::Administration, title).part(Part::Links("Parts of the administration", links))
}

/// Something that is shown once.
fn once(title: &str, what: &str, secret: &str, back: Href, after: Vec<Part>) -> Page {
    let mut page = Page::new(Tab::Administration, title)
        .part(Part::Note(Tone::Medium, vec![Cell::long(what)]))
        .part(Part::Command(Said::long(secret)))
        .parts(after)
        .part(Part::Note(Tone::Plain, vec![Cell::link(back, "Go on")]));
    page.done = Some("It was made.");
    page
}
