//! Organisations and their groups. Nothing of one is seen by another.

use fetter_protocol::PublicKey;
use sqlx::Row;

use super::audit::Note;
use super::error::Attempt;
use super::links::{self, NewLink};
use super::{Database, Operator, StoreError, ids, machines};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its row.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What its policies are signed with, sealed.
    pub sealed_seed: Vec<u8>,
    /// The public half of that.
    pub policy_key: PublicKey,
}

impl Database {
    /// Makes an organisation; `None` where there is one of that name.
    pub async fn make_organisation(
        &self,
        name: &str,
        sealed_seed: &[u8],
        policy_key: &PublicKey,
    ) -> Result<Option<i64>, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "organisation", 1).await?;
        let sql = "INSERT INTO organisation (id, name, created, policy_seed, policy_key) VALUES ($1, $2, $3, $4, $5) \
            ON CONFLICT (name) DO NOTHING";
        let query = sqlx::query(sql).bind(id).bind(name.to_owned()).bind(machines::now());
        let query = query.bind(sealed_seed.to_vec()).bind(policy_key.as_bytes().to_vec());
        let done = query.execute(&mut *transaction).await.to("make an organisation")?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        transaction.commit().await.to("make an organisation")?;
        Ok(Some(id))
    }

    /// The same for the operator, with a link for its first administrator.
    pub async fn open_organisation(
        &self,
        operator: &Operator,
        name: &str,
        sealed_seed: &[u8],
        policy_key: &PublicKey,
        link: &NewLink,
    ) -> Result<Option<Organisation>, StoreError> {
        let Some(id) = self.make_organisation(name, sealed_seed, policy_key).await? else { return Ok(None) };
        let mut transaction = self.begin().await?;
        links::insert(&mut transaction, id, None, link).await?;
        let note = Note::new(operator.by(), "organisation.make", name);
        note.keep(&mut transaction, None).await?;
        transaction.commit().await.to("note that an organisation is made")?;
        let sealed_seed = sealed_seed.to_vec();
        Ok(Some(Organisation { id, name: name.to_owned(), sealed_seed, policy_key: *policy_key }))
    }

    /// All organisations, by name.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let sql = "SELECT id, name, policy_seed, policy_key FROM organisation ORDER BY name";
        let rows = sqlx::query(sql).fetch_all(self.read()).await.to("list organisations")?;
        rows.iter().map(organisation).collect()
    }

    /// The organisation in that row.
    pub async fn organisation_row(&self, id: i64) -> Result<Option<Organisation>, StoreError> {
        let sql = "SELECT id, name, policy_seed, policy_key FROM organisation WHERE id = $1";
        let row = sqlx::query(sql).bind(id).fetch_optional(self.read()).await;
        row.to("look for an organisation")?.as_ref().map(organisation).transpose()
    }

    /// The organisation of that name.
    pub async fn organisation(&self, name: &str) -> Result<Option<Organisation>, StoreError> {
        let sql = "SELECT id, name, policy_seed, policy_key FROM organisation WHERE name = $1";
        let row = sqlx::query(sql).bind(name.to_owned()).fetch_optional(self.read()).await;
        row.to("look for an organisation")?.as_ref().map(organisation).transpose()
    }

    /// The group of that name in an organisation, made where it is not there.
    pub async fn group(&self, organisation: i64, name: &str) -> Result<i64, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "machine_group", 1).await?;
        let sql = "INSERT INTO machine_group (id, organisation, name, created) VALUES ($1, $2, $3, $4) \
            ON CONFLICT (organisation, name) DO UPDATE SET name = excluded.name RETURNING id";
        let query = sqlx::query(sql).bind(id).bind(organisation).bind(name.to_owned()).bind(machines::now());
        let row = query.fetch_one(&mut *transaction).await;
        let id = row.and_then(|row| row.try_get(0)).to("make a group")?;
        transaction.commit().await.to("make a group")?;
        Ok(id)
    }
}

/// The organisation in a row.
pub(super) fn organisation(row: &sqlx::any::AnyRow) -> Result<Organisation, StoreError> {
    let key: Vec<u8> = row.try_get(3).to("read an organisation")?;
    let key = <[u8; 32]>::try_from(key).map_err(|_| StoreError::Damaged {
        what: "an organisation's key",
        why: "it has not 32 bytes".to_owned(),
    })?;
    Ok(Organisation {
        id: row.try_get(0).to("read an organisation")?,
        name: row.try_get(1).to("read an organisation")?,
        sealed_seed: row.try_get(2).to("read an organisation")?,
        policy_key: PublicKey::new(key),
    })
}
