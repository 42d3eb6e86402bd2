//! One `[[package]]`.

use super::Hashes;
use crate::manifest::Entry;
use crate::manifest::readers::locked::{pinned, settle};
use crate::manifest::readers::origin;
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::requirement::{PackageName, Requirement};

pub(super) struct Package<'document> {
    pub(super) node: Node<'document>,
    pub(super) version: &'document str,
    pub(super) extras: Vec<PackageName>,
    pub(super) entry: Entry,
}

pub(super) fn read<'document>(
    node: Node<'document>,
    hashes: &Hashes<'_>,
    reading: &mut Reading<'_>,
) -> Option<Package<'document>> {
    let line = node.line();
    let Some(name) = node.text_of("name").map(PackageName::new).filter(PackageName::is_valid) else {
        reading.invalid(line, "a package with a name was expected");
        return None;
    };
    let version = node.text_of("version").unwrap_or_default();
    let editable = node.get("editable").and_then(Node::flag);
    let origin = match origin::of_table(&|key| node.text_of(key), editable, reading.input) {
        Ok(origin) => origin,
        Err(message) => {
            reading.invalid(line, format!("the package {name}: {message}"));
            return None;
        }
    };
    let mut requirement = Requirement::any(name);
    match pinned(version) {
        Ok(specifiers) => requirement.specifiers = specifiers,
        // A source tree need not say its version.
        Err(_) if origin.is_some() && version.is_empty() => {}
        Err(message) => {
            reading.invalid(line, format!("the version of {}: {message}", requirement.name));
            return None;
        }
    }
    requirement.marker = node.get("marker").and_then(|marker| reading.marker(marker.text()?, marker.line()));
    let release = format!("{} {version}", requirement.name.as_written());
    let mut entry = reading.wanted(requirement, line);
    (entry.source, entry.hashes) = origin.unwrap_or_else(|| (origin::index(None), Vec::new()));
    entry.hashes.extend(reading.copied(hashes.get(release.as_str()).map_or(&[], Vec::as_slice)));
    reading.add_file_hashes(node, &mut entry);
    settle(&mut entry, &mut reading.manifest);
    let extras = node.get("extras").into_iter().flat_map(Node::list).filter_map(Node::text);
    Some(Package { node, version, extras: extras.map(PackageName::new).collect(), entry })
}

impl<'document> Package<'document> {
    /// The groups that it is in, as they are written; `default` where it says none.
    pub(super) fn groups(&self) -> impl Iterator<Item = &'document str> + use<'document> {
        let groups = self.node.get("groups");
        let default = groups.is_none().then_some("default");
        groups.into_iter().flat_map(Node::list).filter_map(Node::text).chain(default)
    }

    pub(super) fn dependency_texts(&self) -> impl Iterator<Item = &'document str> + use<'document> {
        self.node.get("dependencies").into_iter().flat_map(Node::list).filter_map(Node::text)
    }

    /// What it depends on; what is not understood of that is noted.
    pub(super) fn dependencies(&self, reading: &mut Reading<'_>) -> Vec<Requirement> {
        let mut requirements = Vec::new();
        for text in self.dependency_texts() {
            match text.parse::<Requirement>() {
                Ok(requirement) => requirements.push(requirement),
                Err(error) => {
                    let shown = crate::metadata::credentials::mask_credentials(text);
                    reading.invalid(
                        self.node.line(),
                        format!("{shown:?} is no requirement of PEP 508: {error}"),
                    );
                }
            }
        }
        requirements
    }
}
