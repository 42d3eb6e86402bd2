//! What was found, as an OpenVEX 0.2.0 document.

use std::io::{self, Write};

use serde::Serialize;

use super::advisory_source::source_of;
use super::digest::sha256_of;
use super::safe::write_json;
use crate::audit::AuditOutcome;
use crate::audit::vex::{Justification, VexStatus};
use crate::report::vex::{Issued, Product, Standing, Statement, statements};

/// The namespace that anybody may take names of (OpenVEX, "Public IRI Namespaces").
const NAMESPACE: &str = "https://openvex.dev/docs/public/vex-";

#[derive(Serialize)]
struct Document<'outcome> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    author: &'outcome str,
    role: &'static str,
    timestamp: String,
    version: u32,
    tooling: &'static str,
    statements: Vec<WireStatement<'outcome>>,
}

#[derive(Default, Serialize)]
struct WireStatement<'outcome> {
    vulnerability: WireVulnerability<'outcome>,
    /// The document's, so that the statement can be taken into another document.
    timestamp: String,
    products: Vec<WireProduct>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impact_statement: Option<&'outcome str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action_statement: Option<String>,
}

#[derive(Default, Serialize)]
struct WireVulnerability<'outcome> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: &'outcome str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'outcome str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: Vec<&'outcome str>,
}

#[derive(Serialize)]
struct WireProduct {
    #[serde(rename = "@id")]
    id: String,
    identifiers: WireIdentifiers,
}

#[derive(Serialize)]
struct WireIdentifiers {
    purl: String,
}

/// Writes what is known of vulnerabilities and malware as an OpenVEX document. The same outcome at the same time by the same author
/// gives the same bytes. Where no fact is found, it has no statement, which OpenVEX's schema does not provide for.
pub fn write_openvex(outcome: &AuditOutcome, issued: Issued<'_>, out: &mut dyn Write) -> io::Result<()> {
    let stated = statements(outcome);
    let mut document = Document {
        context: "https://openvex.dev/ns/v0.2.0",
        id: None,
        author: issued.author,
        // Optional; some readers fail without it.
        role: "Document Creator",
        timestamp: issued.created.to_string(),
        version: 1,
        tooling: concat!("fetter ", env!("CARGO_PKG_VERSION")),
        statements: stated.iter().map(|statement| wire_statement(statement, issued)).collect(),
    };
    document.id = Some(format!("{NAMESPACE}{}", sha256_of(&document)?));
    write_json(out, &document)
}

fn wire_statement<'outcome>(
    statement: &Statement<'outcome>,
    issued: Issued<'outcome>,
) -> WireStatement<'outcome> {
    let common = WireStatement {
        vulnerability: vulnerability(statement),
        timestamp: issued.created.to_string(),
        products: statement.products.iter().map(product).collect(),
        status_notes: notes(&statement.notes, None),
        ..WireStatement::default()
    };
    match &statement.standing {
        Standing::Found { advice } => WireStatement {
            status: VexStatus::Affected.as_str(),
            action_statement: Some(advice.clone()),
            ..common
        },
        Standing::Borne { reason, until, advice } => WireStatement {
            status: VexStatus::Affected.as_str(),
            action_statement: Some(format!("borne until {until}: {reason}; then: {advice}")),
            ..common
        },
        Standing::NotAffected { justification, text, document } => {
            // The schema allows one of them, and the label is what programs read.
            let (more, impact) = if justification.is_some() { (*text, None) } else { (None, *text) };
            WireStatement {
                status: VexStatus::NotAffected.as_str(),
                justification: justification.map(Justification::as_str),
                impact_statement: impact,
                status_notes: notes(&statement.notes, Some((document, more))),
                ..common
            }
        }
        Standing::Fixed { text, document } => WireStatement {
            status: VexStatus::Fixed.as_str(),
            status_notes: notes(&statement.notes, Some((document, *text))),
            ..common
        },
    }
}

fn vulnerability<'outcome>(statement: &Statement<'outcome>) -> WireVulnerability<'outcome> {
    let (name, aliases) =
        statement.names.split_first().map_or(("", Vec::new()), |(name, rest)| (*name, rest.to_vec()));
    WireVulnerability { id: source_of(name).url, name, description: &statement.fact.summary, aliases }
}

fn product(product: &Product<'_>) -> WireProduct {
    WireProduct { id: product.purl.clone(), identifiers: WireIdentifiers { purl: product.purl.clone() } }
}

/// What qualifies a statement, and who stated it first.
fn notes(notes: &[String], stated: Option<(&str, Option<&str>)>) -> Option<String> {
    let stated = stated.map(|(document, text)| match text {
        Some(text) => format!("as stated in {document}: {text}"),
        None => format!("as stated in {document}"),
    });
    let all: Vec<&str> = stated.iter().chain(notes).map(String::as_str).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
