//! `/environments`.

use super::allowed::{Allowed, Viewer};
use super::asked::{Asked, Nothing, not_found};
use super::packages::{Held, asked_scope, held};
use super::page::{Page, Window, word};
use super::reply::Shown;
use super::shapes::{Environment, EnvironmentQuery, EnvironmentSort};
use crate::state::Shared;
use crate::store::{COUNTED_BESIDE, EnvironmentFilter, EnvironmentKeyset, Of};

pub(crate) async fn list(
    shared: Shared,
    viewer: Allowed<Viewer>,
    asked: Asked<Nothing, EnvironmentQuery>,
) -> Held<Environment> {
    let query = asked.query;
    let order = query.sort.map_or_else(Default::default, EnvironmentSort::stored);
    let window: Window<EnvironmentKeyset> =
        Window::ordered(query.limit, query.cursor.as_deref(), order.number())?;
    let scope = asked_scope(&shared, &viewer.scope, query.group).await?;
    let machine = match word("machine", query.machine.as_deref())? {
        Some(machine) => Some(shared.database.machine_row(&scope, &machine).await?.ok_or(not_found())?),
        None => None,
    };
    let filter = EnvironmentFilter {
        machine,
        q: word("q", query.q.as_deref())?,
        kind: word("kind", query.kind.as_deref())?,
        python: word("python", query.python.as_deref())?,
        implementation: word("implementation", query.implementation.as_deref())?,
        order,
    };
    let part = shared.database.environments(&scope, &filter, window.after.as_ref(), window.rows()).await?;
    let page = window.page(part.rows, |row| row.place(order), Environment::from);
    // Looking may have ended before the page was full.
    let next = page.next.or_else(|| part.next.as_ref().map(|key| window.cursor(key)));
    let of = machine.map_or(Of::All, Of::Machine);
    let Shown(mut held) = held(&shared, &scope, of, Page { items: page.items, next }).await?;
    held.not_checked.machines += shared.database.environments_wanted(&scope, of, COUNTED_BESIDE).await?;
    Ok(Shown(held))
}
