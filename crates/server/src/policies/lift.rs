//! What is lifted beside policies.

use super::error::PolicyError;
use super::steps::{EMPTY, blocking, read};
use crate::state::Server;
use crate::store::{Draft, Lifted, Scope};

impl Server {
    /// Lifts something for a group, or for all groups of an organisation, and tells their machines.
    pub async fn lift(&self, scope: &Scope, group: Option<i64>, lifted: &Lifted) -> Result<i64, PolicyError> {
        self.see_that_it_can_be(scope, group, std::slice::from_ref(lifted)).await?;
        let id = self.database().keep_exception(scope, group, lifted).await??;
        self.publish_all(scope.organisation(), group).await?;
        Ok(id)
    }

    /// Takes an exception back, and tells the machines, where it is one that policies go by.
    pub async fn hold_again(&self, scope: &Scope, exception: i64) -> Result<(), PolicyError> {
        let bounds = self.database().revoke_exception(scope, exception).await??;
        if !bounds.is_of_policies {
            return Ok(());
        }
        self.publish_all(scope.organisation(), bounds.group).await
    }

    /// An exception that no policy can hold is not taken: it may name rules of the policy that holds; one for all groups names kinds of rules, which
    /// every policy knows.
    pub(super) async fn see_that_it_can_be(
        &self,
        scope: &Scope,
        group: Option<i64>,
        lifted: &[Lifted],
    ) -> Result<(), PolicyError> {
        let organisation = scope.organisation();
        let mut draft = Draft { text: EMPTY.to_owned(), ..Draft::default() };
        if let Some(group) = group {
            if !self.database().has_group(scope, group).await? {
                return Err(PolicyError::Missing);
            }
            let standing = self.database().holds(organisation, group).await?.standing;
            if let Some(row) = standing.policy
                && let Some(policy) = self.database().policy_row(organisation, row).await?
            {
                draft = policy.draft;
            }
        }
        let lifted = lifted.to_vec();
        blocking(move || {
            let lifted: Vec<&Lifted> = lifted.iter().collect();
            // What is wrong is told of the exception, whatever the policy is like.
            read(&draft, &lifted).map(drop).map_err(PolicyError::from)
        })
        .await
    }
}
