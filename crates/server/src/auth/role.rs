//! What somebody may do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a user or a token may do in an organisation. Each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Sees.
    Viewer,
    /// Decides on requests and exceptions.
    Approver,
    /// Changes policies.
    PolicyEditor,
    /// Manages machines, groups, tokens and users.
    Administrator,
}

impl Role {
    /// All of them, from the least.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Approver, Self::PolicyEditor, Self::Administrator];

    /// Its name, in the database and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Approver => "approver",
            Self::PolicyEditor => "policy-editor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}
