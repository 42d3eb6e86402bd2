//! Reports: what changed on a machine since the one before.

use std::collections::{BTreeMap, BTreeSet};

use fetter_protocol::{Digest, Report, WirePath, write};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::asking::Moved;
use super::error::Attempt;
use super::rows::{ROWS, list, number, text, values};
use super::{Granted, MachineKey, StoreError, asking, events, ids, packed, settings, sites};
use crate::jobs::Setting;

/// Where a site lies on a machine: the row of the path, and of the site, with its kind and the row of its setting.
type Places = BTreeMap<i64, (i64, String, Option<i64>)>;

/// Keeps a report: its events, and, where it is the newest, the machine's state. Keeping it twice does no harm.
pub(super) async fn keep(
    connection: &mut AnyConnection,
    machine: &MachineKey,
    report: &Report,
    state: Digest,
    granted: &mut Granted,
    now: i64,
) -> Result<(), StoreError> {
    let organisation = granted.organisation;
    granted.acknowledged_events =
        events::keep(connection, machine, organisation, &report.events, granted.acknowledged_events, now)
            .await?;
    let digests: BTreeSet<Digest> = report.sites.iter().map(|site| site.contents).collect();
    let (rows, wanted) = sites::known(connection, organisation, &digests, now).await?;
    granted.wanted = wanted;
    let is_newest = report.sequence >= granted.acknowledged;
    if is_newest && granted.state != Some(state) {
        let wires: Vec<&WirePath> = report.sites.iter().map(|site| &site.path).collect();
        let paths = paths(connection, organisation, &wires).await?;
        let settings = settings::known(connection, organisation, &Setting::of_report(report)).await?;
        let place = |((path, site), setting): ((&i64, &fetter_protocol::SiteRecord), &i64)| {
            Some((*path, (*rows.get(&site.contents)?, text(&site.kind), Some(*setting))))
        };
        let places: Places = paths.iter().zip(&report.sites).zip(&settings).filter_map(place).collect();
        change(connection, machine.id, &places, now).await?;
        keep_state(connection, machine.id, report).await?;
        granted.state = Some(state);
    }
    granted.acknowledged = granted.acknowledged.max(report.sequence);
    note(connection, machine.id, report, granted, is_newest, now).await
}

/// Brings what is where up to date, and moves what is not there any more into the past.
async fn change(
    connection: &mut AnyConnection,
    machine: i64,
    places: &Places,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "SELECT path, site, kind, setting FROM machine_site WHERE machine = $1";
    let query = sqlx::query(sql).bind(machine);
    let mut before = Places::new();
    for row in query.fetch_all(&mut *connection).await.to("look for a machine's sites")? {
        let read = |at: usize| row.try_get::<Option<i64>, _>(at);
        let site = row.try_get(1).to("read a place")?;
        let place = (site, row.try_get(2).to("read a place")?, read(3).to("read a place")?);
        before.insert(row.try_get(0).to("read a place")?, place);
    }
    // The same site at the same place, which other environments see: nothing that its history would tell of.
    let is_same = |one: Option<&(i64, String, Option<i64>)>, other: &(i64, String, Option<i64>)| {
        one.is_some_and(|one| one.0 == other.0 && one.1 == other.1)
    };
    let gone: Vec<i64> = before
        .iter()
        .filter(|(path, place)| !is_same(places.get(path), place))
        .map(|(path, _)| *path)
        .collect();
    for part in gone.chunks(ROWS) {
        let these = list(part.len(), 3);
        let past = format!(
            "INSERT INTO machine_site_past (machine, ended, path, site, since) \
             SELECT machine, $2, path, site, since FROM machine_site WHERE machine = $1 AND path IN ({these})"
        );
        let mut query = sqlx::query(AssertSqlSafe(past)).bind(machine).bind(now);
        for path in part {
            query = query.bind(*path);
        }
        query.execute(&mut *connection).await.to("move places into the past")?;
        let these = list(part.len(), 2);
        let sql = format!("DELETE FROM machine_site WHERE machine = $1 AND path IN ({these})");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(machine);
        for path in part {
            query = query.bind(*path);
        }
        query.execute(&mut *connection).await.to("remove places")?;
    }
    let new: Vec<_> = places.iter().filter(|(path, place)| !is_same(before.get(path), place)).collect();
    for part in new.chunks(ROWS) {
        let sql = format!(
            "INSERT INTO machine_site (machine, path, site, kind, setting, since) VALUES {}",
            values(part.len(), 6, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (path, (site, kind, setting)) in part {
            query = query.bind(machine).bind(**path).bind(*site).bind(kind.clone()).bind(*setting).bind(now);
        }
        query.execute(&mut *connection).await.to("note new places")?;
    }
    let is_other = |path: &i64, (.., setting): &(i64, String, Option<i64>)| {
        before.get(path).is_some_and(|(.., known)| known != setting)
    };
    let stayed = places.iter().filter(|(path, place)| is_same(before.get(path), place));
    let seen: Vec<_> = stayed.filter(|(path, place)| is_other(path, place)).collect();
    for (path, (.., setting)) in &seen {
        let sql = "UPDATE machine_site SET setting = $1 WHERE machine = $2 AND path = $3";
        let query = sqlx::query(sql).bind(*setting).bind(machine).bind(**path);
        query.execute(&mut *connection).await.to("note who sees a site")?;
    }
    if gone.is_empty() && new.is_empty() && seen.is_empty() {
        return Ok(());
    }
    let lying = |places: &Places| -> BTreeSet<_> {
        places.values().map(|(site, _, setting)| (*site, *setting)).collect()
    };
    let sites = |places: &Places| -> BTreeSet<i64> { places.values().map(|(site, ..)| *site).collect() };
    let moved = Moved {
        left: lying(&before).difference(&lying(places)).map(|(site, _)| *site).collect(),
        crossed: sites(&before).symmetric_difference(&sites(places)).copied().collect(),
    };
    asking::places_changed(connection, machine, &moved, now).await
}

/// The rows of these paths, in their order, made where they are not there.
async fn paths(
    connection: &mut AnyConnection,
    organisation: i64,
    wires: &[&WirePath],
) -> Result<Vec<i64>, StoreError> {
    let bytes = |wire: &WirePath| {
        let path = wire.to_path().unwrap_or_default();
        std::os::unix::ffi::OsStringExt::into_vec(path.into_os_string())
    };
    let named: Vec<(Digest, Vec<u8>)> =
        wires.iter().map(|wire| bytes(wire)).map(|bytes| (Digest::of(&bytes), bytes)).collect();
    let all: BTreeMap<Digest, &Vec<u8>> = named.iter().map(|(digest, bytes)| (*digest, bytes)).collect();
    let all: Vec<(Digest, &Vec<u8>)> = all.into_iter().collect();
    let mut rows = BTreeMap::new();
    for part in all.chunks(ROWS) {
        find_paths(connection, organisation, part, &mut rows).await?;
        let new: Vec<&(Digest, &Vec<u8>)> =
            part.iter().filter(|(digest, _)| !rows.contains_key(digest)).collect();
        if new.is_empty() {
            continue;
        }
        let first = ids::take(connection, "path", new.len()).await?;
        let sql = format!(
            "INSERT INTO path (id, organisation, digest, bytes) VALUES {} ON CONFLICT (organisation, digest) DO NOTHING",
            values(new.len(), 4, 1)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, (digest, bytes)) in (first..).zip(&new) {
            query = query.bind(id).bind(organisation).bind(digest.as_bytes().to_vec()).bind((*bytes).clone());
        }
        query.execute(&mut *connection).await.to("note new paths")?;
        find_paths(connection, organisation, part, &mut rows).await?;
    }
    let row = |(digest, _): &(Digest, Vec<u8>)| {
        let why = || StoreError::Damaged { what: "paths", why: "one that was noted is not there".to_owned() };
        rows.get(digest).copied().ok_or_else(why)
    };
    named.iter().map(row).collect()
}

async fn find_paths(
    connection: &mut AnyConnection,
    organisation: i64,
    paths: &[(Digest, &Vec<u8>)],
    rows: &mut BTreeMap<Digest, i64>,
) -> Result<(), StoreError> {
    let these = list(paths.len(), 2);
    let sql = format!("SELECT id, digest FROM path WHERE organisation = $1 AND digest IN ({these})");
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(organisation);
    for (digest, _) in paths {
        query = query.bind(digest.as_bytes().to_vec());
    }
    for row in query.fetch_all(connection).await.to("look for paths")? {
        let digest: Vec<u8> = row.try_get(1).to("read a path")?;
        if let Ok(digest) = <[u8; 32]>::try_from(digest) {
            rows.insert(Digest::from(digest), row.try_get(0).to("read a path")?);
        }
    }
    Ok(())
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
    let left_out =
        [left_out.sites, left_out.environments, left_out.denials, left_out.problems, left_out.distributions];
    let left_out = left_out.iter().fold(0, |sum: u64, one| sum.saturating_add(*one));
    let sql = "UPDATE machine SET state = $1, reported = $2, hostname = $3, os = $4, kernel = $5, architecture = $6, \
        fetter = $7, mode = $8, denials = $9, problems = $10, not_covered = $11, left_out = $12 WHERE id = $13";
    let state = granted.state.map(|state| state.as_bytes().to_vec());
    let mut query = sqlx::query(sql).bind(state).bind(now);
    for word in [&host.hostname, &host.os, &host.kernel, &host.architecture, &host.fetter, &host.mode] {
        query = query.bind(text(word));
    }
    for length in [report.denials.len(), report.problems.len(), host.coverage.not_covered.len()] {
        query = query.bind(number(length as u64));
    }
    query = query.bind(number(left_out)).bind(machine);
    query.execute(connection).await.to("note what a machine says of itself")?;
    Ok(())
}
