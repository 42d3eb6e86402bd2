//! What was decided to be borne, for a reason and until a day.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::finding::{AuditCode, AuditFinding, Matter, Whereabouts};
use super::outcome::{AuditOutcome, Suppressed, Suppression};
use crate::advisory::names::Confidence;
use crate::date::Date;
use crate::policy::Subject;
use crate::requirement::PackageName;

/// An exception: `[[audit.ignore]]` of fetter.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Any name of a fact, or the code of another kind of finding.
    pub id: String,
    /// The package that it is for; every one, if none is named.
    pub package: Option<PackageName>,
    /// The directory that it is for, with all that is below it; everywhere, if none is named.
    pub scope: Option<PathBuf>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
}

/// Why an exception is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExceptionError {
    /// It is for nothing.
    #[error("an exception needs the id of what it is made for")]
    Id,
    /// It has no reason.
    #[error("the exception for {0} needs a reason")]
    Reason(String),
    /// It is for any package that has a kind of finding.
    #[error(
        "the exception for {0} needs a package: without one it would switch that kind of finding off (--disable does)"
    )]
    Package(String),
}

impl Exception {
    /// Sees that it says what it must.
    pub fn validate(&self) -> Result<(), ExceptionError> {
        if self.id.trim().is_empty() {
            return Err(ExceptionError::Id);
        }
        if self.reason.trim().is_empty() {
            return Err(ExceptionError::Reason(self.id.clone()));
        }
        if self.is_for_a_kind() && self.package.is_none() {
            return Err(ExceptionError::Package(self.id.clone()));
        }
        Ok(())
    }

    /// Whether it is for a kind of findings, which may be switched off otherwise, and not for a fact.
    fn is_for_a_kind(&self) -> bool {
        AuditCode::of_word(&self.id).is_some()
    }

    fn is_for(&self, finding: &AuditFinding) -> bool {
        let is_named = match &finding.matter {
            // That something is malware is borne only by whoever names the very record, and the package.
            Matter::Fact(fact) if fact.is_malware => self.package.is_some() && fact.ids.contains(&self.id),
            Matter::Fact(fact) => fact.names().any(|name| name.eq_ignore_ascii_case(&self.id)),
            _ => finding.code.as_str() == self.id,
        };
        is_named && self.package.as_ref().is_none_or(|package| package.normalized() == finding.subject.name)
    }

    fn covers(&self, path: &Path) -> bool {
        self.scope.as_ref().is_none_or(|scope| path.starts_with(scope))
    }

    fn finding(&self, code: AuditCode) -> AuditFinding {
        let name = self.package.as_ref();
        AuditFinding {
            code,
            subject: Subject {
                name: name.map(|name| name.normalized().to_owned()).unwrap_or_default(),
                written: name.map(|name| name.as_written().to_owned()).unwrap_or_default(),
                version: None,
            },
            confidence: Confidence::High,
            matter: Matter::Exception { id: self.id.clone(), reason: self.reason.clone(), until: self.until },
            notes: Vec::new(),
            whereabouts: Whereabouts::default(),
        }
    }
}

/// All exceptions, and what is to be said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exceptions {
    /// The exceptions, in the order of their file.
    pub all: Vec<Exception>,
    /// Whether all that they could be for was looked at, so that one without a finding is no longer needed.
    pub is_whole: bool,
}

impl Exceptions {
    /// Takes away what was decided to be borne, and adds what there is to say of the decisions.
    ///
    /// Where something could not be checked, nobody knows whether an exception is still needed; nor where nothing within its scope
    /// was looked at.
    pub(super) fn apply(
        &self,
        outcome: &mut AuditOutcome,
        has_source: bool,
        looked_at: impl Fn(&Path) -> bool,
        today: Date,
    ) {
        let is_whole = self.is_whole && has_source && outcome.is_checked();
        let AuditOutcome { findings, suppressed, .. } = outcome;
        let mut said: Vec<AuditFinding> = Vec::new();
        for exception in &self.all {
            let is_over = exception.until < today;
            // What another one takes away first, this one is for too.
            let mut is_used = suppressed
                .iter()
                .any(|other| exception.is_for(&other.finding) && part(&other.finding, exception).is_some());
            let before = std::mem::take(findings);
            for finding in before {
                let Some(part) = exception.is_for(&finding).then(|| part(&finding, exception)).flatten()
                else {
                    findings.push(finding);
                    continue;
                };
                is_used = true;
                if is_over {
                    findings.push(finding);
                    continue;
                }
                let by = Suppression::Exception { reason: exception.reason.clone(), until: exception.until };
                suppressed.push(Suppressed { finding: part.borne, by });
                findings.extend(part.left);
            }
            match (is_used, is_over) {
                (true, true) => said.push(exception.finding(AuditCode::ExceptionExpired)),
                (false, _)
                    if is_whole
                        && !exception.is_for_a_kind()
                        && exception.scope.as_deref().is_none_or(&looked_at) =>
                {
                    said.push(exception.finding(AuditCode::ExceptionUnused));
                }
                _ => {}
            }
        }
        findings.extend(said);
    }
}

/// A finding, in two: where it is borne, and where not.
struct Part {
    borne: AuditFinding,
    left: Option<AuditFinding>,
}

fn part(finding: &AuditFinding, exception: &Exception) -> Option<Part> {
    if exception.scope.is_none() {
        return Some(Part { borne: finding.clone(), left: None });
    }
    let all = &finding.whereabouts;
    let (sites, other_sites): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) =
        all.sites.iter().cloned().partition(|site| exception.covers(site));
    let (places, other_places) =
        all.places.iter().cloned().partition(|place| exception.covers(Path::new(&*place.file)));
    let borne = Whereabouts { sites, places, environments: within(&all.environments, exception, true) };
    let left = Whereabouts {
        sites: other_sites,
        places: other_places,
        environments: within(&all.environments, exception, false),
    };
    if borne.sites.is_empty() && borne.places.is_empty() {
        return None;
    }
    let is_left = !left.sites.is_empty() || !left.places.is_empty();
    Some(Part {
        borne: AuditFinding { whereabouts: borne, ..finding.clone() },
        left: is_left.then(|| AuditFinding { whereabouts: left, ..finding.clone() }),
    })
}

/// The environments on one side. Those outside that see a site within the scope see it nevertheless, and are not named there.
fn within(environments: &BTreeSet<PathBuf>, exception: &Exception, is_inside: bool) -> BTreeSet<PathBuf> {
    environments.iter().filter(|prefix| exception.covers(prefix) == is_inside).cloned().collect()
}
