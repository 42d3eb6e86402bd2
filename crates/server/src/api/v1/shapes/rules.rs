//! Rules for groups.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::GroupRule;
use crate::store::Rules;

/// The rules of an organisation, in their order: the first that a machine fulfils says its group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "GroupRules")]
#[serde(rename = "GroupRules")]
pub(crate) struct RulesShape {
    /// Grows with each change; 0 where there were never any.
    pub(crate) version: i64,
    /// When they were changed; `null` where there were never any.
    pub(crate) changed: Option<i64>,
    /// Who changed them.
    pub(crate) changed_by: String,
    /// The rules.
    pub(crate) rules: Vec<GroupRule>,
}

/// Rules to take the place of others.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRules {
    /// The version of those that were there: what somebody else changed meanwhile is not lost.
    pub(crate) version: i64,
    /// The rules, at most 500.
    pub(crate) rules: Vec<GroupRule>,
}

/// Rules to be tried: nothing is changed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TriedRules {
    /// The rules, at most 500.
    pub(crate) rules: Vec<GroupRule>,
}

/// Which machines would come into another group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "TriedGroupRules")]
pub(crate) struct Tried {
    /// How many machines follow rules: those that nobody put into their group by hand.
    pub(crate) machines: i64,
    /// How many of them would move.
    pub(crate) moves: i64,
    /// The first 500 of these.
    pub(crate) items: Vec<Move>,
    /// Whether there are more of them than are told: `moves` says how many.
    pub(crate) more: bool,
}

/// A machine that would come into another group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Move {
    /// Its id.
    pub(crate) machine: String,
    /// Its host name.
    pub(crate) hostname: String,
    /// The id of the group that it is in.
    pub(crate) from: i64,
    /// The id of the group that it would come into.
    pub(crate) to: i64,
}

impl From<Rules> for RulesShape {
    fn from(rules: Rules) -> Self {
        let Rules { version, rules, changed, changed_by, .. } = rules;
        Self { version, changed: (version > 0).then_some(changed), changed_by, rules }
    }
}
