//! Who a machine is.

use fetter_protocol::PublicKey;
use sqlx::{AnyConnection, Row};

use super::error::Attempt;
use super::notices::{Telling, Told};
use super::rows::{count, number};
use super::{Database, NoticeKind, Refusal, Request, StoreError};
use crate::clock;

/// A machine, and the key that its requests are signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineKey {
    /// Its row.
    pub id: i64,
    /// The row of its organisation.
    pub organisation: i64,
    /// The id that it chose.
    pub name: String,
    /// Its key.
    pub key: PublicKey,
}

/// So many requests with old numbers in a day, and a machine is taken for two. One that was killed, or whose counter was lost, sends one
/// and counts on from a greater number.
const STALE: i64 = 20;
const STALE_SECONDS: i64 = 86_400;
/// How far a number may be behind without counting: machines reserve that many at once.
const CROSSED: u64 = 1024;

/// The server's time, in seconds since 1970.
pub(super) fn now() -> i64 {
    number(clock::now())
}

impl Database {
    /// The machine of this name, whatever its status.
    pub async fn machine_key(&self, name: &str) -> Result<Option<MachineKey>, StoreError> {
        let query = sqlx::query("SELECT id, organisation, public_key FROM machine WHERE name = $1");
        let row = query.bind(name).fetch_optional(self.read()).await.to("look for a machine")?;
        let Some(row) = row else { return Ok(None) };
        let key: Vec<u8> = row.try_get(2).to("read a machine's key")?;
        let key = <[u8; 32]>::try_from(key).map_err(|_| StoreError::Damaged {
            what: "a machine's key",
            why: "it has not 32 bytes".to_owned(),
        })?;
        Ok(Some(MachineKey {
            id: row.try_get(0).to("read a machine")?,
            organisation: row.try_get(1).to("read a machine")?,
            name: name.to_owned(),
            key: PublicKey::new(key),
        }))
    }
}

/// Why a rightly signed request changed nothing. One with an old number counts against its machine, but not one that came twice.
pub(super) async fn refusal(
    connection: &mut AnyConnection,
    request: &Request,
    telling: &mut Telling,
    now: i64,
) -> Result<Refusal, StoreError> {
    let sql = "SELECT status, public_key, number, stale, stale_since FROM machine WHERE id = $1";
    let row = sqlx::query(sql).bind(request.machine.id).fetch_optional(&mut *connection).await;
    let Some(row) = row.to("look for a machine")? else { return Ok(Refusal::Unknown) };
    let status: String = row.try_get(0).to("read a machine's status")?;
    let key: Vec<u8> = row.try_get(1).to("read a machine's key")?;
    let newest: i64 = row.try_get(2).to("read a machine's number")?;
    if status == "cloned" {
        return Ok(Refusal::Cloned);
    }
    if status != "active" || key != request.machine.key.as_bytes() {
        return Ok(Refusal::Unknown);
    }
    // Requests that are made at the same time overtake each other, and one may come twice. Two machines that go by one key draw apart.
    if count(newest).saturating_sub(request.number) < CROSSED {
        return Ok(Refusal::Number);
    }
    let stale: i64 = row.try_get(3).to("read a machine")?;
    let since: i64 = row.try_get(4).to("read a machine")?;
    let (stale, since) = if now - since > STALE_SECONDS { (1, now) } else { (stale + 1, since) };
    let is_cloned = stale >= STALE;
    // Whoever revoked it meanwhile is not overruled.
    let sql = "UPDATE machine SET stale = $1, stale_since = $2, \
        status = CASE WHEN $3 = 1 THEN 'cloned' ELSE status END WHERE id = $4 AND status = 'active'";
    let query = sqlx::query(sql).bind(stale).bind(since).bind(i64::from(is_cloned)).bind(request.machine.id);
    let done = query.execute(connection).await.to("note an old number")?;
    if is_cloned && done.rows_affected() == 1 {
        let detail = "two machines go by one key: each is to be enrolled anew";
        let told = Told::of_machine(NoticeKind::Cloned, request.machine.id, detail, serde_json::json!({}));
        telling.push((request.machine.organisation, told));
    }
    Ok(if is_cloned { Refusal::Cloned } else { Refusal::Number })
}
