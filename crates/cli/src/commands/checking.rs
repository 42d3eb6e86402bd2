//! What judging by a policy rests on: an inventory, advisories, files and their owners.

use std::collections::BTreeSet;
use std::path::Path;

use fetter_core::audit::{AuditRules, Confidence, Exceptions, TrustedOrigins, queries_of_inventory};
use fetter_core::check::{CheckOutcome, Evidence, FilesSeen, FirstSights, Needs, Owners, Policy, check};
use fetter_core::integrity::startup::Startup;
use fetter_core::integrity::verify::VerifyProgress;
use fetter_core::integrity::{Found, Survey, SurveyRequest, survey};
use fetter_core::inventory::Inventory;
use fetter_core::policy::{Host, Overrides};
use fetter_core::timestamp::Timestamp;

use super::proposal::Proposal;
use super::session::{Session, say};
use super::{sights, site};
use crate::database::{Known, Wanted};
use crate::exit::UsageError;
use crate::owners::owners;
use crate::{database, progress, surroundings};

/// As they are where something was just installed: nobody has changed them.
fn clean(session: &Session, inventory: &Inventory, needs: Needs) -> anyhow::Result<(Survey, Owners)> {
    let owners = if needs.owners && session.is_searching() {
        owners(&session.disk(inventory)?, inventory)
    } else {
        Owners::default()
    };
    let nothing = Survey {
        record: Some(Found::default()),
        ownerless: Some(Found::default()),
        startup: Some(Startup::default()),
    };
    Ok((nothing, owners))
}

/// Takes the inventory, looks at all that the policy asks for, and judges; of a release that is proposed, what would be decided of it.
pub(super) fn run(
    session: &Session,
    policy: &Policy,
    wanted: &Wanted,
    journal: Option<&Path>,
    proposal: Option<&Proposal>,
) -> anyhow::Result<(Inventory, Known, CheckOutcome)> {
    let needs = policy.needs();
    let inventory = session.inventory_for(needs.details, true)?;
    let (files, owners) = match proposal {
        Some(_) => clean(session, &inventory, needs)?,
        None => look(session, &inventory, needs)?,
    };
    let inventory = if let Some(proposal) = proposal { proposal.put_into(&inventory) } else { inventory };
    let first_sights = match proposal {
        None if needs.first_sight => sights::read(session, journal)?,
        _ => FirstSights::default(),
    };
    let known = know(session, &inventory, wanted);
    let now = Timestamp::of_unix_time(surroundings::now());
    let now = now.ok_or_else(|| UsageError::new("this machine's clock is past the year 9999"))?;
    let host = if session.is_of_this_machine() { surroundings::host() } else { Host::default() };
    let knowledge = known.knowledge();
    let evidence = Evidence {
        knowledge: &knowledge,
        knowledge_unchecked: &known.unchecked,
        now,
        host: &host,
        overrides: &Overrides::default(),
        files: FilesSeen::from(&files),
        owners: &owners,
        first_sights: &proposal.map_or(first_sights, |proposal| proposal.first_sights(now)),
    };
    let outcome = check(&inventory, policy, &evidence);
    Ok((inventory, known, outcome))
}

/// Looks at files, as far as rules ask for them and there are any.
fn look(session: &Session, inventory: &Inventory, needs: Needs) -> anyhow::Result<(Survey, Owners)> {
    let kinds = needs.files();
    if (kinds.is_nothing() && !needs.owners) || !session.is_searching() {
        return Ok((Survey::default(), Owners::default()));
    }
    let disk = session.disk(inventory)?;
    let checker = site::checker(session).unwrap_or_default();
    let request =
        SurveyRequest { kinds, checker: &checker, threads: session.threads(), ..SurveyRequest::default() };
    let shown = |progress: &VerifyProgress| format!("{} files verified", progress.files());
    let work = |progress: &VerifyProgress| survey(inventory, &disk, &request, progress);
    let found = if kinds.record {
        progress::watch_with(session.is_quiet(), shown, work)
    } else {
        work(&VerifyProgress::default())
    };
    let owners = if needs.owners { owners(&disk, inventory) } else { Owners::default() };
    Ok((found, owners))
}

/// Gets to know what there is to be known of what is installed.
fn know(session: &Session, inventory: &Inventory, wanted: &Wanted) -> Known {
    let rules = AuditRules {
        pattern: None,
        disabled: BTreeSet::new(),
        confidence: Confidence::High,
        trusted: TrustedOrigins::default(),
        exceptions: Exceptions::default(),
        with_passing: false,
        today: surroundings::today(),
    };
    let tell = |text: &str| {
        if !session.is_quiet() {
            say(&format!("fetter: {}", fetter_core::report::escape(text)));
        }
    };
    database::load(wanted, || queries_of_inventory(inventory, &rules), tell)
}
