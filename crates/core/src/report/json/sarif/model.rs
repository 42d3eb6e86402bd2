//! The shapes of a SARIF log, as far as fetter fills them (SARIF 2.1.0, section 3).

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::super::WirePath;
use super::super::safe::write_json;
use super::super::validation::{WirePlace, WireUnchecked};
use crate::metadata::file_url;
use crate::report::escape_path;

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
#[serde(rename_all = "camelCase")]
struct Run<'document> {
    tool: Tool<'document>,
    invocations: [Invocation<'document>; 1],
    results: Vec<ResultOf<'document>>,
}

#[derive(Serialize)]
struct Tool<'document> {
    driver: Driver<'document>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'document> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'document>>,
}

/// A kind of result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'document> {
    pub(super) id: Cow<'document, str>,
    pub(super) short_description: Message<'document>,
    pub(super) full_description: Message<'document>,
    pub(super) help: Message<'document>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help_uri: Option<Cow<'document, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) properties: Option<Properties>,
}

/// What code hosting sites sort and filter results by.
#[derive(Serialize)]
pub(super) struct Properties {
    pub(super) tags: Vec<String>,
    /// From 0.1 to 10, as text.
    #[serde(rename = "security-severity", skip_serializing_if = "Option::is_none")]
    pub(super) severity: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Message<'text> {
    pub(super) text: Cow<'text, str>,
}

/// Foreign text as it is: brackets would be a link, braces a place for an argument (section 3.11).
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '[' | ']' => plain.extend(['\\', letter]),
            '{' | '}' => plain.extend([letter, letter]),
            letter => plain.push(letter),
        }
    }
    plain
}

impl<'text> Message<'text> {
    pub(super) fn new(text: impl Into<Cow<'text, str>>) -> Self {
        Self { text: text.into() }
    }
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

/// One result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultOf<'document> {
    pub(super) rule_id: Cow<'document, str>,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Message<'document>,
    pub(super) locations: Vec<Location>,
    pub(super) partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
pub(super) struct Fingerprints {
    #[serde(rename = "package/v1")]
    pub(super) package: String,
}

/// That a result was decided to be borne.
#[derive(Serialize)]
pub(super) struct Suppression {
    pub(super) kind: &'static str,
    pub(super) justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
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

/// Writes a log of one run.
pub(super) fn write_log(
    out: &mut dyn Write,
    rules: Vec<Rule<'_>>,
    results: Vec<ResultOf<'_>>,
    unchecked: &[WireUnchecked],
) -> io::Result<()> {
    let driver = Driver { name: "fetter", version: env!("CARGO_PKG_VERSION"), rules };
    let invocation = Invocation {
        execution_successful: unchecked.is_empty(),
        tool_execution_notifications: unchecked.iter().map(notification).collect(),
    };
    let run = Run { tool: Tool { driver }, invocations: [invocation], results };
    write_json(out, &Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn notification(unchecked: &WireUnchecked) -> Notification<'_> {
    let place = unchecked.place.as_ref().map(place_location);
    let locations = place.into_iter().chain(unchecked.path.as_ref().map(path_location)).collect();
    let text = format!("could not check: {} [{}]", unchecked.reason, unchecked.code);
    Notification { level: "error", message: Message::new(text), locations }
}

/// A relative path stays relative, so that a code hosting site finds it in the repository.
pub(super) fn place_location(place: &WirePlace) -> Location {
    let uri = if place.file.contains("://") {
        place.file.clone()
    } else if place.file.starts_with('/') {
        file_url::of_path(Path::new(&place.file))
    } else {
        let url = file_url::of_path(Path::new(&format!("/{}", place.file)));
        url.trim_start_matches("file:///").to_owned()
    };
    location(uri, place.line)
}

/// Where something lies on the machine.
pub(super) fn path_location(path: &WirePath) -> Location {
    let uri = match PathBuf::try_from(path.clone()) {
        Ok(path) => file_url::of_path(&path),
        Err(_) => String::new(),
    };
    location(uri, None)
}

/// Code hosting sites refuse a location without a line; the first stands for the whole.
pub(super) fn location(uri: String, line: Option<u32>) -> Location {
    let region = Region { start_line: line.unwrap_or(1) };
    Location { physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri }, region } }
}

/// A path as people read it.
pub(super) fn shown(path: &WirePath) -> String {
    PathBuf::try_from(path.clone()).map(|path| escape_path(&path).into_owned()).unwrap_or_default()
}
