//! What made the document, of what, and what could not be read.

use serde::Serialize;

use super::MACHINE;
use super::component::Component;
use super::property::{Properties, Property};
use crate::report::bill::{Bill, path_text};
use crate::timestamp::Timestamp;

#[derive(Serialize)]
pub(super) struct Metadata<'bill> {
    timestamp: String,
    lifecycles: [Lifecycle; 1],
    tools: Tools,
    component: Component<'bill>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property<'bill>>,
}

#[derive(Serialize)]
struct Lifecycle {
    phase: &'static str,
}

#[derive(Serialize)]
struct Tools {
    components: [Component<'static>; 1],
}

pub(super) fn metadata<'bill>(bill: &'bill Bill<'_>, created: Timestamp) -> Metadata<'bill> {
    let fetter = Component {
        kind: "application",
        name: "fetter".into(),
        version: Some(env!("CARGO_PKG_VERSION").into()),
        ..Component::default()
    };
    let machine =
        Component { kind: "device", bom_ref: Some(MACHINE), name: MACHINE.into(), ..Component::default() };
    Metadata {
        timestamp: created.to_string(),
        lifecycles: [Lifecycle { phase: "operations" }],
        tools: Tools { components: [fetter] },
        component: machine,
        properties: properties(bill),
    }
}

/// What was searched, what was left out, and what could not be read.
fn properties<'bill>(bill: &'bill Bill<'_>) -> Vec<Property<'bill>> {
    let inventory = bill.inventory;
    let coverage = &inventory.coverage;
    let mut properties = Properties::default();
    properties.add_all("fetter:root", inventory.root.as_deref().map(path_text));
    properties.add_all("fetter:searched", coverage.roots.iter().map(|root| path_text(root)));
    if coverage.interpreters_only {
        properties.add("fetter:interpreters-only", "true");
    }
    if bill.is_part() {
        properties.add("fetter:part", "true");
    }
    let left_out = coverage
        .skipped_mounts
        .iter()
        .map(|mount| format!("{} is mounted from elsewhere ({})", path_text(&mount.path), mount.file_system));
    properties.add_all("fetter:left-out", left_out);
    let problems = inventory.problems.iter();
    let problems =
        problems.map(|problem| format!("{}: {}: {}", problem.code, path_text(&problem.path), problem.reason));
    properties.add_all("fetter:problem", problems);
    properties.0
}
