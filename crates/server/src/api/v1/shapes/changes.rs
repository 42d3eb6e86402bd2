//! What is new.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Order;
use crate::store::{News, NoticeKind};

/// Which notices are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticeQuery {
    /// Those of a kind.
    pub(crate) kind: Option<NoticeKind>,
    /// Those that were noted at that time or later.
    pub(crate) since: Option<u32>,
    /// `newest` (where it is not given) or `oldest`: which come first.
    pub(crate) order: Option<Order>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Since when changes are counted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangesQuery {
    /// The time; a day ago where it is not given.
    pub(crate) since: Option<u32>,
}

/// How much changed since a time. Each number is how many rows a list has, with `since` in place of TIME.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct Changes {
    /// Since when.
    pub(crate) since: i64,
    /// Findings that were opened, and are open: `/findings?since=TIME`.
    pub(crate) opened: i64,
    /// Findings that were closed, and are closed: `/findings?state=closed&closed_since=TIME`.
    pub(crate) closed: i64,
    /// Findings that were accepted, and are accepted: `/findings?state=accepted&accepted_since=TIME`.
    pub(crate) accepted: i64,
    /// Machines that were enrolled: `/machines?enrolled_since=TIME`.
    pub(crate) enrolled: i64,
    /// How often it was noted that a machine was not heard of for some days: `/notices?kind=silent&since=TIME`.
    pub(crate) silent: i64,
    /// How often it was noted that a silent machine was heard again: `/notices?kind=heard&since=TIME`.
    pub(crate) heard: i64,
    /// Requests that came: `/requests?since=TIME`.
    pub(crate) requests: i64,
    /// How often it was changed which policies groups go by: `/policy-changes?since=TIME`.
    pub(crate) policies: i64,
    /// Whether all of these are exact: each is counted up to 1,000.
    pub(crate) is_exact: bool,
}

impl Changes {
    pub(crate) const fn new(since: i64, news: News) -> Self {
        let News { opened, closed, accepted, enrolled, silent, heard, requests, activations, is_cut } = news;
        Self {
            since,
            opened,
            closed,
            accepted,
            enrolled,
            silent,
            heard,
            requests,
            policies: activations,
            is_exact: !is_cut,
        }
    }
}
