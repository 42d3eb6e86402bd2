//! A package: its versions, what is known of it, and who has it.

use super::finding::{in_order, place_row, place_table};
use super::findings::rows as finding_rows;
use super::groups::Groups;
use super::notes::{Within, not_checked, not_told};
use super::words::outcome;
use super::{Answer, asked, origin};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::{Id, Nothing, PackageName};
use crate::api::v1::shapes::{
    FindingQuery, OriginQuery, PackagePlaceQuery, PageQuery, PlaceQuery, Release, ReleaseQuery, ReleaseSort,
};
use crate::api::v1::{findings, packages};
use crate::state::Shared;
use crate::store::{IN_ORDER, Origin, normalised};
use crate::ui::field::Fields;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Sorted, Tab, Table, Tone};
use crate::ui::visit::Visit;

/// How many versions, and how many findings, are shown beside the machines.
const VERSIONS: u32 = 50;
const FINDINGS: u32 = 20;

pub(in crate::ui) async fn one(shared: Shared, visit: Visit<Viewer>, view: View<PackageName>) -> Answer {
    let query: PackagePlaceQuery = view.asked()?;
    let name = normalised(&view.path.0);
    let of = || view.path.clone();
    let group = query.group;
    let versions = ReleaseQuery {
        version: None,
        group: query.group,
        sort: Some(ReleaseSort::Highest),
        limit: Some(VERSIONS),
        cursor: None,
    };
    let about = FindingQuery {
        package: Some(name.clone()),
        group: query.group,
        limit: Some(FINDINGS),
        ..FindingQuery::default()
    };
    let (groups, versions, found, places) = tokio::try_join!(
        Groups::of(&shared, visit.allowed()?),
        packages::releases(shared.clone(), visit.allowed()?, asked(of(), versions)),
        findings::list(shared.clone(), visit.allowed()?, asked(Nothing {}, about)),
        packages::machines(shared.clone(), visit.allowed()?, asked(of(), query)),
    )?;
    let (versions, found, places) = (versions.0, found.0, places.0);
    let counted = shared.database.packages_counted(visit.scope.organisation()).await?;
    let fields = vec![
        groups.field(view.query.get("group"), "all"),
        vulnerable(view.query.get("vulnerable")),
        origin::field(view.query.get("origin")),
        on_host(view.query.get("q")),
    ];
    let filter = Form::asking(Href::of("/packages").part(&name), fields);
    let mut page = Page::new(Tab::Packages, &name)
        .above(Href::of("/packages"), "Packages")
        .part(Part::Filter(filter))
        .parts(not_told(&places.not_checked, Within::group(group)));
    page = page.heading("versions", "Versions").parts(counted_at(&versions.items, counted, false));
    page = page.part(Part::Table(version_table(&versions.items, group)));
    if versions.next.is_some() {
        let all = in_group(Href::of("/packages").part(&name).part("versions"), group);
        page = page.part(Part::Note(Tone::Plain, vec![Cell::link(all, "All versions")]));
    }
    let table = super::findings::table("Open findings, the most severe first", "Nothing is found in it.");
    page = page.heading("findings", "Findings").parts(not_checked(&found.not_checked, Within::group(group)));
    page = page.part(Part::Table(table.rows(finding_rows(&found.items))));
    if found.next.is_some() {
        let all = in_group(Href::of("/findings").with("package", &name), group);
        let all = Cell::link(all, "All findings in it");
        page = page.part(Part::Note(Tone::Plain, vec![all]));
    }
    let rows = places.items.iter().map(|place| {
        let mut row = place_row(place, &groups);
        let version = versions.items.iter().find(|release| release.id == place.release);
        let version = version.map_or("another version", |release| release.version.as_str());
        row.insert(1, Cell::link(Href::of("/releases").part(place.release), version));
        row
    });
    let columns = ["Machine", "Version", "Group", "Site", "Since"];
    let caption = if view.query.get("vulnerable").is_empty() {
        "Who has it, in any version"
    } else {
        "Who has it in a version with an open vulnerability"
    };
    let table = Table::new(caption, &columns, none(&view.query)).rows(rows);
    let count: i64 = versions.items.iter().map(|release| release.places).sum();
    let is_all = versions.next.is_none() && versions.items.iter().all(|release| release.is_exact);
    let table = in_order(table, is_all && count <= IN_ORDER);
    page = page.heading("machines", "Machines").part(Part::Table(table));
    Ok(page.part(Part::Pager(view.pager(places.next.as_ref(), Vec::new()))))
}

/// The same list of a group, where one is asked for.
fn in_group(href: Href, group: Option<i64>) -> Href {
    match group {
        Some(group) => href.with("group", group),
        None => href,
    }
}

/// All versions of a package.
pub(in crate::ui) async fn versions(shared: Shared, visit: Visit<Viewer>, view: View<PackageName>) -> Answer {
    let mut query: ReleaseQuery = view.asked()?;
    let sort = *query.sort.get_or_insert(ReleaseSort::Highest);
    let (name, group) = (normalised(&view.path.0), query.group);
    let (groups, found) = tokio::try_join!(
        Groups::of(&shared, visit.allowed()?),
        packages::releases(shared.clone(), visit.allowed()?, asked(view.path.clone(), query)),
    )?;
    let counted = shared.database.packages_counted(visit.scope.organisation()).await?;
    let fields = vec![
        Field::line("version", "Version").value(view.query.get("version")),
        groups.field(view.query.get("group"), "all"),
    ];
    let filter = Form::asking(Href::of("/packages").part(&name).part("versions"), fields);
    Ok(Page::new(Tab::Packages, &format!("Versions of {name}"))
        .above(Href::of("/packages"), "Packages")
        .above(in_group(Href::of("/packages").part(&name), group), &name)
        .part(Part::Filter(filter))
        .parts(not_told(&found.0.not_checked, Within::group(group)))
        .parts(counted_at(&found.0.items, counted, matches!(sort, ReleaseSort::Rarest | ReleaseSort::Widest)))
        .part(Part::Table(
            version_table(&found.0.items, group)
                .ordered("Version", "sort", ["version", "-version"])
                .ordered("Machines", "sort", ["machines", "-machines"])
                .ordered("First seen", "sort", ["first_seen", "-first_seen"])
                .usually("Version", Sorted::Down),
        ))
        .part(Part::Pager(view.pager(found.0.next.as_ref(), Vec::new()))))
}

/// On which machines.
fn on_host(given: &str) -> Field {
    Field::line("q", "Host name").value(given).hint("Or a part of it.")
}

/// What is said where no place is listed.
fn none(query: &Fields) -> &'static str {
    match query.get("q") {
        "" => origin::none(!query.get("origin").is_empty()),
        _ => "No machine of that name has it.",
    }
}

/// In which versions those have it that are listed.
fn vulnerable(given: &str) -> Field {
    let words = [
        ("unknown", "with an open vulnerability"),
        ("low", "with one that is low at least"),
        ("medium", "with one that is medium at least"),
        ("high", "with one that is high at least"),
        ("critical", "with a critical one"),
    ];
    Field::choice("vulnerable", "Versions that machines have", "any", &words).value(given)
}

/// How many machines have a version, and whether these are all. What more have than are counted at once are as many as were counted last.
fn machines(release: &Release) -> (i64, bool) {
    match release.counted.filter(|counted| !release.is_exact && *counted >= release.machines) {
        Some(counted) => (counted, true),
        None => (release.machines, release.is_exact),
    }
}

/// Of when numbers of machines are that were counted before, and the order by them.
fn counted_at(releases: &[Release], counted: Option<i64>, is_order: bool) -> Option<Part> {
    let is_shown = releases.iter().any(|release| !release.is_exact && machines(release).1);
    let what = match (is_order, is_shown) {
        (true, _) => "The order by machines, and numbers of what very many have, are as was counted",
        (false, true) => "Numbers of what very many machines have are as was counted",
        (false, false) => return None,
    };
    let not_yet =
        "Who has versions was not counted yet, so that they are in no order by it: it is in a moment.";
    let (tone, said) = super::notes::counted(counted, what, not_yet);
    Some(Part::Note(tone, vec![said]))
}

/// Versions as a distribution: how many machines have each.
fn version_table(releases: &[Release], group: Option<i64>) -> Table {
    let most = releases.iter().map(|release| machines(release).0).max().unwrap_or_default();
    let rows = releases.iter().map(|release| {
        let (count, is_exact) = machines(release);
        let href = || in_group(Href::of("/releases").part(release.id), group);
        let version = if release.version.is_empty() { "(none)" } else { &release.version };
        vec![
            Cell::link(href(), version),
            Cell::count(count, is_exact, href().at("machines")),
            Cell::bar(Tone::Low, count, most),
            outcome(release.outcome),
            Cell::time(release.first_seen),
            origin::first(release.first_seen_at.as_ref()),
        ]
    });
    let columns = ["Version", "#Machines", "Spread", "Known against it", "First seen", "First seen on"];
    Table::new("Versions, and how many machines have each", &columns, "No machine has it.").rows(rows)
}

/// A version of a package.
pub(in crate::ui) async fn release(shared: Shared, visit: Visit<Viewer>, view: View<Id>) -> Answer {
    let query: PlaceQuery = view.asked()?;
    let beside = PageQuery { limit: Some(FINDINGS), cursor: None };
    let asked_group = query.group;
    let group = OriginQuery { group: query.group };
    let (groups, release, origins, found, places) = tokio::try_join!(
        Groups::of(&shared, visit.allowed()?),
        packages::release(shared.clone(), visit.allowed()?, asked(view.path, Nothing {})),
        packages::origins(shared.clone(), visit.allowed()?, asked(view.path, group)),
        findings::of_release(shared.clone(), visit.allowed()?, asked(view.path, beside)),
        packages::release_machines(shared.clone(), visit.allowed()?, asked(view.path, query)),
    )?;
    let (release, found, places) = (release.0, found.0, places.0);
    let here = || Href::of("/releases").part(release.id);
    let facts = vec![
        ("Machines", Cell::count(release.machines, release.is_exact, here().at("machines"))),
        ("Places", Cell::count(release.places, release.is_exact, here().at("machines"))),
        ("First seen", Cell::time(release.first_seen)),
        ("First seen on", origin::first(release.first_seen_at.as_ref())),
    ];
    let list = |origin: Origin| {
        let group = view.query.get("group");
        let list = if group.is_empty() { here() } else { here().with("group", group) };
        list.with("origin", origin.name()).at("machines")
    };
    let fields = vec![
        groups.field(view.query.get("group"), "all"),
        origin::field(view.query.get("origin")),
        on_host(view.query.get("q")),
    ];
    let filter = Form::asking(here(), fields);
    let empty = none(&view.query);
    let who = in_order(place_table("Who has it"), release.is_exact && release.places <= IN_ORDER);
    let table = super::findings::table("Known against this version", "Nothing is known against it.");
    let page = Page::new(Tab::Packages, &super::words::release(&release.name, &release.version))
        .above(Href::of("/packages"), "Packages")
        .above(Href::of("/packages").part(&release.name), &release.name)
        .beside(outcome(release.outcome))
        .part(Part::Facts(facts))
        .heading("findings", "Findings")
        .parts(not_checked(&found.not_checked, Within::Nothing))
        .part(Part::Table(table.rows(finding_rows(&found.items))))
        .heading("origins", "From where")
        .parts(origin::parts(&origins.0, list))
        .heading("machines", "Machines")
        .part(Part::Filter(filter))
        .parts(not_told(&places.not_checked, Within::group(asked_group)))
        .part(Part::Table(
            Table { empty, ..who }.rows(places.items.iter().map(|place| place_row(place, &groups))),
        ));
    Ok(page.part(Part::Pager(view.pager(places.next.as_ref(), Vec::new()))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::v1::shapes::Outcome;

    fn release(machines: i64, is_exact: bool, counted: Option<i64>) -> Release {
        Release {
            id: 1,
            name: "a".to_owned(),
            version: "1.0".to_owned(),
            first_seen: 0,
            first_seen_at: None,
            machines,
            places: machines,
            is_exact,
            counted,
            outcome: Outcome::Clean,
        }
    }

    #[test]
    fn what_very_many_have_is_as_many_as_were_counted_last_and_that_is_said() {
        for (shown, of) in [
            ((3, true), release(3, true, Some(2))),
            ((900, true), release(200, false, Some(900))),
            ((200, false), release(200, false, Some(100))),
            ((200, false), release(200, false, None)),
        ] {
            assert_eq!(machines(&of), shown);
        }
        let note = |release: Release, counted, is_order| counted_at(&[release], counted, is_order);
        let tone = |note: Option<Part>| match note {
            Some(Part::Note(tone, _)) => Some(tone == Tone::Unknown),
            _ => None,
        };
        assert_eq!(
            tone(note(release(3, true, Some(2)), Some(1), false)),
            None,
            "nothing counted before is shown"
        );
        assert_eq!(tone(note(release(200, false, Some(900)), Some(1), false)), Some(false));
        assert_eq!(tone(note(release(3, true, Some(2)), Some(1), true)), Some(false));
        assert_eq!(tone(note(release(3, true, None), None, true)), Some(true), "it is not known");
    }
}
