//! Judging what was stored, with the code by which the command and the agent judge.

use std::collections::{BTreeMap, BTreeSet};

use fetter_core::advisory::Rating;
use fetter_core::audit::{
    AuditCode, AuditFinding, AuditOutcome, AuditRules, AuditUnchecked, AuditUncheckedCode, Confidence,
    Exceptions, Knowledge, Matter, TrustedOrigins, Whereabouts, audit,
};
use fetter_core::check::{
    CheckOutcome, Evidence, FilesSeen, FirstSights, Hit, HitCode, Mode, Owners, Policy, check_part,
};
use fetter_core::date::Date;
use fetter_core::inventory::{Distribution, DistributionKind, InstalledVersion, Inventory};
use fetter_core::policy::{Host, Overrides};
use fetter_core::timestamp::Timestamp;
use fetter_protocol::{SiteContents, read};

use super::known::Known;
use super::{Setting, inventory};
use crate::store::{Audited, ReleaseFinding, ReleaseName, SiteFinding, SiteJudgement};

const NOTHING_KNOWN: &str = "no advisories were looked up: this server has none; `fetter db update --database DATA/advisories` puts them into its data directory";

/// What a policy says of a site. Whatever cannot be read is said as unchecked.
pub(super) fn by_policy(
    contents: &[u8],
    setting: &[u8],
    policy: &Policy,
    known: &Known,
    now: i64,
) -> SiteJudgement {
    let refused = |why: String| SiteJudgement {
        advisories: known.version,
        unchecked: vec![why],
        ..SiteJudgement::default()
    };
    let part = match part(contents, setting) {
        Ok(part) => part,
        Err(why) => return refused(why),
    };
    let Some(moment) = u64::try_from(now).ok().and_then(Timestamp::of_unix_time) else {
        return refused("the server's clock is past the year 9999".to_owned());
    };
    let knowledge = Knowledge { popular: None, ..known.knowledge() };
    let unread = known.unread.iter().map(|reason| about_all(AuditUncheckedCode::RecordUnreadable, reason));
    let none = known.index.is_none();
    let none = none.then(|| about_all(AuditUncheckedCode::SourceUnavailable, NOTHING_KNOWN));
    let knowledge_unchecked: Vec<AuditUnchecked> = unread.chain(none).collect();
    let evidence = Evidence {
        knowledge: &knowledge,
        knowledge_unchecked: &knowledge_unchecked,
        now: moment,
        host: &Host::default(),
        overrides: &Overrides::default(),
        files: FilesSeen::default(),
        owners: &Owners::default(),
        first_sights: &FirstSights::default(),
    };
    let outcome = check_part(&part.0, policy, &evidence);
    SiteJudgement {
        advisories: known.version,
        findings: findings(&outcome),
        unchecked: unchecked(&outcome, policy, part.1),
        until: outcome.valid_until.and_then(seconds),
    }
}

/// The inventory, and how many distributions are left out of it.
fn part(contents: &[u8], setting: &[u8]) -> Result<(Inventory, u64), String> {
    let setting: Setting = serde_json::from_slice(setting)
        .map_err(|error| format!("what the server holds of where the site lies is damaged: {error}"))?;
    of_contents(contents, &setting)
}

fn of_contents(contents: &[u8], setting: &Setting) -> Result<(Inventory, u64), String> {
    let contents: SiteContents =
        read(contents).map_err(|error| format!("the contents of the site cannot be read: {error}"))?;
    let found = inventory(&contents, setting).map_err(|error| error.to_string())?;
    Ok((found, contents.left_out))
}

fn about_all(code: AuditUncheckedCode, reason: &str) -> AuditUnchecked {
    AuditUnchecked { code, package: None, reason: reason.to_owned(), whereabouts: Whereabouts::default() }
}

fn findings(outcome: &CheckOutcome) -> Vec<SiteFinding> {
    let mut all = BTreeSet::new();
    for judgement in &outcome.judgements {
        for hit in judgement.hits.iter().filter(|hit| hit.lifted.is_none()) {
            all.insert(SiteFinding {
                package: judgement.subject.name.clone(),
                version: judgement.subject.version.clone().unwrap_or_default(),
                rule: hit.rule.clone(),
                code: hit.code.as_str().to_owned(),
                advisory: hit.advisory.clone().unwrap_or_default(),
                reason: hit.reason.clone(),
                mode: hit.mode.as_str().to_owned(),
                severity: severity(hit),
            });
        }
    }
    all.into_iter().collect()
}

/// How much a hit matters: malware the most, then by what is done about it.
fn severity(hit: &Hit) -> i64 {
    match (hit.code, hit.mode) {
        (HitCode::Malicious, _) => 4,
        (_, Mode::Enforce) => 3,
        (_, Mode::Warn) => 2,
        (_, Mode::Observe) => 1,
    }
}

fn unchecked(outcome: &CheckOutcome, policy: &Policy, left_out: u64) -> Vec<String> {
    let mut reasons: BTreeSet<String> = outcome.unchecked.iter().map(ToString::to_string).collect();
    reasons.extend(
        outcome.bound_problems.iter().map(|problem| format!("{}: {}", problem.place, problem.message)),
    );
    if policy.needs().paths {
        reasons.insert(
            "rules or exceptions are for paths, and what lies where is judged on machines only".to_owned(),
        );
    }
    if left_out > 0 {
        reasons.insert(format!("{left_out} packages more than a machine may tell lie in the site"));
    }
    reasons.into_iter().collect()
}

fn seconds(moment: Timestamp) -> Option<i64> {
    i64::try_from(moment.unix_time()).ok()
}

/// The releases of a site: what is judged of it whatever policies say.
pub(super) struct Releases {
    part: Inventory,
}

impl Releases {
    pub(super) fn read(contents: &[u8]) -> Result<Self, String> {
        let setting = Setting { kind: "environment".to_owned(), ..Setting::default() };
        of_contents(contents, &setting).map(|(part, _)| Self { part })
    }

    /// Their names and versions, as the store has them.
    pub(super) fn names(&self) -> BTreeSet<ReleaseName> {
        self.distributions().map(name_of).collect()
    }

    fn distributions(&self) -> impl Iterator<Item = &Distribution> {
        self.part.sites.iter().flat_map(|site| &site.distributions)
    }

    /// What is known of those that are due.
    pub(super) fn audit(
        &self,
        due: &BTreeSet<ReleaseName>,
        known: &Known,
        today: Date,
    ) -> BTreeMap<ReleaseName, Audited> {
        let rules = AuditRules {
            pattern: None,
            disabled: [AuditCode::UntrustedOrigin, AuditCode::DirectUrlOnly].into(),
            confidence: Confidence::DEFAULT,
            trusted: TrustedOrigins::default(),
            exceptions: Exceptions::default(),
            with_passing: false,
            today,
        };
        let outcome = audit(&self.part, &known.knowledge(), &rules);
        // What conda records of a Python package comes first, so that the package itself counts.
        let mut found: Vec<&Distribution> = self.distributions().collect();
        found.sort_by_key(|found| found.kind != DistributionKind::Conda);
        let judged = found.into_iter().filter_map(|found| {
            let name = name_of(found);
            due.contains(&name).then(|| (name, audited(found, &outcome, known)))
        });
        judged.collect()
    }
}

fn name_of(found: &Distribution) -> ReleaseName {
    let is_conda = found.kind == DistributionKind::Conda;
    (crate::store::release_name(found.name.normalized(), is_conda), found.version_text().to_owned())
}

fn audited(found: &Distribution, outcome: &AuditOutcome, known: &Known) -> Audited {
    // conda's own packages are none that advisories speak of.
    if found.kind == DistributionKind::Conda {
        return Audited::default();
    }
    let key = found.version.as_ref().map(InstalledVersion::key);
    let is_of = |finding: &&AuditFinding| {
        let told = finding.subject.version.as_deref().map(InstalledVersion::new);
        finding.subject.name == found.name.normalized() && told.as_ref().map(InstalledVersion::key) == key
    };
    let own = |unchecked: &&AuditUnchecked| unchecked.package.as_deref() == Some(found.name.normalized());
    let nothing = known.index.is_none().then(|| NOTHING_KNOWN.to_owned());
    let reasons = outcome.unchecked.iter().filter(own).map(|unchecked| unchecked.reason.clone());
    let reasons: Vec<String> = reasons.chain(nothing).chain(known.unread.clone()).collect();
    Audited {
        findings: outcome.findings.iter().filter(is_of).filter_map(release_finding).collect(),
        unchecked: reasons.join("; "),
    }
}

fn release_finding(finding: &AuditFinding) -> Option<ReleaseFinding> {
    match &finding.matter {
        Matter::Fact(fact) => Some(ReleaseFinding {
            kind: if fact.is_malware { "malware" } else { "vulnerability" },
            advisory: fact.id().to_owned(),
            records: fact.ids.iter().skip(1).cloned().collect(),
            aliases: fact.aliases.clone(),
            fixed: fact.fixed_in.clone(),
            severity: if fact.is_malware { 4 } else { fact.rating.map_or(0, rank) },
            summary: fact.summary.clone(),
        }),
        Matter::Lookalike { near, .. } => Some(ReleaseFinding {
            kind: "lookalike",
            advisory: near.clone(),
            severity: if finding.confidence == Confidence::High { 3 } else { 2 },
            summary: finding.summary(),
            ..ReleaseFinding::default()
        }),
        Matter::Origin(_) | Matter::Exception { .. } => None,
    }
}

fn rank(rating: Rating) -> i64 {
    match rating {
        Rating::None => 0,
        Rating::Low => 1,
        Rating::Medium => 2,
        Rating::High => 3,
        Rating::Critical => 4,
    }
}
