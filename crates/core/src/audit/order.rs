//! What to do first.

use std::cmp::Reverse;

use super::finding::{AuditCode, AuditFinding};
use crate::advisory::Rating;

/// How pressing a finding is: lower goes first.
type Urgency = (u8, Reverse<u8>, Reverse<u32>);

fn urgency(finding: &AuditFinding) -> Urgency {
    let fact = finding.fact();
    // What nobody has rated may be anything; it stands below what is known to be high.
    let tenths = fact.and_then(|fact| {
        let rated = fact.rating.map(|rating| match rating {
            Rating::Critical => 90,
            Rating::High => 70,
            Rating::Medium => 40,
            Rating::Low => 10,
            Rating::None => 0,
        });
        fact.score().map(|score| score.tenths).or(rated)
    });
    let class = match finding.code {
        AuditCode::Malicious => 0,
        AuditCode::Vulnerable if fact.is_some_and(|fact| fact.exploited.is_some()) => 1,
        AuditCode::Lookalike if finding.confidence == super::Confidence::High => 2,
        AuditCode::Vulnerable => 3,
        AuditCode::Lookalike => 4,
        AuditCode::UntrustedOrigin | AuditCode::DirectUrlOnly => 5,
        AuditCode::ExceptionExpired | AuditCode::ExceptionUnused => 6,
    };
    let likelihood = fact.and_then(|fact| fact.likelihood).map_or(0, |likelihood| likelihood.probability);
    (class, Reverse(tenths.unwrap_or(69)), Reverse(likelihood))
}

/// Sorts findings: packages by their most pressing one, and what concerns one package together.
pub(super) fn sort(findings: &mut [AuditFinding]) {
    sort_by_finding(findings, |finding| finding);
}

/// As [`sort`], for what has a finding.
pub(super) fn sort_by_finding<T>(all: &mut [T], finding_of: impl Fn(&T) -> &AuditFinding) {
    let key = |finding: &AuditFinding| (finding.subject.name.clone(), finding.subject.version.clone());
    let mut most: std::collections::BTreeMap<_, Urgency> = std::collections::BTreeMap::new();
    for finding in all.iter().map(&finding_of) {
        let own = urgency(finding);
        most.entry(key(finding)).and_modify(|most| *most = own.min(*most)).or_insert(own);
    }
    all.sort_by_cached_key(|one| {
        let finding = finding_of(one);
        let key = key(finding);
        let most = most.get(&key).copied();
        let id = finding.fact().map(|fact| fact.id().to_owned()).unwrap_or_default();
        (most, key, urgency(finding), finding.code, id, finding.summary(), finding.whereabouts.clone())
    });
}
