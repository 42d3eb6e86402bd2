//! What becomes of a finding: who sees to it, what is said of it, and that it is accepted.

use super::asked;
use super::groups::Groups;
use super::said::said_of;
use crate::api::Refused;
use crate::api::v1::allowed::Approver;
use crate::api::v1::asked::{FindingId, Nothing};
use crate::api::v1::shapes::{
    Finding, FindingPatch, FindingState, Kind, NewAcceptance, NewComment, PageQuery,
};
use crate::api::v1::{Asked, Need, triage};
use crate::state::Shared;
use crate::store::Member;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Cell, Field, Form, Input, Part, Said, Tone, in_days};
use crate::ui::visit::Visit;

/// How long something is accepted where nobody says how long.
const DAYS: i64 = 90;
/// How many comments are shown.
const COMMENTS: u32 = 50;

/// What was sent and was not taken: which form it is, and what was wrong.
pub(super) type Wrong<'sent> = Option<(&'sent Deed<FindingId>, &'sent Refused)>;

/// What people say of a finding, and what they can do about it.
pub(super) async fn parts<N: Need<Grant = Member>>(
    shared: &Shared,
    visit: &Visit<N>,
    finding: &Finding,
    path: FindingId,
    groups: &Groups,
    wrong: Wrong<'_>,
) -> Result<Vec<Part>, Refused> {
    let newest = PageQuery { limit: Some(COMMENTS), cursor: None };
    let found = triage::comments(shared.clone(), visit.allowed()?, asked(path, newest)).await?.0;
    let may = visit.may::<Approver>();
    let mut parts = Vec::new();
    if may {
        parts.push(Part::Heading("decide", "Decide"));
        parts.push(Part::Form(assigning(finding, &visit.csrf, wrong)));
        if finding.state == FindingState::Open {
            parts
                .push(Part::Folded("Accept it for a while", acceptance(finding, &visit.csrf, groups, wrong)));
        }
    }
    parts.push(Part::Heading("comments", "Comments"));
    if may {
        let text = Field::new("text", "Comment", Input::Lines { rows: 3 })
            .value(given(wrong, "comment", "text"))
            .needed();
        parts.push(Part::Form(form(
            finding,
            "comments",
            "comment",
            "Say it",
            vec![text],
            &visit.csrf,
            wrong,
        )));
    }
    let rows: Vec<(Cell, Cell)> = found
        .items
        .iter()
        .map(|comment| {
            let lines = comment.text.lines().map(Cell::long);
            let who = std::iter::once(Cell::text(&comment.by));
            (Cell::time(comment.made), Cell::Lines(who.chain(lines).collect()))
        })
        .collect();
    if rows.is_empty() {
        parts.push(Part::Sentence("Nobody has said anything yet.".to_owned()));
    } else {
        parts.push(Part::Timeline(rows));
    }
    if found.next.is_some() {
        let all = Cell::link(Href::of("/findings").part(&finding.id).part("comments"), "All that was said");
        parts.push(Part::Note(Tone::Plain, vec![all]));
    }
    Ok(parts)
}

fn given(wrong: Wrong<'_>, form: &str, name: &str) -> String {
    let sent = wrong.filter(|(deed, _)| deed.fields.get("form") == form);
    sent.map(|(deed, _)| deed.fields.get(name).to_owned()).unwrap_or_default()
}

fn form(
    finding: &Finding,
    part: &'static str,
    name: &'static str,
    button: &'static str,
    fields: Vec<Field>,
    csrf: &str,
    wrong: Wrong<'_>,
) -> Form {
    let mistakes: Vec<Said> = wrong
        .filter(|(deed, _)| deed.fields.get("form") == name)
        .map(|(_, refused)| said_of(refused))
        .unwrap_or_default();
    let action = Href::of("/findings").part(&finding.id).part(part);
    Form::changing(action, csrf, button, fields).hidden("form", name).mistakes(mistakes)
}

fn assigning(finding: &Finding, csrf: &str, wrong: Wrong<'_>) -> Form {
    let sent = given(wrong, "assignee", "assignee");
    let name = if sent.is_empty() { finding.assignee.clone().unwrap_or_default() } else { sent };
    let field = Field::line("assignee", "Who sees to it").value(name).hint("A user; empty for nobody.");
    form(finding, "assignee", "assignee", "Assign it", vec![field], csrf, wrong)
}

fn acceptance(finding: &Finding, csrf: &str, groups: &Groups, wrong: Wrong<'_>) -> Form {
    let sent = |name| given(wrong, "acceptance", name);
    let until = Some(sent("until")).filter(|day| !day.is_empty()).unwrap_or_else(|| in_days(DAYS));
    let any = if finding.kind == Kind::Policy { "the one that goes by this policy" } else { "all groups" };
    let fields = vec![
        Field::line("reason", "Why").value(sent("reason")).needed(),
        Field::new("until", "The last day", Input::Day).value(until).needed(),
        groups.field(&sent("group"), any),
        Field::line("owner", "Who decided").value(sent("owner")).hint("You, where it is empty."),
    ];
    form(finding, "acceptance", "acceptance", "Accept it", fields, csrf, wrong)
}

pub(in crate::ui) async fn comment(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<FindingId>,
) -> Result<Outcome, Refused> {
    let asked =
        Asked { path: deed.path, query: Nothing {}, body: NewComment { text: deed.fields.text("text") } };
    let done = triage::comment(shared.clone(), visit.allowed()?, asked).await.map(drop);
    decided(shared, visit, &deed, done, "commented", "comments").await
}

pub(in crate::ui) async fn assign(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<FindingId>,
) -> Result<Outcome, Refused> {
    let body = FindingPatch { assignee: Some(deed.fields.word("assignee")) };
    let asked = Asked { path: deed.path, query: Nothing {}, body };
    let done = triage::change(shared.clone(), visit.allowed()?, asked).await.map(drop);
    decided(shared, visit, &deed, done, "assigned", "decide").await
}

pub(in crate::ui) async fn accept(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<FindingId>,
) -> Result<Outcome, Refused> {
    let owner = deed.fields.word("owner");
    let body = NewAcceptance {
        reason: deed.fields.word("reason"),
        until: deed.fields.word("until"),
        group: deed.fields.number("group")?,
        owner: (!owner.is_empty()).then_some(owner),
    };
    let asked = Asked { path: deed.path, query: Nothing {}, body };
    let done = triage::accept(shared.clone(), visit.allowed()?, asked).await.map(drop);
    decided(shared, visit, &deed, done, "accepted", "decide").await
}

/// The finding as it is then; where something was wrong, with that.
async fn decided(
    shared: Shared,
    visit: Visit<Approver>,
    deed: &Deed<FindingId>,
    done: Result<(), Refused>,
    word: &'static str,
    place: &'static str,
) -> Result<Outcome, Refused> {
    let href = Href::of("/findings").part(deed.path.0);
    match done {
        Ok(()) => Ok(Outcome::Done(href.at(place), word)),
        Err(refused) if refused.is_mistake() => {
            let view = View::empty(deed.path, href.to_string());
            let page = super::finding::page(shared, &visit, &view, Some((deed, &refused))).await?;
            Ok(Outcome::Page(Box::new(page)))
        }
        Err(refused) => Err(refused),
    }
}
