//! A bill of materials in CycloneDX 1.6 (ECMA-424), JSON.

mod component;
mod dependency;
mod holder;
mod license;
mod metadata;
mod property;
mod reference;

use std::io::{self, Write};

use serde::Serialize;

use self::component::Component;
use self::dependency::{Dependency, dependencies};
use self::metadata::Metadata;
use super::digest::uuid_of;
use super::safe::write_json;
use crate::inventory::Inventory;
use crate::report::bill::Bill;
use crate::timestamp::Timestamp;

/// What stands for all that was searched: the component that the bill is of.
const MACHINE: &str = "machine";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'bill> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    version: u32,
    metadata: Metadata<'bill>,
    components: Vec<Component<'bill>>,
    dependencies: Vec<Dependency<'bill>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compositions: Vec<Composition>,
}

/// How complete something is.
#[derive(Serialize)]
struct Composition {
    aggregate: &'static str,
    assemblies: [&'static str; 1],
}

/// Writes an inventory (with details) as a bill of materials that was made at that time. But for the time, the same inventory gives the
/// same bytes.
pub fn write_cyclonedx(inventory: &Inventory, created: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let bill = Bill::of(inventory);
    let mut document = document(&bill);
    document.serial_number = Some(format!("urn:uuid:{}", uuid_of(&document)?));
    document.metadata.timestamp = Some(created.to_string());
    write_json(out, &document)
}

fn document<'bill>(bill: &'bill Bill<'_>) -> Document<'bill> {
    let holders = bill.holders.iter().map(holder::component);
    let components = holders.chain(bill.components.iter().map(component::component)).collect();
    let incomplete = Composition { aggregate: "incomplete", assemblies: [MACHINE] };
    Document {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: None,
        version: 1,
        metadata: metadata::metadata(bill),
        components,
        dependencies: dependencies(bill),
        compositions: bill.is_incomplete().then_some(incomplete).into_iter().collect(),
    }
}
