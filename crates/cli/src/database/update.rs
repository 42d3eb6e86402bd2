//! `db update`: what is known, fetched anew.

use std::path::Path;

use anyhow::Context;
use fetter_client::Network;
use fetter_client::advisories::{Refreshed, Supply};
use fetter_core::advisory::epss::Likelihoods;
use fetter_core::advisory::exploited::Catalogue;
use fetter_core::advisory::index::Header;
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Feed, FeedHeader, FeedKind};

use super::place::Database;
use super::supply::Fetcher;
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
        self.try_advisories(&supply).with_context(context)
    }

    fn try_advisories(&self, supply: &Supply) -> anyhow::Result<Updated> {
        let index = self.database.index_to_write();
        let refreshed = self.fetcher.refresh(supply, self.database, &index, self.now, self.allow_fewer)?;
        self.database.put(&index, &refreshed.built.bytes)?;
        let Refreshed { built, before, is_unchanged } = refreshed;
        Ok(Updated { header: built.header, before, is_unchanged })
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
