//! What a machine says of itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Checker, MessageError};
use crate::path::WirePath;
use crate::{Digest, limits};

/// A machine. Nothing in it is an identity but for a report's key: a server goes by that and by `machine`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Host {
    /// A random id (32 hexadecimal digits) that the agent made when its state began.
    pub machine: String,
    /// The host name.
    pub hostname: String,
    /// The operating system, as `os-release` calls it.
    pub os: String,
    /// The kernel's release.
    pub kernel: String,
    /// The machine's architecture, as `uname -m` gives it.
    pub architecture: String,
    /// The version of fetter.
    pub fetter: String,
    /// When the machine was started, in seconds since 1970; `null` where it cannot be told.
    pub booted: Option<u64>,
    /// `observe`, `warn` or `enforce`: the most that the agent may do.
    pub mode: String,
    /// The policy in force; `null` for none.
    pub policy: Option<PolicyState>,
    /// What is watched and enforced, and what is not.
    pub coverage: CoverageSummary,
}

/// The policy that a machine goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyState {
    /// Its name.
    pub name: String,
    /// Its version, as it says.
    pub version: String,
    /// The digest of its file.
    pub digest: Digest,
    /// Why a newer one was refused; `null` where none was.
    #[serde(default)]
    pub rejected: Option<String>,
}

/// What an agent watches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageSummary {
    /// How many file systems are watched as a whole.
    pub file_systems: u64,
    /// How many directories are watched one by one.
    pub directories: u64,
    /// What is not covered, sorted by path.
    pub not_covered: Vec<NotCovered>,
    /// When everything was last read again, in seconds since 1970.
    pub reconciled: Option<u64>,
}

/// A place that an agent does not cover.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct NotCovered {
    /// Where.
    pub path: WirePath,
    /// Why.
    pub reason: String,
}

impl Host {
    pub(crate) fn check(&self, checker: Checker) -> Result<(), MessageError> {
        checker.machine("machine", &self.machine)?;
        for (field, text) in [
            ("hostname", &self.hostname),
            ("os", &self.os),
            ("kernel", &self.kernel),
            ("architecture", &self.architecture),
            ("fetter", &self.fetter),
            ("mode", &self.mode),
        ] {
            checker.name(field, text)?;
        }
        if let Some(policy) = &self.policy {
            checker.name("policy.name", &policy.name)?;
            checker.name("policy.version", &policy.version)?;
            checker.text("policy.rejected", policy.rejected.as_deref().unwrap_or_default())?;
        }
        checker.at_most("not_covered", self.coverage.not_covered.len(), limits::NOT_COVERED)?;
        self.coverage.not_covered.iter().try_for_each(|place| {
            checker.path("not_covered.path", &place.path)?;
            checker.text("not_covered.reason", &place.reason)
        })
    }
}
