//! How far policies have come.

use super::words::plural;
use crate::api::v1::shapes::{FollowersShape, PolicyStanding, RollOutShape};
use crate::ui::link::Href;
use crate::ui::view::{Cell, Part, Table, Tone};

/// The active machines of a group that are to go by what is staged, or by what holds.
fn machines(group: i64, is_staged: bool) -> Href {
    Href::of("/machines").with("group", group).with("status", "active").with("staged", is_staged)
}

/// How many machines go by a version, of those that are to.
pub(super) fn progress(group: i64, is_staged: bool, come: &RollOutShape) -> Cell {
    if !come.published {
        return Cell::badge(Tone::Unknown, "not published yet");
    }
    let of = if is_staged { &come.staged } else { &come.standing };
    if of.machines == 0 {
        return Cell::Nothing("no machine is to");
    }
    let there = machines(group, is_staged).with("policy", "current");
    Cell::Several(vec![
        Cell::count(of.current, true, there),
        Cell::text("of"),
        Cell::count(of.machines, true, machines(group, is_staged)),
        Cell::bar(tone(of), of.current, of.machines),
    ])
}

/// What is there by halves is no success yet.
const fn tone(of: &FollowersShape) -> Tone {
    if of.current == of.machines { Tone::Good } else { Tone::Low }
}

/// How far what holds, and what is staged, has come.
pub(super) fn parts(group: i64, standing: &PolicyStanding, come: &RollOutShape) -> Vec<Part> {
    if !come.published {
        let said = "What was changed last is not published yet: no machine can go by it. It is tried again every few seconds; where this stays, the server’s log says why.";
        return vec![Part::Note(Tone::Unknown, vec![Cell::long(said)])];
    }
    let of = |is_staged, version: Option<u64>, of: &FollowersShape| {
        let href = |policy| machines(group, is_staged).with("policy", policy);
        let version = match version {
            Some(number) => {
                let href = Href::of("/policies").part(group).part("versions").part(number);
                Cell::link(href, &format!("version {number}"))
            }
            None => Cell::Nothing("what takes back the version before"),
        };
        vec![
            version,
            Cell::text(if is_staged { "staged" } else { "holds" }),
            Cell::count(of.machines, true, machines(group, is_staged)),
            Cell::count(of.current, true, href("current")),
            Cell::count(of.behind, true, href("behind")),
            Cell::count(of.silent, true, href("silent")),
            Cell::bar(tone(of), of.current, of.machines),
        ]
    };
    let mut rows = Vec::new();
    if standing.version.is_some() || come.standing.machines > 0 {
        rows.push(of(false, standing.version, &come.standing));
    }
    if standing.next.is_some() || come.staged.machines > 0 {
        rows.push(of(true, standing.next, &come.staged));
    }
    let columns = [
        "Version",
        "Is",
        "#Are to go by it",
        "#Go by it",
        "#Go by another",
        "#Have not said what they go by",
        "So far",
    ];
    let caption = "Active machines, and what they say that they go by";
    let mut parts =
        vec![Part::Table(Table::new(caption, &columns, "No active machine is to go by one.").rows(rows))];
    if standing.next.is_some() {
        let percent = i64::from(standing.percent);
        let (all, staged) = (come.standing.machines + come.staged.machines, come.staged.machines);
        let machines = plural(staged, "machine is", "machines are");
        let said = format!(
            "The staged version is for {percent} of 100, by the first digits of their ids: of {all} here {machines} among these."
        );
        parts.push(Part::Sentence(said));
    }
    parts
}
