//! What a manifest wants of an environment, as whoever judges by it finds out: for tests of what readers say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fetter_core::manifest::{Choice, Context, Edge, Entry, Input, Manifest, OpenError, Opened, Role, read};
use fetter_core::requirement::marker::Truth;
use fetter_core::requirement::{Marker, MarkerEnvironment, PackageName, Variable};

/// A directory of one further file, with `file:///p/` for its URL.
pub(super) struct Directory(pub(super) Option<(&'static str, &'static str)>);

impl Context for Directory {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        match self.0 {
            Some((name, text)) if name == reference => {
                Ok(Opened { file: name.into(), bytes: text.as_bytes().to_vec() })
            }
            _ => Err(OpenError::Missing),
        }
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, path: &str) -> Option<String> {
        Some(format!("file:///p/{path}"))
    }
}

/// Reads a text under a name.
pub(super) fn read_text(name: &str, text: &str) -> Manifest {
    read_beside(name, text, None)
}

/// Reads a text under a name, with another file beside it.
pub(super) fn read_beside(name: &str, text: &str, beside: Option<(&'static str, &'static str)>) -> Manifest {
    let file: Arc<str> = name.into();
    read(&Input { file: &file, bytes: text.as_bytes(), context: &Directory(beside) })
}

/// Reads a text that is to have no problems.
pub(super) fn read_well(name: &str, text: &str) -> Manifest {
    let manifest = read_text(name, text);
    assert!(manifest.problems.is_empty(), "{:#?}", manifest.problems);
    manifest
}

/// The problems' codes, with their lines.
pub(super) fn problems(manifest: &Manifest) -> Vec<(&'static str, u32)> {
    manifest.problems.iter().map(|problem| (problem.code.as_str(), problem.place.line)).collect()
}

/// The packages that are wanted on Linux under Python 3.12, by the names that are chosen.
pub(super) fn wanted(manifest: &Manifest, names: &[&str]) -> Vec<String> {
    wanted_on(manifest, names, &[])
}

/// The packages that are wanted where some variables have other values.
pub(super) fn wanted_on(manifest: &Manifest, names: &[&str], values: &[(Variable, &str)]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let choice = manifest.selectable.choose(&names).expect("what is there is chosen");
    let mut environment = MarkerEnvironment::default();
    environment.extras = Some(choice.extras());
    environment.dependency_groups = Some(choice.groups());
    let linux = [
        (Variable::PythonVersion, "3.12"),
        (Variable::PythonFullVersion, "3.12.1"),
        (Variable::SysPlatform, "linux"),
        (Variable::PlatformMachine, "x86_64"),
        (Variable::OsName, "posix"),
    ];
    for (variable, value) in linux.iter().chain(values) {
        environment.set(*variable, value);
    }
    let walk = Walk { manifest, choice, environment };
    let mut texts: Vec<String> = walk.run().into_iter().map(text).collect();
    texts.sort();
    texts.dedup();
    texts
}

fn text(entry: &Entry) -> String {
    format!("{}{}", entry.requirement.name, entry.requirement.specifiers)
}

struct Walk<'manifest> {
    manifest: &'manifest Manifest,
    choice: Choice,
    environment: MarkerEnvironment,
}

impl<'manifest> Walk<'manifest> {
    fn run(&self) -> Vec<&'manifest Entry> {
        let entries = &self.manifest.entries;
        let mut extras: BTreeMap<usize, BTreeSet<PackageName>> = BTreeMap::new();
        let mut waiting: Vec<usize> = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            let wanted = entry.role == Role::Wanted
                && self.choice.holds(&entry.when)
                && self.marker(entry.requirement.marker.as_ref());
            if wanted || entry.role == Role::Project {
                extras.insert(place, entry.requirement.extras.iter().cloned().collect());
                waiting.push(place);
            }
        }
        while let Some(place) = waiting.pop() {
            let of_source = extras[&place].clone();
            for edge in entries[place].edges.iter().filter(|edge| self.edge(edge, &of_source)) {
                let is_new = !extras.contains_key(&edge.target);
                let of_target = extras.entry(edge.target).or_default();
                let before = of_target.len();
                of_target.extend(edge.extras.iter().cloned());
                if is_new || of_target.len() > before {
                    waiting.push(edge.target);
                }
            }
        }
        extras.keys().map(|place| &entries[*place]).filter(|entry| entry.role != Role::Project).collect()
    }

    fn edge(&self, edge: &Edge, extras: &BTreeSet<PackageName>) -> bool {
        self.choice.holds(&edge.when)
            && edge.extra.as_ref().is_none_or(|extra| extras.contains(extra))
            && self.marker(edge.marker.as_ref())
    }

    fn marker(&self, marker: Option<&Marker>) -> bool {
        let holds = |marker: &Marker| marker.evaluate(&self.environment).expect("an answer") == Truth::True;
        marker.is_none_or(holds)
    }
}
