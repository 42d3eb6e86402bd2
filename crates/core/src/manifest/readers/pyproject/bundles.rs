//! Extras and groups that take in others, resolved: what is wanted where which of them is chosen.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use crate::manifest::readers::reading::Reading;
use crate::manifest::{Entry, ManifestProblemCode, Selector, Source};
use crate::requirement::{Marker, PackageName};

/// How much the resolution copies at most, in bytes, roughly; a project in the wild needs some thousands.
const COPIED: usize = 64 * 1024 * 1024;

/// How many markers may stand on the way from one extra to another.
const MARKERS: usize = 16;

/// The project's own dependencies, its extras and its groups.
pub(super) struct Bundles {
    /// The project, which its own extras may name.
    project: Option<PackageName>,
    all: Vec<Bundle>,
    by_selector: HashMap<Option<Selector>, usize>,
}

#[derive(Default)]
struct Bundle {
    /// What it is chosen by; the first bundle always holds and has nothing here.
    selector: Option<Selector>,
    entries: Vec<Entry>,
    includes: Vec<Include>,
}

struct Include {
    target: Selector,
    marker: Option<Marker>,
    line: u32,
}

/// By what a bundle is reached: without a condition, and where markers hold.
#[derive(Clone, Default)]
struct Reached {
    plainly: BTreeSet<usize>,
    under: Vec<(usize, BTreeSet<usize>)>,
}

impl Bundle {
    /// How many bytes a copy of its entries takes, roughly.
    fn weight(&self) -> usize {
        self.entries.iter().map(weight).sum()
    }
}

/// How many bytes a copy of an entry takes, roughly.
fn weight(entry: &Entry) -> usize {
    256 + entry.requirement.to_string().len()
}

/// An entry that holds where two do, in the versions that both take; `None` if the versions are too many to be said.
fn both(entry: &Entry, more: &Entry) -> Option<Entry> {
    let mut both = entry.clone();
    both.requirement.specifiers = entry.requirement.specifiers.and(&more.requirement.specifiers)?;
    if let Some(marker) = more.requirement.marker.clone() {
        let own = both.requirement.marker.take();
        both.requirement.marker = Some(own.map_or(marker.clone(), |own| own.and(marker)));
    }
    if both.source == (Source::Index { url: None }) {
        (both.source, both.hashes) = (more.source.clone(), more.hashes.clone());
    }
    Some(both)
}

impl Bundles {
    /// What always holds, and nothing in it yet.
    pub(super) fn new(project: Option<PackageName>) -> Self {
        Self { project, all: vec![Bundle::default()], by_selector: HashMap::from([(None, 0)]) }
    }

    /// The bundle of a selector (`None`: what always holds), and whether it is new.
    pub(super) fn of(&mut self, selector: Option<Selector>) -> (usize, bool) {
        if let Some(&at) = self.by_selector.get(&selector) {
            return (at, false);
        }
        self.by_selector.insert(selector.clone(), self.all.len());
        self.all.push(Bundle { selector, ..Bundle::default() });
        (self.all.len() - 1, true)
    }

    /// Adds an entry; one that names the project itself takes in its extras.
    pub(super) fn add(&mut self, bundle: usize, entry: Entry) {
        if self.project.as_ref() != Some(&entry.requirement.name) {
            self.all[bundle].entries.push(entry);
            return;
        }
        for extra in entry.requirement.extras {
            let marker = entry.requirement.marker.clone();
            self.all[bundle].includes.push(Include {
                target: Selector::Extra(extra),
                marker,
                line: entry.place.line,
            });
        }
    }

    /// Adds that a group takes in another.
    pub(super) fn include(&mut self, bundle: usize, group: &str, line: u32) {
        let target = Selector::Group(PackageName::new(group));
        self.all[bundle].includes.push(Include { target, marker: None, line });
    }

    /// Adds what Poetry's tables say of the entries of a bundle: for each way in which they say it, the entry holds as both
    /// say.
    pub(super) fn enrich(
        &mut self,
        selector: Option<&Selector>,
        said: &HashMap<PackageName, Vec<Entry>>,
        reading: &mut Reading<'_>,
    ) {
        // Poetry's main table is about the extras too.
        let is_meant = |bundle: &&mut Bundle| {
            bundle.selector.as_ref() == selector
                || (selector.is_none() && matches!(bundle.selector, Some(Selector::Extra(_))))
        };
        let mut copied = 0_usize;
        for bundle in self.all.iter_mut().filter(is_meant) {
            for entry in std::mem::take(&mut bundle.entries) {
                let name = &entry.requirement.name;
                let Some(options) = said.get(name).filter(|options| !options.is_empty()) else {
                    bundle.entries.push(entry);
                    continue;
                };
                for option in options {
                    copied += weight(&entry) + weight(option);
                    let Some(both) = both(&entry, option).filter(|_| copied <= COPIED) else {
                        let message = format!("more is said of {name} in [tool.poetry] than is read");
                        let line = entry.place.line;
                        return reading.problem(line, ManifestProblemCode::IncludeLimit, message);
                    };
                    bundle.entries.push(both);
                }
            }
        }
    }

    /// Writes every entry into the manifest, with when it holds.
    pub(super) fn resolve(self, reading: &mut Reading<'_>) {
        self.note_circles(reading);
        let links = self.links(reading);
        let markers: Vec<&Marker> = self
            .all
            .iter()
            .flat_map(|bundle| &bundle.includes)
            .filter_map(|include| include.marker.as_ref())
            .collect();
        let Some(reached) = self.reach(&links, &markers) else {
            let message = "extras and groups take in each other in more ways than are followed";
            reading.problem(0, ManifestProblemCode::IncludeLimit, message);
            return;
        };
        for (bundle, reached) in self.all.iter().zip(&reached) {
            for entry in &bundle.entries {
                let manifest = &mut reading.manifest;
                if !reached.plainly.is_empty() {
                    let when = self.when(reached.plainly.iter().copied());
                    manifest.entries.push(Entry { when, ..entry.clone() });
                }
                for (top, under) in &reached.under {
                    let mut entry = Entry { when: self.when([*top].into_iter()), ..entry.clone() };
                    for marker in under {
                        let marker = markers[*marker].clone();
                        let own = entry.requirement.marker.take();
                        entry.requirement.marker = Some(own.map_or(marker.clone(), |own| own.and(marker)));
                    }
                    manifest.entries.push(entry);
                }
            }
        }
    }

    fn when(&self, tops: impl Iterator<Item = usize>) -> Vec<Selector> {
        // Nothing to choose is what always holds.
        tops.map(|top| self.all[top].selector.clone()).collect::<Option<Vec<_>>>().unwrap_or_default()
    }

    /// What each bundle takes in: the bundle, and the marker's number.
    fn links(&self, reading: &mut Reading<'_>) -> Vec<Vec<(usize, Option<usize>)>> {
        let mut number = 0;
        let mut links = Vec::with_capacity(self.all.len());
        for bundle in &self.all {
            let mut own = Vec::new();
            for include in &bundle.includes {
                let marker = include.marker.as_ref().map(|_| {
                    number += 1;
                    number - 1
                });
                match self.by_selector.get(&Some(include.target.clone())) {
                    Some(&target) => own.push((target, marker)),
                    None => {
                        reading.invalid(include.line, format!("there is no {} to take in", include.target));
                    }
                }
            }
            links.push(own);
        }
        links
    }

    /// What is reached from every bundle; `None` if that is too much.
    fn reach(&self, links: &[Vec<(usize, Option<usize>)>], markers: &[&Marker]) -> Option<Vec<Reached>> {
        let mut reached = vec![Reached::default(); self.all.len()];
        let lengths: Vec<usize> = markers.iter().map(|marker| marker.to_string().len()).collect();
        let weights: Vec<usize> = self.all.iter().map(Bundle::weight).collect();
        let mut copied = 0_usize;
        for top in 0..self.all.len() {
            let mut seen: HashSet<(usize, BTreeSet<usize>)> = HashSet::new();
            let mut queue = VecDeque::from([(top, BTreeSet::new())]);
            while let Some((at, under)) = queue.pop_front() {
                let entries = self.all[at].entries.len();
                let added: usize = under.iter().map(|marker| lengths[*marker]).sum();
                let weight = if under.is_empty() { 32 * entries } else { weights[at] + entries * added };
                copied = copied.saturating_add(64 + weight + 32 * links[at].len());
                if copied > COPIED || under.len() > MARKERS {
                    return None;
                }
                if reached[at].plainly.contains(&top) || !seen.insert((at, under.clone())) {
                    continue;
                }
                for (target, marker) in &links[at] {
                    let mut under = under.clone();
                    under.extend(marker);
                    // Ways without a condition first: they make those with one needless.
                    if under.is_empty() {
                        queue.push_front((*target, under));
                    } else {
                        queue.push_back((*target, under));
                    }
                }
                if under.is_empty() {
                    reached[at].plainly.insert(top);
                } else {
                    reached[at].under.push((top, under));
                }
            }
        }
        Some(reached)
    }

    /// Groups must not take in themselves (PEP 735); extras may.
    fn note_circles(&self, reading: &mut Reading<'_>) {
        let group = |include: &Include| match &include.target {
            target @ Selector::Group(_) => self.by_selector.get(&Some(target.clone())).copied(),
            _ => None,
        };
        // 1: on the way that is being followed; 2: done.
        let mut states = vec![0_u8; self.all.len()];
        for start in 0..self.all.len() {
            if states[start] != 0 {
                continue;
            }
            states[start] = 1;
            let mut way = vec![(start, self.all[start].includes.iter())];
            while let Some((at, includes)) = way.last_mut() {
                let Some(include) = includes.next() else {
                    states[*at] = 2;
                    way.pop();
                    continue;
                };
                let Some(target) = group(include) else { continue };
                match states[target] {
                    0 => {
                        states[target] = 1;
                        way.push((target, self.all[target].includes.iter()));
                    }
                    1 => {
                        let message = format!("{} takes in itself, by way of this", include.target);
                        reading.problem(include.line, ManifestProblemCode::IncludeCycle, message);
                    }
                    _ => {}
                }
            }
        }
    }
}
