//! A walk that is confined to some places: it goes the way to them that the walk of everything goes, and looks at nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Context, Walk, file_name};
use crate::inventory::discover::layout;

/// How many directories, and entries of them that promise metadata, a confined walk looks at: of more the walk of everything is
/// the better judge.
const LIMIT: usize = 8192;

/// Where a walk is to go, of all that lies in its roots.
#[derive(Debug, Default)]
pub(in crate::inventory::discover) struct Toward {
    /// Directories that may be sites; nothing below them has changed.
    pub(in crate::inventory::discover) sites: BTreeSet<PathBuf>,
    /// Directories that are walked with all that is in them.
    pub(in crate::inventory::discover) trees: BTreeSet<PathBuf>,
    /// Directories that may be prefixes.
    pub(in crate::inventory::discover) prefixes: BTreeSet<PathBuf>,
    /// Prefixes that are known as they are.
    pub(in crate::inventory::discover) settled: BTreeSet<PathBuf>,
    /// How much was looked at.
    pub(in crate::inventory::discover) spent: AtomicUsize,
}

/// How much of a directory is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// It lies on the way to somewhere.
    OnTheWay,
    /// It may be a site.
    Alone,
    /// It, and what is in it.
    Whole,
}

impl Toward {
    /// Whether a root is to be walked: something lies in it, or it lies in a directory that is walked as a whole.
    pub(in crate::inventory::discover) fn concerns(&self, root: &Path) -> bool {
        self.all().any(|place| place.starts_with(root))
            || self.trees.iter().any(|tree| root.starts_with(tree))
    }

    /// Whether it was too much, so that the walk is not complete.
    pub(in crate::inventory::discover) fn is_exhausted(&self) -> bool {
        self.spent.load(Ordering::Relaxed) > LIMIT
    }

    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.sites.iter().chain(&self.trees).chain(&self.prefixes)
    }

    /// Whether a part of a prefix's layout (`lib`, `lib/python3.11`) is one that tells whether it is a prefix.
    fn is_of_layout(&self, directory: &Path, child: &[u8]) -> bool {
        (self.prefixes.contains(directory) && layout::is_library(child))
            || (layout::is_library(file_name(directory))
                && layout::version_directory(child).is_some()
                && directory.parent().is_some_and(|prefix| self.prefixes.contains(prefix)))
    }
}

impl Walk<'_> {
    /// How much of a directory is looked at.
    pub(super) fn extent(&self, directory: &Path, context: Context) -> Extent {
        match &self.toward {
            Some(toward) if !context.in_tree && !toward.trees.contains(directory) => {
                if toward.sites.contains(directory) { Extent::Alone } else { Extent::OnTheWay }
            }
            _ => Extent::Whole,
        }
    }

    /// Which of the directories below are gone to.
    pub(super) fn is_wanted_below<'walk>(
        &'walk self,
        directory: &'walk Path,
        extent: Extent,
    ) -> impl Fn(&[u8]) -> bool {
        let toward = self.toward.as_ref().filter(|_| extent != Extent::Whole);
        let names: BTreeSet<&[u8]> = toward
            .into_iter()
            .flat_map(Toward::all)
            .filter_map(|place| place.strip_prefix(directory).ok()?.components().next())
            .map(|name| name.as_os_str().as_encoded_bytes())
            .collect();
        move |child| {
            toward.is_none_or(|toward| names.contains(child) || toward.is_of_layout(directory, child))
        }
    }

    /// Whether a prefix is known as it is, so that it is looked at only as what others were made from.
    pub(super) fn is_settled(&self, prefix: &Path) -> bool {
        self.toward.as_ref().is_some_and(|toward| toward.settled.contains(prefix))
    }

    /// Counts what a confined walk looks at. False when it was enough.
    pub(super) fn spend(&self, count: usize) -> bool {
        self.toward.as_ref().is_none_or(|toward| {
            toward.spent.fetch_add(count, Ordering::Relaxed).saturating_add(count) <= LIMIT
        })
    }
}
