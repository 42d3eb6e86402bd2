//! Which vulnerabilities are shown: by how severe they are.

use std::collections::BTreeMap;

use super::finding::{AuditCode, AuditFinding};
use crate::advisory::Rating;

/// By score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreFilter {
    /// Of each release only the vulnerability with the highest score.
    Highest,
    /// Only those with at least this score, in tenths.
    AtLeast(u8),
}

/// Which findings are shown. Malware, and what nobody has scored, is never left out for its score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By score.
    pub score: Option<ScoreFilter>,
    /// Only vulnerabilities rated so or worse.
    pub rating: Option<Rating>,
}

impl Filter {
    /// Takes away what is not to be shown, and gives it.
    pub fn apply(&self, findings: &mut Vec<AuditFinding>) -> Vec<AuditFinding> {
        let highest = highest(findings);
        let is_shown = |finding: &AuditFinding| {
            self.rates(finding)
                && match (self.score, score(finding)) {
                    (Some(ScoreFilter::AtLeast(least)), Some(score)) => score >= least,
                    (Some(ScoreFilter::Highest), Some(score)) => {
                        highest.get(&release(finding)) == Some(&score)
                    }
                    _ => true,
                }
        };
        let (shown, hidden) = std::mem::take(findings).into_iter().partition(is_shown);
        *findings = shown;
        hidden
    }

    /// Whether a finding is rated so that it is shown.
    #[must_use]
    pub fn rates(&self, finding: &AuditFinding) -> bool {
        match (self.rating, rating(finding)) {
            (Some(least), Some(rating)) => rating >= least,
            _ => true,
        }
    }
}

/// The highest score of each release.
fn highest(findings: &[AuditFinding]) -> BTreeMap<(String, Option<String>), u8> {
    let mut highest: BTreeMap<_, u8> = BTreeMap::new();
    for finding in findings {
        if let Some(score) = score(finding) {
            let most = highest.entry(release(finding)).or_default();
            *most = score.max(*most);
        }
    }
    highest
}

fn release(finding: &AuditFinding) -> (String, Option<String>) {
    (finding.subject.name.clone(), finding.subject.version.clone())
}

/// The score that a finding can be left out for.
fn score(finding: &AuditFinding) -> Option<u8> {
    let fact = finding.fact().filter(|fact| finding.code == AuditCode::Vulnerable && !fact.is_malware)?;
    fact.score().map(|score| score.tenths)
}

/// The rating that a finding can be left out for.
fn rating(finding: &AuditFinding) -> Option<Rating> {
    finding.fact().filter(|fact| finding.code == AuditCode::Vulnerable && !fact.is_malware)?.rating
}
