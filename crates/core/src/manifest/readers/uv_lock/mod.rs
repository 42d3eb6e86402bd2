//! `uv.lock`: a graph of packages, whose roots are the projects of a workspace or the requirements of a script.

mod conflict;
mod defaults;
mod edges;
mod package;
mod targets;

use std::collections::HashSet;

use self::package::{Kind, Package};
use self::targets::Targets;
use super::locked::{entry_invalid, version_unknown};
use super::toml_document::{Document, Node};
use crate::manifest::{Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, Place, Role};
use crate::requirement::PackageName;

/// Reads the file. Its groups that uv installs by default stand in the `pyproject.toml` beside it.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::UvLock, input.file.clone());
    if let Some(document) = Document::parse(input, &mut manifest) {
        Reader { input, manifest: &mut manifest }.root(document.root());
        document.finish(input.file, &mut manifest);
    }
    manifest
}

struct Reader<'read> {
    input: &'read Input<'read>,
    manifest: &'read mut Manifest,
}

/// What is in the file, once its packages are known.
struct Lock<'document> {
    packages: Vec<Package<'document>>,
    targets: Targets<'document>,
    /// The projects at which the graph begins.
    roots: HashSet<PackageName>,
    /// The extras of these that a dependency asks for, whatever is chosen.
    asked: HashSet<(PackageName, PackageName)>,
}

impl Reader<'_> {
    fn place(&self, line: u32) -> Place {
        Place { file: self.input.file.clone(), line }
    }

    fn invalid(&mut self, line: u32, message: impl Into<String>) {
        entry_invalid(self.manifest, self.place(line), message);
    }

    fn root(&mut self, root: Node<'_>) {
        let version = root.get("version");
        if version.and_then(Node::integer) != Some(1) {
            let found = version.map_or("none".to_owned(), |node| {
                node.integer().map_or("no number".to_owned(), |number| number.to_string())
            });
            return version_unknown(self.manifest, self.place(version.map_or(0, Node::line)), "1", &found);
        }
        if root.get("package").is_some_and(|packages| !packages.is_list()) {
            let message = "expected a list of tables under \"package\"";
            let problem = ManifestProblem::new(self.place(0), ManifestProblemCode::FileInvalid, message);
            return self.manifest.problems.push(problem);
        }
        self.requires_python(root);
        let packages = self.packages(root);
        let lock = lock(packages, root);
        self.edges(&lock);
        if let Some(requirements) = root.get("manifest") {
            self.requirements(&lock, requirements);
        }
        self.defaults();
    }

    fn requires_python(&mut self, root: Node<'_>) {
        let Some(node) = root.get("requires-python") else { return };
        match node.text().map(str::parse) {
            Some(Ok(specifiers)) => self.manifest.requires_python = Some(specifiers),
            _ => self.invalid(node.line(), "expected version specifiers under \"requires-python\""),
        }
    }

    /// Reads the packages, each with its entries, but for the edges.
    fn packages<'document>(&mut self, root: Node<'document>) -> Vec<Package<'document>> {
        let nodes = || root.get("package").into_iter().flat_map(Node::list);
        let members: HashSet<PackageName> = root
            .get("manifest")
            .and_then(|manifest| manifest.get("members"))
            .into_iter()
            .flat_map(Node::list)
            .filter_map(Node::text)
            .map(PackageName::new)
            .collect();
        let has_root = nodes().any(|node| package::lies_at_root(node));
        let mut packages = Vec::new();
        for node in nodes() {
            let line = node.get("name").unwrap_or(node).line();
            let place = self.place(line);
            match package::read(self.input, node, place, &members, has_root, self.manifest) {
                Ok((mut package, entry)) => {
                    package.target = self.add(package.kind, entry);
                    packages.push(package);
                }
                Err(message) => self.invalid(line, message),
            }
        }
        packages
    }

    /// Adds the entries of a package; gives the one that edges lead to.
    fn add(&mut self, kind: Kind, entry: Entry) -> usize {
        let entries = &mut self.manifest.entries;
        let role = if kind == Kind::Ordinary { Role::Reached } else { Role::Project };
        if kind == Kind::Member {
            // It may be there, and must where the root leads to it.
            entries.push(Entry { role, ..entry.clone() });
            entries.push(Entry { role: Role::Reached, ..entry });
        } else {
            entries.push(Entry { role, ..entry });
        }
        entries.len() - 1
    }
}

fn lock<'document>(packages: Vec<Package<'document>>, root: Node<'document>) -> Lock<'document> {
    let targets = Targets::of(&packages);
    let roots: HashSet<PackageName> = packages
        .iter()
        .filter(|package| package.kind == Kind::Root)
        .map(|package| package.name.clone())
        .collect();
    let mut asked = HashSet::new();
    for dependency in packages.iter().flat_map(package::dependencies).chain(edges::requirement_nodes(root)) {
        let Some(name) = dependency.text_of("name").map(PackageName::new) else { continue };
        if roots.contains(&name) {
            asked.extend(edges::extras(dependency).map(|extra| (name.clone(), extra)));
        }
    }
    Lock { packages, targets, roots, asked }
}
