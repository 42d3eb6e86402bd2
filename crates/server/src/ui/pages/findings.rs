//! Findings.

use super::groups::Groups;
use super::notes::{Within, does_not_tell, not_checked};
use super::words::{SEVERITIES, kind_word, package_link, severity, state};
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::findings;
use crate::api::v1::shapes::{Finding, FindingQuery, Kind};
use crate::state::Shared;
use crate::store::{MachineFilter, Unchecked};
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table};
use crate::ui::visit::Visit;

/// How many machines are counted that do not tell what was changed on them.
const COUNTED: i64 = 100;

/// How many versions that mend something are shown in a list.
const FIXES: usize = 3;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: FindingQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let mut page =
        Page::new(Tab::Findings, "Findings").part(kinds(&view)).part(Part::Filter(filter(&view, &groups)));
    if let Some(machine) = &query.machine {
        let href = Href::of("/machines").part(machine);
        page = page.part(Part::Facts(vec![("Of the machine", Cell::link(href, machine))]));
    }
    let (group, machine, kind) = (query.group, query.machine.clone(), query.kind);
    let within = machine.as_deref().map_or_else(|| Within::group(group), Within::Machine);
    let silent = match kind {
        Some(Kind::Integrity) => not_telling(&shared, &visit, within).await?,
        _ => None,
    };
    let found = findings::list(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let table = table("Findings", "Nothing is like that.")
        .ordered("Severity", "sort", ["severity", "-severity"])
        .ordered("Since", "sort", ["opened", "-opened"])
        .usually("Severity", Sorted::Down)
        .rows(rows(&found.items));
    let export = |form: &str| view.here().with("format", form).href().under("/export/findings");
    let mut exports = vec![("CSV", export("csv"))];
    if matches!(view.query.get("state"), "" | "open") {
        exports.push(("SARIF", export("sarif")));
    }
    page = page.parts(not_checked(&found.not_checked, within)).parts(silent).part(Part::Table(table));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), exports))))
}

/// Which machines do not tell what was changed on them: there an empty list says nothing.
async fn not_telling(
    shared: &Shared,
    visit: &Visit<Viewer>,
    within: Within<'_>,
) -> Result<Option<Part>, Refused> {
    let filter = MachineFilter {
        unchecked: Some(Unchecked::Tampered),
        group: within.in_group(),
        q: within.machine(),
        ..MachineFilter::default()
    };
    let found = shared.database.machine_count(&visit.scope, &filter, COUNTED + 1).await?;
    Ok(does_not_tell(found.min(COUNTED), found <= COUNTED, within))
}

/// Each kind alone, and what mends many of them.
fn kinds(view: &View<Nothing>) -> Part {
    let given = view.query.get("kind");
    let of_kind = |kind: &str| view.here().with("kind", kind).href();
    kind_links(Some(given), of_kind, narrowed(view, Href::of("/findings/fixes")))
}

/// The same of a list of what mends many.
pub(super) fn kinds_beside_fixes(view: &View<Nothing>) -> Part {
    let of_kind = |kind: &str| {
        let all = narrowed(view, Href::of("/findings"));
        if kind.is_empty() { all } else { all.with("kind", kind) }
    };
    kind_links(None, of_kind, view.here().href())
}

/// A list that is narrowed as far as both lists can be.
fn narrowed(view: &View<Nothing>, href: Href) -> Href {
    ["severity", "group"].into_iter().fold(href, |href, name| match view.query.get(name) {
        "" => href,
        value => href.with(name, value),
    })
}

/// Links to each kind, of which one may be given; where none is, to what mends many.
fn kind_links(given: Option<&str>, of_kind: impl Fn(&str) -> Href, fixes: Href) -> Part {
    let kinds = [
        ("", "All"),
        ("malware", "Malware"),
        ("vulnerability", "Vulnerabilities"),
        ("lookalike", "Look-alikes"),
        ("integrity", "Integrity"),
        ("policy", "Policy"),
    ];
    let link = |(kind, name): (&str, &'static str)| (of_kind(kind), name, given == Some(kind));
    let mut links: Vec<_> = kinds.map(link).into();
    links.push((fixes, "Grouped by fix", given.is_none()));
    Part::Links("Kinds of findings", links)
}

fn filter(view: &View<Nothing>, groups: &Groups) -> Form {
    let given = |name| view.query.get(name).to_owned();
    let mut fields = vec![
        Field::words("state", "State", "open", &["accepted", "closed"]).value(given("state")),
        Field::words("severity", "At least", "any severity", &SEVERITIES).value(given("severity")),
        exactly(&given("severity_is")),
        Field::line("package", "Package").value(given("package")),
        groups.field(&given("group"), "any"),
        Field::line("assignee", "Who sees to it").value(given("assignee")).hint("A user."),
        Field::line("code", "Code").value(given("code")).hint("Of policies: denied, not-allowed …"),
        Field::words("mode", "Mode", "any", &["observe", "warn", "enforce"]).value(given("mode")),
    ];
    if !given("machine").is_empty() {
        fields.push(Field::line("machine", "Machine").value(given("machine")).hint("Its id."));
    }
    let form = Form::asking(Href::of("/findings"), fields);
    match given("kind") {
        kind if kind.is_empty() => form,
        kind => form.hidden("kind", kind),
    }
}

/// Those that are so severe and no other.
fn exactly(given: &str) -> Field {
    let words = SEVERITIES.map(|word| (word, if word == "unknown" { "not rated" } else { word }));
    Field::choice("severity_is", "Exactly", "any severity", &words).value(given)
}

pub(super) fn table(caption: &str, empty: &'static str) -> Table {
    let columns =
        ["Finding", "Severity", "Package", "Version", "What", "Mended in", "#Machines", "Since", "State"];
    Table::new(caption, &columns, empty)
}

pub(super) fn rows(found: &[Finding]) -> Vec<Vec<Cell>> {
    found.iter().map(row).collect()
}

fn row(finding: &Finding) -> Vec<Cell> {
    let href = || Href::of("/findings").part(&finding.id);
    let fixed = finding.fixed.iter().take(FIXES).map(|version| Cell::code(version));
    let none = if finding.kind == Kind::Vulnerability { "no version is known" } else { "–" };
    vec![
        Cell::link(href(), name(finding)),
        severity(finding),
        package_link(&finding.package),
        Cell::code(&finding.version),
        match &finding.path {
            Some(path) => Cell::Lines(vec![Cell::path(path), Cell::text(&finding.summary)]),
            None => Cell::text(&finding.summary),
        },
        Cell::several(fixed, none),
        Cell::count(finding.machines, finding.is_exact, href().at("machines")),
        Cell::time(finding.opened),
        state(finding.state),
    ]
}

/// What a finding is called.
pub(super) fn name(finding: &Finding) -> &str {
    match (finding.kind, finding.advisory.as_str(), finding.code.as_deref()) {
        (Kind::Policy, "", Some(code)) => code,
        (Kind::Integrity, _, _) => "changed files",
        (_, "", _) => kind_word(finding.kind),
        (Kind::Lookalike, _, _) => "look-alike",
        (_, advisory, _) => advisory,
    }
}
