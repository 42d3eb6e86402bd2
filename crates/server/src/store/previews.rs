//! What a version of a policy would do: asked for, worked off in the background, and kept for a day.

use fetter_protocol::Digest;
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::access::group_name;
use super::audit::Note;
use super::error::Attempt;
use super::jobs::{self, Job, JobKey, JobKind};
use super::rows::{ROWS, count, text, values};
use super::statement::Statement;
use super::{Database, Scope, StoreError, ids, machines, packed, preview_counts};

/// How long one is kept, in seconds.
const KEPT: i64 = 86_400;
/// How long one that is done is the answer to whoever asks for the same, in seconds.
const FRESH: i64 = 600;
/// How many a group has.
const OF_GROUP: i64 = 20;
/// How much is kept of one.
const FOUND: i64 = 200_000;
/// How many sites in their settings are worked off at a time.
const PART: i64 = 32;

/// A preview to be made: a version with the exceptions of the time, as the bytes of a bundle.
#[derive(Clone, Debug)]
pub struct NewPreview {
    /// The row of the group.
    pub group: i64,
    /// The row and the number of the version.
    pub policy: (i64, u64),
    /// The bundle.
    pub bytes: Vec<u8>,
}

/// A preview. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its row.
    pub id: i64,
    /// The version.
    pub version: u64,
    /// When it was asked for.
    pub created: i64,
    /// Who asked.
    pub by: String,
    /// Until when it is kept.
    pub expires: i64,
    /// `waiting`, `done`, or `failed`.
    pub status: String,
    /// When it was done.
    pub ended: Option<i64>,
    /// How many sites in their settings were looked at, and how many of them could not be checked.
    pub sites: (i64, i64),
    /// How much is warned of, and how much was found that there was no room for.
    pub beside: (i64, i64),
}

/// A site to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PreviewedSite {
    /// The row of the site, and of the setting; 0 where it is not known.
    pub(crate) at: (i64, i64),
    /// Its contents; `None` where they have not come, and an error where they cannot be read.
    pub(crate) contents: Option<Result<Vec<u8>, String>>,
    /// The setting, JSON.
    pub(crate) setting: Vec<u8>,
}

/// What is refused in a site now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RefusedNow {
    /// Whether it was judged by what holds; where nothing holds, it is known that nothing is refused.
    pub(crate) is_known: bool,
    /// Names and versions.
    pub(crate) releases: Vec<PreviewFinding>,
    /// What could not be checked.
    pub(crate) reasons: Vec<String>,
}

/// A release that is or would be refused in a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PreviewFinding {
    pub(crate) package: String,
    pub(crate) version: String,
    pub(crate) change: &'static str,
    pub(crate) rule: String,
    pub(crate) code: String,
    pub(crate) reason: String,
}

/// What came of a site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Previewed {
    pub(crate) at: (i64, i64),
    pub(crate) findings: Vec<PreviewFinding>,
    pub(crate) unchecked: Vec<String>,
    pub(crate) warned: i64,
}

/// What the audit log has of one.
#[derive(Serialize)]
struct Noted {
    preview: i64,
    version: u64,
}

const COLUMNS: &str = "SELECT v.id, p.version, v.created, v.created_by, v.expires, v.status, v.ended, v.sites, v.unchecked, v.warned, \
    v.left_out, (SELECT COUNT(*) FROM job j WHERE j.kind = 'preview' AND j.subject = v.id AND j.failed = 1) \
    FROM preview v JOIN policy p ON p.id = v.policy WHERE v.organisation = ";

/// With whether it was tried often enough: then it goes on where it failed.
const SAME: &str = "SELECT v.id, (SELECT COUNT(*) FROM job j WHERE j.kind = 'preview' AND j.subject = v.id AND j.failed = 1) \
    FROM preview v WHERE v.machine_group = ";

impl Database {
    /// Keeps a preview to be worked off, and gives its row; where the same was asked for a short while ago, that one's, which is tried again where it
    /// failed. `None` where there is no such group in the scope.
    pub async fn ask_preview(&self, scope: &Scope, new: &NewPreview) -> Result<Option<i64>, StoreError> {
        let now = machines::now();
        let mut transaction = self.begin().await?;
        let Some(name) = group_name(&mut transaction, scope, new.group).await? else { return Ok(None) };
        let id = ids::take(&mut transaction, "preview", 1).await?;
        let digest = Digest::of(&new.bytes);
        let same = Statement::new(SAME).value(new.group);
        let same = same.with(" AND policy = ", new.policy.0).with(" AND digest = ", digest);
        let same = same.with(" AND (status = 'waiting' OR ended > ", now - FRESH);
        let same = same.with(") AND expires > ", now).and(" ORDER BY id DESC LIMIT 1");
        if let Some(row) = same.one(&mut *transaction).await.to("look for a preview")? {
            let (id, failed) = (row.try_get(0), row.try_get::<i64, _>(1));
            let (id, failed) = (id.to("look for a preview")?, failed.to("look for a preview")?);
            if failed > 0 {
                jobs::ask(&mut transaction, &key(scope, id), now).await?;
                transaction.commit().await.to("ask for a preview again")?;
            }
            return Ok(Some(id));
        }
        let statement = Statement::new(
            "INSERT INTO preview (id, organisation, machine_group, policy, body, digest, created, created_by, expires, status, \
             site, setting, sites, unchecked, warned, left_out) VALUES (",
        );
        let statement = statement.value(id).with(", ", scope.organisation()).with(", ", new.group);
        let statement = statement.with(", ", new.policy.0).with(", ", packed::pack(&new.bytes)?);
        let statement = statement.with(", ", digest).with(", ", now).with(", ", &scope.by().who);
        let statement = statement.with(", ", now + KEPT).and(", 'waiting', 0, -1, 0, 0, 0, 0)");
        statement.run(&mut *transaction).await.to("ask for a preview")?;
        forget_oldest(&mut transaction, new.group).await?;
        jobs::ask(&mut transaction, &key(scope, id), now).await?;
        let object = format!("{name} version {}", new.policy.1);
        let note = Note::new(scope.by(), "policy.preview", object);
        let note = note.after(&Noted { preview: id, version: new.policy.1 });
        note.keep(&mut transaction, Some(scope.organisation())).await?;
        transaction.commit().await.to("ask for a preview")?;
        Ok(Some(id))
    }

    /// Previews of a group, the newest first. There are few.
    pub async fn previews(&self, organisation: i64, group: i64) -> Result<Vec<PreviewRow>, StoreError> {
        let statement = Statement::new(COLUMNS).value(organisation).with(" AND v.machine_group = ", group);
        let statement = statement.with(" AND v.expires > ", machines::now());
        let rows = statement.and(" ORDER BY v.id DESC").all(self.read()).await.to("list previews")?;
        rows.iter().map(preview).collect::<Result<_, _>>().to("read a preview")
    }

    /// One preview of a group.
    pub async fn preview(
        &self,
        organisation: i64,
        group: i64,
        id: i64,
    ) -> Result<Option<PreviewRow>, StoreError> {
        let statement = Statement::new(COLUMNS).value(organisation).with(" AND v.machine_group = ", group);
        let statement = statement.with(" AND v.expires > ", machines::now()).with(" AND v.id = ", id);
        let row = statement.one(self.read()).await.to("look for a preview")?;
        row.as_ref().map(preview).transpose().to("read a preview")
    }

    /// The bundle of a preview that is to be worked off, its group, and the sites that come next; `None` where there is no such preview any more.
    pub(crate) async fn next_of_preview(
        &self,
        job: &Job,
    ) -> Result<Option<(Vec<u8>, i64, Vec<(i64, i64)>)>, StoreError> {
        let sql = "SELECT body, machine_group, site, setting FROM preview WHERE id = ";
        let row = Statement::new(sql).value(job.key.subject).one(self.read()).await;
        let Some(row) = row.to("look for a preview")? else { return Ok(None) };
        let body: Vec<u8> = row.try_get(0).to("read a preview")?;
        let bytes = packed::unpack("a preview", &body, fetter_protocol::limits::BUNDLE_BYTES)?;
        let read = |at: usize| row.try_get::<i64, _>(at).to("read a preview");
        let (group, site, setting) = (read(1)?, read(2)?, read(3)?);
        let statement = Statement::new(
            "SELECT DISTINCT ms.site, COALESCE(ms.setting, 0) FROM machine_site ms JOIN machine m ON m.id = ms.machine \
             WHERE m.status IN ('active', 'cloned') AND m.machine_group = ",
        );
        let statement = statement.value(group).with(" AND ms.site >= ", site);
        let statement = statement.with(" AND (ms.site > ", site);
        let statement = statement.with(" OR COALESCE(ms.setting, 0) > ", setting).and(")");
        let statement = statement.and(" ORDER BY ms.site, COALESCE(ms.setting, 0)").with(" LIMIT ", PART);
        let rows = statement.all(self.read()).await.to("look which sites there are")?;
        let pair = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        let pairs =
            rows.iter().map(pair).collect::<Result<_, sqlx::Error>>().to("read which sites there are")?;
        Ok(Some((bytes, group, pairs)))
    }

    /// One of them, and what is refused there now.
    pub(crate) async fn previewed_site(
        &self,
        group: i64,
        at: (i64, i64),
    ) -> Result<(PreviewedSite, RefusedNow), StoreError> {
        let statement =
            Statement::new("SELECT s.contents, t.body FROM site s LEFT JOIN setting t ON t.id = ");
        let statement = statement.value(at.1).with(" WHERE s.id = ", at.0);
        let row = statement.one(self.read()).await.to("look for a site")?;
        let (contents, setting): (Option<Vec<u8>>, Option<Vec<u8>>) = match &row {
            Some(row) => (row.try_get(0).to("read a site")?, row.try_get(1).to("read where a site lies")?),
            None => (None, None),
        };
        let contents = match contents {
            Some(bytes) => Some(self.canonical(&bytes).await?),
            None => None,
        };
        let site = PreviewedSite { at, contents, setting: setting.unwrap_or_default() };
        Ok((site, self.refused_now(group, at).await?))
    }

    async fn refused_now(&self, group: i64, at: (i64, i64)) -> Result<RefusedNow, StoreError> {
        // Where only machines have it that a staged version is for, what holds for them is that.
        let staged = "SELECT CASE WHEN gb.next_bundle IS NOT NULL AND NOT EXISTS (SELECT 1 FROM machine_site ms \
            JOIN machine m ON m.id = ms.machine WHERE m.status IN ('active', 'cloned') \
            AND m.machine_group = gb.machine_group AND m.share >= gb.percent AND ms.site = ";
        let statement = Statement::new(staged).value(at.0).with(" AND ms.setting = ", at.1);
        let holds = ") THEN gb.next_bundle ELSE gb.bundle END FROM group_bundle gb WHERE gb.machine_group = ";
        let statement = statement.with(holds, group);
        let row = statement.one(self.read()).await.to("look for a group's bundle")?;
        let bundle: Option<i64> = row.map_or(Ok(None), |row| row.try_get(0)).to("read a group's bundle")?;
        let Some(bundle) = bundle else { return Ok(RefusedNow { is_known: true, ..RefusedNow::default() }) };
        let of = |text| {
            let statement = Statement::new(text).value(at.0).with(" AND setting = ", at.1);
            statement.with(" AND bundle = ", bundle)
        };
        let judged = of("SELECT reasons FROM site_judgement WHERE site = ").one(self.read()).await;
        let Some(judged) = judged.to("look for a judgement")? else { return Ok(RefusedNow::default()) };
        let reasons: String = judged.try_get(0).to("read a judgement")?;
        let found = of("SELECT package, version, rule, code, reason FROM site_finding WHERE site = ");
        let found =
            found.and(" AND status = 'open' AND mode = 'enforce' ORDER BY package, version, rule, code");
        let rows = found.all(self.read()).await.to("look what is refused")?;
        let finding = |row: &AnyRow| {
            Ok(PreviewFinding {
                package: row.try_get(0)?,
                version: row.try_get(1)?,
                change: "",
                rule: row.try_get(2)?,
                code: row.try_get(3)?,
                reason: row.try_get(4)?,
            })
        };
        let releases =
            rows.iter().map(finding).collect::<Result<_, sqlx::Error>>().to("read what is refused")?;
        Ok(RefusedNow { is_known: true, releases, reasons: reasons.lines().map(str::to_owned).collect() })
    }

    /// Keeps what came of a part, and goes on with the next one, or ends it where there is none. False where another server has the job by now.
    pub(crate) async fn keep_previewed(
        &self,
        job: &Job,
        part: &[Previewed],
        now: i64,
    ) -> Result<bool, StoreError> {
        let (id, is_last) = (job.key.subject, part.is_empty());
        // Counted before, not while all others wait to write. Nobody adds to it meanwhile who does not have the job.
        let counts = if is_last { Some(self.count_previewed(id).await?) } else { None };
        let mut not_checked = Vec::new();
        for one in part.iter().filter(|one| !one.unchecked.is_empty()) {
            not_checked.push((one, self.machines_of_site(id, one.at).await?));
        }
        let mut transaction = self.begin().await?;
        if !jobs::finish(&mut transaction, job, (!is_last).then_some(now), now).await? {
            return Ok(false);
        }
        let there = Statement::new("SELECT COUNT(*) FROM preview_finding WHERE preview = ").value(id);
        let there = there.one(&mut *transaction).await.to("count what was found")?;
        let there: i64 = there.map_or(Ok(0), |row| row.try_get(0)).to("count what was found")?;
        let all: Vec<(&Previewed, &PreviewFinding)> =
            part.iter().flat_map(|one| one.findings.iter().map(move |finding| (one, finding))).collect();
        let room = usize::try_from(FOUND - there).unwrap_or_default();
        let kept = &all[..all.len().min(room)];
        for rows in kept.chunks(ROWS) {
            insert(&mut transaction, id, rows).await?;
        }
        for (one, machines) in &not_checked {
            preview_counts::keep_unchecked(&mut transaction, id, one, *machines).await?;
        }
        if let Some(counts) = &counts {
            preview_counts::keep(&mut transaction, id, counts).await?;
        }
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let mut statement = Statement::new("UPDATE preview SET sites = sites + ").value(number(part.len()));
        statement = statement.with(", unchecked = unchecked + ", number(not_checked.len()));
        statement = statement.with(", warned = warned + ", part.iter().map(|one| one.warned).sum::<i64>());
        statement = statement.with(", left_out = left_out + ", number(all.len() - kept.len()));
        statement = match part.last() {
            Some(last) => statement.with(", site = ", last.at.0).with(", setting = ", last.at.1),
            None => statement.and(", status = 'done'").with(", ended = ", now),
        };
        statement.with(" WHERE id = ", id).run(&mut *transaction).await.to("keep what a policy would do")?;
        transaction.commit().await.to("keep what a policy would do")?;
        Ok(true)
    }

    /// Forgets previews that are over. Says how many.
    pub async fn forget_previews(&self, now: i64) -> Result<u64, StoreError> {
        let over = Statement::new("SELECT id FROM preview WHERE expires <= ").value(now).and(" LIMIT 100");
        let rows = over.all(self.read()).await.to("look for old previews")?;
        let ids = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<i64>, _>>();
        let ids = ids.to("look for old previews")?;
        for id in &ids {
            let mut transaction = self.begin().await?;
            forget(&mut transaction, *id).await?;
            transaction.commit().await.to("forget a preview")?;
        }
        Ok(ids.len() as u64)
    }
}

/// Forgets the oldest of a group where it has too many.
async fn forget_oldest(connection: &mut AnyConnection, group: i64) -> Result<(), StoreError> {
    let statement = Statement::new("SELECT id FROM preview WHERE machine_group = ").value(group);
    // Both databases take an offset after a limit.
    let statement = statement.with(" ORDER BY id DESC LIMIT 1000 OFFSET ", OF_GROUP);
    let rows = statement.all(&mut *connection).await.to("look for old previews")?;
    for row in rows {
        forget(connection, row.try_get(0).to("look for old previews")?).await?;
    }
    Ok(())
}

async fn forget(connection: &mut AnyConnection, id: i64) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM preview_release WHERE preview = ",
        "DELETE FROM preview_finding WHERE preview = ",
        "DELETE FROM preview_unchecked WHERE preview = ",
        "DELETE FROM job WHERE kind = 'preview' AND subject = ",
        "DELETE FROM preview WHERE id = ",
    ] {
        Statement::new(sql).value(id).run(&mut *connection).await.to("forget a preview")?;
    }
    Ok(())
}

async fn insert(
    connection: &mut AnyConnection,
    preview: i64,
    rows: &[(&Previewed, &PreviewFinding)],
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO preview_finding (preview, package, version, site, setting, change, rule, code, reason) VALUES {} \
         ON CONFLICT DO NOTHING",
        values(rows.len(), 9, 1)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (one, found) in rows {
        query = query.bind(preview).bind(text(&found.package)).bind(text(&found.version));
        query = query.bind(one.at.0).bind(one.at.1).bind(found.change).bind(text(&found.rule));
        query = query.bind(text(&found.code)).bind(fetter_protocol::clip(&text(&found.reason), 1000));
    }
    query.execute(connection).await.to("keep what would be refused").map(drop)
}

fn key(scope: &Scope, preview: i64) -> JobKey {
    let (kind, organisation) = (JobKind::Preview, scope.organisation());
    JobKey { kind, organisation, subject: preview, setting: 0, bundle: 0 }
}

fn preview(row: &AnyRow) -> Result<PreviewRow, sqlx::Error> {
    let (status, failed): (String, i64) = (row.try_get(5)?, row.try_get(11)?);
    Ok(PreviewRow {
        id: row.try_get(0)?,
        version: count(row.try_get(1)?),
        created: row.try_get(2)?,
        by: row.try_get(3)?,
        expires: row.try_get(4)?,
        status: if failed > 0 { "failed".to_owned() } else { status },
        ended: row.try_get(6)?,
        sites: (row.try_get(7)?, row.try_get(8)?),
        beside: (row.try_get(9)?, row.try_get(10)?),
    })
}
