//! Finding the entries that are about a package.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::inventory::{Distribution, DistributionKind, Inventory};
use crate::manifest::{Ecosystem, Entry, Role};
use crate::report::Pattern;
use crate::requirement::PackageName;

use super::Bound;

/// The place of an entry: which bound, which entry of it.
pub(super) type At = (usize, usize);

/// The places of the entries of bounds, by what they are about. It is made once for bounds that are held against much.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    python: HashMap<Box<str>, Vec<At>>,
    conda: HashMap<Box<str>, Vec<At>>,
    patterns: Vec<(At, Pattern)>,
    has_conda: bool,
}

/// The entries of all bounds, by what they are about.
pub(super) struct Names<'bounds> {
    bounds: &'bounds [Bound],
    index: Cow<'bounds, Index>,
    /// Whether any bound speaks of conda's packages.
    pub(super) has_conda: bool,
}

impl Index {
    /// The entries of all bounds.
    pub(crate) fn of(bounds: &[Bound]) -> Self {
        Self::made(bounds, |_| true)
    }

    fn made(bounds: &[Bound], is_wanted: impl Fn(&PackageName) -> bool) -> Self {
        let mut index = Self::default();
        for (number, bound) in bounds.iter().enumerate() {
            for (place, entry) in bound.manifest.entries.iter().enumerate() {
                index.add((number, place), entry, &is_wanted);
            }
        }
        index
    }

    fn add(&mut self, at: At, entry: &Entry, is_wanted: impl Fn(&PackageName) -> bool) {
        if let Some(pattern) = &entry.pattern {
            // A reader has seen that it is a glob.
            self.patterns.extend(Pattern::new(pattern, false).ok().map(|pattern| (at, pattern)));
            return;
        }
        let name = &entry.requirement.name;
        self.has_conda |= entry.ecosystem == Ecosystem::Conda;
        if !is_wanted(name) {
            return;
        }
        let names = match entry.ecosystem {
            Ecosystem::Python => &mut self.python,
            Ecosystem::Conda => &mut self.conda,
        };
        match names.get_mut(name.normalized()) {
            Some(places) => places.push(at),
            None => drop(names.insert(name.normalized().into(), vec![at])),
        }
    }
}

impl<'bounds> Names<'bounds> {
    /// Of entries that name a package, only those of what is installed somewhere are kept: a bound may be much longer.
    pub(super) fn of(bounds: &'bounds [Bound], inventory: &Inventory) -> Self {
        let mut installed: HashSet<Cow<'_, PackageName>> = HashSet::new();
        for found in inventory.sites.iter().flat_map(|site| &site.distributions) {
            installed.insert(Cow::Borrowed(&found.name));
            installed.extend(conda_name(found));
        }
        let index = Index::made(bounds, |name| installed.contains(name));
        Self { bounds, has_conda: index.has_conda, index: Cow::Owned(index) }
    }

    /// The same, with an index that was made before.
    pub(super) fn indexed(bounds: &'bounds [Bound], index: &'bounds Index) -> Self {
        Self { bounds, has_conda: index.has_conda, index: Cow::Borrowed(index) }
    }

    pub(super) fn entry(&self, (bound, place): At) -> &'bounds Entry {
        &self.bounds[bound].manifest.entries[place]
    }

    /// The entries about a distribution: by its name, by the name that conda gave it, and by patterns.
    pub(super) fn about(&self, distribution: &Distribution) -> Vec<At> {
        let name = &distribution.name;
        let mut found = Vec::new();
        if distribution.kind != DistributionKind::Conda {
            found.extend(self.index.python.get(name.normalized()).into_iter().flatten());
        }
        if let Some(conda) = conda_name(distribution) {
            found.extend(self.index.conda.get(conda.normalized()).into_iter().flatten());
        }
        if distribution.kind != DistributionKind::Conda {
            found.extend(
                self.index
                    .patterns
                    .iter()
                    .filter(|(_, pattern)| pattern.matches_name(name))
                    .map(|(at, _)| *at),
            );
        }
        found
    }

    /// Every entry that wants a package by its name, with whose package it is.
    pub(super) fn wanting(&self) -> impl Iterator<Item = At> + '_ {
        self.bounds.iter().enumerate().flat_map(|(bound, Bound { manifest, .. })| {
            manifest.entries.iter().enumerate().filter_map(move |(place, entry)| {
                (entry.pattern.is_none() && matches!(entry.role, Role::Wanted | Role::Reached))
                    .then_some((bound, place))
            })
        })
    }
}

/// Whether a pattern of an entry's, or its name if it has none, is for a name.
pub(crate) fn is_about(entry: &Entry, name: &PackageName) -> bool {
    match &entry.pattern {
        Some(pattern) => Pattern::new(pattern, false).is_ok_and(|pattern| pattern.matches_name(name)),
        None => entry.requirement.name == *name,
    }
}

/// The name under which conda installed a distribution, if it did.
pub(super) fn conda_name(distribution: &Distribution) -> Option<Cow<'_, PackageName>> {
    if distribution.kind == DistributionKind::Conda {
        return Some(Cow::Borrowed(&distribution.name));
    }
    let build = distribution.details.as_ref()?.conda.as_ref()?;
    Some(Cow::Owned(PackageName::new(&build.name)))
}
