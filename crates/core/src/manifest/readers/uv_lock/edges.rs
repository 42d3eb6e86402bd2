//! From one package to the next, and from the requirements of a script.

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;

use super::package::{Kind, Package, source};
use super::{Lock, Reader, conflict};
use crate::manifest::readers::locked::python_name;
use crate::manifest::readers::toml_document::Node;
use crate::manifest::{Edge, Entry, Selector};
use crate::requirement::{Marker, PackageName, Requirement};

/// How many edges requirements may have to packages of their names, each counted once more for every 32 bytes of its marker,
/// which is copied. Forks of one package are few.
const FORKS: usize = 100_000;

/// Where packages are those of their names that were resolved, each as it is read once.
#[derive(Default)]
struct Forks {
    markers: HashMap<usize, (Option<Marker>, usize)>,
    count: usize,
}

impl Forks {
    /// The marker of the package at a place; else why there is none.
    fn marker(&mut self, place: usize, lock: &Lock<'_>) -> Result<Option<Marker>, String> {
        let (marker, length) = match self.markers.entry(place) {
            MapEntry::Occupied(known) => known.into_mut(),
            MapEntry::Vacant(new) => new.insert(fork_marker(&lock.packages[place], lock)?),
        };
        self.count += 1 + *length / 32;
        if self.count > FORKS {
            return Err("more packages are locked for requirements of this name than are read".to_owned());
        }
        Ok(marker.clone())
    }
}

/// Stands for an extra that a [`Kind::Through`] project is wanted with wherever an edge leads to it: a project's own
/// edges are followed always, and its must not be. No extra has such a name.
const REACHED: &str = "(reached)";

/// Under what a dependency is listed.
#[derive(Clone)]
enum Section {
    Always,
    Extra(PackageName),
    Group(PackageName),
}

impl Reader<'_> {
    /// Reads the dependencies of all packages.
    pub(super) fn edges(&mut self, lock: &Lock<'_>) {
        for package in &lock.packages {
            for dependency in package.node.get("dependencies").into_iter().flat_map(Node::list) {
                self.edge(lock, package, dependency, &Section::Always);
            }
            self.sections(lock, package, "optional-dependencies", Section::Extra);
            if package.kind == Kind::Root {
                self.sections(lock, package, "dev-dependencies", Section::Group);
                self.selectable(package.node);
            }
        }
    }

    fn sections(
        &mut self,
        lock: &Lock<'_>,
        package: &Package<'_>,
        key: &str,
        section: fn(PackageName) -> Section,
    ) {
        for (name, list) in package.node.get(key).into_iter().flat_map(Node::table) {
            let section = section(PackageName::new(name));
            for dependency in list.list() {
                self.edge(lock, package, dependency, &section);
            }
        }
    }

    /// The extras and groups of a root, those without dependencies too.
    fn selectable(&mut self, package: Node<'_>) {
        let metadata = package.get("metadata");
        let in_metadata = |key: &str| metadata.and_then(|metadata| metadata.get(key));
        let keys = |node: Option<Node<'_>>| {
            node.into_iter().flat_map(Node::table).map(|(name, _)| PackageName::new(name)).collect::<Vec<_>>()
        };
        let provided = in_metadata("provides-extras").into_iter().flat_map(Node::list).filter_map(Node::text);
        let all = &mut self.manifest.selectable.all;
        all.extend(keys(package.get("optional-dependencies")).into_iter().map(Selector::Extra));
        all.extend(provided.map(PackageName::new).map(Selector::Extra));
        all.extend(keys(package.get("dev-dependencies")).into_iter().map(Selector::Group));
        all.extend(keys(in_metadata("requires-dev")).into_iter().map(Selector::Group));
    }

    fn edge(&mut self, lock: &Lock<'_>, package: &Package<'_>, dependency: Node<'_>, section: &Section) {
        let found = lock.targets.find(dependency).and_then(|place| {
            let marker = marker(dependency, lock)?;
            Ok((&lock.packages[place], marker))
        });
        let (target, marker) = match found {
            Ok(found) => found,
            Err(message) => {
                return self
                    .invalid(dependency.line(), format!("a dependency of {}: {message}", package.name));
            }
        };
        let edge = edge(target, extras(dependency).collect(), marker);
        let edges = &mut self.manifest.entries[package.target].edges;
        match (package.kind, section) {
            (Kind::Root, Section::Extra(name)) => {
                edges.push(Edge { when: vec![Selector::Extra(name.clone())], ..edge.clone() });
                // A group of the project may ask for its extra without its being chosen.
                edges.push(Edge { extra: Some(name.clone()), ..edge });
            }
            (Kind::Root, Section::Group(name)) => {
                edges.push(Edge { when: vec![Selector::Group(name.clone())], ..edge });
            }
            (Kind::Through, Section::Always) => {
                edges.push(Edge { extra: Some(PackageName::new(REACHED)), ..edge });
            }
            (_, Section::Extra(name)) => edges.push(Edge { extra: Some(name.clone()), ..edge }),
            (_, Section::Always) => edges.push(edge),
            (_, Section::Group(_)) => {}
        }
    }

    /// The requirements of a script, and of a workspace whose root is no project: what they ask for is wanted, and they
    /// lead to what is locked for it.
    pub(super) fn requirements(&mut self, lock: &Lock<'_>, table: Node<'_>) {
        let mut forks = Forks::default();
        for requirement in table.get("requirements").into_iter().flat_map(Node::list) {
            self.requirement(lock, requirement, Vec::new(), &mut forks);
        }
        for (group, list) in table.get("dependency-groups").into_iter().flat_map(Node::table) {
            let selector = Selector::Group(PackageName::new(group));
            self.manifest.selectable.all.insert(selector.clone());
            for requirement in list.list() {
                self.requirement(lock, requirement, vec![selector.clone()], &mut forks);
            }
        }
    }

    fn requirement(&mut self, lock: &Lock<'_>, node: Node<'_>, when: Vec<Selector>, forks: &mut Forks) {
        let line = node.line();
        let requirement = match requirement(node) {
            Ok(requirement) => requirement,
            Err(message) => return self.invalid(line, message),
        };
        let places = lock.targets.named(&requirement.name);
        let mut entry = Entry { when, ..Entry::wanted(requirement, self.place(line)) };
        match source(self.input, node) {
            Ok((source, hashes)) => (entry.source, entry.hashes) = (source, hashes),
            Err(message) => return self.invalid(line, message),
        }
        for place in places {
            let package = &lock.packages[*place];
            match forks.marker(*place, lock) {
                Ok(marker) => entry.edges.push(edge(package, entry.requirement.extras.clone(), marker)),
                Err(message) => return self.invalid(line, format!("{}: {message}", package.name)),
            }
        }
        self.manifest.entries.push(entry);
    }
}

/// Where a dependency is wanted; everywhere where it has no marker.
fn marker(dependency: Node<'_>, lock: &Lock<'_>) -> Result<Option<Marker>, String> {
    let Some(marker) = dependency.get("marker") else { return Ok(None) };
    conflict::read(marker.text().ok_or("expected a text under \"marker\"")?, lock).map(Some)
}

fn edge(target: &Package<'_>, mut extras: Vec<PackageName>, marker: Option<Marker>) -> Edge {
    if target.kind == Kind::Through {
        extras.push(PackageName::new(REACHED));
    }
    Edge { target: target.target, extras, marker, extra: None, when: Vec::new() }
}

/// The extras that a dependency asks for.
pub(super) fn extras(dependency: Node<'_>) -> impl Iterator<Item = PackageName> + use<'_> {
    let lists = dependency.get("extra").into_iter().chain(dependency.get("extras"));
    lists.flat_map(Node::list).filter_map(Node::text).map(PackageName::new)
}

/// Every requirement of `[manifest]`.
pub(super) fn requirement_nodes(root: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let manifest = root.get("manifest");
    let of = move |key: &str| manifest.and_then(|manifest| manifest.get(key));
    let groups = of("dependency-groups").into_iter().flat_map(Node::table).map(|(_, list)| list);
    of("requirements").into_iter().chain(groups).flat_map(Node::list)
}

fn requirement(node: Node<'_>) -> Result<Requirement, String> {
    let name = node.text_of("name").ok_or("expected a text under \"name\" of a requirement")?;
    let mut requirement = Requirement::any(python_name(name)?);
    let invalid = |what: &str| format!("the {what} of the requirement of {name} is invalid");
    if let Some(specifiers) = node.get("specifier") {
        let text = specifiers.text().ok_or_else(|| invalid("specifier"))?;
        requirement.specifiers = text.parse().map_err(|_| invalid("specifier"))?;
    }
    if let Some(marker) = node.get("marker") {
        let text = marker.text().ok_or_else(|| invalid("marker"))?;
        requirement.marker = Some(text.parse().map_err(|_| invalid("marker"))?);
    }
    requirement.extras = extras(node).collect();
    requirement.extras.sort();
    requirement.extras.dedup();
    Ok(requirement)
}

/// Where a package is the one of its name that was resolved: in any of its forks.
/// With how long it is written.
fn fork_marker(package: &Package<'_>, lock: &Lock<'_>) -> Result<(Option<Marker>, usize), String> {
    let forks = package.node.get("resolution-markers").into_iter().flat_map(Node::list);
    let forks: Vec<String> = forks.filter_map(Node::text).map(|marker| format!("({marker})")).collect();
    if forks.is_empty() {
        return Ok((None, 0));
    }
    let text = forks.join(" or ");
    conflict::read(&text, lock).map(|marker| (Some(marker), text.len()))
}
