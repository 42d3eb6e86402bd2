//! `poetry.lock`, of Poetry 1 and 2.
//!
//! From lock version 2.1 every package says its groups and its markers, which is what `poetry install` goes by. Before, the
//! packages are a graph that begins at the dependencies of `pyproject.toml`; where that is not at hand, its beginning is
//! inferred. The groups that Poetry installs by default are those that `pyproject.toml` does not call optional: all, where it
//! is not at hand.

mod dependencies;
mod groups;
mod package;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::companion;
use super::lock_graph::{self, Locked};
use super::pyproject::Project;
use super::reading::Reading;
use super::toml_document::{Document, Node};
use crate::manifest::{Format, Hash, Input, Manifest, ManifestProblemCode, Role, Selector};
use crate::requirement::PackageName;
use package::Package;

/// The hashes of lock files that keep them at their end.
type Hashes = HashMap<PackageName, Vec<Hash>>;

/// The project's extras: the names of the packages that are there for each.
type Extras = BTreeMap<PackageName, Vec<Selector>>;

/// How many times extras may name packages in all.
const SELECTORS: usize = 1_000_000;

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut reading = Reading::new(Format::PoetryLock, input);
    let Some(document) = Document::parse(input, &mut reading.manifest) else { return reading.manifest };
    let root = document.root();
    check_metadata(root, &mut reading);
    let hashes = read_hashes(root);
    let extras = read_extras(root, &mut reading);
    let nodes = root.get("package").into_iter().flat_map(Node::list);
    let packages: Vec<Package<'_>> =
        nodes.filter_map(|node| package::read(node, &hashes, &mut reading)).collect();
    let has_groups = packages.iter().any(|package| package.node.get("groups").is_some());
    let project = companion::project(&mut reading, has_groups);
    let locked: HashSet<PackageName> =
        packages.iter().map(|package| package.entry.requirement.name.clone()).collect();
    for package in &packages {
        dependencies::note_absent(package.node, &locked, &mut reading);
    }
    if has_groups {
        groups::read(packages, &extras, &mut reading);
        if let Some(project) = &project {
            add_project(project, &mut reading);
        }
    } else {
        read_graph(packages, &extras, project.as_ref(), &mut reading);
    }
    choose_defaults(project.as_ref(), &mut reading);
    document.finish(input.file, &mut reading.manifest);
    reading.manifest
}

fn check_metadata(root: Node<'_>, reading: &mut Reading<'_>) {
    let Some(metadata) = root.get("metadata") else {
        let message =
            "there is no [metadata] table, with which Poetry ends the file: it may be cut; lock again";
        reading.problem(0, ManifestProblemCode::FileInvalid, message);
        return;
    };
    let version = metadata.get("lock-version");
    let text = version.and_then(Node::text).unwrap_or("1.0");
    if !matches!(text.split('.').next(), Some("1" | "2")) {
        let message = format!("lock version {text:?} is not known; 1 and 2 are");
        reading.problem(version.map_or(0, Node::line), ManifestProblemCode::VersionUnknown, message);
    }
}

/// `[metadata.files]` until lock version 1.1, `[metadata.hashes]` (digests of SHA-256) before.
fn read_hashes(root: Node<'_>) -> Hashes {
    let mut hashes = Hashes::new();
    let table = |name: &str| root.get("metadata").and_then(|metadata| metadata.get(name));
    for (name, files) in table("files").into_iter().flat_map(Node::table) {
        let known = files.list().filter_map(|file| Hash::read(file.text_of("hash")?));
        hashes.entry(PackageName::new(name)).or_default().extend(known);
    }
    for (name, digests) in table("hashes").into_iter().flat_map(Node::table) {
        let known = digests.list().filter_map(|digest| Hash::read(&format!("sha256:{}", digest.text()?)));
        hashes.entry(PackageName::new(name)).or_default().extend(known);
    }
    hashes
}

fn read_extras(root: Node<'_>, reading: &mut Reading<'_>) -> Extras {
    let mut extras = Extras::new();
    for (name, packages) in root.get("extras").into_iter().flat_map(Node::table) {
        let selector = Selector::Extra(PackageName::new(name));
        reading.selectable(&selector);
        for package in packages.list().filter_map(Node::text) {
            let name = package.split(['[', ' ', '(', ';']).next().unwrap_or(package);
            extras.entry(PackageName::new(name)).or_default().push(selector.clone());
        }
    }
    extras
}

/// Holds the project's file against the packages, and adds what it alone knows.
fn add_project(project: &Project, reading: &mut Reading<'_>) {
    // Groups and extras without a package of their own may be chosen too.
    reading.manifest.selectable.all.extend(project.manifest.selectable.all.iter().cloned());
    let mut locked = Locked::of(&reading.manifest.entries);
    lock_graph::check_against(reading, &mut locked, &project.manifest, &project.overrides, &|_| true);
    locked.finish(reading);
    let own = project.manifest.entries.iter().find(|entry| entry.role == Role::Project);
    reading.manifest.entries.extend(own.cloned());
}

fn read_graph(
    packages: Vec<Package<'_>>,
    extras: &Extras,
    project: Option<&Project>,
    reading: &mut Reading<'_>,
) {
    let optional: Vec<bool> = packages.iter().map(|package| package.is_optional).collect();
    let (nodes, entries): (Vec<Node<'_>>, Vec<_>) =
        packages.into_iter().map(|package| (package.node, package.entry)).unzip();
    reading.manifest.entries = entries;
    let mut locked = Locked::of(&reading.manifest.entries);
    for (at, node) in nodes.iter().enumerate() {
        let edges = dependencies::read(*node, at, &mut locked, reading);
        reading.manifest.entries[at].edges = edges;
        reading.manifest.entries[at].role = Role::Reached;
    }
    match project {
        Some(project) => {
            reading.manifest.selectable.all.extend(project.manifest.selectable.all.iter().cloned());
            lock_graph::check_against(reading, &mut locked, &project.manifest, &project.overrides, &|_| true);
            lock_graph::root_at_project(reading, &mut locked, &project.manifest, &|_| true);
        }
        None => infer(&nodes, &optional, extras, reading),
    }
    locked.finish(reading);
}

/// Without the project's file: roots of the category `dev` are a group of that name, what is optional is there for the
/// extras that name it.
fn infer(nodes: &[Node<'_>], optional: &[bool], extras: &Extras, reading: &mut Reading<'_>) {
    lock_graph::infer_roots(&mut reading.manifest.entries, optional);
    let dev = Selector::Group(PackageName::new("dev"));
    let mut copied = 0;
    for (at, node) in nodes.iter().enumerate() {
        let marker = node.get("marker").and_then(|marker| reading.marker(marker.text()?, marker.line()));
        let entry = &mut reading.manifest.entries[at];
        let named = extras.get(&entry.requirement.name).filter(|_| optional[at]);
        if let Some(when) = named {
            copied += when.len();
            if copied > SELECTORS {
                let message = format!(
                    "its extras name its packages in more than {SELECTORS} places, which is more than is read"
                );
                reading.problem(0, ManifestProblemCode::FileTooLarge, message);
                return;
            }
            entry.role = Role::Wanted;
            entry.when.clone_from(when);
        }
        if entry.role != Role::Wanted {
            continue;
        }
        entry.requirement.marker = marker;
        if node.text_of("category") == Some("dev") && named.is_none() {
            entry.when = vec![dev.clone()];
            reading.manifest.selectable.all.insert(dev.clone());
        }
    }
}

fn choose_defaults(project: Option<&Project>, reading: &mut Reading<'_>) {
    let optional = project.map(|project| &project.optional_groups);
    let is_default = |selector: &&Selector| {
        matches!(selector, Selector::Group(_))
            && optional.is_none_or(|optional| !optional.contains(*selector))
    };
    let selectable = &mut reading.manifest.selectable;
    selectable.defaults = selectable.all.iter().filter(is_default).cloned().collect();
}
