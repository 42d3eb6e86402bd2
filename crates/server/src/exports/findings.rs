//! Findings as delimited text, and as a SARIF log.

use fetter_core::report::json::{FleetFinding, write_fleet_sarif};
use fetter_core::report::{Delimiter, escape, write_delimited_row};
use fetter_core::timestamp::Timestamp;

use super::written::Sink;
use super::{ExportError, MOST_RESULTS};
use crate::state::Shared;
use crate::store::{
    COUNTED_ALONE, FindingFilter, FindingKinds, FindingStatus, Found, NotChecked, Of, Scope, Spread,
    StoreError, TamperedRow, severity_word,
};

/// How many findings are asked for at once.
const PAGE: i64 = 500;
/// How many places are counted for one, on average.
const COUNTED: i64 = 1000;

const HEADER: [&str; 18] = [
    "Id",
    "Severity",
    "Kind",
    "State",
    "Package",
    "Version",
    "Advisory",
    "Aliases",
    "Fixed",
    "Rule",
    "Code",
    "Mode",
    "Summary",
    "Machines",
    "Exact",
    "First seen",
    "Opened",
    "Closed",
];

/// The kind of what was changed on machines.
const INTEGRITY: &str = "integrity";

/// Which findings are wanted.
pub(crate) struct Wanted {
    pub(crate) filter: FindingFilter,
    pub(crate) kinds: FindingKinds,
    pub(crate) of: Of,
}

/// Findings, a page after the other.
struct Pages<'asked> {
    shared: &'asked Shared,
    scope: &'asked Scope,
    wanted: &'asked Wanted,
    last: Option<(i64, i64, i64)>,
}

impl Pages<'_> {
    async fn next(&mut self) -> Result<Vec<(Found, Spread)>, StoreError> {
        let (database, Wanted { filter, kinds, .. }) = (&self.shared.database, self.wanted);
        let found = database.findings(self.scope, filter, *kinds, self.last.as_ref(), PAGE).await?;
        self.last = found.last().map(|found| found.keyset(filter.order)).or(self.last);
        let room = COUNTED.saturating_mul(i64::try_from(found.len()).unwrap_or(i64::MAX));
        let spreads = database.finding_spreads(self.scope, &found, room).await?;
        Ok(found.into_iter().zip(spreads).collect())
    }
}

/// Writes findings as delimited text, the most severe first. The last line says what could not be checked, where anything could not: what
/// is cut off or unchecked is not taken for all.
pub(crate) async fn findings_csv(
    shared: Shared,
    scope: Scope,
    wanted: Wanted,
    mut sink: Sink,
) -> Result<(), ExportError> {
    let delimiter = Delimiter::default();
    let mut text = Vec::new();
    write_delimited_row(&mut text, &HEADER, delimiter)?;
    sink.write(&text).await?;
    let mut pages = Pages { shared: &shared, scope: &scope, wanted: &wanted, last: None };
    loop {
        let page = pages.next().await?;
        if page.is_empty() {
            break;
        }
        text.clear();
        for (found, spread) in &page {
            let cells = cells(found, spread);
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            write_delimited_row(&mut text, &cells, delimiter)?;
        }
        sink.write(&text).await?;
    }
    text.clear();
    for why in not_checked(&shared, &scope, wanted.of).await? {
        let mut cells = [""; 18];
        cells[2] = "not-checked";
        cells[12] = &why;
        write_delimited_row(&mut text, &cells, delimiter)?;
    }
    sink.write(&text).await?;
    sink.end().await
}

fn time(seconds: i64) -> String {
    let time = Timestamp::of_unix_time(seconds.max(0).cast_unsigned());
    time.map_or_else(|| seconds.to_string(), |time| time.to_string())
}

fn cells(found: &Found, spread: &Spread) -> Vec<String> {
    let shown = |text: &str| escape(text).into_owned();
    let state = match found.status() {
        FindingStatus::Open | FindingStatus::Present => "open",
        FindingStatus::Accepted => "accepted",
        FindingStatus::Closed => "closed",
    };
    let counts = [spread.machines.to_string(), if spread.is_all { "yes" } else { "no" }.to_owned()];
    let times = |first: i64, opened: i64, closed: Option<i64>| {
        [time(first), time(opened), closed.map(time).unwrap_or_default()]
    };
    let id = found.key().to_string();
    let none = String::new;
    let (head, tail) = match found {
        Found::Release(row) => (
            vec![
                id,
                severity_word(row.severity).to_owned(),
                row.kind.clone(),
                state.to_owned(),
                shown(&row.package),
                shown(&row.version),
                shown(&row.advisory),
                shown(&row.aliases),
                shown(&row.fixed),
                none(),
                none(),
                none(),
                shown(&row.summary),
            ],
            times(row.first_seen, row.opened, row.closed),
        ),
        Found::Policy(row) => (
            vec![
                id,
                severity_word(row.severity).to_owned(),
                "policy".to_owned(),
                state.to_owned(),
                shown(&row.package),
                shown(&row.version),
                shown(&row.advisory),
                none(),
                none(),
                shown(&row.rule),
                shown(&row.code),
                shown(&row.mode),
                shown(&row.reason),
            ],
            times(row.first_seen, row.opened, row.closed),
        ),
        Found::Tampered(row) => (
            vec![
                id,
                severity_word(row.severity).to_owned(),
                INTEGRITY.to_owned(),
                state.to_owned(),
                shown(&row.package),
                shown(&row.version),
                none(),
                none(),
                none(),
                none(),
                none(),
                none(),
                shown(&tampered(row)),
            ],
            times(row.first_seen, row.opened, row.closed),
        ),
    };
    head.into_iter().chain(counts).chain(tail).collect()
}

/// What was changed, in one line.
fn tampered(row: &TamperedRow) -> String {
    let file = String::from_utf8_lossy(&row.file);
    match row.files.saturating_sub(1) {
        ..=0 => format!("{file}: {}", row.reason),
        more => format!("{file}: {}; and {more} more of its files", row.reason),
    }
}

/// Findings as a SARIF log.
pub(crate) async fn findings_sarif(
    shared: &Shared,
    scope: &Scope,
    wanted: &Wanted,
) -> Result<Vec<u8>, ExportError> {
    let mut all = Vec::new();
    let mut pages = Pages { shared, scope, wanted, last: None };
    loop {
        let page = pages.next().await?;
        if page.is_empty() {
            break;
        }
        all.extend(page.iter().map(|(found, spread)| finding(found, spread)));
        if all.len() > MOST_RESULTS {
            let text = format!(
                "there are more than {MOST_RESULTS} findings, which is more than a SARIF log may have: ask for a group, for a severity, or for csv"
            );
            return Err(ExportError::TooMuch(text));
        }
    }
    let unchecked = not_checked(shared, scope, wanted.of).await?;
    let mut bytes = Vec::new();
    write_fleet_sarif(&all, &unchecked, &mut bytes)?;
    Ok(bytes)
}

fn finding(found: &Found, spread: &Spread) -> FleetFinding {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let more = if spread.is_all { "" } else { " or more" };
    let noun = if spread.machines == 1 && spread.is_all { "machine" } else { "machines" };
    let machines = format!("{}{more} {noun}", spread.machines);
    match found {
        Found::Release(row) => FleetFinding {
            kind: row.kind.clone(),
            severity: severity_word(row.severity).to_owned(),
            package: row.package.clone(),
            version: row.version.clone(),
            summary: row.summary.clone(),
            called: row.advisory.clone(),
            aliases: words(&row.aliases),
            fixed: words(&row.fixed),
            mode: String::new(),
            machines,
            identity: format!("{}:{}:{}:{}", row.kind, row.package, row.version, row.advisory),
        },
        Found::Policy(row) => FleetFinding {
            kind: "policy".to_owned(),
            severity: severity_word(row.severity).to_owned(),
            package: row.package.clone(),
            version: row.version.clone(),
            summary: row.reason.clone(),
            called: row.rule.clone(),
            aliases: Vec::new(),
            fixed: Vec::new(),
            mode: row.mode.clone(),
            machines,
            // The same in another site is another finding.
            identity: found.key().to_string(),
        },
        Found::Tampered(row) => FleetFinding {
            kind: INTEGRITY.to_owned(),
            severity: severity_word(row.severity).to_owned(),
            package: row.package.clone(),
            version: row.version.clone(),
            summary: tampered(row),
            called: INTEGRITY.to_owned(),
            aliases: Vec::new(),
            fixed: Vec::new(),
            mode: String::new(),
            machines,
            // Each is one machine's.
            identity: format!("{INTEGRITY}:{}", row.id),
        },
    }
}

/// What could not be checked, in words.
async fn not_checked(shared: &Shared, scope: &Scope, of: Of) -> Result<Vec<String>, StoreError> {
    let counts = shared.database.not_checked(scope, of, COUNTED_ALONE).await?;
    let has_advisories = shared.database.advisory_version().await?.is_some();
    let NotChecked { waiting, failed, releases, sites, contents, machines, revoked, is_cut } = counts;
    let more = if is_cut { " or more" } else { "" };
    let counted = [
        (waiting, "sites are still to be judged"),
        (failed, "sites could not be judged"),
        (releases, "releases could not be held against the advisories"),
        (sites, "sites could not be held against a policy wholly"),
        (contents, "sites have not come to the server yet"),
        (machines, "machines have not reported, or could not read or tell all"),
        (revoked, "machines are revoked or decommissioned: what is found there is not told"),
    ];
    let none = (!has_advisories).then(|| "the server has no advisories".to_owned());
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    Ok(none.into_iter().chain(counted.map(|(count, what)| format!("{count}{more} {what}"))).collect())
}
