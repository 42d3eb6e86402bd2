//! Which directories and files of denied distributions are marked.
//!
//! A directory below a site whose files all belong to denied distributions is marked as one ([`Targets::directories`]). Any other
//! denied file is marked by itself ([`Targets::files`]). What tells of distributions (dist-info, egg-info) is not marked: installers
//! and fetter read it. The source tree of an editable install is not marked either: it is somebody's work, which editors and version
//! control open; what puts it on the path (`.pth` files and finders, as far as the distribution lists them) is.

mod belongs;
mod claims;
mod listed;
mod lists;
mod named;
mod place;
mod single;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use fetter_core::integrity::files::Anchor;
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, DistributionKind, Environment, Site, SiteKind};
use fetter_core::metadata::direct_url::Origin;

use self::belongs::Ownership;
use self::claims::Claims;
use self::lists::{List, Lists};
pub(super) use self::place::is_package;
use self::place::{is_cache, is_metadata};
use super::reach::Reach;
use super::{Denied, Gap, NotCovered};

/// How many entries of directories are looked at for one distribution.
pub(super) const ENTRIES: usize = 500_000;

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
}

/// Finds what is to be marked. It keeps the lists of files that it has read, as long as they are the same files on the disk.
#[derive(Debug, Default)]
pub struct Finder {
    lists: Lists,
}

/// What is known while the targets of one distribution are found.
struct Scene<'scene> {
    reach: &'scene Reach,
    site: &'scene Site,
    sites: &'scene BTreeSet<PathBuf>,
    anchor: &'scene Anchor,
    claims: &'scene Claims,
    /// What the denied distributions below the anchor list.
    denied: &'scene BTreeSet<PathBuf>,
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
        let installed: HashMap<&Path, (&Site, &Distribution)> = sites
            .iter()
            .flat_map(|site| site.distributions.iter().map(move |found| (site, found)))
            .map(|(site, found)| (found.metadata_path.as_path(), (site, found)))
            .collect();
        let (files, denied): (Vec<Denied>, Vec<Denied>) =
            denied.into_iter().partition(|denied| denied.file().is_some());
        for denied in denied {
            if let Some((site, found)) = installed.get(denied.metadata.as_path()) {
                let anchor = Anchor::of(site, environments);
                by_anchor.entry(anchor).or_default().push((site, found, denied));
            }
        }
        let mut found = Vec::new();
        for (anchor, chosen) in by_anchor {
            let neighbours: Vec<(&Site, Anchor)> = sites
                .iter()
                .map(|site| (site, Anchor::of(site, environments)))
                .filter(|(_, other)| other.path == anchor.path)
                .collect();
            found.extend(self.below(disk, &anchor, &neighbours, chosen, already));
        }
        found.extend(self.files(disk, sites, environments, files, already));
        found
    }

    /// The targets of what is denied below one anchor.
    fn below(
        &mut self,
        disk: &Disk,
        anchor: &Anchor,
        neighbours: &[(&Site, Anchor)],
        chosen: Vec<(&Site, &Distribution, Denied)>,
        already: &HashSet<PathBuf>,
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
        let reach = match Reach::of(&anchor.path) {
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
            lists.push(self.lists.of(disk, found, (site, anchor), &sites));
        }
        let mut wanted: HashSet<PathBuf> = lists.iter().flat_map(|list| list.entries().cloned()).collect();
        wanted.extend(chosen.iter().map(|(_, found, _)| found.metadata_path.clone()));
        let claims = Claims::of(disk, &mut self.lists, neighbours, &sites, &going, &wanted);
        let mut denied: BTreeSet<PathBuf> =
            lists.iter().flat_map(|list| list.below.iter().cloned()).collect();
        for (site, anchor) in neighbours {
            for found in site.distributions.iter().filter(|found| already.contains(&found.metadata_path)) {
                let list = self.lists.of(disk, found, (site, anchor), &sites);
                denied.extend(list.owned_in(&wanted).cloned());
            }
        }
        let is_private = reach.look(&anchor.path.join("pyvenv.cfg")).is_ok();
        let targets = chosen.into_iter().zip(&lists).map(|((site, found, verdict), list)| {
            let (reach, claims, denied) = (&reach, &claims, &denied);
            let scene = Scene { reach, site, sites: &sites, anchor, claims, denied, is_private };
            (verdict, scene.targets(found, list, empty()))
        });
        targets.collect()
    }
}

impl Scene<'_> {
    fn targets(&self, found: &Distribution, list: &List, mut targets: Targets) -> Targets {
        let metadata = &found.metadata_path;
        let mut ownership = Ownership::default();
        match found.kind {
            DistributionKind::EggDirectory => self.tree(metadata, &mut targets),
            DistributionKind::EggArchive => drop(targets.files.insert(metadata.clone())),
            DistributionKind::ZippedDistInfo => self.archive(&mut targets),
            DistributionKind::EggLink => targets.leave(metadata, Gap::EggLink),
            _ if list.is_usable() => self.listed(list, &mut ownership, &mut targets),
            _ => {
                self.listed(list, &mut ownership, &mut targets);
                let why = if list.is_unread { Gap::Unread } else { Gap::NoList };
                targets.leave(metadata, why);
                self.named(list, &mut targets);
            }
        }
        let origin = found.details.as_ref().and_then(|details| details.origin.as_ref());
        if matches!(origin, Some(Origin::Directory { editable: true, .. })) || list.is_editable() {
            targets.leave(metadata, Gap::SourceTree);
        }
        targets
    }

    /// An archive on the path: it is marked if all that lies in it is denied.
    fn archive(&self, targets: &mut Targets) {
        let is_archive = self.site.kind == SiteKind::Archive;
        let is_alone = self.site.distributions.len() == 1;
        if is_archive && is_alone {
            targets.files.insert(self.site.path.clone());
        } else {
            targets.leave(&self.site.path, Gap::SharedArchive);
        }
    }

    /// A directory and all below it, but for what tells of distributions, and for what others list.
    fn tree(&self, top: &Path, targets: &mut Targets) {
        let mut rest = vec![top.to_path_buf()];
        let mut left = ENTRIES;
        while let Some(directory) = rest.pop() {
            if self.claims.reaches(&directory) {
                targets.leave(&directory, Gap::Shared(self.claims.owner_below(&directory)));
                continue;
            }
            let Ok(entries) = self.reach.list(&directory, left) else { continue };
            left = left.saturating_sub(entries.len());
            rest.extend(
                entries.iter().filter(|named| is_package(named)).map(|named| directory.join(&named.name)),
            );
            targets.directories.insert(directory);
            if left == 0 {
                targets.leave(top, Gap::TooMany(ENTRIES));
                return;
            }
        }
    }

    /// Whether a directory lies below a site, and is none itself.
    fn is_within_site(&self, directory: &Path) -> bool {
        !self.sites.contains(directory) && self.sites.iter().any(|site| directory.starts_with(site))
    }
}

impl Targets {
    fn leave(&mut self, path: &Path, why: Gap) {
        self.not_covered.push(NotCovered { path: path.to_path_buf(), why });
    }
}
