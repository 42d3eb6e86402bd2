//! Judging: every environment by itself, every package in it by the entries that are about it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::case::Case;
use super::charges::{Charges, text};
use super::claims::{Claims, admits, denied, is_comparable};
use super::extras::Need;
use super::names::{At, Names};
use super::standing::{Standing, Standings, standings};
use super::{Finding, FindingCode, Host, Ignores, Overrides, Unchecked, UncheckedCode};
use super::{extras, markers, origin};
use crate::date::Date;
use crate::inventory::{Distribution, DistributionKind, Environment, Inventory, Site};
use crate::manifest::{Choice, Ecosystem, Entry, Manifest, Role};
use crate::requirement::{MarkerEnvironment, PackageName, Requirement};

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
    let seen: BTreeSet<&PathBuf> = inventory.environments.iter().flat_map(|found| &found.sites).collect();
    for site in inventory.sites.iter().filter(|site| !seen.contains(&site.path)) {
        court.judge(None, &[site]);
    }
    court.charges.judged()
}

struct Court<'judging> {
    names: Names<'judging>,
    bounds: &'judging [Bound],
    rules: &'judging Rules,
    /// How the entries stand in environments of these values: many environments have the same.
    known: Vec<(MarkerEnvironment, Rc<Vec<Standings>>)>,
    charges: Charges<'judging>,
}

impl<'judging> Court<'judging> {
    fn judge(&mut self, environment: Option<&'judging Environment>, sites: &[&'judging Site]) {
        let values = markers::values(environment, &self.rules.host, &self.rules.overrides);
        let standings = self.standings(&values);
        let installed =
            sites.iter().flat_map(|&site| site.distributions.iter().map(move |found| (found, site)));
        let case = Case { environment, values, standings, installed: installed.collect() };
        self.note_doubts(&case);
        for (distribution, site) in &case.installed {
            self.judge_distribution(&case, distribution, site);
        }
        if environment.is_some() && !self.rules.subset {
            self.judge_missing(&case);
        }
        self.judge_extras(&case);
    }

    fn standings(&mut self, values: &MarkerEnvironment) -> Rc<Vec<Standings>> {
        if let Some((_, known)) = self.known.iter().find(|(of, _)| of == values) {
            return known.clone();
        }
        let all = self
            .bounds
            .iter()
            .map(|bound| standings(&bound.manifest, &bound.choice, values, self.rules.today));
        let all = Rc::new(all.collect::<Vec<_>>());
        self.known.push((values.clone(), all.clone()));
        all
    }

    fn note_doubts(&mut self, case: &Case<'_>) {
        for (number, standings) in case.standings.iter().enumerate() {
            for (place, doubt) in &standings.unknown {
                let entry = self.names.entry((number, *place));
                let (code, why) = doubt.reason();
                let reason = format!("whether {} is wanted could not be told: {why}", text(entry));
                self.charges.unchecked(case, entry, code, reason);
            }
        }
    }

    fn judge_distribution(
        &mut self,
        case: &Case<'judging>,
        distribution: &'judging Distribution,
        site: &'judging Site,
    ) {
        if self.rules.ignores.ignores(&distribution.name) {
            return;
        }
        // What conda installs beside Python packages is judged by bounds that speak of conda's packages.
        if distribution.kind == DistributionKind::Conda && !self.names.has_conda {
            return;
        }
        let about = self.names.about(distribution);
        let denials = about.iter().filter(|at| {
            let stands = matches!(case.standing(**at), Standing::Holds | Standing::Unknown);
            stands && self.names.entry(**at).role == Role::Denied
        });
        let denials: Vec<&'judging Entry> = denials.map(|at| self.names.entry(*at)).collect();
        let (denials, others): (Vec<_>, Vec<_>) =
            denials.into_iter().partition(|entry| admits(entry, distribution));
        for entry in others.into_iter().filter(|entry| !is_comparable(entry, distribution)) {
            self.note_denial(case, entry, distribution);
        }
        for entry in &denials {
            self.charges.installed(
                case,
                (distribution, site),
                FindingCode::Denied,
                Some(entry),
                denied(entry),
            );
        }
        let claims = self.claims(case, &about);
        match claims.wrong(distribution) {
            Some(mismatches) => {
                for (entry, code, reason) in mismatches {
                    if code == FindingCode::OriginMismatch && is_checkout(case, entry, distribution) {
                        self.note_checkout(case, entry, distribution);
                    } else {
                        self.charges.installed(case, (distribution, site), code, Some(entry), reason);
                    }
                }
            }
            None if denials.is_empty() => self.judge_unrequired(case, distribution, site, &about),
            None => {}
        }
    }

    fn note_denial(&mut self, case: &Case<'_>, entry: &Entry, distribution: &Distribution) {
        let reason = format!(
            "whether {} is one of the versions of {:?} could not be told: its version is none of PEP 440",
            distribution.label(),
            text(entry)
        );
        self.charges.unchecked(case, entry, UncheckedCode::DenialUncertain, reason);
    }

    fn note_checkout(&mut self, case: &Case<'_>, entry: &Entry, distribution: &Distribution) {
        let from = origin::origin_of(distribution).map(|from| from.to_string()).unwrap_or_default();
        let reason = format!(
            "whether {} is at {} could not be told: it is an editable checkout in {from}; look there with git",
            distribution.label(),
            entry.source
        );
        self.charges.unchecked(case, entry, UncheckedCode::CommitUnrecorded, reason);
    }

    /// The entries that ask for a package, or allow it, in an environment.
    fn claims(&self, case: &Case<'_>, about: &[At]) -> Claims<'judging> {
        let mut claims = Claims::default();
        for at in about {
            let entry = self.names.entry(*at);
            match (entry.role, case.standing(*at)) {
                (Role::Denied, _) => {}
                // The project itself comes from where it is. What could not be told is said elsewhere.
                (Role::Project, _) | (_, Standing::Unknown) => claims.tolerated = true,
                (_, Standing::Holds) if entry.pattern.is_some() => claims.patterns.push(entry),
                (_, Standing::Holds) => claims.named.push(entry),
                _ => {}
            }
        }
        claims
    }

    fn judge_unrequired(
        &mut self,
        case: &Case<'judging>,
        distribution: &'judging Distribution,
        site: &'judging Site,
        about: &[At],
    ) {
        if self.rules.superset || (about.is_empty() && self.rules.ignores.tolerates(&distribution.name)) {
            return;
        }
        let mentions: Vec<&At> =
            about.iter().filter(|at| self.names.entry(**at).role != Role::Denied).collect();
        let Some(first) = mentions.first() else {
            let reason = "no bound asks for it".to_owned();
            return self.charges.installed(case, (distribution, site), FindingCode::NotInBound, None, reason);
        };
        let expired = mentions.iter().find(|at| *case.standing(***at) == Standing::Expired);
        let entry = self.names.entry(**expired.unwrap_or(first));
        let (code, reason) = match case.standing(**expired.unwrap_or(first)) {
            Standing::Expired => {
                let until = entry.note.until.map(|until| until.to_string()).unwrap_or_default();
                (FindingCode::Expired, format!("it was allowed until {until}"))
            }
            Standing::NotChosen => {
                let when: Vec<String> = entry.when.iter().map(ToString::to_string).collect();
                let reason =
                    format!("it is asked for with {} only (--bound-options chooses)", when.join(" or "));
                (FindingCode::NotForEnvironment, reason)
            }
            Standing::MarkerFails => {
                let marker = entry.requirement.marker.as_ref().map(ToString::to_string).unwrap_or_default();
                (FindingCode::NotForEnvironment, format!("it is asked for only where {marker}"))
            }
            _ => {
                let reason = "nothing that is asked for in this environment needs it";
                (FindingCode::NotForEnvironment, reason.to_owned())
            }
        };
        self.charges.installed(case, (distribution, site), code, Some(entry), reason);
    }

    /// What is asked for and not there: once for each package, with the first requirement that asks for it.
    fn judge_missing(&mut self, case: &Case<'judging>) {
        let python: BTreeSet<&str> = (case.installed.iter())
            .filter(|(found, _)| found.kind != DistributionKind::Conda)
            .map(|(found, _)| found.name.normalized())
            .collect();
        let conda: BTreeSet<String> = (case.installed.iter())
            .filter_map(|(found, _)| super::names::conda_name(found))
            .map(|name| name.normalized().to_owned())
            .collect();
        let mut missing = HashSet::new();
        for at in self.names.wanting().collect::<Vec<_>>() {
            let entry = self.names.entry(at);
            let name = entry.requirement.name.normalized();
            let is_there = match entry.ecosystem {
                Ecosystem::Python => python.contains(name),
                Ecosystem::Conda => conda.contains(name),
            };
            if is_there || entry.note.optional || *case.standing(at) != Standing::Holds {
                continue;
            }
            let name = &entry.requirement.name;
            if self.rules.ignores.ignores(name) || !missing.insert((entry.ecosystem, name.normalized())) {
                continue;
            }
            let reason = "it is not installed";
            self.charges.missing(case, Cow::Borrowed(name), FindingCode::NotInstalled, entry, reason);
        }
    }

    /// What the extras of requirements need. The graphs of lock files say so themselves.
    fn judge_extras(&mut self, case: &Case<'judging>) {
        for (number, bound) in self.bounds.iter().enumerate() {
            for (place, entry) in bound.manifest.entries.iter().enumerate() {
                let asks = entry.role == Role::Wanted
                    && !entry.requirement.extras.is_empty()
                    && entry.edges.is_empty();
                if asks && *case.standing((number, place)) == Standing::Holds {
                    self.judge_extras_of(case, entry);
                }
            }
        }
    }

    /// Judges what extras need, and what the extras of that need in turn: `all = ["p[a,b]"]` is common.
    fn judge_extras_of(&mut self, case: &Case<'judging>, entry: &'judging Entry) {
        let mut queue = vec![(entry.requirement.name.clone(), entry.requirement.extras.clone())];
        let mut seen = BTreeSet::new();
        while let Some((name, extras)) = queue.pop() {
            let Some((distribution, site)) = case.named(&name).next().copied() else { continue };
            let is_new = |extra: &PackageName| seen.insert((name.clone(), extra.clone()));
            let extras: Vec<PackageName> = extras.into_iter().filter(is_new).collect();
            if seen.len() > extras::LIMIT {
                let why = format!("they lead through more than {} extras", extras::LIMIT);
                return self.note_needs(case, entry, distribution, UncheckedCode::RequiresInvalid, &why);
            }
            for need in extras::needs(distribution, &extras, &case.values) {
                match need {
                    Need::Known(need) => {
                        self.judge_need(case, entry, &wanting(&distribution.name, &extras), &need);
                        queue.push((need.name, need.extras));
                    }
                    Need::Unknown(need, doubt) => {
                        if !case.has(&need) && !self.rules.ignores.ignores(&need.name) {
                            let (code, why) = doubt.reason();
                            let why = format!("whether that is {need}: {why}");
                            self.note_needs(case, entry, distribution, code, &why);
                        }
                    }
                    Need::Invalid(written, error) => {
                        let why =
                            format!("its metadata in {} says {written:?}: {error}", site.path.display());
                        self.note_needs(case, entry, distribution, UncheckedCode::RequiresInvalid, &why);
                    }
                }
            }
        }
    }

    fn judge_need(&mut self, case: &Case<'judging>, entry: &'judging Entry, who: &str, need: &Requirement) {
        if self.rules.ignores.ignores(&need.name) || case.has(need) {
            return;
        }
        let wanted = format!("{who} needs {}{}", need.name, need.specifiers);
        match case.named(&need.name).next().copied() {
            None if self.rules.subset || entry.note.optional => {}
            None => {
                let reason = format!("it is not installed, and {wanted}");
                self.charges.missing(
                    case,
                    Cow::Owned(need.name.clone()),
                    FindingCode::ExtraNotInstalled,
                    entry,
                    reason,
                );
            }
            Some((found, at)) => {
                self.charges.installed(
                    case,
                    (found, at),
                    FindingCode::ExtraVersionMismatch,
                    Some(entry),
                    wanted,
                );
            }
        }
    }

    fn note_needs(
        &mut self,
        case: &Case<'_>,
        entry: &Entry,
        distribution: &Distribution,
        code: UncheckedCode,
        why: &str,
    ) {
        let reason = format!("what the extras of {} need could not be told: {why}", distribution.label());
        self.charges.unchecked(case, entry, code, reason);
    }
}

fn is_checkout(case: &Case<'_>, entry: &Entry, distribution: &Distribution) -> bool {
    let from = origin::origin_of(distribution);
    case.environment.is_some_and(|found| origin::is_checkout(entry, from.as_ref(), &found.prefix))
}

/// `name[extra,…]`.
fn wanting(name: &PackageName, extras: &[PackageName]) -> String {
    let extras: Vec<&str> = extras.iter().map(PackageName::as_written).collect();
    format!("{name}[{}]", extras.join(","))
}
