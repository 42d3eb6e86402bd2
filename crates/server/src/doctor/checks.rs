//! What is in the database.

use std::fmt::Display;

use super::Check;
use crate::auth::{PolicyKey, Sealer};
use crate::backup::Store;
use crate::clock::MOST_APART;
use crate::serve::DataDirectory;
use crate::store::{Database, NEWEST, StoreError};

/// How late a job may be, in seconds.
const LATE: i64 = 3600;
/// How old advisories may be, in seconds.
const OLD: i64 = 3 * 86_400;
/// How long it is told that somebody was not, in seconds.
const TOLD: i64 = 86_400;
/// How long contents may be wanted, in seconds.
const WANTED: i64 = 86_400;

pub(super) async fn checks(database: &Database, store: &Store, data: &DataDirectory, now: u64) -> Vec<Check> {
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let mut checks = vec![Check::good("database", format!("{} answers", database.engine().name()))];
    match schema(database).await {
        Ok(Schema::Ours) => checks.push(Check::good("schema", format!("it is {NEWEST}, this version's"))),
        Ok(Schema::Other(check)) => {
            // What its tables are is not known here.
            checks.push(check);
            checks.push(integrity(database).await);
            return checks;
        }
        Err(error) => return vec![lost("schema", &error)],
    }
    checks.push(integrity(database).await);
    checks.push(references(database).await);
    checks.push(key(database, store, data).await);
    checks.push(clocks(database, now).await);
    checks.push(jobs(database, now).await);
    checks.push(advisories(database, now).await);
    checks.push(contents(database, now).await);
    checks.push(told(database, now).await);
    checks
}

fn lost(code: &str, error: &dyn Display) -> Check {
    Check::unchecked(code, error.to_string(), "see that the database runs, and look again")
}

enum Schema {
    Ours,
    Other(Check),
}

async fn schema(database: &Database) -> Result<Schema, StoreError> {
    let found = database.schema().await?;
    Ok(match found {
        None => Schema::Other(Check::finding(
            "schema",
            "it has none: nothing is in the database",
            "`fetter server run` begins one, `fetter server restore` brings one back",
        )),
        Some(found) if found < NEWEST => Schema::Other(Check::finding(
            "schema",
            format!("it is {found}, and this version's is {NEWEST}"),
            "take a backup, then run `fetter server migrate`, or start the server",
        )),
        Some(found) if found > NEWEST => Schema::Other(Check::unchecked(
            "schema",
            format!("it is {found}, and this version knows {NEWEST}"),
            "run the newer version of fetter that made it",
        )),
        Some(_) => Schema::Ours,
    })
}

async fn integrity(database: &Database) -> Check {
    match database.integrity().await {
        Ok(Ok(good)) => Check::good("integrity", good),
        Ok(Err(wrong)) => Check::finding(
            "integrity",
            wrong.join("; "),
            "stop the server, keep a copy of the file, and restore the newest backup: machines bring what came after it",
        ),
        Err(error) => lost("integrity", &error),
    }
}

async fn references(database: &Database) -> Check {
    match database.orphans().await {
        Ok(tables) => Check::of(
            "references",
            "no row refers to what is not there",
            &tables,
            "rows of these tables refer to what is not there: restore the newest backup, and report this",
        ),
        Err(error) => lost("references", &error),
    }
}

/// Whether the key opens what is sealed.
async fn key(database: &Database, store: &Store, data: &DataDirectory) -> Check {
    let advice = "bring back the key that the server made first, server.key, from a backup: no other opens its secrets";
    let path = store.key_file.clone().unwrap_or_else(|| data.file("server.key"));
    if !path.exists() {
        return Check::finding("key", format!("{} is not there", path.display()), advice);
    }
    let sealer = data.key(Some(&path)).map_err(|error| error.to_string());
    let sealer = sealer.and_then(|key| Sealer::new(&key).map_err(|error| error.to_string()));
    let sealer = match sealer {
        Ok(sealer) => sealer,
        Err(why) => return Check::finding("key", why, advice),
    };
    match database.organisations().await {
        Err(error) => lost("key", &error),
        Ok(organisations) => {
            let is_shut = |name: &str, sealed: &[u8]| PolicyKey::open(name, sealed, &sealer).is_err();
            let shut = organisations.iter().filter(|one| is_shut(&one.name, &one.sealed_seed));
            let shut: Vec<String> =
                shut.map(|one| format!("it does not open what is sealed of {}", one.name)).collect();
            Check::of("key", "it opens what is sealed", &shut, advice)
        }
    }
}

async fn clocks(database: &Database, now: i64) -> Check {
    let advice =
        "set the clocks (NTP): machines are refused whose requests are a minute from the server's time";
    let found = async { Ok((database.apart(now.unsigned_abs()).await?, database.last_seen().await?)) };
    match found.await {
        Err::<_, StoreError>(error) => lost("clock", &error),
        Ok((apart, newest)) => {
            let mut wrong = Vec::new();
            if let Some(apart) = apart.filter(|apart| apart.unsigned_abs() > MOST_APART) {
                wrong.push(format!("the database's clock is {apart} s from this machine's"));
            }
            let ahead = newest - now;
            if ahead > 0 && ahead.unsigned_abs() > MOST_APART {
                wrong.push(format!("a machine was seen {ahead} s in the future"));
            }
            Check::of("clock", "the clocks agree", &wrong, advice)
        }
    }
}

async fn jobs(database: &Database, now: i64) -> Check {
    let advice = "see that a server runs, and what its log says of jobs; what was given up is done again when it is asked for";
    let (failed, late) = match database.late_jobs(now - LATE).await {
        Ok(counts) => counts,
        Err(error) => return lost("jobs", &error),
    };
    let mut wrong = Vec::new();
    if failed > 0 {
        let first = database.failed_jobs(1).await.ok().and_then(|jobs| jobs.into_iter().next());
        let why = first.map(|job| format!(", the first because: {}", job.error)).unwrap_or_default();
        wrong.push(format!("{failed} were given up{why}"));
    }
    if late > 0 {
        wrong.push(format!("{late} wait for more than an hour"));
    }
    Check::of("jobs", "none was given up, and none waits for long", &wrong, advice)
}

async fn advisories(database: &Database, now: i64) -> Check {
    let advice = "see that the server gets them (--advisories), or bring them: `fetter db update --database DIR/advisories`";
    match database.advisory_version().await {
        Err(error) => lost("advisories", &error),
        Ok(None) => Check::finding("advisories", "there are none: nothing is known of packages", advice),
        Ok(Some(version)) => {
            let days = (now - version.retrieved).div_euclid(86_400);
            let detail = format!("{} records, {days} days old", version.records);
            let is_old = now - version.retrieved > OLD;
            if is_old {
                Check::finding("advisories", detail, advice)
            } else {
                Check::good("advisories", detail)
            }
        }
    }
}

async fn told(database: &Database, now: i64) -> Check {
    let advice = "`fetter server webhook dead-letters` and the list of mail recipients say why; `redeliver` tries anew";
    match database.untold(now - TOLD).await {
        Err(error) => lost("told", &error),
        Ok((dead, mails)) => {
            let mut wrong = Vec::new();
            if dead > 0 {
                wrong.push(format!("{dead} deliveries to webhooks were given up within a day"));
            }
            if mails > 0 {
                wrong.push(format!("{mails} recipients have a mail that did not go out"));
            }
            Check::of("told", "programs and people were told what they are to be told", &wrong, advice)
        }
    }
}

async fn contents(database: &Database, now: i64) -> Check {
    let advice = "machines are asked for what is not known each ten minutes: look at the log of an agent that has such a site; \
        what is not listed is again when the agent is started again and reports";
    let found = async { Ok((database.wanted_since(now - WANTED).await?, database.unlisted_sites().await?)) };
    match found.await {
        Err::<_, StoreError>(error) => lost("contents", &error),
        Ok((wanted, unlisted)) => {
            let mut wrong = Vec::new();
            if wanted > 0 {
                wrong.push(format!("{wanted} sites that machines have are not known since a day"));
            }
            if unlisted > 0 {
                let why = "who has their packages is not told";
                wrong.push(format!("{unlisted} sites that machines have are not listed by release: {why}"));
            }
            Check::of("contents", "what machines have is known", &wrong, advice)
        }
    }
}
