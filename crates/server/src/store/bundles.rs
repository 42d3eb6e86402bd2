//! Bundles of policies, and which machine is to go by which.

use std::collections::HashMap;

use fetter_protocol::{BundleRef, Digest, Signature};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::rows::{ROWS, count, list, number, padded};
use super::statement::Statement;
use super::{Database, Granted, Refusal, Request, StoreError, asking, ids, machines, packed};

/// A bundle that a machine can have.
pub type Offer = BundleRef;

/// In SQL, the row of the bundle that a machine `m` is to go by, of its group's `gb`: what [`OfGroup::of`] says. Where a version is staged, that
/// is another one for a part of the machines.
macro_rules! goes_by {
    () => {
        "(CASE WHEN gb.next_bundle IS NOT NULL AND m.share < gb.percent THEN gb.next_bundle ELSE gb.bundle END)"
    };
}
pub(super) use goes_by;

/// In which of a hundred parts of all machines one is. Their ids are random, so that their first digits divide them evenly.
pub(super) fn share(machine: &str) -> i64 {
    let digits = machine.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0);
    i64::from(digits % 100)
}

/// What the machines of a group are to go by.
#[derive(Debug)]
pub(super) struct OfGroup {
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
    /// Which one a machine goes by.
    pub(super) fn of(&self, machine: &str) -> Option<Offer> {
        let is_next = share(machine) < self.percent;
        let chosen = if is_next && self.next.is_some() { &self.next } else { &self.bundle };
        chosen.clone()
    }
}

pub(super) async fn of_groups(
    connection: &mut AnyConnection,
    groups: &[i64],
    known: &mut HashMap<i64, OfGroup>,
) -> Result<(), StoreError> {
    let groups = padded(groups);
    let sql = format!(
        "SELECT g.machine_group, g.percent, b.number, b.digest, b.signature, n.number, n.digest, n.signature \
         FROM group_bundle g LEFT JOIN bundle b ON b.id = g.bundle LEFT JOIN bundle n ON n.id = g.next_bundle \
         WHERE g.machine_group IN ({})",
        list(groups.len(), 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for group in groups {
        query = query.bind(group);
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

/// What a group is to go by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The row of the bundle.
    pub bundle: Option<i64>,
    /// The row of the next one, which a part of the machines go by.
    pub next: Option<i64>,
    /// How large that part is, of a hundred.
    pub percent: u32,
}

/// The bundles that a group goes by.
pub(super) async fn in_use(connection: &mut AnyConnection, group: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT bundle, next_bundle FROM group_bundle WHERE machine_group = $1";
    let row = sqlx::query(sql).bind(group).fetch_optional(connection).await;
    let Some(row) = row.to("look for a group's bundles")? else { return Ok(Vec::new()) };
    let read = |at: usize| row.try_get::<Option<i64>, _>(at).to("read a group's bundles");
    Ok(read(0)?.into_iter().chain(read(1)?).collect())
}

impl Database {
    /// The number that an organisation's next bundle has.
    pub async fn next_bundle_number(&self, organisation: i64) -> Result<u64, StoreError> {
        let sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM bundle WHERE organisation = $1";
        let row = sqlx::query(sql).bind(organisation).fetch_one(self.read()).await;
        row.and_then(|row| row.try_get(0)).map(count).to("look for bundles")
    }

    /// Keeps a bundle, and gives its row; `None` where there is one with this number: another was made meanwhile.
    pub async fn keep_bundle(
        &self,
        organisation: i64,
        offer: &Offer,
        bytes: &[u8],
    ) -> Result<Option<i64>, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        let id = ids::take(&mut transaction, "bundle", 1).await?;
        let sql = "INSERT INTO bundle (id, organisation, number, digest, signature, body, created) \
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
        let query = sqlx::query(sql).bind(id).bind(organisation).bind(number(offer.number));
        let query = query.bind(offer.digest.as_bytes().to_vec()).bind(offer.signature.as_bytes().to_vec());
        let query = query.bind(packed::pack(bytes)?).bind(machines::now());
        if query.execute(&mut *transaction).await.to("keep a bundle")?.rows_affected() == 0 {
            return Ok(None);
        }
        transaction.commit().await.to("keep a bundle")?;
        Ok(Some(id))
    }

    /// The newest bundle of an organisation: its row and its bytes.
    pub async fn newest_bundle(&self, organisation: i64) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
        let sql = "SELECT id, body FROM bundle WHERE organisation = $1 ORDER BY number DESC LIMIT 1";
        let row = sqlx::query(sql).bind(organisation).fetch_optional(self.read()).await;
        let Some(row) = row.to("look for a bundle")? else { return Ok(None) };
        let body: Vec<u8> = row.try_get(1).to("read a bundle")?;
        let bytes = packed::unpack("a bundle", &body, fetter_protocol::limits::BUNDLE_BYTES)?;
        Ok(Some((row.try_get(0).to("read a bundle")?, bytes)))
    }

    /// Has a group go by bundles of its organisation. Whether there are such.
    pub async fn assign(&self, organisation: i64, group: i64, to: &Assignment) -> Result<bool, StoreError> {
        self.assigned(organisation, group, to, None).await
    }

    /// The same, where the group's policy was not changed after the change of that number: false where it was, and whoever changed it assigns. False too
    /// where somebody else assigned bundles with greater numbers for it.
    pub(crate) async fn assign_for(
        &self,
        organisation: i64,
        group: i64,
        to: &Assignment,
        change: i64,
    ) -> Result<bool, StoreError> {
        self.assigned(organisation, group, to, Some(change)).await
    }

    async fn assigned(
        &self,
        organisation: i64,
        group: i64,
        to: &Assignment,
        change: Option<i64>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        if let Some(change) = change
            && (is_changed_since(&mut transaction, group, change).await?
                || is_overtaken(&mut transaction, group, to).await?)
        {
            return Ok(false);
        }
        let changed = ids::take(&mut transaction, "group_bundle", 1).await?;
        let before = in_use(&mut transaction, group).await?;
        let sql = "INSERT INTO group_bundle (machine_group, bundle, next_bundle, percent, changed) \
            SELECT g.id, b.id, n.id, $5, $6 FROM machine_group g \
            LEFT JOIN bundle b ON b.id = $3 AND b.organisation = g.organisation \
            LEFT JOIN bundle n ON n.id = $4 AND n.organisation = g.organisation \
            WHERE g.organisation = $1 AND g.id = $2 \
            AND (b.id IS NOT NULL) = ($3 IS NOT NULL) AND (n.id IS NOT NULL) = ($4 IS NOT NULL) \
            ON CONFLICT (machine_group) DO UPDATE SET bundle = excluded.bundle, \
            next_bundle = excluded.next_bundle, percent = excluded.percent, changed = excluded.changed";
        let query = sqlx::query(sql).bind(organisation).bind(group).bind(to.bundle).bind(to.next);
        let query = query.bind(i64::from(to.percent)).bind(changed);
        let done = query.execute(&mut *transaction).await.to("assign a bundle")?;
        if done.rows_affected() > 0 {
            for bundle in to.bundle.into_iter().chain(to.next) {
                went_by(&mut transaction, bundle).await?;
            }
            let bundles = before.into_iter().chain(to.bundle).chain(to.next);
            asking::bundles_changed(&mut transaction, organisation, bundles, machines::now()).await?;
        }
        transaction.commit().await.to("assign a bundle")?;
        Ok(done.rows_affected() > 0)
    }

    /// The groups whose bundles were changed after that change, with the number of each, in order.
    pub async fn changed_groups(&self, after: i64) -> Result<Vec<(i64, i64)>, StoreError> {
        let sql = "SELECT machine_group, changed FROM group_bundle WHERE changed > $1 ORDER BY changed";
        let rows = sqlx::query(sql).bind(after).fetch_all(self.read()).await.to("look for changes")?;
        let pair = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(pair).collect::<Result<_, sqlx::Error>>().to("read changes")
    }

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

/// Keeps which groups go by a bundle: what it found is theirs to see when they go by another.
pub(super) async fn went_by(connection: &mut AnyConnection, bundle: i64) -> Result<(), StoreError> {
    let kept = Statement::new("INSERT INTO bundle_group (bundle, machine_group) SELECT CAST(").value(bundle);
    let kept = kept.with(" AS INTEGER), machine_group FROM group_bundle WHERE bundle = ", bundle);
    let kept = kept.with(" OR next_bundle = ", bundle).and(" ON CONFLICT DO NOTHING");
    kept.run(connection).await.to("keep who goes by a bundle").map(drop)
}

/// Whether a group's policy was changed after the change of that number. Who changes it meanwhile waits, and assigns afterwards.
async fn is_changed_since(
    connection: &mut AnyConnection,
    group: i64,
    change: i64,
) -> Result<bool, StoreError> {
    let sql = "UPDATE group_policy SET changed = changed WHERE machine_group = $1 RETURNING changed";
    let row =
        sqlx::query(sql).bind(group).fetch_optional(connection).await.to("look for a group's policy")?;
    let Some(row) = row else { return Ok(false) };
    Ok(row.try_get::<i64, _>(0).to("look for a group's policy")? != change)
}

/// Whether a group goes by bundles with greater numbers than these, which somebody else made of the same at the same time: its machines would
/// not take these.
async fn is_overtaken(
    connection: &mut AnyConnection,
    group: i64,
    to: &Assignment,
) -> Result<bool, StoreError> {
    for (new, sql) in [
        (
            to.bundle,
            "SELECT b.number, n.number FROM group_bundle g JOIN bundle b ON b.id = g.bundle \
             JOIN bundle n ON n.id = $2 WHERE g.machine_group = $1 AND n.number < b.number",
        ),
        (
            to.next,
            "SELECT b.number, n.number FROM group_bundle g JOIN bundle b ON b.id = g.next_bundle \
             JOIN bundle n ON n.id = $2 WHERE g.machine_group = $1 AND n.number < b.number",
        ),
    ] {
        let Some(new) = new else { continue };
        let query = sqlx::query(sql).bind(group).bind(new);
        if query.fetch_optional(&mut *connection).await.to("look for a group's bundles")?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
