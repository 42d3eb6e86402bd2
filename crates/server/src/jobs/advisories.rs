//! New advisories: fetched as `fetter db update` does, or put into the server's directory by it, and kept for all servers.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fetter_client::Network;
use fetter_client::http::{Address, Client, Download, Downloaded, Limits};
use fetter_core::advisory::index::{Builder, Built, Header, Index, Provenance, read_directory, read_zip};
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::file_url;
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
    let source = mask_credentials(from.split('#').next().unwrap_or(from));
    let refused = |why: String| UpdateError::Source { from: source.clone(), why };
    let (own, network, named, shown) =
        (directory.to_path_buf(), network.clone(), from.to_owned(), source.clone());
    let made = spawn_blocking(move || make(&own, &network, &named, &shown, allow_fewer)).await;
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
fn make(
    directory: &Path,
    network: &Network,
    from: &str,
    shown: &str,
    allow_fewer: bool,
) -> Result<(), String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let known = Index::open(&directory.join(INDEX)).ok().filter(|index| index.verify().is_ok());
    let before = known.as_ref().map(|index| index.header().clone());
    let retrieved = u64::try_from(now()).unwrap_or_default();
    let mut provenance = Provenance { source: shown.to_owned(), retrieved, ..Provenance::default() };
    let mut builder = Builder::default();
    let mut take = |file: &str, json: Result<&[u8], &str>| match json {
        Ok(json) => builder.add(file, json),
        Err(reason) => builder.refuse(file, reason),
    };
    let path = file_url::path_of(from).unwrap_or_else(|| PathBuf::from(from));
    if from.starts_with("http://") || from.starts_with("https://") {
        let since = before.as_ref().filter(|header| header.provenance.source == shown).and_then(last);
        let mut scratch = tempfile::tempfile_in(directory).map_err(|error| text(&error))?;
        let client = Client::new(network).map_err(|error| text(&error))?;
        let address = Address::new(from).map_err(|error| text(&error))?;
        let limits = Limits::of_download();
        let got = client.download(&address, &mut scratch, since.as_ref(), &limits, &|_| {});
        match got.map_err(|error| text(&error))? {
            Downloaded::NotModified => {
                let index = known.ok_or("the server says that it has not changed, and it is not here")?;
                let own = index.header().provenance.clone();
                let renewed = index.renewed(Provenance { retrieved, ..own });
                return put(directory, &renewed.map_err(|error| text(&error))?);
            }
            Downloaded::Whole(download) => {
                scratch.rewind().map_err(|error| text(&error))?;
                read_zip(scratch, &mut take).map_err(|error| text(&error))?;
                provenance.source_tag = download.etag;
                provenance.source_modified = download.last_modified;
                provenance.source_digest = Some((download.length, download.sha256));
            }
        }
    } else if path.is_dir() {
        read_directory(&path, &mut take).map_err(|error| text(&error))?;
    } else {
        let file = File::open(&path).map_err(|error| text(&error))?;
        if !file.metadata().map_err(|error| text(&error))?.is_file() {
            return Err("it is neither a file nor a directory".to_owned());
        }
        read_zip(file, &mut take).map_err(|error| text(&error))?;
    }
    if builder.taken() == 0 {
        return Err(
            "it has no record about Python packages (one JSON file for each, in the OSV format)".to_owned()
        );
    }
    let built = builder.build(provenance).map_err(|error| text(&error))?;
    match &before {
        Some(before) if before.records / 2 > built.header.records && !allow_fewer => Err(format!(
            "it has {} records, where there were {} before; if that is as it should be, allow fewer",
            built.header.records, before.records
        )),
        _ => put(directory, &built),
    }
}

/// Puts the index in its place, whole.
fn put(directory: &Path, built: &Built) -> Result<(), String> {
    let write = || -> std::io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(directory)?;
        file.write_all(&built.bytes)?;
        file.as_file().sync_all()?;
        file.persist(directory.join(INDEX))?;
        File::open(directory)?.sync_all()
    };
    write().map_err(|error| format!("could not write into {}: {error}", directory.display()))
}

/// The last download, by which a server tells whether there is another version.
fn last(header: &Header) -> Option<Download> {
    let provenance = &header.provenance;
    let (length, sha256) = provenance.source_digest.clone()?;
    Some(Download {
        length,
        sha256,
        etag: provenance.source_tag.clone(),
        last_modified: provenance.source_modified.clone(),
        url: provenance.source.clone(),
    })
}
