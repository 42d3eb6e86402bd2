//! Where releases come from, and where they were first seen.

use super::words::machine_link;
use crate::api::v1::shapes::{FirstPlace, Origins};
use crate::store::Origin;
use crate::ui::link::Href;
use crate::ui::view::{Cell, Field, Input, Part, Said, Table, Tone};

/// Where something was first seen. Where that is not said, it is not known, or not for whoever looks.
pub(super) fn first(place: Option<&FirstPlace>) -> Cell {
    match place {
        Some(place) => {
            Cell::Several(vec![machine_link(&place.machine, &place.hostname), Cell::path(&place.path)])
        }
        None => Cell::Nothing("not known here"),
    }
}

/// Why of some it is not known, by what is told of them.
const UNKNOWN: &str = "Where some have it from is not known: what installed it does not record that, or not all of it was read. What each site says stands on its page.";
const WAITING: &str = "Where some have it from was not looked at yet since the server was upgraded to one that notes it. That is done in the background: look again later.";
/// What can be asked for, in the order of the list.
const ORIGINS: [Origin; 10] = [
    Origin::Index,
    Origin::System,
    Origin::Conda,
    Origin::File,
    Origin::Url,
    Origin::Vcs,
    Origin::Directory,
    Origin::Editable,
    Origin::Unknown,
    Origin::Waiting,
];

/// What is said where counting ended before a machine was found that whoever looks may see.
const NOT_COUNTED: &str = "It is not known how many have it from where: it is in so many places that counting ended before any of these machines came. They are listed below.";

/// From where machines have a release, as a distribution. `list` is where those of an origin are listed.
pub(super) fn parts(origins: &Origins, list: impl Fn(Origin) -> Href) -> Vec<Part> {
    let most = origins.items.iter().map(|count| count.places).max().unwrap_or_default();
    let rows = origins.items.iter().map(|count| {
        let (tone, word) = said(count.origin);
        let number = |value| Cell::count(value, origins.is_exact, list(count.origin));
        vec![
            Cell::badge(tone, word),
            number(count.machines),
            number(count.places),
            Cell::bar(Tone::Low, count.places, most),
        ]
    });
    let columns = ["From", "#Machines", "#Places", "Spread"];
    let empty = if origins.is_exact { "No machine has it." } else { NOT_COUNTED };
    let table = Table::new("From where machines have it", &columns, empty);
    let mut parts = vec![Part::Table(table.rows(rows))];
    parts.extend([(Origin::Unknown, UNKNOWN), (Origin::Waiting, WAITING)].into_iter().filter_map(
        |(origin, why)| {
            let is_any = origins.items.iter().any(|count| count.origin == origin);
            is_any.then(|| Part::Note(Tone::Unknown, vec![Cell::long(why)]))
        },
    ));
    parts
}

/// What is said where no place is listed: of an origin that is asked for, or at all.
pub(super) const fn none(is_of_origin: bool) -> &'static str {
    if is_of_origin { "No machine here has it from there." } else { "No machine has it." }
}

/// A field that asks for an origin.
pub(super) fn field(given: &str) -> Field {
    let of = |origin: Origin| (origin.name().to_owned(), Said::short(said(origin).1));
    let all = std::iter::once((String::new(), Said::short("anywhere"))).chain(ORIGINS.map(of)).collect();
    Field::new("origin", "Places that have it from", Input::OneOf(all)).value(given)
}

const fn said(origin: Origin) -> (Tone, &'static str) {
    match origin {
        Origin::Unknown => (Tone::Unknown, "not known"),
        Origin::Index => (Tone::Plain, "an index, or not recorded"),
        Origin::System => (Tone::Plain, "the system’s distributor"),
        Origin::Conda => (Tone::Plain, "a channel of conda"),
        Origin::File => (Tone::Low, "an archive on the machine"),
        Origin::Url => (Tone::Medium, "an archive at an URL"),
        Origin::Vcs => (Tone::Medium, "a repository"),
        Origin::Directory => (Tone::Low, "a directory on the machine"),
        Origin::Editable => (Tone::Low, "an editable source tree"),
        Origin::Waiting => (Tone::Unknown, "not looked at yet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_counted_to_its_end_is_not_said_to_be_nowhere() {
        let empty =
            |is_exact| match parts(&Origins { items: Vec::new(), is_exact }, |_| Href::of("/")).first() {
                Some(Part::Table(table)) => table.empty,
                _ => "",
            };
        assert_eq!(empty(true), "No machine has it.");
        assert_eq!(empty(false), NOT_COUNTED);
    }
}
