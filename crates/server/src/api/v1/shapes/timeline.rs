//! What happened to a machine.

use fetter_protocol::WirePath;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::wire::path;
use crate::store::{Happening, MachineChange, Scope, SiteThen};

/// What of what happened to a machine is looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimelineQuery {
    /// What happened to sites with this in their path, by its bytes, and nothing else.
    pub(crate) q: Option<String>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TimelineWhat {
    /// It was enrolled.
    Enrolled,
    /// A site is there that was not.
    SiteAppeared,
    /// A site holds something else.
    SiteChanged,
    /// A site is not there any more.
    SiteGone,
    /// It came into another group.
    Moved,
    /// What people say of it was changed: its status, owner or tags, or whether it follows rules.
    Changed,
    /// It was not heard of for some days.
    Silent,
    /// It is heard again.
    Heard,
    /// Two machines go by its key.
    Cloned,
    /// Something that this version does not know.
    Other,
}

/// What a site held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SiteThen")]
pub(crate) struct SiteThenShape {
    /// The id of the site.
    pub(crate) site: i64,
    /// How many packages it holds; `null` where its contents never came.
    pub(crate) packages: Option<i64>,
    /// Whether it is so now.
    pub(crate) is_now: bool,
}

/// Something that happened to a machine. What it has nothing to do with is `null` or empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TimelineEntry {
    /// When.
    pub(crate) time: i64,
    /// What.
    pub(crate) what: TimelineWhat,
    /// Where the site is.
    pub(crate) path: Option<WirePath>,
    /// What it held before.
    pub(crate) before: Option<SiteThenShape>,
    /// What it holds since.
    pub(crate) after: Option<SiteThenShape>,
    /// The id of the group that it came into; `null` where whoever asks does not see that.
    pub(crate) group: Option<i64>,
    /// The status that it got.
    pub(crate) status: Option<String>,
    /// The owner that it got; empty for none.
    pub(crate) owner: Option<String>,
    /// The tags that it got.
    pub(crate) tags: Option<Vec<String>>,
    /// Who did it; empty where nobody did.
    pub(crate) by: String,
}

impl TimelineEntry {
    pub(crate) fn new(time: i64, happening: Happening, scope: &Scope) -> Self {
        match happening {
            Happening::Enrolled => Self::of(time, TimelineWhat::Enrolled),
            Happening::Notice(kind) => Self::of(time, told(&kind)),
            Happening::Deed { by, before, after } => {
                Self { by, ..deed(time, &change(before), &change(after), scope) }
            }
            Happening::Site { path: bytes, before, after } => {
                let what = match (&before, &after) {
                    (None, _) => TimelineWhat::SiteAppeared,
                    (Some(_), Some(_)) => TimelineWhat::SiteChanged,
                    (Some(_), None) => TimelineWhat::SiteGone,
                };
                let (before, after) = (before.map(Into::into), after.map(Into::into));
                Self { path: Some(path(bytes)), before, after, ..Self::of(time, what) }
            }
        }
    }

    const fn of(time: i64, what: TimelineWhat) -> Self {
        Self {
            time,
            what,
            path: None,
            before: None,
            after: None,
            group: None,
            status: None,
            owner: None,
            tags: None,
            by: String::new(),
        }
    }
}

fn told(kind: &str) -> TimelineWhat {
    match kind {
        "silent" => TimelineWhat::Silent,
        "heard" => TimelineWhat::Heard,
        "cloned" => TimelineWhat::Cloned,
        _ => TimelineWhat::Other,
    }
}

/// What the audit log keeps of a machine. What a server of another version wrote says nothing.
fn change(text: Option<String>) -> MachineChange {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn deed(time: i64, before: &MachineChange, after: &MachineChange, scope: &Scope) -> TimelineEntry {
    let is_moved = before.group != after.group;
    let what = if is_moved { TimelineWhat::Moved } else { TimelineWhat::Changed };
    TimelineEntry {
        group: after.group.filter(|group| is_moved && scope.has_group(*group)),
        status: after.status.clone().filter(|_| before.status != after.status),
        owner: after.owner.clone().filter(|_| before.owner != after.owner),
        tags: after.tags.clone().filter(|_| before.tags != after.tags),
        ..TimelineEntry::of(time, what)
    }
}

impl From<SiteThen> for SiteThenShape {
    fn from(then: SiteThen) -> Self {
        let SiteThen { site, packages, is_now } = then;
        Self { site, packages, is_now }
    }
}
