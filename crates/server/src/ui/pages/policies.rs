//! Policies: what the machines of each group go by.

use super::policy_changes;
use super::roll_out;
use super::words::present_of;
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::{PolicyEditor, Viewer};
use crate::api::v1::asked::{Id, Nothing, OfGroup};
use crate::api::v1::shapes::{
    ActivationShape, Group, HistoryQuery, NewPolicy, PageQuery, PolicyFileShape, PolicyStanding, PolicyStep,
    PolicyVersionRow, RollOutShape, SearchQuery,
};
use crate::api::v1::{Asked, groups, policies, previews, wrong};
use crate::state::Shared;
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Page, Part, Tab, Table, Tone};
use crate::ui::visit::Visit;

/// How many of the newest changes are shown.
const FEW: u32 = 20;
/// What is said where much is written: who does not send it in time is signed out, and a page does not keep it.
pub(super) const KEEP: &str =
    "A session that is not used for two hours ends: keep a copy of what takes longer to write.";
/// How many lines with something unseen are shown.
const UNSEEN: usize = 20;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: SearchQuery = view.asked()?;
    let found = groups::list(shared.clone(), visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let groups: Vec<i64> = found.items.iter().map(|group| group.id).collect();
    let standings = policies::standings(&shared, &visit.scope, &groups).await?;
    let rows = found.items.iter().filter_map(|group| Some(row(group, standings.get(&group.id)?)));
    let columns = ["Group", "#Machines", "Holds", "Go by it", "Staged", "Go by that"];
    let table =
        Table::new("Groups, and what their machines go by", &columns, "There are no groups.").rows(rows);
    let changes = (Href::of("/policies/changes"), "When that was changed", false);
    let page = Page::new(Tab::Policies, "Policies")
        .part(Part::Links("Lists about policies", vec![changes]))
        .part(super::searching(&view, Href::of("/policies"), "Group"))
        .part(Part::Table(table));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn row(group: &Group, (standing, come): &(PolicyStanding, RollOutShape)) -> Vec<Cell> {
    let href = || Href::of("/policies").part(group.id);
    let version = |version: Option<u64>, none| match version {
        Some(number) => Cell::link(href().part("versions").part(number), &format!("version {number}")),
        None => Cell::Nothing(none),
    };
    vec![
        Cell::link(href(), &group.name),
        Cell::count(group.machines, true, present_of(group.id)),
        version(standing.version, "no policy"),
        roll_out::progress(group.id, false, come),
        staged(version(standing.next, "nothing"), standing),
        roll_out::progress(group.id, true, come),
    ]
}

/// The version that is staged, with the part of the machines that it is for.
fn staged(version: Cell, standing: &PolicyStanding) -> Cell {
    if standing.next.is_none() {
        return version;
    }
    Cell::Several(vec![version, Cell::text(&format!("for {} of 100", standing.percent))])
}

/// The group, with its name and its machines.
async fn group_of<N: crate::api::v1::Need<Grant = crate::store::Member>>(
    shared: &Shared,
    visit: &Visit<N>,
    id: i64,
) -> Result<String, Refused> {
    let name = shared.database.group_name(&visit.scope, id).await?;
    name.ok_or(crate::api::v1::asked::not_found())
}

pub(in crate::ui) async fn group(shared: Shared, visit: Visit<Viewer>, view: View<Id>) -> Answer {
    let query: PageQuery = view.asked()?;
    let id = view.path.0;
    let name = group_of(&shared, &visit, id).await?;
    let newest = PageQuery { limit: Some(FEW), cursor: None };
    let last = HistoryQuery { since: None, limit: Some(FEW), cursor: None };
    let standings = [id];
    let (standings, versions, history, seen) = tokio::try_join!(
        policies::standings(&shared, &visit.scope, &standings),
        policies::list(shared.clone(), visit.allowed()?, asked(view.path, query)),
        policies::history(shared.clone(), visit.allowed()?, asked(view.path, last)),
        previews::list(shared.clone(), visit.allowed()?, asked(view.path, newest)),
    )?;
    let (standing, come) = standings.get(&id).cloned().ok_or(crate::api::v1::asked::not_found())?;
    let (versions, history, seen) = (versions.0, history.0, seen.0);
    let href = || Href::of("/policies").part(id);
    let mut page = Page::new(Tab::Policies, &name)
        .above(Href::of("/policies"), "Policies")
        .part(Part::Facts(facts(id, &standing)))
        .heading("roll-out", "Roll-out")
        .parts(roll_out::parts(id, &standing, &come));
    if visit.may::<PolicyEditor>() {
        let before = shared.database.version_before(visit.scope.organisation(), id).await?;
        page = page.parts(step_back(id, &standing, before, &visit.csrf));
        let links = vec![
            (href().part("new"), "Write a new version", false),
            (href().part("new").with("derive", "exact"), "Derive one from what the machines have", false),
        ];
        page = page.part(Part::Links("New versions", links));
    }
    let rows = versions.items.iter().map(|version| version_row(id, version, &standing));
    let table = Table::new(
        "Versions, the newest first",
        &["Version", "Is", "What is new", "Made", "Made by"],
        "There is none yet.",
    );
    page = page.heading("versions", "Versions").part(Part::Table(table.rows(rows)));
    page = page.part(Part::Pager(view.pager(versions.next.as_ref(), Vec::new())));
    let rows = seen.items.iter().map(|preview| {
        vec![
            Cell::link(href().part("previews").part(preview.id), &format!("preview {}", preview.id)),
            Cell::link(
                href().part("versions").part(preview.version),
                &format!("version {}", preview.version),
            ),
            Cell::text(&preview.status),
            Cell::time(preview.created),
            Cell::text(&preview.created_by),
        ]
    });
    let table = Table::new(
        "What versions would do, the newest first",
        &["Preview", "Of", "Is", "Asked for", "By"],
        "Nobody asked yet.",
    );
    page = page.heading("previews", "Previews").part(Part::Table(table.rows(rows)));
    let rows: Vec<_> = history.items.iter().map(|activation| happened(id, activation)).collect();
    page = page.heading("history", "History");
    Ok(if rows.is_empty() {
        page.part(Part::Sentence("Nothing was staged or activated yet.".to_owned()))
    } else {
        let all = Href::of("/policies/changes").with("group", id);
        page.part(Part::Timeline(rows)).part(Part::Note(Tone::Plain, vec![Cell::link(all, "All changes")]))
    })
}

fn facts(group: i64, standing: &PolicyStanding) -> Vec<(&'static str, Cell)> {
    let version = |version: Option<u64>, none| match version {
        Some(number) => {
            let href = Href::of("/policies").part(group).part("versions").part(number);
            Cell::link(href, &format!("version {number}"))
        }
        None => Cell::Nothing(none),
    };
    vec![
        ("Holds", version(standing.version, "no policy: everything is let pass")),
        ("Staged", staged(version(standing.next, "nothing"), standing)),
        ("Machines", Cell::link(Href::of("/machines").with("group", group), "those of the group")),
        (
            "Findings",
            Cell::link(
                Href::of("/findings").with("kind", "policy").with("group", group),
                "what it is against",
            ),
        ),
        (
            "Exceptions",
            Cell::link(
                Href::of("/exceptions").with("group", group).with("holding", "true"),
                "what is lifted",
            ),
        ),
    ]
}

/// What can be done with what holds: a stage is taken back, or else what held before holds again.
fn step_back(group: i64, standing: &PolicyStanding, before: Option<u64>, csrf: &str) -> Option<Part> {
    let (label, word, to) = match (standing.next, before) {
        (Some(next), _) => (format!("Take back what is staged: version {next}"), "unstage", None),
        (None, Some(before)) => (format!("Roll back to version {before}"), "roll-back", Some(before)),
        (None, None) => return None,
    };
    let action = Href::of("/policies").part(group).part("step");
    let button = Button::new(action, label, "", csrf).with("step", word).grave();
    let button = seen(standing).into_iter().fold(button, |button, (name, seen)| button.with(name, &seen));
    let button = to.into_iter().fold(button, |button, to| button.with("to", &to.to_string()));
    Some(Part::Note(Tone::Plain, vec![button.into()]))
}

/// What whoever looks at a page sees that a group goes by, for a step from there: whoever sends it twice, or after somebody else, changes nothing.
pub(super) fn seen(standing: &PolicyStanding) -> [(&'static str, String); 2] {
    let version = |version: Option<u64>| version.unwrap_or_default().to_string();
    [("holds", version(standing.version)), ("staged", version(standing.next))]
}

fn version_row(group: i64, version: &PolicyVersionRow, standing: &PolicyStanding) -> Vec<Cell> {
    let href = Href::of("/policies").part(group).part("versions").part(version.version);
    vec![
        Cell::link(href, &format!("version {}", version.version)),
        stands(version.version, standing),
        Cell::text(&version.note),
        Cell::time(version.created),
        Cell::text(&version.created_by),
    ]
}

/// What a version is.
pub(super) fn stands(version: u64, standing: &PolicyStanding) -> Cell {
    if standing.version == Some(version) {
        Cell::badge(Tone::Good, "holds")
    } else if standing.next == Some(version) {
        Cell::badge(Tone::Low, &format!("staged for {} of 100", standing.percent))
    } else {
        Cell::Nothing("not in force")
    }
}

fn happened(group: i64, activation: &ActivationShape) -> (Cell, Cell) {
    let what = format!("{} by {}", policy_changes::what(activation), activation.by);
    let version = policy_changes::version(group, activation.version);
    (Cell::time(activation.time), Cell::Several(vec![version, Cell::long(&what)]))
}

/// Takes back what is staged, or rolls back.
pub(in crate::ui) async fn step(
    shared: Shared,
    visit: Visit<PolicyEditor>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let number = |name| number(&deed.fields, name);
    let (holds, staged) = (number("holds")?, number("staged")?);
    let (step, word) = match deed.fields.get("step") {
        "unstage" => (PolicyStep::Unstage { holds, staged }, "unstaged"),
        "roll-back" => (PolicyStep::RollBack { holds, staged, to: number("to")? }, "rolled-back"),
        _ => return Err(wrong("there is no such step")),
    };
    take(shared, &visit, deed.path, step, word).await
}

/// Stages or activates a version.
pub(in crate::ui) async fn step_to(
    shared: Shared,
    visit: Visit<PolicyEditor>,
    deed: Deed<OfGroup>,
) -> Result<Outcome, Refused> {
    let number = |name| number(&deed.fields, name);
    let (version, holds, staged) = (deed.path.number, number("holds")?, number("staged")?);
    let (step, word) = match deed.fields.get("step") {
        "stage" => {
            let percent = number("percent")?.and_then(|percent| u32::try_from(percent).ok());
            let percent = percent.unwrap_or_default();
            (PolicyStep::Stage { version, percent, holds, staged }, "staged")
        }
        "activate" => (PolicyStep::Activate { version, holds, staged }, "activated"),
        _ => return Err(wrong("there is no such step")),
    };
    take(shared, &visit, Id(deed.path.group), step, word).await
}

/// A number of a form that is not below 0.
fn number(fields: &Fields, name: &'static str) -> Result<Option<u64>, Refused> {
    let number = fields.number(name)?.map(u64::try_from).transpose();
    number.map_err(|_| wrong(format_args!("{name} is not below 0")).of(name))
}

async fn take(
    shared: Shared,
    visit: &Visit<PolicyEditor>,
    group: Id,
    body: PolicyStep,
    word: &'static str,
) -> Result<Outcome, Refused> {
    policies::step(shared, visit.allowed()?, Asked { path: group, query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/policies").part(group.0), word))
}

/// The page to write a version: of the one that holds, of another one, or derived from what machines have.
pub(in crate::ui) async fn editor(shared: Shared, visit: Visit<PolicyEditor>, view: View<Id>) -> Answer {
    let id = view.path.0;
    let name = group_of(&shared, &visit, id).await?;
    let mut notes = Vec::new();
    let policy = super::policy::begun(&shared, &visit, &view, &mut notes).await?;
    Ok(editing(id, &name, &visit.csrf, &policy, None).parts(notes))
}

fn editing(group: i64, name: &str, csrf: &str, policy: &NewPolicy, refused: Option<&Refused>) -> Page {
    let mut fields = vec![
        Field::new("text", "Policy", Input::Lines { rows: 24 }).value(policy.text.as_str()).needed(),
        Field::line("note", "What is new in it")
            .value(policy.note.as_str())
            .hint("For people: at most 500 bytes."),
    ];
    // One more than there are, for a file that is new.
    let empty = PolicyFileShape { name: String::new(), text: String::new() };
    for file in policy.files.iter().chain([&empty]) {
        fields.push(
            Field::line("file", "File that it refers to")
                .value(file.name.as_str())
                .hint("Its name; empty for none."),
        );
        fields.push(
            Field::new("contents", "What is in it", Input::Lines { rows: 8 }).value(file.text.as_str()),
        );
    }
    let action = Href::of("/policies").part(group).part("new");
    let form = Form::changing(action, csrf, "Take it as a new version", fields);
    let form = refused.into_iter().fold(form, Form::refused);
    Page::new(Tab::Policies, &format!("New version for {name}"))
        .above(Href::of("/policies"), "Policies")
        .above(Href::of("/policies").part(group), name)
        .part(Part::Sentence(format!("It holds nowhere until it is staged or activated. {KEEP}")))
        .parts(unseen(policy))
        .part(Part::Form(form))
}

/// Lines with something in them that nobody sees in a field, or that reorders what they see there.
fn unseen(policy: &NewPolicy) -> Option<Part> {
    let texts = std::iter::once(&policy.text).chain(policy.files.iter().map(|file| &file.text));
    let lines = texts.flat_map(|text| text.lines()).map(|line| line.replace('\t', " "));
    let hidden = lines.filter_map(|line| match fetter_core::report::escape(&line) {
        std::borrow::Cow::Borrowed(_) => None,
        std::borrow::Cow::Owned(escaped) => Some(Cell::code(&escaped)),
    });
    let hidden: Vec<Cell> = hidden.take(UNSEEN).collect();
    let said = std::iter::once(Cell::long("These lines have characters in them that are not seen:"));
    (!hidden.is_empty()).then(|| Part::Note(Tone::High, said.chain(hidden).collect()))
}

/// Takes a new version, if it can be one.
pub(in crate::ui) async fn propose(
    shared: Shared,
    visit: Visit<PolicyEditor>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    let id = deed.path.0;
    let texts = deed.fields.all("contents").into_iter().map(|text| text.replace("\r\n", "\n"));
    let files = deed.fields.all("file").into_iter().zip(texts);
    let files = files.filter(|(name, _)| !name.trim().is_empty());
    let files = files.map(|(name, text)| PolicyFileShape { name: name.trim().to_owned(), text }).collect();
    let policy = NewPolicy { text: deed.fields.text("text"), files, note: deed.fields.word("note") };
    let asked = Asked { path: deed.path, query: Nothing {}, body: policy.clone() };
    match policies::propose(shared.clone(), visit.allowed()?, asked).await {
        Ok(made) => {
            let href = Href::of("/policies").part(id).part("versions").part(made.0.version);
            Ok(Outcome::Done(href, "proposed"))
        }
        Err(refused) if refused.is_mistake() => {
            let name = group_of(&shared, &visit, id).await?;
            let page = editing(id, &name, &visit.csrf, &policy, Some(&refused));
            Ok(Outcome::Again(refused.status(), Box::new(page)))
        }
        Err(refused) => Err(refused),
    }
}
