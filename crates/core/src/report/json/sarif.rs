//! Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS), as code hosting sites read it.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::safe::write_json;
use super::validation::{ValidationDocument, WireFinding, WirePlace, WireUnchecked};
use crate::metadata::file_url;
use crate::policy::FindingCode;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'document> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'document>; 1],
}

#[derive(Serialize)]
struct Run<'document> {
    tool: Tool,
    invocations: [Invocation<'document>; 1],
    results: Vec<ResultOf<'document>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    help: Message<'static>,
}

#[derive(Serialize)]
struct Message<'text> {
    text: std::borrow::Cow<'text, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'document> {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification<'document>>,
}

#[derive(Serialize)]
struct Notification<'document> {
    level: &'static str,
    message: Message<'document>,
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultOf<'document> {
    rule_id: &'document str,
    rule_index: usize,
    level: &'static str,
    message: Message<'document>,
    locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "package/v1")]
    package: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
}

/// Writes findings, each at the line of the bound that it is about, or else where the package lies.
pub fn write_sarif(document: &ValidationDocument, out: &mut dyn Write) -> io::Result<()> {
    let rule = |code: &FindingCode| Rule {
        id: code.as_str(),
        short_description: Message { text: code.meaning().into() },
        help: Message { text: code.advice().into() },
    };
    let driver = Driver {
        name: "fetter",
        version: env!("CARGO_PKG_VERSION"),
        rules: FindingCode::ALL.iter().map(rule).collect(),
    };
    let invocation = Invocation {
        execution_successful: document.unchecked.is_empty(),
        tool_execution_notifications: document.unchecked.iter().map(notification).collect(),
    };
    let results = document.findings.iter().map(result).collect();
    let run = Run { tool: Tool { driver }, invocations: [invocation], results };
    write_json(out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn result(finding: &WireFinding) -> ResultOf<'_> {
    let installed = finding.installed.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let sites: Vec<String> = finding.sites.iter().map(shown).collect();
    let text = format!(
        "{}: {}{installed}: {} ({}). To do: {}.",
        finding.verdict,
        finding.written,
        finding.reason,
        sites.join(", "),
        finding.advice
    );
    let locations = match &finding.place {
        Some(place) => vec![place_location(place)],
        None => finding.sites.iter().map(path_location).collect(),
    };
    ResultOf {
        rule_id: &finding.code,
        rule_index: FindingCode::ALL
            .iter()
            .position(|code| code.as_str() == finding.code)
            .unwrap_or_default(),
        level: "error",
        message: Message { text: text.into() },
        locations,
        partial_fingerprints: Fingerprints {
            package: format!(
                "{}:{}:{}:{}",
                finding.code,
                finding.name,
                finding.installed.as_deref().unwrap_or_default(),
                finding.requirement.as_deref().unwrap_or_default()
            ),
        },
    }
}

fn notification(unchecked: &WireUnchecked) -> Notification<'_> {
    let place = unchecked.place.as_ref().map(place_location);
    let locations = place.into_iter().chain(unchecked.path.as_ref().map(path_location)).collect();
    let text = format!("could not check: {} [{}]", unchecked.reason, unchecked.code);
    Notification { level: "error", message: Message { text: text.into() }, locations }
}

/// A relative path stays relative, so that a code hosting site finds it in the repository.
fn place_location(place: &WirePlace) -> Location {
    let uri = if place.file.contains("://") {
        place.file.clone()
    } else if place.file.starts_with('/') {
        file_url::of_path(Path::new(&place.file))
    } else {
        let url = file_url::of_path(Path::new(&format!("/{}", place.file)));
        url.trim_start_matches("file:///").to_owned()
    };
    let region = place.line.map(|start_line| Region { start_line });
    Location { physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri }, region } }
}

fn path_location(path: &super::WirePath) -> Location {
    let uri = match std::path::PathBuf::try_from(path.clone()) {
        Ok(path) => file_url::of_path(&path),
        Err(_) => String::new(),
    };
    Location {
        physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri }, region: None },
    }
}

fn shown(path: &super::WirePath) -> String {
    std::path::PathBuf::try_from(path.clone())
        .map(|path| super::super::escape_path(&path).into_owned())
        .unwrap_or_default()
}
