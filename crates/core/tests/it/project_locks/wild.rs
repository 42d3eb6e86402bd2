//! Files in the wild, held against what others read in them.

use super::{Files, names_of, read_well, wanted_in};
use crate::support::tsv_rows;
use fetter_core::manifest::{Entry, Format, Input, Manifest, ManifestProblemCode, Source, read};
use fetter_core::requirement::PackageName;
use fetter_testkit::gate::shared;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const KINDS: [(&str, &str, Format); 5] = [
    ("poetry.lock", "poetry.lock", Format::PoetryLock),
    ("pdm.lock", "pdm.lock", Format::PdmLock),
    ("Pipfile.lock", "Pipfile.lock", Format::PipfileLock),
    ("Pipfile", "Pipfile", Format::Pipfile),
    ("pyproject", "pyproject.toml", Format::Pyproject),
];

/// Every file of these kinds in the shared data: its path there, what it is called by its tool, its bytes.
fn files_in_the_wild() -> Vec<(String, &'static str, Format, Vec<u8>)> {
    let Some(index) = shared("lock files in the wild", "data/locks/index.tsv") else { return Vec::new() };
    let mut files = Vec::new();
    for row in tsv_rows(&index) {
        let Some((_, name, format)) = KINDS.iter().find(|(kind, ..)| *kind == row[0]) else { continue };
        let path = index.with_file_name(&row[1]);
        files.push((
            row[1].clone(),
            *name,
            *format,
            std::fs::read(path).expect("the file of the index is there"),
        ));
    }
    assert!(files.len() >= 29, "{}", files.len());
    files
}

fn read_alone(file: &str, bytes: &[u8]) -> Manifest {
    let file: Arc<str> = file.into();
    read(&Input { file: &file, bytes, context: &Files(&[]) })
}

/// Broken on purpose by its project.
const INVALID: &str = "python-poetry__poetry__tests__fixtures__invalid_lock__poetry.lock";

/// A configuration of tools for no Python project.
const NO_PROJECT: &str = "prefix-dev__pixi__pyproject.toml";

#[test]
fn files_in_the_wild_are_detected_and_read_without_a_problem() {
    for (file, name, format, bytes) in files_in_the_wild() {
        let is_invalid = file.ends_with(INVALID);
        if !is_invalid {
            let own_name = file.rsplit('/').next().unwrap_or_default();
            assert_eq!(Format::detect(own_name, &bytes), format, "{file}");
        }
        let manifest = read_alone(&format!("/p/{name}"), &bytes);
        assert_eq!(manifest.format, format, "{file}");
        let found: Vec<_> = manifest.problems.iter().map(|problem| problem.code).collect();
        let expected = match &file {
            _ if is_invalid => vec![ManifestProblemCode::FileInvalid],
            _ if file.ends_with(NO_PROJECT) => vec![ManifestProblemCode::Dynamic],
            _ => Vec::new(),
        };
        assert_eq!(found, expected, "{file}: {:?}", manifest.problems);
        assert_eq!(manifest.entries.is_empty(), !expected.is_empty(), "{file}");
        assert!(manifest.entries.iter().all(|entry| entry.place.line > 0), "{file}");
    }
}

#[test]
fn lock_files_in_the_wild_have_the_packages_that_they_have() {
    let Some(expected) = shared("lock files in the wild", "data/locks/expected_packages.tsv") else { return };
    let mut packages: BTreeMap<String, BTreeSet<[String; 4]>> = BTreeMap::new();
    for row in tsv_rows(&expected) {
        let name = PackageName::new(&row[2]).normalized().to_owned();
        let category = if row[0].starts_with("Pipfile.lock/") { row[5].clone() } else { String::new() };
        let package = [name, row[3].trim_start_matches("==").to_owned(), row[4].clone(), category];
        packages.entry(row[0].clone()).or_default().insert(package);
    }
    let mut compared = 0;
    for (file, name, format, bytes) in files_in_the_wild() {
        if matches!(format, Format::Pipfile | Format::Pyproject) {
            continue;
        }
        let manifest = read_alone(&format!("/p/{name}"), &bytes);
        let found: BTreeSet<[String; 4]> =
            manifest.entries.iter().map(|entry| package(entry, format)).collect();
        assert_eq!(Some(&found), packages.get(&file).or(Some(&BTreeSet::new())), "{file}");
        compared += found.len();
    }
    assert!(compared > 500, "{compared}");
}

fn package(entry: &Entry, format: Format) -> [String; 4] {
    let version = entry.requirement.specifiers.all().first().map_or("", |pin| pin.version_text());
    let source = match &entry.source {
        Source::Index { .. } => "registry",
        Source::Vcs { .. } => "git",
        Source::Directory { .. } if format == Format::PipfileLock => "path",
        Source::Directory { .. } => "directory",
        Source::Archive { .. } => "url",
    };
    let category = match (format, entry.when.first()) {
        (Format::PipfileLock, None) => "default",
        (Format::PipfileLock, Some(_)) => "develop",
        _ => "",
    };
    let name = entry.requirement.name.normalized();
    [name, version, source, category].map(str::to_owned)
}

#[test]
fn nothing_in_the_wild_is_out_of_reach() {
    // Without the projects' files, every package is wanted in some environment once everything is chosen.
    for (file, name, format, bytes) in files_in_the_wild() {
        if !matches!(format, Format::PoetryLock | Format::PdmLock) {
            continue;
        }
        let manifest = read_alone(&format!("/p/{name}"), &bytes);
        let mut reached = BTreeSet::new();
        let everything = names_of(&manifest.selectable.all);
        let everything: Vec<&str> = everything.iter().map(String::as_str).collect();
        for (python, platform) in [
            ("3.6.0", "linux"),
            ("3.9.0", "pypy"),
            ("3.7.1", "win32"),
            ("3.10.0", "linux"),
            ("3.10.0", "win32"),
            ("3.10.4", "darwin"),
            ("3.12.0", "darwin"),
            ("3.13.0", "linux"),
            ("3.14.0", "linux"),
            ("3.15.0", "linux"),
            ("3.14.0", "win32"),
        ] {
            reached.extend(wanted_in(&manifest, &everything, python, platform));
        }
        let all: BTreeSet<String> = manifest
            .entries
            .iter()
            .map(|entry| format!("{}{}", entry.requirement.name.normalized(), entry.requirement.specifiers))
            .collect();
        let missing: Vec<&String> = all.difference(&reached).collect();
        assert!(missing.is_empty(), "{file}: {missing:?}");
    }
}

#[test]
fn lock_files_in_the_wild_agree_with_the_projects_beside_them() {
    let files = files_in_the_wild();
    for (lock, project, defaults, others) in [
        (
            "poetry.lock/python-poetry__poetry__poetry.lock",
            "pyproject/python-poetry__poetry__pyproject.toml",
            &["group:dev", "group:test", "group:typing"][..],
            &["group:github-actions"][..],
        ),
        (
            "pdm.lock/pdm-project__pdm__pdm.lock",
            "pyproject/pdm-project__pdm__pyproject.toml",
            // All that the lock file lists: extras are no exception of `pdm sync`.
            &[
                "extra:all",
                "extra:keyring",
                "extra:pytest",
                "group:doc",
                "group:test",
                "group:tox",
                "group:workflow",
            ],
            &[],
        ),
    ] {
        let text = |path: &str| {
            let file = files.iter().find(|(file, ..)| file == path);
            file.map(|(_, name, _, bytes)| (*name, std::str::from_utf8(bytes).expect("the file is text")))
        };
        let (Some(lock), Some(project)) = (text(lock), text(project)) else { return };
        let manifest = read_well(&[lock, project]);
        assert_eq!(names_of(&manifest.selectable.defaults), defaults, "{}", lock.0);
        let rest = manifest.selectable.all.difference(&manifest.selectable.defaults);
        assert_eq!(names_of(rest), others, "{}", lock.0);
        assert_eq!(manifest.files.len(), 2);
    }
}
