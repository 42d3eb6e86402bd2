//! What PDM and uv write beside the standard's tables.

use std::collections::{BTreeSet, HashMap};

use super::bundles::Bundles;
use super::standard::read_list;
use super::{in_order, source_of, tool};
use crate::manifest::readers::origin::{self, Origin};
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::manifest::{Role, Selector, Source};
use crate::requirement::{PackageName, Requirement};

/// Groups of development under the names that PDM and uv had for them before PEP 735.
pub(super) fn read_groups(root: Node<'_>, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    if let Some(list) = tool(root, "uv").and_then(|uv| uv.get("dev-dependencies")) {
        let dev = Selector::Group(PackageName::new("dev"));
        reading.selectable(&dev);
        let (bundle, _) = bundles.of(Some(dev));
        read_list(list, bundle, reading, bundles);
    }
    let groups = tool(root, "pdm").and_then(|pdm| pdm.get("dev-dependencies"));
    for (name, list) in groups.map(in_order).unwrap_or_default() {
        let selector = Selector::Group(PackageName::new(name));
        reading.selectable(&selector);
        let (bundle, _) = bundles.of(Some(selector));
        if !list.is_list() {
            reading.invalid(list.line(), "a list of requirements was expected");
        }
        for item in list.list() {
            match item.text().and_then(|text| text.trim_start().strip_prefix("-e ")) {
                Some(url) => read_editable(url.trim(), item.line(), bundle, reading, bundles),
                None => read_one(item, bundle, reading, bundles),
            }
        }
    }
}

/// The packages that PDM locks as its `overrides` say, whatever asks for them.
pub(super) fn pdm_overrides(root: Node<'_>) -> BTreeSet<PackageName> {
    let pdm = tool(root, "pdm");
    let resolution = pdm.and_then(|pdm| pdm.get("resolution"));
    let tables = [pdm, resolution].into_iter().flatten().filter_map(|table| table.get("overrides"));
    tables.flat_map(Node::table).map(|(name, _)| PackageName::new(name)).collect()
}

fn read_one(item: Node<'_>, bundle: usize, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    match item.text().map(str::parse::<Requirement>) {
        Some(Ok(requirement)) => {
            let entry = reading.required(requirement, item.line());
            bundles.add(bundle, entry);
        }
        Some(Err(error)) => reading.invalid(item.line(), format!("no requirement of PEP 508: {error}")),
        None => reading.invalid(item.line(), "a requirement was expected"),
    }
}

/// PDM's `-e file:///${PROJECT_ROOT}/path#egg=name`.
fn read_editable(url: &str, line: u32, bundle: usize, reading: &mut Reading<'_>, bundles: &mut Bundles) {
    let (location, fragment) = url.split_once('#').unwrap_or((url, ""));
    let Some(egg) = fragment.split('&').find_map(|part| part.strip_prefix("egg=")) else {
        reading.invalid(line, "an editable requirement that says what it is, with #egg=NAME, was expected");
        return;
    };
    let Ok(requirement) = egg.parse::<Requirement>() else {
        reading.invalid(line, format!("{egg:?} is no name of a package"));
        return;
    };
    let mut entry = reading.wanted(requirement, line);
    entry.source = match location.strip_prefix("file:///${PROJECT_ROOT}") {
        Some(path) => {
            origin::local(&format!("./{}", path.trim_start_matches('/')), Some(true), reading.input)
        }
        None => match Source::of_url(url) {
            Source::Directory { url, .. } => Source::Directory { url, editable: Some(true) },
            other => other,
        },
    };
    bundles.add(bundle, entry);
}

/// Gives entries the sources that `[tool.uv.sources]` names.
pub(super) fn apply_uv_sources(root: Node<'_>, reading: &mut Reading<'_>) {
    let Some(uv) = tool(root, "uv") else { return };
    let mut sources: HashMap<PackageName, Origin> = HashMap::new();
    for (name, node) in uv.get("sources").map(in_order).unwrap_or_default() {
        let name = PackageName::new(name);
        match uv_source(&name, node, uv, reading) {
            Ok(Some(origin)) => _ = sources.insert(name, origin),
            Ok(None) => {}
            Err(message) => reading.invalid(node.line(), format!("the source of {name}: {message}")),
        }
    }
    for entry in &mut reading.manifest.entries {
        let is_open = entry.role == Role::Wanted && entry.source == Source::Index { url: None };
        if let Some(origin) = sources.get(&entry.requirement.name).filter(|_| is_open) {
            (entry.source, entry.hashes) = origin.clone();
        }
    }
}

/// One source, or none where it depends on the environment which index it is.
fn uv_source(
    name: &PackageName,
    node: Node<'_>,
    uv: Node<'_>,
    reading: &Reading<'_>,
) -> Result<Option<Origin>, String> {
    let options: Vec<Node<'_>> = if node.is_list() { node.list().collect() } else { vec![node] };
    let is_conditional = |option: &Node<'_>| {
        option.get("marker").is_some() || option.get("extra").is_some() || option.get("group").is_some()
    };
    if options.iter().any(is_conditional) || options.len() != 1 {
        // An installed package does not tell which index it came from.
        return if options.iter().all(|option| option.get("index").is_some()) {
            Ok(None)
        } else {
            Err("it depends on the environment where it comes from, which is not told apart; name uv.lock"
                .to_owned())
        };
    }
    let option = options[0];
    if let Some(index) = option.text_of("index") {
        let indexes = uv.get("index").into_iter().flat_map(Node::list);
        let url = indexes
            .filter(|known| known.text_of("name") == Some(index))
            .find_map(|known| known.text_of("url"));
        return Ok(Some((origin::index(url), Vec::new())));
    }
    if option.get("workspace").and_then(Node::flag) == Some(true) {
        let editable = option.get("editable").and_then(Node::flag);
        let source = Source::Directory { url: format!("workspace:{}", name.normalized()), editable };
        return Ok(Some((source, Vec::new())));
    }
    let found = source_of(option, reading.input)?;
    found.ok_or_else(|| "one of git, url, path, index and workspace was expected".to_owned()).map(Some)
}
