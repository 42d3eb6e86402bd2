//! Who sees what, and which scopes that is in.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::check::scope::Scope;
use crate::check::{CheckUncheckedCode, Evidence, Policy, Rule};
use crate::inventory::{Distribution, Environment, Inventory, PythonVersion};
use crate::policy::CONDA_META;
use crate::requirement::{Specifiers, Version};

/// Where it is recorded where a distribution came from (PEP 610).
const DIRECT_URL: &str = "direct_url.json";

/// Whether something is in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    In,
    Out,
    /// Nobody can tell, because of this.
    Unknown(CheckUncheckedCode),
}

impl Truth {
    /// Whether a rule is applied: also where nobody can tell.
    pub(super) fn applies(self) -> bool {
        self != Self::Out
    }
}

/// An inventory, and what it is held against.
pub(super) struct Scene<'check> {
    pub(super) inventory: &'check Inventory,
    pub(super) policy: &'check Policy,
    pub(super) evidence: &'check Evidence<'check>,
    /// The environments that see each site, by their places; one that is none, where none does.
    pairs: Vec<Vec<Option<usize>>>,
    /// Of each scope, of each pair of environment and site.
    truths: HashMap<(usize, Option<usize>, usize), Truth>,
    /// The sites by their paths.
    pub(super) sites: HashMap<&'check Path, usize>,
    /// The metadata of distributions beside which there is a `direct_url.json` that could not be read.
    unread: HashSet<&'check Path>,
}

impl<'check> Scene<'check> {
    pub(super) fn new(
        inventory: &'check Inventory,
        policy: &'check Policy,
        evidence: &'check Evidence<'check>,
    ) -> Self {
        let sites: HashMap<&Path, usize> =
            inventory.sites.iter().enumerate().map(|(place, site)| (site.path.as_path(), place)).collect();
        let mut pairs: Vec<Vec<Option<usize>>> = vec![Vec::new(); inventory.sites.len()];
        for (number, environment) in inventory.environments.iter().enumerate() {
            let conda = environment.prefix.join(CONDA_META);
            let paths = environment.sites.iter().map(PathBuf::as_path).chain([conda.as_path()]);
            for site in paths.filter_map(|path| sites.get(path)) {
                if pairs[*site].last() != Some(&Some(number)) {
                    pairs[*site].push(Some(number));
                }
            }
        }
        pairs.iter_mut().filter(|pairs| pairs.is_empty()).for_each(|pairs| pairs.push(None));
        let problems = inventory.problems.iter().map(|problem| problem.path.as_path());
        let unread = problems.filter(|path| path.file_name().is_some_and(|name| name == DIRECT_URL));
        let unread = unread.filter_map(Path::parent).collect();
        let mut scene = Self { inventory, policy, evidence, pairs, truths: HashMap::new(), sites, unread };
        scene.find_truths();
        scene
    }

    fn find_truths(&mut self) {
        let mut truths = HashMap::new();
        for (number, scope) in self.policy.scopes.iter().enumerate() {
            for (site, pairs) in self.pairs.iter().enumerate() {
                for environment in pairs {
                    let path = &self.inventory.sites[site].path;
                    let truth =
                        self.truth(scope, environment.map(|at| &self.inventory.environments[at]), path);
                    truths.insert((number, *environment, site), truth);
                }
            }
        }
        self.truths = truths;
    }

    /// The environments that see a site.
    pub(super) fn pairs(&self, site: usize) -> &[Option<usize>] {
        &self.pairs[site]
    }

    /// The prefixes of these environments, sorted.
    pub(super) fn prefixes(&self, site: usize) -> Vec<PathBuf> {
        let environments = self.pairs[site].iter().flatten();
        let mut prefixes: Vec<PathBuf> =
            environments.map(|at| self.inventory.environments[*at].prefix.clone()).collect();
        prefixes.sort();
        prefixes
    }

    /// Whether a site, as an environment sees it, is in any of some scopes.
    pub(super) fn is_in(&self, scopes: &[usize], environment: Option<usize>, site: usize) -> Truth {
        let truths = scopes.iter().map(|scope| self.truths.get(&(*scope, environment, site)));
        any(truths.map(|truth| truth.copied().unwrap_or(Truth::Out)))
    }

    /// Whether a rule is applied to a site at all.
    pub(super) fn applies(&self, rule: &Rule, site: usize) -> bool {
        self.pairs[site].iter().any(|environment| self.is_in(&rule.scopes, *environment, site).applies())
    }

    /// Whether a rule is surely applied to a site, as every environment sees it.
    pub(super) fn surely_applies(&self, rule: &Rule, site: usize) -> bool {
        self.pairs[site].iter().all(|environment| self.is_in(&rule.scopes, *environment, site) == Truth::In)
    }

    /// The scopes that hold somewhere, or may.
    pub(super) fn living_scopes(&self) -> HashSet<usize> {
        self.truths.iter().filter(|(_, truth)| truth.applies()).map(|((scope, _, _), _)| *scope).collect()
    }

    /// Whether it is recorded where a distribution came from, and could not be read.
    pub(super) fn is_origin_unread(&self, distribution: &Distribution) -> bool {
        let details = distribution.details.as_ref();
        let is_known = details.is_some_and(|details| details.origin.is_some() || details.conda.is_some());
        !is_known && self.unread.contains(distribution.metadata_path.as_path())
    }

    /// Whether a rule is applied to what lies in a directory that is no site of the inventory, and that these environments see.
    pub(super) fn applies_to_path(&self, rule: &Rule, path: &Path, prefixes: &[PathBuf]) -> bool {
        let environments =
            self.inventory.environments.iter().filter(|found| prefixes.contains(&found.prefix));
        let mut environments: Vec<Option<&Environment>> = environments.map(Some).collect();
        if environments.is_empty() {
            environments.push(None);
        }
        let scopes = || rule.scopes.iter().filter_map(|scope| self.policy.scopes.get(*scope));
        environments.iter().any(|found| any(scopes().map(|scope| self.truth(scope, *found, path))).applies())
    }

    fn truth(&self, scope: &Scope, environment: Option<&Environment>, path: &Path) -> Truth {
        let places = || environment.map(|found| found.prefix.as_path()).into_iter().chain([path]);
        let lies = |patterns: &[crate::check::scope::PathPattern]| {
            patterns.iter().any(|pattern| places().any(|place| pattern.covers(place)))
        };
        if !scope.paths.is_empty() && !lies(&scope.paths) || lies(&scope.not_paths) {
            return Truth::Out;
        }
        let python = scope.python.as_ref().map_or(Truth::In, |wanted| python(wanted, environment));
        match (self.owned(scope, places()), python) {
            (Truth::Out, _) | (_, Truth::Out) => Truth::Out,
            (unknown @ Truth::Unknown(_), _) | (_, unknown) => unknown,
        }
    }

    fn owned<'path>(&self, scope: &Scope, places: impl Iterator<Item = &'path Path>) -> Truth {
        if scope.owners.is_empty() {
            return Truth::In;
        }
        let mut truth = Truth::Out;
        for place in places {
            match self.evidence.owners.of(place) {
                Some(owner) if scope.owners.iter().any(|name| name.is(owner)) => return Truth::In,
                // Who has a number only may have any name.
                Some(owner) if owner.name.is_some() || !scope.names_owners() => {}
                _ => truth = Truth::Unknown(CheckUncheckedCode::OwnerUnknown),
            }
        }
        truth
    }
}

/// Whether any holds; where there is none, it is everywhere.
fn any(truths: impl Iterator<Item = Truth>) -> Truth {
    let mut truths = truths.peekable();
    if truths.peek().is_none() {
        return Truth::In;
    }
    let better = |left: Truth, right: Truth| match (left, right) {
        (Truth::In, _) | (_, Truth::In) => Truth::In,
        (Truth::Unknown(why), _) | (_, Truth::Unknown(why)) => Truth::Unknown(why),
        _ => Truth::Out,
    };
    truths.reduce(better).unwrap_or(Truth::In)
}

/// Whether an environment's Python is of some versions. Where only `3.11` is known of it, the first and a far later release of that
/// must agree.
fn python(wanted: &Specifiers, environment: Option<&Environment>) -> Truth {
    let admits = |text: &str| {
        let version: Version = text.parse().ok()?;
        Some(wanted.admits(text, Some(&version)))
    };
    let answer = environment.and_then(|found| {
        let PythonVersion { release, full, .. } = &found.version;
        let full = full.as_deref().map(|full| full.trim_end_matches('+'));
        let parsed = full.and_then(|full| full.parse::<Version>().ok()).and_then(|full| full.major_minor());
        let known = release.map(|(major, minor)| (u64::from(major), u64::from(minor)));
        // A pyvenv.cfg may be older than the Python that now starts the environment.
        match (full.filter(|full| full.split('.').count() > 2), parsed, known.or(parsed)) {
            (Some(full), told, known) if told.is_some() && told == known => admits(full),
            (_, _, Some((major, minor))) => {
                let (first, last) =
                    (admits(&format!("{major}.{minor}.0")), admits(&format!("{major}.{minor}.9999")));
                first.filter(|_| first == last)
            }
            _ => None,
        }
    });
    match answer {
        Some(true) => Truth::In,
        Some(false) => Truth::Out,
        None => Truth::Unknown(CheckUncheckedCode::PythonUnknown),
    }
}
