//! Where a plan was made, so that the search can be repeated.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::ReadError;
use super::super::path::{WirePath, domain, wire};
use crate::inventory::discover::{Request, Surroundings};

/// What was searched for a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "options of a search are independent of each other")]
pub struct WireScope {
    /// The working directory, from which relative paths are taken.
    pub directory: WirePath,
    /// The interpreters and environments that were named; where there are any, nothing else was searched.
    pub executables: Vec<WirePath>,
    /// The directories that were named.
    pub paths: Vec<WirePath>,
    /// Whether only these were searched.
    pub only_path: bool,
    /// Whether every user's home was searched.
    pub all_users: bool,
    /// Whether the user's site counted as seen by every environment.
    pub user_site: bool,
    /// Whether sites were searched for what is nested in them.
    pub exhaustive: bool,
}

impl WireScope {
    /// The scope of a search.
    #[must_use]
    pub fn new(request: &Request, surroundings: &Surroundings) -> Self {
        Self {
            directory: (&surroundings.directory).into(),
            executables: wire(&request.executables),
            paths: wire(&request.paths),
            only_path: request.only_paths,
            all_users: request.all_users.unwrap_or(surroundings.user == 0),
            user_site: request.user_site,
            exhaustive: request.exhaustive,
        }
    }

    /// The search, with details and without a cache, and the working directory that it is made from.
    pub fn request(self) -> Result<(Request, PathBuf), ReadError> {
        let request = Request {
            executables: domain(self.executables)?,
            paths: domain(self.paths)?,
            only_paths: self.only_path,
            all_users: Some(self.all_users),
            user_site: self.user_site,
            exhaustive: self.exhaustive,
            details: true,
            ..Request::default()
        };
        Ok((request, self.directory.try_into()?))
    }
}
