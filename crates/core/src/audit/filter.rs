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
    /// Leaves out what is not to be shown.
    pub fn apply(&self, findings: &mut Vec<AuditFinding>) {
        if let Some(least) = self.rating {
            findings.retain(|finding| rating(finding).is_none_or(|rating| rating >= least));
        }
        match self.score {
            None => {}
            Some(ScoreFilter::AtLeast(least)) => {
                findings.retain(|finding| score(finding).is_none_or(|score| score >= least));
            }
            Some(ScoreFilter::Highest) => {
                let mut highest: BTreeMap<_, u8> = BTreeMap::new();
                for finding in findings.iter() {
                    if let Some(score) = score(finding) {
                        let most = highest.entry(release(finding)).or_default();
                        *most = score.max(*most);
                    }
                }
                findings.retain(|finding| {
                    score(finding).is_none_or(|score| highest.get(&release(finding)) == Some(&score))
                });
            }
        }
    }
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
