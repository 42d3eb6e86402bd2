//! One `[[package]]`: what it is, and where it comes from.

use std::collections::HashSet;

use crate::manifest::readers::locked::{entry_invalid, git, last_upload, python_requirement, settle};
use crate::manifest::readers::origin::{self, local, location};
use crate::manifest::readers::toml_document::Node;
use crate::manifest::{Entry, Hash, Input, Manifest, Place, Source};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::PackageName;

/// A package, and where its entries are.
pub(super) struct Package<'document> {
    pub(super) node: Node<'document>,
    pub(super) name: PackageName,
    pub(super) version: Option<&'document str>,
    pub(super) origin: Option<Origin<'document>>,
    pub(super) kind: Kind,
    /// The entry that edges lead to, and begin at.
    pub(super) target: usize,
}

/// What a package is to the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A package like any other.
    Ordinary,
    /// A project whose dependencies `uv sync` installs: the one at the root, or all members where there is none.
    Root,
    /// A member beside the root, which is installed where the root leads to it.
    Member,
    /// A project that is itself never installed (`virtual`) beside the root: only its dependencies are, where the root
    /// leads to it.
    Through,
}

/// What kind a source is of, and its text, by which dependencies tell packages of one name apart.
pub(super) type Origin<'document> = (&'static str, &'document str);

const ORIGINS: [&str; 7] = ["registry", "git", "url", "path", "directory", "editable", "virtual"];

/// The source of a package or of a dependency.
pub(super) fn origin(node: Node<'_>) -> Option<Origin<'_>> {
    ORIGINS.iter().find_map(|kind| node.text_of(kind).map(|text| (*kind, text)))
}

/// Whether the package is a project in the directory of the lock file.
pub(super) fn lies_at_root(package: Node<'_>) -> bool {
    package.get("source").and_then(origin).is_some_and(is_at_root)
}

fn is_at_root((kind, path): Origin<'_>) -> bool {
    is_tree(kind) && matches!(path, "." | "./" | "")
}

fn is_tree(kind: &str) -> bool {
    matches!(kind, "directory" | "editable" | "virtual")
}

/// Reads a package and makes its entry, as yet without edges.
pub(super) fn read<'document>(
    input: &Input<'_>,
    node: Node<'document>,
    place: Place,
    members: &HashSet<PackageName>,
    has_root: bool,
    manifest: &mut Manifest,
) -> Result<(Package<'document>, Entry), String> {
    let written = node.text_of("name").ok_or("expected a text under \"name\" of a package")?;
    let version = match node.get("version") {
        Some(version) => {
            Some(version.text().ok_or_else(|| format!("expected a text under \"version\" of {written}"))?)
        }
        None => None,
    };
    let requirement = python_requirement(written, version)?;
    let table =
        node.get("source").ok_or_else(|| format!("expected a table under \"source\" of {written}"))?;
    let origin = origin(table).ok_or_else(|| {
        format!(
            "expected registry, git, url, path, directory, editable or virtual as the source of {written}"
        )
    })?;
    if version.is_none() && !is_tree(origin.0) {
        return Err(format!("expected a text under \"version\" of {written}"));
    }
    let name = requirement.name.clone();
    let kind = kind(origin, &name, members, has_root);
    let (source, hashes) = source(input, table)?;
    let mut entry = Entry { source, hashes, ..Entry::wanted(requirement, place) };
    add_hashes(node, &mut entry, manifest);
    settle(&mut entry, manifest);
    let package = Package { node, name, version, origin: Some(origin), kind, target: 0 };
    Ok((package, entry))
}

fn kind(origin: Origin<'_>, name: &PackageName, members: &HashSet<PackageName>, has_root: bool) -> Kind {
    let is_member = is_tree(origin.0) && members.contains(name);
    if is_at_root(origin) || (is_member && !has_root) {
        Kind::Root
    } else if origin.0 == "virtual" {
        Kind::Through
    } else if is_member {
        Kind::Member
    } else {
        Kind::Ordinary
    }
}

/// The source that a table names; any index if it names none.
pub(super) fn source(input: &Input<'_>, table: Node<'_>) -> Result<origin::Origin, String> {
    let source = match origin(table) {
        None => Source::Index { url: table.text_of("index").map(mask_credentials) },
        Some(("registry", url)) => Source::Index { url: Some(location(url, input)) },
        Some(("git", url)) => git(url),
        Some(("url", url)) => return origin::archive(url, table.text_of("subdirectory")),
        Some(("path", path)) => local(path, None, input),
        Some((kind, path)) => {
            Source::Directory { url: location(path, input), editable: Some(kind == "editable") }
        }
    };
    Ok((source, Vec::new()))
}

/// The hashes of all archives, of which any may be the one that was installed, and when the last of them was uploaded.
fn add_hashes(node: Node<'_>, entry: &mut Entry, manifest: &mut Manifest) {
    let wheels = node.get("wheels").into_iter().flat_map(Node::list);
    let archives: Vec<Node<'_>> = node.get("sdist").into_iter().chain(wheels).collect();
    entry.uploaded = last_upload(archives.iter().copied());
    for archive in archives {
        let Some(written) = archive.get("hash") else { continue };
        if let Some(hash) = written.text().and_then(Hash::read) {
            entry.hashes.push(hash);
        } else {
            let place = Place { line: written.line(), ..entry.place.clone() };
            entry_invalid(manifest, place, "expected a hash like sha256:0123…");
        }
    }
    entry.hashes.sort_unstable();
    entry.hashes.dedup();
}

/// Every dependency of a package, of whatever extra or group.
pub(super) fn dependencies<'document>(
    package: &Package<'document>,
) -> impl Iterator<Item = Node<'document>> + use<'document> {
    let node = package.node;
    let tables =
        ["optional-dependencies", "dev-dependencies"].into_iter().filter_map(move |key| node.get(key));
    let lists = tables.flat_map(Node::table).map(|(_, list)| list);
    node.get("dependencies").into_iter().chain(lists).flat_map(Node::list)
}
