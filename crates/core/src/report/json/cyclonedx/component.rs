//! Components: what is installed, and what that embeds.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::holder;
use super::license::{Choice, choices};
use super::property::{Properties, Property};
use super::reference::{Hash, Reference, hashes, references};
use crate::inventory::EmbeddedComponent;
use crate::report::bill::{self, Bill, path_text, purl, written_purl};

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Component<'bill> {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(rename = "bom-ref", skip_serializing_if = "Option::is_none")]
    pub(super) bom_ref: Option<&'bill str>,
    pub(super) name: Cow<'bill, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<Cow<'bill, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) hashes: Vec<Hash<'bill>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) licenses: Vec<Choice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) purl: Option<Cow<'bill, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) external_references: Vec<Reference<'bill>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) components: Vec<Self>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) evidence: Option<Evidence<'bill>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) properties: Vec<Property<'bill>>,
}

/// All components, each made when it is written: at once they take several times the memory of what they are of.
pub(super) struct Components<'bill>(pub(super) &'bill Bill<'bill>);

impl Serialize for Components<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let holders = self.0.holders.iter().map(holder::component);
        serializer.collect_seq(holders.chain(self.0.components.iter().map(component)))
    }
}

/// Where a component was seen.
#[derive(Debug, Serialize)]
pub(super) struct Evidence<'bill> {
    occurrences: Vec<Occurrence<'bill>>,
}

#[derive(Debug, Serialize)]
struct Occurrence<'bill> {
    location: Cow<'bill, str>,
}

/// A distribution.
fn component<'bill>(found: &'bill bill::Component<'_>) -> Component<'bill> {
    let distribution = found.distribution;
    let details = found.details();
    let occurrences = found.locations.iter().map(|path| Occurrence { location: path_text(path) });
    Component {
        kind: "library",
        bom_ref: Some(&found.id),
        name: distribution.name.as_written().into(),
        version: distribution.version.as_ref().map(|version| version.as_written().into()),
        hashes: details.map(hashes).unwrap_or_default(),
        licenses: details.map(choices).unwrap_or_default(),
        purl: purl(distribution).map(Cow::Owned),
        external_references: found.origin().map(references).unwrap_or_default(),
        components: found.embedded().iter().map(embedded).collect(),
        evidence: Some(Evidence { occurrences: occurrences.collect() }),
        properties: properties(found),
    }
}

fn properties<'bill>(found: &'bill bill::Component<'_>) -> Vec<Property<'bill>> {
    let mut properties = Properties::default();
    properties.add("fetter:kind", found.distribution.kind.as_str());
    properties.add_all("fetter:installer", found.installers.iter().copied());
    if found.requested {
        properties.add("fetter:requested", "true");
    }
    if let Some(origin) = found.origin() {
        properties.add("fetter:origin", origin.to_string());
        if origin.is_editable() {
            properties.add("fetter:editable", "true");
        }
    }
    if let Some(conda) = found.details().and_then(|details| details.conda.as_ref()) {
        properties.add("fetter:conda-channel", conda.channel.as_str());
        properties.add("fetter:conda-build", conda.build.as_str());
    }
    properties.add_all(
        "fetter:requires-python",
        found.details().and_then(|details| details.requires_python.as_deref()),
    );
    properties.0
}

/// What a bill of materials in the distribution lists (PEP 770).
fn embedded(found: &EmbeddedComponent) -> Component<'_> {
    let mut properties = Properties::default();
    properties.add("fetter:embedded-by", found.file.as_str());
    let purl = found.purl.as_deref().and_then(written_purl);
    if purl.is_none() {
        properties.add_all("fetter:purl-as-written", found.purl.as_deref());
    }
    Component {
        kind: "library",
        name: found.name.as_str().into(),
        version: found.version.as_deref().map(Cow::Borrowed),
        purl: purl.map(Cow::Borrowed),
        properties: properties.0,
        ..Component::default()
    }
}
