//! A policy of what machines have.

use std::time::Duration;

use fetter_core::policy::Anchor;
use tokio::time::timeout;

use super::error::PolicyError;
use super::steps::blocking;
use crate::jobs::Holdings;
use crate::state::Server;
use crate::store::{Draft, Scope, StoreError};

/// How long one waits until those of others are made.
const WAIT: Duration = Duration::from_secs(60);
/// How many distinct sites are read for one, and how many at a time.
const SITES: usize = 100_000;
const PART: usize = 100;
/// How many distinct distributions.
const DISTRIBUTIONS: usize = 100_000;

/// What was derived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedDraft {
    /// The policy, as it may be proposed.
    pub draft: Draft,
    /// Of how many distinct sites it is.
    pub sites: u64,
    /// How many could not be read, or not as a whole, or have not come: what is in them may be missing.
    pub unread: u64,
    /// Whether there are more than were read.
    pub is_cut: bool,
}

impl Server {
    /// Derives a policy of what a group has, or one machine of it. Nothing is kept. One is made at a time; whoever comes meanwhile waits,
    /// one of each organisation in turn.
    pub async fn derive(
        &self,
        scope: &Scope,
        group: i64,
        machine: Option<&str>,
        anchor: Anchor,
    ) -> Result<DerivedDraft, PolicyError> {
        if !self.database().has_group(scope, group).await? {
            return Err(PolicyError::Missing);
        }
        let place = timeout(WAIT, self.deriving.take(scope.organisation())).await;
        let _place = place.ok().flatten().ok_or(StoreError::Busy)?;
        let mut sites = self.database().held_sites(scope.organisation(), group, machine, SITES + 1).await?;
        let mut is_cut = sites.len() > SITES;
        sites.truncate(SITES);
        let mut holdings = Holdings::default();
        for part in sites.chunks(PART) {
            let lists = self.database().site_lists(part).await?;
            let missing = holdings.missing(&lists);
            if holdings.distributions() + missing.len() > DISTRIBUTIONS {
                // One machine that tells of more than there is room for takes none of it from those that list what is known.
                is_cut = true;
                continue;
            }
            let records = self.database().distributions(&missing).await?;
            let count = part.len();
            holdings = blocking(move || {
                holdings.add(count, lists, records);
                Ok(holdings)
            })
            .await?;
        }
        let (count, unread) = (holdings.sites, holdings.unread);
        let note = format!("{count} sites");
        let draft = blocking(move || holdings.policy(anchor, note).map_err(PolicyError::Broken)).await?;
        Ok(DerivedDraft { draft, sites: count, unread, is_cut })
    }
}
