//! What mends many findings.

use super::findings::kinds_beside_fixes;
use super::groups::Groups;
use super::notes::{Within, not_checked};
use super::words::{SEVERITIES, package_link, severity_tone, severity_word};
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{FixQuery, Severity};
use crate::api::v1::trends;
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Cell, Field, Form, Page, Part, Tab, Table};
use crate::ui::visit::Visit;

/// How many versions are shown in a row.
const VERSIONS: usize = 5;

pub(in crate::ui) async fn list(shared: Shared, visit: Visit<Viewer>, view: View<Nothing>) -> Answer {
    let query: FixQuery = view.asked()?;
    let groups = Groups::of(&shared, visit.allowed()?).await?;
    let given = |name| view.query.get(name).to_owned();
    let fields = vec![
        Field::words("severity", "At least", "any severity", &SEVERITIES[..4]).value(given("severity")),
        groups.field(&given("group"), "any"),
    ];
    let (group, severity) = (query.group, query.severity);
    let found = trends::fixes(shared, visit.allowed()?, asked(Nothing {}, query)).await?.0;
    let rows = found.items.iter().map(|fix| {
        let of_group = |href: Href| match group {
            Some(group) => href.with("group", group),
            None => href,
        };
        let all = of_group(Href::of("/findings").with("kind", "vulnerability").with("package", &fix.package));
        let all =
            severity.map_or_else(|| all.clone(), |least| all.clone().with("severity", severity_word(least)));
        let mut versions: Vec<Cell> =
            fix.versions.iter().take(VERSIONS).map(|version| Cell::code(version)).collect();
        let more = fix.version_count.saturating_sub(versions.len());
        if more > 0 {
            versions.push(Cell::text(&format!("and {more} more")));
        }
        let least = severity.unwrap_or(Severity::Unknown);
        let holders = Href::of("/packages").part(&fix.package).with("vulnerable", severity_word(least));
        let holders = of_group(holders).at("machines");
        vec![
            package_link(&fix.package),
            fix.mended.as_deref().map_or(Cell::Nothing("not known"), Cell::code),
            Cell::badge(severity_tone(fix.severity), severity_word(fix.severity)),
            Cell::count(fix.findings, true, all),
            Cell::count(fix.machines, fix.is_exact, holders),
            Cell::several(versions, "none"),
        ]
    });
    let columns = ["Package", "Mended in", "Worst", "#Findings", "#Machines", "Versions that machines have"];
    let table = Table::new(
        "Packages with open vulnerabilities, the worst first",
        &columns,
        "No vulnerability is open.",
    );
    let mut page = Page::new(Tab::Findings, "Findings by what mends them")
        .above(Href::of("/findings"), "Findings")
        .part(kinds_beside_fixes(&view))
        .part(Part::Filter(Form::asking(Href::of("/findings/fixes"), fields)))
        .parts(not_checked(&found.not_checked, Within::group(group)));
    if !found.is_whole {
        page = page.part(Part::warning("These are made of the 10,000 most severe findings: there are more."));
    }
    Ok(page
        .part(Part::Table(table.rows(rows)))
        .part(Part::Pager(view.pager(found.next.as_ref(), Vec::new()))))
}
