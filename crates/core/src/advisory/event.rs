//! The events of a range of versions.

use serde::{Deserialize, Serialize};

/// What happens to a package at a version (OSV schema, `affected[].ranges[].events`). A `limit` only says where a search through a
/// repository ends, and is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// From this version on it is affected.
    Introduced,
    /// From this version on it is no longer affected.
    Fixed,
    /// Beyond this version it is no longer affected.
    LastAffected,
}
