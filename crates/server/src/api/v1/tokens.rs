//! `/tokens` and `/enrolment-tokens`.

use axum::http::StatusCode;

use super::allowed::{Administrator, Allowed, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::page::{Page, Window, word};
use super::reply::{Done, Made, Shown};
use super::session::secret;
use super::shapes::{
    ApiTokenShape, EnrolmentTokenQuery, EnrolmentTokenShape, NewApiTokenRequest, NewEnrolmentToken,
    SearchQuery, WithSecret,
};
use crate::api::Refused;
use crate::auth::check_name;
use crate::clock;
use crate::rules::check_tags;
use crate::state::Shared;
use crate::store::NewApiToken;

/// How long a token is good at most.
const YEAR: u64 = 366 * 86_400;
/// How many machines a token takes at most.
const USES: u32 = 100_000;
/// How many groups something is limited to at most.
pub(crate) const GROUPS: usize = 100;

pub(crate) async fn list(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, SearchQuery>,
) -> Result<Shown<Page<ApiTokenShape>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let (scope, text) = (&administrator.scope, word("q", asked.query.q.as_deref())?);
    let rows = shared.database.api_tokens(scope, text.as_deref(), window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, ApiTokenShape::from)))
}

pub(crate) async fn make(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, Nothing, NewApiTokenRequest>,
) -> Result<Made<WithSecret<ApiTokenShape>>, Refused> {
    let NewApiTokenRequest { name, role, groups, read_only, expires } = asked.body;
    check_name(&name).map_err(|why| wrong(why).of("name"))?;
    check_expiry(expires)?;
    check_groups(groups.as_deref())?;
    if role > administrator.role {
        return Err(wrong("a token may do no more than who makes it").of("role"));
    }
    let secret = secret("api")?;
    let new = NewApiToken { digest: secret.digest(), name, role, groups, read_only, expires };
    let made = shared.database.make_api_token(&administrator.scope, &new).await?;
    let made = made.ok_or_else(|| wrong("there is no such group").of("groups"))?.into();
    Ok(Made(WithSecret { secret: secret.reveal().to_owned(), made }))
}

pub(crate) async fn revoke(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let is_done = shared.database.revoke_api_token(&administrator.scope, asked.path.0).await?;
    if is_done { Ok(Done) } else { Err(not_found()) }
}

pub(crate) async fn list_enrolment(
    shared: Shared,
    administrator: Allowed<Administrator>,
    asked: Asked<Nothing, EnrolmentTokenQuery>,
) -> Result<Shown<Page<EnrolmentTokenShape>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let (scope, group) = (&administrator.scope, asked.query.group);
    let rows = shared.database.enrolment_tokens(scope, group, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, EnrolmentTokenShape::from)))
}

pub(crate) async fn make_enrolment(
    shared: Shared,
    administrator: Allowed<Administrator>,
    asked: Asked<Nothing, Nothing, NewEnrolmentToken>,
) -> Result<Made<WithSecret<EnrolmentTokenShape>>, Refused> {
    let NewEnrolmentToken { group, uses, expires, tags } = asked.body;
    check_expiry(expires)?;
    if uses == 0 || uses > USES {
        return Err(wrong("a token takes from 1 to 100,000 machines").of("uses"));
    }
    check_tags(&tags).map_err(|why| wrong(why).of("tags"))?;
    let scope = &administrator.scope;
    if !tags.is_empty() && !scope.is_whole() {
        return Err(of_all_groups().of("tags"));
    }
    let secret = secret("enrol")?;
    let digest = secret.digest();
    let made = shared.database.make_enrolment_token(scope, digest, group, uses, expires, &tags).await?;
    let made = made.ok_or_else(|| wrong("there is no such group").of("group"))?.into();
    Ok(Made(WithSecret { secret: secret.reveal().to_owned(), made }))
}

pub(crate) async fn revoke_enrolment(
    shared: Shared,
    administrator: Allowed<Administrator>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let is_done = shared.database.revoke_enrolment_token(&administrator.scope, asked.path.0).await?;
    if is_done { Ok(Done) } else { Err(not_found()) }
}

/// By tags and owners a machine may come into any group.
pub(crate) const fn of_all_groups() -> Refused {
    Refused::new(StatusCode::FORBIDDEN, "owners, tags and rules are for an administrator of all groups")
}

fn check_expiry(expires: u64) -> Result<(), Refused> {
    let now = clock::now();
    if expires > now && expires - now <= YEAR {
        return Ok(());
    }
    Err(wrong(format_args!("expires is in seconds since 1970, after now ({now}) and within a year")))
}

pub(crate) fn check_groups(groups: Option<&[i64]>) -> Result<(), Refused> {
    let is_some = |groups: &[i64]| !groups.is_empty() && groups.len() <= GROUPS;
    if groups.is_none_or(is_some) {
        Ok(())
    } else {
        Err(wrong("groups are from 1 to 100, or null for all").of("groups"))
    }
}
