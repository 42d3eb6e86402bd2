//! What conda records of a package, in JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::inventory::CondaBuild;

/// What conda records of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireConda {
    /// conda's name for it.
    pub name: String,
    /// The build string.
    pub build: String,
    /// The channel, without credentials.
    pub channel: String,
    /// The channel's part for a platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdir: Option<String>,
    /// The archive's file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// The archive's MD5, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub md5: Option<String>,
    /// The archive's SHA-256, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

impl From<CondaBuild> for WireConda {
    fn from(build: CondaBuild) -> Self {
        let CondaBuild { name, build, channel, subdir, archive, md5, sha256 } = build;
        Self { name, build, channel, subdir, archive, md5, sha256 }
    }
}

impl From<WireConda> for CondaBuild {
    fn from(wire: WireConda) -> Self {
        let WireConda { name, build, channel, subdir, archive, md5, sha256 } = wire;
        Self { name, build, channel, subdir, archive, md5, sha256 }
    }
}
