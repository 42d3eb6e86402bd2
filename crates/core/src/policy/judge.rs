//! Judging: every environment by itself, every package in it by the entries that are about it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::case::{Asked, Case};
use super::charges::{Charges, text};
use super::extras::Needs;
use super::names::Names;
use super::standing::{Doubt, Standings, standings};
use super::{Finding, Host, Ignores, Overrides, Unchecked, markers};
use crate::date::Date;
use crate::inventory::{Environment, Inventory, Site};
use crate::manifest::{Choice, Entry, Manifest, Role};
use crate::requirement::MarkerEnvironment;

/// Where conda keeps its records below a prefix. What it installed beside Python packages is known from there only.
pub(crate) const CONDA_META: &str = "conda-meta";

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
    let mut court = Court::new(Names::of(bounds, inventory), bounds, rules);
    let mut seen: HashSet<&Path> = HashSet::new();
    for environment in &inventory.environments {
        let conda = environment.prefix.join(CONDA_META);
        let paths = environment.sites.iter().map(PathBuf::as_path).chain([conda.as_path()]);
        let visible: Vec<&Site> = paths.filter_map(|path| sites.get(path).copied()).collect();
        seen.extend(visible.iter().map(|site| site.path.as_path()));
        court.judge(Some(environment), &visible);
    }
    // What no environment sees is judged for what is there; nothing can be missing from it.
    for site in inventory.sites.iter().filter(|site| !seen.contains(site.path.as_path())) {
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
    /// What the installed packages say of their extras, by where they lie in memory.
    pub(super) needs: HashMap<usize, Rc<Needs>>,
    pub(super) charges: Charges<'judging>,
    /// The entries of each bound that are about something at hand, where nothing is asked of the others.
    pub(super) wanted: Option<Vec<HashSet<usize>>>,
}

impl<'judging> Court<'judging> {
    pub(super) fn new(names: Names<'judging>, bounds: &'judging [Bound], rules: &'judging Rules) -> Self {
        let (known, needs, charges) = (Vec::new(), HashMap::new(), Charges::default());
        Self { names, bounds, rules, known, needs, charges, wanted: None }
    }

    fn judge(&mut self, environment: Option<&'judging Environment>, sites: &[&'judging Site]) {
        let values = markers::values(environment, &self.rules.host, &self.rules.overrides);
        let asked = self.asked(&values);
        let installed =
            sites.iter().flat_map(|&site| site.distributions.iter().map(move |found| (found, site)));
        let case = Case::new(environment, values, asked, installed.collect());
        for installed in &case.installed {
            self.judge_distribution(&case, *installed);
        }
        if environment.is_some() && !self.rules.subset {
            self.judge_missing(&case);
        }
        self.judge_extras(&case);
    }

    pub(super) fn asked(&mut self, values: &MarkerEnvironment) -> Rc<Asked<'judging>> {
        if let Some((_, known)) = self.known.iter().find(|(of, _)| of == values) {
            return known.clone();
        }
        let standings: Vec<Standings> = self
            .bounds
            .iter()
            .enumerate()
            .map(|(number, bound)| {
                let wanted = self.wanted.as_ref().and_then(|wanted| wanted.get(number));
                standings(&bound.manifest, &bound.choice, values, self.rules.today, wanted)
            })
            .collect();
        let (required, doubtful) = self.required(&standings);
        let asked = Rc::new(Asked { standings, required, doubtful });
        self.known.push((values.clone(), asked.clone()));
        asked
    }

    /// Whether an entry holds could not be told, and something depends on it.
    pub(super) fn note_doubt(&mut self, case: &Case<'_>, entry: &Entry, doubt: &Doubt) {
        let (code, why) = doubt.reason();
        let verb = if entry.role == Role::Denied { "holds" } else { "is wanted" };
        let reason = format!("whether {:?} {verb} could not be told: {why}", text(entry));
        self.charges.unchecked(case, entry, code, reason);
    }
}
