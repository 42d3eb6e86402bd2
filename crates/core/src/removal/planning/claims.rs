//! What other distributions list of what is to be removed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::own::Own;
use super::reach::Reach;
use super::{Chosen, beside};
use crate::integrity::files::{Anchor, ListSource, list_files};
use crate::inventory::file::Disk;
use crate::inventory::{Distribution, DistributionKind, Inventory, Site};
use crate::metadata::lines;
use crate::removal::protected::{Protected, folded};

/// How much of a `top_level.txt` is read, in bytes.
const TOP_LEVEL_LIMIT: usize = 1024 * 1024;

/// What others list.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Paths that are to be removed and that another distribution lists, with why they stay.
    shared: HashMap<PathBuf, String>,
    /// Entries of directories from which something is removed, at or below which another distribution lists something.
    entries: HashSet<PathBuf>,
    /// Paths at or below which all is another distribution's, in lower case: its metadata, listed or not, and where it does not list its
    /// files, what its names tell.
    whole: HashMap<Vec<u8>, String>,
}

/// What is to be removed, to be asked for by the paths of others.
struct Wanted {
    by_folded: HashMap<Vec<u8>, Vec<PathBuf>>,
    directories: HashSet<PathBuf>,
}

impl Wanted {
    fn of(owned: &[(Chosen<'_>, Own)], protected: &Protected) -> Self {
        let mut wanted = Self { by_folded: HashMap::new(), directories: HashSet::new() };
        for path in owned.iter().flat_map(|(_, own)| own.files.keys()) {
            wanted.by_folded.entry(folded(path)).or_default().push(path.clone());
            for directory in path.ancestors().skip(1).take_while(|directory| !protected.stays(directory)) {
                if !wanted.directories.insert(directory.to_path_buf()) {
                    break;
                }
            }
        }
        wanted
    }
}

impl Claims {
    /// What the distributions list that stay. An error says whose list could not be read: nothing is known of what it shares.
    pub(super) fn of_others(
        disk: &Disk,
        inventory: &Inventory,
        anchor: &Anchor,
        (reach, protected): (&Reach, &Protected),
        owned: &[(Chosen<'_>, Own)],
    ) -> Result<Self, String> {
        let going: HashSet<&Path> =
            owned.iter().map(|(chosen, _)| chosen.distribution.metadata_path.as_path()).collect();
        let wanted = Wanted::of(owned, protected);
        let mut claims = Self::default();
        let beside = beside::sites(disk, inventory, anchor, reach)?;
        let of_inventory =
            inventory.sites.iter().map(|site| (site, Anchor::of(site, &inventory.environments)));
        for (site, of_site) in of_inventory.chain(beside.iter().map(|site| (site, anchor.clone()))) {
            // What lies above may list what is here, and what lies within a site may be shared too. What lies within another
            // environment is left alone anyway.
            let below = of_site.path.strip_prefix(&anchor.path).ok();
            let is_within =
                below.is_some_and(|path| !path.as_os_str().is_empty() && protected.why(path).is_none());
            if !anchor.path.starts_with(&of_site.path) && !is_within {
                continue;
            }
            for distribution in &site.distributions {
                let metadata = distribution.metadata_path.as_path();
                // What is vendored goes with what it is a part of.
                let is_vendored = is_within
                    && metadata
                        .strip_prefix(&anchor.path)
                        .is_ok_and(|path| wanted.directories.contains(path));
                if is_vendored || going.contains(metadata) {
                    continue;
                }
                claims.add(disk, (anchor, &of_site), reach, &wanted, (distribution, site))?;
            }
        }
        Ok(claims)
    }

    fn add(
        &mut self,
        disk: &Disk,
        (anchor, of_site): (&Anchor, &Anchor),
        reach: &Reach,
        wanted: &Wanted,
        (distribution, site): (&Distribution, &Site),
    ) -> Result<(), String> {
        self.add_metadata(anchor, distribution, site);
        let list = list_files(disk, distribution, site, of_site);
        let is_list = list.source.is_some_and(ListSource::is_of_installed);
        if !is_list {
            self.add_vague(disk, anchor, distribution, site);
            return Ok(());
        }
        if !list.is_whole() || list.swallowed(|path| is_there(reach, (anchor, of_site), path)).is_some() {
            return Err(format!(
                "{} could not be read as a whole, so that nobody can tell what {} shares with it",
                list.path.display(),
                distribution.label()
            ));
        }
        if !list.names_its_metadata(&distribution.metadata_path, of_site) {
            self.add_vague(disk, anchor, distribution, site);
        }
        for file in &list.files {
            let whole = file.place.whole(&of_site.path);
            if let Ok(path) = whole.strip_prefix(&anchor.path) {
                self.claim(reach, wanted, path, distribution);
            }
        }
        Ok(())
    }

    fn claim(&mut self, reach: &Reach, wanted: &Wanted, path: &Path, distribution: &Distribution) {
        for mine in wanted.by_folded.get(&folded(path)).into_iter().flatten() {
            let is_same = mine == path
                || matches!((reach.state(mine), reach.state(path)), (Ok(left), Ok(right)) if left.is_same_file(&right));
            if is_same {
                let reason = format!("{} lists it too", distribution.label());
                self.shared.entry(mine.clone()).or_insert(reason);
            }
        }
        for entry in path.ancestors() {
            if entry.parent().is_some_and(|directory| wanted.directories.contains(directory)) {
                self.entries.insert(entry.to_path_buf());
            }
        }
    }

    /// What tells of a distribution is its own, whatever lists say.
    fn add_metadata(&mut self, anchor: &Anchor, distribution: &Distribution, site: &Site) {
        let reason = format!("it is {}'s metadata", distribution.label());
        let link = format!("{}.egg-link", distribution.name.as_written());
        let link = (distribution.kind == DistributionKind::EggLink).then(|| site.path.join(link));
        for path in link.iter().chain([&distribution.metadata_path]) {
            if let Ok(path) = path.strip_prefix(&anchor.path)
                && !path.as_os_str().is_empty()
            {
                self.whole.entry(folded(path)).or_insert_with(|| reason.clone());
            }
        }
    }

    /// A distribution without a list of its files owns what its names tell, until somebody knows better.
    fn add_vague(&mut self, disk: &Disk, anchor: &Anchor, distribution: &Distribution, site: &Site) {
        // conda's records of what is no Python package, and what lies in an archive, share nothing by name.
        if matches!(distribution.kind, DistributionKind::Conda | DistributionKind::ZippedDistInfo) {
            return;
        }
        let Ok(site) = site.path.strip_prefix(&anchor.path) else { return };
        let names = disk.read(&distribution.metadata_path.join("top_level.txt"), TOP_LEVEL_LIMIT);
        let names = names.map(|read| read.bytes).unwrap_or_default();
        let mut names: Vec<String> = lines(&names)
            .filter_map(|line| std::str::from_utf8(line).ok())
            .map(|line| line.trim().to_owned())
            .filter(|name| !name.is_empty() && !name.contains(['/', '\0']) && name != "..")
            .collect();
        if names.is_empty() {
            names.push(distribution.name.normalized().replace('-', "_"));
        }
        let reason = format!("it may be {}'s, which does not list its files", distribution.label());
        for name in names {
            for name in [format!("{name}.py"), name] {
                self.whole.entry(folded(&site.join(name))).or_insert_with(|| reason.clone());
            }
        }
    }

    /// Why a path stays; `None` where nobody else lists it.
    pub(super) fn owner(&self, path: &Path) -> Option<String> {
        let whole = || path.ancestors().find_map(|above| self.whole.get(&folded(above)));
        self.shared.get(path).or_else(whole).cloned()
    }

    /// Whether another distribution lists something at or below a path.
    pub(super) fn reaches(&self, path: &Path) -> bool {
        self.entries.contains(path)
    }
}

/// Whether a path below a site's anchor is there, as far as it can be reached from ours.
fn is_there(reach: &Reach, (anchor, of_site): (&Anchor, &Anchor), path: &Path) -> bool {
    of_site.path.join(path).strip_prefix(&anchor.path).is_ok_and(|path| reach.state(path).is_ok())
}
