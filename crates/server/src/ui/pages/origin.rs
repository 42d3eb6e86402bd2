//! Where releases come from, and where they were first seen.

use super::words::machine_link;
use crate::api::v1::shapes::{FirstPlace, OriginShape, Origins};
use crate::store::Origin;
use crate::ui::view::{Cell, Number, Part, Table, Tone};

/// Where something was first seen. Where that is not said, it is not known, or not for whoever looks.
pub(super) fn first(place: Option<&FirstPlace>) -> Cell {
    match place {
        Some(place) => {
            Cell::Several(vec![machine_link(&place.machine, &place.hostname), Cell::path(&place.path)])
        }
        None => Cell::Nothing("not known here"),
    }
}

/// From where machines have a release, as a distribution.
pub(super) fn parts(origins: &Origins) -> Vec<Part> {
    let most = origins.items.iter().map(|count| count.places).max().unwrap_or_default();
    let number = |value| Cell::Count(Number { value, is_exact: origins.is_exact }, None);
    let rows = origins.items.iter().map(|count| {
        let (tone, word) = said(count.origin);
        vec![
            Cell::badge(tone, word),
            number(count.machines),
            number(count.places),
            Cell::bar(Tone::Low, count.places, most),
        ]
    });
    let columns = ["From", "#Machines", "#Places", "Spread"];
    let table = Table::new("From where machines have it", &columns, "No machine has it.");
    let mut parts = vec![Part::Table(table.rows(rows))];
    parts.extend(unknown(&origins.items));
    parts
}

/// That of some it is not known.
fn unknown(counts: &[OriginShape]) -> Option<Part> {
    let is_any = counts.iter().any(|count| count.origin == Origin::Unknown);
    let why = "Where some have it from is not known: what installed it does not record that, or not all of it was read. What each site says stands on its page.";
    is_any.then(|| Part::Note(Tone::Unknown, vec![Cell::long(why)]))
}

const fn said(origin: Origin) -> (Tone, &'static str) {
    match origin {
        Origin::Unknown => (Tone::Unknown, "not known"),
        Origin::Index => (Tone::Plain, "an index"),
        Origin::System => (Tone::Plain, "the system’s distributor"),
        Origin::Conda => (Tone::Plain, "a channel of conda"),
        Origin::File => (Tone::Low, "an archive on the machine"),
        Origin::Url => (Tone::Medium, "an archive at an URL"),
        Origin::Vcs => (Tone::Medium, "a repository"),
        Origin::Directory => (Tone::Low, "a directory on the machine"),
        Origin::Editable => (Tone::Low, "an editable source tree"),
    }
}
