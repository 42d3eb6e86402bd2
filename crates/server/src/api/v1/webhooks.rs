//! `/webhooks` and `/deliveries`.

use axum::http::StatusCode;
use fetter_client::hook::{Reach, check};

use super::allowed::{Allowed, WholeAdministrator};
use super::asked::{Asked, Id, Nothing, not_found, wrong};
use super::page::{Page, Window};
use super::reply::{Done, Made, Shown};
use super::shapes::{DeliveryQuery, DeliveryShape, NewWebhookRequest, PageQuery, WebhookShape, WithSecret};
use crate::api::Refused;
use crate::auth::SealError;
use crate::hooks::WebhookSecret;
use crate::state::Shared;
use crate::store::{NewWebhook, NoticeKind, StoreError, Untold};

pub(crate) async fn list(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, PageQuery>,
) -> Result<Shown<Page<WebhookShape>>, Refused> {
    let window: Window<i64> = Window::new(asked.query.limit, asked.query.cursor.as_deref())?;
    let rows = shared.database.webhooks(&administrator.scope, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, WebhookShape::from)))
}

/// Why there is no webhook.
enum Unmade {
    Store(StoreError),
    Seal(SealError),
}

impl From<StoreError> for Unmade {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

pub(crate) async fn make(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Nothing, Nothing, NewWebhookRequest>,
) -> Result<Made<WithSecret<WebhookShape>>, Refused> {
    let NewWebhookRequest { url, kinds } = asked.body;
    let reach = if shared.options.private_webhooks { Reach::Anywhere } else { Reach::Public };
    check(&url, reach).map_err(|why| wrong(why).of("url"))?;
    let kinds = kinds.unwrap_or_else(|| NoticeKind::ALL.to_vec());
    if kinds.is_empty() {
        return Err(wrong("a webhook is told something: name kinds, or none for all"));
    }
    let unmade = |error: &dyn std::fmt::Display| {
        Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "no secret can be made").because(error)
    };
    let secret = WebhookSecret::new().map_err(|error| unmade(&error))?;
    let new = NewWebhook { url, kinds };
    let seal = |id| secret.seal(id, &shared.sealer).map_err(Unmade::Seal);
    let made = shared.database.make_webhook(&administrator.scope, &new, seal).await;
    let made = made.map_err(|error| match error {
        Unmade::Store(error) => error.into(),
        Unmade::Seal(error) => unmade(&error),
    })?;
    let made = made.ok_or(Refused::new(StatusCode::CONFLICT, "there are 50 webhooks, and no more can be"))?;
    Ok(Made(WithSecret { secret: secret.reveal(), made: made.into() }))
}

pub(crate) async fn remove(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Done, Refused> {
    let is_done = shared.database.remove_webhook(&administrator.scope, asked.path.0).await?;
    if is_done { Ok(Done) } else { Err(not_found()) }
}

pub(crate) async fn test(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Made<DeliveryShape>, Refused> {
    let made = shared.database.test_webhook(&administrator.scope, asked.path.0).await?;
    made.map(|row| Made(row.into())).map_err(untold)
}

pub(crate) async fn deliveries(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id, DeliveryQuery>,
) -> Result<Shown<Page<DeliveryShape>>, Refused> {
    let DeliveryQuery { state, limit, cursor } = asked.query;
    let window: Window<i64> = Window::new(limit, cursor.as_deref())?;
    let (scope, webhook) = (&administrator.scope, asked.path.0);
    shared.database.webhook(scope, webhook).await?.ok_or(not_found())?;
    let rows = shared.database.deliveries(scope, webhook, state, window.after, window.rows()).await?;
    Ok(Shown(window.page(rows, |row| row.id, DeliveryShape::from)))
}

pub(crate) async fn redeliver(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: Asked<Id>,
) -> Result<Shown<DeliveryShape>, Refused> {
    let row = shared.database.redeliver(&administrator.scope, asked.path.0).await?;
    row.map(|row| Shown(row.into())).map_err(untold)
}

fn untold(why: Untold) -> Refused {
    let stands = |title| Refused::new(StatusCode::CONFLICT, title);
    match why {
        Untold::Missing => not_found(),
        Untold::Gone => {
            stands("the webhook answered 410, so that it is told nothing any more; make another one")
        }
        Untold::Many => stands("10 tests of the webhook wait already; look why none of them is taken"),
    }
}
