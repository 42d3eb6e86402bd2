//! Lock version 2.1: every package says which groups it is in, and where.

use super::Extras;
use super::package::Package;
use crate::manifest::readers::reading::Reading;
use crate::manifest::readers::toml_document::Node;
use crate::manifest::{Entry, Role, Selector};
use crate::requirement::PackageName;

/// How many different markers a package may have for its groups. Each costs a copy of its hashes.
const SHARES: usize = 64;

/// The groups of a package that have one marker.
struct Share<'document> {
    marker: Option<&'document str>,
    line: u32,
    /// Nothing: the main group is among them, which always holds.
    when: Vec<Selector>,
}

pub(super) fn read(packages: Vec<Package<'_>>, extras: &Extras, reading: &mut Reading<'_>) {
    for package in packages {
        for share in shares(package.node, reading) {
            let entry = entry_of(&package, &share, extras, reading);
            reading.manifest.entries.push(entry);
        }
    }
}

fn shares<'document>(node: Node<'document>, reading: &mut Reading<'_>) -> Vec<Share<'document>> {
    let markers = node.get("markers");
    let line = markers.map_or(node.line(), Node::line);
    let mut groups: Vec<&str> =
        node.get("groups").into_iter().flat_map(Node::list).filter_map(Node::text).collect();
    if groups.is_empty() {
        groups.push("main");
    }
    let mut shares: Vec<Share<'document>> = Vec::new();
    // The main group first: what it is in with one marker, no other group needs to say.
    groups.sort_by_key(|group| *group != "main");
    for group in groups {
        let marker = markers
            .and_then(|markers| if markers.is_table() { markers.text_of(group) } else { markers.text() });
        let selector = Selector::Group(PackageName::new(group));
        let is_main = group == "main";
        if !is_main {
            reading.selectable(&selector);
        }
        if shares.len() == SHARES {
            reading.invalid(line, format!("a package with more than {SHARES} markers is not read"));
            break;
        }
        match shares.iter_mut().find(|share| share.marker == marker) {
            Some(share) if share.when.is_empty() => {}
            Some(share) => share.when.push(selector),
            None => {
                let when = if is_main { Vec::new() } else { vec![selector] };
                shares.push(Share { marker, line, when });
            }
        }
    }
    shares
}

fn entry_of(package: &Package<'_>, share: &Share<'_>, extras: &Extras, reading: &mut Reading<'_>) -> Entry {
    let mut entry = Entry {
        requirement: package.entry.requirement.clone(),
        source: package.entry.source.clone(),
        hashes: reading.copied(&package.entry.hashes),
        when: share.when.clone(),
        ..Entry::wanted(package.entry.requirement.clone(), package.entry.place.clone())
    };
    let marker = share.marker.and_then(|marker| reading.marker(marker, share.line));
    let named = marker.as_ref().map(crate::requirement::Marker::extras).unwrap_or_default();
    for extra in &named {
        reading.selectable(&Selector::Extra(extra.clone()));
    }
    entry.requirement.marker = marker.map(|marker| marker.of_chosen_extras());
    if package.is_optional && named.is_empty() && entry.when.is_empty() {
        match extras.get(&entry.requirement.name) {
            Some(when) => entry.when.clone_from(when),
            // There for an extra, and no extra says so: nothing wants it.
            None => entry.role = Role::Reached,
        }
    }
    entry
}
