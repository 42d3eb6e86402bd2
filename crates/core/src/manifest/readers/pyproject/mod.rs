//! `pyproject.toml`: PEP 621's `[project]`, PEP 735's `[dependency-groups]`, and the tables of Poetry, PDM and uv.
//!
//! What is chosen by default is what the project's own tool installs: of a project of Poetry's, the groups that are not
//! optional; of any other, as `pip install .` does it, no extra and no group. (`default-groups` of `[tool.uv]` is `uv sync`'s
//! affair, which goes by `uv.lock`.)

mod bundles;
mod poetry;
mod standard;
mod tools;

use std::collections::BTreeSet;

use super::origin::{self, Origin};
use super::reading::Reading;
use super::toml_document::{Document, Node};
use crate::manifest::{Entry, Format, Input, Manifest, ManifestProblemCode, Role, Selector};
use crate::requirement::{PackageName, Requirement};
use bundles::Bundles;

/// A project's file, as a lock file beside it needs it.
pub(super) struct Project {
    /// What it wants.
    pub(super) manifest: Manifest,
    /// The groups that Poetry installs only where they are asked for.
    pub(super) optional_groups: BTreeSet<Selector>,
    /// The packages that PDM is told to lock in other versions than are asked for.
    pub(super) overrides: BTreeSet<PackageName>,
}

/// Reads the file.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    read_project(input).manifest
}

/// As [`read`], with what only lock files need to know.
pub(super) fn read_project(input: &Input<'_>) -> Project {
    let mut reading = Reading::new(Format::Pyproject, input);
    let Some(document) = Document::parse(input, &mut reading.manifest) else {
        return Project {
            manifest: reading.manifest,
            optional_groups: BTreeSet::new(),
            overrides: BTreeSet::new(),
        };
    };
    let root = document.root();
    let project = root.get("project");
    let poetry = tool(root, "poetry");
    let name = project.and_then(|table| table.get("name")).or_else(|| poetry?.get("name"));
    let mut bundles = Bundles::new(name.and_then(Node::text).map(PackageName::new));
    if let Some(name) = name {
        add_project(name, &mut reading);
    }
    standard::read(root, &mut reading, &mut bundles);
    tools::read_groups(root, &mut reading, &mut bundles);
    let mut loose = Vec::new();
    if let Some(poetry) = poetry {
        loose = poetry::read(root, poetry, &mut reading, &mut bundles);
    }
    note_unknown(root, &mut reading);
    bundles.resolve(&mut reading);
    reading.manifest.entries.append(&mut loose);
    tools::apply_uv_sources(root, &mut reading);
    let optional_groups = poetry.map(poetry::optional_groups).unwrap_or_default();
    let overrides = tools::pdm_overrides(root);
    document.finish(input.file, &mut reading.manifest);
    Project { manifest: reading.manifest, optional_groups, overrides }
}

/// The table of a tool.
fn tool<'document>(root: Node<'document>, name: &str) -> Option<Node<'document>> {
    root.get("tool")?.get(name)
}

/// The project itself, which may be installed from where it lies.
fn add_project(name: Node<'_>, reading: &mut Reading<'_>) {
    let Some(text) = name.text().filter(|text| PackageName::new(text).is_valid()) else {
        reading.invalid(name.line(), "the project's name is no name of a package");
        return;
    };
    let requirement = Requirement::any(PackageName::new(text));
    let source = origin::local(".", None, reading.input);
    let place = reading.place(name.line());
    reading.manifest.entries.push(Entry { role: Role::Project, source, ..Entry::wanted(requirement, place) });
}

/// Says what is wanted and not written here.
fn note_unknown(root: Node<'_>, reading: &mut Reading<'_>) {
    let poetry = tool(root, "poetry");
    let Some(project) = root.get("project") else {
        let is_read = poetry.is_some() || root.get("dependency-groups").is_some();
        if !is_read {
            let message = "there is no [project], [dependency-groups] or [tool.poetry] table: what is wanted may stand in \
                           setup.py, setup.cfg or another tool's table, which are not read; name a requirements or lock file";
            reading.problem(0, ManifestProblemCode::Dynamic, message);
        }
        return;
    };
    for field in project.get("dynamic").into_iter().flat_map(Node::list) {
        let Some(key @ ("dependencies" | "optional-dependencies")) = field.text() else { continue };
        // Poetry takes from its own table what is dynamic.
        let is_poetry_own = poetry.is_some_and(|table| table.get("dependencies").is_some());
        if !is_poetry_own {
            let message = format!(
                "\"{key}\" is dynamic: the build computes it, and it is not known here; name a requirements or lock file"
            );
            reading.problem(field.line(), ManifestProblemCode::Dynamic, message);
        }
    }
}

/// A table's keys and values in the order of the file.
pub(super) fn in_order(table: Node<'_>) -> Vec<(&str, Node<'_>)> {
    let mut entries: Vec<_> = table.table().collect();
    entries.sort_by_key(|(_, node)| node.line());
    entries
}

/// The source that a table of Poetry's, uv's, PDM's or Pipenv's names.
pub(super) fn source_of(table: Node<'_>, input: &Input<'_>) -> Result<Option<Origin>, String> {
    let editable = table.get("editable").or_else(|| table.get("develop")).and_then(Node::flag);
    origin::of_table(&|key| table.text_of(key), editable, input)
}
