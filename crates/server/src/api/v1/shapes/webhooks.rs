//! Webhooks, and what they are told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::store::{Delivery, DeliveryState, NoticeKind, Webhook};

/// A program that is to be told.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWebhookRequest {
    /// Where: `https://…`, at most 2,048 bytes, without user and password.
    pub(crate) url: String,
    /// What it is told; all where it is not given.
    pub(crate) kinds: Option<Vec<NoticeKind>>,
}

/// A program that is told.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Webhook")]
pub(crate) struct WebhookShape {
    /// Its id.
    pub(crate) id: i64,
    /// Where it is told.
    pub(crate) url: String,
    /// What it is told.
    pub(crate) kinds: Vec<NoticeKind>,
    /// When it was made.
    pub(crate) created: i64,
    /// Who made it.
    pub(crate) created_by: String,
    /// Since when it wants nothing any more, because it answered 410; `null` where it does.
    pub(crate) gone: Option<i64>,
    /// How many deliveries wait.
    pub(crate) waiting: i64,
    /// How many were given up.
    pub(crate) dead: i64,
}

/// Which deliveries.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryQuery {
    /// Those that are so.
    pub(crate) state: Option<DeliveryState>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Something that a webhook is told.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Delivery")]
pub(crate) struct DeliveryShape {
    /// Its id.
    pub(crate) id: i64,
    /// The id of the webhook.
    pub(crate) webhook: i64,
    /// What it is about: a kind of notice, or `test`.
    pub(crate) kind: String,
    /// What is sent, as it is sent.
    pub(crate) body: String,
    /// When it was decided.
    pub(crate) created: i64,
    /// Whether it was taken.
    pub(crate) state: DeliveryState,
    /// When it is tried next, where it waits.
    pub(crate) due: Option<i64>,
    /// How often it was tried.
    pub(crate) attempts: i64,
    /// The status of the last answer; `null` for none.
    pub(crate) status: Option<i64>,
    /// What was wrong the last time; empty for nothing.
    pub(crate) error: String,
    /// When it was taken or given up.
    pub(crate) ended: Option<i64>,
}

impl From<Webhook> for WebhookShape {
    fn from(row: Webhook) -> Self {
        let Webhook { id, url, kinds, created, created_by, gone, waiting, dead } = row;
        Self { id, url, kinds, created, created_by, gone, waiting, dead }
    }
}

impl From<Delivery> for DeliveryShape {
    fn from(row: Delivery) -> Self {
        let Delivery { id, webhook, kind, body, created, state, due, attempts, status, error, ended } = row;
        let due = (state == DeliveryState::Waiting).then_some(due);
        Self { id, webhook, kind, body, created, state, due, attempts, status, error, ended }
    }
}
