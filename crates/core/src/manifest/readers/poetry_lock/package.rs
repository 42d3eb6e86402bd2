//! One `[[package]]`: name, version, source, files.

use super::Hashes;
use crate::manifest::readers::locked::{pinned, settle};
use crate::manifest::readers::origin::{self, Origin};
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::manifest::{Entry, Source};
use crate::requirement::{PackageName, Requirement};

pub(super) struct Package<'document> {
    pub(super) node: Node<'document>,
    pub(super) entry: Entry,
    /// It is there for an extra only.
    pub(super) is_optional: bool,
}

pub(super) fn read<'document>(
    node: Node<'document>,
    of_file: &Hashes,
    reading: &mut Reading<'_>,
) -> Option<Package<'document>> {
    let line = node.line();
    let Some(name) = node.text_of("name").map(PackageName::new).filter(PackageName::is_valid) else {
        reading.invalid(line, "a package with a name was expected");
        return None;
    };
    let specifiers = match node.text_of("version").map(pinned) {
        Some(Ok(specifiers)) => specifiers,
        Some(Err(message)) => {
            reading.invalid(line, format!("the package {name}: {message}"));
            return None;
        }
        None => {
            reading.invalid(line, format!("the package {name} has no version"));
            return None;
        }
    };
    let (source, hashes) = match source_of(node, reading) {
        Ok(found) => found,
        Err(message) => {
            reading.invalid(line, format!("the package {name}: {message}"));
            return None;
        }
    };
    let mut entry = reading.wanted(Requirement { specifiers, ..Requirement::any(name) }, line);
    entry.source = source;
    entry.hashes = reading.copied(of_file.get(&entry.requirement.name).map_or(&[], Vec::as_slice));
    entry.hashes.extend(hashes);
    reading.add_file_hashes(node, &mut entry);
    settle(&mut entry, &mut reading.manifest);
    let is_optional = node.get("optional").and_then(Node::flag) == Some(true);
    Some(Package { node, entry, is_optional })
}

fn source_of(node: Node<'_>, reading: &Reading<'_>) -> Result<Origin, String> {
    let Some(source) = node.get("source") else { return Ok((origin::index(None), Vec::new())) };
    let url = source.text_of("url").ok_or("its source has no URL")?;
    let subdirectory = source.text_of("subdirectory");
    let source = match source.text_of("type").unwrap_or("legacy") {
        vcs @ ("git" | "hg" | "svn" | "bzr") => {
            let revision = source.text_of("reference").filter(|reference| !reference.is_empty());
            origin::repository(vcs, url, revision, source.text_of("resolved_reference"), subdirectory)
        }
        "directory" => {
            let editable = node.get("develop").and_then(Node::flag);
            origin::local(url, editable, reading.input)
        }
        "file" => match origin::local(url, None, reading.input) {
            Source::Directory { url, .. } => Source::Archive { url, subdirectory: None },
            archive => archive,
        },
        "url" => return origin::archive(url, subdirectory),
        "legacy" | "pypi" => origin::index(Some(url)),
        other => {
            return Err(format!(
                "{other:?} is no known type of source; directory, file, git, legacy and url are"
            ));
        }
    };
    Ok((source, Vec::new()))
}
