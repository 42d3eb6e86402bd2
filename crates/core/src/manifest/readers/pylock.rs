//! `pylock.toml` (PEP 751).

use super::locked::{add_hash, entry_invalid, last_upload, python_requirement, settle, version_unknown};
use super::origin::location;
use super::poetry_constraint;
use super::requirements_file::version_at;
use super::toml_document::{Document, Node};
use crate::manifest::{
    Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, Place, Selector, Source,
};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::{Marker, PackageName, Specifiers, Version};

/// Reads the file. Where it is for no environment like this one, nothing in it holds. Which extras and groups a package is for stands in its marker.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::Pylock, input.file.clone());
    if let Some(document) = Document::parse(input, &mut manifest) {
        let reader = Reader { input };
        reader.root(document.root(), &mut manifest);
        document.finish(input.file, &mut manifest);
    }
    manifest
}

/// How much text of environments is copied to packages, in bytes.
const COPIED: usize = 16 * 1024 * 1024;

/// The version that the names of a package's archives tell, if all tell the same.
fn version_of_archives(package: Node<'_>) -> Option<Version> {
    let archives = ["archive", "sdist"].into_iter().filter_map(|key| package.get(key));
    let wheels = package.get("wheels").filter(|wheels| wheels.is_list()).into_iter().flat_map(Node::list);
    let mut versions = archives.chain(wheels).filter(|archive| archive.is_table()).map(|archive| {
        ["name", "url", "path"].into_iter().find_map(|key| archive.text_of(key)).and_then(version_at)
    });
    let first = versions.next()??;
    versions.all(|version| version.as_ref() == Some(&first)).then_some(first)
}

/// The marker of the Python versions that a package is for.
fn python_marker(text: &str) -> Result<Option<Marker>, String> {
    let invalid = || "expected version specifiers under \"requires-python\" of a package".to_owned();
    let specifiers: Specifiers = text.parse().map_err(|_| invalid())?;
    poetry_constraint::release_marker(&specifiers)
        .map(|marker| marker.parse().map_err(|_| invalid()))
        .transpose()
}

fn and(left: Option<Marker>, right: Option<Marker>) -> Option<Marker> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.and(right)),
        (left, right) => left.or(right),
    }
}

struct Reader<'read> {
    input: &'read Input<'read>,
}

impl Reader<'_> {
    fn place(&self, line: u32) -> Place {
        Place { file: self.input.file.clone(), line }
    }

    fn root(&self, root: Node<'_>, manifest: &mut Manifest) {
        let version = root.get("lock-version");
        let found = version.and_then(Node::text);
        if found.is_none_or(|text| text.split('.').next() != Some("1")) {
            let line = version.map_or(0, Node::line);
            return version_unknown(manifest, self.place(line), "1.x", found.unwrap_or("none"));
        }
        self.requires_python(root, manifest);
        self.selectable(root, manifest);
        let Some(packages) = root.get("packages").filter(|packages| packages.is_list()) else {
            let message = "expected a list of tables under \"packages\"";
            let problem = ManifestProblem::new(self.place(0), ManifestProblemCode::FileInvalid, message);
            return manifest.problems.push(problem);
        };
        let environments = match self.environments(root, packages.list().count()) {
            Ok(environments) => environments,
            Err(problem) => return manifest.problems.push(problem),
        };
        for package in packages.list() {
            let line = package.get("name").unwrap_or(package).line();
            match self.entry(package, environments.as_ref(), self.place(line), manifest) {
                Ok(mut entry) => {
                    settle(&mut entry, manifest);
                    manifest.entries.push(entry);
                }
                Err(message) => entry_invalid(manifest, self.place(line), message),
            }
        }
    }

    fn requires_python(&self, root: Node<'_>, manifest: &mut Manifest) {
        let Some(node) = root.get("requires-python") else { return };
        match node.text().map(str::parse) {
            Some(Ok(specifiers)) => manifest.requires_python = Some(specifiers),
            _ => entry_invalid(
                manifest,
                self.place(node.line()),
                "expected version specifiers under \"requires-python\"",
            ),
        }
    }

    /// Where the file is for at all: in any of its environments. Elsewhere installers refuse it, and nothing in it holds.
    fn environments(&self, root: Node<'_>, count: usize) -> Result<Option<Marker>, ManifestProblem> {
        let Some(node) = root.get("environments") else { return Ok(None) };
        let texts: Vec<String> =
            node.list().filter_map(Node::text).map(|marker| format!("({marker})")).collect();
        if texts.is_empty() {
            return Ok(None);
        }
        let problem = |code, message| ManifestProblem::new(self.place(node.line()), code, message);
        let text = texts.join(" or ");
        if text.len().saturating_mul(count) > COPIED {
            let message = "its environments are more than are read of a file with so many packages";
            return Err(problem(ManifestProblemCode::FileTooLarge, message.to_owned()));
        }
        text.parse().map(Some).map_err(|error| {
            let message = format!("expected a list of markers under \"environments\": {error}");
            problem(ManifestProblemCode::EntryInvalid, message)
        })
    }

    fn selectable(&self, root: Node<'_>, manifest: &mut Manifest) {
        for (key, selector) in [
            ("extras", Selector::Extra as fn(PackageName) -> Selector),
            ("dependency-groups", Selector::Group),
            ("default-groups", Selector::Group),
        ] {
            for node in root.get(key).into_iter().flat_map(Node::list) {
                let Some(name) = node.text() else {
                    entry_invalid(
                        manifest,
                        self.place(node.line()),
                        format!("expected a name under {key:?}"),
                    );
                    continue;
                };
                let selector = selector(PackageName::new(name));
                if key == "default-groups" {
                    manifest.selectable.defaults.insert(selector.clone());
                }
                manifest.selectable.all.insert(selector);
            }
        }
    }

    fn entry(
        &self,
        package: Node<'_>,
        environments: Option<&Marker>,
        place: Place,
        manifest: &mut Manifest,
    ) -> Result<Entry, String> {
        if !package.is_table() {
            return Err("expected a table of a package".to_owned());
        }
        let text = |key: &str| match package.get(key) {
            None => Ok(None),
            Some(node) => node.text().map(Some).ok_or_else(|| format!("expected a text under {key:?}")),
        };
        let name = text("name")?.ok_or("expected a text under \"name\" of a package")?;
        let told = version_of_archives(package).map(|version| version.to_string());
        let version = text("version")?.or(told.as_deref());
        let mut entry = Entry::wanted(python_requirement(name, version)?, place);
        let own = text("marker")?.map(str::parse).transpose();
        let own = own.map_err(|error| format!("the marker of {name} is invalid: {error}"))?;
        let python = text("requires-python")?.map(python_marker).transpose()?.flatten();
        entry.requirement.marker = and(and(own, python), environments.cloned());
        entry.source = self.source(package, text("index")?, name)?;
        let archives = ["archive", "sdist"].into_iter().filter_map(|key| package.get(key));
        let wheels = package.get("wheels").into_iter().flat_map(Node::list);
        let archives: Vec<Node<'_>> = archives.chain(wheels).collect();
        entry.uploaded = last_upload(archives.iter().copied());
        for archive in archives {
            for (algorithm, digest) in archive.get("hashes").into_iter().flat_map(Node::table) {
                add_hash(&mut entry, algorithm, digest.text().unwrap_or_default(), manifest);
            }
        }
        entry.hashes.sort_unstable();
        entry.hashes.dedup();
        Ok(entry)
    }

    /// Where a package comes from; the kinds exclude each other.
    fn source(&self, package: Node<'_>, index: Option<&str>, name: &str) -> Result<Source, String> {
        let kinds = [package.get("vcs"), package.get("directory"), package.get("archive")];
        let archives = package.get("sdist").or_else(|| package.get("wheels"));
        if kinds.iter().chain([&archives]).flatten().count() > 1 {
            return Err(format!(
                "expected one of vcs, directory, archive, or sdist and wheels, of {name}, and found several"
            ));
        }
        match kinds {
            [Some(vcs), ..] => self.vcs(vcs),
            [_, Some(directory), _] => {
                let path =
                    directory.text_of("path").ok_or("expected a text under \"path\" of a directory")?;
                let path = match directory.text_of("subdirectory") {
                    Some(inner) => format!("{}/{inner}", path.trim_end_matches('/')),
                    None => path.to_owned(),
                };
                let editable = directory.get("editable").and_then(Node::flag).unwrap_or(false);
                Ok(Source::Directory { url: location(&path, self.input), editable: Some(editable) })
            }
            [.., Some(archive)] => Ok(Source::Archive {
                url: self.url_or_path(archive)?,
                subdirectory: archive.text_of("subdirectory").map(str::to_owned),
            }),
            _ => Ok(Source::Index { url: index.map(mask_credentials) }),
        }
    }

    /// Both may be given; the path is there for where the URL cannot be reached.
    fn url_or_path(&self, node: Node<'_>) -> Result<String, String> {
        match (node.text_of("url"), node.text_of("path")) {
            (Some(url), _) => Ok(mask_credentials(url)),
            (None, Some(path)) => Ok(location(path, self.input)),
            (None, None) => Err("expected a text under \"url\" or \"path\"".to_owned()),
        }
    }

    fn vcs(&self, node: Node<'_>) -> Result<Source, String> {
        let vcs = node.text_of("type").ok_or("expected a text under \"type\" of a repository")?;
        let owned = |key: &str| node.text_of(key).map(mask_credentials);
        Ok(Source::Vcs {
            vcs: vcs.to_owned(),
            url: self.url_or_path(node)?,
            revision: owned("requested-revision"),
            commit: owned("commit-id").map(|commit| commit.to_ascii_lowercase()),
            subdirectory: owned("subdirectory"),
        })
    }
}
