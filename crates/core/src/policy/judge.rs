//! Judging: every environment by itself, every package in it by the entries that are about it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::extras::Need;
use super::names::{At, Names};
use super::standing::{Standing, Standings, standings};
use super::{Finding, FindingCode, Host, Ignores, Overrides, Subject, Unchecked, UncheckedCode};
use super::{extras, markers, origin};
use crate::date::Date;
use crate::inventory::{Distribution, DistributionKind, Environment, InstalledVersion, Inventory, Site};
use crate::manifest::{Choice, Ecosystem, Entry, Manifest, Place, Role};
use crate::metadata::credentials::mask_credentials;
use crate::requirement::{MarkerEnvironment, Operator, PackageName, Requirement};

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
        names: Names::of(bounds),
        bounds,
        rules,
        known: Vec::new(),
        findings: BTreeMap::new(),
        unchecked: BTreeMap::new(),
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
    court.judged()
}

/// A finding without where it is, which is gathered.
type Charge = (Subject, FindingCode, Option<String>, Option<Place>, String);
/// Sites and environments.
type Scene = (BTreeSet<PathBuf>, BTreeSet<PathBuf>);

struct Court<'judging> {
    names: Names<'judging>,
    bounds: &'judging [Bound],
    rules: &'judging Rules,
    /// How the entries stand in environments of these values: many environments have the same.
    known: Vec<(MarkerEnvironment, std::rc::Rc<Vec<Standings>>)>,
    findings: BTreeMap<Charge, Scene>,
    unchecked: BTreeMap<(Place, UncheckedCode, String), BTreeSet<PathBuf>>,
}

/// One environment, or a site that none sees.
struct Case<'judging> {
    environment: Option<&'judging Environment>,
    values: MarkerEnvironment,
    standings: std::rc::Rc<Vec<Standings>>,
    installed: Vec<(&'judging Distribution, &'judging Site)>,
}

impl Case<'_> {
    fn standing(&self, (bound, place): At) -> &Standing {
        &self.standings[bound].of[place]
    }

    fn named(&self, name: &PackageName) -> impl Iterator<Item = &(&Distribution, &Site)> {
        self.installed
            .iter()
            .filter(move |(found, _)| found.name == *name && found.kind != DistributionKind::Conda)
    }

    /// Whether a version that a need of an extra admits is there, in the first site that has any.
    fn has(&self, need: &Requirement) -> bool {
        self.named(&need.name).next().is_some_and(|(found, _)| version_admitted(&need.specifiers, found))
    }

    /// Where what is missing would be: the environment's first own site.
    fn home(&self) -> Option<PathBuf> {
        let environment = self.environment?;
        let own = environment.sites.iter().find(|site| site.starts_with(&environment.prefix));
        Some(own.or(environment.sites.first()).unwrap_or(&environment.prefix).clone())
    }
}

/// The entries that ask for one package.
#[derive(Default)]
struct Claims<'judging> {
    named: Vec<&'judging Entry>,
    patterns: Vec<&'judging Entry>,
    tolerated: bool,
}

impl<'judging> Claims<'judging> {
    /// What is wrong with a package: nothing, or what differs. `None` where nothing asks for it.
    fn wrong(&self, distribution: &Distribution) -> Option<Vec<(&'judging Entry, FindingCode, String)>> {
        let differs =
            |entry: &&'judging Entry| wrong(entry, distribution).map(|(code, reason)| (*entry, code, reason));
        if !self.named.is_empty() {
            return Some(self.named.iter().filter_map(differs).collect());
        }
        if self.tolerated {
            return Some(Vec::new());
        }
        // Of several patterns one is enough.
        let mismatches: Vec<_> = self.patterns.iter().map(differs).collect();
        if mismatches.is_empty() {
            None
        } else if mismatches.iter().any(Option::is_none) {
            Some(Vec::new())
        } else {
            Some(mismatches.into_iter().flatten().take(1).collect())
        }
    }
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

    fn standings(&mut self, values: &MarkerEnvironment) -> std::rc::Rc<Vec<Standings>> {
        if let Some((_, known)) = self.known.iter().find(|(of, _)| of == values) {
            return known.clone();
        }
        let all = self
            .bounds
            .iter()
            .map(|bound| standings(&bound.manifest, &bound.choice, values, self.rules.today));
        let all = std::rc::Rc::new(all.collect::<Vec<_>>());
        self.known.push((values.clone(), all.clone()));
        all
    }

    fn note_doubts(&mut self, case: &Case<'_>) {
        for (number, standings) in case.standings.iter().enumerate() {
            for (place, doubt) in &standings.unknown {
                let entry = self.names.entry((number, *place));
                let (code, why) = doubt.reason();
                let reason = format!("whether {} is wanted could not be told: {why}", text(entry));
                let environments = self.unchecked.entry((entry.place.clone(), code, reason)).or_default();
                environments.extend(case.environment.map(|found| found.prefix.clone()));
            }
        }
    }

    fn judge_distribution(
        &mut self,
        case: &Case<'judging>,
        distribution: &'judging Distribution,
        site: &Site,
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
        let denials: Vec<&Entry> = denials.map(|at| self.names.entry(*at)).collect();
        let (denials, others): (Vec<&Entry>, Vec<&Entry>) =
            denials.into_iter().partition(|entry| admits(entry, distribution));
        for entry in others.into_iter().filter(|entry| !is_comparable(entry, distribution)) {
            self.note_denial(case, entry, distribution);
        }
        for entry in &denials {
            self.charge(case, distribution, site, FindingCode::Denied, Some(entry), denied(entry));
        }
        let claims = self.claims(case, &about);
        match claims.wrong(distribution) {
            Some(mismatches) => {
                for (entry, code, reason) in mismatches {
                    if code == FindingCode::OriginMismatch && is_checkout(case, entry, distribution) {
                        self.note_checkout(case, entry, distribution);
                    } else {
                        self.charge(case, distribution, site, code, Some(entry), reason);
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
        let key = (entry.place.clone(), UncheckedCode::DenialUncertain, reason);
        self.unchecked.entry(key).or_default().extend(case.environment.map(|found| found.prefix.clone()));
    }

    fn note_checkout(&mut self, case: &Case<'_>, entry: &Entry, distribution: &Distribution) {
        let from = origin::origin_of(distribution).map(|from| from.to_string()).unwrap_or_default();
        let reason = format!(
            "whether {} is at {} could not be told: it is an editable checkout in {from}; look there with git",
            distribution.label(),
            entry.source
        );
        let key = (entry.place.clone(), UncheckedCode::CommitUnrecorded, reason);
        self.unchecked.entry(key).or_default().extend(case.environment.map(|found| found.prefix.clone()));
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

    fn judge_unrequired(&mut self, case: &Case<'_>, distribution: &Distribution, site: &Site, about: &[At]) {
        if self.rules.superset || (about.is_empty() && self.rules.ignores.tolerates(&distribution.name)) {
            return;
        }
        let mentions: Vec<&At> =
            about.iter().filter(|at| self.names.entry(**at).role != Role::Denied).collect();
        let Some(first) = mentions.first() else {
            let reason = "no bound asks for it".to_owned();
            return self.charge(case, distribution, site, FindingCode::NotInBound, None, reason);
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
        self.charge(case, distribution, site, code, Some(entry), reason);
    }

    /// What is asked for and not there: once for each package, with the first requirement that asks for it.
    fn judge_missing(&mut self, case: &Case<'_>) {
        let python: BTreeSet<&str> = (case.installed.iter())
            .filter(|(found, _)| found.kind != DistributionKind::Conda)
            .map(|(found, _)| found.name.normalized())
            .collect();
        let conda: BTreeSet<String> = (case.installed.iter())
            .filter_map(|(found, _)| super::names::conda_name(found))
            .map(|name| name.normalized().to_owned())
            .collect();
        let mut missing: BTreeMap<(Ecosystem, &str), &Entry> = BTreeMap::new();
        for at in self.names.wanting() {
            let entry = self.names.entry(at);
            let name = entry.requirement.name.normalized();
            let is_there = match entry.ecosystem {
                Ecosystem::Python => python.contains(name),
                Ecosystem::Conda => conda.contains(name),
            };
            if !is_there && !entry.note.optional && *case.standing(at) == Standing::Holds {
                missing.entry((entry.ecosystem, name)).or_insert(entry);
            }
        }
        for entry in missing.into_values() {
            let name = &entry.requirement.name;
            if self.rules.ignores.ignores(name) {
                continue;
            }
            self.charge_missing(
                case,
                name,
                FindingCode::NotInstalled,
                entry,
                "it is not installed".to_owned(),
            );
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
                self.charge_missing(case, &need.name, FindingCode::ExtraNotInstalled, entry, reason);
            }
            Some((found, at)) => {
                self.charge(case, found, at, FindingCode::ExtraVersionMismatch, Some(entry), wanted);
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
        let environments = self.unchecked.entry((entry.place.clone(), code, reason)).or_default();
        environments.extend(case.environment.map(|found| found.prefix.clone()));
    }

    fn charge(
        &mut self,
        case: &Case<'_>,
        distribution: &Distribution,
        site: &Site,
        code: FindingCode,
        entry: Option<&Entry>,
        reason: String,
    ) {
        let subject = Subject {
            name: distribution.name.normalized().to_owned(),
            written: distribution.name.as_written().to_owned(),
            version: Some(distribution.version_text().to_owned()).filter(|version| !version.is_empty()),
        };
        self.file(case, subject, code, entry, reason, Some(site.path.clone()));
    }

    fn charge_missing(
        &mut self,
        case: &Case<'_>,
        name: &PackageName,
        code: FindingCode,
        entry: &Entry,
        reason: String,
    ) {
        let subject = Subject {
            name: name.normalized().to_owned(),
            written: name.as_written().to_owned(),
            version: None,
        };
        self.file(case, subject, code, Some(entry), reason, case.home());
    }

    fn file(
        &mut self,
        case: &Case<'_>,
        subject: Subject,
        code: FindingCode,
        entry: Option<&Entry>,
        reason: String,
        site: Option<PathBuf>,
    ) {
        let charge = (subject, code, entry.map(text), entry.map(|entry| entry.place.clone()), reason);
        let (sites, environments) = self.findings.entry(charge).or_default();
        sites.extend(site);
        environments.extend(case.environment.map(|found| found.prefix.clone()));
    }

    fn judged(self) -> Judged {
        let finding =
            |((subject, code, requirement, place, reason), (sites, environments)): (Charge, Scene)| Finding {
                subject,
                code,
                requirement,
                place,
                reason,
                sites,
                environments,
            };
        let unchecked =
            |((place, code, reason), environments)| Unchecked { place, code, reason, environments };
        Judged {
            findings: self.findings.into_iter().map(finding).collect(),
            unchecked: self.unchecked.into_iter().map(unchecked).collect(),
        }
    }
}

fn is_checkout(case: &Case<'_>, entry: &Entry, distribution: &Distribution) -> bool {
    let from = origin::origin_of(distribution);
    case.environment.is_some_and(|found| origin::is_checkout(entry, from.as_ref(), &found.prefix))
}

/// An entry as a person would write it, without credentials.
fn text(entry: &Entry) -> String {
    let requirement = &entry.requirement;
    let mut text = requirement.to_string();
    if !matches!(entry.source, crate::manifest::Source::Index { .. }) {
        let (before, marker) =
            text.split_once(';').map_or((text.as_str(), None), |(before, marker)| (before, Some(marker)));
        let marker = marker.map(|marker| format!(" ;{marker}")).unwrap_or_default();
        text = format!("{} @ {}{marker}", before.trim_end(), entry.source);
    }
    if entry.role == Role::Denied {
        text.insert_str(0, "deny ");
    }
    mask_credentials(&text)
}

/// `name[extra,…]`.
fn wanting(name: &PackageName, extras: &[PackageName]) -> String {
    let extras: Vec<&str> = extras.iter().map(PackageName::as_written).collect();
    format!("{name}[{}]", extras.join(","))
}

fn denied(entry: &Entry) -> String {
    match &entry.note.reason {
        Some(reason) => format!("it is denied: {reason}"),
        None => "it is denied".to_owned(),
    }
}

/// What is wrong with a package by an entry that holds, if anything.
pub(super) fn wrong(entry: &Entry, distribution: &Distribution) -> Option<(FindingCode, String)> {
    if !admits(entry, distribution) {
        let reason = match &distribution.version {
            Some(_) => format!("the bound asks for {}", wanted_versions(entry)),
            None => {
                format!("its metadata gives no version, and the bound asks for {}", wanted_versions(entry))
            }
        };
        return Some((FindingCode::VersionMismatch, reason));
    }
    if entry.ecosystem == Ecosystem::Conda {
        return None;
    }
    origin::differs(entry, origin::origin_of(distribution).as_ref())
}

fn wanted_versions(entry: &Entry) -> String {
    match entry.requirement.specifiers.to_string() {
        none if none.is_empty() => "any version".to_owned(),
        specifiers => specifiers,
    }
}

fn admits(entry: &Entry, distribution: &Distribution) -> bool {
    version_admitted(&entry.requirement.specifiers, distribution)
}

/// Whether an installed version can be compared with all that an entry says of versions.
fn is_comparable(entry: &Entry, distribution: &Distribution) -> bool {
    let mut specifiers = entry.requirement.specifiers.alternatives().flatten();
    distribution.version.as_ref().is_some_and(|version| version.parsed().is_some())
        || specifiers.all(|specifier| specifier.operator() == Operator::Identical)
}

fn version_admitted(specifiers: &crate::requirement::Specifiers, distribution: &Distribution) -> bool {
    let written = distribution.version_text();
    specifiers.is_empty()
        || specifiers.admits(written, distribution.version.as_ref().and_then(InstalledVersion::parsed))
}
