//! `[tool.poetry]`: dependencies, groups, extras.

use std::collections::{BTreeSet, HashMap};

use super::bundles::Bundles;
use super::{in_order, source_of};
use crate::manifest::readers::origin::{self, Origin};
use crate::manifest::readers::poetry_constraint;
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::manifest::{Entry, ManifestProblemCode, Selector};
use crate::requirement::{Marker, PackageName, Requirement};

/// How many times extras may name packages in all.
const SELECTORS: usize = 1_000_000;

/// What of its own table's dependencies Poetry 2 takes beside those of `[project]`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// All: `[project]` has none.
    All,
    /// Those that no extra is needed for: `[project]` has extras only, and says that the others are dynamic.
    Required,
    /// Those that are there for an extra: `[project]` has none of these, and says that they are dynamic.
    Optional,
    /// None: the table only says more of the dependencies that `[project]` has.
    None,
}

impl Taken {
    /// As poetry-core does, what is there and empty counts for nothing.
    fn of(root: Node<'_>) -> Self {
        let project = root.get("project");
        let field = |key: &str| project.and_then(|project| project.get(key));
        let has_required = field("dependencies").is_some_and(|list| list.list().next().is_some());
        let extras = field("optional-dependencies").into_iter().flat_map(Node::table);
        let has_optional = extras.flat_map(|(_, list)| list.list()).next().is_some();
        let mut dynamic = field("dynamic").into_iter().flat_map(Node::list).filter_map(Node::text);
        let is_mixed = dynamic.any(|field| matches!(field, "dependencies" | "optional-dependencies"));
        match (has_required, has_optional) {
            (false, false) => Self::All,
            (false, true) if is_mixed => Self::Required,
            (true, false) if is_mixed => Self::Optional,
            _ => Self::None,
        }
    }

    fn has(self, is_optional: bool) -> bool {
        match self {
            Self::All => true,
            Self::Required => !is_optional,
            Self::Optional => is_optional,
            Self::None => false,
        }
    }
}

/// Reads the tables. What is returned holds where one of several extras is chosen.
pub(super) fn read(
    root: Node<'_>,
    poetry: Node<'_>,
    reading: &mut Reading<'_>,
    bundles: &mut Bundles,
) -> Vec<Entry> {
    let mut loose = Vec::new();
    if let Some(dependencies) = poetry.get("dependencies") {
        if reading.manifest.requires_python.is_none()
            && let Some(python) = dependencies.get("python")
        {
            read_python(python, reading);
        }
        let taken = Taken::of(root);
        if taken != Taken::All {
            let said = said_more(dependencies, poetry, reading);
            bundles.enrich(None, &said, reading);
        }
        if taken != Taken::None {
            loose = read_main(taken, dependencies, poetry, reading, bundles);
        }
    }
    let dev = poetry.get("dev-dependencies");
    if let Some(dependencies) = dev {
        read_group("dev", dependencies, poetry, reading, bundles);
    }
    read_groups(root, poetry, reading, bundles);
    loose
}

fn read_python(python: Node<'_>, reading: &mut Reading<'_>) {
    match poetry_constraint::parse(python.text().unwrap_or_default()) {
        Ok(specifiers) => reading.manifest.requires_python = Some(specifiers),
        Err(message) => reading.invalid(python.line(), message),
    }
}

fn read_main(
    taken: Taken,
    dependencies: Node<'_>,
    poetry: Node<'_>,
    reading: &mut Reading<'_>,
    bundles: &mut Bundles,
) -> Vec<Entry> {
    let mut extras: HashMap<PackageName, Vec<Selector>> = HashMap::new();
    for (extra, names) in poetry.get("extras").map(in_order).unwrap_or_default() {
        let selector = Selector::Extra(PackageName::new(extra));
        reading.selectable(&selector);
        for name in names.list().filter_map(Node::text) {
            extras.entry(PackageName::new(name)).or_default().push(selector.clone());
        }
    }
    let mut loose = Vec::new();
    let mut copied = 0;
    for (name, node) in in_order(dependencies) {
        let package = PackageName::new(name);
        let dependencies = read_dependency(&package, node, poetry, true, reading);
        for entry in dependencies.into_iter().filter(|entry| taken.has(entry.is_optional)) {
            match (entry.is_optional, extras.get(&package)) {
                (false, _) => bundles.add(0, entry.entry),
                (true, Some(when)) if copied + when.len() > SELECTORS => {
                    let message = format!(
                        "extras name packages in more than {SELECTORS} places, which is more than is read"
                    );
                    reading.problem(node.line(), ManifestProblemCode::FileTooLarge, message);
                    return loose;
                }
                (true, Some(when)) => {
                    copied += when.len();
                    loose.push(Entry { when: when.clone(), ..entry.entry });
                }
                // No extra takes it in, so that nothing installs it.
                (true, None) => {}
            }
        }
    }
    loose
}

fn read_groups(root: Node<'_>, poetry: Node<'_>, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    let groups = poetry.get("group").map(in_order).unwrap_or_default();
    let optional = optional_groups(poetry);
    for (name, group) in groups {
        if let Some(dependencies) = group.get("dependencies") {
            let is_standard = root.get("dependency-groups").is_some_and(|groups| groups.get(name).is_some());
            if is_standard {
                let selector = Selector::Group(PackageName::new(name));
                let said = said_more(dependencies, poetry, reading);
                bundles.enrich(Some(&selector), &said, reading);
            } else {
                read_group(name, dependencies, poetry, reading, bundles);
            }
        }
        for included in group.get("include-groups").into_iter().flat_map(Node::list) {
            let bundle = group_bundle(name, reading, bundles);
            match included.text() {
                Some(included_name) => bundles.include(bundle, included_name, included.line()),
                None => reading.invalid(included.line(), "the name of a group was expected"),
            }
        }
    }
    let all = &reading.manifest.selectable.all;
    let is_default =
        |selector: &&Selector| matches!(selector, Selector::Group(_)) && !optional.contains(selector);
    reading.manifest.selectable.defaults = all.iter().filter(is_default).cloned().collect();
}

/// The groups that are installed only where they are asked for.
pub(super) fn optional_groups(poetry: Node<'_>) -> BTreeSet<Selector> {
    let groups = poetry.get("group").into_iter().flat_map(Node::table);
    let is_optional = |group: &Node<'_>| group.get("optional").and_then(Node::flag) == Some(true);
    groups
        .filter(|(_, group)| is_optional(group))
        .map(|(name, _)| Selector::Group(PackageName::new(name)))
        .collect()
}

/// The bundle of a group; `main` is what always holds.
fn group_bundle(name: &str, reading: &mut Reading<'_>, bundles: &mut Bundles) -> usize {
    let name = PackageName::new(name);
    if name.normalized() == "main" {
        return 0;
    }
    let selector = Selector::Group(name);
    reading.selectable(&selector);
    bundles.of(Some(selector)).0
}

fn read_group(
    name: &str,
    dependencies: Node<'_>,
    poetry: Node<'_>,
    reading: &mut Reading<'_>,
    bundles: &mut Bundles,
) {
    let bundle = group_bundle(name, reading, bundles);
    for (name, node) in in_order(dependencies) {
        for entry in read_dependency(&PackageName::new(name), node, poetry, true, reading) {
            bundles.add(bundle, entry.entry);
        }
    }
}

struct Dependency {
    entry: Entry,
    is_optional: bool,
}

/// One dependency: a constraint, a table, or a list of these for different environments. One that is `whole` must say a
/// version or a source.
fn read_dependency(
    name: &PackageName,
    node: Node<'_>,
    poetry: Node<'_>,
    whole: bool,
    reading: &mut Reading<'_>,
) -> Vec<Dependency> {
    if name.normalized() == "python" {
        return Vec::new();
    }
    if !name.is_valid() {
        reading.invalid(node.line(), format!("{:?} is no name of a package", name.as_written()));
        return Vec::new();
    }
    let options: Vec<Node<'_>> = if node.is_list() { node.list().collect() } else { vec![node] };
    let mut dependencies = Vec::new();
    for option in options {
        // An inline table in a list has its own line.
        match read_option(name, option, poetry, whole, reading) {
            Ok(dependency) => dependencies.push(dependency),
            Err(message) => reading.invalid(option.line(), format!("the dependency {name}: {message}")),
        }
    }
    dependencies
}

fn read_option(
    name: &PackageName,
    node: Node<'_>,
    poetry: Node<'_>,
    whole: bool,
    reading: &Reading<'_>,
) -> Result<Dependency, String> {
    let mut requirement = Requirement::any(name.clone());
    if node.is_text() {
        let constraint = node.text().unwrap_or_default();
        requirement.specifiers = poetry_constraint::parse(constraint)?;
        return Ok(Dependency { entry: reading.wanted(requirement, node.line()), is_optional: false });
    }
    if !node.is_table() {
        return Err("a version constraint or a table was expected".to_owned());
    }
    if let Some(version) = node.get("version") {
        requirement.specifiers = poetry_constraint::parse(version.text().unwrap_or_default())?;
    }
    let mut extras: Vec<PackageName> = node
        .get("extras")
        .into_iter()
        .flat_map(Node::list)
        .filter_map(Node::text)
        .map(PackageName::new)
        .collect();
    extras.sort();
    extras.dedup();
    requirement.extras = extras;
    requirement.marker = marker_of(node)?;
    let mut entry = reading.wanted(requirement, node.line());
    match dependency_source(node, poetry, reading)? {
        Some(origin) => (entry.source, entry.hashes) = origin,
        None if whole && node.get("version").is_none() => {
            return Err("a version, or one of git, url, path and file, was expected".to_owned());
        }
        None => {}
    }
    Ok(Dependency { entry, is_optional: node.get("optional").and_then(Node::flag) == Some(true) })
}

/// What `markers`, `python` and `platform` ask for together.
fn marker_of(node: Node<'_>) -> Result<Option<Marker>, String> {
    let mut texts = Vec::new();
    if let Some(markers) = node.get("markers") {
        texts.push(markers.text().ok_or("a text was expected under \"markers\"")?.to_owned());
    }
    if let Some(python) = node.get("python") {
        let python = poetry_constraint::parse(python.text().unwrap_or_default())?;
        texts.extend(poetry_constraint::python_marker(&python));
    }
    if let Some(platform) = node.get("platform") {
        let platform = poetry_constraint::platform_marker(platform.text().unwrap_or_default());
        texts.push(platform.ok_or("a platform such as \"linux\" was expected")?);
    }
    let mut marker: Option<Marker> = None;
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let next: Marker =
            text.parse().map_err(|error| format!("{text:?} is no marker of PEP 508: {error}"))?;
        let next = next.of_chosen_extras();
        marker = Some(marker.map_or(next.clone(), |marker| marker.and(next)));
    }
    Ok(marker)
}

fn dependency_source(
    node: Node<'_>,
    poetry: Node<'_>,
    reading: &Reading<'_>,
) -> Result<Option<Origin>, String> {
    if let Some(origin) = source_of(node, reading.input)? {
        return Ok(Some(origin));
    }
    let Some(name) = node.text_of("source") else { return Ok(None) };
    let sources = poetry.get("source").into_iter().flat_map(Node::list);
    let url =
        sources.filter(|known| known.text_of("name") == Some(name)).find_map(|known| known.text_of("url"));
    Ok(Some((origin::index(url), Vec::new())))
}

/// What a table says of dependencies that stand elsewhere.
fn said_more(
    dependencies: Node<'_>,
    poetry: Node<'_>,
    reading: &mut Reading<'_>,
) -> HashMap<PackageName, Vec<Entry>> {
    let mut said: HashMap<PackageName, Vec<Entry>> = HashMap::new();
    for (name, node) in in_order(dependencies) {
        let name = PackageName::new(name);
        let options = read_dependency(&name, node, poetry, false, reading);
        said.entry(name).or_default().extend(options.into_iter().map(|option| option.entry));
    }
    said
}
