//! Tokens, and the machines that are enrolled with them.

use fetter_protocol::{Digest, Enrollment};
use sqlx::Row;

use super::error::Attempt;
use super::rows::{count, number, text};
use super::{Database, StoreError, bundles, ids, machines, rules};
use crate::rules::{Facts, tags_of};

/// A token that machines may be enrolled with.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// The row of the organisation.
    pub organisation: i64,
    /// The row of the group that machines come into.
    pub group: i64,
    /// The digest of the token: the token itself is not kept.
    pub digest: Digest,
    /// How many machines may be enrolled with it.
    pub uses: u64,
    /// Until when, in seconds since 1970.
    pub expires: u64,
    /// Who made it.
    pub by: String,
}

/// A machine that was enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The name of its organisation.
    pub organisation: String,
    /// The name of its group.
    pub group: String,
    /// What the organisation's policies are signed with.
    pub policy_key: Vec<u8>,
}

/// Why a machine was not enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenError {
    /// The token is not known, used up, over, or revoked: which is nobody's business that has none.
    Token,
    /// The machine, or the key, is another's.
    Taken,
}

impl Database {
    /// Keeps a token, and gives its row.
    pub async fn make_token(&self, token: &NewToken) -> Result<i64, StoreError> {
        let mut transaction = self.begin().await?;
        let id = ids::take(&mut transaction, "enrolment_token", 1).await?;
        let sql = "INSERT INTO enrolment_token \
            (id, organisation, machine_group, digest, uses, used, expires, created, created_by) \
            VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)";
        let query = sqlx::query(sql).bind(id).bind(token.organisation).bind(token.group);
        let query = query.bind(token.digest.as_bytes().to_vec()).bind(number(token.uses));
        let query = query.bind(number(token.expires)).bind(machines::now()).bind(text(&token.by));
        query.execute(&mut *transaction).await.to("make a token")?;
        transaction.commit().await.to("make a token")?;
        Ok(id)
    }

    /// Whether machines may be enrolled with a token, or were.
    pub async fn is_token(&self, token: &Digest) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM enrolment_token WHERE digest = $1 AND revoked IS NULL AND expires > $2";
        let query = sqlx::query(sql).bind(token.as_bytes().to_vec()).bind(machines::now());
        Ok(query.fetch_optional(self.read()).await.to("look for a token")?.is_some())
    }

    /// Takes a machine with a token, and counts that against it. A machine that asks again with the same key, because the answer was
    /// lost, is told the same, and not counted twice. Whether the machine has the key is for the caller to know.
    pub async fn enrol(
        &self,
        token: &Digest,
        asked: &Enrollment,
    ) -> Result<Result<Taken, TokenError>, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        // The token is counted first: whoever comes at the same time waits here.
        let sql = "UPDATE enrolment_token SET used = used + 1 WHERE digest = $1 AND revoked IS NULL AND expires > $2 \
            RETURNING id, organisation, machine_group, uses, used, tags";
        let query = sqlx::query(sql).bind(token.as_bytes().to_vec()).bind(now);
        let row = query.fetch_optional(&mut *transaction).await.to("look for a token")?;
        let Some(row) = row else { return Ok(Err(TokenError::Token)) };
        let read = |column: usize| row.try_get::<i64, _>(column).to("read a token");
        let (token, organisation, group) = (read(0)?, read(1)?, read(2)?);
        let tags: String = row.try_get(5).to("read a token")?;
        let is_used_up = count(read(4)?) > count(read(3)?);
        let sql = "SELECT name, public_key, organisation, status, machine_group FROM machine WHERE name = $1 OR public_key = $2";
        let key = asked.key.as_bytes().to_vec();
        let query = sqlx::query(sql).bind(asked.host.machine.clone()).bind(key.clone());
        let before = query.fetch_all(&mut *transaction).await.to("look for a machine")?;
        let is_same = |row: &sqlx::any::AnyRow| -> Result<bool, sqlx::Error> {
            Ok(row.try_get::<String, _>(0)? == asked.host.machine
                && row.try_get::<Vec<u8>, _>(1)? == key
                && row.try_get::<i64, _>(2)? == organisation
                && row.try_get::<String, _>(3)? == "active")
        };
        match before.as_slice() {
            [] if is_used_up => return Ok(Err(TokenError::Token)),
            [] => {}
            // Nothing is committed: it is not counted again.
            [same] if is_same(same).to("read a machine")? => {
                drop(transaction);
                let group = same.try_get(4).to("read a machine")?;
                return self.taken(organisation, group).await.map(Ok);
            }
            _ => return Ok(Err(TokenError::Taken)),
        }
        let host = &asked.host;
        let facts = Facts {
            os: text(&host.os),
            architecture: text(&host.architecture),
            owner: String::new(),
            tags: tags_of(&tags),
        };
        let (ruled, version) = rules::placed(&mut transaction, organisation, &facts).await?;
        let placed = if ruled.is_some() { "rule" } else { "token" };
        let group = ruled.unwrap_or(group);
        let id = ids::take(&mut transaction, "machine", 1).await?;
        let sql = "INSERT INTO machine (id, organisation, machine_group, name, public_key, status, enrolled, token, number, \
            stale, stale_since, seen, seen_hour, report, reported, event, hostname, os, kernel, architecture, fetter, mode, denials, \
            problems, not_covered, left_out, tags, placed, ruled, share) VALUES ($1, $2, $3, $4, $5, 'active', $6, $7, 0, 0, 0, $6, $6 / 3600, \
            0, 0, 0, $8, $9, $10, $11, $12, $13, 0, 0, 0, 0, $14, $15, $16, $17)";
        let mut query = sqlx::query(sql).bind(id).bind(organisation).bind(group);
        query = query.bind(asked.host.machine.clone()).bind(key).bind(now).bind(token);
        for word in [&host.hostname, &host.os, &host.kernel, &host.architecture, &host.fetter, &host.mode] {
            query = query.bind(text(word));
        }
        query = query.bind(tags).bind(placed).bind(version).bind(bundles::share(&asked.host.machine));
        query.execute(&mut *transaction).await.to("enrol a machine")?;
        transaction.commit().await.to("enrol a machine")?;
        self.taken(organisation, group).await.map(Ok)
    }

    /// What a machine of this organisation and group is told when it is enrolled.
    pub(crate) async fn taken(&self, organisation: i64, group: i64) -> Result<Taken, StoreError> {
        let sql = "SELECT o.name, g.name, o.policy_key FROM organisation o JOIN machine_group g ON g.organisation = o.id \
            WHERE o.id = $1 AND g.id = $2";
        let row = sqlx::query(sql).bind(organisation).bind(group).fetch_one(self.read()).await;
        let row = row.to("look for an organisation")?;
        Ok(Taken {
            organisation: row.try_get(0).to("read an organisation")?,
            group: row.try_get(1).to("read a group")?,
            policy_key: row.try_get(2).to("read an organisation")?,
        })
    }
}
