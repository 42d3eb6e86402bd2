//! What is installed, held against the entries that are about it.

use super::case::Case;
use super::charges::text;
use super::claims::{Claims, admits, denied, is_comparable};
use super::judge::Court;
use super::names::At;
use super::origin;
use super::standing::Standing;
use super::{FindingCode, UncheckedCode};
use crate::inventory::{Distribution, DistributionKind, Site};
use crate::manifest::{Entry, Role};

impl<'judging> Court<'judging> {
    pub(super) fn judge_distribution(
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
            let reason = "no bound asks for it";
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
}

fn is_checkout(case: &Case<'_>, entry: &Entry, distribution: &Distribution) -> bool {
    let from = origin::origin_of(distribution);
    case.environment.is_some_and(|found| origin::is_checkout(entry, from.as_deref(), &found.prefix))
}
