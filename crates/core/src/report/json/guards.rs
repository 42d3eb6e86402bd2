//! Guards in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::safe::write_json;
use crate::report::Guarded;

/// The version of the shape.
pub const GUARDS_VERSION: u32 = 1;

/// Which environments have their starts checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GuardsDocument {
    /// Always `fetter-guards`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// One for each environment that was looked at.
    pub guards: Vec<WireGuard>,
}

/// The guard of one environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireGuard {
    /// The environment's prefix.
    pub environment: WirePath,
    /// Its own site; null where it has none, and can have no guard.
    pub site: Option<WirePath>,
    /// `absent`, `installed`, `damaged`, `impossible` or `unknown`.
    pub guard: String,
    /// `warn` or `exit`, if it is known.
    pub mode: Option<String>,
    /// What is checked against, or what is wrong.
    pub details: String,
}

impl GuardsDocument {
    /// A document of these.
    #[must_use]
    pub fn new(guards: &[Guarded]) -> Self {
        let guard = |guarded: &Guarded| WireGuard {
            environment: (&guarded.environment).into(),
            site: guarded.site.as_ref().map(Into::into),
            guard: guarded.word().to_owned(),
            mode: Some(guarded.mode().to_owned()).filter(|mode| !mode.is_empty()),
            details: guarded.details(),
        };
        Self {
            schema: "fetter-guards".to_owned(),
            version: GUARDS_VERSION,
            guards: guards.iter().map(guard).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
