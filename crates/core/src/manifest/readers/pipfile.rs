//! Pipenv's `Pipfile`.
//!
//! `[packages]` always holds; `[dev-packages]` is the group `develop`, as the lock file calls it, which `dev` chooses too; any
//! other table of packages is a group of its name. `pipenv install` and `pipenv sync` install no group that they are not told.

use super::pipenv_package::{self, Written};
use super::pyproject::in_order;
use super::reading::Reading;
use super::toml_document::{Document, Node};
use crate::manifest::{Entry, Format, Input, Manifest, Selector};
use crate::requirement::PackageName;

/// The tables that are no packages.
const OTHERS: [&str; 5] = ["source", "requires", "scripts", "pipenv", "pipfile"];

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut reading = Reading::new(Format::Pipfile, input);
    let Some(document) = Document::parse(input, &mut reading.manifest) else { return reading.manifest };
    let root = document.root();
    if let Some(requires) = root.get("requires") {
        let texts = ["python_full_version", "python_version"].into_iter().find_map(|key| requires.get(key));
        if let Some(python) = texts {
            read_python(python.text().unwrap_or_default(), python.line(), &mut reading);
        }
    }
    let names: Vec<&str> = root.table().map(|(name, _)| name).collect();
    for (category, table) in in_order(root).into_iter().filter(|(name, _)| !OTHERS.contains(name)) {
        let when = selectors(category, names.contains(&"dev"), &mut reading);
        for (name, node) in in_order(table) {
            let name = PackageName::new(name);
            match entry_of(&name, node, root, &reading) {
                Ok(entry) => reading.manifest.entries.push(Entry { when: when.clone(), ..entry }),
                Err(message) => reading.invalid(node.line(), format!("the package {name}: {message}")),
            }
        }
    }
    document.finish(input.file, &mut reading.manifest);
    reading.manifest
}

/// The Python version that a `Pipfile` requires: a series, or one release.
pub(super) fn read_python(version: &str, line: u32, reading: &mut Reading<'_>) {
    let version = version.trim();
    if version == "*" {
        return;
    }
    let is_series = version.bytes().filter(|byte| *byte == b'.').count() < 2 && !version.ends_with(".*");
    let series = if is_series { ".*" } else { "" };
    reading.requires_python(&format!("=={version}{series}"), line);
}

/// When a category's packages are wanted; nothing is always. `dev` is another name of `develop`, unless it is one of its own.
pub(super) fn selectors(category: &str, has_dev: bool, reading: &mut Reading<'_>) -> Vec<Selector> {
    let names: &[&str] = match category {
        "packages" | "default" => &[],
        "dev-packages" | "develop" if has_dev => &["develop"],
        "dev-packages" | "develop" => &["develop", "dev"],
        other => &[other],
    };
    let selectors: Vec<Selector> = names.iter().map(|name| Selector::Group(PackageName::new(name))).collect();
    for selector in &selectors {
        reading.selectable(selector);
    }
    selectors
}

fn entry_of(
    name: &PackageName,
    node: Node<'_>,
    root: Node<'_>,
    reading: &Reading<'_>,
) -> Result<Entry, String> {
    if !name.is_valid() {
        return Err("this is no name of a package".to_owned());
    }
    let place = reading.place(node.line());
    if node.is_text() {
        let version = node.text().unwrap_or_default();
        let mut requirement = crate::requirement::Requirement::any(name.clone());
        requirement.specifiers = pipenv_package::specifiers(version)?;
        return Ok(Entry::wanted(requirement, place));
    }
    if !node.is_table() {
        return Err("a version or a table was expected".to_owned());
    }
    let index = node.text_of("index").and_then(|index| {
        let sources = root.get("source").into_iter().flat_map(Node::list);
        sources
            .filter(|source| source.text_of("name") == Some(index))
            .find_map(|source| source.text_of("url"))
    });
    let written = Written {
        texts: &|key| node.text_of(key),
        lists: &|key| node.get(key).into_iter().flat_map(Node::list).filter_map(Node::text).collect(),
        editable: node.get("editable").and_then(Node::flag),
        index,
    };
    written.entry(name, place, reading.input)
}
