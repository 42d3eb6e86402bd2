//! SPDX 2 in JSON.

use std::collections::HashSet;

use serde::Deserialize;

use super::{Collector, EmbeddedSbom, SbomError};
use crate::requirement::PackageName;

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "documentDescribes")]
    described: Option<Vec<String>>,
    packages: Option<Vec<Package>>,
    relationships: Option<Vec<Relationship>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    #[serde(rename = "SPDXID")]
    id: Option<String>,
    name: String,
    version_info: Option<String>,
    external_refs: Option<Vec<ExternalRef>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExternalRef {
    reference_type: Option<String>,
    reference_locator: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relationship {
    relationship_type: Option<String>,
    related_spdx_element: Option<String>,
}

pub(super) fn read(bytes: &[u8], owner: &PackageName, most: usize) -> Result<EmbeddedSbom, SbomError> {
    let document: Document = serde_json::from_slice(bytes)?;
    let describes = |relationship: &Relationship| {
        relationship.relationship_type.as_deref().is_some_and(|kind| kind == "DESCRIBES")
    };
    let related = document.relationships.into_iter().flatten().filter(describes);
    let described: HashSet<String> = document
        .described
        .into_iter()
        .flatten()
        .chain(related.filter_map(|relationship| relationship.related_spdx_element))
        .collect();
    let mut collector = Collector::new(most);
    for package in document.packages.into_iter().flatten() {
        let is_described = package.id.is_some_and(|id| described.contains(&id));
        if is_described && PackageName::new(&package.name) == *owner {
            continue;
        }
        let purl = package.external_refs.into_iter().flatten();
        let purl = purl
            .filter(|reference| reference.reference_type.as_deref() == Some("purl"))
            .find_map(|reference| reference.reference_locator);
        collector.add(&package.name, package.version_info, purl);
    }
    Ok(collector.done())
}
