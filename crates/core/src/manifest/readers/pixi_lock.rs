//! `pixi.lock`, of the versions 4 to 6 of its format.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::locked::{
    add_hash, conda_entry, conda_name, conda_requirement, conda_source, entry_invalid, git, platform_marker,
    python_requirement, settle, version_unknown,
};
use super::origin::{self, Origin, is_url, local};
use super::requirements_file::version_at;
use super::yaml_document::{Document, Node};
use crate::manifest::{
    Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, Place, Selector, Source,
};
use crate::metadata::credentials::{mask_channel, mask_credentials};
use crate::requirement::{Marker, PackageName, Requirement};

/// The environment that `pixi install` installs where it is not told otherwise.
const DEFAULT_ENVIRONMENT: &str = "default";

/// Reads the file. An entry holds on its platforms and where one of its environments is chosen.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::PixiLock, input.file.clone());
    if let Some(document) = Document::parse(input, &mut manifest) {
        Reader { input, manifest: &mut manifest }.root(document.root());
        document.finish(input.file, &mut manifest);
    }
    manifest
}

/// A package as environments refer to it: `conda` or `pypi`, and the URL or path.
type Key<'text> = (&'static str, &'text str);

/// Where a package is used: the platforms, by environment.
#[derive(Default)]
struct Uses<'text> {
    line: u32,
    platforms: BTreeMap<&'text str, BTreeSet<&'text str>>,
}

struct Reader<'read> {
    input: &'read Input<'read>,
    manifest: &'read mut Manifest,
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
        let found = version.and_then(Node::text);
        if !found.is_some_and(|text| ["4", "5", "6"].contains(&text)) {
            let place = self.place(version.map_or(0, Node::line));
            return version_unknown(self.manifest, place, "4, 5 or 6", found.unwrap_or("none"));
        }
        let tables = (root.get("environments"), root.get("packages"));
        let (Some(environments), Some(packages)) = tables else {
            let message = "expected a table under \"environments\" and a list under \"packages\"";
            let problem = ManifestProblem::new(self.place(0), ManifestProblemCode::FileInvalid, message);
            return self.manifest.problems.push(problem);
        };
        let details = self.details(packages);
        let mut order = Vec::new();
        let uses = self.uses(environments, &mut order);
        for key in order {
            if let Some(uses) = uses.get(&key) {
                self.package(key, uses, details.get(&key).copied());
            }
        }
    }

    /// What is known of each package.
    fn details<'text>(&mut self, packages: Node<'text>) -> HashMap<Key<'text>, Node<'text>> {
        let mut details = HashMap::new();
        for package in packages.list() {
            match key_of(package) {
                Some(key) => {
                    let first: Node<'text> = *details.entry(key).or_insert(package);
                    let same = |key: &str| first.text_of(key) == package.text_of(key);
                    if !same("name") || !same("version") {
                        let message = "two packages stand under this URL or path; which environments use which is not read";
                        self.invalid(package.line(), message);
                    }
                }
                None => self.invalid(
                    package.line(),
                    "expected a URL or a path under \"conda\" or \"pypi\" of a package",
                ),
            }
        }
        details
    }

    /// Which environments use which packages on which platforms, and the packages in the order of the file.
    fn uses<'text>(
        &mut self,
        environments: Node<'text>,
        order: &mut Vec<Key<'text>>,
    ) -> HashMap<Key<'text>, Uses<'text>> {
        let mut uses: HashMap<Key<'text>, Uses<'text>> = HashMap::new();
        for (name, environment) in environments.table() {
            let selector = Selector::Environment(PackageName::new(name));
            if name == DEFAULT_ENVIRONMENT {
                self.manifest.selectable.defaults.insert(selector.clone());
            }
            self.manifest.selectable.all.insert(selector);
            let Some(platforms) = environment.get("packages").filter(|packages| packages.is_table()) else {
                self.invalid(
                    environment.line(),
                    format!("expected a table of platforms under \"packages\" of the environment {name:?}"),
                );
                continue;
            };
            for (platform, packages) in platforms.table() {
                if platform_marker(platform).is_none() {
                    self.invalid(packages.line(), format!("{platform:?} is no platform that is known"));
                    continue;
                }
                for package in packages.list() {
                    let Some(key) = key_of(package) else {
                        self.invalid(package.line(), "expected a URL or a path under \"conda\" or \"pypi\"");
                        continue;
                    };
                    let used = uses.entry(key).or_insert_with(|| {
                        order.push(key);
                        Uses { line: package.line(), ..Uses::default() }
                    });
                    used.platforms.entry(name).or_default().insert(platform);
                }
            }
        }
        uses
    }

    /// Makes an entry for every set of platforms on which environments use the package.
    fn package(&mut self, key: Key<'_>, uses: &Uses<'_>, details: Option<Node<'_>>) {
        let line = details.map_or(uses.line, Node::line);
        let mut entry = match self.entry(key, details, line) {
            Ok(entry) => entry,
            Err(message) => return self.invalid(line, message),
        };
        settle(&mut entry, self.manifest);
        let mut by_platforms: BTreeMap<&BTreeSet<&str>, Vec<Selector>> = BTreeMap::new();
        for (environment, platforms) in &uses.platforms {
            let selector = Selector::Environment(PackageName::new(environment));
            by_platforms.entry(platforms).or_default().push(selector);
        }
        for (platforms, when) in by_platforms {
            let mut entry = Entry { when, ..entry.clone() };
            entry.requirement.marker = any_platform(platforms);
            self.manifest.entries.push(entry);
        }
    }

    fn entry(&mut self, key: Key<'_>, details: Option<Node<'_>>, line: u32) -> Result<Entry, String> {
        let (kind, written) = key;
        let text = |key: &str| match details.and_then(|details| details.get(key)) {
            None => Ok(None),
            Some(node) => {
                node.text().map(Some).ok_or_else(|| format!("expected a text under {key:?} of a package"))
            }
        };
        let place = self.place(line);
        let mut entry = if kind == "conda" {
            self.conda(written, text("name")?, text("version")?, place)?
        } else {
            let name = text("name")?.ok_or_else(|| {
                format!("expected {} among \"packages\", with a name", mask_credentials(written))
            })?;
            let told = version_at(written).map(|version| version.to_string());
            let requirement = python_requirement(name, text("version")?.or(told.as_deref()))?;
            let editable = details.and_then(|details| details.text_of("editable"));
            let (source, hashes) = self.python_source(written, editable == Some("true"))?;
            Entry { source, hashes, ..Entry::wanted(requirement, place) }
        };
        for algorithm in ["md5", "sha256"] {
            if let Some(digest) = text(algorithm)? {
                add_hash(&mut entry, algorithm, digest, self.manifest);
            }
        }
        Ok(entry)
    }

    fn conda(
        &self,
        written: &str,
        name: Option<&str>,
        version: Option<&str>,
        place: Place,
    ) -> Result<Entry, String> {
        let file_name = conda_file_name(written);
        let name = name.or(file_name.map(|(name, _)| name));
        let version = version.or(file_name.map(|(_, version)| version));
        let masked = mask_channel(written);
        let name = name.ok_or_else(|| format!("expected NAME-VERSION-BUILD.conda at the end of {masked}"))?;
        let requirement = match version {
            Some(version) => conda_requirement(name, version)?,
            // What is built from a source tree may have a version that only building tells.
            None => Requirement::any(conda_name(name)?),
        };
        let entry = conda_entry(requirement, place);
        let source = if file_name.is_some() && is_url(written) {
            conda_source(written)
        } else if is_url(written) {
            git(written)
        } else {
            local(written, None, self.input)
        };
        Ok(Entry { source, ..entry })
    }

    /// An index's archive stands there by its URL alone; one that the project asks for by URL has `direct+` before it.
    fn python_source(&self, written: &str, editable: bool) -> Result<Origin, String> {
        if let Some(url) = written.strip_prefix("direct+") {
            return origin::of_url(url);
        }
        let source = if written.starts_with("git+") {
            git(written)
        } else if is_url(written) && !written.starts_with("file:") {
            Source::Index { url: None }
        } else {
            local(written, editable.then_some(true), self.input)
        };
        Ok((source, Vec::new()))
    }
}

fn key_of(package: Node<'_>) -> Option<Key<'_>> {
    // Until version 5, packages say `kind: conda` and `url: …` or `path: …`.
    let location = || package.text_of("url").or_else(|| package.text_of("path"));
    match package.text_of("kind") {
        Some("conda") => return Some(("conda", location()?)),
        Some("pypi") => return Some(("pypi", location()?)),
        _ => {}
    }
    let of = |kind: &'static str| package.text_of(kind).map(|written| (kind, written));
    of("conda").or_else(|| of("pypi"))
}

/// Name and version in `NAME-VERSION-BUILD.conda`.
fn conda_file_name(url: &str) -> Option<(&str, &str)> {
    let file = url.rsplit('/').next()?;
    let stem = file.strip_suffix(".conda").or_else(|| file.strip_suffix(".tar.bz2"))?;
    let mut parts = stem.rsplitn(3, '-');
    let (_, version, name) = (parts.next()?, parts.next()?, parts.next()?);
    Some((name, version))
}

fn any_platform(platforms: &BTreeSet<&str>) -> Option<Marker> {
    let markers: Vec<&str> = platforms.iter().filter_map(|platform| platform_marker(platform)).collect();
    // Each is a conjunction, which binds more strongly than `or`.
    markers.join(" or ").parse().ok()
}
