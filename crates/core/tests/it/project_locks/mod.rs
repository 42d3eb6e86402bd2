//! Projects' files and the lock files of Poetry, PDM and Pipenv: what they want, where, and by which choice.

mod direct_urls;
mod hostile;
mod pdm;
mod pipenv;
mod poetry;
mod poetry_standard;
mod pyproject;
mod settled;
mod wild;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fetter_core::manifest::{
    Choice, Context, Entry, Input, Manifest, ManifestProblemCode, OpenError, Opened, Role, Selector, read,
};
use fetter_core::requirement::marker::Truth;
use fetter_core::requirement::{Marker, MarkerEnvironment, PackageName, Variable};

/// A directory of files that refer to each other by name.
struct Files<'files>(&'files [(&'files str, &'files str)]);

impl Context for Files<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        let file = self.0.iter().find(|(name, _)| *name == reference).ok_or(OpenError::Missing)?;
        Ok(Opened { file: format!("/p/{reference}").into(), bytes: file.1.as_bytes().to_vec() })
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, path: &str) -> Option<String> {
        Some(match path {
            "." => "file:///p".to_owned(),
            path => format!("file:///p/{}", path.trim_start_matches("./")),
        })
    }
}

/// Reads the first of the files, with the others beside it.
fn read_files(files: &[(&str, &str)]) -> Manifest {
    let file: Arc<str> = format!("/p/{}", files[0].0).into();
    read(&Input { file: &file, bytes: files[0].1.as_bytes(), context: &Files(files) })
}

/// As [`read_files`], where nothing may be wrong.
fn read_well(files: &[(&str, &str)]) -> Manifest {
    let manifest = read_files(files);
    assert_eq!(manifest.problems, []);
    manifest
}

fn environment(python: &str, platform: &str, choice: &Choice) -> MarkerEnvironment {
    let mut environment = MarkerEnvironment::default();
    let series: Vec<&str> = python.split('.').take(2).collect();
    environment.set(Variable::PythonVersion, &series.join("."));
    environment.set(Variable::PythonFullVersion, python);
    environment.set(Variable::SysPlatform, platform);
    environment.set(Variable::OsName, if platform == "win32" { "nt" } else { "posix" });
    environment.set(Variable::PlatformSystem, if platform == "win32" { "Windows" } else { "Linux" });
    let is_pypy = platform == "pypy";
    environment.set(Variable::PlatformPythonImplementation, if is_pypy { "PyPy" } else { "CPython" });
    environment.set(Variable::ImplementationName, if is_pypy { "pypy" } else { "cpython" });
    environment.extras = Some(choice.extras());
    environment
}

/// What is wanted of the manifest in one environment, as `name==1` or `name` with its specifiers.
fn wanted_in(manifest: &Manifest, names: &[&str], python: &str, platform: &str) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let choice = manifest.selectable.choose(&names).expect("what is chosen is there");
    let environment = environment(python, platform, &choice);
    let holds = |marker: Option<&Marker>| {
        marker.is_none_or(|marker| marker.evaluate(&environment) == Ok(Truth::True))
    };
    let mut reached: BTreeMap<usize, BTreeSet<PackageName>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for (at, entry) in manifest.entries.iter().enumerate() {
        let is_root = entry.role == Role::Project
            || (entry.role == Role::Wanted
                && choice.holds(&entry.when)
                && holds(entry.requirement.marker.as_ref()));
        if is_root {
            reached.insert(at, entry.requirement.extras.iter().cloned().collect());
            waiting.push(at);
        }
    }
    while let Some(at) = waiting.pop() {
        let extras = reached[&at].clone();
        for edge in &manifest.entries[at].edges {
            let asked = edge.extra.as_ref().is_none_or(|extra| extras.contains(extra));
            if asked && choice.holds(&edge.when) && holds(edge.marker.as_ref()) {
                let is_new = !reached.contains_key(&edge.target);
                let known = reached.entry(edge.target).or_default();
                let before = known.len();
                known.extend(edge.extras.iter().cloned());
                if is_new || known.len() != before {
                    waiting.push(edge.target);
                }
            }
        }
    }
    let entries = reached.keys().map(|at| &manifest.entries[*at]).filter(|entry| entry.role != Role::Project);
    let names: BTreeSet<String> = entries
        .map(|entry| format!("{}{}", entry.requirement.name.normalized(), entry.requirement.specifiers))
        .collect();
    names.into_iter().collect()
}

/// As [`wanted_in`], on Linux with Python 3.12.
fn wanted(manifest: &Manifest, names: &[&str]) -> Vec<String> {
    wanted_in(manifest, names, "3.12.1", "linux")
}

fn names_of<'selectors>(selectors: impl IntoIterator<Item = &'selectors Selector>) -> Vec<String> {
    selectors.into_iter().map(ToString::to_string).collect()
}

fn entry<'manifest>(manifest: &'manifest Manifest, name: &str) -> &'manifest Entry {
    let name = PackageName::new(name);
    manifest.entries.iter().find(|entry| entry.requirement.name == name).expect("the entry is there")
}

fn codes(manifest: &Manifest) -> Vec<(ManifestProblemCode, u32)> {
    manifest.problems.iter().map(|problem| (problem.code, problem.place.line)).collect()
}
