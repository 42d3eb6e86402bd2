//! What happened on machines, and what people did.

use fetter_protocol::EventRecord;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::store::{ByTime, Deed, EventRow};

/// Which events are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventQuery {
    /// Those of the machine of that id.
    pub(crate) machine: Option<String>,
    /// Those with a code (docs/journal.md).
    pub(crate) code: Option<String>,
    /// Those about a package.
    pub(crate) package: Option<String>,
    /// `oldest` (where it is not given) or `newest`: which come first.
    pub(crate) order: Option<Order>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which entries of the audit log are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditQuery {
    /// What a user, a program or a rule did, by its name.
    pub(crate) who: Option<String>,
    /// What is of a kind: `machine.change`, `policy.activate` …
    pub(crate) action: Option<String>,
    /// What was done to something, as the entry names it: the id of a machine, the name of a user …
    pub(crate) object: Option<String>,
    /// What was done at that time or later.
    pub(crate) since: Option<u32>,
    /// What was done before that time.
    pub(crate) until: Option<u32>,
    /// `newest` (where it is not given) or `oldest`: which come first.
    pub(crate) order: Option<Order>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which events come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Order {
    /// The oldest.
    Oldest,
    /// The newest.
    Newest,
}

/// The order of a list that begins with the newest where nothing else is asked for.
pub(crate) const fn by_time(order: Option<Order>) -> ByTime {
    match order {
        Some(Order::Oldest) => ByTime::Oldest,
        Some(Order::Newest) | None => ByTime::Newest,
    }
}

/// Something that happened on a machine.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Event {
    /// Its place in the order in which events of all machines came.
    pub(crate) position: i64,
    /// When it came.
    pub(crate) received: i64,
    /// The id of the machine.
    pub(crate) machine: String,
    /// Its host name.
    pub(crate) hostname: String,
    /// The id of its group.
    pub(crate) group: i64,
    /// What the machine told.
    pub(crate) told: EventRecord,
}

/// Something that was done through the API or at the server.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct AuditEntry {
    /// Its id.
    pub(crate) id: i64,
    /// When.
    pub(crate) time: i64,
    /// The user or token that did it.
    pub(crate) who: String,
    /// The id of the token that was used; `null` for none.
    pub(crate) token: Option<i64>,
    /// The address of the peer; empty where it is not known.
    pub(crate) origin: String,
    /// What was done: `machine.change`, `user.make` …
    pub(crate) action: String,
    /// What it was done to.
    pub(crate) object: String,
    /// How that was before.
    pub(crate) before: Option<Value>,
    /// How it is since.
    pub(crate) after: Option<Value>,
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        let (machine, hostname) = row.machine;
        let EventRow { position, received, group, event, .. } = row;
        Self { position, received, machine, hostname, group, told: event }
    }
}

impl From<Deed> for AuditEntry {
    fn from(deed: Deed) -> Self {
        let value = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
        Self {
            id: deed.id,
            time: deed.made,
            who: deed.by.who,
            token: deed.by.token,
            origin: deed.by.origin,
            action: deed.action,
            object: deed.object,
            before: value(deed.before),
            after: value(deed.after),
        }
    }
}
