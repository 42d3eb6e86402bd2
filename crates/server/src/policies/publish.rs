//! Bundles of what holds.

use std::sync::Weak;
use std::time::Duration;

use fetter_core::check::Policy;
use fetter_core::date::Date;
use fetter_protocol::{Bundle, BundleRef};
use tokio::time::sleep;

use super::error::{POLICY_FILE, PolicyError};
use super::steps::{blocking, read};
use crate::auth::PolicyKey;
use crate::clock;
use crate::state::Server;
use crate::store::{
    Assignment, Draft, Holds, Lifted, NewPreview, Organisation, PolicyException, Scope, StoreError, now,
};

/// What machines go by that are to go by no policy any more: a check-in that names none means that nothing changed.
const EMPTY: &str = "schema = \"policy-1\"\n";
/// How often a number is tried that somebody else takes at the same time.
const ATTEMPTS: usize = 20;
/// How often it is looked whether somebody did not live to publish what was changed.
const LOOKS: Duration = Duration::from_secs(5);
/// How long whoever changed it has for that, in seconds.
const PATIENCE: i64 = 10;

impl Server {
    /// Makes what machines of a group go by of its policies and of the exceptions that hold today, signs it, and has them go by it. Where nothing
    /// changed, nothing is made, unless a machine came that needs a greater number.
    pub async fn publish(&self, organisation: i64, group: i64) -> Result<(), PolicyError> {
        publish(self, organisation, group).await
    }

    /// The same where something is to be published: it was changed, or a machine came into the group.
    pub(crate) async fn publish_due(&self, organisation: i64, group: i64) -> Result<(), PolicyError> {
        if self.database().is_unpublished(group).await? {
            self.publish(organisation, group).await?;
        }
        Ok(())
    }

    /// The same for a group, or for all groups of an organisation.
    pub(super) async fn publish_all(&self, organisation: i64, group: Option<i64>) -> Result<(), PolicyError> {
        let groups = match group {
            Some(group) => vec![group],
            None => self.database().groups_with_policies(organisation).await?,
        };
        for group in groups {
            self.publish(organisation, group).await?;
        }
        Ok(())
    }
}

/// Publishes what others did not live to publish, as long as there is a server.
pub(crate) async fn republish(server: Weak<Server>) {
    loop {
        sleep(LOOKS).await;
        let Some(server) = server.upgrade() else { return };
        let due = server.database().unpublished(now() - PATIENCE).await;
        for (organisation, group) in due.unwrap_or_default() {
            if let Err(error) = server.publish(organisation, group).await {
                tracing::error!(group, %error, "the policy of a group was not published; it is tried again");
            }
        }
    }
}

/// What bundles are made of.
struct Holding {
    of_group: Holds,
    exceptions: Vec<PolicyException>,
}

impl Holding {
    /// Whether bundles of it say the same, and nobody changed it meanwhile.
    fn is_as(&self, other: &Self) -> bool {
        let of = |holding: &Self| (holding.of_group.standing, holding.of_group.change);
        of(self) == of(other) && self.exceptions == other.exceptions
    }
}

async fn publish(server: &Server, organisation: i64, group: i64) -> Result<(), PolicyError> {
    let database = server.database();
    let mut before = holding(server, organisation, group).await?;
    for _ in 0..ATTEMPTS {
        let lifted: Vec<&Lifted> = before.exceptions.iter().map(|exception| &exception.lifted).collect();
        let Holds { standing, change, is_anew, is_empty } = before.of_group;
        let bundle = match standing.policy {
            None if is_empty => {
                sealed(server, organisation, EMPTY.to_owned(), Draft::default(), is_anew).await?
            }
            policy => made(server, organisation, policy, &lifted, is_anew).await?,
        };
        let assignment = Assignment {
            bundle,
            next: made(server, organisation, standing.next, &lifted, is_anew).await?,
            percent: standing.percent,
        };
        if database.assign_for(organisation, group, &assignment, change).await? {
            server.changes().tell(group);
        }
        // Whoever changed it meanwhile may have assigned before: what holds is made of what stands now.
        let after = holding(server, organisation, group).await?;
        if after.is_as(&before) {
            return Ok(database.note_published(group, change).await?);
        }
        before = after;
    }
    Err(StoreError::Busy.into())
}

/// What stands, and what is lifted today.
async fn holding(server: &Server, organisation: i64, group: i64) -> Result<Holding, StoreError> {
    let today = Date::of_unix_time(clock::now()).to_string();
    let of_group = server.database().holds(organisation, group).await?;
    let exceptions = server.database().exceptions_of(organisation, group, &today).await?;
    Ok(Holding { of_group, exceptions })
}

impl Server {
    /// Asks what a version would do to what the machines of a group have today, with the exceptions of today; gives the row of the preview.
    pub async fn ask_preview(&self, scope: &Scope, group: i64, version: u64) -> Result<i64, PolicyError> {
        let (database, organisation) = (self.database(), scope.organisation());
        if !database.has_group(scope, group).await? {
            return Err(PolicyError::Missing);
        }
        let found = database.policy_version(organisation, group, version).await?;
        let policy = found.ok_or(PolicyError::Missing)?;
        let lifted = holding(self, organisation, group).await?.exceptions;
        let lifted: Vec<Lifted> = lifted.into_iter().map(|exception| exception.lifted).collect();
        let row = policy.id;
        let bytes = blocking(move || {
            let (draft, text) = composed(policy.draft, &lifted);
            Ok(Bundle::new("preview", 0, text, draft.files).canonical()?.1)
        });
        let new = NewPreview { group, policy: (row, version), bytes: bytes.await? };
        database.ask_preview(scope, &new).await?.ok_or(PolicyError::Missing)
    }
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
    let draft = policy.draft;
    let lifted: Vec<Lifted> = lifted.iter().map(|lifted| (*lifted).clone()).collect();
    let (draft, text) = blocking(move || Ok(composed(draft, &lifted))).await?;
    sealed(server, organisation, text, draft, anew).await
}

/// The row of the bundle of a policy file and what is beside it in a draft.
async fn sealed(
    server: &Server,
    organisation: i64,
    text: String,
    draft: Draft,
    anew: bool,
) -> Result<Option<i64>, PolicyError> {
    let database = server.database();
    let Some(named) = database.organisation_row(organisation).await? else { return Ok(None) };
    let key = PolicyKey::open(&named.name, &named.sealed_seed, server.sealer())?;
    if !anew && let Some(same) = same(server, &named, &text, &draft).await? {
        return Ok(Some(same));
    }
    for _ in 0..ATTEMPTS {
        let number = database.next_bundle_number(organisation).await?;
        let bundle = Bundle::new(&named.name, number, text.clone(), draft.files.clone());
        let (digest, bytes) = bundle.canonical()?;
        let offer = BundleRef { digest, signature: key.sign(&named.name, number, &digest), number };
        if let Some(row) = database.keep_bundle(organisation, &offer, &bytes).await? {
            return Ok(Some(row));
        }
    }
    Err(StoreError::Busy.into())
}

/// A policy with the exceptions that it can hold. One that names a rule which this version has not any more lifts nothing, and does not keep the
/// others, nor the policy, from machines.
fn composed(draft: Draft, lifted: &[Lifted]) -> (Draft, String) {
    let all: Vec<&Lifted> = lifted.iter().collect();
    if let Ok(text) = read(&draft, &all) {
        return (draft, text);
    }
    let possible: Vec<&Lifted> = all.into_iter().filter(|lifted| is_known(&draft, lifted)).collect();
    let text = super::compose(&draft, &possible);
    (draft, text)
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

/// Whether a policy has the rule that an exception names: told by the policy file alone, whatever is beside it.
fn is_known(draft: &Draft, lifted: &Lifted) -> bool {
    Policy::read(&super::compose(draft, &[lifted]), POLICY_FILE).is_ok()
}
