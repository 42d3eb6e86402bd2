//! New advisories: fetched as `fetter db update` does, or put into the server's directory by it, and kept for all servers.

use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_client::Network;
use fetter_client::advisories::{Refresh, RefreshError, Supply};
use fetter_core::advisory::index::Built;
use fetter_core::metadata::credentials::mask_credentials;
use tokio::task::spawn_blocking;

use super::known::{INDEX, Known, KnownError, POPULAR};
use crate::store::{AdvisoryFile, AdvisoryVersion, Database, NewAdvisories, StoreError, now};

/// How large a file of advisories is at most, in bytes.
const LIMIT: usize = 1 << 30;
/// How often it is tried again where another server brings a version at the same time.
const TRIES: usize = 5;

/// Why advisories were not updated. What was known before is known still.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// The source.
    #[error("the advisories were not updated, and are as they were: {from}: {why}")]
    Source {
        /// Which, without credentials.
        from: String,
        /// What is wrong with it.
        why: String,
    },
    /// The files in the server's directory.
    #[error("the advisories of {} cannot be used: {why}", .directory.display())]
    Directory {
        /// The directory.
        directory: PathBuf,
        /// Why.
        why: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an update did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Updated {
    /// What is known now.
    pub version: AdvisoryVersion,
    /// Whether that was known before.
    pub is_unchanged: bool,
}

/// Fetches advisories anew from a URL, a zip file or a directory with one record a file, keeps them in a directory, and has judged again
/// what they touch.
pub async fn update(
    database: &Database,
    directory: &Path,
    network: &Network,
    from: &str,
    allow_fewer: bool,
) -> Result<Updated, UpdateError> {
    let masked = |why: String| UpdateError::Source { from: mask_credentials(from), why };
    // A relative path was made a whole one by whoever gave it.
    let supply = Supply::new(from, Path::new("/")).map_err(|error| masked(error.to_string()))?;
    let source = supply.name();
    let refused = |why: String| UpdateError::Source { from: source.clone(), why };
    let (own, network) = (directory.to_path_buf(), network.clone());
    let made = spawn_blocking(move || make(&own, &network, &supply, allow_fewer)).await;
    made.map_err(|error| refused(error.to_string()))?.map_err(refused)?;
    adopt(database, directory).await
}

/// Takes what lies in a directory for what is known, if it is newer than that: `fetter db update --database` puts it there.
pub async fn adopt(database: &Database, directory: &Path) -> Result<Updated, UpdateError> {
    let refused = |why: String| UpdateError::Directory { directory: directory.to_path_buf(), why };
    for _ in 0..TRIES {
        let own = directory.to_path_buf();
        let known =
            spawn_blocking(move || Known::open(&own)).await.map_err(|error| refused(error.to_string()))?;
        let known = known.map_err(|error| refused(error.to_string()))?;
        let present = database.advisory_version().await?;
        let new = new_version(directory, &known).map_err(|error| refused(error.to_string()))?;
        if let Some(present) = present.as_ref().filter(|present| is_enough(present, &new)) {
            if present.digest == new.digest {
                database.confirm_advisories(present.id, new.retrieved).await?;
            }
            return Ok(Updated { version: present.clone(), is_unchanged: true });
        }
        let before = of_database(database, present.as_ref()).await;
        // Where the one before cannot be read nobody knows what is new.
        let before = before.unwrap_or_default();
        let known = Arc::new(known);
        let compared = known.clone();
        let touched = spawn_blocking(move || compared.differences(&before)).await;
        let touched: Option<HashSet<String>> = touched.map_err(|error| refused(error.to_string()))?;
        let is_touched = |name: &str| touched.as_ref().is_none_or(|touched| touched.contains(name));
        let number = present.as_ref().map_or(0, |present| present.id);
        if let Some(id) = database.take_advisories(&new, number, now(), is_touched).await? {
            let NewAdvisories { digest, source, retrieved, records, .. } = new;
            let version = AdvisoryVersion { id, digest, source, retrieved, records };
            return Ok(Updated { version, is_unchanged: false });
        }
    }
    Err(StoreError::Busy.into())
}

/// How far the clock of who made an index may be ahead, in seconds.
const AHEAD: i64 = 600;

/// Whether what is known needs no update.
fn is_enough(present: &AdvisoryVersion, new: &NewAdvisories) -> bool {
    // One of the future is of a clock that was wrong, and says nothing of which is newer.
    let is_possible = present.retrieved <= now() + AHEAD;
    present.digest == new.digest || (is_possible && present.retrieved > new.retrieved)
}

fn new_version(directory: &Path, known: &Known) -> std::io::Result<NewAdvisories> {
    let header = known.index.as_ref().map(|index| index.header().clone()).unwrap_or_default();
    let mut files = Vec::new();
    for name in [INDEX, POPULAR] {
        let path = directory.join(name);
        if path.exists() {
            let read = fetter_core::inventory::file::Disk::here().read(&path, LIMIT);
            let read = read.map_err(|error| std::io::Error::other(error.to_string()))?;
            files.push(AdvisoryFile { name: name.to_owned(), bytes: read.bytes });
        }
    }
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Ok(NewAdvisories {
        digest: known.digest(),
        source: header.provenance.source,
        retrieved: number(header.provenance.retrieved),
        records: number(header.records),
        files,
    })
}

/// What is known at present: from the directory, if that has it, or else from the database, which has it for all servers.
pub(super) async fn load(
    database: &Database,
    directory: Option<&Path>,
    present: Option<&AdvisoryVersion>,
) -> Result<Known, UpdateError> {
    let Some(version) = present else { return Ok(Known::default()) };
    if let Some(own) = directory.map(Path::to_path_buf) {
        let opened = spawn_blocking(move || Known::open(&own)).await;
        if let Some(known) = opened.ok().and_then(Result::ok).filter(|known| known.digest() == version.digest)
        {
            return Ok(known.of_version(version.id));
        }
    }
    of_database(database, present).await
}

async fn of_database(database: &Database, present: Option<&AdvisoryVersion>) -> Result<Known, UpdateError> {
    let Some(version) = present else { return Ok(Known::default()) };
    let files = database.advisory_files(version.id).await?;
    let (id, digest) = (version.id, version.digest);
    let opened = spawn_blocking(move || -> Result<Known, String> {
        let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
        for file in &files {
            std::fs::write(scratch.path().join(&file.name), &file.bytes)
                .map_err(|error| error.to_string())?;
        }
        // The files are open when the directory goes.
        let known = Known::open(scratch.path()).map_err(|error: KnownError| error.to_string())?;
        let is_whole = known.digest() == digest;
        is_whole.then_some(known.of_version(id)).ok_or_else(|| "they have another digest".to_owned())
    });
    let refused = |why| StoreError::Damaged { what: "advisories", why };
    let opened = opened.await.map_err(|error| refused(error.to_string()))?;
    Ok(opened.map_err(refused)?)
}

/// Makes the index anew of what a source has, and puts it into the directory.
fn make(directory: &Path, network: &Network, supply: &Supply, allow_fewer: bool) -> Result<(), String> {
    let refresh = Refresh {
        index: &directory.join(INDEX),
        network,
        now: u64::try_from(now()).unwrap_or_default(),
        allow_fewer,
        scratch: &|| tempfile::tempfile_in(directory),
        progress: &|_| {},
    };
    let refreshed = refresh.of(supply).map_err(|error| match error {
        RefreshError::Fewer { records, before } => format!(
            "it has {records} records, where there were {before} before; if that is as it should be, `fetter db update \
             --allow-fewer --database {}` takes it",
            directory.display()
        ),
        error => error.to_string(),
    })?;
    put(directory, &refreshed.built)
}

/// Puts the index in its place, whole.
pub(crate) fn put(directory: &Path, built: &Built) -> Result<(), String> {
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(directory)?;
        file.write_all(&built.bytes)?;
        file.as_file().sync_all()?;
        file.persist(directory.join(INDEX))?;
        File::open(directory)?.sync_all()
    };
    write().map_err(|error| format!("could not write into {}: {error}", directory.display()))
}
