//! Which bundles the machines of groups go by.

use fetter_protocol::BundleRef;
use sqlx::Row;

use super::error::Attempt;
use super::rows::number;
use super::{Database, StoreError, asking, ids, machines, packed};

/// What the machines of a group are to go by: rows of bundles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsedBundles {
    /// The bundle.
    pub bundle: Option<i64>,
    /// The next one, which some of them go by already.
    pub next: Option<i64>,
    /// How many of a hundred go by the next one.
    pub percent: i64,
}

impl Database {
    /// Keeps a bundle that was signed, with its canonical bytes, and gives its row. The same bundle is kept once.
    pub async fn keep_bundle(
        &self,
        organisation: i64,
        signed: &BundleRef,
        bytes: &[u8],
    ) -> Result<i64, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "bundle", 1).await?;
        let sql = "INSERT INTO bundle (id, organisation, number, digest, signature, body, created) \
            VALUES ($1, $2, $3, $4, $5, $6, $7) \
            ON CONFLICT (organisation, digest) DO UPDATE SET digest = excluded.digest RETURNING id";
        let query = sqlx::query(sql).bind(id).bind(organisation).bind(number(signed.number));
        let query = query.bind(signed.digest.as_bytes().to_vec()).bind(signed.signature.as_bytes().to_vec());
        let query = query.bind(packed::pack(bytes)?).bind(machines::now());
        let row = query.fetch_one(&mut *transaction).await;
        let id = row.and_then(|row| row.try_get(0)).to("keep a bundle")?;
        transaction.commit().await.to("keep a bundle")?;
        Ok(id)
    }

    /// Says what the machines of a group are to go by from now on, and has their sites judged by it.
    pub async fn use_bundles(
        &self,
        organisation: i64,
        group: i64,
        used: UsedBundles,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let sql = "SELECT bundle, next_bundle FROM group_bundle WHERE machine_group = $1";
        let before = sqlx::query(sql).bind(group).fetch_optional(&mut *transaction).await;
        let mut bundles: Vec<Option<i64>> = vec![used.bundle, used.next];
        if let Some(row) = before.to("look for a group's bundles")? {
            bundles.push(row.try_get(0).to("read a group's bundles")?);
            bundles.push(row.try_get(1).to("read a group's bundles")?);
        }
        let sql = "INSERT INTO group_bundle (machine_group, bundle, next_bundle, percent) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (machine_group) DO UPDATE SET bundle = excluded.bundle, next_bundle = excluded.next_bundle, \
            percent = excluded.percent";
        let query = sqlx::query(sql).bind(group).bind(used.bundle).bind(used.next).bind(used.percent);
        query.execute(&mut *transaction).await.to("say what a group goes by")?;
        let mut bundles: Vec<i64> = bundles.into_iter().flatten().collect();
        bundles.sort_unstable();
        bundles.dedup();
        asking::bundles_changed(&mut transaction, organisation, &bundles, machines::now()).await?;
        transaction.commit().await.to("say what a group goes by")
    }
}
