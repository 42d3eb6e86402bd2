//! Policy files, and an inventory that is judged by them.
use fetter_core::audit::Knowledge;
use fetter_core::check::{Decision, Evidence, FilesSeen, FirstSights, Owners, Policy, PolicyErrors, check};
use fetter_core::manifest::{Format, Manifest};
use fetter_core::policy::{Host, Overrides};
use fetter_core::timestamp::Timestamp;

pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let loaded = Policy::read(text, "policy.toml")
        .and_then(|file| file.load(|source| Manifest::empty(Format::Requirements, source.into())));
    let policy = match loaded {
        Ok(policy) => policy,
        Err(PolicyErrors(mistakes)) => {
            assert!(!mistakes.is_empty(), "who refuses says why");
            let lines = text.lines().count() + 1;
            assert!(mistakes.iter().all(|one| one.line as usize <= lines), "places are in the file");
            return;
        }
    };
    assert!(policy.rules().is_sorted_by_key(|rule| rule.kind()));
    let inventory = crate::inventory::inventory();
    let knowledge = Knowledge { source: None, exploited: None, likelihoods: None, popular: None };
    let Some(now) = Timestamp::of_unix_time(1_781_524_800) else { return };
    let outcome = check(
        &inventory,
        &policy,
        &Evidence {
            knowledge: &knowledge,
            knowledge_unchecked: &[],
            now,
            host: &Host::default(),
            overrides: &Overrides::default(),
            files: FilesSeen::default(),
            owners: &Owners::default(),
            first_sights: &FirstSights::default(),
        },
    );
    let count: usize = inventory.sites.iter().map(|site| site.distributions.len()).sum();
    assert_eq!(outcome.judgements.len(), count, "everything has one judgement");
    for judgement in outcome.judgements {
        let strictest =
            judgement.hits.iter().filter(|hit| hit.lifted.is_none()).map(|hit| hit.mode.into()).max();
        assert_eq!(judgement.decision, strictest.unwrap_or(Decision::Allowed));
    }
}
