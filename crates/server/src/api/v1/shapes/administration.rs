//! Groups, tokens, users and organisations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::auth::Role;
use crate::store::{Account, ApiToken, EnrolmentToken, GroupRow, Organisation};

/// A name for something.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    /// The name: 1 to 128 bytes in one line.
    pub(crate) name: String,
}

/// A group of machines.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Group {
    /// Its id.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// When it was made.
    pub(crate) created: i64,
    /// How many machines are in it that were not decommissioned.
    pub(crate) machines: i64,
}

/// A token to enrol machines with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEnrolmentToken {
    /// The id of the group that they come into.
    pub(crate) group: i64,
    /// How many machines it takes, from 1 to 100,000.
    pub(crate) uses: u32,
    /// Until when it is good; at most a year.
    pub(crate) expires: u64,
    /// The tags that machines get. For an administrator of all groups: rules may go by them.
    #[serde(default)]
    pub(crate) tags: Vec<String>,
}

/// A token that machines are enrolled with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "EnrolmentToken")]
pub(crate) struct EnrolmentTokenShape {
    /// Its id.
    pub(crate) id: i64,
    /// The id of the group.
    pub(crate) group: i64,
    /// How many machines it takes.
    pub(crate) uses: i64,
    /// How many it took.
    pub(crate) used: i64,
    /// When it was made.
    pub(crate) created: i64,
    /// Who made it.
    pub(crate) created_by: String,
    /// Until when it is good.
    pub(crate) expires: i64,
    /// Since when it is not good any more; `null` where it was not revoked.
    pub(crate) revoked: Option<i64>,
    /// The tags that machines get.
    pub(crate) tags: Vec<String>,
}

/// Something that was made, with the secret that goes with it.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "{T}WithSecret")]
pub(crate) struct WithSecret<T> {
    /// The token, or the token of the link. It is shown this once.
    pub(crate) secret: String,
    /// What was made.
    pub(crate) made: T,
}

/// A token for a program.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiTokenRequest {
    /// What it is for.
    pub(crate) name: String,
    /// What it may do; no more than whoever makes it.
    pub(crate) role: Role,
    /// The ids of the groups that this is limited to; `null` for all.
    pub(crate) groups: Option<Vec<i64>>,
    /// Whether it changes nothing.
    #[serde(default)]
    pub(crate) read_only: bool,
    /// Until when it is good; at most a year.
    pub(crate) expires: u64,
}

/// A program's token.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "ApiToken")]
pub(crate) struct ApiTokenShape {
    /// Its id.
    pub(crate) id: i64,
    /// What it is for.
    pub(crate) name: String,
    /// What it may do.
    pub(crate) role: Role,
    /// The ids of the groups that this is limited to; `null` for all.
    pub(crate) groups: Option<Vec<i64>>,
    /// Whether it changes nothing.
    pub(crate) read_only: bool,
    /// When it was made.
    pub(crate) created: i64,
    /// Who made it.
    pub(crate) created_by: String,
    /// Until when it is good.
    pub(crate) expires: i64,
    /// When it was last used, to a minute; `null` for never.
    pub(crate) used: Option<i64>,
    /// Since when it is not good any more; `null` where it was not revoked.
    pub(crate) revoked: Option<i64>,
}

/// A user to be made.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUser {
    /// The name.
    pub(crate) name: String,
    /// What the user may do.
    pub(crate) role: Role,
    /// The ids of the groups that this is limited to; `null` for all.
    pub(crate) groups: Option<Vec<i64>>,
}

/// What is to be another for a user.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserPatch {
    /// What the user may do.
    pub(crate) role: Option<Role>,
    /// The ids of the groups that this is limited to.
    pub(crate) groups: Option<Vec<i64>>,
    /// `true`: it is limited to no groups any more.
    pub(crate) all_groups: Option<bool>,
    /// Whether the user may not come any more.
    pub(crate) disabled: Option<bool>,
}

/// A user.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct User {
    /// The id.
    pub(crate) id: i64,
    /// The name.
    pub(crate) name: String,
    /// What the user may do.
    pub(crate) role: Role,
    /// The ids of the groups that this is limited to; `null` for all.
    pub(crate) groups: Option<Vec<i64>>,
    /// Whether there is a password yet.
    pub(crate) has_password: bool,
    /// Whether there is an authenticator.
    pub(crate) has_totp: bool,
    /// Whether the user signs in at the organisation's provider, and so has no password here.
    pub(crate) single_sign_on: bool,
    /// When it was made.
    pub(crate) created: i64,
    /// Until when no password is looked at, after many wrong ones; `null` where they are.
    pub(crate) locked_until: Option<i64>,
    /// Since when the user may not come any more; `null` where they may.
    pub(crate) disabled: Option<i64>,
}

/// An organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Organisation")]
pub(crate) struct OrganisationShape {
    /// Its id.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// The public key that its policies are signed with, in hexadecimal.
    pub(crate) policy_key: String,
}

impl From<GroupRow> for Group {
    fn from(row: GroupRow) -> Self {
        let GroupRow { id, name, created, machines } = row;
        Self { id, name, created, machines }
    }
}

impl From<EnrolmentToken> for EnrolmentTokenShape {
    fn from(row: EnrolmentToken) -> Self {
        let EnrolmentToken { id, group, uses, used, created, created_by, expires, revoked, tags } = row;
        // One that was refused because it was used up was counted, and that was taken back.
        Self { id, group, uses, used: used.min(uses), created, created_by, expires, revoked, tags }
    }
}

impl From<ApiToken> for ApiTokenShape {
    fn from(row: ApiToken) -> Self {
        let ApiToken { id, name, role, groups, read_only, created, created_by, expires, used, revoked } = row;
        Self { id, name, role, groups, read_only, created, created_by, expires, used, revoked }
    }
}

impl From<Account> for User {
    fn from(row: Account) -> Self {
        let Account { id, name, role, groups, has_password, has_totp, created, disabled, .. } = row;
        let (locked_until, single_sign_on) =
            ((row.locked_until > 0).then_some(row.locked_until), row.is_external);
        Self {
            id,
            name,
            role,
            groups,
            has_password,
            has_totp,
            single_sign_on,
            created,
            locked_until,
            disabled,
        }
    }
}

impl From<Organisation> for OrganisationShape {
    fn from(row: Organisation) -> Self {
        Self { id: row.id, name: row.name, policy_key: super::wire::hex(row.policy_key.as_bytes()) }
    }
}
