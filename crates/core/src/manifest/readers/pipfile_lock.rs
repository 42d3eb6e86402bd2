//! Pipenv's `Pipfile.lock`: JSON.
//!
//! `default` always holds; `develop` is a group that `dev` chooses too; any other category is a group of its name. `pipenv
//! sync` installs no group that it is not told.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::locked::settle;
use super::pipenv_package::Written;
use super::pipfile::{read_python, selectors};
use super::reading::Reading;
use super::requirements_file::{Base, project_name};
use super::toml_document::{Lines, text};
use crate::manifest::{Entry, Format, Input, Manifest, ManifestProblemCode};
use crate::requirement::PackageName;

/// An object's keys and values in the order of the file, each value as it is written there: where it stands tells its line.
struct Object<'text>(Vec<(String, &'text RawValue)>);

impl<'de: 'text, 'text> Deserialize<'de> for Object<'text> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The text, and where its lines begin.
struct Located<'text> {
    text: &'text str,
    lines: Lines,
}

impl Located<'_> {
    fn line(&self, value: &RawValue) -> u32 {
        // The value is a part of the text.
        let at = (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.lines.line(at)
    }
}

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut reading = Reading::new(Format::PipfileLock, input);
    let Some(text) = text(input, &mut reading.manifest) else { return reading.manifest };
    let root: Object<'_> = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            reading.problem(
                line,
                ManifestProblemCode::FileInvalid,
                format!("the file is no valid JSON: {error}"),
            );
            return reading.manifest;
        }
    };
    let located = Located { text, lines: Lines::of(text) };
    let categories: HashSet<&str> = root.0.iter().map(|(category, _)| category.as_str()).collect();
    let meta = root.0.iter().find(|(key, _)| key == "_meta").map(|(_, meta)| *meta);
    if meta.is_some() && !categories.contains("default") {
        let message = "there is no \"default\", which Pipenv always writes: the file may be cut; lock again";
        reading.problem(0, ManifestProblemCode::FileInvalid, message);
    }
    let indexes = read_meta(meta, &located, &mut reading);
    for (category, packages) in root.0.iter().filter(|(key, _)| key != "_meta") {
        let when = selectors(category, categories.contains("dev"), &mut reading);
        let Ok(listed) = serde_json::from_str::<Object<'_>>(packages.get()) else {
            let message = format!("an object of packages was expected under {category:?}");
            reading.invalid(located.line(packages), message);
            continue;
        };
        for (name, package) in listed.0 {
            let line = located.line(package);
            match entry_of(&PackageName::new(&name), package, line, &indexes, &mut reading) {
                Ok(entry) => reading.manifest.entries.push(Entry { when: when.clone(), ..entry }),
                Err(message) => reading.invalid(line, format!("the package {name}: {message}")),
            }
        }
    }
    reading.manifest
}

/// Reads what is said of the whole file; the URLs of the indexes by their names.
fn read_meta(
    meta: Option<&RawValue>,
    located: &Located<'_>,
    reading: &mut Reading<'_>,
) -> HashMap<String, String> {
    let Some(raw) = meta else {
        let message =
            "there is no \"_meta\", which Pipenv writes first: this is no Pipfile.lock, or a part of one";
        reading.problem(0, ManifestProblemCode::FileInvalid, message);
        return HashMap::new();
    };
    let line = located.line(raw);
    let Ok(meta) = serde_json::from_str::<Value>(raw.get()) else {
        reading.problem(line, ManifestProblemCode::FileInvalid, "\"_meta\" is not understood");
        return HashMap::new();
    };
    if let Some(version) =
        meta.get("pipfile-spec").filter(|version| version.as_u64().is_none_or(|version| version > 6))
    {
        let message = format!("pipfile-spec {version} is not known; up to 6 are");
        reading.problem(line, ManifestProblemCode::VersionUnknown, message);
    }
    let requires = &meta["requires"];
    let keys = ["python_full_version", "python_version"];
    if let Some(python) = keys.iter().find_map(|key| requires[*key].as_str()) {
        read_python(python, line, reading);
    }
    let named =
        |source: &Value| Some((source["name"].as_str()?.to_owned(), source["url"].as_str()?.to_owned()));
    meta["sources"].as_array().into_iter().flatten().filter_map(named).collect()
}

fn entry_of(
    name: &PackageName,
    raw: &RawValue,
    line: u32,
    indexes: &HashMap<String, String>,
    reading: &mut Reading<'_>,
) -> Result<Entry, String> {
    if !name.is_valid() {
        return Err("this is no name of a package".to_owned());
    }
    let package: Value = serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
    if !package.is_object() {
        return Err("an object was expected".to_owned());
    }
    let name = &project_at(name, &package, reading)?;
    let odd = RefCell::new(None);
    let expected = |what: &str, key: &str| *odd.borrow_mut() = Some(format!("expected {what} under {key:?}"));
    let get = |key: &str| package.get(key).filter(|value| !value.is_null());
    let written = Written {
        texts: &|key| {
            let text = get(key)?.as_str();
            if text.is_none() {
                expected("a text", key);
            }
            text
        },
        lists: &|key| {
            let Some(list) = get(key) else { return Vec::new() };
            let texts = list.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
            texts.unwrap_or_else(|| {
                expected("a list of texts", key);
                Vec::new()
            })
        },
        editable: get("editable").and_then(|editable| {
            if !editable.is_boolean() {
                expected("true or false", "editable");
            }
            editable.as_bool()
        }),
        index: get("index").and_then(Value::as_str).and_then(|index| indexes.get(index)).map(String::as_str),
    };
    let mut entry = written.entry(name, reading.place(line), reading.input)?;
    if let Some(message) = odd.take() {
        return Err(message);
    }
    settle(&mut entry, &mut reading.manifest);
    Ok(entry)
}

/// The package's name: its key, but for the local projects to which older Pipenvs gave a digest for a key.
fn project_at(name: &PackageName, package: &Value, reading: &Reading<'_>) -> Result<PackageName, String> {
    let path = package.get("path").and_then(Value::as_str);
    let is_digest =
        name.as_written().len() == 7 && name.as_written().bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(path) = path.filter(|_| is_digest) else { return Ok(name.clone()) };
    let base = Base { file: reading.input.file, context: reading.input.context };
    project_name(path, base).ok_or_else(|| {
        "this is no name but a digest, and the project there does not say its name; lock again".to_owned()
    })
}
