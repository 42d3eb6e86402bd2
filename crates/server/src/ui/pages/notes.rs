//! What is not known beside a list. Where it is not said, an empty list would read as if all were well.

use super::words::plural;
use crate::api::v1::shapes::{NotCheckedShape, NotTold};
use crate::ui::view::{Cell, Part, Tone};

/// What could not be, or was not, checked.
pub(super) fn not_checked(counts: &NotCheckedShape) -> Option<Part> {
    let mut said = Vec::new();
    if !counts.has_advisories {
        said.push("the server has no advisories, so that nothing is known of any package: bring them with “fetter db update”, or start it with --advisories".to_owned());
    }
    let counted = [
        (counts.failed, "site or policy could not be judged", "sites or policies could not be judged"),
        (
            counts.releases,
            "release could not be held against the advisories",
            "releases could not be held against the advisories",
        ),
        (
            counts.sites,
            "site could not be held against its policy as a whole",
            "sites could not be held against their policies as a whole",
        ),
        (counts.waiting, "site is still to be judged", "sites are still to be judged"),
        (counts.contents, "site has not sent its contents yet", "sites have not sent their contents yet"),
        (
            counts.machines,
            "machine never reported, or could not tell all",
            "machines never reported, or could not tell all",
        ),
        (
            counts.revoked,
            "machine is revoked, and what it has is not checked",
            "machines are revoked, and what they have is not checked",
        ),
    ];
    said.extend(numbers(counts.is_exact, &counted));
    note("Not everything was checked: what is listed may not be all.", &said)
}

/// What machines did not tell.
pub(super) fn not_told(counts: &NotTold) -> Option<Part> {
    let counted = [
        (counts.contents, "site has not sent its contents yet", "sites have not sent their contents yet"),
        (
            counts.machines,
            "machine never reported, or could not tell all",
            "machines never reported, or could not tell all",
        ),
        (counts.revoked, "machine is revoked and not heard", "machines are revoked and not heard"),
    ];
    note("Others than these may have it too:", &numbers(counts.is_exact, &counted))
}

/// Those of these numbers that are not 0, in words.
fn numbers(is_exact: bool, counted: &[(i64, &str, &str)]) -> Vec<String> {
    let at_least = if is_exact { "" } else { "at least " };
    let some = counted.iter().filter(|(number, _, _)| *number > 0);
    some.map(|(number, one, many)| format!("{at_least}{}", plural(*number, one, many))).collect()
}

fn note(first: &str, said: &[String]) -> Option<Part> {
    if said.is_empty() {
        return None;
    }
    let first = Cell::long(first);
    let rest = Cell::long(&super::said::sentence(&said.join("; ")));
    Some(Part::Note(Tone::Unknown, vec![first, rest]))
}
