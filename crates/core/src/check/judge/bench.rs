//! What rules have against everything, gathered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::lift;
use super::scene::{Scene, Truth};
use crate::check::outcome::{
    CheckOutcome, CheckUnchecked, CheckUncheckedCode, FileJudgement, Hit, HitCode, Judgement,
};
use crate::check::{Decision, Rule, RuleKind};
use crate::inventory::Distribution;
use crate::policy::Subject;
use crate::timestamp::Timestamp;

/// A distribution: the place of its site, and its own in it.
pub(super) type At = (usize, usize);

/// A file, with the line in it, and the site or other directory that it lies in.
type File = (PathBuf, Option<u64>, PathBuf);

/// What was gathered of one distribution.
#[derive(Clone, Default)]
struct Docket {
    hits: Vec<Hit>,
    notes: BTreeSet<String>,
    is_doubtful: bool,
}

/// All that was gathered.
pub(super) struct Bench<'check> {
    pub(super) scene: &'check Scene<'check>,
    /// Where the distributions of each site begin among the dockets.
    starts: Vec<usize>,
    dockets: Vec<Docket>,
    files: BTreeMap<File, (Vec<Hit>, Vec<PathBuf>)>,
    unchecked: BTreeSet<CheckUnchecked>,
    until: Option<Timestamp>,
}

impl<'check> Bench<'check> {
    pub(super) fn new(scene: &'check Scene<'check>) -> Self {
        let (mut starts, mut count) = (Vec::new(), 0);
        for site in &scene.inventory.sites {
            starts.push(count);
            count += site.distributions.len();
        }
        Self {
            scene,
            starts,
            dockets: vec![Docket::default(); count],
            files: BTreeMap::new(),
            unchecked: BTreeSet::new(),
            until: None,
        }
    }

    /// Every distribution, with the places that it has.
    pub(super) fn distributions(&self) -> impl Iterator<Item = (At, &'check Distribution)> + use<'check> {
        let sites = self.scene.inventory.sites.iter().enumerate();
        sites.flat_map(|(site, found)| {
            found.distributions.iter().enumerate().map(move |(at, distribution)| ((site, at), distribution))
        })
    }

    fn docket(&mut self, (site, at): At) -> &mut Docket {
        &mut self.dockets[self.starts[site] + at]
    }

    /// A rule is against a distribution.
    pub(super) fn hit(&mut self, at: At, hit: Hit) {
        self.docket(at).hits.push(hit);
    }

    /// A rule is against a file that is no distribution's.
    pub(super) fn hit_file(&mut self, file: File, environments: &[PathBuf], hit: Hit) {
        let (hits, known) = self.files.entry(file).or_default();
        hits.push(hit);
        environments.clone_into(known);
    }

    /// Something is to be said of a distribution.
    pub(super) fn note(&mut self, at: At, note: String) {
        self.docket(at).notes.insert(note);
    }

    /// A question on a distribution has no answer.
    pub(super) fn doubt(&mut self, at: At) {
        self.docket(at).is_doubtful = true;
    }

    /// A question on all distributions of a site has no answer.
    pub(super) fn doubt_site(&mut self, site: usize) {
        for at in 0..self.scene.inventory.sites[site].distributions.len() {
            self.doubt((site, at));
        }
    }

    pub(super) fn unchecked(&mut self, unchecked: CheckUnchecked) {
        self.unchecked.insert(unchecked);
    }

    /// What is said may be otherwise from a moment on.
    pub(super) fn changes_at(&mut self, moment: Option<Timestamp>) {
        let moment = moment.filter(|moment| *moment > self.scene.evidence.now);
        self.until = [self.until, moment].into_iter().flatten().min();
    }

    /// Says where nobody could tell whether a rule is applied.
    pub(super) fn note_scopes(&mut self, rule: &Rule) {
        let scene = self.scene;
        if rule.scopes.is_empty() {
            return;
        }
        for (site, found) in scene.inventory.sites.iter().enumerate() {
            for environment in scene.pairs(site) {
                let Truth::Unknown(code) = scene.is_in(&rule.scopes, *environment, site) else { continue };
                let prefix = environment.and_then(|at| scene.inventory.environments.get(at));
                let path = prefix.map_or(&found.path, |found| &found.prefix);
                let what = if code == CheckUncheckedCode::OwnerUnknown { "owner" } else { "Python version" };
                self.unchecked(CheckUnchecked {
                    code,
                    rule: Some(rule.id.clone()),
                    reason: format!("whether it is in the scope of the rule could not be told, because its {what} is not known; the rule is applied"),
                    package: None,
                    path: Some(path.clone()),
                    place: Some(rule.place.clone()),
                });
                self.doubt_site(site);
            }
        }
    }

    /// Puts hits in the order of precedence, each once, and applies exceptions.
    fn settle(&mut self, hits: &mut Vec<Hit>, lift: impl Fn(&mut Hit) -> Vec<CheckUnchecked>) {
        hits.sort();
        hits.dedup();
        for hit in hits {
            self.unchecked.extend(lift(hit));
            self.changes_at(hit.lifted.as_ref().and_then(|lift| Timestamp::of_unix_time(lift.until.end())));
        }
    }

    /// Decides.
    pub(super) fn finish(mut self) -> CheckOutcome {
        let scene = self.scene;
        let mut outcome = CheckOutcome {
            bound_problems: scene.policy.bound_problems().to_vec(),
            ..CheckOutcome::default()
        };
        for ((site, at), distribution) in self.distributions() {
            let Docket { mut hits, notes, is_doubtful } = std::mem::take(self.docket((site, at)));
            self.settle(&mut hits, |hit| {
                lift::lift(scene, hit, (site, Some(distribution)), &distribution.metadata_path)
            });
            outcome.judgements.push(judgement(scene, (site, distribution), hits, notes, !is_doubtful));
        }
        for ((path, line, site), (mut hits, environments)) in std::mem::take(&mut self.files) {
            let place = scene.sites.get(site.as_path()).copied();
            self.settle(&mut hits, |hit| match place {
                Some(place) => lift::lift(scene, hit, (place, None), &path),
                None => lift::lift_path(scene, hit, &path),
            });
            let (decision, rule, reason) = decide(&hits);
            let reason = reason.unwrap_or_default();
            outcome.files.push(FileJudgement {
                path,
                line,
                site,
                environments,
                decision,
                rule,
                reason,
                hits,
            });
        }
        outcome.judgements.sort();
        outcome.files.sort();
        outcome.unchecked = self.unchecked.into_iter().collect();
        outcome.valid_until = self.until;
        outcome
    }
}

fn judgement(
    scene: &Scene<'_>,
    (site, distribution): (usize, &Distribution),
    hits: Vec<Hit>,
    notes: BTreeSet<String>,
    is_checked: bool,
) -> Judgement {
    let (decision, rule, reason) = decide(&hits);
    let usual = || match notes.first() {
        Some(note) => note.clone(),
        None if is_checked => "no rule is against it".to_owned(),
        None => "no rule is against it, as far as could be checked".to_owned(),
    };
    Judgement {
        subject: subject(distribution),
        site: scene.inventory.sites[site].path.clone(),
        metadata_path: distribution.metadata_path.clone(),
        environments: scene.prefixes(site),
        decision,
        rule,
        reason: reason.unwrap_or_else(usual),
        hits,
        notes: notes.into_iter().collect(),
        is_checked,
    }
}

/// The decision, the rule that decided, and why: the strictest hit that nothing lifts, and of several the first.
fn decide(hits: &[Hit]) -> (Decision, Option<String>, Option<String>) {
    let standing = hits.iter().filter(|hit| hit.lifted.is_none());
    let Some(strictest) = standing.clone().map(|hit| hit.mode).max() else {
        let lift = hits.iter().find_map(|hit| Some((hit, hit.lifted.as_ref()?)));
        let reason = lift.map(|(hit, lift)| {
            format!(
                "an exception lifts what the rule {} has against it until {}: {}",
                hit.rule, lift.until, lift.reason
            )
        });
        return (Decision::Allowed, None, reason);
    };
    let first = standing.clone().find(|hit| hit.mode == strictest);
    let text = first.map(|hit| {
        let expired =
            hit.expired.first().map(|lift| format!("; an exception for it ended on {}", lift.until));
        format!("{}{}", hit.reason, expired.unwrap_or_default())
    });
    (strictest.into(), first.map(|hit| hit.rule.clone()), text)
}

/// Name and version of a distribution.
pub(super) fn subject(distribution: &Distribution) -> Subject {
    Subject {
        name: distribution.name.normalized().to_owned(),
        written: distribution.name.as_written().to_owned(),
        version: distribution.version.as_ref().map(|version| version.as_written().to_owned()),
    }
}

/// A hit of a rule, of its own kind and mode.
pub(super) fn hit(number: usize, rule: &Rule, code: HitCode, reason: impl Into<String>) -> Hit {
    Hit {
        kind: rule.kind(),
        number,
        code,
        rule: rule.id.clone(),
        mode: rule.mode,
        reason: reason.into(),
        advisory: None,
        records: Vec::new(),
        aliases: Vec::new(),
        requirement: None,
        place: rule.place.clone(),
        grace_until: None,
        lifted: None,
        expired: Vec::new(),
    }
}

/// That a rule has no answer.
pub(super) fn open(
    rule: &Rule,
    code: CheckUncheckedCode,
    path: Option<&Path>,
    reason: impl Into<String>,
) -> CheckUnchecked {
    CheckUnchecked {
        code,
        rule: Some(rule.id.clone()).filter(|_| rule.kind() != RuleKind::Malware),
        reason: reason.into(),
        package: None,
        path: path.map(Path::to_path_buf),
        place: None,
    }
}
