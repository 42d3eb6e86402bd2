//! Bundles of what holds.

use fetter_core::date::Date;
use fetter_protocol::{Bundle, BundleRef};

use super::steps::{PolicyError, read};
use crate::auth::PolicyKey;
use crate::clock;
use crate::state::Server;
use crate::store::{Assignment, Draft, Lifted, Organisation, PolicyException, Standing, StoreError};

/// How often a number is tried that somebody else takes at the same time.
const ATTEMPTS: usize = 20;

/// Makes the bundles of a group, signs them, and has its machines go by them. Where nothing changed, nothing is made, unless it is to be `anew`.
pub(super) async fn publish(
    server: &Server,
    organisation: i64,
    group: i64,
    anew: bool,
) -> Result<(), PolicyError> {
    let database = server.database();
    let mut anew = anew;
    let mut before = holding(server, organisation, group).await?;
    for _ in 0..ATTEMPTS {
        let lifted: Vec<&Lifted> = before.1.iter().map(|exception| &exception.lifted).collect();
        let standing = before.0;
        let assignment = Assignment {
            bundle: made(server, organisation, standing.policy, &lifted, anew).await?,
            next: made(server, organisation, standing.next, &lifted, anew).await?,
            percent: standing.percent,
        };
        database.assign(organisation, group, &assignment).await?;
        server.changes().tell(group);
        // Whoever changed it meanwhile may have assigned before: what holds is made of what stands now.
        let after = holding(server, organisation, group).await?;
        if after == before {
            return Ok(());
        }
        (before, anew) = (after, false);
    }
    Err(StoreError::Busy.into())
}

/// What stands, and what is lifted today.
async fn holding(
    server: &Server,
    organisation: i64,
    group: i64,
) -> Result<(Standing, Vec<PolicyException>), StoreError> {
    let today = Date::of_unix_time(clock::now()).to_string();
    let standing = server.database().standing(organisation, group).await?;
    Ok((standing, server.database().exceptions_of(organisation, group, &today).await?))
}

async fn made(
    server: &Server,
    organisation: i64,
    policy: Option<i64>,
    lifted: &[&Lifted],
    anew: bool,
) -> Result<Option<i64>, PolicyError> {
    match policy {
        Some(policy) => bundle(server, organisation, policy, lifted, anew).await,
        None => Ok(None),
    }
}

/// The row of the bundle of a policy with exceptions.
async fn bundle(
    server: &Server,
    organisation: i64,
    policy: i64,
    lifted: &[&Lifted],
    anew: bool,
) -> Result<Option<i64>, PolicyError> {
    let database = server.database();
    let Some(policy) = database.policy_row(organisation, policy).await? else { return Ok(None) };
    let text = read(&policy.draft, lifted)?;
    let Some(named) = database.organisation_row(organisation).await? else { return Ok(None) };
    let key = PolicyKey::open(&named.name, &named.sealed_seed, server.sealer())?;
    if !anew && let Some(same) = same(server, &named, &text, &policy.draft).await? {
        return Ok(Some(same));
    }
    for _ in 0..ATTEMPTS {
        let number = database.next_bundle_number(organisation).await?;
        let bundle = Bundle::new(&named.name, number, text.clone(), policy.draft.files.clone());
        let (digest, bytes) = bundle.canonical()?;
        let offer = BundleRef { digest, signature: key.sign(&named.name, number, &digest), number };
        if let Some(row) = database.keep_bundle(organisation, &offer, &bytes).await? {
            return Ok(Some(row));
        }
    }
    Err(StoreError::Busy.into())
}

/// The newest bundle of the organisation, where it says the same: machines that have it need not take another. An older one cannot come
/// back, because numbers grow.
async fn same(
    server: &Server,
    named: &Organisation,
    text: &str,
    draft: &Draft,
) -> Result<Option<i64>, PolicyError> {
    let Some((row, bytes)) = server.database().newest_bundle(named.id).await? else { return Ok(None) };
    let Ok(bundle) = fetter_protocol::read::<Bundle>(&bytes) else { return Ok(None) };
    let files = Bundle::new("", 0, String::new(), draft.files.clone()).files;
    Ok((bundle.policy == text && bundle.files == files).then_some(row))
}
