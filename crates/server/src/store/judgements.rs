//! What policies say of sites.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::jobs::{self, Job};
use super::rows::{ROWS, list, text, values};
use super::{Database, StoreError, advisories, asking, carried, ids, packed, policy_notices};

/// What is to be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JudgedSite {
    /// The canonical bytes of the site's contents; the error says why they cannot be read.
    pub contents: Option<Result<Vec<u8>, String>>,
    /// The setting, JSON.
    pub setting: Vec<u8>,
}

/// What a policy says of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteJudgement {
    /// The row of what was known of packages; 0 for nothing.
    pub advisories: i64,
    /// What the policy is against.
    pub findings: Vec<SiteFinding>,
    /// What could not be checked: never "clean".
    pub unchecked: Vec<String>,
    /// When something of this changes by itself, in seconds since 1970.
    pub until: Option<i64>,
}

/// Something that a policy is against.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteFinding {
    /// The normalised name.
    pub package: String,
    /// The version as its metadata writes it; empty for none.
    pub version: String,
    /// The rule.
    pub rule: String,
    /// What it is about.
    pub code: String,
    /// The advisory that it is about; empty for none.
    pub advisory: String,
    /// Why.
    pub reason: String,
    /// `observe`, `warn` or `enforce`.
    pub mode: String,
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
}

/// How many reasons are kept, and how much of all of them, in bytes.
const REASONS: usize = 20;
const REASON: usize = 500;

impl SiteJudgement {
    fn outcome(&self) -> &'static str {
        match (self.findings.is_empty(), self.unchecked.is_empty()) {
            (false, _) => "findings",
            (true, true) => "clean",
            (true, false) => "unchecked",
        }
    }

    fn of_mode(&self, mode: &str) -> i64 {
        i64::try_from(self.findings.iter().filter(|finding| finding.mode == mode).count()).unwrap_or(i64::MAX)
    }

    fn reasons(&self) -> String {
        let reasons = self.unchecked.iter().take(REASONS);
        let line = |reason: &String| fetter_protocol::clip(&text(reason).replace('\n', " "), REASON);
        reasons.map(line).collect::<Vec<_>>().join("\n")
    }
}

impl Database {
    /// What there is to be judged: a site, in a setting. `None` where no machine that goes by the bundle has it there.
    pub(crate) async fn site_to_judge(&self, job: &Job) -> Result<Option<JudgedSite>, StoreError> {
        let (site, setting, bundle) = (job.key.subject, job.key.setting, job.key.bundle);
        let sql = format!(
            "SELECT s.contents, t.body FROM (SELECT CAST($1 AS INTEGER) AS site, CAST($2 AS INTEGER) AS setting, \
             CAST($3 AS INTEGER) AS bundle) j JOIN site s ON s.id = j.site JOIN setting t ON t.id = j.setting \
             WHERE s.organisation = $4 AND NOT {}",
            asking::UNUSED
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(site).bind(setting).bind(bundle);
        let row = query.bind(job.key.organisation).fetch_optional(self.read()).await;
        let Some(row) = row.to("look for a site")? else { return Ok(None) };
        let contents: Option<Vec<u8>> = row.try_get(0).to("read a site")?;
        let unpacked = match contents {
            Some(bytes) => Some(self.canonical(&bytes).await?),
            None => None,
        };
        Ok(Some(JudgedSite { contents: unpacked, setting: row.try_get(1).to("read where a site lies")? }))
    }

    /// The bytes of a bundle by its row.
    pub(crate) async fn bundle_of_row(&self, row: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT body FROM bundle WHERE id = $1";
        let found = sqlx::query(sql).bind(row).fetch_optional(self.read()).await.to("look for a bundle")?;
        let Some(found) = found else { return Ok(None) };
        let body: Vec<u8> = found.try_get(0).to("read a bundle")?;
        packed::unpack("a bundle", &body, fetter_protocol::limits::BUNDLE_BYTES).map(Some)
    }

    /// Keeps what a policy says of a site, and ends the job. What was found before and is not any more is closed. False where another
    /// server has the job by now.
    pub(crate) async fn keep_judgement(
        &self,
        job: &Job,
        judged: Option<&SiteJudgement>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let present = advisories::hold(&mut transaction).await?;
        self.turn(&mut transaction).await?;
        if judged.is_some_and(|judged| judged.advisories != present) {
            return jobs::again(transaction, job, now).await;
        }
        // Whether a machine has it and goes by the bundle may be otherwise by now.
        let is_used = is_used(&mut transaction, job).await?;
        if judged.is_none() && is_used {
            return jobs::again(transaction, job, now).await;
        }
        let judged = judged.filter(|_| is_used);
        let again = judged.and_then(|judged| judged.until);
        if !jobs::finish(&mut transaction, job, again, now).await? {
            return Ok(false);
        }
        if let Some(judged) = judged {
            note(&mut transaction, job, judged, now).await?;
            open(&mut transaction, job, &judged.findings, now).await?;
        } else {
            let sql = "DELETE FROM site_judgement WHERE site = $1 AND setting = $2 AND bundle = $3";
            let query = sqlx::query(sql).bind(job.key.subject).bind(job.key.setting).bind(job.key.bundle);
            query.execute(&mut *transaction).await.to("forget a judgement")?;
            open(&mut transaction, job, &[], now).await?;
        }
        transaction.commit().await.to("keep what a policy says")?;
        Ok(true)
    }

    /// Does what a job on a whole bundle asks for, and ends it.
    pub(crate) async fn judge_bundle(&self, job: &Job, now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin_in_turn().await?;
        if !jobs::finish(&mut transaction, job, None, now).await? {
            return Ok(false);
        }
        asking::of_bundle(&mut transaction, job.key.subject, now).await?;
        transaction.commit().await.to("ask for judging by a bundle")?;
        Ok(true)
    }

    /// What came of a site in all its settings, by bundles: `(setting, bundle, outcome, advisories)`. What is not in it was not judged.
    pub async fn judgements_of_site(
        &self,
        organisation: i64,
        site: i64,
    ) -> Result<Vec<(i64, i64, String, i64)>, StoreError> {
        let sql = "SELECT setting, bundle, outcome, advisories FROM site_judgement \
            WHERE site = $1 AND organisation = $2 ORDER BY setting, bundle";
        let query = sqlx::query(sql).bind(site).bind(organisation);
        let rows = query.fetch_all(self.read()).await.to("look for judgements")?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?))
        };
        rows.iter().map(read).collect::<Result<_, _>>().to("read a judgement")
    }
}

/// Whether there is something to be judged: contents that a machine has in the setting, which goes by the bundle.
async fn is_used(connection: &mut AnyConnection, job: &Job) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT s.id FROM (SELECT CAST($1 AS INTEGER) AS site, CAST($2 AS INTEGER) AS setting, CAST($3 AS INTEGER) AS bundle) j \
         JOIN site s ON s.id = j.site WHERE s.contents IS NOT NULL AND NOT {}",
        asking::UNUSED
    );
    let query =
        sqlx::query(AssertSqlSafe(sql)).bind(job.key.subject).bind(job.key.setting).bind(job.key.bundle);
    let row = query.fetch_optional(connection).await.to("look for a site")?;
    Ok(row.is_some())
}

async fn note(
    connection: &mut AnyConnection,
    job: &Job,
    judged: &SiteJudgement,
    now: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO site_judgement (site, setting, bundle, organisation, advisories, judged, outcome, refused, \
        warned, unchecked, reasons) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
        ON CONFLICT (site, setting, bundle) DO UPDATE SET advisories = excluded.advisories, judged = excluded.judged, \
        outcome = excluded.outcome, refused = excluded.refused, warned = excluded.warned, \
        unchecked = excluded.unchecked, reasons = excluded.reasons";
    let query = sqlx::query(sql).bind(job.key.subject).bind(job.key.setting).bind(job.key.bundle);
    let query = query.bind(job.key.organisation).bind(judged.advisories).bind(now).bind(judged.outcome());
    let query = query.bind(judged.of_mode("enforce")).bind(judged.of_mode("warn"));
    let unchecked = i64::try_from(judged.unchecked.len()).unwrap_or(i64::MAX);
    let query = query.bind(unchecked).bind(judged.reasons());
    query.execute(connection).await.to("note what a policy says")?;
    Ok(())
}

/// What tells a finding from the others of its site.
type Key = (String, String, String, String, String);

impl SiteFinding {
    fn key(&self) -> Key {
        let parts = [&self.package, &self.version, &self.rule, &self.code, &self.advisory];
        let [package, version, rule, code, advisory] = parts.map(|part| text(part));
        (package, version, rule, code, advisory)
    }
}

/// Brings what is found in a site up to date.
async fn open(
    connection: &mut AnyConnection,
    job: &Job,
    findings: &[SiteFinding],
    now: i64,
) -> Result<(), StoreError> {
    let sql = "SELECT id, package, version, rule, code, advisory FROM site_finding \
        WHERE site = $1 AND setting = $2 AND bundle = $3 AND status = 'open'";
    let query = sqlx::query(sql).bind(job.key.subject).bind(job.key.setting).bind(job.key.bundle);
    let rows = query.fetch_all(&mut *connection).await.to("look for what was found")?;
    let mut before: BTreeMap<Key, i64> = BTreeMap::new();
    for row in &rows {
        let word = |at: usize| row.try_get::<String, _>(at).to("read what was found");
        let key = (word(1)?, word(2)?, word(3)?, word(4)?, word(5)?);
        before.insert(key, row.try_get(0).to("read what was found")?);
    }
    let now_there: BTreeMap<Key, &SiteFinding> =
        findings.iter().map(|finding| (finding.key(), finding)).collect();
    let gone: Vec<i64> =
        before.iter().filter(|(key, _)| !now_there.contains_key(*key)).map(|(_, id)| *id).collect();
    close(connection, "site_finding", &gone, now).await?;
    let all: Vec<(&Key, &&SiteFinding)> = now_there.iter().collect();
    for part in all.chunks(ROWS) {
        insert(connection, job, part, now).await?;
    }
    let new: Vec<&SiteFinding> =
        now_there.iter().filter(|(key, _)| !before.contains_key(*key)).map(|(_, finding)| *finding).collect();
    policy_notices::found(connection, job, &new, now).await
}

async fn insert(
    connection: &mut AnyConnection,
    job: &Job,
    part: &[(&Key, &&SiteFinding)],
    now: i64,
) -> Result<(), StoreError> {
    let first = ids::take(connection, "site_finding", part.len()).await?;
    let sql = format!(
        "INSERT INTO site_finding (id, organisation, site, setting, bundle, package, version, rule, code, advisory, \
         reason, mode, severity, first_seen, opened, status) VALUES {} \
         ON CONFLICT (site, setting, bundle, package, version, rule, code, advisory) DO UPDATE SET \
         reason = excluded.reason, mode = excluded.mode, severity = excluded.severity, status = 'open', \
         closed = NULL, followed = 0, opened = CASE WHEN site_finding.status = 'open' THEN site_finding.opened ELSE excluded.opened END",
        values(part.len(), 16, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (id, ((package, version, rule, code, advisory), finding)) in (first..).zip(part) {
        query = query.bind(id).bind(job.key.organisation).bind(job.key.subject);
        query = query.bind(job.key.setting).bind(job.key.bundle);
        for word in [package, version, rule, code, advisory] {
            query = query.bind(word.clone());
        }
        query = query.bind(fetter_protocol::clip(&text(&finding.reason), 4096)).bind(finding.mode.clone());
        query = query.bind(finding.severity).bind(now).bind(now).bind("open");
    }
    query.execute(&mut *connection).await.to("keep what was found")?;
    carry_over(connection, first, part.len(), now).await
}

/// What a former bundle found of the same site is no news: since when it is found stays, and what was decided of it.
async fn carry_over(
    connection: &mut AnyConnection,
    first: i64,
    count: usize,
    now: i64,
) -> Result<(), StoreError> {
    let same = "FROM site_finding o WHERE o.site = site_finding.site AND o.setting = site_finding.setting \
        AND o.package = site_finding.package AND o.version = site_finding.version AND o.rule = site_finding.rule \
        AND o.code = site_finding.code AND o.advisory = site_finding.advisory";
    let sql = format!(
        "UPDATE site_finding SET first_seen = COALESCE((SELECT MIN(o.first_seen) {same}), first_seen), \
         opened = COALESCE((SELECT MIN(o.opened) {same} AND (o.status = 'open' OR o.closed > $3)), opened) \
         WHERE id >= $1 AND id < $2"
    );
    let last = first.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
    let query = sqlx::query(AssertSqlSafe(sql)).bind(first).bind(last).bind(now - policy_notices::SAME);
    query.execute(&mut *connection).await.to("keep since when it is found")?;
    carried::over(connection, first, last).await
}

/// Closes findings of a table by their rows.
pub(super) async fn close(
    connection: &mut AnyConnection,
    table: &'static str,
    rows: &[i64],
    now: i64,
) -> Result<(), StoreError> {
    for part in rows.chunks(ROWS) {
        let these = list(part.len(), 2);
        let sql = format!("UPDATE {table} SET status = 'closed', closed = $1 WHERE id IN ({these})");
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(now);
        for row in part {
            query = query.bind(*row);
        }
        query.execute(&mut *connection).await.to("close what was found")?;
    }
    Ok(())
}
