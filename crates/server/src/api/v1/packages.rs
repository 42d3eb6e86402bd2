//! `/packages`, `/releases` and `/sites`: who has what.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, Id, Nothing, PackageName, not_found, wrong};
use super::page::{Page, Window, word};
use super::reply::Shown;
use super::shapes::{
    HeldPage, OriginQuery, Origins, Package, PackagePlaceQuery, PackageQuery, PackageSort, PageQuery,
    PlaceQuery, PlaceSort, Release, ReleasePlace, ReleaseQuery, ReleaseSort, Severity, SitePage,
};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::{
    COUNTED_BESIDE, CountedKeyset, Holder, HolderKeyset, HolderPlace, Narrowed, Of, ReleaseKeyset, Scope,
    Sought, Spread, is_counted, normalised,
};

/// How many places are counted for one page, and for one release: what is everywhere is counted so far and no further, so that an answer is
/// there at once.
const COUNTED: i64 = 10_000;
const COUNTED_OF_ONE: i64 = 20_000;

pub(crate) type Held<T> = Result<Shown<HeldPage<T>>, Refused>;

/// What is asked for of what somebody may see. A group that is not seen is answered as one that is not there.
pub(crate) async fn asked_scope(
    shared: &Shared,
    scope: &Scope,
    group: Option<i64>,
) -> Result<Scope, Refused> {
    let Some(group) = group else { return Ok(scope.clone()) };
    shared.database.group_name(scope, group).await?.ok_or(not_found())?;
    Ok(scope.within(group))
}

/// Who is in the list has it; who is not has it not only where all is known.
pub(crate) async fn held<T>(shared: &Shared, scope: &Scope, of: Of, page: Page<T>) -> Held<T> {
    let not_told = shared.database.not_told(scope, of, COUNTED_BESIDE).await?;
    Ok(Shown(HeldPage { items: page.items, next: page.next, not_checked: not_told.into() }))
}

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, PackageQuery>,
) -> Held<Package> {
    let order = asked.query.sort.map_or_else(Default::default, PackageSort::stored);
    let scope = &viewer.scope;
    if !is_counted(scope, order) {
        let why = "how many versions several groups have together is not counted: sort by machines, or ask with a token for one group";
        return Err(wrong(why).of("sort"));
    }
    let window: Window<CountedKeyset> =
        Window::ordered(asked.query.limit, asked.query.cursor.as_deref(), order.number())?;
    let prefix = word("q", asked.query.q.as_deref())?.map(|prefix| beginning(&prefix));
    let last = window.after.as_ref();
    let rows = shared.database.packages(scope, prefix.as_deref(), order, last, window.rows()).await?;
    held(&shared, scope, Of::All, window.page(rows, |(key, _)| key.clone(), |(_, row)| row.into())).await
}

/// The beginning of a normalised name: what one has written so far of `zope.interface` may end in a dot.
fn beginning(prefix: &str) -> String {
    let normal = normalised(&format!("{prefix}x"));
    normal.strip_suffix('x').unwrap_or(&normal).to_owned()
}

pub(crate) async fn releases(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<PackageName, ReleaseQuery>,
) -> Held<Release> {
    let order = asked.query.sort.map_or_else(Default::default, ReleaseSort::stored);
    let window: Window<ReleaseKeyset> =
        Window::ordered(asked.query.limit, asked.query.cursor.as_deref(), order.number())?;
    let version = word("version", asked.query.version.as_deref())?;
    let name = normalised(&asked.path.0);
    let scope = &asked_scope(&shared, &viewer.scope, asked.query.group).await?;
    let (last, version) = (window.after.as_ref(), version.as_deref());
    let rows = shared.database.releases(scope, &name, version, order, last, window.rows()).await?;
    let page = window.page(rows, |found| found.place.clone(), |found| (found.row, found.machines));
    let (rows, counted): (Vec<_>, Vec<_>) = page.items.into_iter().unzip();
    let mut places = shared.database.first_places(scope, &rows).await?;
    let mut items = Vec::with_capacity(rows.len());
    let mut room = COUNTED;
    let mut left = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    for (row, counted) in rows.into_iter().zip(counted) {
        // Each version has its share, and what those before it left over.
        let spread = spread(&shared, scope, row.id, room / left.max(1)).await?;
        room -= spread.looked_at;
        left -= 1;
        let first = places.remove(&row.id);
        items.push(Release::new(row, spread, counted, first));
    }
    held(&shared, scope, Of::All, Page { items, next: page.next }).await
}

async fn spread(shared: &Shared, scope: &Scope, release: i64, room: i64) -> Result<Spread, Refused> {
    // Some machine has each that is listed: the first is looked for also where there is no room.
    Ok(shared.database.spread(scope, release, room.max(1)).await?)
}

pub(crate) async fn machines(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<PackageName, PackagePlaceQuery>,
) -> Held<ReleasePlace> {
    let name = normalised(&asked.path.0);
    let scope = asked_scope(&shared, &viewer.scope, asked.query.group).await?;
    let vulnerable = asked.query.vulnerable.map(Severity::rank);
    let hostname = word("q", asked.query.q.as_deref())?;
    let narrowed = Narrowed { vulnerable, origin: asked.query.origin, hostname: hostname.as_deref() };
    let asked_page = (asked.query.limit, asked.query.cursor.as_deref());
    if let Some(sort) = place_sort(asked.query.sort, narrowed.hostname) {
        let page = places(&shared, &scope, Sought::Package(&name, narrowed), sort, asked_page).await?;
        return held(&shared, &scope, Of::All, page).await;
    }
    let window: Window<HolderKeyset> = Window::new(asked_page.0, asked_page.1)?;
    let last = window.after.as_ref();
    let rows = shared.database.holders_of(&scope, &name, narrowed, last, window.rows()).await?;
    held(&shared, &scope, Of::All, window.page(rows, key, ReleasePlace::from)).await
}

pub(crate) async fn release(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id>,
) -> Result<Shown<Release>, Refused> {
    let row = shared.database.release(&viewer.scope, asked.path.0).await?.ok_or(not_found())?;
    let spread = spread(&shared, &viewer.scope, row.id, COUNTED_OF_ONE).await?;
    let first = shared.database.first_places(&viewer.scope, std::slice::from_ref(&row)).await?;
    let first = first.into_values().next();
    let counted = shared.database.machines_with_releases(&viewer.scope, &row.name).await?;
    let counted = counted.get(&row.id).copied();
    Ok(Shown(Release::new(row, spread, counted, first)))
}

pub(crate) async fn origins(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, OriginQuery>,
) -> Result<Shown<Origins>, Refused> {
    shared.database.release(&viewer.scope, asked.path.0).await?.ok_or(not_found())?;
    let scope = asked_scope(&shared, &viewer.scope, asked.query.group).await?;
    let (counts, is_exact) = shared.database.origins(&scope, asked.path.0, COUNTED_OF_ONE).await?;
    Ok(Shown(Origins { items: counts.into_iter().map(Into::into).collect(), is_exact }))
}

pub(crate) async fn release_machines(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, PlaceQuery>,
) -> Held<ReleasePlace> {
    shared.database.release(&viewer.scope, asked.path.0).await?.ok_or(not_found())?;
    let scope = asked_scope(&shared, &viewer.scope, asked.query.group).await?;
    let hostname = word("q", asked.query.q.as_deref())?;
    let narrowed = Narrowed { vulnerable: None, origin: asked.query.origin, hostname: hostname.as_deref() };
    let asked_page = (asked.query.limit, asked.query.cursor.as_deref());
    if let Some(sort) = place_sort(asked.query.sort, narrowed.hostname) {
        let page = places(&shared, &scope, Sought::Release(asked.path.0, narrowed), sort, asked_page).await?;
        return held(&shared, &scope, Of::All, page).await;
    }
    let window: Window<HolderKeyset> = Window::new(asked_page.0, asked_page.1)?;
    let last = window.after.as_ref();
    let rows = shared.database.holders(&scope, asked.path.0, narrowed, last, window.rows()).await?;
    held(&shared, &scope, Of::All, window.page(rows, key, ReleasePlace::from)).await
}

/// The order of places. Those of a host name are in the order of host names where no other is asked for: there they are found without looking at all places.
pub(crate) fn place_sort(sort: Option<PlaceSort>, hostname: Option<&str>) -> Option<PlaceSort> {
    sort.or_else(|| hostname.map(|_| PlaceSort::Hostname))
}

/// A page of places in the order that is asked for, where there is one of so many.
pub(crate) async fn places(
    shared: &Shared,
    scope: &Scope,
    sought: Sought<'_>,
    sort: PlaceSort,
    (limit, cursor): (Option<u32>, Option<&str>),
) -> Result<Page<ReleasePlace>, Refused> {
    let order = sort.stored();
    let window: Window<HolderPlace> = Window::ordered(limit, cursor, order.number())?;
    let last = window.after.as_ref();
    let part = shared.database.holders_in_order(scope, sought, order, last, window.rows()).await?;
    let part = part.ok_or_else(|| {
        wrong(
            "more than 10,000 places are not put in order by time: ask for those of a group, or by host name",
        )
        .of("sort")
    })?;
    let page = window.page(part.rows, |row| row.place(order), ReleasePlace::from);
    // Looking may have ended before the page was full.
    let next = page.next.or_else(|| part.next.as_ref().map(|place| window.cursor(place)));
    Ok(Page { items: page.items, next })
}

fn key(row: &Holder) -> HolderKeyset {
    (row.release, row.site, row.machine.0, row.path.0)
}

pub(crate) async fn contents(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, PageQuery>,
) -> Result<Shown<SitePage>, Refused> {
    let window: Window<usize> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let contents = shared.database.contents(&viewer.scope, asked.path.0).await?.ok_or(not_found())?;
    let without_details = contents.distributions.iter().filter(|found| !found.details).count();
    let left_out = contents.left_out;
    let Page { items, next } = window.slice(contents.distributions);
    Ok(Shown(SitePage { items, next, left_out, without_details }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_name_is_normalised_like_the_name() {
        for (written, begins) in [("Zope", "zope"), ("zope.", "zope-"), ("zope_._I", "zope-i"), ("x", "x")] {
            assert_eq!(beginning(written), begins, "{written}");
        }
    }
}
