//! Reports: what changed on a machine since the one before.

use std::collections::BTreeSet;

use fetter_protocol::{Digest, Report, WirePath, write};
use sqlx::AnyConnection;

use super::error::Attempt;
use super::moves::{self, Places};
use super::notices::Telling;
use super::rows::{number, text};
use super::{
    Granted, MachineKey, StoreError, environments, events, packed, paths, settings, sites, tampered,
};
use crate::jobs::Setting;

/// Keeps a report: its events, and, where it is the newest, the machine's state. Keeping it twice does no harm.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    machine: &MachineKey,
    report: &Report,
    state: Digest,
    granted: &mut Granted,
    telling: &mut Telling,
    now: i64,
) -> Result<(), StoreError> {
    let organisation = granted.organisation;
    telling.extend(events::refused(machine, organisation, &report.events, granted.acknowledged_events));
    granted.acknowledged_events =
        events::keep(connection, machine, organisation, &report.events, granted.acknowledged_events, now)
            .await?;
    let digests: BTreeSet<Digest> = report.sites.iter().map(|site| site.contents).collect();
    let (rows, wanted) = sites::known(connection, organisation, &digests, now).await?;
    granted.wanted = wanted;
    let is_newest = report.sequence >= granted.acknowledged;
    if is_newest && granted.state != Some(state) {
        let of_sites = report.sites.iter().map(|site| &site.path);
        let wires: Vec<&WirePath> = of_sites.chain(environments::paths(&report.environments)).collect();
        let paths = paths::rows(connection, organisation, &wires).await?;
        let (paths, of_environments) = paths.split_at(report.sites.len());
        let settings = settings::known(connection, organisation, &Setting::of_report(report)).await?;
        let place = |((path, site), setting): ((&i64, &fetter_protocol::SiteRecord), &i64)| {
            Some((*path, (*rows.get(&site.contents)?, text(&site.kind), Some(*setting))))
        };
        let places: Places = paths.iter().zip(&report.sites).zip(&settings).filter_map(place).collect();
        moves::change(connection, machine.id, &places, now).await?;
        environments::change(connection, machine.id, &report.environments, of_environments, now).await?;
        tampered::change(connection, machine, organisation, report, telling, now).await?;
        keep_state(connection, machine.id, report).await?;
        granted.state = Some(state);
    }
    granted.acknowledged = granted.acknowledged.max(report.sequence);
    note(connection, machine.id, report, granted, is_newest, now).await
}

/// Keeps what the report says beyond sites and events.
async fn keep_state(connection: &mut AnyConnection, machine: i64, report: &Report) -> Result<(), StoreError> {
    let rest = Report { sites: Vec::new(), events: Vec::new(), ..report.clone() };
    let bytes =
        write(&rest).map_err(|error| StoreError::Damaged { what: "a report", why: error.to_string() })?;
    let sql = "INSERT INTO machine_state (machine, body) VALUES ($1, $2) \
        ON CONFLICT (machine) DO UPDATE SET body = excluded.body";
    let query = sqlx::query(sql).bind(machine).bind(packed::pack(&bytes)?);
    query.execute(connection).await.to("keep the state of a machine")?;
    Ok(())
}

/// Notes how far the machine is, and what lists show of it.
async fn note(
    connection: &mut AnyConnection,
    machine: i64,
    report: &Report,
    granted: &Granted,
    is_newest: bool,
    now: i64,
) -> Result<(), StoreError> {
    let far = "UPDATE machine SET report = $1, event = $2 WHERE id = $3";
    let query = sqlx::query(far).bind(number(granted.acknowledged)).bind(number(granted.acknowledged_events));
    query.bind(machine).execute(&mut *connection).await.to("note how far a machine is")?;
    if !is_newest {
        return Ok(());
    }
    let host = &report.host;
    let left_out = report.left_out;
    let left_out = [
        left_out.sites,
        left_out.environments,
        left_out.denials,
        left_out.problems,
        left_out.distributions,
        left_out.tampered,
    ];
    let left_out = left_out.iter().fold(0, |sum: u64, one| sum.saturating_add(*one));
    let sql = "UPDATE machine SET state = $1, reported = $2, hostname = $3, os = $4, kernel = $5, architecture = $6, \
        fetter = $7, mode = $8, denials = $9, problems = $10, not_covered = $11, left_out = $12, tells_tampered = $13, \
        ruled = CASE WHEN os = $4 AND architecture = $6 THEN ruled ELSE -1 END WHERE id = $14";
    let state = granted.state.map(|state| state.as_bytes().to_vec());
    let mut query = sqlx::query(sql).bind(state).bind(now);
    for word in [&host.hostname, &host.os, &host.kernel, &host.architecture, &host.fetter, &host.mode] {
        query = query.bind(text(word));
    }
    for length in [report.denials.len(), report.problems.len(), host.coverage.not_covered.len()] {
        query = query.bind(number(length as u64));
    }
    query = query.bind(number(left_out)).bind(i64::from(report.tampered.is_some())).bind(machine);
    query.execute(connection).await.to("note what a machine says of itself")?;
    Ok(())
}
