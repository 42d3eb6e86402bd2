//! From a draft to what holds, and back.

use fetter_core::check::{Beside, Policy};
use fetter_protocol::MessageError;

use super::compose;
use super::publish::publish;
use crate::auth::SealError;
use crate::state::Server;
use crate::store::{Draft, Lifted, Standing, StoreError};

/// Why a policy is not taken, or does not come to hold.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It says something that it cannot mean. With file, line and column.
    #[error("{0}")]
    Mistake(String),
    /// There is no such group, version or exception in the organisation.
    #[error("there is none such")]
    Missing,
    /// Nothing held before.
    #[error("no other policy held before the one that holds now")]
    NothingBefore,
    /// The organisation's key.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MessageError> for PolicyError {
    /// It is larger than machines take.
    fn from(error: MessageError) -> Self {
        Self::Mistake(error.to_string())
    }
}

/// A change of what the machines of a group go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A part of the machines, in percent, goes by this version; the others as before.
    Stage(u64, u32),
    /// All of them go by this version.
    Activate(u64),
    /// Those that went by the next version go by the one that holds again.
    Unstage,
    /// All go by what held before.
    RollBack,
}

impl Server {
    /// Takes a new version of a group's policy, if it means something: it is read as machines will read it. It holds nowhere yet.
    pub async fn propose(
        &self,
        organisation: i64,
        group: i64,
        draft: &Draft,
        by: &str,
    ) -> Result<u64, PolicyError> {
        read(draft, &[])?;
        let kept = self.database().keep_policy(organisation, group, draft, by).await?;
        kept.ok_or(PolicyError::Missing)
    }

    /// Changes what the machines of a group go by, and tells them.
    pub async fn step(&self, organisation: i64, group: i64, step: Step, by: &str) -> Result<(), PolicyError> {
        let database = self.database();
        let now = database.standing(organisation, group).await?;
        let row = async |version| {
            let found = database.policy_version(organisation, group, version).await?;
            found.map(|found| found.id).ok_or(PolicyError::Missing)
        };
        let standing = match step {
            Step::Stage(version, percent) => {
                Standing { next: Some(row(version).await?), percent: percent.min(100), ..now }
            }
            Step::Activate(version) => Standing { policy: Some(row(version).await?), ..Standing::default() },
            Step::Unstage => Standing { next: None, percent: 0, ..now },
            Step::RollBack => {
                let before = database.policy_before(organisation, group).await?;
                Standing { policy: Some(before.ok_or(PolicyError::NothingBefore)?), ..Standing::default() }
            }
        };
        if !database.stand(organisation, group, &standing, by).await? {
            return Err(PolicyError::Missing);
        }
        self.publish(organisation, group).await
    }

    /// Lifts something for a group, or for all groups of an organisation, and tells their machines.
    pub async fn lift(
        &self,
        organisation: i64,
        group: Option<i64>,
        lifted: &Lifted,
        by: &str,
    ) -> Result<i64, PolicyError> {
        // An exception that no policy can hold is not taken.
        read(&Draft { text: EMPTY.to_owned(), ..Draft::default() }, &[lifted])?;
        let id = self.database().keep_exception(organisation, group, lifted, by).await?;
        self.publish_all(organisation, group).await?;
        Ok(id)
    }

    /// Takes an exception back, and tells the machines.
    pub async fn hold_again(&self, organisation: i64, exception: i64) -> Result<(), PolicyError> {
        let group = self.database().revoke_exception(organisation, exception).await?;
        self.publish_all(organisation, group.ok_or(PolicyError::Missing)?).await
    }

    /// Makes what machines of a group go by of its policies and of the exceptions that hold today.
    pub async fn publish(&self, organisation: i64, group: i64) -> Result<(), PolicyError> {
        self.published(organisation, group, false).await
    }

    /// The same under a new number, for a machine that had a greater one: it came from another group.
    pub async fn publish_anew(&self, organisation: i64, group: i64) -> Result<(), PolicyError> {
        self.published(organisation, group, true).await
    }

    async fn published(&self, organisation: i64, group: i64, anew: bool) -> Result<(), PolicyError> {
        publish(self, organisation, group, anew).await
    }

    async fn publish_all(&self, organisation: i64, group: Option<i64>) -> Result<(), PolicyError> {
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

/// A policy of nothing.
const EMPTY: &str = "schema = \"policy-1\"\n";

/// Reads a draft as machines will, with exceptions.
pub(super) fn read(draft: &Draft, exceptions: &[&Lifted]) -> Result<String, PolicyError> {
    let text = compose(draft, exceptions);
    let files: Vec<Beside<'_>> =
        draft.files.iter().map(|file| Beside { name: &file.name, text: &file.text }).collect();
    let policy = Policy::enclosed(&text, "policy.toml", &files);
    policy.map_err(|errors| PolicyError::Mistake(errors.to_string()))?;
    Ok(text)
}
