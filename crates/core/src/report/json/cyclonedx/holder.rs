//! Environments, and sites that none sees, as components.

use super::component::Component;
use super::property::{Properties, Property};
use crate::inventory::{Environment, Site};
use crate::report::bill::{Holder, HolderKind, path_text};

pub(super) fn component<'bill>(holder: &'bill Holder<'_>) -> Component<'bill> {
    match holder.kind {
        HolderKind::Environment(found) => Component {
            kind: "platform",
            bom_ref: Some(&holder.id),
            name: path_text(&found.prefix),
            version: Some(found.version.to_string()).filter(|version| version != "?").map(Into::into),
            properties: of_environment(found),
            ..Component::default()
        },
        HolderKind::Site(site) => Component {
            kind: "file",
            bom_ref: Some(&holder.id),
            name: path_text(&site.path),
            properties: of_site(site),
            ..Component::default()
        },
    }
}

fn of_environment(found: &Environment) -> Vec<Property<'_>> {
    let mut properties = Properties::default();
    properties
        .add("fetter:prefix", path_text(&found.prefix))
        .add("fetter:kind", found.kind.as_str())
        .add("fetter:creator", found.creator.as_str())
        .add("fetter:implementation", found.implementation.as_str())
        .add("fetter:python", found.version.to_string())
        .add_all("fetter:platform", found.platform.as_ref().map(ToString::to_string))
        .add_all("fetter:base", found.base.as_deref().map(path_text))
        .add_all("fetter:executable", found.executables.iter().map(|program| path_text(&program.path)))
        .add_all("fetter:site", found.sites.iter().map(|site| path_text(site)));
    properties.0
}

fn of_site(site: &Site) -> Vec<Property<'_>> {
    let mut properties = Properties::default();
    properties.add("fetter:site", path_text(&site.path)).add("fetter:kind", site.kind.as_str());
    properties.0
}
