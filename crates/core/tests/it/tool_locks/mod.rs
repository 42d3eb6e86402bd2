//! The lock files of uv, pixi and conda-lock, `pylock.toml` and conda's environments: files in the wild, held against what
//! parsers of TOML and YAML find in them.

mod conda;
mod graph;
mod hostile;
mod pixi;
mod pylock;
mod uv;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fetter_core::manifest::{Context, read};
use fetter_core::manifest::{
    Ecosystem, Entry, Format, Input, Manifest, NoContext, OpenError, Opened, Role, Source,
};
use fetter_core::requirement::PackageName;
use fetter_testkit::gate::shared;

use crate::support::tsv_rows;

/// A project file beside the lock that says nothing.
struct Beside;

impl Context for Beside {
    fn open(&self, _: &str, _: &str) -> Result<Opened, OpenError> {
        Err(OpenError::Missing)
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        NoContext.file_url(base, path)
    }
}

/// PEP 751 asks for `lock-version`, and this file has none: pip-audit reads it, fetter refuses it.
const WITHOUT_LOCK_VERSION: &str = "__pylock.missing-version.toml";

/// Name, version, and what the expected values say of the source.
type Row = (String, String, String);

/// Reads every file of a kind, and compares what it wants with what is expected of it.
fn compare(
    kind: &str,
    format: Format,
    found: &dyn Fn(&Manifest) -> BTreeSet<Row>,
    expected: &dyn Fn(&[String]) -> Row,
) {
    let what = format!("{kind} in the wild");
    let (Some(index), Some(values)) =
        (shared(&what, "data/locks/index.tsv"), shared(&what, "data/locks/expected_packages.tsv"))
    else {
        return;
    };
    let mut wanted: BTreeMap<String, BTreeSet<Row>> = BTreeMap::new();
    for row in tsv_rows(&values).into_iter().filter(|row| row[0].starts_with(kind)) {
        wanted.entry(row[0].clone()).or_default().insert(expected(&row));
    }
    let files: Vec<String> =
        tsv_rows(&index).into_iter().filter(|row| row[0] == kind).map(|row| row[1].clone()).collect();
    assert!(!files.is_empty(), "{kind}");
    for file in files.into_iter().filter(|file| !file.ends_with(WITHOUT_LOCK_VERSION)) {
        let bytes = std::fs::read(index.with_file_name(&file)).expect("the file");
        // The files' own names have the repository's before them.
        let name: Arc<str> = format!("{}/{}", file, file.rsplit("__").next().expect("a name")).into();
        let manifest = read(&Input { file: &name, bytes: &bytes, context: &Beside });
        assert_eq!(manifest.format, format, "{file}");
        assert!(manifest.problems.is_empty(), "{file}: {:#?}", manifest.problems);
        assert!(manifest.entries.iter().all(|entry| entry.place.line > 0), "{file}");
        let (found, wanted) = (found(&manifest), wanted.remove(&file).unwrap_or_default());
        let missing: Vec<_> = wanted.difference(&found).collect();
        let more: Vec<_> = found.difference(&wanted).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{file}: missing {missing:#?}, more than expected {more:#?}"
        );
    }
}

fn normalized(name: &str) -> String {
    PackageName::new(name).normalized().to_owned()
}

fn version(entry: &Entry) -> String {
    let [specifier] = entry.requirement.specifiers.all() else { return String::new() };
    assert!(["==", "==="].contains(&specifier.operator().as_str()), "{specifier}");
    specifier.version_text().to_owned()
}

fn row(entry: &Entry, kind: impl Into<String>) -> Row {
    (normalized(entry.requirement.name.as_written()), version(entry), kind.into())
}

fn source(entry: &Entry) -> &'static str {
    match &entry.source {
        _ if entry.role == Role::Project => "project",
        Source::Index { .. } => "index",
        Source::Archive { .. } => "archive",
        Source::Vcs { .. } => "git",
        Source::Directory { .. } => "directory",
    }
}

#[test]
fn uv_locks_in_the_wild() {
    let found =
        |manifest: &Manifest| manifest.entries.iter().map(|entry| row(entry, source(entry))).collect();
    compare("uv.lock", Format::UvLock, &found, &|row| {
        let kind = match row[4].as_str() {
            "registry" => "index",
            "editable" | "virtual" => "project",
            other => other,
        };
        (normalized(&row[2]), row[3].clone(), kind.to_owned())
    });
}

/// A package's own marker, without the conditions of the whole file's `environments` and of its `requires-python`, of files that
/// have these.
fn own(marker: &str) -> String {
    let marker = format!(" and {marker}");
    let environments =
        [" and python_version >= \"3.3\"", " and sys_platform == \"win32\" or sys_platform == \"linux\""];
    let Some(mut own) = environments.iter().find_map(|all| marker.strip_suffix(all)) else {
        return marker[" and ".len()..].to_owned();
    };
    while let Some((before, last)) =
        own.rsplit_once(" and ").filter(|(_, last)| last.starts_with("python_full_version"))
    {
        assert!(!last.contains(" or "), "{marker}");
        own = before;
    }
    own.strip_prefix(" and ").unwrap_or(own).to_owned()
}

#[test]
fn pylocks_in_the_wild() {
    // Markers are compared as they are written again, with the quotes of one kind and no superfluous parentheses.
    let plain = |marker: &str| marker.replace('\'', "\"").replace(['(', ')'], "");
    let found = |manifest: &Manifest| {
        let marker =
            |entry: &Entry| entry.requirement.marker.as_ref().map(ToString::to_string).unwrap_or_default();
        // Of these, archives tell versions that the files do not say.
        let is_said = |entry: &Entry| {
            let is_of = |file: &str| manifest.files[0].contains(file);
            !(is_of("pylock.skipped") || is_of("pypa__pip__") && source(entry) == "archive")
        };
        let rows = manifest.entries.iter().map(|entry| {
            let (name, version, kind) =
                row(entry, format!("{} {}", source(entry), own(&plain(&marker(entry)))));
            (name, if is_said(entry) { version } else { String::new() }, kind)
        });
        rows.collect()
    };
    compare("pylock.toml", Format::Pylock, &found, &|row| {
        (normalized(&row[2]), row[3].clone(), format!("{} {}", row[4], plain(&row[5])))
    });
}

#[test]
fn conda_locks_in_the_wild() {
    let platforms = [
        ("linux-64", "sys_platform == \"linux\" and platform_machine == \"x86_64\""),
        ("osx-64", "sys_platform == \"darwin\" and platform_machine == \"x86_64\""),
        ("win-64", "sys_platform == \"win32\" and platform_machine == \"AMD64\""),
    ];
    let found = |manifest: &Manifest| {
        let kind = |entry: &Entry| {
            let marker = entry.requirement.marker.as_ref().map(ToString::to_string).unwrap_or_default();
            assert!(entry.ecosystem == Ecosystem::Conda && entry.when.is_empty() && entry.hashes.len() == 2);
            platforms.iter().find(|(_, text)| *text == marker).expect("a platform").0
        };
        manifest.entries.iter().map(|entry| row(entry, kind(entry))).collect()
    };
    compare("conda-lock", Format::CondaLock, &found, &|row| {
        assert_eq!(row[5], "main");
        (normalized(&row[2]), row[3].clone(), row[4].clone())
    });
}

#[test]
fn pixi_locks_in_the_wild() {
    let found = |manifest: &Manifest| {
        let kind = |entry: &Entry| match (entry.ecosystem, source(entry)) {
            (Ecosystem::Conda, "index") => "conda",
            (_, source) => source,
        };
        manifest.entries.iter().map(|entry| row(entry, kind(entry))).collect()
    };
    compare("pixi.lock", Format::PixiLock, &found, &|row| {
        let kind = match row[4].as_str() {
            _ if row[1] == "conda" => "conda",
            url if url.starts_with("git+") => "git",
            url if url.starts_with("direct+") || (url.starts_with("./") && url.contains(".whl")) => "archive",
            url if url.starts_with("./") => "directory",
            _ => "index",
        };
        (normalized(&row[2]), row[3].clone(), kind.to_owned())
    });
}

/// What is expected of an environment's file are its lines: the names are compared, and where a version is exact that too.
#[test]
fn conda_environments_in_the_wild() {
    let exact = |entry: &Entry| match entry.requirement.specifiers.all() {
        [one] if !one.is_wildcard() && ["==", "==="].contains(&one.operator().as_str()) => {
            one.version_text().to_owned()
        }
        _ => String::new(),
    };
    let found = |manifest: &Manifest| {
        let ecosystem = |entry: &Entry| if entry.ecosystem == Ecosystem::Conda { "conda" } else { "pip" };
        let row = |entry: &Entry| {
            (normalized(entry.requirement.name.as_written()), exact(entry), ecosystem(entry).to_owned())
        };
        manifest.entries.iter().map(row).collect()
    };
    compare("conda-env", Format::CondaEnvironment, &found, &|row| {
        let line = row[3].split('[').next().unwrap_or_default();
        let end = line.find(|character: char| "=<>!~; ".contains(character)).unwrap_or(line.len());
        let (name, rest) = (&line[..end], line[end..].trim());
        let parts: Vec<&str> = rest.split('=').collect();
        let version = match parts.as_slice() {
            ["", "", version] => version,
            ["", version, _build] => version,
            [version] if version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => version,
            _ => "",
        };
        (normalized(name), version.to_owned(), row[4].clone())
    });
}

#[test]
fn a_pylock_without_a_lock_version_is_refused() {
    let relative = format!("data/locks/pylock.toml/pypa__pip-audit__test__assets{WITHOUT_LOCK_VERSION}");
    let Some(file) = shared("a pylock.toml without a version", &relative) else { return };
    let name: Arc<str> = "pylock.toml".into();
    let bytes = std::fs::read(file).expect("the file");
    let manifest = read(&Input { file: &name, bytes: &bytes, context: &Beside });
    let codes: Vec<_> = manifest.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!((codes, manifest.entries.len()), (vec!["bound-version-unknown"], 0));
}
