//! What was found, as vulnerabilities of a CycloneDX 1.6 document (ECMA-424, "Vulnerabilities").

mod analysis;
mod rating;
mod vulnerability;

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use self::vulnerability::{Vulnerability, vulnerability};
use super::digest::uuid_of;
use super::safe::write_json;
use crate::audit::AuditOutcome;
use crate::report::vex::{Issued, Product, Statement, statements};

/// How long a version may be, in characters (the schema's `version`). The package URL has it whole.
const VERSION: usize = 1024;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'outcome> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    version: u32,
    metadata: Metadata<'outcome>,
    components: Vec<Component<'outcome>>,
    vulnerabilities: Vec<Vulnerability<'outcome>>,
}

#[derive(Serialize)]
struct Metadata<'outcome> {
    timestamp: String,
    tools: Tools,
    authors: [Author<'outcome>; 1],
}

#[derive(Serialize)]
struct Tools {
    components: [Component<'static>; 1],
}

#[derive(Serialize)]
struct Author<'outcome> {
    name: &'outcome str,
}

#[derive(Serialize)]
struct Component<'outcome> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "bom-ref", skip_serializing_if = "Option::is_none")]
    bom_ref: Option<&'outcome str>,
    name: &'outcome str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'outcome str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<&'outcome str>,
}

/// Writes what is known of vulnerabilities and malware as a CycloneDX document, with the components that they concern. The same
/// outcome at the same time by the same author gives the same bytes.
pub fn write_cyclonedx_vex(
    outcome: &AuditOutcome,
    issued: Issued<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let stated = statements(outcome);
    let mut document = Document {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: None,
        version: 1,
        metadata: metadata(issued),
        components: components(&stated),
        vulnerabilities: stated.iter().map(vulnerability).collect(),
    };
    document.serial_number = Some(format!("urn:uuid:{}", uuid_of(&document)?));
    write_json(out, &document)
}

fn metadata(issued: Issued<'_>) -> Metadata<'_> {
    let fetter = Component {
        kind: "application",
        bom_ref: None,
        name: "fetter",
        version: Some(env!("CARGO_PKG_VERSION")),
        purl: None,
    };
    Metadata {
        timestamp: issued.created.to_string(),
        tools: Tools { components: [fetter] },
        authors: [Author { name: issued.author }],
    }
}

/// Every release that something is stated of, once.
fn components<'stated>(stated: &'stated [Statement<'_>]) -> Vec<Component<'stated>> {
    let products: BTreeMap<&str, &Product<'_>> = stated
        .iter()
        .flat_map(|statement| &statement.products)
        .map(|product| (product.purl.as_str(), product))
        .collect();
    let component = |(purl, product): (&'stated str, &'stated Product<'_>)| Component {
        kind: "library",
        bom_ref: Some(purl),
        name: product.name,
        version: Some(product.version).filter(|version| version.chars().count() <= VERSION),
        purl: Some(purl),
    };
    products.into_iter().map(component).collect()
}
