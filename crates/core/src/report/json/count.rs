//! The totals in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::safe::write_json;
use crate::inventory::Totals;

/// The version of the shape.
pub const COUNT_VERSION: u32 = 1;

/// How much there is of everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CountDocument {
    /// Always `fetter-count`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// Environments that can be started, however many names lead to each.
    pub executables: usize,
    /// Environments, with and without an executable.
    pub environments: usize,
    /// Places that packages are found in.
    pub sites: usize,
    /// Distinct pairs of normalised name and version.
    pub packages: usize,
    /// Distributions, one for each place that holds it.
    pub distributions: usize,
    /// What could not be read or checked.
    pub problems: usize,
}

impl From<Totals> for CountDocument {
    fn from(totals: Totals) -> Self {
        Self {
            schema: "fetter-count".to_owned(),
            version: COUNT_VERSION,
            executables: totals.interpreters,
            environments: totals.environments,
            sites: totals.sites,
            packages: totals.releases,
            distributions: totals.distributions,
            problems: totals.problems,
        }
    }
}

impl CountDocument {
    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
