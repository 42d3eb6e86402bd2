//! `db update`: what is known, fetched anew.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, bail};
use fetter_client::Network;
use fetter_client::http::Download;
use fetter_core::advisory::epss::Likelihoods;
use fetter_core::advisory::exploited::Catalogue;
use fetter_core::advisory::index::{Builder, Header, Index, Provenance, read_directory, read_zip};
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Feed, FeedHeader, FeedKind};

use super::place::Database;
use super::supply::{Fetcher, Given, Supply};
use crate::surroundings;

/// What came of an update of the index.
#[derive(Debug)]
pub(crate) struct Updated {
    pub(crate) header: Header,
    /// The one that was there before.
    pub(crate) before: Option<Header>,
    /// Whether the source has nothing new.
    pub(crate) is_unchanged: bool,
}

/// What an update does.
pub(crate) struct Update<'run> {
    database: &'run Database,
    fetcher: Fetcher<'run>,
    /// Now, in seconds since 1970.
    now: u64,
    /// Whether an index may lose most of its records.
    allow_fewer: bool,
}

impl<'run> Update<'run> {
    /// An update of a database.
    pub(crate) fn new(
        database: &'run Database,
        network: &'run Network,
        is_quiet: bool,
        allow_fewer: bool,
    ) -> Self {
        Self { database, fetcher: Fetcher { network, is_quiet }, now: surroundings::now(), allow_fewer }
    }

    /// Makes the index anew of what a source has. Relative paths are of `directory`.
    pub(crate) fn advisories(&self, from: &str, directory: &Path) -> anyhow::Result<Updated> {
        let supply = Supply::new(from, directory)?;
        let name = supply.name();
        let context = || format!("the advisories were not updated, and the index is as it was: {name}");
        self.try_advisories(&supply, &name).with_context(context)
    }

    fn try_advisories(&self, supply: &Supply, name: &str) -> anyhow::Result<Updated> {
        // A server that has nothing new to give is asked only for the sake of an index that is whole.
        let known = Index::open(&self.database.index_to_write()).ok().filter(|index| index.verify().is_ok());
        let before = known.as_ref().map(|index| index.header().clone());
        let mut provenance =
            Provenance { source: name.to_owned(), retrieved: self.now, ..Provenance::default() };
        let mut builder = Builder::default();
        match supply {
            Supply::Path(path) if path.is_dir() => {
                read_directory(path, |file, json| take(&mut builder, file, json))?;
            }
            Supply::Path(path) => {
                let file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
                if !file.metadata()?.is_file() {
                    bail!("{} is neither a file nor a directory", path.display());
                }
                read_zip(file, |file, json| take(&mut builder, file, json))?;
            }
            Supply::Url(url) => {
                let since = before.as_ref().filter(|header| header.provenance.source == name).and_then(last);
                match self.fetcher.download(url, self.database, since.as_ref())? {
                    Given::Unchanged => return self.confirm(known, before),
                    Given::File(scratch, download) => {
                        read_zip(scratch, |file, json| take(&mut builder, file, json))?;
                        provenance.source_tag = download.etag;
                        provenance.source_modified = download.last_modified;
                        provenance.source_digest = Some((download.length, download.sha256));
                    }
                }
            }
        }
        if builder.taken() == 0 {
            bail!(
                "it has no record about Python packages (one JSON file for each record, in the OSV format)"
            );
        }
        let built = builder.build(provenance)?;
        self.see_that_it_is_whole(&built.header, before.as_ref())?;
        self.database.put(&self.database.index_to_write(), &built.bytes)?;
        Ok(Updated { header: built.header, before, is_unchanged: false })
    }

    /// Refuses a dump that has lost most of what was known: a directory that was named by mistake, a mirror that is being filled.
    fn see_that_it_is_whole(&self, header: &Header, before: Option<&Header>) -> anyhow::Result<()> {
        match before {
            Some(before) if before.records / 2 > header.records && !self.allow_fewer => bail!(
                "it has {} records, where the index has {}; if that is as it should be, say --allow-fewer",
                header.records,
                before.records
            ),
            _ => Ok(()),
        }
    }

    /// The source has nothing new: the index is as good as if it had been fetched now.
    fn confirm(&self, known: Option<Index>, before: Option<Header>) -> anyhow::Result<Updated> {
        let (Some(index), Some(before)) = (known, before) else {
            bail!("there is nothing that could have stayed as it was")
        };
        let provenance = Provenance { retrieved: self.now, ..before.provenance.clone() };
        let built = index.renewed(provenance)?;
        self.database.put(&self.database.index_to_write(), &built.bytes)?;
        Ok(Updated { header: built.header, before: Some(before), is_unchanged: true })
    }

    /// Takes a list away.
    pub(crate) fn forget(&self, kind: FeedKind) -> anyhow::Result<()> {
        let path = self.database.list_to_write(kind);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("could not remove {}", path.display()))
            }
            _ => Ok(()),
        }
    }

    /// Takes a list anew.
    pub(crate) fn list(&self, kind: FeedKind, from: &str, directory: &Path) -> anyhow::Result<FeedHeader> {
        let supply = Supply::new(from, directory)?;
        let name = supply.name();
        let context = || format!("the list {} was not updated, and is as it was: {name}", kind.as_str());
        self.try_list(kind, &supply, &name).with_context(context)
    }

    fn try_list(&self, kind: FeedKind, supply: &Supply, name: &str) -> anyhow::Result<FeedHeader> {
        let bytes = self.fetcher.list(supply, self.database)?;
        let (body, entries, dated) = match kind {
            FeedKind::Exploited => {
                let (catalogue, dated) = Catalogue::read(&bytes)?;
                (catalogue.to_bytes(), catalogue.len(), dated)
            }
            FeedKind::Epss => {
                let (list, dated) = Likelihoods::read(&bytes)?;
                let entries = list.len();
                (list.into_bytes(), entries, dated)
            }
            FeedKind::Popular => {
                let list = Popular::read(&bytes)?;
                (list.as_text().as_bytes().to_vec(), list.len(), None)
            }
        };
        let header =
            FeedHeader { kind, source: name.to_owned(), retrieved: self.now, dated, entries: entries as u64 };
        let feed = Feed { header, body };
        self.database.put(&self.database.list_to_write(kind), &feed.to_bytes())?;
        Ok(feed.header)
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
