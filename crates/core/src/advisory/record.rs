//! One record in the OSV format (OSV schema 1.7), from its JSON.
//!
//! Records are written by many hands. What is not understood and changes no verdict is left out; what could change one (a list of
//! versions that is no list, say) refuses the record, and whoever reads it says so.

use serde::{Deserialize, Serialize};

use super::event::EventKind;
use crate::metadata::credentials::mask_credentials;
use crate::requirement::PackageName;

/// The ecosystem of Python packages (OSV schema, "Defined ecosystems").
const ECOSYSTEM: &str = "PyPI";
/// How long a summary is kept, in characters. The longest that were seen have 182.
const SUMMARY: usize = 240;
/// How long any other single text of a record may be, in bytes; longer ones are cut, and are no identifiers or versions.
const TEXT: usize = 4096;
/// How many bytes of references are kept.
const REFERENCES: usize = 32 * 1024;
/// How long a version may be, in bytes.
const VERSION: usize = 1024;
/// How many packages, and how many other names, one record may have.
const MANY: usize = 1000;

/// One record: what is affected, and what there is to say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advisory {
    /// Its identifier: `PYSEC-…`, `GHSA-…`, `MAL-…`.
    pub id: String,
    /// Identifiers of the same fact in other databases.
    pub aliases: Vec<String>,
    /// Since when it is withdrawn (RFC 3339), if it is.
    pub withdrawn: Option<String>,
    /// The Python packages that it is about, one for each entry of the record.
    pub affected: Vec<Affected>,
    /// What there is to say of it.
    pub detail: Detail,
}

/// What of a package is affected: the listed versions, and those in one of the ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// The package.
    pub package: PackageName,
    /// Versions that are affected, as written.
    pub versions: Vec<String>,
    /// The events of each range of type `ECOSYSTEM`.
    pub ranges: Vec<Vec<Event>>,
}

/// One event of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happens.
    pub kind: EventKind,
    /// At which version, as written; `0` is before all versions where something is introduced.
    pub version: String,
}

/// What a record says that decides nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// One line on what it is about: the summary, or else the beginning of the details.
    pub summary: String,
    /// When it was published (RFC 3339), as written.
    pub published: Option<String>,
    /// When it was last changed (RFC 3339), as written.
    pub modified: Option<String>,
    /// CVSS vectors, as written, each once.
    pub vectors: Vec<String>,
    /// How severe the database that the record is from calls it, in its own word.
    pub rating: Option<String>,
    /// `CWE-…` identifiers, sorted.
    pub cwes: Vec<String>,
    /// Links.
    pub references: Vec<Reference>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// `ADVISORY`, `FIX`, `WEB` …
    pub kind: String,
    /// Where it leads, as written.
    pub url: String,
}

/// Why a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It is no JSON of the schema's shape.
    #[error("it is no record of the OSV schema: {0}")]
    Shape(String),
    /// It has no identifier that could be named, or one that is none.
    #[error("it has no usable identifier")]
    Id,
}

#[derive(Deserialize)]
struct RawRecord {
    id: String,
    #[serde(default)]
    aliases: Option<Vec<String>>,
    withdrawn: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    summary: Option<String>,
    details: Option<String>,
    #[serde(default)]
    severity: Option<Vec<RawSeverity>>,
    #[serde(default)]
    affected: Option<Vec<RawAffected>>,
    #[serde(default)]
    references: Option<Vec<RawReference>>,
    #[serde(default)]
    database_specific: serde_json::Value,
}

#[derive(Deserialize)]
struct RawSeverity {
    #[serde(default)]
    score: String,
}

#[derive(Deserialize)]
struct RawAffected {
    package: Option<RawPackage>,
    #[serde(default)]
    versions: Option<Vec<String>>,
    #[serde(default)]
    ranges: Option<Vec<RawRange>>,
    #[serde(default)]
    severity: Option<Vec<RawSeverity>>,
    #[serde(default)]
    database_specific: serde_json::Value,
}

#[derive(Deserialize)]
struct RawPackage {
    ecosystem: String,
    name: String,
}

#[derive(Deserialize)]
struct RawRange {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    events: Vec<RawEvent>,
}

#[derive(Deserialize)]
struct RawEvent {
    introduced: Option<String>,
    fixed: Option<String>,
    last_affected: Option<String>,
    limit: Option<String>,
}

#[derive(Deserialize)]
struct RawReference {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    url: String,
}

/// Reads a record. What it says of other ecosystems than Python's is left out; a record may be about nothing then.
pub fn read_record(json: &[u8]) -> Result<Advisory, RecordError> {
    let raw: RawRecord = serde_json::from_slice(json).map_err(|error| shape(error.to_string()))?;
    if !is_identifier(&raw.id) {
        return Err(RecordError::Id);
    }
    let raw_affected: Vec<RawAffected> =
        raw.affected.unwrap_or_default().into_iter().filter(is_of_python).collect();
    let aliases = raw.aliases.unwrap_or_default();
    if raw_affected.len() > MANY || aliases.len() > MANY {
        return Err(shape(format!("it names more than {MANY} packages or aliases")));
    }
    let own = raw_affected.iter().flat_map(|affected| affected.severity.iter().flatten());
    let vectors = sorted(raw.severity.iter().flatten().chain(own).map(|severity| severity.score.clone()));
    let cwes = cwes(&raw.database_specific, &raw_affected);
    let detail = Detail {
        summary: summary(raw.summary.as_deref(), raw.details.as_deref()),
        published: raw.published.map(cut),
        modified: raw.modified.map(cut),
        vectors,
        rating: raw
            .database_specific
            .get("severity")
            .and_then(|word| word.as_str())
            .map(|word| cut(word.to_owned())),
        cwes,
        references: references(raw.references.unwrap_or_default()),
    };
    let aliases = sorted(aliases.into_iter().filter(|alias| is_identifier(alias)));
    let withdrawn = raw.withdrawn.filter(|moment| !moment.trim().is_empty()).map(cut);
    let affected = raw_affected.into_iter().map(affected).collect::<Result<_, _>>()?;
    Ok(Advisory { id: raw.id, aliases, withdrawn, affected, detail })
}

/// Identifiers stand in tables, files and URLs.
fn is_identifier(text: &str) -> bool {
    (1..=256).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_of_python(affected: &RawAffected) -> bool {
    // An ecosystem may have a suffix after a colon.
    affected.package.as_ref().is_some_and(|package| {
        package.ecosystem.split(':').next().is_some_and(|name| name.eq_ignore_ascii_case(ECOSYSTEM))
    })
}

fn affected(raw: RawAffected) -> Result<Affected, RecordError> {
    let name = raw.package.map(|package| package.name).unwrap_or_default();
    // As an installed version is taken: without the white space around it.
    let trimmed = |version: String| match version.trim() {
        whole if whole.len() == version.len() => version,
        part => part.to_owned(),
    };
    let versions: Vec<String> = raw.versions.unwrap_or_default().into_iter().map(trimmed).collect();
    if name.len() > VERSION || versions.iter().any(|version| version.len() > VERSION) {
        return Err(shape(format!("a name or a version has more than {VERSION} bytes")));
    }
    let mut ranges = Vec::new();
    for range in raw.ranges.unwrap_or_default() {
        match range.kind.as_str() {
            // Ranges of commits say nothing about versions; a record that has both puts them first.
            "GIT" => {}
            "ECOSYSTEM" | "SEMVER" => {
                let events = range.events.into_iter().map(event).collect::<Result<Vec<_>, _>>()?;
                ranges.push(events.into_iter().flatten().collect());
            }
            kind => return Err(shape(format!("a range is of the type {kind:?}, which is not known"))),
        }
    }
    Ok(Affected { package: PackageName::new(&name), versions, ranges })
}

/// An event; nothing of a `limit`, which decides nothing where versions are in order.
fn event(raw: RawEvent) -> Result<Option<Event>, RecordError> {
    let kinds = [
        (EventKind::Introduced, raw.introduced),
        (EventKind::Fixed, raw.fixed),
        (EventKind::LastAffected, raw.last_affected),
    ];
    let mut known = kinds.into_iter().filter_map(|(kind, version)| Some((kind, version?)));
    match known.next() {
        Some((_, version)) if version.len() > VERSION => {
            Err(shape(format!("a version has more than {VERSION} bytes")))
        }
        Some((kind, version)) => Ok(Some(Event { kind, version: version.trim().to_owned() })),
        None if raw.limit.is_some() => Ok(None),
        None => Err(shape("an event is of no kind that is known".to_owned())),
    }
}

/// What is wrong, in a few words: a message of the JSON reader may quote the whole file.
fn shape(mut reason: String) -> RecordError {
    const SHOWN: usize = 200;
    if let Some((end, _)) = reason.char_indices().nth(SHOWN) {
        reason.truncate(end);
        reason.push('…');
    }
    RecordError::Shape(reason)
}

/// The summary, or the beginning of the details, on one line.
fn summary(summary: Option<&str>, details: Option<&str>) -> String {
    let first = |text: &str| {
        let words =
            text.split_whitespace().filter(|word| !word.bytes().all(|byte| b"-#*_=`".contains(&byte)));
        let mut line = String::new();
        for word in words {
            if line.chars().count() + word.chars().count() >= SUMMARY {
                line.push('…');
                break;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        line
    };
    let own = summary.map(first).filter(|line| !line.is_empty());
    own.or_else(|| details.map(first).map(sentence)).unwrap_or_default()
}

/// The first sentence of a text, unless that is a word or two.
fn sentence(mut text: String) -> String {
    const SHORTEST: usize = 40;
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    if let Some(end) = ends.into_iter().find(|end| *end > SHORTEST) {
        text.truncate(end);
    }
    text
}

fn references(raw: Vec<RawReference>) -> Vec<Reference> {
    let mut room = REFERENCES;
    let whole = raw.into_iter().filter(|link| !link.url.is_empty() && link.url.len() <= TEXT);
    let fitting = whole.take_while(|link| {
        room = room.saturating_sub(link.url.len());
        room > 0
    });
    // Nobody's password is shown because a record has it in a link.
    fitting.map(|link| Reference { kind: cut(link.kind), url: mask_credentials(&link.url) }).collect()
}

/// `cwe_ids` of GitHub's records, `cwes` of the malware ones.
fn cwes(own: &serde_json::Value, affected: &[RawAffected]) -> Vec<String> {
    fn ids(value: &serde_json::Value) -> Vec<String> {
        let lists = ["cwe_ids", "cwes"].into_iter().filter_map(|key| value.get(key)?.as_array());
        let id = |entry: &serde_json::Value| {
            let text = entry.as_str().or_else(|| entry.get("cweId")?.as_str())?;
            is_identifier(text).then(|| text.to_owned())
        };
        lists.flatten().filter_map(id).collect()
    }
    sorted(ids(own).into_iter().chain(affected.iter().flat_map(|affected| ids(&affected.database_specific))))
}

fn sorted(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.filter(|text| !text.is_empty() && text.len() <= TEXT).collect();
    texts.sort();
    texts.dedup();
    texts
}

fn cut(mut text: String) -> String {
    let end = (0..=TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{
        "id": "PYSEC-1", "modified": "2026-01-02T00:00:00Z", "aliases": ["GHSA-b", "CVE-1", "GHSA-b"],
        "details": "\n---\n_-= Per source =-_\n\nA *package*\nthat lies.",
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:H"}],
        "database_specific": {"cwe_ids": ["CWE-22"], "severity": "MODERATE"},
        "affected": [
            {"package": {"ecosystem": "npm", "name": "other"}, "versions": ["9"]},
            {"package": {"ecosystem": "PyPI", "name": "Zope.Interface"}, "versions": ["1.0"],
             "database_specific": {"cwes": [{"cweId": "CWE-506", "name": "x"}]},
             "ranges": [{"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "abc"}]},
                        {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}, {"limit": "3"}]}]},
            {"ranges": [{"type": "GIT", "events": []}]}
        ]}"#;

    #[test]
    fn what_decides_and_what_is_said_are_read() {
        let advisory = read_record(RECORD.as_bytes()).unwrap();
        assert_eq!(advisory.aliases, ["CVE-1", "GHSA-b"]);
        assert_eq!(advisory.affected.len(), 1);
        let affected = &advisory.affected[0];
        assert_eq!(affected.package.normalized(), "zope-interface");
        assert_eq!(affected.ranges.len(), 1);
        assert_eq!(affected.ranges[0].len(), 2);
        assert_eq!(advisory.detail.cwes, ["CWE-22", "CWE-506"]);
        assert_eq!(advisory.detail.rating.as_deref(), Some("MODERATE"));
        assert_eq!(advisory.detail.summary, "Per source A *package* that lies.");
    }

    #[test]
    fn what_would_change_a_verdict_refuses_the_record() {
        for (json, why) in [
            (
                r#"{"id": "A", "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": "1.0"}]}"#,
                "versions",
            ),
            (r#"{"id": "A", "affected": {}}"#, "affected"),
            (r#"{"affected": []}"#, "id"),
            (
                r#"{"id": "A", "affected": [{"package": {"ecosystem": "pypi", "name": "a"}, "ranges": [{"type": "MAGIC", "events": []}]}]}"#,
                "type",
            ),
            (
                r#"{"id": "A", "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introdced": "0"}]}]}]}"#,
                "event",
            ),
            ("[]", "array"),
            ("", "empty"),
        ] {
            assert!(matches!(read_record(json.as_bytes()), Err(RecordError::Shape(_))), "{why}");
        }
        assert_eq!(read_record(br#"{"id": "a b"}"#), Err(RecordError::Id));
        assert!(read_record(br#"{"id": "A", "affected": null, "aliases": null}"#).is_ok());
    }

    #[test]
    fn long_texts_are_cut() {
        let json = format!(
            r#"{{"id": "A", "summary": "{}", "modified": "{}"}}"#,
            "wörd ".repeat(1000),
            "é".repeat(5000)
        );
        let advisory = read_record(json.as_bytes()).unwrap();
        assert!(advisory.detail.summary.chars().count() <= SUMMARY + 1);
        assert!(advisory.detail.modified.unwrap().len() <= TEXT);
    }
}
