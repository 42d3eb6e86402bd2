//! Whose environments decide what is refused in a site.
//!
//! A mark holds for everybody, and an environment is made by anybody: a line of a `.pth` file, or `include-system-site-packages`, has it see
//! whatever site its maker likes, at a path and with a version of his choice. So a site is judged as those environments see it that only
//! root, or who has the site in his hands anyway, can have made. The judge knows nothing of this: it gets an inventory in which other
//! environments do not see the site. A site that none is left for is judged as what it is by itself.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::{Environment, Inventory, PathFileAction, Site, SiteKind};

/// Stands for whoever owns what could not be looked at.
const NOBODY: u32 = u32::MAX;

/// Who owns what lies at paths.
pub(super) struct Owned<'look> {
    look: &'look dyn Fn(&Path) -> Option<u32>,
    known: HashMap<PathBuf, Option<u32>>,
}

/// An inventory, or a part of `whole`, with the environments that decide. It is another one only where some do not.
pub(super) fn deciding<'part>(
    whole: &Inventory,
    part: &'part Inventory,
    owned: &mut Owned<'_>,
) -> Cow<'part, Inventory> {
    let mut environments = Vec::with_capacity(part.environments.len());
    for environment in &part.environments {
        let makers = owned.makers(environment);
        let named = named(whole, environment, owned);
        let decides = |site: &PathBuf, owned: &mut Owned<'_>| {
            let is_named = is_own(environment, site)
                || kind(whole, site) == Some(SiteKind::User)
                || named.contains(site.as_path());
            is_named && makers.is_subset(&owned.hands(site))
        };
        let sites: Vec<PathBuf> =
            environment.sites.iter().filter(|site| decides(site, owned)).cloned().collect();
        environments.extend(alone(whole, environment, &sites, &makers, owned));
        environments.push(Environment { sites, ..environment.clone() });
    }
    if environments == part.environments {
        return Cow::Borrowed(part);
    }
    Cow::Owned(Inventory { environments, ..part.clone() })
}

/// The environment without what others put before its sites, if there is such: what lies there hides nothing of what others find.
fn alone(
    whole: &Inventory,
    environment: &Environment,
    sites: &[PathBuf],
    makers: &BTreeSet<u32>,
    owned: &mut Owned<'_>,
) -> Option<Environment> {
    let mut is_alone = |site: &&PathBuf| {
        // A user's site hides nothing from others anyway.
        kind(whole, site) == Some(SiteKind::User) || owned.hands(site).is_subset(makers)
    };
    let kept: Vec<PathBuf> = sites.iter().filter(&mut is_alone).cloned().collect();
    (kept.len() < sites.len()).then(|| Environment { sites: kept, ..environment.clone() })
}

/// Whether a site is an environment's by its layout, and needs no line to be seen.
fn is_own(environment: &Environment, site: &Path) -> bool {
    let base = environment.base.as_ref().filter(|_| environment.system_sites);
    site.starts_with(&environment.prefix) || base.is_some_and(|base| site.starts_with(base))
}

/// The sites that lines of `.pth` files add to an environment, of those that only root, or who has them in his hands anyway, can have
/// written.
fn named<'whole>(
    whole: &'whole Inventory,
    environment: &Environment,
    owned: &mut Owned<'_>,
) -> HashSet<&'whole Path> {
    let mut named = HashSet::new();
    for site in environment.sites.iter().filter_map(|site| find(whole, site)) {
        for file in &site.path_files {
            let targets = file.lines.iter().filter_map(|line| match &line.action {
                PathFileAction::Path { target } => target.as_deref(),
                PathFileAction::Import => None,
            });
            let mut writers = None;
            for target in targets {
                let writers = writers.get_or_insert_with(|| owned.hands(&site.path.join(&file.name)));
                if writers.is_subset(&owned.hands(target)) {
                    named.insert(target);
                }
            }
        }
    }
    named
}

fn find<'whole>(inventory: &'whole Inventory, path: &Path) -> Option<&'whole Site> {
    let place = inventory.sites.binary_search_by(|site| site.path.as_path().cmp(path)).ok()?;
    inventory.sites.get(place)
}

fn kind(inventory: &Inventory, path: &Path) -> Option<SiteKind> {
    find(inventory, path).map(|site| site.kind)
}

impl<'look> Owned<'look> {
    pub(super) fn new(look: &'look dyn Fn(&Path) -> Option<u32>) -> Self {
        Self { look, known: HashMap::new() }
    }

    fn owner(&mut self, path: &Path) -> Option<u32> {
        if let Some(known) = self.known.get(path) {
            return *known;
        }
        let owner = (self.look)(path);
        self.known.insert(path.to_path_buf(), owner);
        owner
    }

    /// Who can exchange what lies at a path: root, and the owners of it and of what it lies in.
    fn hands(&mut self, path: &Path) -> BTreeSet<u32> {
        let mut hands: BTreeSet<u32> =
            path.ancestors().map(|above| self.owner(above).unwrap_or(NOBODY)).collect();
        hands.insert(0);
        hands
    }

    /// Who can have made an environment what it is: also in a directory that everybody may write to.
    fn makers(&mut self, environment: &Environment) -> BTreeSet<u32> {
        let mut makers = self.hands(&environment.prefix);
        makers.extend(self.owner(&environment.prefix.join("pyvenv.cfg")));
        makers.extend(environment.executables.iter().filter_map(|found| self.owner(&found.path)));
        if environment.executables.is_empty() {
            let own = environment.sites.iter().find(|site| site.starts_with(&environment.prefix));
            makers.extend(own.map(|site| self.owner(site).unwrap_or(NOBODY)));
        }
        makers
    }
}

/// Who owns what lies at a path, a link itself.
pub(super) fn owner(path: &Path) -> Option<u32> {
    std::fs::symlink_metadata(path).ok().map(|status| status.uid())
}

#[cfg(test)]
#[path = "deciders_tests.rs"]
mod tests;
