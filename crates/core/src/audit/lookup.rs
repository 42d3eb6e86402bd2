//! What is known of packages that are not installed: of a name, and of what a bound asks for.

use std::collections::BTreeMap;

use super::fact::Fact;
use super::finding::{AuditFinding, AuditUnchecked, AuditUncheckedCode, Note, Whereabouts};
use super::judge::{AuditRules, Found, found, is_uncertain, uncertain};
use super::knowledge::Knowledge;
use super::lookalike::lookalike;
use super::open::{Open, verdict};
use super::outcome::{AuditOutcome, Passing};
use crate::advisory::names::Circumstances;
use crate::advisory::{Entry, Package, facts};
use crate::inventory::InstalledVersion;
use crate::manifest::{Ecosystem, Entry as Asked, Manifest, Role, Source};
use crate::policy::Subject;
use crate::requirement::{Operator, PackageName, Specifiers};

/// What is known of a package, or of one release of it.
#[must_use]
pub fn look_up_name(
    name: &PackageName,
    version: Option<&InstalledVersion>,
    knowledge: &Knowledge<'_>,
    rules: &AuditRules,
) -> AuditOutcome {
    let mut lookup =
        Lookup { knowledge, rules, outcome: AuditOutcome { releases: 1, ..AuditOutcome::default() } };
    let subject = subject(name, version);
    let before = lookup.said();
    let package = lookup.package(name, &Whereabouts::default());
    lookup.suspect(name, &subject, package.as_ref(), Circumstances::default(), &Whereabouts::default());
    if let Some(package) = package {
        match version {
            Some(version) => {
                lookup.judge_release(&subject, version, &package, &[], &Whereabouts::default());
            }
            None => lookup.tell_all(&subject, &package),
        }
    }
    lookup.pass(before, subject, Whereabouts::default());
    lookup.finish()
}

/// What is known of what bounds ask for: whatever their extras, groups and markers, since anybody may choose them.
#[must_use]
pub fn look_up_bounds(manifests: &[Manifest], knowledge: &Knowledge<'_>, rules: &AuditRules) -> AuditOutcome {
    let mut lookup = Lookup { knowledge, rules, outcome: AuditOutcome::default() };
    lookup.outcome.bound_problems =
        manifests.iter().flat_map(|manifest| manifest.problems.iter().cloned()).collect();
    let entries = manifests.iter().flat_map(|manifest| &manifest.entries);
    lookup.outcome.foreign = entries.filter(|entry| entry.ecosystem == Ecosystem::Conda).count();
    for wanted in wanted(manifests).values() {
        lookup.judge_asked(wanted);
    }
    lookup.tell_of_patterns(manifests);
    if lookup.outcome.releases == 0 && lookup.outcome.foreign > 0 && lookup.outcome.unchecked.is_empty() {
        let reason =
            "nothing in it is asked for from Python's index: of conda's packages nothing is known here"
                .to_owned();
        let (code, whereabouts) = (AuditUncheckedCode::NothingJudged, Whereabouts::default());
        lookup.outcome.unchecked.push(AuditUnchecked { code, package: None, reason, whereabouts });
    }
    lookup.finish()
}

/// An entry that has its package installed or lets it be, and the versions that it allows.
struct Wanted<'manifest> {
    entry: &'manifest Asked,
    allowed: Specifiers,
}

/// What asks for each of Python's packages, by normalised name.
fn wanted(manifests: &[Manifest]) -> BTreeMap<&str, Vec<Wanted<'_>>> {
    let mut by_name: BTreeMap<&str, Vec<Wanted<'_>>> = BTreeMap::new();
    for manifest in manifests {
        let entries = manifest.entries.iter();
        let named = entries.filter(|entry| entry.ecosystem == Ecosystem::Python && entry.pattern.is_none());
        let (mut own, mut limits): (Vec<&Asked>, BTreeMap<&str, Vec<&Asked>>) = Default::default();
        for entry in named {
            match entry.role {
                // One that holds somewhere only may not narrow what is asked for elsewhere.
                Role::Constraint if entry.requirement.marker.is_none() => {
                    limits.entry(entry.requirement.name.normalized()).or_default().push(entry);
                }
                _ if is_wanted(entry) => own.push(entry),
                _ => {}
            }
        }
        for entry in own {
            let name = entry.requirement.name.normalized();
            let limits = limits.get(name).into_iter().flatten();
            let allowed = limits.fold(entry.requirement.specifiers.clone(), |allowed, limit| {
                allowed.and(&limit.requirement.specifiers).unwrap_or(allowed)
            });
            by_name.entry(name).or_default().push(Wanted { entry, allowed });
        }
    }
    by_name
}

/// The releases that bounds ask for; without a version, where they leave it open.
pub(super) fn asked_releases(manifests: &[Manifest]) -> Vec<(PackageName, Option<String>)> {
    let asked = |wanted: Wanted<'_>| {
        let name = wanted.entry.requirement.name.clone();
        match wanted.ask() {
            Ask::Release(version) => (name, Some(version)),
            Ask::Open(_) | Ask::Elsewhere(_) => (name, None),
        }
    };
    wanted(manifests).into_values().flatten().map(asked).collect()
}

impl Wanted<'_> {
    /// How the entry asks for its package.
    fn ask(&self) -> Ask {
        match (release(&self.allowed), origin(&self.entry.source)) {
            (Some(version), _) => Ask::Release(version),
            (None, Some(url)) => Ask::Elsewhere(url.to_owned()),
            (None, None) => Ask::Open(self.allowed.to_string()),
        }
    }
}

/// Whether an entry has its package installed, or lets it be.
fn is_wanted(entry: &Asked) -> bool {
    matches!(entry.role, Role::Wanted | Role::Reached | Role::Allowed)
}

/// One way in which a package is asked for, with all places that do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ask {
    /// One release.
    Release(String),
    /// Whatever these specifiers allow, as written.
    Open(String),
    /// Whatever is there.
    Elsewhere(String),
}

struct Lookup<'lookup> {
    knowledge: &'lookup Knowledge<'lookup>,
    rules: &'lookup AuditRules,
    outcome: AuditOutcome,
}

fn subject(name: &PackageName, version: Option<&InstalledVersion>) -> Subject {
    Subject {
        name: name.normalized().to_owned(),
        written: name.as_written().to_owned(),
        version: version.map(|version| version.as_written().to_owned()),
    }
}

impl Lookup<'_> {
    fn package(&mut self, name: &PackageName, whereabouts: &Whereabouts) -> Option<Package> {
        match self.knowledge.source?.package(name.normalized()) {
            Ok(package) => package,
            Err(error) => {
                let reason = format!("what is known of {name} could not be read: {error}");
                self.unchecked(AuditUncheckedCode::SourceUnavailable, name, reason, whereabouts);
                None
            }
        }
    }

    fn unchecked(
        &mut self,
        code: AuditUncheckedCode,
        name: &PackageName,
        reason: String,
        whereabouts: &Whereabouts,
    ) {
        let (package, whereabouts) = (Some(name.normalized().to_owned()), whereabouts.clone());
        self.outcome.unchecked.push(AuditUnchecked { code, package, reason, whereabouts });
    }

    /// Says that a pattern of an allow list stands for no release.
    fn tell_of_patterns(&mut self, manifests: &[Manifest]) {
        let entries =
            manifests.iter().flat_map(|manifest| &manifest.entries).filter(|entry| is_wanted(entry));
        for entry in entries {
            let Some(pattern) = &entry.pattern else { continue };
            let whereabouts = Whereabouts { places: [entry.place.clone()].into(), ..Whereabouts::default() };
            self.outcome.unchecked.push(AuditUnchecked {
                code: AuditUncheckedCode::VersionOpen,
                package: None,
                reason: format!("{pattern} allows whatever is called so; audit where it is installed"),
                whereabouts,
            });
        }
    }

    /// How much was said so far.
    fn said(&self) -> (usize, usize) {
        (self.outcome.findings.len(), self.outcome.unchecked.len())
    }

    /// Says that nothing is found, unless something was said since.
    fn pass(&mut self, before: (usize, usize), subject: Subject, whereabouts: Whereabouts) {
        if self.rules.with_passing && before == self.said() && self.knowledge.source.is_some() {
            self.outcome.passing.push(Passing { subject, whereabouts });
        }
    }

    fn judge_release(
        &mut self,
        subject: &Subject,
        version: &InstalledVersion,
        package: &Package,
        notes: &[Note],
        whereabouts: &Whereabouts,
    ) {
        if is_uncertain(package, version) {
            let name = PackageName::new(&subject.written);
            self.unchecked(
                AuditUncheckedCode::VersionUncertain,
                &name,
                uncertain(&subject.label()),
                whereabouts,
            );
        }
        for Found { fact, is_own_build } in found(package, version, self.knowledge) {
            let mut notes = notes.to_vec();
            match version.parsed() {
                Some(version) if is_own_build => {
                    notes.push(Note::OwnBuild { public: version.public().to_string() });
                }
                Some(_) => {}
                None => notes.push(Note::VersionText),
            }
            self.say(subject, fact, notes, whereabouts);
        }
    }

    fn say(&mut self, subject: &Subject, fact: Fact, notes: Vec<Note>, whereabouts: &Whereabouts) {
        let finding = AuditFinding::of_fact(subject.clone(), fact, notes, whereabouts.clone());
        self.outcome.findings.push(finding);
    }

    /// Says whether the name looks like a popular one.
    fn suspect(
        &mut self,
        name: &PackageName,
        subject: &Subject,
        package: Option<&Package>,
        circumstances: Circumstances,
        whereabouts: &Whereabouts,
    ) {
        let Some(popular) = self.knowledge.popular else { return };
        let finding = lookalike(name, popular, package, circumstances, self.rules.today);
        if let Some(finding) = finding.filter(|finding| self.rules.report(finding)) {
            let (subject, whereabouts) = (subject.clone(), whereabouts.clone());
            self.outcome.findings.push(AuditFinding { subject, whereabouts, ..finding });
        }
    }

    fn tell_all(&mut self, subject: &Subject, package: &Package) {
        for members in facts::facts(package.entries()) {
            let members: Vec<&Entry> = members.iter().filter_map(|at| package.entries().get(*at)).collect();
            let fact = Fact::of_package(package, &members, self.knowledge);
            self.say(subject, fact, Vec::new(), &Whereabouts::default());
        }
    }

    /// Judges what asks for one package.
    fn judge_asked(&mut self, wanted: &[Wanted<'_>]) {
        let mut asks: BTreeMap<Ask, (Whereabouts, &Wanted<'_>)> = BTreeMap::new();
        for one in wanted {
            let (whereabouts, _) = asks.entry(one.ask()).or_insert_with(|| (Whereabouts::default(), one));
            whereabouts.places.insert(one.entry.place.clone());
        }
        let Some((_, (whereabouts, first))) = asks.first_key_value() else { return };
        let name = first.entry.requirement.name.clone();
        let package = self.package(&name, whereabouts);
        self.outcome.releases += asks.len();
        for (ask, (whereabouts, one)) in &asks {
            let before = self.said();
            let source = &one.entry.source;
            let version = match ask {
                Ask::Release(version) => Some(InstalledVersion::new(version)),
                _ => None,
            };
            let subject = subject(&name, version.as_ref());
            if origin(source).is_none() {
                let circumstances = Circumstances { is_named_in_bound: true, ..Circumstances::default() };
                self.suspect(&name, &subject, package.as_ref(), circumstances, whereabouts);
            }
            if let Some(package) = &package {
                match (ask, &version) {
                    (_, Some(version)) => {
                        let notes = origin(source).map(|url| Note::OtherOrigin { url: url.to_owned() });
                        self.judge_release(&subject, version, package, notes.as_slice(), whereabouts);
                    }
                    (Ask::Open(written), _) => {
                        self.judge_open(&name, written, &one.allowed, package, whereabouts);
                    }
                    (Ask::Elsewhere(url), _) => {
                        let reason = format!(
                            "{name} is asked for from {url} in whatever version is there, and something is known of packages of that name; lock it, or audit where it is installed"
                        );
                        self.unchecked(AuditUncheckedCode::OriginOpen, &name, reason, whereabouts);
                    }
                    (Ask::Release(_), None) => {}
                }
            }
            self.pass(before, subject, whereabouts.clone());
        }
    }

    /// Judges what may be installed in several versions: by those that are known.
    fn judge_open(
        &mut self,
        name: &PackageName,
        written: &str,
        allowed: &Specifiers,
        package: &Package,
        whereabouts: &Whereabouts,
    ) {
        match verdict(package, allowed) {
            Open::Free => {}
            // Whatever is installed of what is known: the highest one stands for all.
            Open::Affected(highest) => {
                let version = InstalledVersion::new(&highest.to_string());
                let notes = [Note::HighestAllowed { requirement: format!("{name}{written}") }];
                self.judge_release(&subject(name, Some(&version)), &version, package, &notes, whereabouts);
            }
            Open::Either { affected, free } => {
                let advice = match free {
                    Some(free) => format!("ask for {free} or later, or lock it"),
                    None => "lock it, or audit where it is installed".to_owned(),
                };
                let reason = format!(
                    "{name}{written} may be installed as {affected}, which something is known of, and as others; {advice}"
                );
                self.unchecked(AuditUncheckedCode::VersionOpen, name, reason, whereabouts);
            }
            Open::Nothing => {
                let reason = format!(
                    "{name}{written} allows no version that could be told; see whether it can be installed"
                );
                self.unchecked(AuditUncheckedCode::VersionOpen, name, reason, whereabouts);
            }
        }
    }

    fn finish(mut self) -> AuditOutcome {
        self.outcome.settle(self.rules, self.knowledge.source.is_some(), |_| true);
        self.outcome
    }
}

/// Where something is from, if that is no index.
fn origin(source: &Source) -> Option<&str> {
    match source {
        Source::Index { .. } => None,
        Source::Archive { url, .. } | Source::Vcs { url, .. } | Source::Directory { url, .. } => Some(url),
    }
}

/// The one release that specifiers allow, as written.
fn release(specifiers: &Specifiers) -> Option<String> {
    let exact = |specifier: &&crate::requirement::Specifier| {
        matches!(specifier.operator(), Operator::Equal | Operator::Identical)
            && !specifier.version_text().ends_with(".*")
    };
    specifiers.all().iter().find(exact).map(|specifier| specifier.version_text().to_owned())
}
