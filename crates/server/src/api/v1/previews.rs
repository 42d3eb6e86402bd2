//! `/groups/{id}/previews`: what a version of a policy would do, before machines go by it.

use super::allowed::{Allowed, PolicyEditor, Viewer};
use super::asked::{Asked, Id, OfGroup, not_found};
use super::page::{Page, Window, word};
use super::policies::{of_scope, refused};
use super::reply::{Made, Shown};
use super::shapes::{
    PageQuery, Preview, PreviewNotChecked, PreviewPlace, PreviewPlaceQuery, PreviewQuery, PreviewRelease,
};
use crate::api::Refused;
use crate::state::Shared;
use crate::store::{COUNTED_BESIDE, Of, PreviewKeyset, PreviewPlaceKeyset, PreviewRow, Scope};

type Listed<T> = Result<Shown<Page<T>>, Refused>;

pub(crate) async fn ask(
    shared: Shared,
    editor: Allowed<PolicyEditor>,
    asked: Asked<OfGroup>,
) -> Result<Made<Preview>, Refused> {
    let OfGroup { group, number } = asked.path;
    let id = shared.ask_preview(&editor.scope, group, number).await.map_err(refused)?;
    let found = shared.database.preview(editor.scope.organisation(), group, id).await?;
    let machines = shared.database.unclear_machines(&editor.scope, Of::Group(group), COUNTED_BESIDE).await?;
    Ok(Made(shown(&shared, found.ok_or(not_found())?, machines).await?))
}

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Id, PageQuery>,
) -> Listed<Preview> {
    let window: Window<usize> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let organisation = of_scope(&shared, &viewer.scope, asked.path.0).await?;
    let of = Of::Group(asked.path.0);
    let machines = shared.database.unclear_machines(&viewer.scope, of, COUNTED_BESIDE).await?;
    let mut previews = Vec::new();
    for row in shared.database.previews(organisation, asked.path.0).await? {
        previews.push(shown(&shared, row, machines).await?);
    }
    Ok(Shown(window.slice(previews)))
}

pub(crate) async fn one(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<OfGroup>,
) -> Result<Shown<Preview>, Refused> {
    let of = Of::Group(asked.path.group);
    let found = found(&shared, &viewer.scope, asked.path).await?;
    let machines = shared.database.unclear_machines(&viewer.scope, of, COUNTED_BESIDE).await?;
    Ok(Shown(shown(&shared, found, machines).await?))
}

pub(crate) async fn releases(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<OfGroup, PreviewQuery>,
) -> Listed<PreviewRelease> {
    let window: Window<PreviewKeyset> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let change = word("change", asked.query.change.as_deref())?;
    let id = found(&shared, &viewer.scope, asked.path).await?.id;
    let (last, most) = (window.after.as_ref(), window.rows());
    let rows = shared.database.previewed_releases(id, change.as_deref(), last, most).await?;
    let key =
        |row: &crate::store::PreviewedRelease| (row.change.clone(), row.package.clone(), row.version.clone());
    Ok(Shown(window.page(rows, key, PreviewRelease::from)))
}

pub(crate) async fn machines(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<OfGroup, PreviewPlaceQuery>,
) -> Listed<PreviewPlace> {
    let query = asked.query;
    let window: Window<PreviewPlaceKeyset> = Window::new(query.limit, query.cursor.as_deref())?;
    let change = word("change", query.change.as_deref())?;
    let package = word("package", query.package.as_deref())?;
    let version = word("version", query.version.as_deref())?;
    let group = asked.path.group;
    let of = (group, found(&shared, &viewer.scope, asked.path).await?.id);
    let release = (change.as_deref(), package.as_deref(), version.as_deref());
    let rows = shared.database.previewed_places(of, release, window.after.as_ref(), window.rows()).await?;
    let key = |row: &crate::store::PreviewedPlace| {
        let (_, package, version) = row.release.clone();
        (package, version, row.site, row.machine.0, row.path.0)
    };
    Ok(Shown(window.page(rows, key, PreviewPlace::from)))
}

pub(crate) async fn not_checked(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<OfGroup, PageQuery>,
) -> Listed<PreviewNotChecked> {
    let window: Window<(i64, i64)> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let id = found(&shared, &viewer.scope, asked.path).await?.id;
    let rows = shared.database.preview_unchecked(id, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.at, PreviewNotChecked::from)))
}

/// The preview of that id, where its group is in the scope.
async fn found(shared: &Shared, scope: &Scope, path: OfGroup) -> Result<PreviewRow, Refused> {
    let OfGroup { group, number } = path;
    let organisation = of_scope(shared, scope, group).await?;
    let found = shared.database.preview(organisation, group, number.cast_signed()).await?;
    found.ok_or(not_found())
}

async fn shown(shared: &Shared, row: PreviewRow, machines: i64) -> Result<Preview, Refused> {
    let counts = shared.database.previewed_counts(row.id).await?;
    Ok(Preview::new(row, counts, machines))
}
