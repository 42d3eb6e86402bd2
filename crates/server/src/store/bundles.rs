//! Bundles of policies, and which machine is to go by which.

use std::collections::HashMap;

use fetter_protocol::{BundleRef, Digest, Signature};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, count, list};
use super::{Database, Granted, Refusal, Request, StoreError, packed};

/// A bundle that a machine can have.
pub type Offer = BundleRef;

/// What the machines of a group are to go by.
#[derive(Debug)]
struct OfGroup {
    bundle: Option<Offer>,
    next: Option<Offer>,
    percent: i64,
}

/// Says to each machine that was granted something which bundle it is to go by.
pub(super) async fn offer(
    connection: &mut AnyConnection,
    requests: &[Request],
    outcomes: &mut [Result<Granted, Refusal>],
) -> Result<(), StoreError> {
    let mut groups: Vec<i64> = outcomes.iter().flatten().map(|granted| granted.group).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut known = HashMap::new();
    for part in groups.chunks(ROWS) {
        of_groups(connection, part, &mut known).await?;
    }
    for (request, outcome) in requests.iter().zip(outcomes) {
        let Ok(granted) = outcome else { continue };
        granted.offer = known.get(&granted.group).and_then(|group| group.of(&request.machine.name));
    }
    Ok(())
}

impl OfGroup {
    /// Which one a machine goes by. The ids of machines are random, so that their first digits divide them evenly.
    fn of(&self, machine: &str) -> Option<Offer> {
        let digits = machine.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0);
        let is_next = i64::from(digits % 100) < self.percent;
        let chosen = if is_next && self.next.is_some() { &self.next } else { &self.bundle };
        chosen.clone()
    }
}

async fn of_groups(
    connection: &mut AnyConnection,
    groups: &[i64],
    known: &mut HashMap<i64, OfGroup>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT g.machine_group, g.percent, b.number, b.digest, b.signature, n.number, n.digest, n.signature \
         FROM group_bundle g LEFT JOIN bundle b ON b.id = g.bundle LEFT JOIN bundle n ON n.id = g.next_bundle \
         WHERE g.machine_group IN ({})",
        list(groups.len(), 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for group in groups {
        query = query.bind(*group);
    }
    for row in query.fetch_all(connection).await.to("look for bundles")? {
        let group: i64 = row.try_get(0).to("read a group")?;
        let of_group = OfGroup {
            bundle: reference(&row, 2).to("read a bundle")?,
            next: reference(&row, 5).to("read a bundle")?,
            percent: row.try_get(1).to("read a group")?,
        };
        known.insert(group, of_group);
    }
    Ok(())
}

fn reference(row: &AnyRow, first: usize) -> Result<Option<Offer>, sqlx::Error> {
    let number: Option<i64> = row.try_get(first)?;
    let digest: Option<Vec<u8>> = row.try_get(first + 1)?;
    let signature: Option<Vec<u8>> = row.try_get(first + 2)?;
    let whole = || {
        let digest = Digest::from(<[u8; 32]>::try_from(digest?).ok()?);
        let signature = Signature::new(<[u8; 64]>::try_from(signature?).ok()?);
        Some(Offer { digest, signature, number: count(number?) })
    };
    Ok(whole())
}

impl Database {
    /// The bundle that a machine of a group is to go by.
    pub async fn offer(&self, group: i64, machine: &str) -> Result<Option<Offer>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let mut known = HashMap::new();
        of_groups(&mut connection, &[group], &mut known).await?;
        Ok(known.get(&group).and_then(|group| group.of(machine)))
    }

    /// The bytes of an organisation's bundle; `None` where there is none of that digest.
    pub async fn bundle(&self, organisation: i64, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT body FROM bundle WHERE organisation = $1 AND digest = $2";
        let query = sqlx::query(sql).bind(organisation).bind(digest.as_bytes().to_vec());
        let Some(row) = query.fetch_optional(self.read()).await.to("look for a bundle")? else {
            return Ok(None);
        };
        let body: Vec<u8> = row.try_get(0).to("read a bundle")?;
        packed::unpack("a bundle", &body, fetter_protocol::limits::BUNDLE_BYTES).map(Some)
    }
}
