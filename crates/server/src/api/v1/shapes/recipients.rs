//! People who are told by mail.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::store::{NoticeKind, Recipient};

/// Somebody who is to be told by mail.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRecipientRequest {
    /// The address.
    pub(crate) address: String,
    /// What is told; all where it is not given.
    pub(crate) kinds: Option<Vec<NoticeKind>>,
}

/// Somebody who is told by mail.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "MailRecipient")]
pub(crate) struct RecipientShape {
    /// The id.
    pub(crate) id: i64,
    /// The address.
    pub(crate) address: String,
    /// What is told.
    pub(crate) kinds: Vec<NoticeKind>,
    /// When it was made.
    pub(crate) created: i64,
    /// Who made it.
    pub(crate) created_by: String,
    /// When the last mail went out; `null` for never.
    pub(crate) mailed: Option<i64>,
    /// Why the last one did not; empty where it did.
    pub(crate) error: String,
}

impl From<Recipient> for RecipientShape {
    fn from(row: Recipient) -> Self {
        let Recipient { id, address, kinds, created, created_by, mailed, error } = row;
        let mailed = (mailed > 0).then_some(mailed);
        Self { id, address, kinds, created, created_by, mailed, error }
    }
}
