//! `conda-lock.yml`, the unified lock file of conda-lock.

use super::locked::{
    add_hash, conda_entry, conda_requirement, conda_source, entry_invalid, platform_marker,
    python_requirement, settle, version_unknown,
};
use super::origin::{self, Origin};
use super::yaml_document::{Document, Node};
use crate::manifest::{
    Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode, Place, Selector, Source,
};
use crate::requirement::PackageName;

/// The category that `conda-lock install` takes beside `main` where it is not told otherwise.
const DEFAULT_CATEGORY: &str = "dev";

/// Reads the file. An entry holds on its platform and, beside `main`, where its category is chosen.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    let mut manifest = Manifest::empty(Format::CondaLock, input.file.clone());
    if let Some(document) = Document::parse(input, &mut manifest) {
        read_root(input, document.root(), &mut manifest);
        document.finish(input.file, &mut manifest);
    }
    manifest
}

fn read_root(input: &Input<'_>, root: Node<'_>, manifest: &mut Manifest) {
    let place = |line| Place { file: input.file.clone(), line };
    match root.get("version") {
        Some(version) if version.text().is_some_and(|text| ["1", "2"].contains(&text)) => {}
        version => {
            let found = version.map_or("none", |version| version.text().unwrap_or("no number"));
            let line = version.map_or(root.line(), Node::line);
            return version_unknown(manifest, place(line), "1", found);
        }
    }
    let Some(packages) = root.get("package").filter(|packages| packages.is_list()) else {
        let message = "expected a list of packages under \"package\"";
        return manifest.problems.push(ManifestProblem::new(
            place(root.line()),
            ManifestProblemCode::FileInvalid,
            message,
        ));
    };
    for package in packages.list() {
        let place = place(package.line());
        match entry(input, package, place.clone(), manifest) {
            Ok(mut entry) => {
                settle(&mut entry, manifest);
                manifest.entries.push(entry);
            }
            Err(message) => entry_invalid(manifest, place, message),
        }
    }
    let default = Selector::Group(PackageName::new(DEFAULT_CATEGORY));
    if manifest.selectable.all.contains(&default) {
        manifest.selectable.defaults.insert(default);
    }
}

fn entry(
    input: &Input<'_>,
    package: Node<'_>,
    place: Place,
    manifest: &mut Manifest,
) -> Result<Entry, String> {
    let text =
        |key: &str| package.text_of(key).ok_or_else(|| format!("expected a text under {key:?} of a package"));
    let (name, version, url) = (text("name")?, text("version")?, text("url")?);
    let platform = text("platform")?;
    let marker =
        platform_marker(platform).ok_or_else(|| format!("{platform:?} is no platform that is known"))?;
    let mut entry = match text("manager")? {
        "conda" => {
            let entry = conda_entry(conda_requirement(name, version)?, place);
            Entry { source: conda_source(url), ..entry }
        }
        "pip" => {
            let entry = Entry::wanted(python_requirement(name, Some(version))?, place);
            let (source, hashes) = pip_source(input, url)?;
            Entry { source, hashes, ..entry }
        }
        other => return Err(format!("expected \"conda\" or \"pip\" under \"manager\", found {other:?}")),
    };
    entry.requirement.marker = Some(marker.parse().map_err(|error| format!("{error}"))?);
    entry.when = categories(package)?;
    manifest.selectable.all.extend(entry.when.iter().cloned());
    for (algorithm, digest) in package.get("hash").into_iter().flat_map(Node::table) {
        // What has no digest of an algorithm may say so.
        if digest.is_nothing() {
            continue;
        }
        add_hash(&mut entry, algorithm, digest.text().unwrap_or_default(), manifest);
    }
    Ok(entry)
}

/// conda-lock hands pip the URL itself, so that what is installed says that it came from there.
fn pip_source(input: &Input<'_>, url: &str) -> Result<Origin, String> {
    Ok(match origin::of_url(url)? {
        (Source::Directory { .. }, hashes) => (origin::local(url, None, input), hashes),
        found => found,
    })
}

/// The categories that an entry is of: none of them needs to be chosen where `main` is among them.
fn categories(package: Node<'_>) -> Result<Vec<Selector>, String> {
    let invalid = || "expected texts under \"category\" or \"categories\" of a package".to_owned();
    let nodes: Vec<Node<'_>> = match (package.get("categories"), package.get("category")) {
        (Some(categories), _) => categories.list().collect(),
        (None, Some(category)) => vec![category],
        (None, None) => return Ok(Vec::new()),
    };
    let names =
        nodes.into_iter().map(|node| node.text().ok_or_else(invalid)).collect::<Result<Vec<_>, _>>()?;
    if names.is_empty() {
        return Err(invalid());
    }
    if names.contains(&"main") {
        return Ok(Vec::new());
    }
    let mut when: Vec<Selector> =
        names.into_iter().map(|name| Selector::Group(PackageName::new(name))).collect();
    when.sort_unstable();
    when.dedup();
    Ok(when)
}
