//! Gathering the claims on a site: from the distributions that may have files in it, conda's records, and the system's package manager.

use std::collections::HashMap;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::{Claimant, Claims, SystemLists, top_level};
use crate::integrity::files::{Anchor, AnchorKind, FileList, ListSource, Place, list_files};
use crate::integrity::verify::{VerifyUnchecked, VerifyUncheckedCode};
use crate::inventory::file::{Beneath, Disk};
use crate::inventory::{Distribution, DistributionKind, Inventory, Site};
use crate::metadata::conda_files;
use crate::requirement::PackageName;

/// How much of a record of conda's is read, in bytes.
const CONDA_LIMIT: usize = 256 * 1024 * 1024;

/// Knows which distributions may have files in which sites.
pub(in super::super) struct Builder<'scan> {
    disk: &'scan Disk,
    inventory: &'scan Inventory,
    anchors: Vec<Anchor>,
    /// The sites of an anchor.
    by_anchor: HashMap<&'scan Path, Vec<usize>>,
    system: &'scan SystemLists,
}

/// The claims on a site, and what of them could not be told.
pub(in super::super) struct Claimed {
    pub(in super::super) claims: Claims,
    pub(in super::super) unchecked: Vec<VerifyUnchecked>,
    /// The distributions that nothing lists the files of, sorted: they claim what bears their modules' names.
    pub(in super::super) unlisted: Vec<String>,
}

impl<'scan> Builder<'scan> {
    pub(in super::super) fn new(
        disk: &'scan Disk,
        inventory: &'scan Inventory,
        anchors: &'scan [Anchor],
        system: &'scan SystemLists,
    ) -> Self {
        let mut by_anchor: HashMap<&Path, Vec<usize>> = HashMap::new();
        for (place, anchor) in anchors.iter().enumerate() {
            by_anchor.entry(&anchor.path).or_default().push(place);
        }
        Self { disk, inventory, anchors: anchors.to_vec(), by_anchor, system }
    }

    /// The claims on a site, by its place in the inventory.
    pub(in super::super) fn claims(&self, place: usize) -> Claimed {
        let site = &self.inventory.sites[place];
        let mut claimed = Claimed { claims: Claims::default(), unchecked: Vec::new(), unlisted: Vec::new() };
        self.system.claim(place, &mut claimed.claims);
        self.conda(place, &mut claimed);
        let mut unlisted = Vec::new();
        for other in self.concerned(site) {
            let from = &self.inventory.sites[other];
            let reach = Reach::of(self.disk, &self.anchors[other], from, site);
            for distribution in &from.distributions {
                let list = list_files(self.disk, distribution, from, &self.anchors[other]);
                let is_unlisted = from.path == site.path
                    && distribution.kind != DistributionKind::EggLink
                    && !is_told(&list)
                    && !claimed.is_of_manager(distribution, &reach);
                claimed.list(distribution, &list, &reach);
                unlisted.extend(is_unlisted.then_some(distribution));
            }
        }
        self.unlisted(&unlisted, &mut claimed);
        if claimed.claims.is_cut() {
            claimed.unchecked.push(VerifyUnchecked {
                path: site.path.clone(),
                code: VerifyUncheckedCode::TooLarge,
                reason: "the lists of files are too long to be kept; what the rest of them names is told as ownerless".into(),
            });
        }
        claimed
    }

    /// The sites whose distributions may have files in a site: those that share its anchor or have one above, and those that lie in it.
    fn concerned(&self, site: &Site) -> Vec<usize> {
        let above = site.path.ancestors().filter_map(|path| self.by_anchor.get(path)).flatten().copied();
        let mut found: Vec<usize> = above.collect();
        // Sites are sorted by path: what lies in one follows it.
        let sites = &self.inventory.sites;
        let first = sites.partition_point(|other| other.path < site.path);
        let below = (first..sites.len()).take_while(|at| sites[*at].path.starts_with(&site.path));
        found.extend(below);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// All of conda's records of the prefix, also of those that Python metadata stands for, and of what is no Python.
    fn conda(&self, place: usize, claimed: &mut Claimed) {
        let anchor = &self.anchors[place];
        if anchor.kind != AnchorKind::Prefix {
            return;
        }
        let directory = anchor.path.join("conda-meta");
        let Ok(real) = self.disk.resolve(&directory) else { return };
        let Ok(records) = Beneath::open(self.disk, &real) else { return };
        let reach = Reach::of(self.disk, anchor, &self.inventory.sites[place], &self.inventory.sites[place]);
        for name in super::system::names_in(&records, b".json") {
            let read = records.read(Path::new(&name), CONDA_LIMIT).map_err(|error| error.to_string());
            let files =
                read.and_then(|read| conda_files::read(&read.bytes).map_err(|error| error.to_string()));
            match files {
                Ok(files) => {
                    let claimant = claimed.claims.distribution(&package_of(&name.to_string_lossy()));
                    for file in files {
                        let place = Place::of(&anchor.path, &anchor.path, file.path.as_bytes());
                        claimed.place(&place, claimant, &reach);
                    }
                }
                Err(error) => claimed.unchecked.push(VerifyUnchecked {
                    path: real.join(&name),
                    code: VerifyUncheckedCode::RecordUnreadable,
                    reason: format!("could not read which files conda installed: {error}"),
                }),
            }
        }
    }

    /// What has no list claims the modules that it names.
    fn unlisted(&self, unlisted: &[&Distribution], claimed: &mut Claimed) {
        for distribution in unlisted {
            let names = top_level::names(self.disk, distribution);
            claimed.claims.modules.extend(names.into_iter().map(Vec::into_boxed_slice));
            claimed.unlisted.push(distribution.label());
        }
        claimed.unlisted.sort();
    }
}

impl Claimed {
    fn list(&mut self, distribution: &Distribution, list: &FileList, reach: &Reach) {
        let claimant = self.claims.distribution(distribution.name.normalized());
        // What a project was made of need not be installed.
        if !list.source.is_some_and(ListSource::is_of_installed) {
            return;
        }
        for file in &list.files {
            if list.source == Some(ListSource::Egg) {
                if let Some(path) = reach.path(&file.place) {
                    self.claims.file(&path, claimant);
                    self.claims.trees.insert(path.into());
                }
                continue;
            }
            self.place(&file.place, claimant, reach);
            // `pip install --target` moves scripts into the directory, and leaves RECORD as it was.
            if reach.is_target
                && let Some(script) = file.written.strip_prefix(b"../../")
            {
                self.claims.file(script, claimant);
            }
        }
    }

    fn place(&mut self, place: &Place, claimant: Claimant, reach: &Reach) {
        if let Some(path) = reach.path(place) {
            self.claims.file(&path, claimant);
        }
    }

    /// Whether a package manager, the system's or conda, installed a distribution; then that knows the files.
    fn is_of_manager(&self, distribution: &Distribution, reach: &Reach) -> bool {
        let Ok(path) = distribution.metadata_path.strip_prefix(&reach.site) else { return false };
        let path = path.as_os_str().as_bytes();
        self.claims.of_file(path).or(self.claims.of_directory(path)).is_some()
    }
}

/// Whether a list tells all files of a distribution, or there are none to tell.
fn is_told(list: &FileList) -> bool {
    list.is_whole() && list.source.is_some_and(ListSource::is_of_installed)
}

/// The package of `NAME-VERSION-BUILD.json`.
fn package_of(record: &str) -> String {
    let stem = record.strip_suffix(".json").unwrap_or(record);
    let name = stem.rsplitn(3, '-').nth(2).unwrap_or(stem);
    PackageName::new(name).normalized().to_owned()
}

/// How paths below an anchor become paths below a site.
struct Reach {
    site: PathBuf,
    /// What the site is called below the anchor, with `/` at its end: also by another name, where `lib64` is a link to `lib`.
    below: Vec<Vec<u8>>,
    /// Where the anchor lies in the site: what it is called there, with `/` at its end.
    above: Option<Vec<u8>>,
    is_target: bool,
}

impl Reach {
    fn of(disk: &Disk, anchor: &Anchor, from: &Site, site: &Site) -> Self {
        let directory = |path: &Path| match path.as_os_str().as_bytes() {
            b"" => Vec::new(),
            path => [path, b"/"].concat(),
        };
        let mut below: Vec<Vec<u8>> =
            site.path.strip_prefix(&anchor.path).map(directory).into_iter().collect();
        for (real, alias) in [(&b"lib/"[..], "lib64"), (b"lib64/", "lib")] {
            if let Some(rest) = below.first().and_then(|path| path.strip_prefix(real)).map(<[u8]>::to_vec)
                && disk.link_type(&anchor.path.join(alias)) == Some(rustix::fs::FileType::Symlink)
            {
                below.push([alias.as_bytes(), b"/", &rest].concat());
            }
        }
        let above = anchor.path.strip_prefix(&site.path).ok().map(directory);
        let is_target = anchor.kind == AnchorKind::Site && from.path == site.path;
        Self { site: site.path.clone(), below, above, is_target }
    }

    /// The path relative to the site, if it lies in the site.
    fn path(&self, place: &Place) -> Option<Vec<u8>> {
        let path = place.below()?.as_os_str().as_bytes();
        if let Some(above) = &self.above {
            return Some([above, path].concat());
        }
        self.below.iter().find_map(|site| path.strip_prefix(site.as_slice())).map(<[u8]>::to_vec)
    }
}
