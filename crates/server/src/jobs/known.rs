//! What is known of packages, as the core takes it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use fetter_core::advisory::index::{Index, IndexError};
use fetter_core::advisory::names::Popular;
use fetter_core::advisory::{Feed, FeedError, FeedKind, Source};
use fetter_core::audit::Knowledge;
use fetter_protocol::Digest;

/// The names of the files, as `fetter db update` writes them.
pub(super) const INDEX: &str = "advisories-1.index";
pub(super) const POPULAR: &str = "popular-1.list";

/// Why a database of advisories cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KnownError {
    /// The index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The list of popular packages.
    #[error(transparent)]
    List(#[from] FeedError),
}

/// What is known.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The row of the version; 0 for none.
    pub(super) version: i64,
    pub(super) index: Option<Index>,
    popular: Option<Popular>,
    /// The digest of the list of popular packages; `None` for the one that is shipped.
    popular_digest: Option<Digest>,
    /// What could not be read when the index was made.
    pub(super) unread: Option<String>,
}

impl Known {
    /// Opens the database in a directory.
    pub(super) fn open(directory: &Path) -> Result<Self, KnownError> {
        let index = Index::open(&directory.join(INDEX))?;
        index.verify()?;
        let path = directory.join(POPULAR);
        let feed = Feed::open(&path, FeedKind::Popular)?;
        let popular_digest = feed.as_ref().map(|feed| Digest::of(&feed.body));
        let damaged = |path: PathBuf| FeedError::Damaged { path, kind: FeedKind::Popular };
        let popular = feed.map(|feed| Popular::read(&feed.body).map_err(|_| damaged(path)));
        let unread = unread(&index);
        Ok(Self { version: 0, index: Some(index), popular: popular.transpose()?, popular_digest, unread })
    }

    /// The same, as a version of the database.
    pub(super) fn of_version(self, version: i64) -> Self {
        Self { version, ..self }
    }

    /// The digest of all of it.
    pub(super) fn digest(&self) -> Digest {
        let index = self.index.as_ref().map(|index| index.header().digest).unwrap_or_default();
        let popular = self.popular_digest.map(|digest| digest.as_bytes().to_vec()).unwrap_or_default();
        Digest::of(&[index.as_slice(), &popular].concat())
    }

    pub(super) fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            source: self.index.as_ref().map(|index| index as &dyn Source),
            exploited: None,
            likelihoods: None,
            popular: Some(self.popular.as_ref().unwrap_or_else(|| Popular::shipped())),
        }
    }

    /// The names of which something else is known than before; `None` for all.
    pub(super) fn differences(&self, before: &Self) -> Option<HashSet<String>> {
        let (Some(new), Some(old)) = (&self.index, &before.index) else { return None };
        if self.popular_digest != before.popular_digest || self.unread != before.unread {
            return None;
        }
        let differs = |name: &&str| match (new.find(name), old.find(name)) {
            (Ok(new), Ok(old)) => new != old,
            _ => true,
        };
        Some(new.names().chain(old.names()).filter(differs).map(str::to_owned).collect())
    }
}

fn unread(index: &Index) -> Option<String> {
    let header = index.header();
    let first = header.unreadable.first()?;
    Some(format!(
        "{} records of {} could not be read, the first of which is {}: what they are about is unknown",
        header.unreadable_count, header.provenance.source, first.file
    ))
}
