//! `pdm.lock`.
//!
//! With `inherit_metadata` (PDM's default since 2.11) every package says its groups and its marker. Without, the packages are
//! a graph that begins at the dependencies of `pyproject.toml`; where that is not at hand, its beginning is inferred.
//!
//! `pdm sync` installs all groups that the lock file lists, the extras of `[project.optional-dependencies]` among them, which the
//! lock file calls groups too. Of a lock file without a list it installs the group `default` and the groups of development.

mod package;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::companion;
use super::lock_graph::{self, Locked};
use super::pyproject::Project;
use super::reading::Reading;
use super::toml_document::{Document, Node};
use crate::manifest::{
    Edge, Entry, Format, Hash, Input, Manifest, ManifestProblemCode, Role, Selector, Source,
};
use crate::requirement::{PackageName, Requirement};
use package::Package;

/// The hashes of lock files that keep them at their end, by `name version`.
type Hashes<'document> = HashMap<&'document str, Vec<Hash>>;

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut reading = Reading::new(Format::PdmLock, input);
    let Some(document) = Document::parse(input, &mut reading.manifest) else { return reading.manifest };
    let root = document.root();
    check_metadata(root, &mut reading);
    let hashes = read_hashes(root);
    let nodes = root.get("package").into_iter().flat_map(Node::list);
    let packages: Vec<Package<'_>> =
        nodes.filter_map(|node| package::read(node, &hashes, &mut reading)).collect();
    let has_groups = packages.iter().any(|package| package.node.get("groups").is_some());
    let project = companion::project(&mut reading, has_groups);
    let groups = Groups::of(root, &packages, project.as_ref());
    reading.manifest.selectable.all.extend(groups.named.values().cloned());
    choose_defaults(groups.is_listed, &mut reading);
    let packages = merged(packages, &groups, &mut reading);
    if has_groups {
        if let Some(project) = &project {
            let listed = reading.manifest.selectable.all.clone();
            let mut locked = Locked::of(&reading.manifest.entries);
            let is_locked = |selector: &Selector| listed.contains(selector);
            lock_graph::check_against(
                &mut reading,
                &mut locked,
                &project.manifest,
                &project.overrides,
                &is_locked,
            );
            locked.finish(&mut reading);
        }
        let own = project.iter().flat_map(|project| &project.manifest.entries);
        let own = own.filter(|entry| entry.role == Role::Project).cloned();
        reading.manifest.entries.extend(own);
    } else {
        read_graph(&packages, project.as_ref(), &mut reading);
    }
    document.finish(input.file, &mut reading.manifest);
    reading.manifest
}

fn check_metadata(root: Node<'_>, reading: &mut Reading<'_>) {
    let Some(metadata) = root.get("metadata") else {
        let message = "there is no [metadata] table, which PDM writes: the file may be cut; lock again";
        reading.problem(0, ManifestProblemCode::FileInvalid, message);
        return;
    };
    let version = metadata.get("lock_version");
    let text = version.and_then(Node::text).unwrap_or("1");
    if !matches!(text.split('.').next(), Some("1" | "2" | "3" | "4")) {
        let message = format!("lock version {text:?} is not known; 1 to 4 are");
        reading.problem(version.map_or(0, Node::line), ManifestProblemCode::VersionUnknown, message);
    }
    let targets: Vec<Node<'_>> = metadata.get("targets").into_iter().flat_map(Node::list).collect();
    if let [target] = targets.as_slice()
        && let Some(python) = target.get("requires_python")
    {
        reading.requires_python(python.text().unwrap_or("?").trim_start_matches('*'), python.line());
    }
}

fn read_hashes(root: Node<'_>) -> Hashes<'_> {
    let files = root.get("metadata").and_then(|metadata| metadata.get("files"));
    let hash = |file: Node<'_>| Hash::read(file.text_of("hash")?);
    let all = files.into_iter().flat_map(Node::table);
    all.map(|(release, files)| (release, files.list().filter_map(hash).collect())).collect()
}

/// The groups that the lock file was made for.
struct Groups<'document> {
    /// By the names that the lock file has for them; `default` is not among them.
    named: HashMap<&'document str, Selector>,
    /// Whether the lock file lists them.
    is_listed: bool,
}

impl<'document> Groups<'document> {
    fn of(root: Node<'document>, packages: &[Package<'document>], project: Option<&Project>) -> Self {
        let list = root.get("metadata").and_then(|metadata| metadata.get("groups"));
        let listed = list.into_iter().flat_map(Node::list).filter_map(Node::text);
        let used = packages.iter().flat_map(Package::groups);
        let is_extra = |name: &PackageName| {
            let selector = Selector::Extra(name.clone());
            project.is_some_and(|project| project.manifest.selectable.all.contains(&selector))
        };
        let selector = |group: &'document str| {
            let name = PackageName::new(group);
            (group, if is_extra(&name) { Selector::Extra(name) } else { Selector::Group(name) })
        };
        let named = listed.chain(used).filter(|group| *group != "default").map(selector).collect();
        Self { named, is_listed: list.is_some() }
    }

    /// When a package of these groups is wanted; nothing is always.
    fn when(&self, groups: impl Iterator<Item = &'document str>) -> Vec<Selector> {
        let all: Option<BTreeSet<Selector>> = groups.map(|group| self.named.get(group).cloned()).collect();
        all.unwrap_or_default().into_iter().collect()
    }
}

/// What `pdm sync` installs where it is not told.
fn choose_defaults(is_listed: bool, reading: &mut Reading<'_>) {
    let selectable = &mut reading.manifest.selectable;
    let is_default = |selector: &&Selector| is_listed || matches!(selector, Selector::Group(_));
    selectable.defaults = selectable.all.iter().filter(is_default).cloned().collect();
}

/// A package with all that the lock file says of it: once for itself, once for every set of extras.
struct Merged<'document> {
    plain: Option<Package<'document>>,
    with_extras: Vec<Package<'document>>,
}

/// Writes one entry for every package; the ones that differ by extras only are one.
fn merged<'document>(
    packages: Vec<Package<'document>>,
    groups: &Groups<'document>,
    reading: &mut Reading<'_>,
) -> Vec<Merged<'document>> {
    let mut all: Vec<Merged<'document>> = Vec::new();
    // What stands for itself first: its groups and its marker are those of the whole.
    let (plain, with_extras): (Vec<_>, Vec<_>) =
        packages.into_iter().partition(|package| package.extras.is_empty());
    let mut places: BTreeMap<(PackageName, &str, Source), usize> = BTreeMap::new();
    let key = |package: &Package<'document>| {
        (package.entry.requirement.name.clone(), package.version, package.entry.source.clone())
    };
    for package in plain {
        places.entry(key(&package)).or_insert(all.len());
        let when = groups.when(package.groups());
        reading.manifest.entries.push(Entry { when, ..package.entry.clone() });
        all.push(Merged { plain: Some(package), with_extras: Vec::new() });
    }
    for package in with_extras {
        let place = *places.entry(key(&package)).or_insert(all.len());
        if place == all.len() {
            let when = groups.when(package.groups());
            reading.manifest.entries.push(Entry { when, ..package.entry.clone() });
            all.push(Merged { plain: None, with_extras: Vec::new() });
        }
        let requirement = &mut reading.manifest.entries[place].requirement;
        requirement.extras.extend(package.extras.iter().cloned());
        all[place].with_extras.push(package);
    }
    for entry in &mut reading.manifest.entries {
        entry.requirement.extras.sort();
        entry.requirement.extras.dedup();
    }
    all
}

fn read_graph(packages: &[Merged<'_>], project: Option<&Project>, reading: &mut Reading<'_>) {
    let mut locked = Locked::of(&reading.manifest.entries);
    for entry in &mut reading.manifest.entries {
        entry.requirement.extras.clear();
        entry.role = Role::Reached;
    }
    for (at, merged) in packages.iter().enumerate() {
        let edges = edges_of(merged, at, &mut locked, reading);
        reading.manifest.entries[at].edges = edges;
    }
    if let Some(project) = project {
        let listed = reading.manifest.selectable.all.clone();
        let is_locked = |selector: &Selector| listed.is_empty() || listed.contains(selector);
        lock_graph::check_against(reading, &mut locked, &project.manifest, &project.overrides, &is_locked);
        lock_graph::root_at_project(reading, &mut locked, &project.manifest, &is_locked);
        if listed.is_empty() {
            // Before PDM listed its groups.
            reading.manifest.selectable.all.extend(project.manifest.selectable.all.iter().cloned());
            choose_defaults(false, reading);
        }
    } else {
        let optional = vec![false; reading.manifest.entries.len()];
        lock_graph::infer_roots(&mut reading.manifest.entries, &optional);
    }
    locked.finish(reading);
}

fn edges_of(merged: &Merged<'_>, at: usize, locked: &mut Locked, reading: &mut Reading<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    if let Some(plain) = &merged.plain {
        for requirement in plain.dependencies(reading) {
            lead(&requirement, None, at, locked, reading, &mut edges);
        }
    }
    // What an extra brings alone, to tell the parts of a set of extras by.
    let mut alone: HashMap<&PackageName, HashSet<String>> = HashMap::new();
    for package in &merged.with_extras {
        if let [extra] = package.extras.as_slice() {
            let texts = package.dependency_texts().map(str::to_owned);
            alone.entry(extra).or_default().extend(texts);
        }
    }
    for package in &merged.with_extras {
        for requirement in package.dependencies(reading) {
            let text = requirement.to_string();
            for extra in &package.extras {
                let brings = package.extras.len() == 1
                    || alone.get(extra).is_none_or(|texts| texts.contains(text.as_str()));
                if brings {
                    lead(&requirement, Some(extra), at, locked, reading, &mut edges);
                }
            }
        }
    }
    edges
}

fn lead(
    requirement: &Requirement,
    extra: Option<&PackageName>,
    at: usize,
    locked: &mut Locked,
    reading: &Reading<'_>,
    edges: &mut Vec<Edge>,
) {
    let weight = requirement.to_string().len();
    let targets =
        locked.matching(&reading.manifest.entries, &requirement.name, &requirement.specifiers, weight);
    // A set of extras depends on the package itself.
    let targets = targets.into_iter().filter(|target| *target != at || !requirement.extras.is_empty());
    edges.extend(targets.map(|target| Edge {
        target,
        extras: requirement.extras.clone(),
        marker: requirement.marker.clone(),
        extra: extra.cloned(),
        when: Vec::new(),
    }));
}
