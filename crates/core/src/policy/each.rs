//! What bounds say of each distribution by itself, whatever else is installed: what a policy asks.
//!
//! It is the same judging as [`super::judge`], without what is missing and without what extras need; and it is told apart for every
//! place, so that a part of an inventory gives what the whole does. What Python does not find first is asked for too: its modules may
//! have other names than its package, and be imported all the same.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::case::{Case, Installed};
use super::claims::{admits, is_comparable, wrong};
use super::judge::Court;
use super::names::{Index, Names};
use super::{Bound, CONDA_META, FindingCode, Rules, UncheckedCode, markers};
use crate::date::Date;
use crate::inventory::{Distribution, DistributionKind, Inventory, Site};
use crate::manifest::{Entry, Place, Role};

/// Something that bounds say of a distribution.
#[derive(Clone, Debug)]
pub(crate) enum Said<'judging> {
    /// It is not as they ask.
    Against {
        /// In what.
        code: FindingCode,
        /// The entry that asks.
        entry: Option<&'judging Entry>,
        /// In words.
        reason: Cow<'static, str>,
    },
    /// Whether it is could not be told.
    Unknown {
        /// The entry that asks.
        place: Place,
        /// Why not.
        code: UncheckedCode,
        /// In words.
        reason: String,
    },
    /// Nothing is said against it.
    For(Admission<'judging>),
}

/// Why nothing is said against a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admission<'judging> {
    /// An entry asks for it, or allows it.
    Entry(&'judging Entry),
    /// It is told not to be judged.
    Ignored,
    /// It is one of the tools that make an environment work, and nothing asks for it.
    Tool,
    /// It is no Python package, and no bound speaks of conda's.
    Foreign,
    /// It is the project itself, or more than what is asked for may be there.
    Tolerated,
}

/// A place at which a distribution is seen: the environment's number, the site's, and the distribution's in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Seen {
    /// The environment that sees the site; `None` for a site that none sees.
    pub(crate) environment: Option<usize>,
    /// The site, by its place in the inventory.
    pub(crate) site: usize,
    /// The distribution, by its place in the site.
    pub(crate) at: usize,
}

/// An entry that denies a distribution of that name and version, if any may: whatever its marker says, and where versions cannot be
/// compared too.
pub(crate) fn denying<'judging>(
    (bounds, index): (&'judging [Bound], &'judging Index),
    distribution: &Distribution,
    today: Date,
) -> Option<&'judging Entry> {
    let names = Names::indexed(bounds, index);
    let entries = names.about(distribution).into_iter().map(|at| names.entry(at));
    let holds = |entry: &Entry| entry.note.until.is_none_or(|until| until >= today);
    entries
        .filter(|entry| entry.role == Role::Denied && holds(entry))
        .find(|entry| admits(entry, distribution) || !is_comparable(entry, distribution))
}

/// Tells of every distribution, wherever it is seen and `applies` holds of environment and site, what bounds say.
pub(crate) fn each<'judging>(
    inventory: &'judging Inventory,
    (bounds, index): (&'judging [Bound], &'judging Index),
    rules: &'judging Rules,
    applies: impl Fn(Option<usize>, usize) -> bool,
    mut tell: impl FnMut(Seen, &'judging Distribution, Said<'judging>),
) {
    let sites: HashMap<&Path, usize> =
        inventory.sites.iter().enumerate().map(|(place, site)| (site.path.as_path(), place)).collect();
    let mut court = Court::new(Names::indexed(bounds, index), bounds, rules);
    court.want(inventory);
    let mut is_seen = vec![false; inventory.sites.len()];
    for (number, environment) in inventory.environments.iter().enumerate() {
        let conda = environment.prefix.join(CONDA_META);
        let paths = environment.sites.iter().map(std::path::PathBuf::as_path).chain([conda.as_path()]);
        let visible: Vec<usize> = paths.filter_map(|path| sites.get(path).copied()).collect();
        for site in &visible {
            is_seen[*site] = true;
        }
        court.tell_each(inventory, Some(number), &visible, &applies, &mut tell);
    }
    for site in (0..inventory.sites.len()).filter(|site| !is_seen[*site]) {
        court.tell_each(inventory, None, &[site], &applies, &mut tell);
    }
}

impl<'judging> Court<'judging> {
    /// Notes which entries are about what is installed: a list may be much longer.
    fn want(&mut self, inventory: &Inventory) {
        let mut wanted = vec![HashSet::new(); self.bounds.len()];
        for distribution in inventory.sites.iter().flat_map(|site| &site.distributions) {
            for (bound, place) in self.names.about(distribution) {
                wanted[bound].insert(place);
            }
        }
        self.wanted = Some(wanted);
    }

    fn tell_each(
        &mut self,
        inventory: &'judging Inventory,
        environment: Option<usize>,
        visible: &[usize],
        applies: impl Fn(Option<usize>, usize) -> bool,
        tell: &mut impl FnMut(Seen, &'judging Distribution, Said<'judging>),
    ) {
        if !visible.iter().any(|site| applies(environment, *site)) {
            return;
        }
        let found = environment.and_then(|number| inventory.environments.get(number));
        let values = markers::values(found, &self.rules.host, &self.rules.overrides);
        let asked = self.asked(&values);
        let places: Vec<(usize, usize)> = visible
            .iter()
            .flat_map(|site| (0..inventory.sites[*site].distributions.len()).map(move |at| (*site, at)))
            .collect();
        let installed: Vec<Installed<'judging>> = places
            .iter()
            .map(|(site, at)| -> (&Distribution, &Site) {
                (&inventory.sites[*site].distributions[*at], &inventory.sites[*site])
            })
            .collect();
        let case = Case::new(found, values, asked, installed);
        for ((site, at), installed) in places.into_iter().zip(&case.installed) {
            if applies(environment, site) {
                let seen = Seen { environment, site, at };
                self.said(&case, *installed).into_iter().for_each(|said| tell(seen, installed.0, said));
            }
        }
    }

    /// Judges one distribution.
    fn said(&mut self, case: &Case<'judging>, installed: Installed<'judging>) -> Vec<Said<'judging>> {
        self.charges.said = Some(Vec::new());
        self.judge_distribution(case, installed);
        let mut said = self.charges.said.take().unwrap_or_default();
        if said.is_empty() {
            said.push(Said::For(self.admission(case, installed)));
        }
        said
    }

    /// Why nothing was said against a distribution.
    fn admission(&self, case: &Case<'judging>, installed: Installed<'judging>) -> Admission<'judging> {
        let (distribution, _) = installed;
        if self.rules.ignores.ignores(&distribution.name) {
            return Admission::Ignored;
        }
        if distribution.kind == DistributionKind::Conda && !self.names.has_conda {
            return Admission::Foreign;
        }
        let about = self.names.about(distribution);
        let claims = self.claims(case, &about);
        // All that name it must hold, and of patterns one is enough: which of them rests on the least, or the most, is what is told.
        let by = claims.named.iter().min_by_key(|entry| entry.note.any_origin).or_else(|| {
            let is_enough = |entry: &&&'judging Entry| wrong(entry, distribution).is_none();
            let enough = claims.patterns.iter().filter(is_enough);
            enough.min_by_key(|entry| !entry.note.any_origin).filter(|_| !claims.tolerated)
        });
        match by {
            Some(entry) => Admission::Entry(entry),
            None if about.is_empty() && self.rules.ignores.tolerates_installed(installed) => Admission::Tool,
            None => Admission::Tolerated,
        }
    }
}
