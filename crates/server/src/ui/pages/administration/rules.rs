//! Rules for groups: what they are, what others would do, and putting those in their place.

use fetter_protocol::Digest;

use super::rule_text;
use crate::api::Refused;
use crate::api::v1::allowed::WholeAdministrator;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{NewRules, RulesShape, Tried, TriedRules};
use crate::api::v1::{Asked, rules, wrong};
use crate::rules::GroupRule;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::pages::groups::Groups;
use crate::ui::pages::policies::KEEP;
use crate::ui::pages::words::{machine_link, plural};
use crate::ui::pages::{Answer, asked};
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Cell, Field, Form, Input, Page, Part, Table, Tone};
use crate::ui::visit::Visit;

pub(super) const RULES: &str = "/administration/groups/rules";

/// Bytes of rules as they are written.
const TEXT_BYTES: usize = 64 << 10;
/// Bytes of the form: each of up to three letters, and some for what is around it.
pub(in crate::ui) const FORM_BYTES: usize = 3 * TEXT_BYTES + (16 << 10);

/// How many machines that would move are shown.
const MOVES: usize = 100;

/// Rules that are being written.
struct Draft {
    text: String,
    /// The version of those that they take the place of.
    version: i64,
}

impl Draft {
    /// What tells this draft from others: only what was tried is put in the place of what holds.
    fn mark(&self) -> String {
        Digest::of(format!("{}\n{}", self.version, self.text).as_bytes()).to_string()
    }
}

/// Rules as a table.
pub(super) fn listed(shape: &RulesShape, groups: &Groups) -> Vec<Part> {
    let rows = shape.rules.iter().enumerate().map(|(at, rule)| row(at, rule, groups));
    let columns = ["Order", "System", "Version", "Architecture", "Owner", "Tags", "Group"];
    let table = Table::new(
        "The first rule that a machine fulfils says its group",
        &columns,
        "There are no rules: machines stay where their token or somebody put them.",
    );
    let mut parts = vec![Part::Table(table.rows(rows))];
    if let Some(changed) = shape.changed {
        let who = Cell::text(&shape.changed_by);
        let said = vec![Cell::long("Changed"), Cell::time(changed), Cell::long("by"), who];
        parts.push(Part::Note(Tone::Plain, vec![Cell::Several(said)]));
    }
    parts
}

fn row(at: usize, rule: &GroupRule, groups: &Groups) -> Vec<Cell> {
    let word = |word: &Option<String>| match word {
        Some(word) => Cell::text(word),
        None => Cell::Nothing("any"),
    };
    vec![
        Cell::number(i64::try_from(at + 1).unwrap_or(i64::MAX)),
        word(&rule.os),
        word(&rule.os_version),
        word(&rule.architecture),
        word(&rule.owner),
        Cell::several(rule.tags.iter().map(|tag| Cell::text(tag)), "any"),
        groups.link(rule.group),
    ]
}

/// The page to write others.
pub(in crate::ui) async fn editor(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    view: View<Nothing>,
) -> Answer {
    let Nothing {} = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let present = present(&shared, &visit).await?;
    let draft = Draft { text: rule_text::written(&present.rules, &groups), version: present.version };
    Ok(editing(&visit, &draft, None))
}

async fn present(shared: &Shared, visit: &Visit<WholeAdministrator>) -> Result<RulesShape, Refused> {
    Ok(rules::show(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})).await?.0)
}

fn page(visit: &Visit<WholeAdministrator>) -> Page {
    super::page(visit, "/administration/groups", "Rules for groups")
        .above(Href::of("/administration/groups"), "Groups")
}

fn form(visit: &Visit<WholeAdministrator>, draft: &Draft, button: &'static str) -> Form {
    let text = Field::new("text", "Rules", Input::Lines { rows: 16 }).value(draft.text.as_str()).hint(
        "One a line, the first that a machine fulfils says its group: {\"group\": \"lab\", \"os\": \"debian\", \
         \"os_version\": \"12\", \"architecture\": \"x86_64\", \"owner\": \"ada\", \"tags\": [\"lab\"]}, of which \
         only the group is needed.",
    );
    Form::changing(Href::of(RULES), &visit.csrf, button, vec![text])
        .hidden("version", draft.version.to_string())
}

fn editing(visit: &Visit<WholeAdministrator>, draft: &Draft, refused: Option<&Refused>) -> Page {
    let about = "Nothing is changed before it was shown which machines would move. Machines that somebody put into their group by hand stay there.";
    let form = form(visit, draft, "Show what they would do");
    page(visit)
        .part(Part::Sentence(format!("{about} {KEEP}")))
        .part(Part::Form(refused.into_iter().fold(form, Form::refused)))
}

/// Shows what rules would do, and puts those that were shown in the place of others.
pub(in crate::ui) async fn change(
    shared: Shared,
    visit: Visit<WholeAdministrator>,
    deed: Deed<Nothing>,
) -> Result<Outcome, Refused> {
    let version = deed.fields.number("version")?.ok_or_else(|| wrong("a version is to be named"))?;
    let draft = Draft { text: deed.fields.text("text"), version };
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    // What was changed since it was shown is shown anew.
    let is_tried = deed.fields.get("tried") == draft.mark();
    let done = match read(&draft, &groups) {
        Ok(rules) if is_tried => put(&shared, &visit, version, rules).await,
        Ok(rules) => try_out(&shared, &visit, &draft, rules, &groups).await,
        Err(refused) => Err(refused),
    };
    match done {
        Err(refused) if refused.is_mistake() => mistaken(&shared, &visit, draft, &refused, &groups).await,
        done => done,
    }
}

fn read(draft: &Draft, groups: &Groups) -> Result<Vec<GroupRule>, Refused> {
    if draft.text.len() > TEXT_BYTES {
        return Err(wrong(format_args!("rules are at most {TEXT_BYTES} bytes")).of("text"));
    }
    rule_text::read(&draft.text, groups).map_err(|mistakes| wrong("rules cannot be read").at(mistakes))
}

async fn put(
    shared: &Shared,
    visit: &Visit<WholeAdministrator>,
    version: i64,
    new: Vec<GroupRule>,
) -> Result<Outcome, Refused> {
    let body = NewRules { version, rules: new };
    rules::put(shared.clone(), visit.allowed()?, Asked { path: Nothing {}, query: Nothing {}, body }).await?;
    Ok(Outcome::Done(Href::of("/administration/groups"), "rules"))
}

async fn try_out(
    shared: &Shared,
    visit: &Visit<WholeAdministrator>,
    draft: &Draft,
    new: Vec<GroupRule>,
    groups: &Groups,
) -> Result<Outcome, Refused> {
    let body = TriedRules { rules: new };
    let asked = Asked { path: Nothing {}, query: Nothing {}, body };
    let tried = rules::try_out(shared.clone(), visit.allowed()?, asked).await?.0;
    let form = form(visit, draft, "Put these rules in force").hidden("tried", draft.mark());
    let mut page = page(visit).heading("moves", "What they would do").parts(moves(&tried, groups));
    page = page.heading("text", "The rules").part(Part::Form(form));
    page.done = Some("Nothing was changed yet. What you change below is shown again before it holds.");
    Ok(Outcome::Page(Box::new(page)))
}

/// Which machines would move.
fn moves(tried: &Tried, groups: &Groups) -> Vec<Part> {
    let follow = plural(tried.machines, "machine follows", "machines follow");
    let said = format!("{follow} rules; {} of them would come into another group.", tried.moves);
    let shown = tried.items.iter().take(MOVES);
    let rows = shown.map(|one| {
        vec![machine_link(&one.machine, &one.hostname), groups.link(one.from), groups.link(one.to)]
    });
    let table = Table::new("Machines that would move", &["Machine", "From", "To"], "No machine would move.");
    let mut parts = vec![Part::Sentence(said), Part::Table(table.rows(rows))];
    if tried.items.len() > MOVES || tried.more {
        let all = format!("These are the first {MOVES}. “fetter org rules try” lists the first 500.");
        parts.push(Part::Note(Tone::Unknown, vec![Cell::long(&all)]));
    }
    parts
}

/// What is wrong with a draft, of which nothing is lost. Where somebody else was faster, what holds now stands beside it.
async fn mistaken(
    shared: &Shared,
    visit: &Visit<WholeAdministrator>,
    draft: Draft,
    refused: &Refused,
    groups: &Groups,
) -> Result<Outcome, Refused> {
    let present = present(shared, visit).await?;
    let is_late = present.version != draft.version;
    let draft = Draft { version: present.version, ..draft };
    let mut page = editing(visit, &draft, Some(refused));
    if is_late {
        let why =
            "Somebody changed the rules since you began. These hold now; what you wrote takes their place.";
        page =
            page.heading("rules", "What holds now").part(Part::warning(why)).parts(listed(&present, groups));
    }
    Ok(Outcome::Again(refused.status(), Box::new(page)))
}
