//! `/users` and `/organisations`.

use axum::http::StatusCode;

use super::allowed::{Allowed, OperatorOnly, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::page::{Page, Window, word};
use super::reply::{Made, Shown};
use super::session::secret;
use super::shapes::{Named, NewUser, OrganisationShape, PageQuery, SearchQuery, User, UserPatch, WithSecret};
use super::tokens::check_groups;
use crate::api::Refused;
use crate::auth::{PolicyKey, Secret, check_name};
use crate::clock;
use crate::state::Shared;
use crate::store::{AccountChange, AccountError, NewAccount, NewLink};

/// How long a link is good.
const LINK_SECONDS: u64 = 86_400;

pub(crate) async fn list(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, SearchQuery>,
) -> Result<Shown<Page<User>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let (scope, text) = (&administrator.scope, word("q", asked.query.q.as_deref())?);
    let rows = shared.database.accounts(scope, text.as_deref(), window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, User::from)))
}

pub(crate) async fn make(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, Nothing, NewUser>,
) -> Result<Made<WithSecret<User>>, Refused> {
    let NewUser { name, role, groups } = asked.body;
    check_name(&name).map_err(|why| wrong(why).of("name"))?;
    check_groups(groups.as_deref())?;
    let (secret, link) = new_link("link")?;
    let new = NewAccount { name, role, groups };
    let made = shared.database.make_account(&administrator.scope, &new, &link).await?;
    let made = made.map_err(|error| refused(error, || wrong("there is no such group").of("groups")))?;
    Ok(Made(WithSecret { secret: secret.reveal().to_owned(), made: made.into() }))
}

pub(crate) async fn change(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id, Nothing, UserPatch>,
) -> Result<Shown<User>, Refused> {
    let UserPatch { role, groups, all_groups, disabled } = asked.body;
    check_groups(groups.as_deref())?;
    let groups = match (groups, all_groups) {
        (Some(groups), None | Some(false)) => Some(Some(groups)),
        (None, Some(true)) => Some(None),
        (None, None) => None,
        _ => return Err(wrong("either all_groups is true, or there are groups")),
    };
    let change = AccountChange { role, groups, disabled };
    let changed = shared.database.change_account(&administrator.scope, asked.path.0, &change).await?;
    changed.map(|row| Shown(row.into())).map_err(|error| refused(error, not_found))
}

pub(crate) async fn link(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Made<WithSecret<User>>, Refused> {
    let (secret, link) = new_link("link")?;
    let account = shared.database.make_link(&administrator.scope, asked.path.0, &link).await?;
    let made = account.map_err(|error| refused(error, not_found))?.into();
    Ok(Made(WithSecret { secret: secret.reveal().to_owned(), made }))
}

pub(crate) async fn organisations(
    shared: Shared,
    _: Allowed<OperatorOnly>,
    asked: Asked<Nothing, PageQuery>,
) -> Result<Shown<Page<OrganisationShape>>, Refused> {
    let window: Window<usize> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let rows = shared.database.organisations().await?;
    Ok(Shown(window.slice(rows.into_iter().map(OrganisationShape::from).collect())))
}

/// Makes an organisation, and the link for its first administrator.
pub(crate) async fn make_organisation(
    shared: Shared,
    operator: Allowed<OperatorOnly>,
    asked: Asked<Nothing, Nothing, Named>,
) -> Result<Made<WithSecret<OrganisationShape>>, Refused> {
    let name = &asked.body.name;
    check_name(name).map_err(wrong)?;
    let key = PolicyKey::generate(name, &shared.sealer);
    let (key, sealed) = key.map_err(|error| {
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "no key can be made").because(error)
    })?;
    let (secret, link) = new_link("first")?;
    let (database, public) = (&shared.database, key.public());
    let made = database.open_organisation(&operator, name, &sealed, &public, &link).await?;
    let made = made.ok_or(Refused::new(StatusCode::CONFLICT, "there is an organisation of that name"))?;
    Ok(Made(WithSecret { secret: secret.reveal().to_owned(), made: made.into() }))
}

/// Another link, where the first was not used.
pub(crate) async fn first_link(
    shared: Shared,
    operator: Allowed<OperatorOnly>,
    asked: Asked<Id>,
) -> Result<Made<WithSecret<Id>>, Refused> {
    let (secret, link) = new_link("first")?;
    let is_made = shared.database.make_first_link(Some(&operator), asked.path.0, &link).await?;
    if !is_made {
        return Err(not_found());
    }
    Ok(Made(WithSecret { secret: secret.reveal().to_owned(), made: asked.path }))
}

fn new_link(kind: &str) -> Result<(Secret, NewLink), Refused> {
    let secret = secret(kind)?;
    let link = NewLink { digest: secret.digest(), expires: clock::now() + LINK_SECONDS };
    Ok((secret, link))
}

fn refused(error: AccountError, unknown: impl FnOnce() -> Refused) -> Refused {
    match error {
        AccountError::Unknown => unknown(),
        AccountError::Taken => Refused::new(StatusCode::CONFLICT, "there is a user of that name").of("name"),
        AccountError::Last => {
            Refused::new(StatusCode::CONFLICT, "nobody would be left who manages the organisation")
        }
        AccountError::External => Refused::new(
            StatusCode::CONFLICT,
            "the user signs in at the organisation's provider, and has no password here",
        ),
    }
}
