//! What a package of a lock file before version 2.1 depends on.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::manifest::Edge;
use crate::manifest::readers::lock_graph::Locked;
use crate::manifest::readers::poetry_constraint;
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::requirement::marker::Remaining;
use crate::requirement::{Marker, PackageName, Requirement, Specifiers};

/// The edges that begin at the package at a place.
pub(super) fn read(
    package: Node<'_>,
    at: usize,
    locked: &mut Locked,
    reading: &mut Reading<'_>,
) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut extras: HashMap<PackageName, BTreeSet<PackageName>> = HashMap::new();
    let own = reading.manifest.entries[at].requirement.name.clone();
    for (extra, names) in package.get("extras").into_iter().flat_map(Node::table) {
        let extra = PackageName::new(extra);
        for text in names.list().filter_map(Node::text) {
            let requirement = named(text);
            if requirement.name == own {
                edges.push(Edge {
                    target: at,
                    extras: requirement.extras,
                    marker: None,
                    extra: Some(extra.clone()),
                    when: Vec::new(),
                });
            } else {
                extras.entry(requirement.name).or_default().insert(extra.clone());
            }
        }
    }
    for (name, node) in package.get("dependencies").into_iter().flat_map(Node::table) {
        let name = PackageName::new(name);
        let options: Vec<Node<'_>> = if node.is_list() { node.list().collect() } else { vec![node] };
        for option in options {
            match Dependency::of(option, extras.get(&name)) {
                Ok(dependency) => {
                    let targets = locked.matching(
                        &reading.manifest.entries,
                        &name,
                        &dependency.specifiers,
                        dependency.weight(),
                    );
                    edges.extend(targets.into_iter().flat_map(|target| dependency.edges(target)));
                }
                Err(message) => {
                    reading.invalid(option.line(), format!("the dependency on {name}: {message}"));
                }
            }
        }
    }
    edges
}

/// What Poetry locks of no project.
const NEVER_LOCKED: [&str; 4] = ["pip", "setuptools", "distribute", "wheel"];

/// Notes dependencies that are not in the lock file. What is optional, or wanted in some environments only, may be left out.
pub(super) fn note_absent(package: Node<'_>, locked: &HashSet<PackageName>, reading: &mut Reading<'_>) {
    for (name, node) in package.get("dependencies").into_iter().flat_map(Node::table) {
        let wanted = PackageName::new(name);
        let is_certain = node.is_text()
            || node.is_table()
                && ["markers", "python", "optional"].into_iter().all(|key| node.get(key).is_none());
        if is_certain && !locked.contains(&wanted) && !NEVER_LOCKED.contains(&wanted.normalized()) {
            let message = format!(
                "the dependency {wanted} of {} is not in the lock file: it is out of date or cut; lock again",
                package.text_of("name").unwrap_or("a package")
            );
            reading.invalid(node.line(), message);
        }
    }
}

/// What a text such as `coverage[toml] (>=5.0.2)` names; its constraint may be one of Poetry's.
fn named(text: &str) -> Requirement {
    let end = text.find(['(', ';', ' ', '<', '>', '=', '!', '~', '^']).unwrap_or(text.len());
    text[..end].parse().unwrap_or_else(|_| Requirement::any(PackageName::new(&text[..end])))
}

#[derive(Default)]
struct Dependency {
    specifiers: Specifiers,
    extras: Vec<PackageName>,
    marker: Option<Marker>,
    is_optional: bool,
    /// The extras of the package that it may be there for.
    names: BTreeSet<PackageName>,
}

impl Dependency {
    fn of(node: Node<'_>, names: Option<&BTreeSet<PackageName>>) -> Result<Self, String> {
        if node.is_text() {
            let specifiers = poetry_constraint::parse(node.text().unwrap_or("*"))?;
            return Ok(Self { specifiers, ..Self::default() });
        }
        let specifiers = poetry_constraint::parse(node.text_of("version").unwrap_or("*"))?;
        let list = node.get("extras").into_iter().flat_map(Node::list);
        let extras = list.filter_map(Node::text).map(PackageName::new).collect();
        let marker = node.text_of("markers").filter(|text| !text.trim().is_empty()).map(str::parse::<Marker>);
        let marker = marker.transpose().map_err(|error| format!("no marker of PEP 508: {error}"))?;
        let is_optional = node.get("optional").and_then(Node::flag) == Some(true);
        let mut known = marker.as_ref().map(Marker::extras).unwrap_or_default();
        if is_optional {
            known.extend(names.into_iter().flatten().cloned());
        }
        Ok(Self { specifiers, extras, marker, is_optional, names: known })
    }

    /// How much text its edges copy.
    fn weight(&self) -> usize {
        let marker = self.marker.as_ref().map_or(0, |marker| marker.to_string().len());
        (64 + marker).saturating_mul(1 + self.names.len())
    }

    /// One edge that always holds, or one for every extra that it may be there for.
    fn edges(&self, target: usize) -> Vec<Edge> {
        let always = (!self.is_optional).then_some(None);
        let extras = always.into_iter().chain(self.names.iter().map(Some));
        extras.filter_map(|extra| self.edge(target, extra)).collect()
    }

    fn edge(&self, target: usize, extra: Option<&PackageName>) -> Option<Edge> {
        let marker = match self.marker.as_ref().map(|marker| marker.with_extra(extra)) {
            None | Some(Remaining::Always) => None,
            Some(Remaining::Marker(marker)) => Some(marker),
            Some(Remaining::Never) => return None,
        };
        let extras = self.extras.clone();
        Some(Edge { target, extras, marker, extra: extra.cloned(), when: Vec::new() })
    }
}
