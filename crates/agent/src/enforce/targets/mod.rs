//! Which directories and files of denied distributions are marked.
//!
//! A directory below a site whose files all belong to denied distributions is marked as one ([`Targets::directories`]). Any other
//! denied file is marked by itself ([`Targets::files`]). What tells of distributions (dist-info, egg-info) is not marked: installers
//! and fetter read it. The source tree of an editable install is not marked either: it is somebody's work, which editors and version
//! control open; what puts it on the path (`.pth` files and finders, as far as the distribution lists them) is.

mod belongs;
mod claims;
mod contest;
mod draft;
mod list;
mod listed;
mod lists;
mod looked;
mod named;
mod place;
mod room;
mod single;
mod warm;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, DistributionKind, Environment, Site, SiteKind};
use fetter_core::metadata::direct_url::Origin;

use self::claims::Claims;
use self::contest::{Contender, Contest};
use self::draft::Draft;
use self::list::List;
use self::lists::{Around, Lists};
use self::looked::Looked;
use self::place::is_package;
use self::place::{holds_project, is_cache, is_metadata};
use self::room::Rooms;
use self::warm::Warming;
use super::ledger::owner;
use super::reach::Reach;
use super::{Denied, Gap, NotCovered};

/// How many entries of directories are looked at for one distribution.
pub(super) const ENTRIES: usize = 200_000;

/// What is marked for one denied distribution. Paths are absolute, and lie below the anchor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// What the site's distributions were installed into: no way from here on leads through a link.
    pub anchor: PathBuf,
    /// The sites below the anchor: where a file has hard links, it is here that its directory may be marked instead.
    pub sites: BTreeSet<PathBuf>,
    /// Directories whose files are all denied.
    pub directories: BTreeSet<PathBuf>,
    /// Denied files in other directories.
    pub files: BTreeSet<PathBuf>,
    /// What will not be marked.
    pub not_covered: Vec<NotCovered>,
    /// Whether something could not be read that can perhaps be later: it is worth to look again.
    pub may_change: bool,
}

/// Finds what is to be marked. It remembers of every list of files that it has read what it has a part in, for as long as it is the same
/// file on the disk.
#[derive(Debug, Default)]
pub struct Finder {
    lists: Lists,
    warming: Warming,
}

/// What is known while the targets of one distribution are found.
struct Scene<'scene> {
    reach: &'scene Reach,
    site: &'scene Site,
    sites: &'scene BTreeSet<PathBuf>,
    anchor: &'scene Anchor,
    claims: &'scene Claims,
    /// What the denied distributions below the anchor list.
    denied: &'scene BTreeSet<&'scene Path>,
    /// Whether everything in `bin` is an environment's own.
    is_private: bool,
}

impl Finder {
    /// Finds the targets of denied distributions among sites. What is not installed there any longer has none. All sites that share a
    /// prefix with a denied distribution must be among them: what others list is not marked, but for what is denied `already`, by the
    /// paths of metadata.
    pub fn find(
        &mut self,
        disk: &Disk,
        sites: &[Site],
        environments: &[Environment],
        denied: Vec<Denied>,
        already: &HashSet<PathBuf>,
    ) -> Vec<(Denied, Targets)> {
        let mut by_anchor: BTreeMap<Anchor, Vec<(&Site, &Distribution, Denied)>> = BTreeMap::new();
        let (files, denied): (Vec<Denied>, Vec<Denied>) =
            denied.into_iter().partition(|denied| denied.file().is_some());
        for denied in denied {
            let installed = sites
                .iter()
                .filter(|site| site.path == denied.site)
                .flat_map(|site| site.distributions.iter().map(move |found| (site, found)))
                .find(|(_, found)| found.metadata_path == denied.metadata);
            if let Some((site, found)) = installed {
                let anchor = Anchor::of(site, environments);
                by_anchor.entry(anchor).or_default().push((site, found, denied));
            }
        }
        let mut found = Vec::new();
        let anchors = anchors(sites, environments);
        let mut rooms = Rooms::default();
        for (anchor, chosen) in by_anchor {
            let neighbours = anchors.get(&anchor.path).map(Vec::as_slice).unwrap_or_default();
            found.extend(self.below(disk, &anchor, neighbours, chosen, (already, &mut rooms)));
        }
        found.extend(self.files(disk, (sites, environments), files, (already, &mut rooms)));
        found
    }

    /// The targets of what is denied below one anchor.
    fn below(
        &mut self,
        disk: &Disk,
        anchor: &Anchor,
        neighbours: &[(&Site, Anchor)],
        chosen: Vec<(&Site, &Distribution, Denied)>,
        (already, rooms): (&HashSet<PathBuf>, &mut Rooms),
    ) -> Vec<(Denied, Targets)> {
        let sites: BTreeSet<PathBuf> = neighbours.iter().map(|(site, _)| site.path.clone()).collect();
        let empty = || Targets { anchor: anchor.path.clone(), sites: sites.clone(), ..Targets::default() };
        let failed = |denied: Denied, why: Gap| {
            let not_covered = vec![NotCovered { path: anchor.path.clone(), why }];
            (denied, Targets { not_covered, ..empty() })
        };
        if is_cache(&anchor.path) {
            return chosen.into_iter().map(|(.., denied)| failed(denied, Gap::Cache)).collect();
        }
        let reach = match Reach::with(&anchor.path, &sites) {
            Ok(reach) => reach,
            Err(errno) => {
                let why = || super::reach::gap(errno);
                return chosen.into_iter().map(|(.., denied)| failed(denied, why())).collect();
            }
        };
        let mut going: HashSet<&Path> =
            chosen.iter().map(|(_, found, _)| found.metadata_path.as_path()).collect();
        going.extend(already.iter().map(PathBuf::as_path));
        let mut lists = Vec::new();
        for (site, found, _) in &chosen {
            let around = Around { disk, site, anchor, sites: &sites };
            let list = self.lists.of(found, around);
            let has_room = rooms.take(owner(&site.path), list.below.len(), list.bytes());
            lists.push(if has_room { list } else { list.without_files(found, around) });
        }
        let mut wanted: HashSet<PathBuf> = lists.iter().flat_map(|list| list.entries().cloned()).collect();
        wanted.extend(chosen.iter().map(|(_, found, _)| found.metadata_path.clone()));
        let wanted = self.lists.wanted(wanted);
        let around: Vec<Around<'_>> =
            neighbours.iter().map(|(site, anchor)| Around { disk, site, anchor, sites: &sites }).collect();
        let by_metadata: HashMap<&Path, (&Distribution, Around<'_>)> = around
            .iter()
            .flat_map(|around| around.site.distributions.iter().map(|found| (found, *around)))
            .map(|(found, around)| (found.metadata_path.as_path(), (found, around)))
            .collect();
        let contenders: Vec<Contender<'_>> = chosen
            .iter()
            .zip(&lists)
            .map(|((_, found, denied), list)| {
                let own = (list, found.metadata_path.as_path(), denied.is_malware());
                Contender::new(own, &mut self.lists, &by_metadata, rooms)
            })
            .collect();
        let contest = Contest::new(&reach, &contenders);
        let claims = Claims::of(&mut self.lists, &around, &going, &wanted, (&contest, rooms));
        let chosen_paths: HashSet<&Path> =
            chosen.iter().map(|(_, found, _)| found.metadata_path.as_path()).collect();
        let is_other = |found: &&Distribution| {
            already.contains(&found.metadata_path) && !chosen_paths.contains(&*found.metadata_path)
        };
        let mut others = Vec::new();
        for around in around {
            for found in around.site.distributions.iter().filter(is_other) {
                others.extend(
                    self.lists
                        .sharing(found, around, &wanted)
                        .filter(|list| rooms.take(owner(&around.site.path), list.below.len(), list.bytes())),
                );
            }
        }
        let others_own = others.iter().flat_map(|list| list.owned_in(&wanted));
        let denied: BTreeSet<&Path> =
            contest.files().chain(others_own.map(|listed| listed.path.as_path())).collect();
        let is_private = reach.look(&anchor.path.join("pyvenv.cfg")).is_ok();
        let mut looked = Looked::default();
        let mut all = Vec::new();
        for ((site, found, verdict), list) in chosen.iter().zip(&lists) {
            let (reach, claims, denied) = (&reach, &claims, &denied);
            let scene = Scene { reach, site, sites: &sites, anchor, claims, denied, is_private };
            let draft = Draft::new(empty(), rooms, owner(&site.path));
            all.push((verdict.clone(), scene.targets(found, list, &mut looked, draft)));
        }
        for ((site, ..), list) in chosen.iter().zip(&lists) {
            rooms.give(owner(&site.path), list.bytes());
        }
        all
    }
}

/// The sites below each anchor, each with its own.
fn anchors<'site>(
    sites: &'site [Site],
    environments: &[Environment],
) -> HashMap<PathBuf, Vec<(&'site Site, Anchor)>> {
    let mut by_path: HashMap<PathBuf, Vec<(&Site, Anchor)>> = HashMap::new();
    for site in sites {
        let anchor = Anchor::of(site, environments);
        by_path.entry(anchor.path.clone()).or_default().push((site, anchor));
    }
    by_path
}

impl Scene<'_> {
    fn targets(
        &self,
        found: &Distribution,
        list: &List,
        looked: &mut Looked,
        mut draft: Draft<'_>,
    ) -> Targets {
        let metadata = &found.metadata_path;
        draft.may_change(list.is_held);
        match found.kind {
            DistributionKind::EggDirectory => self.tree(metadata, &mut draft),
            DistributionKind::EggArchive => draft.file(metadata.clone()),
            DistributionKind::ZippedDistInfo => self.archive(&mut draft),
            DistributionKind::EggLink => draft.leave(metadata, Gap::EggLink),
            _ if list.is_usable() => self.listed(list, looked, &mut draft),
            _ if self.is_source_tree(found) => {
                self.listed(list, looked, &mut draft);
                draft.leave(metadata, Gap::SourceTree);
            }
            _ => {
                self.listed(list, looked, &mut draft);
                let why = if list.is_unread { Gap::Unread } else { Gap::NoList };
                draft.leave(metadata, why);
                self.named(list, looked, &mut draft);
            }
        }
        let origin = found.details.as_ref().and_then(|details| details.origin.as_ref());
        if matches!(origin, Some(Origin::Directory { editable: true, .. })) || list.is_editable() {
            draft.leave(metadata, Gap::SourceTree);
        }
        draft.finish(metadata)
    }

    /// Whether what a distribution is called like may be somebody's work. Metadata that no installer made tells of it, or it lies where
    /// projects do.
    fn is_source_tree(&self, found: &Distribution) -> bool {
        let is_laid_out = matches!(
            self.site.kind,
            SiteKind::Environment | SiteKind::User | SiteKind::Prefix | SiteKind::StandardLibrary
        );
        let is_of_project =
            matches!(found.kind, DistributionKind::EggInfoDirectory | DistributionKind::EggInfoFile);
        let site = &self.site.path;
        !is_laid_out && (is_of_project || self.site.kind == SiteKind::Checkout || holds_project(site))
    }

    /// An archive on the path: it is marked if all that lies in it is denied.
    fn archive(&self, draft: &mut Draft<'_>) {
        let is_archive = self.site.kind == SiteKind::Archive;
        let is_alone = self.site.distributions.len() == 1;
        if is_archive && is_alone {
            draft.file(self.site.path.clone());
        } else {
            draft.leave(&self.site.path, Gap::SharedArchive);
        }
    }

    /// A directory and all below it, but for what tells of distributions, and for what others list.
    fn tree(&self, top: &Path, draft: &mut Draft<'_>) {
        let mut rest = vec![top.to_path_buf()];
        while let Some(directory) = rest.pop() {
            if self.claims.reaches(&directory) {
                draft.leave(&directory, Gap::Shared(self.claims.owner_below(&directory)));
                continue;
            }
            let Ok(entries) = draft.list(self.reach, &directory) else { continue };
            rest.extend(
                entries.iter().filter(|named| is_package(named)).map(|named| directory.join(&named.name)),
            );
            draft.directory(directory);
        }
    }

    /// Whether a directory lies below a site, and is none itself.
    fn is_within_site(&self, directory: &Path) -> bool {
        !self.sites.contains(directory) && directory.ancestors().any(|above| self.sites.contains(above))
    }
}
