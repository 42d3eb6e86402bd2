//! What runs at starts, put together of what was found in parts of a machine.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::startup::{Startup, StartupItem, StartupKind, Verdict};
use fetter_core::inventory::Inventory;
use fetter_core::requirement::PackageName;

/// What of it rules may be against, without what only people read.
pub(super) fn bare(found: Startup) -> Startup {
    let may_matter =
        |item: &StartupItem| item.is_finding() || item.kind.may_be_listed() && item.verdict != Verdict::Plain;
    let bare = |item: StartupItem| StartupItem {
        content: String::new(),
        digest: None,
        known: None,
        traits: Vec::new(),
        notes: Vec::new(),
        mapping: Vec::new(),
        ..item
    };
    Startup { items: found.items.into_iter().filter(may_matter).map(bare).collect(), ..found }
}

/// Puts what was found in some sites and environments in the place of what is known of these.
///
/// Of the sites in `settled` everything was found. Of other places only what the environments in `prefixes` run: what others run of them
/// stays as it is known.
pub(super) fn merge(
    known: &mut Vec<StartupItem>,
    settled: &BTreeSet<PathBuf>,
    prefixes: &BTreeSet<PathBuf>,
    found: &[StartupItem],
) {
    known.retain(|item| !settled.contains(&item.site));
    known.retain_mut(|item| {
        let is_of_nobody = item.environments.is_empty() && item.passed_over.is_empty();
        item.environments.retain(|prefix| !prefixes.contains(prefix));
        item.passed_over.retain(|prefix| !prefixes.contains(prefix));
        is_of_nobody || !(item.environments.is_empty() && item.passed_over.is_empty())
    });
    let mut all: BTreeMap<Place, StartupItem> = known.drain(..).map(|item| (place(&item), item)).collect();
    for item in found {
        // It is copied, as findings are.
        let item = item.clone();
        match all.entry(place(&item)) {
            Entry::Vacant(entry) => drop(entry.insert(item)),
            Entry::Occupied(mut entry) => {
                let environments = joined(&entry.get().environments, &item.environments);
                let passed_over = joined(&entry.get().passed_over, &item.passed_over);
                entry.insert(StartupItem { environments, passed_over, ..item });
            }
        }
    }
    known.extend(all.into_values());
}

/// By what an item is the same as one that was found before.
type Place = (PathBuf, PathBuf, Option<u64>, StartupKind);

fn place(item: &StartupItem) -> Place {
    (item.site.clone(), item.file.clone(), item.line, item.kind)
}

fn joined(one: &[PathBuf], other: &[PathBuf]) -> Vec<PathBuf> {
    one.iter().chain(other).cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Takes out what only environments run that are gone, or what lay in sites that are.
pub(super) fn prune(known: &mut Vec<StartupItem>, inventory: &Inventory) {
    let prefixes: BTreeSet<&Path> =
        inventory.environments.iter().map(|found| found.prefix.as_path()).collect();
    known.retain_mut(|item| {
        let is_of_nobody = item.environments.is_empty() && item.passed_over.is_empty();
        item.environments.retain(|prefix| prefixes.contains(prefix.as_path()));
        item.passed_over.retain(|prefix| prefixes.contains(prefix.as_path()));
        if is_of_nobody {
            return super::queue::place(inventory, &item.site).is_some();
        }
        !(item.environments.is_empty() && item.passed_over.is_empty())
    });
}

/// The name of the distribution that lists an item's file, if it is installed where the file lies.
pub(super) fn owner(item: &StartupItem, inventory: &Inventory) -> Option<String> {
    let name = PackageName::new(&item.owner.as_ref()?.name);
    let site = super::queue::place(inventory, &item.site)?;
    let is_there = site.distributions.iter().any(|found| found.name.normalized() == name.normalized());
    is_there.then(|| name.normalized().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(site: &str, file: &str, environments: &[&str]) -> StartupItem {
        StartupItem {
            kind: StartupKind::ImportLine,
            site: site.into(),
            file: Path::new(site).join(file),
            line: Some(1),
            content: String::new(),
            digest: None,
            verdict: Verdict::Unknown,
            known: None,
            owner: None,
            traits: Vec::new(),
            notes: Vec::new(),
            mapping: Vec::new(),
            is_inert: false,
            environments: environments.iter().map(PathBuf::from).collect(),
            passed_over: Vec::new(),
        }
    }

    fn told(items: &[StartupItem]) -> Vec<String> {
        let one = |item: &StartupItem| {
            let by: Vec<String> = item.environments.iter().map(|by| by.display().to_string()).collect();
            format!("{} by {}", item.file.display(), by.join(","))
        };
        items.iter().map(one).collect()
    }

    fn set(paths: &[&str]) -> BTreeSet<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn what_others_run_stays_and_what_was_looked_at_is_replaced() {
        let mut known = vec![
            item("/a/s", "gone.pth", &["/a"]),
            item("/b/s", "other.pth", &["/b"]),
            item("/lib", "shared.pth", &["/a", "/b"]),
            item("/lib", "only-a.pth", &["/a"]),
            item("/target", "kept.pth", &[]),
        ];
        let found = vec![item("/a/s", "new.pth", &["/a"]), item("/lib", "shared.pth", &["/a"])];
        merge(&mut known, &set(&["/a/s"]), &set(&["/a"]), &found);
        assert_eq!(
            told(&known),
            [
                "/a/s/new.pth by /a",
                "/b/s/other.pth by /b",
                "/lib/shared.pth by /a,/b",
                "/target/kept.pth by ",
            ]
        );
        merge(&mut known, &set(&["/a/s"]), &set(&["/a"]), &[]);
        assert_eq!(told(&known), ["/b/s/other.pth by /b", "/lib/shared.pth by /b", "/target/kept.pth by "]);
        prune(&mut known, &Inventory::default());
        assert_eq!(told(&known), [""; 0]);
    }
}
