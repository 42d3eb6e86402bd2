//! `[project]` (PEP 621) and `[dependency-groups]` (PEP 735).

use super::bundles::Bundles;
use super::in_order;
use crate::manifest::Selector;
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::requirement::{PackageName, Requirement};

pub(super) fn read(root: Node<'_>, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    if let Some(project) = root.get("project") {
        if let Some(python) = project.get("requires-python") {
            reading.requires_python(python.text().unwrap_or("?"), python.line());
        }
        if let Some(dependencies) = project.get("dependencies") {
            read_list(dependencies, 0, reading, bundles);
        }
        if let Some(extras) = project.get("optional-dependencies") {
            read_named(extras, "extra", Selector::Extra, reading, bundles);
        }
    }
    if let Some(groups) = root.get("dependency-groups") {
        read_named(groups, "group", Selector::Group, reading, bundles);
    }
}

/// A table of lists of requirements, each under a name that may be chosen.
pub(super) fn read_named(
    table: Node<'_>,
    kind: &str,
    selector: fn(PackageName) -> Selector,
    reading: &mut Reading<'_>,
    bundles: &mut Bundles,
) {
    if !table.is_table() {
        reading.invalid(
            table.line(),
            format!("a table of lists of requirements, one for each {kind}, was expected"),
        );
    }
    for (name, list) in in_order(table) {
        let package = PackageName::new(name);
        if !package.is_valid() {
            reading.invalid(list.line(), format!("{name:?} is no name of a {kind}"));
            continue;
        }
        let selector = selector(package);
        reading.selectable(&selector);
        let (bundle, is_new) = bundles.of(Some(selector));
        if !is_new {
            reading.invalid(
                list.line(),
                format!("there is another {kind} that is called {name:?} once both are normalised"),
            );
        }
        read_list(list, bundle, reading, bundles);
    }
}

/// A list of requirements and of tables that take in groups.
pub(super) fn read_list(list: Node<'_>, bundle: usize, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    if !list.is_list() {
        reading.invalid(list.line(), "a list of requirements was expected");
        return;
    }
    for item in list.list() {
        if item.is_text() {
            let text = item.text().unwrap_or_default();
            add(text, item.line(), bundle, reading, bundles);
        } else if let (Some(group), 1) = (item.text_of("include-group"), item.table().count()) {
            bundles.include(bundle, group, item.line());
        } else {
            let expected = "a requirement, or {include-group = \"NAME\"} in a group, was expected";
            reading.invalid(item.line(), expected);
        }
    }
}

fn add(text: &str, line: u32, bundle: usize, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    match text.parse::<Requirement>() {
        Ok(mut requirement) => {
            requirement.marker = requirement.marker.map(|marker| marker.of_chosen_extras());
            let entry = reading.required(requirement, line);
            bundles.add(bundle, entry);
        }
        Err(error) => {
            let shown = crate::metadata::credentials::mask_credentials(text);
            reading.invalid(line, format!("{shown:?} is no requirement of PEP 508: {error}"));
        }
    }
}
