//! Bounds in a git repository.

use std::sync::Arc;

use fetter_client::git::{EntryKind, GitError, Repository};
use fetter_core::manifest::{Context, OpenError, Opened};
use fetter_core::metadata::credentials::mask_credentials;

use super::{LIMIT, Reach, Refusal, beside, chain, directory, is_url, unreadable};

/// Files of a repository. They are called `URL@COMMIT:PATH`.
pub(super) struct RepositoryContext<'repository> {
    repository: &'repository Repository,
    reach: &'repository Reach,
    before: String,
}

impl<'repository> RepositoryContext<'repository> {
    pub(super) fn new(repository: &'repository Repository, reach: &'repository Reach) -> Self {
        let url = mask_credentials(&repository.source().url());
        Self { repository, reach, before: format!("{url}@{}:", repository.commit()) }
    }

    pub(super) fn label(&self, path: &str) -> Arc<str> {
        format!("{}{path}", self.before).into()
    }

    /// The file that was named, or that the directory is searched for.
    pub(super) fn bound(&self) -> Result<String, Refusal> {
        let source = self.repository.source();
        if let Some(file) = source.file() {
            return Ok(file.to_owned());
        }
        let within = source.directory();
        let entries = self.repository.list(within).map_err(|error| unreadable(chain(&error)))?;
        let is_there = |name: &str| {
            entries.iter().any(|entry| entry.name == name && matches!(entry.kind, EntryKind::File))
        };
        let found = directory::choose(is_there);
        let name = found.ok_or_else(|| unreadable(directory::none(&self.label(within))))?;
        Ok(if within.is_empty() {
            name.to_owned()
        } else {
            format!("{}/{name}", within.trim_end_matches('/'))
        })
    }

    fn resolve(&self, base: &str, reference: &str) -> Option<String> {
        beside(base.strip_prefix(&*self.before)?, reference)
    }
}

impl Context for RepositoryContext<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        let leads_out = is_url(reference) || reference.contains("://") || reference.starts_with('/');
        let path = Some(reference).filter(|_| !leads_out).and_then(|reference| self.resolve(base, reference));
        let path = path.ok_or_else(|| {
            OpenError::Failed(
                "a file of a repository may refer to files of the same repository only".to_owned(),
            )
        })?;
        match self.repository.read(&path, LIMIT as u64) {
            Ok(bytes) => Ok(Opened { file: self.label(&path), bytes }),
            Err(GitError::NotFound { .. }) => Err(OpenError::Missing),
            Err(error) => Err(OpenError::Failed(chain(&error))),
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.reach.variables.get(name).cloned()
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
