//! Makes a year of a large organisation of what a few machines brought.
//!
//! All of it is one text of SQL for both databases. What is copied is what the server itself wrote: contents and events have the size that they
//! have in life.

use anyhow::{Context, ensure};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor, Row};

use super::deeds;

/// How large the organisation is, and what happens in it.
#[derive(Clone, Copy, Debug)]
pub struct Year {
    /// Machines, with ten sites each.
    pub machines: u64,
    /// Days. On each, one site of each machine changes.
    pub days: u64,
    /// Of so many days there are events, the last ones.
    pub event_days: u64,
    /// When they begin, in seconds since 1970.
    pub begin: u64,
    /// Different sites at the beginning.
    pub pool: u64,
    /// How many of a hundred changes lead to a site that nobody had.
    pub new_of_hundred: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug)]
pub struct Filled {
    /// Different sites.
    pub sites: i64,
    /// Places on machines in the past.
    pub past: i64,
    /// Events.
    pub events: i64,
}

/// Sites of a machine, and events of a changed one: something was removed, and something installed.
const SITES: u64 = 10;
const EVENTS: u64 = 2;
/// Groups of machines.
pub(super) const GROUPS: u64 = 30;
/// How long a day is, in seconds.
pub(super) const DAY: u64 = 86_400;
/// Where the rows that are made begin.
pub(super) const ROWS: u64 = 1_000_000;

/// Fills the database at this address, on which nobody works.
pub async fn fill(address: &str, year: Year) -> anyhow::Result<Filled> {
    sqlx::any::install_default_drivers();
    let mut making = Making { connection: AnyConnection::connect(address).await?, year, blob: "BYTEA" };
    if address.starts_with("sqlite:") {
        making.blob = "BLOB";
        // It is made for this: where it breaks off, it is made anew.
        making
            .run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000")
            .await?;
    }
    making.samples().await?;
    making.groups().await?;
    making.sites().await?;
    making.machines().await?;
    for day in 0..year.days {
        making.day(day).await?;
    }
    making.judgements().await?;
    making.deeds().await?;
    for table in ["sample_machine", "sample_site", "sample_event", "numbers"] {
        making.run(&format!("DROP TABLE {table}")).await?;
    }
    making.run("UPDATE counter SET value = 100000000").await?;
    making.run("ANALYZE").await?;
    let filled = Filled {
        sites: making.count("SELECT COUNT(*) FROM site").await?,
        past: making.count("SELECT COUNT(*) FROM machine_site_past").await?,
        events: making.count("SELECT COUNT(*) FROM event").await?,
    };
    making.connection.close().await?;
    Ok(filled)
}

pub(super) struct Making {
    connection: AnyConnection,
    pub(super) year: Year,
    blob: &'static str,
}

impl Making {
    /// Whether it is SQLite, which writes bytes in another way than PostgreSQL.
    pub(super) fn is_sqlite(&self) -> bool {
        self.blob == "BLOB"
    }

    /// When the year is over, in seconds since 1970.
    pub(super) const fn end(&self) -> u64 {
        self.year.begin + self.year.days * DAY
    }

    /// Does a statement. `BYTES(…)` in it makes bytes of a text.
    pub(super) async fn run(&mut self, sql: &str) -> anyhow::Result<()> {
        let mut text = String::new();
        let mut rest = sql;
        while let Some((before, after)) = rest.split_once("BYTES(") {
            let (inner, after) = after.split_once(')').context("a parenthesis")?;
            text.extend([before, "CAST(", inner, " AS ", self.blob, ")"]);
            rest = after;
        }
        text.push_str(rest);
        self.connection.execute(AssertSqlSafe(text)).await.with_context(|| sql.to_owned())?;
        Ok(())
    }

    pub(super) async fn count(&mut self, sql: &str) -> anyhow::Result<i64> {
        let row =
            self.connection.fetch_one(AssertSqlSafe(sql.to_owned())).await.with_context(|| sql.to_owned())?;
        Ok(row.try_get(0)?)
    }

    /// Numbers what there is, so that it can be drawn from.
    async fn samples(&mut self) -> anyhow::Result<()> {
        let most = self.year.machines.max(self.sites_in_all()).max(deeds::MOST);
        self.run("CREATE TABLE numbers (i INTEGER PRIMARY KEY)").await?;
        self.run(&format!(
            "INSERT INTO numbers (i) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {most}) SELECT i FROM n"
        ))
        .await?;
        for (table, of, from) in [
            ("sample_machine", "id", "machine"),
            ("sample_site", "id", "site WHERE contents IS NOT NULL AND listed = 1"),
            ("sample_event", "code, package, body", "event"),
        ] {
            let number = "CAST(ROW_NUMBER() OVER () - 1 AS INTEGER) AS n";
            self.run(&format!("CREATE TABLE {table} AS SELECT {number}, {of} FROM {from}")).await?;
            self.run(&format!("CREATE UNIQUE INDEX {table}_n ON {table} (n)")).await?;
        }
        self.run("ANALYZE").await
    }

    async fn sampled(&mut self, table: &str) -> anyhow::Result<i64> {
        let count = self.count(&format!("SELECT COUNT(*) FROM {table}")).await?;
        ensure!(count > 0, "nobody brought anything for {table}");
        Ok(count)
    }

    async fn groups(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        self.run(&format!(
            "INSERT INTO machine_group (id, organisation, name, created) \
             SELECT {ROWS} + i, 1, 'group-' || i, {begin} FROM numbers WHERE i < {GROUPS}"
        ))
        .await
    }

    /// How many sites are made: the pool, and those that come in the year.
    const fn sites_in_all(&self) -> u64 {
        self.year.pool + self.year.days * self.new_of_a_day()
    }

    const fn new_of_a_day(&self) -> u64 {
        (self.year.machines * self.year.new_of_hundred).div_ceil(100)
    }

    /// Sites with contents, releases and what came of judging them. Of those that came in the year, each of which its machine has until all its
    /// others have changed too, the newest are listed.
    async fn sites(&mut self) -> anyhow::Result<()> {
        let Year { begin, pool, .. } = self.year;
        let (count, all) = (self.sampled("sample_site").await?, self.sites_in_all());
        let of = format!("numbers n JOIN sample_site t ON t.n = n.i % {count} WHERE n.i < {all}");
        let newest = all.saturating_sub(self.new_of_a_day() * (SITES + 1));
        let is_listed = format!("(x.i < {pool} OR x.i >= {newest})");
        self.run(&format!(
            "INSERT INTO site (id, organisation, digest, contents, packages, left_out, first_seen, listed) \
             SELECT {ROWS} + x.i, 1, BYTES('site ' || x.i), s.contents, s.packages, 0, {begin}, \
             CASE WHEN {is_listed} THEN 1 ELSE 0 END FROM (SELECT n.i, t.id FROM {of}) x JOIN site s ON s.id = x.id"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO site_release (release, site, origin) SELECT r.release, {ROWS} + x.i, r.origin \
             FROM (SELECT n.i, t.id FROM {of}) x JOIN site_release r ON r.site = x.id WHERE {is_listed} ORDER BY x.i, r.release"
        ))
        .await
    }

    /// Machines with their places: half of these are called the same on many, and half are called by their users.
    async fn machines(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        let (count, machines, pool) =
            (self.sampled("sample_machine").await?, self.year.machines, self.year.pool);
        let of = format!("numbers n JOIN sample_machine t ON t.n = n.i % {count} WHERE n.i < {machines}");
        self.run(&format!(
            "INSERT INTO machine (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, \
             stale_since, seen, seen_hour, report, state, reported, event, hostname, os, kernel, architecture, fetter, mode, denials, \
             problems, not_covered, left_out, tells_tampered) SELECT {ROWS} + x.i, 1, {ROWS} + x.i % {GROUPS}, \
             substr('00000000000000000000000000000000' || x.i, length('' || x.i) + 1), BYTES('key ' || x.i), 'active', \
             {begin}, m.token, 1, 0, 0, {begin} + x.i, ({begin} + x.i) / 3600, 1, m.state, {begin}, 1, 'host-' || (x.i * 7919 % {machines}), m.os, m.kernel, \
             m.architecture, m.fetter, m.mode, 0, 0, 0, 0, CASE WHEN x.i % 10 = 0 THEN 0 ELSE 1 END FROM (SELECT n.i, t.id FROM {of}) x JOIN machine m ON m.id = x.id"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO machine_state (machine, body) SELECT {ROWS} + x.i, s.body \
             FROM (SELECT n.i, t.id FROM {of}) x JOIN machine_state s ON s.machine = x.id"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO path (id, organisation, digest, bytes) SELECT {ROWS} + n.i * 10 + k.i, 1, \
             BYTES('path ' || n.i || ' ' || k.i), BYTES('/home/user-' || n.i || '/project-' || k.i || \
             '/.venv/lib/python3.12/site-packages') FROM numbers n CROSS JOIN numbers k WHERE k.i < {SITES} \
             AND (n.i = 0 OR (n.i < {machines} AND k.i >= 5))"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO machine_site (machine, path, site, kind, setting, machine_group, since) SELECT {ROWS} + n.i, \
             {ROWS} + (CASE WHEN k.i < 5 THEN 0 ELSE n.i * 10 END) + k.i, {ROWS} + (n.i * 10 + k.i) * 7 % {pool}, \
             'environment', (SELECT MIN(id) + k.i % (MAX(id) - MIN(id) + 1) FROM setting), \
             (SELECT m.machine_group FROM machine m WHERE m.id = {ROWS} + n.i), {begin} \
             FROM numbers n CROSS JOIN numbers k WHERE k.i < {SITES} AND n.i < {machines}"
        ))
        .await?;
        // An environment for each site.
        self.run(&format!(
            "INSERT INTO environment (machine, path, kind, python, implementation, creator, sites, since) SELECT machine, path, \
             'virtual', '3.' || (8 + path % 7) || '.1', 'cpython', 'venv', '' || path, {begin} FROM machine_site WHERE machine >= {ROWS}"
        ))
        .await
    }

    /// One site of each machine changes, and its journal says so.
    async fn day(&mut self, day: u64) -> anyhow::Result<()> {
        let Year { machines, days, event_days, begin, pool, .. } = self.year;
        let (time, slot, first) = (begin + day * DAY, day % SITES, pool + day * self.new_of_a_day());
        let every = 100 / self.year.new_of_hundred.clamp(1, 100);
        self.run(&format!(
            "INSERT INTO machine_site_past (machine, ended, path, site, since) SELECT {ROWS} + i, {time}, \
             {ROWS} + (CASE WHEN {slot} < 5 THEN 0 ELSE i * 10 END) + {slot}, \
             {ROWS} + (CASE WHEN (i + {day}) % {every} = 0 THEN {first} + i / {every} ELSE (i * 10 + {slot} + {day} * 131) * 7 % {pool} END), \
             {time} - {DAY} * {SITES} FROM numbers WHERE i < {machines}"
        ))
        .await?;
        if day + event_days < days {
            return Ok(());
        }
        let samples = self.sampled("sample_event").await?;
        let position = ROWS + day * machines * EVENTS;
        let received = time + 3600;
        self.run(&format!(
            "INSERT INTO event (machine, number, organisation, position, received, code, package, body) \
             SELECT {ROWS} + n.i, {day} * {EVENTS} + k.i + 1, 1, {position} + n.i * {EVENTS} + k.i, {received}, t.code, t.package, t.body \
             FROM numbers n CROSS JOIN numbers k JOIN sample_event t ON t.n = (n.i * 31 + k.i * 7 + {day} * 17) % {samples} \
             WHERE n.i < {machines} AND k.i < {EVENTS}"
        ))
        .await
    }

    /// A policy by which each site was judged, where it lies; one in a hundred is against it.
    async fn judgements(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        self.run(&format!(
            "INSERT INTO bundle (id, organisation, number, digest, signature, body, created) \
             VALUES (1000000, 1, 1000000, BYTES('bundle'), BYTES('signature'), BYTES('body'), {begin})"
        ))
        .await?;
        self.run(
            "INSERT INTO group_bundle (machine_group, bundle, percent, changed) \
             SELECT id, 1000000, 0, 1 FROM machine_group WHERE id >= 1000000",
        )
        .await?;
        self.run(&format!(
            "INSERT INTO site_judgement (site, setting, bundle, organisation, advisories, judged, outcome, refused, warned, \
             unchecked, reasons) SELECT DISTINCT site, setting, 1000000, 1, 0, {begin}, \
             CASE WHEN site % 100 = 0 THEN 'findings' ELSE 'clean' END, 0, 0, 0, '' FROM machine_site WHERE machine >= {ROWS}"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO site_finding (id, organisation, site, setting, bundle, package, version, rule, code, advisory, reason, mode, \
             severity, first_seen, opened, status) SELECT CAST(ROW_NUMBER() OVER () AS INTEGER) + {ROWS}, 1, site, setting, 1000000, \
             'package-' || (site % 5000), '1.0', 'no-such', 'denied', '', 'denied by a rule of the organisation', 'enforce', \
             site % 5, {begin}, {begin}, 'open' FROM site_judgement WHERE outcome = 'findings' AND bundle = 1000000"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO release_finding (id, organisation, release, kind, advisory, aliases, fixed, severity, summary, advisories, \
             first_seen, opened, holds, status) SELECT {ROWS} + id / 50, 1, id, 'vulnerability', 'PYSEC-2026-' || id, 'CVE-2026-' || id, \
             '9.9', id % 5, 'Something that is wrong with it', 0, {begin}, {begin}, 1, 'open' FROM release WHERE id % 50 = 0"
        ))
        .await?;
        self.changed_files().await
    }

    /// Something was changed on each machine once; on one of thirty it still is.
    async fn changed_files(&mut self) -> anyhow::Result<()> {
        let begin = self.year.begin;
        self.run(&format!(
            "INSERT INTO tampered_finding (id, organisation, machine, path, package, version, file, reason, files, severity, changed, \
             first_seen, opened, closed, status) SELECT machine, 1, machine, MIN(path), 'package-' || (machine % 5000), '1.0', \
             MIN(path), 'it has another hash than what was installed', 1, 1 + machine % 3, {begin}, {begin}, {begin}, \
             CASE WHEN machine % 30 = 0 THEN NULL ELSE {begin} + machine % {DAY} END, \
             CASE WHEN machine % 30 = 0 THEN 'open' ELSE 'closed' END FROM machine_site WHERE machine >= {ROWS} GROUP BY machine"
        ))
        .await
    }
}
