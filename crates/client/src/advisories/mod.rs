//! What is known of packages, made anew of what a source has: for `fetter db update` and for a server that updates itself.
//!
//! Only the index is made here; whoever asks keeps it, in its own way.

mod supply;

use std::fs::File;
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

use fetter_core::advisory::index::{
    Builder, Built, DumpError, Header, Index, Provenance, read_directory, read_zip,
};

pub use supply::{Supply, SupplyError};

use crate::Network;
use crate::http::{Address, Client, Download, Downloaded, FetchError, Limits, Progress};

/// Why the index was not made anew. The one that is there is as it was.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// The source cannot be opened.
    #[error("could not open {}: {error}", path.display())]
    Open {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It is something else.
    #[error("{} is neither a file nor a directory", .0.display())]
    Neither(PathBuf),
    /// It could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It could not be read.
    #[error(transparent)]
    Dump(#[from] DumpError),
    /// A file of this machine.
    #[error(transparent)]
    File(#[from] io::Error),
    /// There is nothing in it.
    #[error("it has no record about Python packages (one JSON file for each record, in the OSV format)")]
    Nothing,
    /// It has lost most of what was known: a directory that was named by mistake, a mirror that is being filled.
    #[error(
        "it has {records} records, where the index has {before}; if that is as it should be, say --allow-fewer"
    )]
    Fewer {
        /// How many it has.
        records: u64,
        /// How many are known.
        before: u64,
    },
    /// A server says that there is nothing new, and nothing is there.
    #[error("there is nothing that could have stayed as it was")]
    Unchanged,
}

/// What is to be done.
pub struct Refresh<'run> {
    /// Where the index of before is, if there is one.
    pub index: &'run Path,
    /// How a URL is reached.
    pub network: &'run Network,
    /// Now, in seconds since 1970.
    pub now: u64,
    /// Whether an index may lose most of its records.
    pub allow_fewer: bool,
    /// Gives a file that goes when it is closed, to download into.
    pub scratch: &'run dyn Fn() -> io::Result<File>,
    /// Is told how far a download is.
    pub progress: &'run dyn Fn(Progress),
}

impl std::fmt::Debug for Refresh<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Refresh").field("index", &self.index).finish_non_exhaustive()
    }
}

/// An index that is to take the place of the one before.
#[derive(Debug)]
pub struct Refreshed {
    /// It.
    pub built: Built,
    /// What the one before was.
    pub before: Option<Header>,
    /// Whether the source has nothing new: it is the one before, confirmed now.
    pub is_unchanged: bool,
}

impl Refresh<'_> {
    /// Makes the index anew of what a source has.
    pub fn of(&self, supply: &Supply) -> Result<Refreshed, RefreshError> {
        let name = supply.name();
        // A server that has nothing new to give is asked only for the sake of an index that is whole.
        let known = Index::open(self.index).ok().filter(|index| index.verify().is_ok());
        let before = known.as_ref().map(|index| index.header().clone());
        let mut provenance =
            Provenance { source: name.clone(), retrieved: self.now, ..Provenance::default() };
        let mut builder = Builder::default();
        match supply {
            Supply::Path(path) if path.is_dir() => {
                read_directory(path, |file, json| take(&mut builder, file, json))?;
            }
            Supply::Path(path) => {
                let file =
                    File::open(path).map_err(|error| RefreshError::Open { path: path.clone(), error })?;
                if !file.metadata()?.is_file() {
                    return Err(RefreshError::Neither(path.clone()));
                }
                read_zip(file, |file, json| take(&mut builder, file, json))?;
            }
            Supply::Url(url) => {
                let since = before.as_ref().filter(|header| header.provenance.source == name).and_then(last);
                let Some((scratch, download)) = self.download(url, since.as_ref())? else {
                    return self.confirm(known, before);
                };
                read_zip(scratch, |file, json| take(&mut builder, file, json))?;
                provenance.source_tag = download.etag;
                provenance.source_modified = download.last_modified;
                provenance.source_digest = Some((download.length, download.sha256));
            }
        }
        if builder.taken() == 0 {
            return Err(RefreshError::Nothing);
        }
        let built = builder.build(provenance)?;
        let records = built.header.records;
        match before.as_ref().map(|before| before.records) {
            Some(before) if before / 2 > records && !self.allow_fewer => {
                Err(RefreshError::Fewer { records, before })
            }
            _ => Ok(Refreshed { built, before, is_unchanged: false }),
        }
    }

    /// What a URL has; `None` where it has nothing new.
    fn download(
        &self,
        url: &str,
        since: Option<&Download>,
    ) -> Result<Option<(File, Download)>, RefreshError> {
        let (client, address) = (Client::new(self.network)?, Address::new(url)?);
        let mut scratch = (self.scratch)()?;
        let limits = Limits::of_download();
        match client.download(&address, &mut scratch, since, &limits, self.progress)? {
            Downloaded::NotModified => Ok(None),
            Downloaded::Whole(download) => {
                scratch.rewind()?;
                Ok(Some((scratch, download)))
            }
        }
    }

    /// The source has nothing new: the index is as good as if it had been fetched now.
    fn confirm(&self, known: Option<Index>, before: Option<Header>) -> Result<Refreshed, RefreshError> {
        let (Some(index), Some(before)) = (known, before) else { return Err(RefreshError::Unchanged) };
        let provenance = Provenance { retrieved: self.now, ..before.provenance.clone() };
        let built = index.renewed(provenance)?;
        Ok(Refreshed { built, before: Some(before), is_unchanged: true })
    }
}

fn take(builder: &mut Builder, file: &str, json: Result<&[u8], &str>) {
    match json {
        Ok(json) => builder.add(file, json),
        Err(reason) => builder.refuse(file, reason),
    }
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
