//! The server itself.

use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::status;
use crate::state::Shared;
use crate::ui::pages::notes::{Within, not_checked};
use crate::ui::pages::{Answer, asked};
use crate::ui::route::View;
use crate::ui::view::{Cell, Part, Said, Table, Tone};
use crate::ui::visit::Visit;

pub(in crate::ui) async fn page(shared: Shared, visit: Visit<Viewer>, _: View<Nothing>) -> Answer {
    let status = status::status(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})).await?.0;
    let engine = shared.database.engine().name();
    let mut facts = vec![
        ("Version", Cell::text(env!("CARGO_PKG_VERSION"))),
        ("Database", Cell::text(engine)),
        ("Seconds between check-ins", Cell::number(i64::from(shared.options.interval))),
        (
            "Mail",
            Cell::text(if shared.options.sends_mail { "is sent" } else { "is not sent by this server" }),
        ),
    ];
    if let Some(fingerprint) = &shared.options.fingerprint {
        facts.push(("Fingerprint of its certificate", Cell::code(&fingerprint.to_string())));
    }
    let mut page = super::page(&visit, "/administration", "Server").part(Part::Facts(facts));
    page = page.heading("advisories", "Advisories").parts(match &status.advisories {
        Some(advisories) => vec![Part::Facts(vec![
            ("From", Cell::code(&advisories.source)),
            ("Fetched", Cell::time(advisories.retrieved)),
            ("Records", Cell::number(advisories.records)),
            ("Digest", Cell::code(&advisories.digest)),
        ])],
        None => Vec::new(),
    });
    page = page.parts(not_checked(&status.not_checked, Within::All));
    if visit.scope.is_whole() {
        let rows = status.failures.iter().map(|failure| {
            vec![Cell::text(&failure.kind), Cell::number(failure.subject), Cell::long(&failure.error)]
        });
        let columns = ["What", "#Id", "What was wrong"];
        let table =
            Table::new("What was tried often enough, the oldest first", &columns, "Nothing has failed.");
        page = page.heading("failures", "Failures").part(Part::Table(table.rows(rows)));
    }
    let days = |days: Option<u32>| match days {
        Some(days) => Cell::text(&format!("{days} days")),
        None => Cell::text("for ever"),
    };
    let kept = &shared.options.retention;
    page = page.heading("retention", "How long things are kept").part(Part::Facts(vec![
        ("What was on machines", days(kept.history)),
        ("Events", days(kept.events)),
        ("Closed findings", days(kept.findings)),
        ("Audit log", days(kept.audit)),
        ("Notices", days(kept.notices)),
        ("Deliveries", days(kept.deliveries)),
    ]));
    let about =
        "How it is started says that: --keep-history, --keep-events and the others of “fetter server run”.";
    page = page.part(Part::Note(Tone::Plain, vec![Cell::long(about)]));
    page = page.heading("backup", "Backup").part(Part::Sentence(
        "On the server, while it runs. The server’s key is in it: keep it as safe as the server.".to_owned(),
    ));
    page = page.part(Part::Command(Said::long("fetter server backup --data DIRECTORY FILE")));
    page = page.part(Part::Sentence("Whether the server is well:".to_owned()));
    Ok(page.part(Part::Command(Said::long("fetter server doctor --data DIRECTORY"))))
}
