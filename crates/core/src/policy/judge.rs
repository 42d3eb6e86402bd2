//! Judging: every environment by itself, every package in it by the entries that are about it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::case::{Asked, Case};
use super::charges::{Charges, text};
use super::names::Names;
use super::standing::{Standings, standings};
use super::{Finding, Host, Ignores, Overrides, Unchecked, markers};
use crate::date::Date;
use crate::inventory::{Environment, Inventory, Site};
use crate::manifest::{Choice, Manifest};
use crate::requirement::MarkerEnvironment;

/// A manifest, and what was chosen in it.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The manifest.
    pub manifest: Manifest,
    /// Its extras and groups that are wanted.
    pub choice: Choice,
}

/// How strictly an inventory is held against bounds.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What is required need not be installed: nothing is Missing.
    pub subset: bool,
    /// More than what is required may be installed: nothing is Unrequired.
    pub superset: bool,
    /// What is not judged.
    pub ignores: Ignores,
    /// The day of judging, for entries that hold until some day.
    pub today: Date,
    /// What is known of the machine.
    pub host: Host,
    /// What the user says of the environments.
    pub overrides: Overrides,
}

/// What came of judging. Both lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// What a person must judge.
    pub findings: Vec<Finding>,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
}

/// Holds an inventory (with details) against bounds, which count as one: what is in any of them is asked for, and what several
/// say of one package must all hold.
#[must_use]
pub fn judge(inventory: &Inventory, bounds: &[Bound], rules: &Rules) -> Judged {
    let sites: HashMap<&Path, &Site> =
        inventory.sites.iter().map(|site| (site.path.as_path(), site)).collect();
    let mut court = Court {
        names: Names::of(bounds, inventory),
        bounds,
        rules,
        known: Vec::new(),
        charges: Charges::default(),
    };
    for environment in &inventory.environments {
        let seen: Vec<&Site> =
            environment.sites.iter().filter_map(|path| sites.get(path.as_path()).copied()).collect();
        court.judge(Some(environment), &seen);
    }
    // What no environment sees is judged for what is there; nothing can be missing from it.
    let seen: HashSet<&PathBuf> = inventory.environments.iter().flat_map(|found| &found.sites).collect();
    for site in inventory.sites.iter().filter(|site| !seen.contains(&site.path)) {
        court.judge(None, &[site]);
    }
    court.charges.judged()
}

/// The bounds, the rules, and what was found so far. What is installed, what is missing and what extras need are judged in
/// `installed`, `missing` and `needs`.
pub(super) struct Court<'judging> {
    pub(super) names: Names<'judging>,
    pub(super) bounds: &'judging [Bound],
    pub(super) rules: &'judging Rules,
    /// What is asked for in environments of these values: many environments have the same.
    known: Vec<(MarkerEnvironment, Rc<Asked<'judging>>)>,
    pub(super) charges: Charges<'judging>,
}

impl<'judging> Court<'judging> {
    fn judge(&mut self, environment: Option<&'judging Environment>, sites: &[&'judging Site]) {
        let values = markers::values(environment, &self.rules.host, &self.rules.overrides);
        let asked = self.asked(&values);
        let installed =
            sites.iter().flat_map(|&site| site.distributions.iter().map(move |found| (found, site)));
        let case = Case::new(environment, values, asked, installed.collect());
        self.note_doubts(&case);
        for (distribution, site) in &case.installed {
            self.judge_distribution(&case, distribution, site);
        }
        if environment.is_some() && !self.rules.subset {
            self.judge_missing(&case);
        }
        self.judge_extras(&case);
    }

    fn asked(&mut self, values: &MarkerEnvironment) -> Rc<Asked<'judging>> {
        if let Some((_, known)) = self.known.iter().find(|(of, _)| of == values) {
            return known.clone();
        }
        let standings: Vec<Standings> = self
            .bounds
            .iter()
            .map(|bound| standings(&bound.manifest, &bound.choice, values, self.rules.today))
            .collect();
        let asked = Rc::new(Asked { required: self.required(&standings), standings });
        self.known.push((values.clone(), asked.clone()));
        asked
    }

    fn note_doubts(&mut self, case: &Case<'_>) {
        for (number, standings) in case.asked.standings.iter().enumerate() {
            for (place, doubt) in &standings.unknown {
                let entry = self.names.entry((number, *place));
                let (code, why) = doubt.reason();
                let reason = format!("whether {} is wanted could not be told: {why}", text(entry));
                self.charges.unchecked(case, entry, code, reason);
            }
        }
    }
}
