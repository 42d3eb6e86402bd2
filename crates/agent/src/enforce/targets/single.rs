//! Files that are denied by themselves, since they are no distribution's.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Environment, Site, SiteKind};

use super::claims::Claims;
use super::contest::Contest;
use super::draft::Draft;
use super::list::entry_of;
use super::lists::Around;
use super::looked::Looked;
use super::place::{is_cache, is_metadata};
use super::room::Rooms;
use super::{Finder, Gap, NotCovered, Reach, Scene, Targets, anchors, owner};
use crate::enforce::Denied;

impl Finder {
    /// The targets of files that no distribution owns: a file with what is compiled of it, a directory with all that is in it. What a
    /// distribution lists all the same is not marked, nor a whole site.
    pub(super) fn files(
        &mut self,
        disk: &Disk,
        (sites, environments): (&[Site], &[Environment]),
        files: Vec<Denied>,
        (already, rooms): (&HashSet<PathBuf>, &mut Rooms),
    ) -> Vec<(Denied, Targets)> {
        if files.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut by_anchor: BTreeMap<Anchor, Vec<Denied>> = BTreeMap::new();
        for denied in files {
            match anchor_of(&denied, sites, environments) {
                Some(anchor) => by_anchor.entry(anchor).or_default().push(denied),
                None => found.push(left(denied, Gap::Elsewhere)),
            }
        }
        let anchors = anchors(sites, environments);
        for (anchor, near) in by_anchor {
            let neighbours = anchors.get(&anchor.path).map(Vec::as_slice).unwrap_or_default();
            found.extend(self.files_below(disk, &anchor, neighbours, near, (already, rooms)));
        }
        found
    }

    fn files_below(
        &mut self,
        disk: &Disk,
        anchor: &Anchor,
        neighbours: &[(&Site, Anchor)],
        files: Vec<Denied>,
        (already, rooms): (&HashSet<PathBuf>, &mut Rooms),
    ) -> Vec<(Denied, Targets)> {
        let sites: BTreeSet<PathBuf> = neighbours.iter().map(|(site, _)| site.path.clone()).collect();
        let reach = match Reach::with(&anchor.path, &sites) {
            Ok(_) if is_cache(&anchor.path) => {
                return files.into_iter().map(|denied| left(denied, Gap::Cache)).collect();
            }
            Ok(reach) => reach,
            Err(errno) => {
                let gap = || super::super::reach::gap(errno);
                return files.into_iter().map(|denied| left(denied, gap())).collect();
            }
        };
        let wanted = files.iter().map(|denied| entry_of(&denied.metadata, &sites)).collect();
        let wanted = self.lists.wanted(wanted);
        let going = already.iter().map(PathBuf::as_path).collect();
        let around: Vec<Around<'_>> =
            neighbours.iter().map(|(site, anchor)| Around { disk, site, anchor, sites: &sites }).collect();
        let contest = Contest::new(&reach, &[]);
        let claims = Claims::of(&mut self.lists, &around, &going, &wanted, (&contest, &mut *rooms));
        let nothing = BTreeSet::new();
        let mut looked = Looked::default();
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
            let targets = Targets { anchor: anchor.path.clone(), sites: sites.clone(), ..Targets::default() };
            let mut draft = Draft::new(targets, rooms, owner(&site.path));
            scene.single(&denied.metadata, &mut looked, &mut draft);
            let targets = draft.finish(&denied.metadata);
            found.push((denied, targets));
        }
        found
    }
}

impl Scene<'_> {
    fn single(&self, path: &Path, looked: &mut Looked, draft: &mut Draft<'_>) {
        let below = path.strip_prefix(&self.site.path).unwrap_or(path);
        if self.sites.iter().any(|site| site.starts_with(path)) {
            draft.leave(path, Gap::WholeSite);
        } else if matches!(self.site.kind, SiteKind::Checkout | SiteKind::Linked) {
            draft.leave(path, Gap::SourceTree);
        } else if is_metadata(below) {
            draft.leave(path, Gap::Metadata);
        } else if self.reach.directory(path).is_ok() {
            self.tree(path, draft);
        } else {
            self.module(path, looked, draft);
        }
    }
}

/// What is not marked at all.
fn left(denied: Denied, why: Gap) -> (Denied, Targets) {
    let mut targets = Targets { anchor: denied.site.clone(), ..Targets::default() };
    targets.not_covered.push(NotCovered { path: denied.metadata.clone(), why });
    (denied, targets)
}

/// The anchor of the innermost site that a file lies in.
fn anchor_of(denied: &Denied, sites: &[Site], environments: &[Environment]) -> Option<Anchor> {
    let within = sites.iter().filter(|site| denied.metadata.starts_with(&site.path));
    let innermost = within.max_by_key(|site| site.path.as_os_str().len())?;
    Some(Anchor::of(innermost, environments))
}
