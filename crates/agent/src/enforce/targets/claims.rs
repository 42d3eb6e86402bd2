//! What distributions list, and what those that are not denied own.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_core::integrity::files::{Anchor, ListSource, list_files};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, DistributionKind, Site};
use rustix::fs::CWD;

use super::named::names_of;
use crate::sys::{FileId, see_in};

/// What a distribution lists.
#[derive(Debug, Default)]
pub(super) struct List {
    /// What is below the anchor, in the order of the list.
    pub(super) below: Vec<PathBuf>,
    /// What leads out of it.
    pub(super) outside: Vec<PathBuf>,
    /// Whether what is listed is what was installed.
    is_of_installed: bool,
    /// Whether it could not be read as a whole.
    pub(super) is_unread: bool,
}

impl List {
    /// Whether all that the distribution owns is known.
    pub(super) const fn is_usable(&self) -> bool {
        self.is_of_installed && !self.is_unread
    }

    /// Whether it lists what puts a source tree on the path.
    pub(super) fn is_editable(&self) -> bool {
        let is_editable = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("__editable__"))
        };
        self.below.iter().any(is_editable)
    }
}

/// The lists that were read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    kept: HashMap<PathBuf, (Stamp, Arc<List>)>,
}

/// By what a list is known to be the one that was read: installers write a new file.
type Stamp = (FileId, u64, PathBuf);

/// How many lists are kept.
const KEPT: usize = 100_000;

impl Lists {
    pub(super) fn of(
        &mut self,
        disk: &Disk,
        found: &Distribution,
        site: &Site,
        anchor: &Anchor,
    ) -> Arc<List> {
        let stamp = stamp(found, anchor);
        if let Some(stamp) = &stamp
            && let Some((kept, list)) = self.kept.get(&found.metadata_path)
            && kept == stamp
        {
            return Arc::clone(list);
        }
        let list = Arc::new(read(disk, found, site, anchor));
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        if let Some(stamp) = stamp {
            self.kept.insert(found.metadata_path.clone(), (stamp, Arc::clone(&list)));
        }
        list
    }
}

fn stamp(found: &Distribution, anchor: &Anchor) -> Option<Stamp> {
    let record = match found.kind {
        DistributionKind::DistInfo => found.metadata_path.join("RECORD"),
        DistributionKind::Conda => found.metadata_path.clone(),
        _ => return None,
    };
    let seen = see_in(CWD, record.as_os_str()).ok()?;
    Some((seen.id, seen.size, anchor.path.clone()))
}

fn read(disk: &Disk, found: &Distribution, site: &Site, anchor: &Anchor) -> List {
    let read = list_files(disk, found, site, anchor);
    let is_of_installed = read.source.is_some_and(ListSource::is_of_installed);
    let mut list = List { is_of_installed, is_unread: !read.is_whole(), ..List::default() };
    if is_of_installed {
        for file in &read.files {
            let whole = file.place.whole(&anchor.path);
            if file.place.below().is_some() { list.below.push(whole) } else { list.outside.push(whole) }
        }
    } else {
        list.is_unread = read.unread.is_some();
    }
    list
}

/// What those own that are not denied.
#[derive(Debug, Default)]
pub(super) struct Claims {
    files: HashMap<PathBuf, Arc<str>>,
    /// Directories at or below which one of their files lies.
    reached: HashMap<PathBuf, Arc<str>>,
}

impl Claims {
    pub(super) fn of(
        disk: &Disk,
        lists: &mut Lists,
        sites: &[(&Site, Anchor)],
        going: &HashSet<&Path>,
    ) -> Self {
        let mut claims = Self::default();
        for (site, anchor) in sites {
            for found in site.distributions.iter().filter(|found| !going.contains(&*found.metadata_path)) {
                let label: Arc<str> = found.label().into();
                let list = lists.of(disk, found, site, anchor);
                list.below.iter().for_each(|path| claims.add(path, &anchor.path, &label));
                // What does not list its files owns what is called like it.
                if !list.is_usable() && !matches!(found.kind, DistributionKind::Conda) {
                    for path in names_of(disk, found, site) {
                        claims.add(&path, &anchor.path, &label);
                        claims.reached.entry(path).or_insert_with(|| Arc::clone(&label));
                    }
                }
            }
        }
        claims
    }

    fn add(&mut self, path: &Path, anchor: &Path, label: &Arc<str>) {
        self.files.entry(path.to_path_buf()).or_insert_with(|| Arc::clone(label));
        for above in path.ancestors().skip(1).take_while(|above| above.starts_with(anchor)) {
            if self.reached.contains_key(above) {
                break;
            }
            self.reached.insert(above.to_path_buf(), Arc::clone(label));
        }
    }

    /// Who lists a file.
    pub(super) fn owner(&self, path: &Path) -> Option<String> {
        self.files.get(path).map(ToString::to_string)
    }

    /// Whether something at or below a directory is somebody's who is not denied.
    pub(super) fn reaches(&self, directory: &Path) -> bool {
        self.reached.contains_key(directory)
    }

    /// Who lists something below a directory.
    pub(super) fn owner_below(&self, directory: &Path) -> String {
        self.reached.get(directory).map(ToString::to_string).unwrap_or_default()
    }
}
