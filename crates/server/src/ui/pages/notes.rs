//! What is not known beside a list. Where it is not said, an empty list would read as if all were well.

use super::words::plural;
use crate::api::v1::shapes::{NotCheckedShape, NotTold};
use crate::ui::link::Href;
use crate::ui::view::{Cell, Part, Tone};

/// Of what a list is: who has what was not checked is looked for among these.
#[derive(Clone, Copy, Debug)]
pub(super) enum Within<'list> {
    /// All that somebody sees.
    All,
    /// The id of a group.
    Group(i64),
    /// The id of a machine.
    Machine(&'list str),
    /// Something that is no machine's.
    Nothing,
}

/// So many of something that is not known, in words for one and for many, and what machines with it are asked for by.
type Counted = (i64, &'static str, &'static str, &'static str);

impl Within<'_> {
    /// The same of a group, where one is asked for.
    pub(super) fn group(group: Option<i64>) -> Self {
        group.map_or(Self::All, Self::Group)
    }

    /// The group, where it is one's.
    pub(super) const fn in_group(self) -> Option<i64> {
        match self {
            Self::Group(group) => Some(group),
            _ => None,
        }
    }

    /// The id of the machine, where it is one's.
    pub(super) fn machine(self) -> Option<String> {
        match self {
            Self::Machine(id) => Some(id.to_owned()),
            _ => None,
        }
    }

    /// Where it is said whose that is.
    fn href(self, word: &str) -> Option<Href> {
        let machines = || Href::of("/machines").with("not_checked", word);
        match self {
            Self::All => Some(machines()),
            Self::Group(group) => Some(machines().with("group", group)),
            Self::Machine(id) if word == "integrity" => Some(Href::of("/machines").part(id)),
            Self::Machine(id) if word == "untold" => Some(Href::of("/machines").part(id).part("problems")),
            Self::Machine(id) => Some(Href::of("/machines").part(id).part("sites")),
            Self::Nothing => None,
        }
    }
}

/// What could not be, or was not, checked.
pub(super) fn not_checked(counts: &NotCheckedShape, within: Within<'_>) -> Option<Part> {
    let mut said = Vec::new();
    if !counts.has_advisories {
        let why = "the server has no advisories, so that nothing is known of any package: bring them with “fetter db update”, or start it with --advisories";
        said.push(Cell::long(&super::said::sentence(why)));
    }
    let counted = [
        (
            counts.failed,
            "site or policy could not be judged",
            "sites or policies could not be judged",
            "failed",
        ),
        (
            counts.releases,
            "release could not be held against the advisories",
            "releases could not be held against the advisories",
            "releases",
        ),
        (
            counts.sites,
            "site could not be held against its policy as a whole",
            "sites could not be held against their policies as a whole",
            "sites",
        ),
        (counts.waiting, "site is still to be judged", "sites are still to be judged", "waiting"),
        contents(counts.contents),
        untold(counts.machines),
        (
            counts.revoked,
            "machine is revoked, and what it has is not checked",
            "machines are revoked, and what they have is not checked",
            "revoked",
        ),
    ];
    said.extend(numbers(counts.is_exact, &counted, within));
    note("Not everything was checked: what is listed may not be all.", said)
}

/// What machines did not tell.
pub(super) fn not_told(counts: &NotTold, within: Within<'_>) -> Option<Part> {
    let counted = [
        contents(counts.contents),
        untold(counts.machines),
        (counts.revoked, "machine is revoked and not heard", "machines are revoked and not heard", "revoked"),
    ];
    note("Others than these may have it too:", numbers(counts.is_exact, &counted, within))
}

/// What was changed on machines, and is not told of some.
pub(super) fn does_not_tell(number: i64, is_exact: bool, within: Within<'_>) -> Option<Part> {
    let (one, many) =
        ("machine does not tell what is changed on it", "machines do not tell what is changed on them");
    let counted = [(number, one, many, "integrity")];
    note(
        "Agents tell what they see being changed. What was changed before, or where none looks, is not known:",
        numbers(is_exact, &counted, within),
    )
}

const fn contents(number: i64) -> Counted {
    (number, "site has not sent its contents yet", "sites have not sent their contents yet", "contents")
}

const fn untold(number: i64) -> Counted {
    let (one, many) =
        ("machine never reported, or could not tell all", "machines never reported, or could not tell all");
    (number, one, many, "untold")
}

/// Those of these numbers that are not 0, in words, each with a link to the machines with it.
fn numbers(is_exact: bool, counted: &[Counted], within: Within<'_>) -> Vec<Cell> {
    let at_least = if is_exact { "" } else { "at least " };
    let some = counted.iter().filter(|(number, ..)| *number > 0);
    some.map(|(number, one, many, word)| {
        let said = super::said::sentence(&format!("{at_least}{}", plural(*number, one, many)));
        within.href(word).map_or_else(|| Cell::long(&said), |href| Cell::link(href, &said))
    })
    .collect()
}

fn note(first: &str, said: Vec<Cell>) -> Option<Part> {
    if said.is_empty() {
        return None;
    }
    Some(Part::Note(Tone::Unknown, vec![Cell::long(first), Cell::Lines(said)]))
}

/// Of when something was counted, in a sentence that ends with it; or that it was not counted yet, which is not that there is none.
pub(super) fn counted(at: Option<i64>, what: &str, not_yet: &str) -> (Tone, Cell) {
    match at {
        Some(at) => (Tone::Plain, Cell::Several(vec![Cell::long(what), Cell::time(at)])),
        None => (Tone::Unknown, Cell::long(not_yet)),
    }
}
