//! Files that are denied by themselves, since they are no distribution's.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Environment, Site, SiteKind};

use super::claims::Claims;
use super::lists::entry_of;
use super::place::{is_cache, is_metadata};
use super::{ENTRIES, Finder, Gap, Reach, Scene, Targets};
use crate::enforce::Denied;

impl Finder {
    /// The targets of files that no distribution owns: a file with what is compiled of it, a directory with all that is in it. What a
    /// distribution lists all the same is not marked, nor a whole site.
    pub(super) fn files(
        &mut self,
        disk: &Disk,
        sites: &[Site],
        environments: &[Environment],
        files: Vec<Denied>,
        already: &HashSet<PathBuf>,
    ) -> Vec<(Denied, Targets)> {
        let mut found = Vec::new();
        let mut rest = files;
        rest.sort_by(|left, right| left.metadata.cmp(&right.metadata));
        while let Some(first) = rest.pop() {
            let Some(anchor) = anchor_of(&first, sites, environments) else {
                found.push(left(first, Gap::Elsewhere));
                continue;
            };
            let is_near = |denied: &Denied| anchor_of(denied, sites, environments).as_ref() == Some(&anchor);
            let (mut near, others) = rest.into_iter().partition(is_near);
            rest = others;
            near.push(first);
            let neighbours: Vec<(&Site, Anchor)> = sites
                .iter()
                .map(|site| (site, Anchor::of(site, environments)))
                .filter(|(_, other)| other.path == anchor.path)
                .collect();
            found.extend(self.files_below(disk, &anchor, &neighbours, near, already));
        }
        found
    }

    fn files_below(
        &mut self,
        disk: &Disk,
        anchor: &Anchor,
        neighbours: &[(&Site, Anchor)],
        files: Vec<Denied>,
        already: &HashSet<PathBuf>,
    ) -> Vec<(Denied, Targets)> {
        let sites: BTreeSet<PathBuf> = neighbours.iter().map(|(site, _)| site.path.clone()).collect();
        let reach = match Reach::of(&anchor.path) {
            Ok(_) if is_cache(&anchor.path) => {
                return files.into_iter().map(|denied| left(denied, Gap::Cache)).collect();
            }
            Ok(reach) => reach,
            Err(errno) => {
                let gap = || super::super::reach::gap(errno);
                return files.into_iter().map(|denied| left(denied, gap())).collect();
            }
        };
        let wanted: HashSet<PathBuf> =
            files.iter().map(|denied| entry_of(&denied.metadata, &sites)).collect();
        let going = already.iter().map(PathBuf::as_path).collect();
        let claims = Claims::of(disk, &mut self.lists, neighbours, &sites, &going, &wanted);
        let nothing = BTreeSet::new();
        let mut found = Vec::new();
        for denied in files {
            let innermost = neighbours.iter().filter(|(site, _)| denied.metadata.starts_with(&site.path));
            let Some((site, anchor)) = innermost.max_by_key(|(site, _)| site.path.as_os_str().len()) else {
                found.push(left(denied, Gap::Elsewhere));
                continue;
            };
            let scene = Scene {
                reach: &reach,
                site,
                sites: &sites,
                anchor,
                claims: &claims,
                denied: &nothing,
                is_private: false,
            };
            let mut targets =
                Targets { anchor: anchor.path.clone(), sites: sites.clone(), ..Targets::default() };
            scene.single(&denied.metadata, &mut targets);
            found.push((denied, targets));
        }
        found
    }
}

impl Scene<'_> {
    fn single(&self, path: &Path, targets: &mut Targets) {
        let below = path.strip_prefix(&self.site.path).unwrap_or(path);
        if self.sites.iter().any(|site| site.starts_with(path)) {
            targets.leave(path, Gap::WholeSite);
        } else if matches!(self.site.kind, SiteKind::Checkout | SiteKind::Linked) {
            targets.leave(path, Gap::SourceTree);
        } else if is_metadata(below) {
            targets.leave(path, Gap::Metadata);
        } else if self.reach.list(path, ENTRIES).is_ok() {
            self.tree(path, targets);
        } else {
            self.module(path, targets);
        }
    }
}

/// What is not marked at all.
fn left(denied: Denied, why: Gap) -> (Denied, Targets) {
    let mut targets = Targets { anchor: denied.site.clone(), ..Targets::default() };
    targets.leave(&denied.metadata, why);
    (denied, targets)
}

/// The anchor of the innermost site that a file lies in.
fn anchor_of(denied: &Denied, sites: &[Site], environments: &[Environment]) -> Option<Anchor> {
    let within = sites.iter().filter(|site| denied.metadata.starts_with(&site.path));
    let innermost = within.max_by_key(|site| site.path.as_os_str().len())?;
    Some(Anchor::of(innermost, environments))
}
