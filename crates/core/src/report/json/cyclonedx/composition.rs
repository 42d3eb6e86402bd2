//! How complete the document is.

use serde::Serialize;

use super::MACHINE;
use crate::report::bill::{Bill, Knowledge};

/// What is complete to the same degree: things with what they consist of (`assemblies`) or depend on (`dependencies`).
#[derive(Debug, Serialize)]
pub(super) struct Composition<'bill> {
    aggregate: &'static str,
    assemblies: Vec<&'bill str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<&'bill str>,
}

/// What is known to lack something, if anything does. Nothing is claimed of the rest.
pub(super) fn compositions<'bill>(bill: &'bill Bill<'_>) -> Vec<Composition<'bill>> {
    if !bill.is_incomplete() {
        return Vec::new();
    }
    let mut lacking =
        Composition { aggregate: "incomplete", assemblies: vec![MACHINE], dependencies: Vec::new() };
    if bill.is_part() {
        lacking.assemblies.extend(bill.holders.iter().map(|holder| holder.id.as_str()));
        lacking.dependencies.clone_from(&lacking.assemblies);
        let cut = bill.components.iter().enumerate();
        let cut = cut.filter(|(number, _)| bill.knowledge(*number) == Knowledge::Part);
        lacking.dependencies.extend(cut.map(|(_, component)| component.id.as_str()));
    }
    vec![lacking]
}
