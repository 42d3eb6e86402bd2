//! A version of a policy, and what it would do.

use super::policies::{seen, stands};
use super::words::{machine_link, package_link, plural};
use super::{Answer, asked};
use crate::api::Refused;
use crate::api::v1::allowed::{PolicyEditor, Viewer};
use crate::api::v1::asked::Nothing;
use crate::api::v1::asked::{Id, OfGroup, not_found};
use crate::api::v1::shapes::{
    DeriveQuery, DiffQuery, NewPolicy, PageQuery, PolicyDiff, PolicyStanding, Preview, PreviewNotChecked,
    PreviewPlaceQuery, PreviewQuery,
};
use crate::api::v1::{policies, previews};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::{Deed, Outcome, View};
use crate::ui::view::{Button, Cell, Field, Form, Input, Page, Part, Said, Tab, Table, Tone};
use crate::ui::visit::Visit;

/// How many lines of a difference, and of a file, are shown.
const LINES: usize = 2_000;
/// What a policy begins as where there is none.
const EMPTY: &str = "schema = \"policy-1\"\nmode = \"observe\"\n";

/// What a new version begins as.
pub(super) async fn begun(
    shared: &Shared,
    visit: &Visit<PolicyEditor>,
    view: &View<Id>,
    notes: &mut Vec<Part>,
) -> Result<NewPolicy, Refused> {
    let group = view.path.0;
    let derive = view.query.get("derive");
    if !derive.is_empty() {
        let query: DeriveQuery =
            crate::ui::field::Fields::of(&[("anchor", derive)]).shape(&[]).map_err(crate::api::v1::wrong)?;
        let derived = policies::derived(shared.clone(), visit.allowed()?, asked(view.path, query)).await?.0;
        let sites = i64::try_from(derived.sites).unwrap_or(i64::MAX);
        let mut said = vec![Cell::long(&format!(
            "It allows what {} of the group hold.",
            plural(sites, "distinct site", "distinct sites")
        ))];
        if derived.unread > 0 {
            said.push(Cell::long(&format!(
                "{} of them could not be read as a whole: what is in them may be missing.",
                derived.unread
            )));
        }
        if derived.is_cut {
            said.push(Cell::long("There are more sites, of which nothing is in it."));
        }
        let tone = if derived.unread > 0 || derived.is_cut { Tone::Medium } else { Tone::Plain };
        notes.push(Part::Note(tone, said));
        return Ok(derived.policy);
    }
    let from = match view.query.number("from")? {
        Some(number) => Some(number.cast_unsigned()),
        None => {
            policies::standing(shared.clone(), visit.allowed()?, asked(view.path, Nothing {}))
                .await?
                .0
                .version
        }
    };
    let Some(number) = from else {
        return Ok(NewPolicy { text: EMPTY.to_owned(), files: Vec::new(), note: String::new() });
    };
    let of = OfGroup { group, number };
    let version = policies::one(shared.clone(), visit.allowed()?, asked(of, Nothing {})).await?.0;
    Ok(NewPolicy { text: version.text, files: version.files, note: String::new() })
}

pub(in crate::ui) async fn version(shared: Shared, visit: Visit<Viewer>, view: View<OfGroup>) -> Answer {
    let OfGroup { group, number } = view.path;
    let name = shared.database.group_name(&visit.scope, group).await?.ok_or(not_found())?;
    let compared: DiffQuery = view.asked()?;
    let (version, diff, standing) = tokio::try_join!(
        policies::one(shared.clone(), visit.allowed()?, asked(view.path, Nothing {})),
        policies::diff(shared.clone(), visit.allowed()?, asked(view.path, compared)),
        policies::standing(shared.clone(), visit.allowed()?, asked(Id(group), Nothing {})),
    )?;
    let (version, diff, standing) = (version.0, diff.0, standing.0);
    let href = || Href::of("/policies").part(group);
    let facts = vec![
        ("Group", Cell::link(href(), &name)),
        ("What is new", Cell::long(&version.note)),
        ("Made", Cell::time(version.created.cast_signed())),
        ("Made by", Cell::text(&version.created_by)),
    ];
    let mut page = Page::new(Tab::Policies, &format!("Version {number}"))
        .above(Href::of("/policies"), "Policies")
        .above(href(), &name)
        .beside(stands(number, &standing))
        .part(Part::Facts(facts));
    if visit.may::<PolicyEditor>() {
        page = page.parts(steps(group, number, &standing, &visit.csrf));
    }
    page = page.heading("diff", "What is other in it").parts(difference(&diff));
    page = page.heading("text", "Policy").part(Part::Lines("The policy", lines(&version.text)));
    for file in &version.files {
        let what = vec![Cell::long("File"), Cell::code(&file.name)];
        page = page
            .part(Part::Note(Tone::Plain, vec![Cell::Several(what)]))
            .part(Part::Lines("A file that the policy refers to", lines(&file.text)));
    }
    Ok(page)
}

/// What can be done with a version.
fn steps(group: i64, number: u64, standing: &PolicyStanding, csrf: &str) -> Vec<Part> {
    let href = || Href::of("/policies").part(group);
    let asking = href().part("versions").part(number).part("preview");
    let preview = Cell::from(Button::new(asking, "Preview what it would do", "", csrf));
    let new = Cell::link(href().part("new").with("from", number), "Write a new version of it");
    let percent =
        Field::new("percent", "Of 100 machines", Input::Number { least: 1, most: 99 }).value("10").needed();
    let step = |button, word: &'static str, fields| {
        let action = href().part("versions").part(number).part("step");
        let form = Form::changing(action, csrf, button, fields).hidden("step", word);
        seen(standing).into_iter().fold(form, |form, (name, seen)| form.hidden(name, seen))
    };
    vec![
        Part::Note(Tone::Plain, vec![Cell::Several(vec![preview, new])]),
        Part::Folded("Stage it for a part of the machines", step("Stage it", "stage", vec![percent])),
        Part::Folded(
            "Activate it for all machines of the group",
            step("Activate it", "activate", Vec::new()).grave(),
        ),
    ]
}

fn lines(text: &str) -> Vec<(&'static str, Said)> {
    let mut lines: Vec<_> = text.lines().take(LINES).map(|line| ("", Said::long(line))).collect();
    if text.lines().nth(LINES).is_some() {
        lines.push(("place", Said::long("… there is more")));
    }
    lines
}

/// A difference, each line by what became of it.
fn difference(diff: &PolicyDiff) -> Vec<Part> {
    let from = diff.from.map_or_else(|| "nothing".to_owned(), |from| format!("version {from}"));
    if diff.diff.is_empty() {
        return vec![Part::Sentence(format!("It says the same as {from}."))];
    }
    let class = |line: &str| match line.as_bytes().first() {
        Some(b'+') => "added",
        Some(b'-') => "removed",
        Some(b'@') => "place",
        _ => "",
    };
    let shown = diff.diff.lines().take(LINES).map(|line| (class(line), Said::long(line))).collect();
    let mut parts =
        vec![Part::Sentence(format!("Compared with {from}.")), Part::Lines("The difference", shown)];
    if !diff.is_whole || diff.diff.lines().nth(LINES).is_some() {
        parts.push(Part::warning("There is more than is shown."));
    }
    parts
}

/// Asks what a version would do.
pub(in crate::ui) async fn ask(
    shared: Shared,
    visit: Visit<PolicyEditor>,
    deed: Deed<OfGroup>,
) -> Result<Outcome, Refused> {
    let group = deed.path.group;
    let made = previews::ask(shared, visit.allowed()?, asked(deed.path, Nothing {})).await?.0;
    Ok(Outcome::Done(Href::of("/policies").part(group).part("previews").part(made.id), ""))
}

/// What a version would do.
pub(in crate::ui) async fn preview(shared: Shared, visit: Visit<Viewer>, view: View<OfGroup>) -> Answer {
    let OfGroup { group, number } = view.path;
    let query: PreviewQuery = view.asked()?;
    let name = shared.database.group_name(&visit.scope, group).await?.ok_or(not_found())?;
    let few = PageQuery { limit: Some(20), cursor: None };
    let (preview, releases, unchecked) = tokio::try_join!(
        previews::one(shared.clone(), visit.allowed()?, asked(view.path, Nothing {})),
        previews::releases(shared.clone(), visit.allowed()?, asked(view.path, query)),
        previews::not_checked(shared.clone(), visit.allowed()?, asked(view.path, few)),
    )?;
    let (preview, releases, unchecked) = (preview.0, releases.0, unchecked.0);
    let href = || Href::of("/policies").part(group);
    let here = || href().part("previews").part(number);
    let page = Page::new(Tab::Policies, &format!("What version {} would do", preview.version))
        .above(Href::of("/policies"), "Policies")
        .above(href(), &name)
        .above(href().part("versions").part(preview.version), &format!("Version {}", preview.version))
        .beside(Cell::text(&preview.status))
        .part(Part::Facts(facts(group, number, &preview)));
    let page = match preview.status.as_str() {
        "waiting" => {
            let again = Cell::link(here(), "Look again");
            page.part(Part::Note(
                Tone::Unknown,
                vec![Cell::long("It is looked at in the background."), again],
            ))
        }
        "failed" => {
            page.part(Part::warning("It could not be worked out. Ask again on the page of the version."))
        }
        _ => page,
    };
    let given = view.query.get("change");
    let changes = [
        ("", "All"),
        ("new", "Newly refused"),
        ("same", "Refused as now"),
        ("gone", "Let pass again"),
        ("unknown", "Not judged now"),
        ("unclear", "Not checked"),
    ];
    let links =
        changes.map(|(change, name)| (view.here().with("change", change).href(), name, change == given));
    let rows = releases.items.iter().map(|release| {
        let places = here()
            .part("machines")
            .with("package", &release.package)
            .with("version", &release.version)
            .with("change", &release.change);
        vec![
            package_link(&release.package),
            Cell::code(&release.version),
            change(&release.change),
            Cell::code(&release.rule),
            Cell::text(&release.reason),
            Cell::count(release.machines, release.is_exact, places),
        ]
    });
    let columns = ["Package", "Version", "Change", "Rule", "Why", "#Machines"];
    let table = Table::new("What would be refused, or is now and would not be", &columns, "Nothing.");
    let mut page = page
        .heading("releases", "Packages")
        .part(Part::Links("Kinds of change", links.into()))
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(releases.next.as_ref(), Vec::new())));
    if !unchecked.items.is_empty() {
        page = page
            .heading("unchecked", "Not checked")
            .part(Part::Table(unchecked_table(group, &unchecked.items)));
        let all = Cell::link(here().part("unchecked"), "All that could not be checked");
        page = page.part(Part::Note(Tone::Plain, vec![all]));
    }
    Ok(page)
}

/// Sites that a preview could not check, with the machines of the group that have them.
fn unchecked_table(group: i64, sites: &[PreviewNotChecked]) -> Table {
    let rows = sites.iter().map(|site| {
        let machines = Href::of("/machines").with("site", site.site).with("group", group);
        vec![
            Cell::link(Href::of("/sites").part(site.site), &format!("site {}", site.site)),
            Cell::several(site.reasons.iter().map(|reason| Cell::text(reason)), "no reason"),
            Cell::count(site.machines, site.is_exact, machines),
        ]
    });
    Table::new("What could not be checked", &["Site", "Why", "#Machines"], "Nothing.").rows(rows)
}

/// All that a preview could not check.
pub(in crate::ui) async fn unchecked(shared: Shared, visit: Visit<Viewer>, view: View<OfGroup>) -> Answer {
    let OfGroup { group, number } = view.path;
    let query: PageQuery = view.asked()?;
    let name = shared.database.group_name(&visit.scope, group).await?.ok_or(not_found())?;
    let found = previews::not_checked(shared, visit.allowed()?, asked(view.path, query)).await?.0;
    let href = Href::of("/policies").part(group);
    Ok(Page::new(Tab::Policies, "What could not be checked")
        .above(Href::of("/policies"), "Policies")
        .above(href.clone(), &name)
        .above(href.part("previews").part(number), &format!("Preview {number}"))
        .part(Part::Table(unchecked_table(group, &found.items)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}

fn facts(group: i64, number: u64, preview: &Preview) -> Vec<(&'static str, Cell)> {
    let here = || Href::of("/policies").part(group).part("previews").part(number);
    let mut facts: Vec<(&'static str, Cell)> = preview
        .releases
        .iter()
        .map(|count| {
            let of_change = here().with("change", &count.change).at("releases");
            (change_words(&count.change), Cell::count(count.releases, true, of_change))
        })
        .collect();
    facts.push(("Sites looked at", Cell::number(preview.sites)));
    facts.push(("Not checked", Cell::count(preview.unchecked, true, here().part("unchecked"))));
    facts.push((
        "Machines of which not all is known",
        Cell::count(
            preview.machines_not_checked,
            preview.is_machines_exact,
            Href::of("/machines").with("group", group).with("not_checked", "untold"),
        ),
    ));
    facts.push(("Warned of", Cell::number(preview.warned)));
    facts.push(("More than is kept", Cell::number(preview.left_out)));
    facts.push(("Asked for", Cell::time(preview.created)));
    facts.push(("By", Cell::text(&preview.created_by)));
    facts
}

fn change_words(change: &str) -> &'static str {
    match change {
        "new" => "Newly refused",
        "same" => "Refused as now",
        "gone" => "Let pass again",
        "unknown" => "Refused, and not judged now",
        _ => "Not checked",
    }
}

fn change(change: &str) -> Cell {
    let tone = match change {
        "new" => Tone::High,
        "gone" => Tone::Good,
        "same" => Tone::Plain,
        _ => Tone::Unknown,
    };
    Cell::badge(tone, change_words(change))
}

/// Where something of a preview is.
pub(in crate::ui) async fn places(shared: Shared, visit: Visit<Viewer>, view: View<OfGroup>) -> Answer {
    let OfGroup { group, number } = view.path;
    let query: PreviewPlaceQuery = view.asked()?;
    let name = shared.database.group_name(&visit.scope, group).await?.ok_or(not_found())?;
    let found = previews::machines(shared, visit.allowed()?, asked(view.path, query)).await?.0;
    let rows = found.items.iter().map(|place| {
        vec![
            machine_link(&place.machine, &place.hostname),
            package_link(&place.package),
            Cell::code(&place.version),
            change(&place.change),
            Cell::Link(Href::of("/sites").part(place.site), Said::short_path(&place.path)),
        ]
    });
    let href = Href::of("/policies").part(group);
    let table = Table::new("Where it is", &["Machine", "Package", "Version", "Change", "Site"], "Nowhere.");
    let page = Page::new(Tab::Policies, "Where that is")
        .above(Href::of("/policies"), "Policies")
        .above(href.clone(), &name)
        .above(href.part("previews").part(number), &format!("Preview {number}"))
        .part(Part::Table(table.rows(rows)));
    Ok(page.part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}
