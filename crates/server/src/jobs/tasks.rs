//! What a server does beside answering, each until it ends.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use super::Worker;
use super::days::count_findings;
use super::packages::count_packages;
use super::retention::{Retention, sweep};
use super::verdicts::count_verdicts;
use crate::hooks::{Deliverer, Going};
use crate::mail::Mailer;
use crate::store::{Database, now};

/// How long one waits where there is nothing to do.
const IDLE: Duration = Duration::from_secs(1);
/// How often one looks whether mail is due.
const MAIL: Duration = Duration::from_secs(10);
/// How often one looks whether something is old.
const SWEEP: Duration = Duration::from_secs(600);
/// How often one looks whether it is time to count what is found, for the day and on machines.
const COUNT: Duration = Duration::from_secs(60);
const COUNT_MACHINES: Duration = Duration::from_secs(15);
/// How long it is until one looks for the first time whether something is old.
const FIRST: Duration = Duration::from_secs(60);

/// Does jobs.
pub(super) async fn work(worker: Worker, mut ended: watch::Receiver<bool>) {
    while !*ended.borrow() {
        let did = worker.work(now()).await.unwrap_or_else(|error| {
            // What the database does not do now it does later: the job is there.
            tracing::warn!("no work was taken: {error}");
            0
        });
        if did == 0 {
            let _ = timeout(IDLE, ended.changed()).await;
        }
    }
    let _ = worker.give_back(now()).await;
}

/// Tells programs.
pub(super) async fn tell(deliverer: Deliverer, mut ended: watch::Receiver<bool>) {
    let mut going = Going::default();
    while !*ended.borrow() {
        let did = deliverer.begin(&mut going, now()).await.unwrap_or_else(|error| {
            // What is to be told is kept, and told later.
            tracing::warn!("no webhook was told anything: {error}");
            0
        });
        if did == 0 {
            tokio::select! {
                _ = timeout(IDLE, ended.changed()) => {}
                _ = going.one_ends(), if !going.is_empty() => {}
            }
        }
    }
    while going.one_ends().await {}
}

/// Tells people.
pub(super) async fn mail(mailer: Mailer, mut ended: watch::Receiver<bool>) {
    while !*ended.borrow() {
        told("send mail", mailer.work(now()).await);
        let _ = timeout(MAIL, ended.changed()).await;
    }
}

/// Removes what is old, where it is this server's turn.
pub(super) async fn keep_short(
    database: Database,
    owner: String,
    retention: Retention,
    mut ended: watch::Receiver<bool>,
) {
    // Not at once: whoever starts a server has something else to wait for.
    let _ = timeout(FIRST, ended.changed()).await;
    while !*ended.borrow() {
        let over = ended.clone();
        let swept = sweep(&database, &retention, &owner, now(), move || *over.borrow()).await;
        if let Ok(Some(removed @ 1..)) = swept {
            tracing::info!(removed, "what was old is removed");
        }
        told("remove what is old", swept);
        let _ = timeout(SWEEP, ended.changed()).await;
    }
}

/// Counts what is found, for the day, where it is this server's turn. Before that it brings up to date what is accepted, once.
pub(super) async fn count(database: Database, owner: String, mut ended: watch::Receiver<bool>) {
    told("note what is accepted", database.renew_acceptances(now()).await);
    let _ = timeout(FIRST, ended.changed()).await;
    while !*ended.borrow() {
        told("count what is found", count_findings(&database, &owner, now()).await);
        let _ = timeout(COUNT, ended.changed()).await;
    }
}

/// Counts what is found on each machine, and who has each package, where it is this server's turn.
pub(super) async fn count_machines(database: Database, owner: String, mut ended: watch::Receiver<bool>) {
    while !*ended.borrow() {
        told("count what is found on machines", count_verdicts(&database, &owner, now()).await);
        told("count who has packages", count_packages(&database, &owner, now()).await);
        let _ = timeout(COUNT_MACHINES, ended.changed()).await;
    }
}

/// Says in the log what could not be done.
pub(super) fn told<T, E: std::fmt::Display>(what: &'static str, done: Result<T, E>) {
    if let Err(error) = done {
        tracing::warn!("could not {what}: {error}");
    }
}
