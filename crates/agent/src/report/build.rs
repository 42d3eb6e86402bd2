//! A report of an inventory.

use fetter_core::inventory::{Environment, Inventory, Problem};
use fetter_protocol::{
    Denial, EnvironmentRecord, EventRecord, Host, Kind, LeftOut, MessageError, ProblemRecord, Report,
    SiteRecord, TamperedRecord, clip, limits, write,
};

use super::Digests;
use crate::journal::{Moment, wire_path};

/// What a report says beside the inventory.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Its number ([`super::Outbox::next_sequence`]).
    pub sequence: u64,
    /// When the inventory was taken.
    pub taken: Moment,
    /// The machine ([`super::host`]).
    pub host: Host,
    /// What is denied now.
    pub denials: Vec<Denial>,
    /// What was changed outside of an install; `None` where nothing looks at that.
    pub tampered: Option<Vec<TamperedRecord>>,
    /// The events after the last that was acknowledged ([`super::Acknowledged::events`]), oldest first.
    pub events: Vec<EventRecord>,
}

/// Makes a report that is within every limit. What there is no room for is counted in it; events that are left out come with the
/// next one.
pub fn report(inventory: &Inventory, facts: Facts) -> Result<Report, MessageError> {
    report_with(inventory, facts, &mut Digests::default())
}

/// As [`report()`], with the digests of sites that are known already.
pub fn report_with(
    inventory: &Inventory,
    facts: Facts,
    digests: &mut Digests,
) -> Result<Report, MessageError> {
    report_besides(inventory, facts, 0, digests)
}

/// As [`report_with`], where so many more distributions are tampered with, of which nobody knows any more which they are.
pub(crate) fn report_besides(
    inventory: &Inventory,
    facts: Facts,
    unnamed_tampered: u64,
    digests: &mut Digests,
) -> Result<Report, MessageError> {
    let Facts { sequence, taken, host, mut denials, mut tampered, mut events } = facts;
    let mut left_out = LeftOut::default();
    let mut sites = Vec::with_capacity(inventory.sites.len().min(limits::SITES));
    for site in inventory.sites.iter().take(limits::SITES) {
        let (digest, distributions) = digests.of(site, &inventory.environments)?;
        left_out.distributions += distributions;
        let kind = site.kind.as_str().to_owned();
        sites.push(SiteRecord { path: wire_path(&site.path), kind, contents: digest });
    }
    left_out.sites = beyond(inventory.sites.len(), limits::SITES);
    denials.sort();
    left_out.denials = beyond(denials.len(), limits::DENIALS);
    denials.truncate(limits::DENIALS);
    if let Some(tampered) = &mut tampered {
        tampered.sort();
        left_out.tampered = beyond(tampered.len(), limits::TAMPERED).saturating_add(unnamed_tampered);
        tampered.truncate(limits::TAMPERED);
    }
    left_out.environments = beyond(inventory.environments.len(), limits::ENVIRONMENTS);
    left_out.problems = beyond(inventory.problems.len(), limits::PROBLEMS);
    events.truncate(limits::EVENTS);
    let environments = inventory.environments.iter().take(limits::ENVIRONMENTS).map(environment).collect();
    let report = Report {
        schema: Kind::Report.schema().to_owned(),
        version: Kind::Report.version(),
        sequence,
        taken: taken.unix_seconds(),
        host,
        sites,
        environments,
        denials,
        tampered,
        problems: inventory.problems.iter().take(limits::PROBLEMS).map(problem).collect(),
        left_out,
        events,
    };
    fit(report)
}

/// Halves what may come later, and at last what may not, until the bytes are within their limit.
pub(super) fn fit(mut report: Report) -> Result<Report, MessageError> {
    fn halve<T>(list: &mut Vec<T>, left_out: &mut u64) {
        let kept = list.len() / 2;
        *left_out += beyond(list.len(), kept);
        list.truncate(kept);
    }
    loop {
        match write(&report) {
            Ok(_) => return Ok(report),
            Err(error) if !matches!(error, MessageError::TooLarge { .. }) => return Err(error),
            Err(_) if report.events.len() > 1 => {
                let kept = report.events.len() / 2;
                report.events.truncate(kept);
            }
            Err(_) if !report.problems.is_empty() => {
                halve(&mut report.problems, &mut report.left_out.problems);
            }
            Err(_) if !report.environments.is_empty() => {
                halve(&mut report.environments, &mut report.left_out.environments);
            }
            Err(_) if report.tampered.as_ref().is_some_and(|tampered| !tampered.is_empty()) => {
                halve(report.tampered.get_or_insert_default(), &mut report.left_out.tampered);
            }
            Err(_) if !report.denials.is_empty() => halve(&mut report.denials, &mut report.left_out.denials),
            Err(_) if !report.sites.is_empty() => halve(&mut report.sites, &mut report.left_out.sites),
            Err(error) => return Err(error),
        }
    }
}

fn beyond(found: usize, limit: usize) -> u64 {
    u64::try_from(found.saturating_sub(limit)).unwrap_or(u64::MAX)
}

fn environment(found: &Environment) -> EnvironmentRecord {
    EnvironmentRecord {
        prefix: wire_path(&found.prefix),
        kind: found.kind.as_str().to_owned(),
        python: clip(&found.version.to_string(), limits::NAME_BYTES),
        implementation: found.implementation.as_str().to_owned(),
        creator: found.creator.as_str().to_owned(),
        sites: found.sites.iter().take(limits::SITES_OF_ENVIRONMENT).map(|site| wire_path(site)).collect(),
    }
}

fn problem(found: &Problem) -> ProblemRecord {
    ProblemRecord {
        path: wire_path(&found.path),
        code: found.code.as_str().to_owned(),
        reason: clip(&found.reason, limits::TEXT_BYTES),
    }
}
