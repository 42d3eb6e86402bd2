//! Relationships: the document describes what holds packages, that contains them, and they depend on each other.

use std::collections::BTreeSet;

use serde::Serialize;

use super::DOCUMENT;
use super::package::{embedded_id, reference};
use crate::report::bill::Bill;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Relationship {
    spdx_element_id: String,
    #[serde(rename = "relationshipType")]
    kind: &'static str,
    related_spdx_element: String,
}

pub(super) fn relationships(bill: &Bill<'_>) -> Vec<Relationship> {
    let mut all = Vec::new();
    let mut relate = |from: &str, kind, to: String| {
        all.push(Relationship { spdx_element_id: from.to_owned(), kind, related_spdx_element: to });
    };
    let ids: Vec<String> = bill.components.iter().map(|component| reference(&component.id)).collect();
    for holder in &bill.holders {
        let id = reference(&holder.id);
        relate(DOCUMENT, "DESCRIBES", id.clone());
        for &component in &holder.holds {
            relate(&id, "CONTAINS", ids[component].clone());
        }
    }
    for ((component, needs), id) in bill.components.iter().zip(&bill.needs).zip(&ids) {
        for &needed in needs {
            relate(id, "DEPENDS_ON", ids[needed].clone());
        }
        // Two files of one distribution may list the same.
        for embedded in component.embedded().iter().map(embedded_id).collect::<BTreeSet<_>>() {
            relate(id, "CONTAINS", embedded);
        }
    }
    all
}
