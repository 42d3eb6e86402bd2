//! Where the organisation stands.

use super::notes::{Within, not_checked};
use super::words::{plural, severity_tone, severity_word};
use super::{Answer, asked};
use crate::api::v1::allowed::Viewer;
use crate::api::v1::asked::Nothing;
use crate::api::v1::shapes::{
    Changes, ChangesQuery, EventQuery, FindingHistoryQuery, FindingQuery, Kind, NoticeQuery, Order,
    RequestQuery, RequestStatus, Status,
};
use crate::api::v1::{events, findings, requests, status, trends};
use crate::state::Shared;
use crate::ui::link::Href;
use crate::ui::route::View;
use crate::ui::view::{Card, Cell, Number, Page, Part, Tab, Tone};
use crate::ui::visit::Visit;

/// How much of each is shown.
const FEW: u32 = 10;
/// How many requests and how much malware are counted.
const COUNTED: u32 = 100;
const DAY: u64 = 86_400;
/// How many days are in the picture of findings over time.
const DAYS: u32 = 90;
/// How old advisories may be before it is said, in seconds.
const OLD: i64 = 3 * 86_400;

pub(in crate::ui) async fn page(shared: Shared, visit: Visit<Viewer>, _: View<Nothing>) -> Answer {
    let since = u32::try_from(crate::clock::now().saturating_sub(DAY)).ok();
    let waiting = RequestQuery {
        status: Some(RequestStatus::Open),
        group: None,
        machine: None,
        q: None,
        since: None,
        order: None,
        limit: Some(COUNTED),
        cursor: None,
    };
    let malware = FindingQuery { kind: Some(Kind::Malware), limit: Some(COUNTED), ..FindingQuery::default() };
    let who = visit.scope.by().who.clone();
    let own = FindingQuery { assignee: Some(who.clone()), ..FindingQuery::default() };
    let new = FindingQuery { since, limit: Some(FEW), ..FindingQuery::default() };
    let newest = EventQuery {
        machine: None,
        code: None,
        package: None,
        order: Some(Order::Newest),
        limit: Some(FEW),
        cursor: None,
    };
    let notices = NoticeQuery { kind: None, since: None, order: None, limit: Some(FEW), cursor: None };
    let history = FindingHistoryQuery { days: Some(DAYS), group: None };
    let (history, changes, status, requests, malware, own, new, events, notices) = tokio::try_join!(
        trends::history(shared.clone(), visit.allowed()?, asked(Nothing {}, history)),
        status::changes(shared.clone(), visit.allowed()?, asked(Nothing {}, ChangesQuery { since })),
        status::status(shared.clone(), visit.allowed()?, asked(Nothing {}, Nothing {})),
        requests::list(shared.clone(), visit.allowed()?, asked(Nothing {}, waiting)),
        findings::count(&shared, &visit.scope, &malware, i64::from(COUNTED)),
        findings::count(&shared, &visit.scope, &own, i64::from(COUNTED)),
        findings::list(shared.clone(), visit.allowed()?, asked(Nothing {}, new)),
        events::list(shared.clone(), visit.allowed()?, asked(Nothing {}, newest)),
        status::notices(shared.clone(), visit.allowed()?, asked(Nothing {}, notices)),
    )?;
    let status = status.0;
    let counted = |items: usize, next: &Option<String>| Number {
        value: i64::try_from(items).unwrap_or(i64::MAX),
        is_exact: next.is_none(),
    };
    let waits = counted(requests.0.items.len(), &requests.0.next);
    let malicious = Number { value: malware.0, is_exact: malware.1 };
    let mut page = Page::new(Tab::Overview, "Overview");
    page = page.part(Part::Cards(vec![
        malware_card(malicious, status.not_checked.is_nothing()),
        Card {
            label: "Requests that wait",
            number: waits,
            href: Href::of("/requests").with("status", "open"),
            tone: if waits.value > 0 { Tone::Medium } else { Tone::Plain },
            beside: String::new(),
        },
        Card {
            label: "Findings that you see to",
            number: Number { value: own.0, is_exact: own.1 },
            href: Href::of("/findings").with("assignee", &who),
            tone: if own.0 > 0 { Tone::Medium } else { Tone::Plain },
            beside: String::new(),
        },
    ]));
    page = page.parts(not_checked(&status.not_checked, Within::All)).parts(known(&status));
    page = page.heading("findings", "Findings").part(match severities(&status) {
        cards if cards.is_empty() => Part::Sentence("Nothing is found now.".to_owned()),
        cards => Part::Cards(cards),
    });
    page = page.parts(super::history::figure(&history.0));
    page = page.heading("machines", "Machines").part(Part::Cards(machines(&status)));
    page = page.part(Part::Cards(verdicts(&status))).part(super::verdicts::counted_at(status.found.counted));
    let each = Cell::link(Href::of("/machines/verdicts"), "What is found on each machine");
    page = page.part(Part::Note(Tone::Plain, vec![each]));
    let table = super::findings::table(
        "Findings of the last 24 hours, the most severe first",
        "Nothing new was found.",
    );
    page = page.heading("new", "New since yesterday").part(Part::Cards(changed(&changes.0)));
    page = page.part(Part::Table(table.rows(super::findings::rows(&new.0.items))));
    let all = Cell::link(Href::of("/findings").with("since", changes.0.since), "All that is new");
    page = page.part(Part::Note(Tone::Plain, vec![all]));
    let rows = notices.0.items.iter().map(super::notices::row);
    page = page.heading("notices", "Notices").part(Part::Table(super::notices::table().rows(rows)));
    let all = Cell::link(Href::of("/notices"), "All notices");
    page = page.part(Part::Note(Tone::Plain, vec![all]));
    let rows = events.0.items.iter().map(super::events::row);
    Ok(page.heading("events", "Newest events").part(Part::Table(super::events::table().rows(rows))))
}

/// What has changed since yesterday, each with the list that it counts.
fn changed(changes: &Changes) -> Vec<Card> {
    let since = changes.since;
    let of = |label, value, href: Href| Card {
        label,
        number: Number { value, is_exact: changes.is_exact },
        href,
        tone: Tone::Plain,
        beside: String::new(),
    };
    let findings = || Href::of("/findings");
    let notices = |kind| Href::of("/notices").with("kind", kind).with("since", since);
    vec![
        of("Findings opened", changes.opened, findings().with("since", since)),
        of("Findings closed", changes.closed, findings().with("state", "closed").with("closed_since", since)),
        of(
            "Findings accepted",
            changes.accepted,
            findings().with("state", "accepted").with("accepted_since", since),
        ),
        of("Machines enrolled", changes.enrolled, Href::of("/machines").with("enrolled_since", since)),
        of("Fell silent", changes.silent, notices("silent")),
        of("Heard again", changes.heard, notices("heard")),
        of("Requests", changes.requests, Href::of("/requests").with("since", since)),
        of("Policies changed", changes.policies, Href::of("/policies/changes").with("since", since)),
    ]
}

/// Malware comes first, whatever its score. That none is known is well only where everything was checked.
fn malware_card(number: Number, is_checked: bool) -> Card {
    let (tone, beside) = match (number.value, is_checked) {
        (1.., _) => (Tone::Critical, "open findings"),
        (_, true) => (Tone::Good, "none is known"),
        (_, false) => (Tone::Unknown, "none is known, and not everything was checked"),
    };
    let href = Href::of("/findings").with("kind", "malware");
    Card { label: "Malware", number, href, tone, beside: beside.to_owned() }
}

fn known(status: &Status) -> Option<Part> {
    let advisories = status.advisories.as_ref()?;
    let words = format!("advisories from {}, fetched", advisories.source);
    let what = vec![Cell::number(advisories.records), Cell::long(&words), Cell::time(advisories.retrieved)];
    let tone = if advisories.age > OLD { Tone::Medium } else { Tone::Plain };
    let mut said = vec![Cell::Several(what)];
    if advisories.age > OLD {
        said.push(Cell::long("They are old: what became known since is not found."));
    }
    Some(Part::Note(tone, said))
}

fn severities(status: &Status) -> Vec<Card> {
    let of = |counts: &crate::api::v1::shapes::SeverityCounts| {
        let word = severity_word(counts.severity);
        let number = |value| Number { value, is_exact: true };
        let (known, policies) = (number(counts.releases), number(counts.policies));
        let changed = match counts.integrity {
            0 => String::new(),
            some => format!(", {} changed files", number(some)),
        };
        let beside = format!("{known} known, {policies} by policies{changed}");
        Card {
            label: match word {
                "critical" => "Critical",
                "high" => "High",
                "medium" => "Medium",
                "low" => "Low",
                _ => "Not rated",
            },
            number: Number {
                value: counts.releases + counts.policies + counts.integrity,
                is_exact: status.is_exact,
            },
            href: Href::of("/findings").with("severity_is", word),
            tone: severity_tone(counts.severity),
            beside,
        }
    };
    status.findings.iter().map(of).collect()
}

fn machines(status: &Status) -> Vec<Card> {
    let counts = &status.machines;
    let of = |label, value, href: Href, tone, beside: String| Card {
        label,
        number: Number { value, is_exact: true },
        href,
        tone: if value > 0 { tone } else { Tone::Plain },
        beside,
    };
    let by = |status: &'static str| Href::of("/machines").with("status", status);
    let heard = plural(counts.active - counts.silent, "was there of late", "were there of late");
    vec![
        of("Active", counts.active, by("active"), Tone::Good, heard),
        of(
            "Silent",
            counts.silent,
            Href::of("/machines").with("fell_silent", true),
            Tone::Medium,
            "not there for days".to_owned(),
        ),
        of("Cloned", counts.cloned, by("cloned"), Tone::High, "two go by one key".to_owned()),
        of("Revoked", counts.revoked, by("revoked"), Tone::High, "not heard any more".to_owned()),
        of("Decommissioned", counts.decommissioned, by("decommissioned"), Tone::Plain, String::new()),
    ]
}

/// On how many machines something is found, those with malware first. Where not all was checked, nothing is well.
fn verdicts(status: &Status) -> Vec<Card> {
    let found = &status.found;
    let of = |label, value, word: &'static str, tone, beside: &str| Card {
        label,
        number: Number { value, is_exact: true },
        href: Href::of("/machines").with("verdict", word),
        tone: if value > 0 { tone } else { Tone::Plain },
        beside: beside.to_owned(),
    };
    vec![
        of("With malware", found.malware, "malware", Tone::Critical, ""),
        of("With findings", found.findings, "findings", Tone::High, "malware too"),
        of("Not wholly checked", found.not_checked, "not-checked", Tone::Unknown, "whatever was found"),
        of("Nothing found", found.clean, "clean", Tone::Good, "and all was checked"),
    ]
}
