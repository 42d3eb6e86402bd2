//! What distributions embed, in JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::inventory::EmbeddedComponent;

/// A component that a bill of materials in a dist-info lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireEmbedded {
    /// Its name, with its group before a `/` where it has one.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL.
    pub purl: Option<String>,
    /// The file in `sboms` that lists it.
    pub file: String,
}

impl From<EmbeddedComponent> for WireEmbedded {
    fn from(found: EmbeddedComponent) -> Self {
        let EmbeddedComponent { name, version, purl, file } = found;
        Self { name, version, purl, file }
    }
}

impl From<WireEmbedded> for EmbeddedComponent {
    fn from(wire: WireEmbedded) -> Self {
        let WireEmbedded { name, version, purl, file } = wire;
        Self { name, version, purl, file }
    }
}
