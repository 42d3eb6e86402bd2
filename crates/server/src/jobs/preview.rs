//! What a policy would do to a site, held against what is refused there now.

use std::collections::{BTreeMap, BTreeSet};

use fetter_core::check::Policy;

use super::judge;
use super::known::Known;
use crate::store::{PreviewFinding, Previewed, PreviewedSite, RefusedNow, SiteJudgement};

/// It is not refused now.
pub(super) const NEW: &str = "new";
/// It is refused now too.
pub(super) const SAME: &str = "same";
/// It is refused now, and would not be any more.
pub(super) const GONE: &str = "gone";
/// It would be refused, and what is now was not judged.
pub(super) const UNKNOWN: &str = "unknown";
/// It is refused now, and whether it would be could not be checked.
pub(super) const UNCLEAR: &str = "unclear";

/// What a policy would do to a site.
pub(super) fn look(
    site: &PreviewedSite,
    refused: &RefusedNow,
    policy: Result<&Policy, &String>,
    known: &Known,
    now: i64,
) -> Previewed {
    let not_judged =
        |why: &str| SiteJudgement { unchecked: vec![why.to_owned()], ..SiteJudgement::default() };
    let judged = match (policy, &site.contents) {
        (Err(why), _) => not_judged(&format!("the version cannot be judged by: {why}")),
        (_, None) => not_judged("what the site holds has not come yet"),
        (_, Some(Err(why))) => not_judged(why),
        _ if site.setting.is_empty() => not_judged("no machine has told yet where the site lies"),
        (Ok(policy), Some(Ok(contents))) => judge::by_policy(contents, &site.setting, policy, known, now),
    };
    let warned = judged.findings.iter().filter(|finding| finding.mode == "warn").count();
    Previewed {
        at: site.at,
        findings: findings(&judged, refused),
        warned: i64::try_from(warned).unwrap_or(i64::MAX),
        unchecked: judged.unchecked,
    }
}

type Release = (String, String);

fn findings(judged: &SiteJudgement, refused: &RefusedNow) -> Vec<PreviewFinding> {
    let release = |one: &PreviewFinding| (one.package.clone(), one.version.clone());
    let before: BTreeSet<Release> = refused.releases.iter().map(release).collect();
    let mut all: BTreeMap<Release, PreviewFinding> = BTreeMap::new();
    for finding in judged.findings.iter().filter(|finding| finding.mode == "enforce") {
        let one = PreviewFinding {
            package: finding.package.clone(),
            version: finding.version.clone(),
            change: "",
            rule: finding.rule.clone(),
            code: finding.code.clone(),
            reason: finding.reason.clone(),
        };
        let key = release(&one);
        let change = match (refused.is_known, before.contains(&key)) {
            (false, _) => UNKNOWN,
            (true, true) => SAME,
            (true, false) => NEW,
        };
        all.entry(key).or_insert(PreviewFinding { change, ..one });
    }
    // What could not be checked that was checked before may be why it is not refused.
    let is_less = judged.unchecked.iter().any(|reason| !refused.reasons.contains(reason));
    let change = if is_less { UNCLEAR } else { GONE };
    for one in &refused.releases {
        all.entry(release(one)).or_insert_with(|| PreviewFinding { change, ..one.clone() });
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::SiteFinding;

    fn refused(names: &[&str], reasons: &[&str]) -> RefusedNow {
        let one = |name: &&str| PreviewFinding { package: (*name).to_owned(), ..PreviewFinding::default() };
        RefusedNow {
            is_known: true,
            releases: names.iter().map(one).collect(),
            reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
        }
    }

    fn changes(judged: &SiteJudgement, now: &RefusedNow) -> Vec<(String, &'static str)> {
        findings(judged, now).into_iter().map(|one| (one.package, one.change)).collect()
    }

    #[test]
    fn what_could_not_be_checked_is_not_said_to_be_free() {
        let finding = |package: &str, mode: &str| SiteFinding {
            package: package.to_owned(),
            mode: mode.to_owned(),
            ..SiteFinding::default()
        };
        let findings = vec![finding("a", "enforce"), finding("b", "enforce"), finding("w", "warn")];
        let mut judged = SiteJudgement { findings, ..SiteJudgement::default() };
        let now = refused(&["b", "c"], &[]);
        let is = |all: &[(&str, &'static str)]| {
            all.iter().map(|(name, change)| ((*name).to_owned(), *change)).collect::<Vec<_>>()
        };
        assert_eq!(changes(&judged, &now), is(&[("a", NEW), ("b", SAME), ("c", GONE)]));
        judged.unchecked = vec!["no advisories".to_owned()];
        assert_eq!(changes(&judged, &now), is(&[("a", NEW), ("b", SAME), ("c", UNCLEAR)]));
        let as_before = refused(&["b", "c"], &["no advisories"]);
        assert_eq!(changes(&judged, &as_before), is(&[("a", NEW), ("b", SAME), ("c", GONE)]));
        assert_eq!(changes(&judged, &RefusedNow::default()), is(&[("a", UNKNOWN), ("b", UNKNOWN)]));
    }
}
