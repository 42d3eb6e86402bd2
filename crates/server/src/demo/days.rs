//! What was found in the days before a demonstration, which is made up of what is found now.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::sleep;

use super::DemoError;
use crate::clock;
use crate::state::Shared;
use crate::store::{COUNTED_BESIDE, Of, Scope, Tally};

const DAY: i64 = 86_400;
/// How many days are made up.
const DAYS: i64 = 60;
/// How long it is waited for what is judged in the background.
const JUDGED: Duration = Duration::from_millis(200);
const TIMES: u32 = 150;

/// Waits until all was judged, and makes the days up.
pub(super) async fn make_up(shared: &Shared, scope: &Scope, groups: &[i64]) -> Result<(), DemoError> {
    let failed = |error| DemoError::new("make up what was found before", error);
    for _ in 0..TIMES {
        let counts = shared.database.not_checked(scope, Of::All, COUNTED_BESIDE).await.map_err(failed)?;
        if counts.waiting == 0
            && counts.contents == 0
            && shared.database.advisory_version().await.map_err(failed)?.is_some()
        {
            break;
        }
        sleep(JUDGED).await;
    }
    let now = clock::now().cast_signed();
    shared.database.count_findings(now).await.map_err(failed)?;
    shared.database.count_verdicts(now).await.map_err(failed)?;
    let organisation = scope.organisation();
    let today = now.div_euclid(DAY);
    let mut found: BTreeMap<i64, Tally> = BTreeMap::new();
    for group in std::iter::once(0).chain(groups.iter().copied()) {
        let days = shared.database.finding_days(organisation, Some(&[group]), today).await.map_err(failed)?;
        found.insert(group, days.into_iter().next().map(|day| day.counts).unwrap_or_default());
    }
    for ago in 1..=DAYS {
        let day: BTreeMap<i64, Tally> =
            found.iter().map(|(group, tally)| (*group, before(tally, ago))).collect();
        shared.database.keep_tallies(organisation, &day, now - ago * DAY).await.map_err(failed)?;
    }
    Ok(())
}

/// What might have been found so many days ago: what is severe came of late, and what is less so became less a month ago.
fn before(tally: &Tally, ago: i64) -> Tally {
    let mut made = Tally::new();
    for ((kind, severity), count) in tally {
        let mut day = *count;
        day.open = match (kind.as_str(), severity) {
            ("malware", _) => {
                if ago > 1 {
                    0
                } else {
                    count.open
                }
            }
            (_, 3..=4) => count.open * (DAYS + 12 - ago).clamp(0, DAYS) / DAYS,
            _ if ago > 30 => count.open * 13 / 10 + ago % 4,
            _ => count.open + ago % 3,
        };
        day.opened = (day.open + ago * 7) % 4;
        day.closed = (day.open + ago * 5) % 3;
        made.insert((kind.clone(), *severity), day);
    }
    made
}
