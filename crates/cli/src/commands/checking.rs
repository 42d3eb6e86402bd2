//! What judging by a policy rests on: an inventory, advisories, files and their owners.

use std::collections::BTreeSet;
use std::path::Path;

use fetter_core::audit::{AuditRules, Confidence, Exceptions, TrustedOrigins, queries_of_inventory};
use fetter_core::check::{CheckOutcome, Evidence, FirstSights, Looked, Needs, Owners, Policy, check};
use fetter_core::integrity::ownerless;
use fetter_core::integrity::startup::{Startup, StartupRequest, inspect};
use fetter_core::integrity::verify::{
    Verification, VerifyFinding, VerifyProgress, VerifyRequest, VerifyUnchecked, verify,
};
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

/// What was seen of files.
#[derive(Default)]
struct Files {
    record: Option<Verification>,
    ownerless: Option<(Vec<VerifyFinding>, Vec<VerifyUnchecked>)>,
    startup: Option<Startup>,
    owners: Owners,
}

impl Files {
    /// As they are where something was just installed: nobody has changed them.
    fn clean(session: &Session, inventory: &Inventory, needs: Needs) -> anyhow::Result<Self> {
        let owners = if needs.owners && session.is_searching() {
            owners(&session.disk(inventory)?, inventory)
        } else {
            Owners::default()
        };
        Ok(Self {
            record: Some(Verification::default()),
            ownerless: Some(Default::default()),
            startup: Some(Startup::default()),
            owners,
        })
    }
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
    let files = match proposal {
        Some(_) => Files::clean(session, &inventory, needs)?,
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
        record: files
            .record
            .as_ref()
            .map(|all| Looked { findings: &all.findings, unchecked: &all.unchecked }),
        ownerless: files.ownerless.as_ref().map(|(findings, unchecked)| Looked { findings, unchecked }),
        startup: files.startup.as_ref(),
        owners: &files.owners,
        first_sights: &proposal.map_or(first_sights, |proposal| proposal.first_sights(now)),
    };
    let outcome = check(&inventory, policy, &evidence);
    Ok((inventory, known, outcome))
}

/// Looks at files, as far as rules ask for them and there are any.
fn look(session: &Session, inventory: &Inventory, needs: Needs) -> anyhow::Result<Files> {
    let mut files = Files::default();
    let is_needed = needs.record || needs.ownerless || needs.startup || needs.owners;
    if !is_needed || !session.is_searching() {
        return Ok(files);
    }
    let disk = session.disk(inventory)?;
    let checker = site::checker(session).unwrap_or_default();
    let threads = session.threads();
    if needs.record {
        let request = VerifyRequest { checker: &checker, threads, ..VerifyRequest::default() };
        let shown = |progress: &VerifyProgress| format!("{} files verified", progress.files());
        let work = |progress: &VerifyProgress| verify(inventory, &disk, &request, progress);
        files.record = Some(progress::watch_with(session.is_quiet(), shown, work));
    }
    if needs.ownerless {
        let sites: Vec<usize> = (0..inventory.sites.len()).collect();
        let threads =
            threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from).min(8));
        files.ownerless = Some(ownerless::look(&disk, inventory, &sites, (threads, &checker)));
    }
    if needs.startup {
        let request = StartupRequest { environment_files: Vec::new(), checker, threads };
        files.startup = Some(inspect(inventory, &disk, &request));
    }
    if needs.owners {
        files.owners = owners(&disk, inventory);
    }
    Ok(files)
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
