//! A bill of materials in SPDX 2.3 (ISO/IEC 5962), JSON.

mod license;
mod package;
mod relationship;

use std::io::{self, Write};

use serde::Serialize;

use self::license::{Extracted, extracted};
use self::package::Packages;
use self::relationship::{Relationship, relationships};
use super::digest::uuid_of;
use super::safe::write_json;
use crate::inventory::Inventory;
use crate::report::bill::{Bill, path_text};
use crate::timestamp::Timestamp;

/// What SPDX says where nothing is claimed.
const NO_ASSERTION: &str = "NOASSERTION";
/// The document itself.
const DOCUMENT: &str = "SPDXRef-DOCUMENT";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'bill> {
    spdx_version: &'static str,
    data_license: &'static str,
    #[serde(rename = "SPDXID")]
    id: &'static str,
    name: &'static str,
    #[serde(rename = "documentNamespace", skip_serializing_if = "Option::is_none")]
    namespace: Option<String>,
    creation_info: CreationInfo,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    packages: Packages<'bill>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_extracted_licensing_infos: Vec<Extracted>,
    relationships: Vec<Relationship>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreationInfo {
    created: String,
    creators: [&'static str; 1],
    license_list_version: String,
}

/// Writes an inventory (with details) as a bill of materials that was made at that time. The same inventory at the same time gives the
/// same bytes; at another time it is another document, with another namespace.
pub fn write_spdx(inventory: &Inventory, created: Timestamp, out: &mut dyn Write) -> io::Result<()> {
    let bill = Bill::of(inventory);
    let mut document = document(&bill, created);
    let namespace = format!("https://spdx.org/spdxdocs/fetter-{}", uuid_of(&document)?);
    document.namespace = Some(namespace);
    write_json(out, &document)
}

fn document<'bill>(bill: &'bill Bill<'_>, created: Timestamp) -> Document<'bill> {
    Document {
        spdx_version: "SPDX-2.3",
        data_license: "CC0-1.0",
        id: DOCUMENT,
        name: "fetter-inventory",
        namespace: None,
        creation_info: CreationInfo {
            created: created.to_string(),
            creators: [concat!("Tool: fetter-", env!("CARGO_PKG_VERSION"))],
            license_list_version: list_version(),
        },
        comment: comment(bill),
        packages: Packages(bill),
        has_extracted_licensing_infos: extracted(bill),
        relationships: relationships(bill),
    }
}

/// The list's version as the specification writes it: major and minor.
fn list_version() -> String {
    let version = spdx::license_version();
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// What was left out, and what could not be read.
fn comment(bill: &Bill<'_>) -> Option<String> {
    let inventory = bill.inventory;
    let mounts = inventory.coverage.skipped_mounts.iter().map(|mount| {
        format!("left out: {} is mounted from elsewhere ({})", path_text(&mount.path), mount.file_system)
    });
    let problems = inventory
        .problems
        .iter()
        .map(|problem| format!("{}: {}: {}", problem.code, path_text(&problem.path), problem.reason));
    let named = "left out: all but the interpreters that were named".to_owned();
    let named = inventory.coverage.interpreters_only.then_some(named);
    let part = "part: only packages that a search matched are listed, and not all that they need".to_owned();
    let part = inventory.coverage.part.then_some(part);
    let lines: Vec<String> = part.into_iter().chain(named).chain(mounts).chain(problems).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
