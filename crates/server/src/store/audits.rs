//! What is known of releases, held against those that machines have.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::jobs::{self, Job};
use super::rows::{ROWS, list, text, values};
use super::sites::Named;
use super::{Database, StoreError, acceptances, advisories, asking, ids, notices, sites};

/// What came of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audited {
    /// What is known against it.
    pub findings: Vec<ReleaseFinding>,
    /// Why it could not be checked; empty where it was.
    pub unchecked: String,
}

/// Something that is known against a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReleaseFinding {
    /// `malware`, `vulnerability` or `lookalike`.
    pub kind: &'static str,
    /// The record that it is called by first, or the name that it looks like.
    pub advisory: String,
    /// The other records that say so; what else they are called is among `aliases`.
    pub records: Vec<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// The versions that mend it.
    pub fixed: Vec<String>,
    /// From 0 (unknown) to 4 (critical).
    pub severity: i64,
    /// One line on it.
    pub summary: String,
}

/// A normalised name, and a version as its metadata writes it.
pub(crate) type ReleaseName = (String, String);

impl Database {
    /// The contents of a site; the inner error says why they cannot be read. `None` where there are none.
    pub(crate) async fn contents_to_audit(
        &self,
        job: &Job,
    ) -> Result<Option<Result<Vec<u8>, String>>, StoreError> {
        let sql = "SELECT contents FROM site WHERE id = $1 AND organisation = $2 AND contents IS NOT NULL";
        let query = sqlx::query(sql).bind(job.key.subject).bind(job.key.organisation);
        let row = query.fetch_optional(self.read()).await.to("look for a site")?;
        let Some(row) = row else { return Ok(None) };
        let bytes: Vec<u8> = row.try_get(0).to("read a site")?;
        self.canonical(&bytes).await.map(Some)
    }

    /// Which of these releases are to be held against what is known: those that were not, and those of which something else is known since.
    pub(crate) async fn due_releases(
        &self,
        organisation: i64,
        all: &BTreeSet<ReleaseName>,
    ) -> Result<BTreeSet<ReleaseName>, StoreError> {
        let mut connection = self.read().acquire().await.to("give a connection")?;
        let rows = rows(&mut connection, organisation, all).await?;
        let mut judged = BTreeSet::new();
        let ids: Vec<i64> = rows.values().copied().collect();
        for part in ids.chunks(ROWS) {
            let these = list(part.len(), 1);
            let sql = format!("SELECT release FROM release_judgement WHERE due = 0 AND release IN ({these})");
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for id in part {
                query = query.bind(*id);
            }
            for row in query.fetch_all(&mut *connection).await.to("look what was judged")? {
                judged.insert(row.try_get::<i64, _>(0).to("read what was judged")?);
            }
        }
        Ok(rows.into_iter().filter(|(_, id)| !judged.contains(id)).map(|(name, _)| name).collect())
    }

    /// Keeps what is known of releases, opens and closes findings of all releases of the site, and ends the job. False where another
    /// server has the job by now, and where something else is known since.
    pub(crate) async fn keep_audit(
        &self,
        job: &Job,
        advisories: i64,
        judged: &BTreeMap<ReleaseName, Audited>,
        all: &BTreeSet<ReleaseName>,
        now: i64,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let present = advisories::hold(&mut transaction).await?;
        self.turn(&mut transaction).await?;
        if present != advisories {
            return jobs::again(transaction, job, now).await;
        }
        if !jobs::finish(&mut transaction, job, None, now).await? {
            return Ok(false);
        }
        let rows = rows(&mut transaction, job.key.organisation, all).await?;
        let judged: Vec<(i64, &Audited)> =
            judged.iter().filter_map(|(name, audited)| Some((*rows.get(name)?, audited))).collect();
        for part in judged.chunks(ROWS) {
            note(&mut transaction, job.key.organisation, advisories, part, now).await?;
        }
        // Two distributions of one version in a site, of different origins, are told the same: each once.
        let findings: BTreeMap<(i64, &str, &str), &ReleaseFinding> = judged
            .iter()
            .flat_map(|(id, audited)| {
                audited.findings.iter().map(|one| ((*id, one.kind, one.advisory.as_str()), one))
            })
            .collect();
        let findings: Vec<(i64, &ReleaseFinding)> =
            findings.into_iter().map(|((id, ..), one)| (id, one)).collect();
        for part in findings.chunks(ROWS) {
            insert(&mut transaction, job.key.organisation, advisories, part, now).await?;
        }
        let ids: Vec<i64> = rows.into_values().collect();
        for part in ids.chunks(ROWS) {
            settle(&mut transaction, part, now).await?;
            let these = acceptances::Which::Of(part);
            acceptances::renew(&mut transaction, job.key.organisation, these, now).await?;
        }
        transaction.commit().await.to("keep what is known of releases")?;
        Ok(true)
    }

    /// Notes that the releases of a site could not be checked, because its contents cannot be read, and ends the job.
    pub(crate) async fn keep_unaudited(&self, job: &Job, why: &str, now: i64) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let present = advisories::hold(&mut transaction).await?;
        self.turn(&mut transaction).await?;
        if !jobs::finish(&mut transaction, job, None, now).await? {
            return Ok(false);
        }
        let sql = "INSERT INTO release_judgement (release, organisation, advisories, judged, outcome, reason, due) \
            SELECT release, $1, $2, $3, 'unchecked', $4, 1 FROM site_release WHERE site = $5 \
            ON CONFLICT (release) DO UPDATE SET outcome = 'unchecked', reason = excluded.reason \
            WHERE release_judgement.due = 1";
        let query = sqlx::query(sql).bind(job.key.organisation).bind(present).bind(now).bind(text(why));
        let query = query.bind(job.key.subject);
        query.execute(&mut *transaction).await.to("note what could not be checked")?;
        // Another site may tell of them.
        asking::next_sites(&mut transaction, job.key.subject, now).await?;
        transaction.commit().await.to("note what could not be checked")?;
        Ok(true)
    }

    /// How many releases of an organisation were judged, and how many of them could not be checked; the others that it has were not yet.
    pub async fn judged_releases(&self, organisation: i64) -> Result<(i64, i64, i64), StoreError> {
        let sql = "SELECT COUNT(*), \
            (SELECT COUNT(*) FROM release_judgement WHERE organisation = $1 AND outcome = 'unchecked'), \
            (SELECT COUNT(*) FROM release WHERE organisation = $1) FROM release_judgement WHERE organisation = $1";
        let row = sqlx::query(sql).bind(organisation).fetch_one(self.read()).await.to("count judgements")?;
        let read = |at: usize| row.try_get(at).to("count judgements");
        Ok((read(0)?, read(1)?, read(2)?))
    }
}

async fn rows(
    connection: &mut AnyConnection,
    organisation: i64,
    all: &BTreeSet<ReleaseName>,
) -> Result<BTreeMap<ReleaseName, i64>, StoreError> {
    let named: Vec<(Named, &ReleaseName)> =
        all.iter().map(|one| (Named::of(organisation, &one.0, &one.1), one)).collect();
    let mut found = BTreeMap::new();
    for part in named.chunks(ROWS) {
        let part: Vec<Named> = part.iter().map(|(named, _)| named.clone()).collect();
        sites::find_releases(connection, &part, &mut found).await?;
    }
    let row = |(named, one): (Named, &ReleaseName)| Some((one.clone(), *found.get(&named.digest)?));
    Ok(named.into_iter().filter_map(row).collect())
}

async fn note(
    connection: &mut AnyConnection,
    organisation: i64,
    advisories: i64,
    part: &[(i64, &Audited)],
    now: i64,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO release_judgement (release, organisation, advisories, judged, outcome, reason, due) VALUES {} \
         ON CONFLICT (release) DO UPDATE SET advisories = excluded.advisories, judged = excluded.judged, \
         outcome = excluded.outcome, reason = excluded.reason, due = 0",
        values(part.len(), 7, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (id, audited) in part {
        let outcome = match (audited.findings.is_empty(), audited.unchecked.is_empty()) {
            (false, _) => "findings",
            (true, true) => "clean",
            (true, false) => "unchecked",
        };
        query = query.bind(*id).bind(organisation).bind(advisories).bind(now).bind(outcome);
        query = query.bind(fetter_protocol::clip(&text(&audited.unchecked), 1000)).bind(0_i64);
    }
    query.execute(&mut *connection).await.to("note what is known of releases")?;
    let sql = format!("UPDATE release_finding SET holds = 0 WHERE release IN ({})", list(part.len(), 1));
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (id, _) in part {
        query = query.bind(*id);
    }
    query.execute(connection).await.to("note what was found before")?;
    Ok(())
}

async fn insert(
    connection: &mut AnyConnection,
    organisation: i64,
    advisories: i64,
    part: &[(i64, &ReleaseFinding)],
    now: i64,
) -> Result<(), StoreError> {
    let first = ids::take(connection, "release_finding", part.len()).await?;
    let sql = format!(
        "INSERT INTO release_finding (id, organisation, release, kind, advisory, aliases, fixed, severity, summary, \
         advisories, first_seen, opened, holds, status, records) VALUES {} ON CONFLICT (release, kind, advisory) DO UPDATE SET \
         aliases = excluded.aliases, fixed = excluded.fixed, severity = excluded.severity, summary = excluded.summary, \
         advisories = excluded.advisories, holds = 1, records = excluded.records",
        values(part.len(), 15, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (id, (release, finding)) in (first..).zip(part) {
        let word = |word: &str, most: usize| fetter_protocol::clip(&text(word), most);
        query = query.bind(id).bind(organisation).bind(*release).bind(finding.kind);
        let names = finding.records.iter().chain(&finding.aliases).map(String::as_str);
        let names = names.collect::<Vec<_>>().join(" ");
        query = query.bind(word(&finding.advisory, 512)).bind(word(&names, 4096));
        query = query.bind(word(&finding.fixed.join(" "), 4096)).bind(finding.severity);
        query = query.bind(word(&finding.summary, 4096)).bind(advisories).bind(now).bind(now);
        query = query.bind(1_i64).bind("closed");
        query = query.bind(i64::try_from(finding.records.len()).unwrap_or_default().saturating_add(1));
    }
    query.execute(connection).await.to("keep what is known of releases")?;
    Ok(())
}

/// That a machine has a release that is neither revoked nor decommissioned.
const PRESENT: &str = "EXISTS (SELECT 1 FROM site_release sr JOIN machine_site ms ON ms.site = sr.site \
    JOIN machine m ON m.id = ms.machine WHERE sr.release = release_finding.release AND m.status IN ('active', 'cloned'))";

/// Opens what is found of releases that machines have, and closes the rest.
async fn settle(connection: &mut AnyConnection, releases: &[i64], now: i64) -> Result<(), StoreError> {
    let these = list(releases.len(), 2);
    for sql in [
        format!(
            "UPDATE release_finding SET status = 'closed', closed = $1 \
             WHERE release IN ({these}) AND status = 'open' AND (holds = 0 OR NOT {PRESENT})"
        ),
        format!(
            "UPDATE release_finding SET status = 'open', opened = $1, closed = NULL \
             WHERE release IN ({these}) AND status = 'closed' AND holds = 1 AND {PRESENT} RETURNING id"
        ),
    ] {
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(now);
        for release in releases {
            query = query.bind(*release);
        }
        // The first closes, and gives no rows.
        let rows = query.fetch_all(&mut *connection).await.to("open and close what was found")?;
        let opened = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>();
        notices::releases_found(connection, &opened.to("read what was found")?, now).await?;
    }
    Ok(())
}
