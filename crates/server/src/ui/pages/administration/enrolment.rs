//! How machines come to the server.

use super::once;
use crate::api::Refused;
use crate::api::v1::allowed::Administrator;
use crate::api::v1::asked::{Id, Nothing};
use crate::api::v1::shapes::{EnrolmentTokenQuery, EnrolmentTokenShape, NewEnrolmentToken};
use crate::api::v1::{Asked, tokens, wrong};
use crate::clock;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::pages::groups::Groups;
use crate::ui::pages::{Answer, asked};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Part, Said, Table, Tone};
use crate::ui::visit::Visit;

const DAY: u64 = 86_400;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Administrator>, view: View<Nothing>) -> Answer {
    let query: EnrolmentTokenQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let found = tokens::list_enrolment(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|token| row(token, &groups, &visit.csrf));
    let columns = ["Group", "Is", "#Took", "#Takes", "Good until", "Tags", "Made", "Made by", "Action"];
    let table = Table::new("Tokens that machines are enrolled with", &columns, "There is none yet.");
    let fields = vec![
        groups.field("", "choose a group"),
        Field::new("uses", "How many machines", Input::Number { least: 1, most: 100_000 })
            .value("50")
            .needed(),
        Field::new("days", "Good for so many days", Input::Number { least: 1, most: 365 })
            .value("7")
            .needed(),
        Field::line("tags", "Tags that machines get").hint("With spaces between."),
    ];
    let form = Form::changing(Href::of("/administration/enrolment"), &visit.csrf, "Make a token", fields);
    let page = super::page(&visit, "/administration/enrolment", "Enrolment")
        .part(Part::Sentence(
            "A token lets machines in, into one group. What to type on them is shown with it.".to_owned(),
        ))
        .part(Part::Form(form))
        .part(Part::Filter(Form::asking(
            Href::of("/administration/enrolment"),
            vec![groups.field(view.query.get("group"), "any")],
        )))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn row(token: &EnrolmentTokenShape, groups: &Groups, csrf: &str) -> Vec<Cell> {
    let now = clock::now().cast_signed();
    let (is_good, word) = match token.revoked {
        Some(_) => (false, "revoked"),
        None if token.expires <= now => (false, "over"),
        None if token.used >= token.uses => (false, "used up"),
        None => (true, "good"),
    };
    let action = Href::of("/administration/enrolment").part(token.id).part("revocation");
    let button = Button::new(action, "Revoke", &groups.name(token.group), csrf).named().grave();
    vec![
        groups.link(token.group),
        Cell::badge(if is_good { Tone::Good } else { Tone::Plain }, word),
        Cell::count(token.used, true, Href::of("/machines").with("token", token.id)),
        Cell::number(token.uses),
        Cell::time(token.expires),
        Cell::several(token.tags.iter().map(|tag| Cell::text(tag)), "none"),
        Cell::time(token.created),
        Cell::text(&token.created_by),
        if is_good { button.into() } else { Cell::Nothing("–") },
    ]
}

pub(in crate::ui) async fn make(
    shared: Shared,
    visit: Visit<Administrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let group = deed.fields.number("group")?.ok_or_else(|| wrong("a group is to be chosen").of("group"))?;
    let number = |name| Ok::<_, Refused>(deed.fields.number(name)?.unwrap_or_default());
    let uses = u32::try_from(number("uses")?).map_err(|_| wrong("uses is from 1 to 100,000").of("uses"))?;
    let days = u64::try_from(number("days")?).ok().filter(|days| (1..=365).contains(days));
    let days = days.ok_or_else(|| wrong("days is from 1 to 365").of("days"))?;
    let tags = deed.fields.get("tags").split_whitespace().map(str::to_owned).collect();
    let body = NewEnrolmentToken { group, uses, expires: clock::now() + days * DAY, tags };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let made = tokens::make_enrolment(shared.clone(), visit.allowed()?, asked).await?.0;
    let mut commands = vec![
        Part::Sentence("On each machine, with that in the file “token”:".to_owned()),
        Part::Command(Said::long(&command(&shared, visit.host.as_deref()))),
        Part::Command(Said::long("sudo fetter agent install")),
    ];
    if shared.options.fingerprint.is_none() && !shared.options.is_plain {
        commands.push(Part::Sentence(
            "Give --fingerprint as well where the certificate is none that the machines trust.".to_owned(),
        ));
    }
    let what = "This token is shown this once. Whoever has it may enrol machines.";
    let page = once(
        "A token to enrol machines",
        what,
        &made.secret,
        Href::of("/administration/enrolment"),
        commands,
    );
    Ok(Outcome::Page(Box::new(page)))
}

/// What enrols a machine here.
fn command(shared: &Shared, host: Option<&str>) -> String {
    let scheme = if shared.options.is_plain { "http" } else { "https" };
    let host = host.unwrap_or("SERVER");
    let fingerprint = match &shared.options.fingerprint {
        Some(fingerprint) => format!(" --fingerprint {fingerprint}"),
        None => String::new(),
    };
    format!("sudo fetter agent enroll --server {scheme}://{host}{fingerprint} --token-file token")
}

pub(in crate::ui) async fn revoke(
    shared: Shared,
    visit: Visit<Administrator>,
    deed: Deed<Id>,
) -> Result<Outcome, Refused> {
    tokens::revoke_enrolment(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?;
    Ok(Outcome::Done(Href::of("/administration/enrolment"), "revoked"))
}
