//! What is known of releases: malware, advisories that are denied, and vulnerabilities.

use std::collections::HashMap;

use super::bench::{At, Bench, hit, open};
use crate::audit::{
    AuditCode, AuditFinding, AuditRules, AuditUnchecked, Confidence, Exceptions, Fact, Filter, Knowledge,
    TrustedOrigins, audit,
};
use crate::check::outcome::{CheckUncheckedCode, Hit, HitCode};
use crate::check::rule::{Asks, AuditRule};
use crate::check::{Mode, Rule};
use crate::inventory::{Distribution, InstalledVersion};
use crate::timestamp::Timestamp;

/// Holds all that is installed against what is known.
pub(super) fn judge(bench: &mut Bench<'_>) {
    let scene = bench.scene;
    let known = scene.evidence.knowledge;
    // What names look like depends on what else is installed, and no rule asks for it.
    let knowledge = Knowledge {
        source: known.source,
        exploited: known.exploited,
        likelihoods: known.likelihoods,
        popular: None,
    };
    let rules = AuditRules {
        pattern: None,
        disabled: [AuditCode::Lookalike, AuditCode::UntrustedOrigin, AuditCode::DirectUrlOnly].into(),
        confidence: Confidence::High,
        trusted: TrustedOrigins::default(),
        exceptions: Exceptions::default(),
        with_passing: false,
        today: scene.evidence.now.day(),
    };
    let outcome = audit(scene.inventory, &knowledge, &rules);
    note_unchecked(bench, known.source.is_some(), &outcome.unchecked);
    let mut findings: HashMap<&str, Vec<&AuditFinding>> = HashMap::new();
    for finding in &outcome.findings {
        findings.entry(finding.subject.name.as_str()).or_default().push(finding);
    }
    for (at, distribution) in bench.distributions() {
        let about = findings.get(distribution.name.normalized()).into_iter().flatten();
        let site = &scene.inventory.sites[at.0].path;
        for finding in
            about.filter(|finding| is_of(finding, distribution) && finding.whereabouts.sites.contains(site))
        {
            if let Some(fact) = finding.fact() {
                judge_fact(bench, at, finding, fact);
            }
        }
    }
}

/// Whether a finding is about a release: of several spellings of one version it has one.
fn is_of(finding: &AuditFinding, distribution: &Distribution) -> bool {
    let told = finding.subject.version.as_deref().map(InstalledVersion::new);
    let key = told.as_ref().map(InstalledVersion::key);
    key == distribution.version.as_ref().map(InstalledVersion::key)
}

fn judge_fact(bench: &mut Bench<'_>, at: At, finding: &AuditFinding, fact: &Fact) {
    let scene = bench.scene;
    for (number, rule) in scene.policy.rules.iter().enumerate() {
        let hit = match &rule.asks {
            Asks::Malware if fact.is_malware => Some(told(number, rule, HitCode::Malicious, finding, fact)),
            Asks::Deny(deny) => {
                let is_denied = |id: &String| fact.names().any(|name| name.eq_ignore_ascii_case(id));
                let is_denied = deny.advisories.iter().any(is_denied);
                is_denied.then(|| told(number, rule, HitCode::AdvisoryDenied, finding, fact))
            }
            Asks::Audit(asked) if !fact.is_malware => {
                let filter = Filter { rating: Some(asked.severity), score: None };
                filter.rates(finding).then(|| vulnerable(bench, (number, rule, *asked), finding, fact))
            }
            _ => None,
        };
        if let Some(hit) = hit.filter(|_| scene.applies(rule, at.0)) {
            bench.hit(at, hit);
        }
    }
}

fn told(number: usize, rule: &Rule, code: HitCode, finding: &AuditFinding, fact: &Fact) -> Hit {
    let summary = if fact.summary.is_empty() { "no summary" } else { &fact.summary };
    let notes: Vec<String> = finding.notes.iter().map(|note| format!("; {note}")).collect();
    Hit {
        advisory: Some(fact.id().to_owned()),
        records: fact.ids.clone(),
        aliases: fact.aliases.clone(),
        ..hit(number, rule, code, format!("{} ({}): {summary}{}", fact.id(), fact.severity(), notes.concat()))
    }
}

fn vulnerable(
    bench: &mut Bench<'_>,
    (number, rule, asked): (usize, &Rule, AuditRule),
    finding: &AuditFinding,
    fact: &Fact,
) -> Hit {
    let mut hit = told(number, rule, HitCode::Vulnerable, finding, fact);
    if asked.grace_days == 0 {
        return hit;
    }
    let published = fact.published.as_deref().and_then(|published| published.parse::<Timestamp>().ok());
    let Some(until) = published.and_then(|published| published.after_days(asked.grace_days)) else {
        hit.reason.push_str("; when it was published is not recorded, so there is no time of grace");
        return hit;
    };
    let until = until.day();
    if bench.scene.evidence.now.day() <= until {
        hit.mode = hit.mode.min(Mode::Warn);
        hit.grace_until = Some(until);
        hit.reason = format!("{}; it is borne until {until}", hit.reason);
        bench.changes_at(Timestamp::of_unix_time(until.end()));
    }
    hit
}

/// Says what of this is not known.
fn note_unchecked(bench: &mut Bench<'_>, has_source: bool, unchecked: &[AuditUnchecked]) {
    let scene = bench.scene;
    let Some(malware) = scene.policy.rules.first() else { return };
    let code = CheckUncheckedCode::AdvisoriesUnchecked;
    let all = scene.evidence.knowledge_unchecked.iter().chain(unchecked);
    for found in all.clone() {
        let mut said = open(
            malware,
            code,
            found.whereabouts.sites.first().map(std::path::PathBuf::as_path),
            format!("{} [{}]", found.reason, found.code),
        );
        said.package.clone_from(&found.package);
        bench.unchecked(said);
    }
    if !has_source && scene.evidence.knowledge_unchecked.is_empty() {
        bench.unchecked(open(
            malware,
            code,
            None,
            "no advisories were looked up, so nobody knows what is malware: `fetter db update` gets them",
        ));
    }
    for (at, distribution) in bench.distributions() {
        let name = Some(distribution.name.normalized());
        let is_about = |found: &AuditUnchecked| found.package.is_none() || found.package.as_deref() == name;
        if !has_source || all.clone().any(is_about) {
            bench.doubt(at);
        }
    }
}
