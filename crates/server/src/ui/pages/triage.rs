//! What becomes of a finding: who sees to it, what is said of it, and that it is accepted.

use axum::http::StatusCode;

use super::asked;
use super::groups::Groups;
use crate::api::Refused;
use crate::api::v1::allowed::{Approver, Viewer};
use crate::api::v1::asked::{FindingId, Nothing};
use crate::api::v1::shapes::{
    Finding, FindingPatch, FindingState, Kind, NewAcceptance, NewComment, PageQuery,
};
use crate::api::v1::{Asked, findings, triage};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome};
use crate::ui::view::{Cell, Field, Form, Input, Part, Tone, in_days};
use crate::ui::visit::Visit;

/// How long something is accepted where nobody says how long.
const DAYS: i64 = 90;
/// How many comments are shown.
const COMMENTS: u32 = 50;

/// What people say of a finding, and what they can do about it.
pub(super) async fn parts(
    shared: &Shared,
    visit: &Visit<Viewer>,
    finding: &Finding,
    path: FindingId,
    groups: &Groups,
) -> Result<Vec<Part>, Refused> {
    let newest = PageQuery { limit: Some(COMMENTS), cursor: None };
    let found = triage::comments(shared.clone(), visit.allowed()?, asked(path, newest)).await?.0;
    let may = visit.may::<Approver>();
    let mut parts = Vec::new();
    if may {
        parts.push(Part::Heading("decide", "Decide"));
        parts.push(Part::Form(assigning(finding, &visit.csrf)));
        if finding.state == FindingState::Open {
            parts.push(accepting(visit, finding, groups));
        }
    }
    parts.push(Part::Heading("comments", "Comments"));
    if may {
        let text = Field::new("text", "Comment", Input::Lines { rows: 3 }).needed();
        parts.push(Part::Form(form(finding, "comments", "Say it", vec![text], &visit.csrf)));
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

fn form(finding: &Finding, part: &'static str, button: &'static str, fields: Vec<Field>, csrf: &str) -> Form {
    Form::changing(Href::of("/findings").part(&finding.id).part(part), csrf, button, fields)
}

fn assigning(finding: &Finding, csrf: &str) -> Form {
    let field = Field::line("assignee", "Who sees to it")
        .value(finding.assignee.as_deref().unwrap_or_default())
        .hint("A user; empty for nobody.");
    form(finding, "assignee", "Assign it", vec![field], csrf)
}

/// How it is accepted; whom to ask, where whoever looks cannot. What is known of a release is accepted for all groups or not at all: an exception for one
/// of them is for its policy. What was changed on a machine is that machine's.
fn accepting(visit: &Visit<Viewer>, finding: &Finding, groups: &Groups) -> Part {
    if matches!(finding.kind, Kind::Policy | Kind::Integrity) || visit.scope.is_whole() {
        return Part::Folded("Accept it for a while", acceptance(finding, &visit.csrf, groups));
    }
    let whom = "It can be accepted for the whole organisation only, and you see to some of its groups: ask an approver of all groups. What you say below is read by whoever sees the finding.";
    Part::Sentence(whom.to_owned())
}

fn acceptance(finding: &Finding, csrf: &str, groups: &Groups) -> Form {
    let mut fields = vec![
        Field::line("reason", "Why").needed(),
        Field::new("until", "The last day", Input::Day).value(in_days(DAYS)).needed(),
    ];
    if finding.kind == Kind::Policy {
        fields.push(groups.field("", "the one that goes by this policy"));
    }
    fields.push(Field::line("owner", "Who decided").hint("You, where it is empty."));
    form(finding, "acceptance", "Accept it", fields, csrf)
}

pub(in crate::ui) async fn comment(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<FindingId>,
) -> Result<Outcome, Refused> {
    let asked =
        Asked { path: deed.path, query: Nothing {}, body: NewComment { text: deed.fields.text("text") } };
    triage::comment(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(page_of(deed.path).at("comments"), "commented"))
}

pub(in crate::ui) async fn assign(
    shared: Shared,
    visit: Visit<Approver>,
    deed: Deed<FindingId>,
) -> Result<Outcome, Refused> {
    let body = FindingPatch { assignee: Some(deed.fields.word("assignee")) };
    let asked = Asked { path: deed.path, query: Nothing {}, body };
    triage::change(shared, visit.allowed()?, asked).await?;
    Ok(Outcome::Done(page_of(deed.path).at("decide"), "assigned"))
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
    let body = Asked { path: deed.path, query: Nothing {}, body };
    triage::accept(shared.clone(), visit.allowed()?, body).await?;
    accepted(&shared, &visit, deed.path).await
}

fn page_of(path: FindingId) -> Href {
    Href::of("/findings").part(path.0)
}

/// What is said of an exception that was made for a finding, by what became of the finding.
async fn accepted(shared: &Shared, visit: &Visit<Approver>, path: FindingId) -> Result<Outcome, Refused> {
    let here = page_of(path).at("decide");
    let finding = findings::one(shared.clone(), visit.allowed()?, asked(path, Nothing {})).await;
    match finding.map(|finding| finding.0) {
        Ok(Finding { state: FindingState::Accepted, .. }) => Ok(Outcome::Done(here, "accepted")),
        Ok(Finding { kind: Kind::Policy, .. }) => Ok(Outcome::Done(here, "excepted")),
        Ok(_) => Ok(Outcome::Done(here, "not-accepted")),
        // Whoever sees some groups only does not see what the policy was against before it was lifted, as none of them goes by it any more.
        Err(refused) if refused.status() == StatusCode::NOT_FOUND => {
            Ok(Outcome::Done(Href::of("/exceptions"), "excepted"))
        }
        Err(refused) => Err(refused),
    }
}
