//! `/findings/history` and `/findings/fixes`: how findings come and go, and what mends many of them.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, Nothing, not_found, wrong};
use super::findings::not_checked;
use super::page::Window;
use super::reply::Shown;
use super::shapes::{FindingHistory, FindingHistoryQuery, FixPage, FixQuery, FixShape, HistoryDay, Severity};
use crate::api::Refused;
use crate::clock;
use crate::state::Shared;
use crate::store::{FindingFilter, Fix, FixKeyset, Of};

const DAY: i64 = 86_400;
/// How many days are told, where it is not said, and at most.
const USUAL: u32 = 90;
const MOST: u32 = 400;
/// How many places are counted for one page.
const COUNTED: i64 = 2_500;

pub(crate) async fn history(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, FindingHistoryQuery>,
) -> Result<Shown<FindingHistory>, Refused> {
    let (scope, query) = (&viewer.scope, asked.query);
    let days = query.days.unwrap_or(USUAL);
    if days == 0 || days > MOST {
        return Err(wrong("days is from 1 to 400"));
    }
    if let Some(group) = query.group {
        shared.database.group_name(scope, group).await?.ok_or(not_found())?;
    }
    let one = query.group.map(|group| vec![group]);
    let groups = one.or_else(|| scope.groups().map(<[i64]>::to_vec));
    let is_exact = groups.as_ref().is_none_or(|groups| groups.len() <= 1);
    let today = clock::now().cast_signed().div_euclid(DAY);
    let first = today - i64::from(days) + 1;
    let found = shared.database.finding_days(scope.organisation(), groups.as_deref(), first).await?;
    let mut found = found.into_iter().peekable();
    let days = (first..=today).map(|day| HistoryDay::new(day, found.next_if(|found| found.day == day)));
    Ok(Shown(FindingHistory { days: days.collect(), is_exact }))
}

pub(crate) async fn fixes(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, FixQuery>,
) -> Result<Shown<FixPage>, Refused> {
    let (scope, query) = (&viewer.scope, asked.query);
    let window: Window<FixKeyset> = Window::new(query.limit, query.cursor.as_deref())?;
    if let Some(group) = query.group {
        shared.database.group_name(scope, group).await?.ok_or(not_found())?;
    }
    let severity = query.severity.map_or(0, Severity::rank);
    let filter = FindingFilter { severity, group: query.group, ..FindingFilter::default() };
    let most = usize::try_from(window.rows()).unwrap_or(usize::MAX);
    let of = query.group.map_or(Of::All, Of::Group);
    let ((rows, is_whole), not_checked) = tokio::try_join!(
        async { Ok(shared.database.fixes(scope, &filter, window.after.as_ref(), most).await?) },
        not_checked(&shared, scope, of),
    )?;
    let page = window.page(rows, Fix::keyset, |fix| fix);
    let within = query.group.map_or_else(|| scope.clone(), |group| scope.within(group));
    let spreads = shared.database.fix_spreads(&within, &page.items, COUNTED).await?;
    let items = page.items.into_iter().zip(spreads).map(|(fix, spread)| FixShape::new(fix, spread));
    Ok(Shown(FixPage { items: items.collect(), next: page.next, is_whole, not_checked }))
}
