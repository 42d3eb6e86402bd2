//! Policies of groups.

use fetter_protocol::BundleFile;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Order;
use super::machines::GroupName;
use crate::store::{
    Activation, Draft, Followers, PolicyChange, PolicyVersion, RollOut, StandingVersions, VersionRow,
};

/// A file that a policy refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyFileShape {
    /// The name by which the policy refers to it: one part of a path.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) text: String,
}

/// A policy to be taken.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPolicy {
    /// The policy file.
    pub(crate) text: String,
    /// What it refers to.
    #[serde(default)]
    pub(crate) files: Vec<PolicyFileShape>,
    /// What is new in it, for people: at most 500 bytes.
    #[serde(default)]
    pub(crate) note: String,
}

/// A policy that was taken. It holds nowhere yet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Proposed {
    /// Its number in the group, from 1.
    pub(crate) version: u64,
}

/// A version of a group's policy, without its text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PolicyVersionRow {
    /// Its number in the group, from 1.
    pub(crate) version: u64,
    /// What is new in it.
    pub(crate) note: String,
    /// When it was made.
    pub(crate) created: i64,
    /// Who made it.
    pub(crate) created_by: String,
    /// How many letters the policy file has.
    pub(crate) letters: i64,
}

/// A version of a group's policy.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "PolicyVersion")]
pub(crate) struct PolicyVersionShape {
    /// Its number in the group, from 1.
    pub(crate) version: u64,
    /// The policy file.
    pub(crate) text: String,
    /// What it refers to.
    pub(crate) files: Vec<PolicyFileShape>,
    /// What is new in it.
    pub(crate) note: String,
    /// When it was made.
    pub(crate) created: u64,
    /// Who made it.
    pub(crate) created_by: String,
}

/// What to compare a version with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiffQuery {
    /// The other version; where it is not given the one that holds, and where none holds nothing.
    pub(crate) from: Option<u64>,
}

/// Which changes are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HistoryQuery {
    /// Those of that time or later.
    pub(crate) since: Option<u32>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// Which changes of any group are looked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyChangeQuery {
    /// Those of a group.
    pub(crate) group: Option<i64>,
    /// Those of that time or later.
    pub(crate) since: Option<u32>,
    /// `newest` (where it is not given) or `oldest`: which come first.
    pub(crate) order: Option<Order>,
    /// Rows of a page, from 1 to 500; 50 where it is not given.
    pub(crate) limit: Option<u32>,
    /// `next` of the page before.
    pub(crate) cursor: Option<String>,
}

/// What is other in a version.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PolicyDiff {
    /// The version that it is compared with; `null` for nothing.
    pub(crate) from: Option<u64>,
    /// The version.
    pub(crate) version: u64,
    /// The difference of all files as unified text; empty where there is none.
    pub(crate) diff: String,
    /// Whether that is all: it has at most 1 MiB.
    pub(crate) is_whole: bool,
}

/// What a group goes by.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct PolicyStanding {
    /// The version that holds; `null` for none.
    pub(crate) version: Option<u64>,
    /// The version that a part of the machines goes by; `null` for none.
    pub(crate) next: Option<u64>,
    /// How large that part is, of a hundred.
    pub(crate) percent: u32,
}

/// How far the policy of a group has come on its active machines. An exception that is made, changed or revoked counts as a change of it.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(crate) struct RollOutShape {
    /// Of those that are to go by the version that holds.
    pub(crate) standing: FollowersShape,
    /// Of those that are to go by the version that is staged.
    pub(crate) staged: FollowersShape,
    /// Whether what was changed last is published. While it is not, no machine can go by it, and what is counted is what was published before.
    pub(crate) published: bool,
}

/// How many machines are to go by a version.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub(crate) struct FollowersShape {
    /// All that are to.
    pub(crate) machines: i64,
    /// Those that say that they go by it.
    pub(crate) current: i64,
    /// Those that say that they go by something else: they were not there since, or did not take it.
    pub(crate) behind: i64,
    /// Those that have never said what they go by.
    pub(crate) silent: i64,
}

/// What is to be done. Where `holds`, `staged` or `to` is given and is not so, nothing is done, and the answer is 409: so nobody undoes what another did meanwhile,
/// and a step that is sent twice is done once.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum PolicyStep {
    /// A part of the machines goes by a version, the others as before.
    Stage {
        /// The version.
        version: u64,
        /// How large the part is, from 1 to 99 of a hundred.
        percent: u32,
        /// The version that holds, as whoever asks saw it; 0 for none.
        holds: Option<u64>,
        /// The version that is staged, as whoever asks saw it; 0 for none.
        staged: Option<u64>,
    },
    /// All go by a version.
    Activate {
        /// The version.
        version: u64,
        /// The version that holds, as whoever asks saw it; 0 for none.
        holds: Option<u64>,
        /// The version that is staged, as whoever asks saw it; 0 for none.
        staged: Option<u64>,
    },
    /// Those that went by a staged version go by the one that holds again.
    Unstage {
        /// The version that holds, as whoever asks saw it; 0 for none.
        holds: Option<u64>,
        /// The version that is staged, as whoever asks saw it; 0 for none.
        staged: Option<u64>,
    },
    /// All go by what held before; where a version is staged, by the one that holds.
    RollBack {
        /// The version that holds, as whoever asks saw it; 0 for none.
        holds: Option<u64>,
        /// The version that is staged, as whoever asks saw it; 0 for none.
        staged: Option<u64>,
        /// The version that is to hold after it; 0 for none.
        to: Option<u64>,
    },
}

/// A time that what a group goes by was changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Activation")]
pub(crate) struct ActivationShape {
    /// `stage`, `activate`, `unstage` or `roll-back`; empty where it was not noted.
    pub(crate) step: String,
    /// The version that it is about.
    pub(crate) version: Option<u64>,
    /// How many machines go by it, of a hundred.
    pub(crate) percent: u32,
    /// When.
    pub(crate) time: i64,
    /// Who it was.
    pub(crate) by: String,
}

/// A change of which policy a group goes by.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "PolicyChange")]
pub(crate) struct PolicyChangeShape {
    /// The group.
    pub(crate) group: GroupName,
    /// What was changed.
    #[serde(flatten)]
    pub(crate) change: ActivationShape,
}

impl From<PolicyChange> for PolicyChangeShape {
    fn from(row: PolicyChange) -> Self {
        let (id, name) = row.group;
        Self { group: GroupName { id, name }, change: row.activation.into() }
    }
}

impl From<NewPolicy> for Draft {
    fn from(new: NewPolicy) -> Self {
        let NewPolicy { text, files, note } = new;
        let file = |file: PolicyFileShape| BundleFile { name: file.name, text: file.text };
        Self { text, files: files.into_iter().map(file).collect(), note }
    }
}

impl From<VersionRow> for PolicyVersionRow {
    fn from(row: VersionRow) -> Self {
        let VersionRow { version, note, created, by, letters } = row;
        Self { version, note, created, created_by: by, letters }
    }
}

impl From<PolicyVersion> for PolicyVersionShape {
    fn from(row: PolicyVersion) -> Self {
        let PolicyVersion { version, draft, created, by, .. } = row;
        let file = |file: BundleFile| PolicyFileShape { name: file.name, text: file.text };
        let files = draft.files.into_iter().map(file).collect();
        Self { version, text: draft.text, files, note: draft.note, created, created_by: by }
    }
}

impl From<StandingVersions> for PolicyStanding {
    fn from(row: StandingVersions) -> Self {
        let StandingVersions { version, next, percent } = row;
        Self { version, next, percent }
    }
}

impl From<RollOut> for RollOutShape {
    fn from(row: RollOut) -> Self {
        Self { standing: row.standing.into(), staged: row.staged.into(), published: !row.is_due }
    }
}

impl From<Followers> for FollowersShape {
    fn from(row: Followers) -> Self {
        let Followers { current, behind, silent } = row;
        Self { machines: row.all(), current, behind, silent }
    }
}

impl From<Activation> for ActivationShape {
    fn from(row: Activation) -> Self {
        let Activation { step, version, percent, time, by, .. } = row;
        Self { step, version, percent, time, by }
    }
}
