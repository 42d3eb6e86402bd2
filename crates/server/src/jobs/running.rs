//! Workers that run beside a server.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fetter_client::Network;
use fetter_client::hook::{HookClient, Reach};
use fetter_core::date::Date;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::Worker;
use super::advisories::{UpdateError, adopt, update};
use super::known::{INDEX, POPULAR};
use super::origins::note_origins;
use super::retention::Retention;
use super::tasks::{count, count_machines, keep_short, mail, tell, told, work};
use crate::hooks::Deliverer;
use crate::mail::{MailSettings, Mailer};
use crate::state::Shared;
use crate::store::{Database, now};

/// How many work at once.
const WORKERS: usize = 2;
/// How often one looks after what comes with time.
const UPKEEP: Duration = Duration::from_secs(60);
/// How long contents may be wanted before a machine is asked again, in seconds.
const WANTED: i64 = 600;
/// How old advisories may become before they are fetched again, in seconds.
const DAY: i64 = 86_400;
/// How long before its end one is told of an exception, in seconds.
const EXPIRING: i64 = 7 * DAY;
/// How long it is until a source that could not be read is tried again, in seconds.
const RETRY: i64 = 3_600;

/// How background work is done.
#[derive(Clone, Debug)]
pub struct JobOptions {
    /// Where advisories are kept. `fetter db update --database` may put newer ones there; without it, those of the database are used.
    pub directory: Option<PathBuf>,
    /// A URL, a zip file or a directory that new advisories are taken from, once a day; without it nothing is fetched.
    pub source: Option<String>,
    /// How that is reached.
    pub network: Network,
    /// After how many days without a word a machine is silent.
    pub silent_days: u32,
    /// How long things are kept.
    pub retention: Retention,
    /// How mail goes out; without it none does.
    pub mail: Option<MailSettings>,
}

impl Default for JobOptions {
    fn default() -> Self {
        Self {
            directory: None,
            source: None,
            network: Network::default(),
            silent_days: 7,
            retention: Retention::default(),
            mail: None,
        }
    }
}

/// Work that goes on. Where it is dropped all ends at once; what was begun is done by others when its lease is over.
#[derive(Debug)]
pub struct Jobs {
    end: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Jobs {
    /// Ends when what was begun is done, and gives back the rest.
    pub async fn stop(mut self) {
        // Whoever listens not any more has ended.
        let _ = self.end.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Begins to do what is to be done in a server's database.
#[must_use]
pub fn begin(server: &Shared, options: &JobOptions) -> Jobs {
    let (end, ended) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let name = crate::auth::Secret::new("worker").map(|secret| secret.digest().to_string());
    let name = name.unwrap_or_else(|_| format!("{}-{}", std::process::id(), now()));
    let worker = Worker::new(server.database().clone(), name.clone(), options.directory.clone());
    let worker = worker.measured(server.metrics().clone());
    for number in 0..WORKERS {
        tasks.spawn(work(worker.named(format!("{name}-{number}")), ended.clone()));
    }
    tasks.spawn(look_after(worker, options.clone(), ended.clone()));
    let reach = if server.options.private_webhooks { Reach::Anywhere } else { Reach::Public };
    if let Some(settings) = &options.mail {
        match Mailer::new(server.database().clone(), settings, server.metrics().clone()) {
            Ok(mailer) => {
                tasks.spawn(mail(mailer, ended.clone()));
            }
            Err(error) => tracing::error!("no mail goes out: {error}"),
        }
    }
    tasks.spawn(count(server.database().clone(), name.clone(), ended.clone()));
    tasks.spawn(note_origins(server.database().clone(), name.clone(), ended.clone()));
    tasks.spawn(count_machines(server.database().clone(), name.clone(), ended.clone()));
    tasks.spawn(keep_short(server.database().clone(), name, options.retention, ended.clone()));
    match HookClient::new(&options.network, reach) {
        Ok(client) => {
            tasks.spawn(tell(Deliverer::new(server.clone(), client), ended));
        }
        Err(error) => tracing::error!("no webhook is told anything: {error}"),
    }
    Jobs { end, tasks }
}

async fn look_after(worker: Worker, options: JobOptions, mut ended: watch::Receiver<bool>) {
    let silent = i64::from(options.silent_days) * DAY;
    let mut adopted = None;
    let mut tried = 0;
    while !*ended.borrow() {
        let begun = Instant::now();
        let database = worker.database();
        // Each is tried again in a minute.
        told("ask machines again", database.ask_again(now() - WANTED).await);
        let day = |seconds: i64| Date::of_unix_time(u64::try_from(seconds).unwrap_or_default()).to_string();
        let (today, last) = (day(now()), day(now() + EXPIRING));
        told("look for exceptions that end", database.note_expiring(&today, &last, now()).await);
        told("look for silent machines", database.note_silence(now() - silent, now()).await);
        told("forget previews", database.forget_previews(now()).await);
        if let Some(directory) = worker.directory() {
            let files = stamps(directory);
            let is_there = files.first().is_some_and(Option::is_some);
            if is_there && adopted.as_ref() != Some(&files) {
                let done = adopt(database, directory).await;
                // Files that cannot be used are not read again until they are others.
                if !matches!(done, Err(UpdateError::Store(_))) {
                    adopted = Some(files);
                }
                told("take advisories", done);
            }
        }
        if tried + RETRY < now() && is_old(database).await {
            tried = now();
            fetch(database, &options).await;
        }
        let rest = UPKEEP.saturating_sub(begun.elapsed());
        let _ = timeout(rest, ended.changed()).await;
    }
}

/// Whether advisories are to be fetched.
async fn is_old(database: &Database) -> bool {
    let present = database.advisory_version().await;
    present.is_ok_and(|present| present.is_none_or(|present| present.retrieved + DAY < now()))
}

async fn fetch(database: &Database, options: &JobOptions) {
    let (Some(directory), Some(source)) = (&options.directory, &options.source) else { return };
    let done = update(database, directory, &options.network, source, false).await;
    if let Ok(updated) = &done {
        let version = &updated.version;
        tracing::info!(version = version.id, records = version.records, "advisories were updated");
    }
    told("update advisories", done);
}

/// What tells the files of advisories in a directory from others in their place.
fn stamps(directory: &Path) -> Vec<Option<(u64, u64, i64)>> {
    let stamp = |name: &&str| {
        let status = std::fs::metadata(directory.join(name)).ok()?;
        Some((status.ino(), status.size(), status.mtime()))
    };
    [INDEX, POPULAR].iter().map(stamp).collect()
}
