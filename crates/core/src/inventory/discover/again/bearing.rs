//! Whether what is in some places bears on others: then only a search of everything tells all that follows from it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::places::Region;
use super::{Refresh, links};
use crate::inventory::discover::environments::{base_at, home_at};
use crate::inventory::discover::path_files;
use crate::inventory::site::PathFileAction;
use crate::inventory::{DistributionKind, Environment, EnvironmentKind, Inventory, Site, SiteKind};

impl Refresh<'_> {
    /// Whether what was found in a region, or is gone from it, bears on what lies elsewhere, or that on it.
    pub(super) fn bears(&self, region: &Region, found: &Inventory) -> bool {
        let before: Vec<&Site> = in_region(region, self.inventory).collect();
        let now: Vec<&Site> = in_region(region, found).collect();
        let environments = self.inventory.environments.iter();
        let outside: Vec<&Environment> =
            environments.filter(|one| !region.prefixes.contains(&one.prefix)).collect();
        let is_seen = |site: &&Site| outside.iter().any(|one| one.sites.contains(&site.path));
        // Other names of what lies elsewhere lie here.
        let is_named = outside.iter().flat_map(|one| &one.aliases).any(|alias| region.holds(alias));
        is_named
            || before.iter().chain(&now).any(is_seen)
            || is_linked_otherwise(&before, &now)
            || is_path_otherwise(region, &before, &now)
            || self.is_led_to(region)
            || now.iter().any(|site| self.is_claimed(site) || self.is_user_site(site, &outside))
            || self.shows_more(region, found)
    }

    /// Whether a `.pth` file elsewhere leads here, or to where nothing was before.
    fn is_led_to(&self, region: &Region) -> bool {
        let elsewhere = self.inventory.sites.iter().filter(|site| !region.holds(&site.path));
        elsewhere.filter(|site| site.kind != SiteKind::StandardLibrary).any(|site| {
            let lines = site.path_files.iter().flat_map(|file| &file.lines);
            lines.into_iter().any(|line| match &line.action {
                PathFileAction::Path { target: Some(target) } => {
                    is_followed(site.kind) && region.holds(target)
                }
                PathFileAction::Path { target: None } => {
                    path_files::target(&self.disk, &site.path, line.text.as_bytes()).is_some()
                }
                PathFileAction::Import => false,
            })
        })
    }

    /// Whether an install elsewhere stands for a source tree that was found.
    fn is_claimed(&self, site: &Site) -> bool {
        let is_tree = |kind| matches!(kind, SiteKind::Checkout | SiteKind::Linked);
        let links = || {
            let all = self.inventory.sites.iter().flat_map(|site| &site.distributions);
            all.filter(|one| !links(std::slice::from_ref(*one)).is_empty())
        };
        is_tree(site.kind)
            && site.distributions.iter().any(|found| {
                links().any(|link| link.name.normalized() == found.name.normalized())
                    || found.kind == DistributionKind::EggLink
            })
    }

    /// Whether it is the caller's own site for environments elsewhere, which see it from now on (PEP 370).
    fn is_user_site(&self, site: &Site, outside: &[&Environment]) -> bool {
        let home = self.surroundings.home.as_ref().map(|home| home.join(".local"));
        let bases: Vec<PathBuf> = home.into_iter().chain(self.surroundings.user_base.clone()).collect();
        let is_its = |one: &Environment| {
            let Some((major, minor)) = one.version.release.filter(|_| one.user_site) else { return false };
            let thread = if one.version.free_threaded { "t" } else { "" };
            let name = one.implementation.file_name();
            let below = format!("lib/{name}{major}.{minor}{thread}/site-packages");
            bases.iter().any(|base| self.disk.real_directory(&base.join(&below)).as_ref() == Some(&site.path))
        };
        outside.iter().any(|one| is_its(one))
    }

    /// Whether something was found elsewhere that is not known.
    fn shows_more(&self, region: &Region, found: &Inventory) -> bool {
        let is_own =
            |path: &Path| region.holds(path) || path.ancestors().any(|one| region.prefixes.contains(one));
        let more = found.sites.iter().filter(|site| !is_own(&site.path));
        more.into_iter().any(|site| !self.inventory.sites.iter().any(|known| known.path == site.path))
    }

    /// Whether an installation that is new is what environments elsewhere were made from, or are taken to be.
    pub(super) fn is_base_of_others(&self, before: &[Environment], now: &[Environment]) -> bool {
        let Some(new) = now.first().filter(|one| one.kind != EnvironmentKind::Virtual && before.is_empty())
        else {
            return false;
        };
        let others = self.inventory.environments.iter().filter(|one| one.base.as_ref() != Some(&new.prefix));
        others.into_iter().any(|one| {
            let home = one.home.as_deref().filter(|home| !home.is_empty());
            home.and_then(|home| base_at(&self.disk, &home_at(&self.disk, &one.prefix, home), None))
                .is_some_and(|base| base == new.prefix)
        })
    }
}

fn in_region<'inventory>(
    region: &'inventory Region,
    inventory: &'inventory Inventory,
) -> impl Iterator<Item = &'inventory Site> {
    inventory.sites.iter().filter(|site| region.holds(&site.path))
}

/// Whether Python, of whoever sees the site, reads its `.pth` files.
fn is_followed(kind: SiteKind) -> bool {
    matches!(kind, SiteKind::Environment | SiteKind::User | SiteKind::Prefix)
}

/// Where the `.pth` files of a site lead, if something is there.
fn targets(site: &Site) -> impl Iterator<Item = Option<&PathBuf>> {
    site.path_files.iter().flat_map(|file| &file.lines).filter_map(|line| match &line.action {
        PathFileAction::Path { target } => Some(target.as_ref()),
        PathFileAction::Import => None,
    })
}

/// Whether editable installs and egg-links stand for other source trees than before.
fn is_linked_otherwise(before: &[&Site], now: &[&Site]) -> bool {
    let of = |sites: &[&Site]| -> BTreeSet<_> {
        sites.iter().flat_map(|site| links(&site.distributions)).collect()
    };
    of(before) != of(now)
}

/// Whether `.pth` files that Python follows lead to other places elsewhere than before.
fn is_path_otherwise(region: &Region, before: &[&Site], now: &[&Site]) -> bool {
    let of = |sites: &[&Site]| -> BTreeSet<PathBuf> {
        let followed = sites.iter().filter(|site| is_followed(site.kind));
        let targets = followed.flat_map(|site| targets(site));
        targets.flatten().filter(|target| !region.holds(target)).cloned().collect()
    };
    of(before) != of(now)
}
