//! A bill of materials in CycloneDX 1.6 (ECMA-424), JSON.

mod component;
mod composition;
mod dependency;
mod holder;
mod license;
mod metadata;
mod property;
mod reference;

use std::io::{self, Write};

use serde::Serialize;

use self::component::Components;
use self::composition::{Composition, compositions};
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
    components: Components<'bill>,
    dependencies: Vec<Dependency<'bill>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compositions: Vec<Composition<'bill>>,
}

/// Writes an inventory (with details) as a bill of materials that was made at that time. The same inventory at the same time gives the
/// same bytes; at another time it is another document, with another serial number.
pub fn write_cyclonedx(inventory: &Inventory, created: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let bill = Bill::of(inventory);
    let mut document = document(&bill, created);
    document.serial_number = Some(format!("urn:uuid:{}", uuid_of(&document)?));
    write_json(out, &document)
}

fn document<'bill>(bill: &'bill Bill<'_>, created: Timestamp) -> Document<'bill> {
    Document {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: None,
        version: 1,
        metadata: metadata::metadata(bill, created),
        components: Components(bill),
        dependencies: dependencies(bill),
        compositions: compositions(bill),
    }
}
