//! Generated requirements files, held against what pip's own parser made of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use fetter_core::manifest::{
    Context, Entry, Format, Hash, Input, Manifest, OpenError, Opened, Role, Source, read,
};
use fetter_core::requirement::{PackageName, Specifiers};
use fetter_testkit::gate::oracle;
use serde_json::Value;

use crate::support::{join, json_lines};

/// The files of one case, which lie in `/root`.
struct Files {
    files: BTreeMap<String, Vec<u8>>,
    variables: BTreeMap<String, String>,
}

impl Context for Files {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        // pip looks for projects below the working directory, which is the root of a case.
        let base = if reference.ends_with("pyproject.toml") { "" } else { base };
        let file = join(base, reference);
        let bytes = self.files.get(&file).cloned().ok_or(OpenError::Missing)?;
        Ok(Opened { file: file.into(), bytes })
    }

    fn variable(&self, _: &str, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    fn file_url(&self, _: &str, path: &str) -> Option<String> {
        Some(format!("file:///root/{}", join("", path)))
    }
}

impl Files {
    fn of(case: &Value) -> Self {
        let contents = |value: &Value| match value["text"].as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => unhex(value["hex"].as_str().expect("text or hex")),
        };
        let object = |key: &str| case[key].as_object().expect("an object").clone();
        let files = object("files").iter().map(|(name, value)| (name.clone(), contents(value))).collect();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let variables = object("variables").iter().map(|(name, value)| (name.clone(), text(value))).collect();
        Self { files, variables }
    }

    fn read(&self, entry: &str) -> Manifest {
        read(&Input { file: &Arc::from(entry), bytes: &self.files[entry], context: self })
    }
}

fn unhex(digits: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("two digits");
    (0..digits.len() / 2).map(byte).collect()
}

#[test]
fn generated_files_are_read_as_by_pip() {
    let Some(file) = oracle("generated requirements files", "pip-requirements.jsonl") else { return };
    let (mut compared, mut differences) = (0, Vec::new());
    for case in json_lines(&file).iter().filter(|case| case["constraint"] != true) {
        let manifest = Files::of(case).read(case["entry"].as_str().expect("a name"));
        compared += compare(case, &manifest, &mut differences);
    }
    assert!(compared > 5000, "{compared}");
    assert!(differences.is_empty(), "{} of {compared}:\n{}", differences.len(), differences.join("\n"));
}

/// Compares a case, and adds every difference that has no explanation. Returns how many requirements were compared.
fn compare(case: &Value, manifest: &Manifest, differences: &mut Vec<String>) -> usize {
    if manifest.format != Format::Requirements {
        // A file with a NUL in it is no text for fetter, and is refused as a whole.
        assert!(case["files"].to_string().contains("\\u0000") && !manifest.problems.is_empty(), "{case}");
        return 0;
    }
    let requirements = case["requirements"].as_array().expect("a list");
    let fails = !case["error"].is_null();
    let message = case["error"]["message"].as_str().unwrap_or_default();
    // Options that older versions of pip have (`legacy_options_of_a_requirement_are_taken`).
    let is_legacy = message.contains("no such option: --global-option")
        || message.contains("no such option: --install-option");
    if fails && manifest.problems.is_empty() && !is_legacy {
        differences.push(format!("pip refuses with {}, fetter does not: {case}", case["error"]));
    }
    let mut entries = manifest.entries.iter().peekable();
    for pip in requirements {
        let at = format!("{}:{}", pip["file"].as_str().expect("a file"), pip["line"]);
        let entry = entries.next_if(|entry| entry.place.to_string() == at);
        let refusal = manifest.problems.iter().find(|problem| problem.place.to_string() == at);
        let parsed = &pip["parsed"];
        let difference = match (entry, parsed["error"].as_str()) {
            (None, None) if !parsed["name"].is_null() && refusal.is_none() => Some("nothing".to_owned()),
            (None, None) if !parsed["name"].is_null() => {
                refusal.map(|problem| format!("refused: {}", problem.message))
            }
            (None, _) if refusal.is_none() => Some("neither an entry nor a problem".to_owned()),
            (None, _) => None,
            (Some(entry), Some(_)) => accepted(entry).then(|| format!("taken for {}", entry.requirement)),
            (Some(entry), None) => differs(pip, entry),
        };
        if let Some(difference) = difference.filter(|_| !is_explained(pip, entry)) {
            differences.push(format!("{at}: {difference}\n    pip: {pip}"));
        }
    }
    if let Some(more) = entries.peek().filter(|_| !fails) {
        differences.push(format!("{}: pip has nothing such as {}", more.place, more.requirement));
    }
    requirements.len()
}

/// What pip refuses is taken for something of pip's, and not for a line of an allow list.
fn accepted(entry: &Entry) -> bool {
    entry.pattern.is_none() && entry.role != Role::Denied
}

/// Differences that are meant, each held by a named test in `requirements_files`.
fn is_explained(pip: &Value, entry: Option<&Entry>) -> bool {
    let text = pip["requirement"].as_str().unwrap_or_default();
    let error = pip["parsed"]["error"].as_str().unwrap_or_default();
    let link = pip["parsed"]["link"].as_str().unwrap_or_default();
    // pip 26 refuses what older versions take behind `#egg=`.
    let egg = error == "InvalidEggFragment";
    // An address without a scheme, which pip takes and git then fails with.
    let without_scheme = text.contains("+git@") && !text.contains("://");
    // Extras behind a named URL belong to the URL, by PEP 508.
    let extras_behind = entry.is_some() && link.contains("://") && text.contains('@') && text.contains(']');
    // pip says what is wrong with a hash only when it compares.
    let hashes = pip["hashes"].as_object().is_some_and(|hashes| {
        hashes.iter().any(|(name, values)| {
            let odd = |value: &Value| {
                Hash::read(&format!("{name}:{}", value.as_str().unwrap_or_default())).is_none()
            };
            values.as_array().is_some_and(|values| values.iter().any(odd))
        })
    });
    // Whether a directory is a project is seen when it is installed.
    let directory = error == "InstallationError"
        && entry.is_some_and(|entry| matches!(entry.source, Source::Directory { .. }));
    egg || without_scheme || extras_behind || hashes || directory || link.contains("%3A")
}

fn differs(pip: &Value, entry: &Entry) -> Option<String> {
    let parsed = &pip["parsed"];
    let requirement = &entry.requirement;
    let mut differences = Vec::new();
    if parsed["name"].as_str().is_some_and(|name| PackageName::new(name) != requirement.name) {
        differences.push(format!("name {}", requirement.name));
    }
    if let Some(specifier) = parsed["specifier"].as_str() {
        let expected: Specifiers = specifier.parse().expect("pip's own specifier");
        if expected.to_string() != requirement.specifiers.to_string() {
            differences.push(format!("specifiers {}", requirement.specifiers));
        }
    }
    let marker = requirement.marker.as_ref().map(ToString::to_string);
    if marker.as_deref() != parsed["marker"].as_str() {
        differences.push(format!("marker {marker:?}"));
    }
    let names = |names: &mut dyn Iterator<Item = String>| {
        let mut names: Vec<String> =
            names.map(|name| PackageName::new(&name).normalized().to_owned()).collect();
        names.sort();
        names.dedup();
        names
    };
    let expected = parsed["extras"].as_array().expect("a list");
    let expected = names(&mut expected.iter().map(|extra| extra.as_str().expect("a text").to_owned()));
    if names(&mut requirement.extras.iter().map(ToString::to_string)) != expected {
        differences.push(format!("extras {:?}", requirement.extras));
    }
    if (entry.role == Role::Constraint) != (pip["constraint"] == true) {
        differences.push(format!("role {:?}", entry.role));
    }
    differences.extend(source_differs(parsed, entry));
    (!differences.is_empty()).then(|| differences.join("; "))
}

/// Whether a link leads elsewhere than the entry says.
fn source_differs(parsed: &Value, entry: &Entry) -> Option<String> {
    let difference = || Some(format!("source {}", entry.source));
    match (&entry.source, parsed["link"].as_str()) {
        (Source::Index { .. }, None) => None,
        (Source::Index { .. }, Some(_)) | (_, None) => difference(),
        (source, Some(link)) => {
            let link = absolute(&unquote(&link.replace("$ROOT", "/root").replace("file:////", "file:///")));
            let expected = Source::of_url(&link);
            // A path's `@` and what follows is no revision.
            let expected = unquote(&expected.to_string().replace("-e ", ""));
            let found = unquote(&source.to_string().replace("-e ", ""));
            let is_same = expected == found || Some(&*expected) == found.split("#egg=").next();
            if is_same || link.starts_with("file:") && link.split('#').next() == Some(&found) {
                None
            } else {
                difference()
            }
        }
    }
}

/// A relative path, which pip keeps as it is, below the directory that it works in.
fn absolute(link: &str) -> String {
    let path = link.strip_prefix("file:").unwrap_or(link);
    let path = path.split('#').next().unwrap_or(path);
    let is_relative = !path.starts_with('/') && !path.contains(':');
    if is_relative { format!("file:///root/{}", join("", path)) } else { link.to_owned() }
}

fn unquote(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        if let Some(code) = code.filter(|_| *first == b'%') {
            bytes.push(code);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// pip takes `word:path/x.tar.gz` for a path if it knows no such scheme. fetter takes a word before a colon for a scheme, as
/// RFC 3986 does: a path that begins so is written `./word:path/x.tar.gz`.
#[test]
fn a_word_before_a_colon_is_a_scheme() {
    let text = |text: &str| ("requirements.txt".to_owned(), text.as_bytes().to_vec());
    let files = [text("word:wheels/idna-3.4.tar.gz\n./word:wheels/idna-3.4.tar.gz\n")].into();
    let manifest = Files { files, variables: BTreeMap::new() }.read("requirements.txt");
    let sources: Vec<String> = manifest.entries.iter().map(|entry| entry.source.to_string()).collect();
    assert_eq!(sources, ["word:wheels/idna-3.4.tar.gz", "file:///root/word:wheels/idna-3.4.tar.gz"]);
}
