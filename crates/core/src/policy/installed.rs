//! What is installed, held against the entries that are about it.

use super::case::{Case, Installed};
use super::charges::text;
use super::claims::{Claims, Mismatch, admits, denied, is_comparable, wrong};
use super::judge::Court;
use super::names::At;
use super::origin;
use super::standing::Standing;
use super::{FindingCode, UncheckedCode};
use crate::inventory::{Distribution, DistributionKind};
use crate::manifest::{Entry, Role};

impl<'judging> Court<'judging> {
    pub(super) fn judge_distribution(&mut self, case: &Case<'judging>, installed: Installed<'judging>) {
        let (distribution, _) = installed;
        if self.rules.ignores.ignores(&distribution.name) {
            return;
        }
        // What conda installs beside Python packages is judged by bounds that speak of conda's packages.
        if distribution.kind == DistributionKind::Conda && !self.names.has_conda {
            return;
        }
        let about = self.names.about(distribution);
        let is_denied = self.judge_denials(case, installed, &about);
        // A package that is denied is so also where Python does not find it first; who asks of each asks of that one too.
        if self.charges.said.is_none() && case.is_shadowed(installed) {
            return;
        }
        let claims = self.claims(case, &about);
        let wrong = claims.wrong(distribution);
        self.note_doubts(case, distribution, &claims, wrong.is_some());
        match wrong {
            Some(mismatches) => self.judge_mismatches(case, installed, mismatches),
            None if !is_denied && claims.doubtful.is_empty() => {
                self.judge_unrequired(case, installed, &about);
            }
            None => {}
        }
    }

    /// Says by which entries a package is denied; whether any does.
    fn judge_denials(&mut self, case: &Case<'judging>, installed: Installed<'judging>, about: &[At]) -> bool {
        let (distribution, _) = installed;
        let mut is_denied = false;
        for at in about {
            let entry = self.names.entry(*at);
            let standing = case.standing(*at);
            if entry.role != Role::Denied || !matches!(standing, Standing::Holds | Standing::Unknown(_)) {
                continue;
            }
            match (admits(entry, distribution), standing) {
                (true, Standing::Unknown(doubt)) => self.note_doubt(case, entry, doubt),
                (true, _) => {
                    is_denied = true;
                    self.charges.installed(case, installed, FindingCode::Denied, Some(entry), denied(entry));
                }
                (false, _) if !is_comparable(entry, distribution) => {
                    self.note_denial(case, entry, distribution);
                }
                (false, _) => {}
            }
        }
        is_denied
    }

    /// Says which doubts matter: those about entries that alone ask for a package, and those that it would not fulfil.
    fn note_doubts(
        &mut self,
        case: &Case<'_>,
        distribution: &Distribution,
        claims: &Claims<'_>,
        is_asked_for: bool,
    ) {
        let is_open = !is_asked_for && !self.rules.superset;
        for (entry, doubt) in &claims.doubtful {
            if is_open || wrong(entry, distribution).is_some() {
                self.note_doubt(case, entry, doubt);
            }
        }
    }

    fn judge_mismatches(
        &mut self,
        case: &Case<'judging>,
        installed: Installed<'judging>,
        mismatches: Vec<(&'judging Entry, Mismatch)>,
    ) {
        let (distribution, _) = installed;
        for (entry, mismatch) in mismatches {
            match mismatch {
                Mismatch::Differs(FindingCode::OriginMismatch, _)
                    if is_checkout(case, entry, distribution) =>
                {
                    self.note_checkout(case, entry, distribution);
                }
                Mismatch::Differs(code, reason) => {
                    self.charges.installed(case, installed, code, Some(entry), reason);
                }
                Mismatch::Unknown(code, why) => {
                    let reason = format!("{}: {why}", distribution.label());
                    self.charges.unchecked(case, entry, code, reason);
                }
            }
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
    pub(super) fn claims(&self, case: &Case<'_>, about: &[At]) -> Claims<'judging> {
        let mut claims = Claims::default();
        let mut is_expired = false;
        for at in about {
            let entry = self.names.entry(*at);
            match (entry.role, case.standing(*at)) {
                (Role::Denied, _) => {}
                // The project itself comes from where it is.
                (Role::Project, _) => claims.tolerated = true,
                (_, Standing::Unknown(doubt)) => claims.doubtful.push((entry, doubt.clone())),
                (role, Standing::Expired) => is_expired |= role != Role::Constraint,
                (_, Standing::Holds) if entry.pattern.is_some() => claims.patterns.push(entry),
                (_, Standing::Holds) => claims.named.push(entry),
                _ => {}
            }
        }
        // A constraint says which version, not that what was allowed until yesterday still is.
        if is_expired && claims.named.iter().all(|entry| entry.role == Role::Constraint) {
            claims.named.clear();
        }
        claims
    }

    fn judge_unrequired(&mut self, case: &Case<'judging>, installed: Installed<'judging>, about: &[At]) {
        let is_tolerated = about.is_empty() && self.rules.ignores.tolerates_installed(installed);
        if self.rules.superset || is_tolerated {
            return;
        }
        let mentions: Vec<&At> =
            about.iter().filter(|at| self.names.entry(**at).role != Role::Denied).collect();
        let Some(first) = mentions.first() else {
            let reason = "no bound asks for it";
            return self.charges.installed(case, installed, FindingCode::NotInBound, None, reason);
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
        self.charges.installed(case, installed, code, Some(entry), reason);
    }
}

fn is_checkout(case: &Case<'_>, entry: &Entry, distribution: &Distribution) -> bool {
    let from = origin::origin_of(distribution);
    case.environment.is_some_and(|found| origin::is_checkout(entry, from.as_deref(), &found.prefix))
}
