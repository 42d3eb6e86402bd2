//! Whoever does what is to be done.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use fetter_core::check::Policy;
use fetter_core::date::Date;
use fetter_protocol::{Bundle, read};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::known::Known;
use super::{advisories, judge, policy_of, preview};
use crate::metrics::Metrics;
use crate::store::{Database, Job, JobKind, SiteJudgement, StoreError};

/// How many jobs are taken at once.
const TAKES: i64 = 8;
/// How many policies are kept ready.
const POLICIES: usize = 64;
/// How many sites are judged at once.
const AT_ONCE: usize = 2;

/// Does jobs of a database. Copies share what they know.
#[derive(Clone)]
pub struct Worker {
    database: Database,
    owner: String,
    metrics: Metrics,
    shared: Arc<Ready>,
}

/// What is ready to judge by.
struct Ready {
    /// Where advisories are kept; without it they are kept in memory.
    directory: Option<PathBuf>,
    known: tokio::sync::Mutex<Arc<Known>>,
    policies: Mutex<HashMap<i64, Arc<Result<Policy, String>>>>,
    room: Semaphore,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Worker").field("owner", &self.owner).finish_non_exhaustive()
    }
}

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
enum JobError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Known(String),
    #[error("judging broke off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

impl Worker {
    /// One with a name of its own, by which its jobs are told from those of others. Advisories are kept in a directory, where there is one.
    #[must_use]
    pub fn new(database: Database, owner: String, directory: Option<PathBuf>) -> Self {
        let shared = Ready {
            directory,
            known: tokio::sync::Mutex::default(),
            policies: Mutex::default(),
            room: Semaphore::new(AT_ONCE),
        };
        Self { database, owner, metrics: Metrics::default(), shared: Arc::new(shared) }
    }

    /// The same, which is measured with a server's other work.
    #[must_use]
    pub fn measured(self, metrics: Metrics) -> Self {
        Self { metrics, ..self }
    }

    /// The same with another name.
    pub(super) fn named(&self, owner: String) -> Self {
        Self { owner, ..self.clone() }
    }

    pub(super) const fn database(&self) -> &Database {
        &self.database
    }

    pub(super) fn directory(&self) -> Option<&PathBuf> {
        self.shared.directory.as_ref()
    }

    /// Takes a few jobs that are due at this time, in seconds since 1970, and does them. Says how many there were.
    pub async fn work(&self, now: i64) -> Result<usize, StoreError> {
        let jobs = self.database.take_jobs(&self.owner, TAKES, now).await?;
        for job in &jobs {
            // One that fails is no reason not to do the others.
            let (what, begun) = (job.key.kind.as_str(), Instant::now());
            let done = self.perform(job, now).await;
            self.metrics.worked(what, begun.elapsed(), done.is_ok());
            if let Err(error) = done {
                tracing::warn!(what, subject = job.key.subject, "a job failed: {error}");
                self.database.fail_job(job, &error.to_string(), now).await?;
            }
        }
        Ok(jobs.len())
    }

    /// Gives back what it has and did not do.
    pub(super) async fn give_back(&self, now: i64) -> Result<(), StoreError> {
        self.database.return_jobs(&self.owner, now).await
    }

    async fn perform(&self, job: &Job, now: i64) -> Result<(), JobError> {
        match job.key.kind {
            JobKind::Bundle => {
                self.database.judge_bundle(job, now).await?;
            }
            JobKind::Policy => self.judge(job, now).await?,
            JobKind::Audit => self.audit(job, now).await?,
            JobKind::Preview => self.preview(job, now).await?,
        }
        Ok(())
    }

    /// Holds a site against a policy.
    async fn judge(&self, job: &Job, now: i64) -> Result<(), JobError> {
        let Some(site) = self.database.site_to_judge(job).await? else {
            self.database.keep_judgement(job, None, now).await?;
            return Ok(());
        };
        // It is judged when its contents come.
        let Some(contents) = site.contents else {
            self.database.keep_judgement(job, None, now).await?;
            return Ok(());
        };
        let known = self.known().await?;
        let policy = self.policy(job.key.bundle).await?;
        let setting = site.setting;
        let judged = self.blocking(move || match (contents, policy.as_ref()) {
            (Ok(contents), Ok(policy)) => judge::by_policy(&contents, &setting, policy, &known, now),
            (Err(why), _) => unchecked(&known, why),
            (_, Err(why)) => unchecked(&known, format!("the bundle cannot be judged by: {why}")),
        });
        let judged = judged.await?;
        self.database.keep_judgement(job, Some(&judged), now).await?;
        Ok(())
    }

    /// Holds the releases of a site against what is known.
    async fn audit(&self, job: &Job, now: i64) -> Result<(), JobError> {
        let contents = match self.database.contents_to_audit(job).await? {
            Some(contents) => contents,
            None => Err("the site is not there any more".to_owned()),
        };
        let read = self.blocking(move || contents.and_then(|bytes| judge::Releases::read(&bytes))).await?;
        let releases = match read {
            Ok(releases) => releases,
            Err(why) => {
                self.database.keep_unaudited(job, &why, now).await?;
                return Ok(());
            }
        };
        let all = releases.names();
        let due = self.database.due_releases(job.key.organisation, &all).await?;
        let known = self.known().await?;
        let version = known.version;
        let today = Date::of_unix_time(u64::try_from(now).unwrap_or_default());
        let judged = if due.is_empty() {
            std::collections::BTreeMap::new()
        } else {
            self.blocking(move || releases.audit(&due, &known, today)).await?
        };
        self.database.keep_audit(job, version, &judged, &all, now).await?;
        Ok(())
    }

    /// Looks what a policy would do to the next few sites of a group.
    async fn preview(&self, job: &Job, now: i64) -> Result<(), JobError> {
        let Some((bytes, group, places)) = self.database.next_of_preview(job).await? else {
            self.database.keep_previewed(job, &[], now).await?;
            return Ok(());
        };
        let known = self.known().await?;
        let policy = self.blocking(move || {
            let bundle: Bundle = read(&bytes).map_err(|error| error.to_string())?;
            policy_of(&bundle)
        });
        let policy = Arc::new(policy.await?);
        let mut part = Vec::with_capacity(places.len());
        for at in places {
            // One at a time: contents may be large.
            let (site, refused) = self.database.previewed_site(group, at).await?;
            let (policy, known) = (policy.clone(), known.clone());
            let looked = move || preview::look(&site, &refused, policy.as_ref().as_ref(), &known, now);
            part.push(self.blocking(looked).await?);
        }
        self.database.keep_previewed(job, &part, now).await?;
        Ok(())
    }

    /// What is known at present.
    async fn known(&self) -> Result<Arc<Known>, JobError> {
        let mut held = self.shared.known.lock().await;
        let present = self.database.advisory_version().await?;
        if present.as_ref().map_or(0, |present| present.id) != held.version {
            let directory = self.shared.directory.as_deref();
            let known = advisories::load(&self.database, directory, present.as_ref()).await;
            *held = Arc::new(known.map_err(|error| JobError::Known(error.to_string()))?);
        }
        let known = held.clone();
        drop(held);
        Ok(known)
    }

    /// A bundle, ready to judge by; the inner error says why it cannot be.
    async fn policy(&self, bundle: i64) -> Result<Arc<Result<Policy, String>>, JobError> {
        if let Some(ready) = self.policies().get(&bundle) {
            return Ok(ready.clone());
        }
        let bytes = self.database.bundle_of_row(bundle).await?;
        let made = self.blocking(move || {
            let bytes = bytes.ok_or_else(|| "it is not there".to_owned())?;
            let bundle: Bundle = read(&bytes).map_err(|error| error.to_string())?;
            policy_of(&bundle)
        });
        let made = Arc::new(made.await?);
        let mut policies = self.policies();
        if policies.len() >= POLICIES {
            policies.clear();
        }
        policies.insert(bundle, made.clone());
        drop(policies);
        Ok(made)
    }

    fn policies(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Arc<Result<Policy, String>>>> {
        self.shared.policies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something that takes long where it keeps nobody waiting.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, tokio::task::JoinError> {
        // It is never closed.
        let _room = self.shared.room.acquire().await;
        spawn_blocking(work).await
    }
}

fn unchecked(known: &Known, why: String) -> SiteJudgement {
    SiteJudgement { advisories: known.version, unchecked: vec![why], ..SiteJudgement::default() }
}
