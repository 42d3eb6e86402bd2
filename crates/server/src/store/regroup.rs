//! A machine comes into another group: it is to be able to take what that group goes by, and is told of it where it waits.

use std::collections::HashMap;

use sqlx::{AnyConnection, Row};

use super::bundles::{OfGroup, of_groups};
use super::error::Attempt;
use super::rows::count;
use super::statement::Statement;
use super::{Database, Offer, StoreError, ids, standings};

/// Moves a machine from one group into another (the same, where it is said again where it is), and has the bundle made that it needs there: in one
/// transaction, so that another server makes it where this one dies before.
pub(super) async fn moved(
    connection: &mut AnyConnection,
    machine: (i64, &str),
    from: i64,
    to: i64,
) -> Result<(), StoreError> {
    if from != to {
        for sql in [
            "UPDATE machine SET machine_group = $1 WHERE id = $2",
            "UPDATE machine_site SET machine_group = $1 WHERE machine = $2",
        ] {
            let query = sqlx::query(sql).bind(to).bind(machine.0);
            query.execute(&mut *connection).await.to("move a machine")?;
        }
    }
    if !takes(connection, machine, from, to).await? {
        standings::note_anew(connection, to).await?;
    }
    Ok(())
}

/// Has whoever waits for what is new in groups look, at whichever server. The last thing in a transaction: then nobody who has what this waits for
/// waits for something that the transaction has.
pub(super) async fn wake(connection: &mut AnyConnection, groups: &[i64]) -> Result<(), StoreError> {
    let changed = ids::take(connection, "group_bundle", 1).await?;
    for group in groups {
        let sql = "INSERT INTO group_bundle (machine_group, percent, changed) VALUES ($1, 0, $2) \
            ON CONFLICT (machine_group) DO UPDATE SET changed = excluded.changed";
        let query = sqlx::query(sql).bind(*group).bind(changed);
        query.execute(&mut *connection).await.to("tell of a change in a group")?;
    }
    Ok(())
}

/// Whether a machine that comes from one group into another takes what it is to go by there: none with a smaller number than it has, and it
/// keeps what it has where there is none.
async fn takes(
    connection: &mut AnyConnection,
    machine: (i64, &str),
    from: i64,
    to: i64,
) -> Result<bool, StoreError> {
    let mut known = HashMap::new();
    of_groups(&mut *connection, &[from, to], &mut known).await?;
    let offer = |group| known.get(&group).and_then(|group: &OfGroup| group.of(machine.1));
    let sql = "SELECT m.bundle, b.number, p.published FROM machine m \
        LEFT JOIN bundle b ON b.organisation = m.organisation AND b.digest = m.bundle \
        LEFT JOIN group_policy p ON p.machine_group = ";
    let statement = Statement::new(sql).value(from).with(" WHERE m.id = ", machine.0);
    let row = statement.one(connection).await.to("look what a machine goes by")?;
    let Some(row) = row else { return Ok(true) };
    let said: Option<Vec<u8>> = row.try_get(0).to("read what a machine goes by")?;
    let number: Option<i64> = row.try_get(1).to("read what a machine goes by")?;
    let published: Option<i64> = row.try_get(2).to("read what a machine goes by")?;
    // It came from yet another group, whose number was greater, and nobody made a bundle for it so far.
    let is_pending = from != to && published.is_some_and(|published| published < 0);
    let had = offer(from).map(|offer| offer.number).max(number.map(count));
    Ok(match offer(to) {
        Some(new) => !is_pending && had.is_none_or(|had| had <= new.number),
        None => !is_pending && had.is_none() && said.is_none(),
    })
}

impl Database {
    /// The group that a machine is in now, and the bundle that it is to go by there; `None` where there is no such machine.
    pub(crate) async fn offer_now(
        &self,
        machine: i64,
        name: &str,
    ) -> Result<Option<(i64, Option<Offer>)>, StoreError> {
        let statement = Statement::new("SELECT machine_group FROM machine WHERE id = ").value(machine);
        let row = statement.one(self.read()).await.to("look for a machine's group")?;
        let Some(row) = row else { return Ok(None) };
        let group = row.try_get(0).to("read a machine's group")?;
        Ok(Some((group, self.offer(group, name).await?)))
    }
}
