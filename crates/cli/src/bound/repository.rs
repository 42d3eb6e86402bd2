//! Bounds in a git repository.

use std::sync::Arc;

use fetter_client::git::{EntryKind, GitError, Repository};
use fetter_core::manifest::{Context, OpenError, Opened};
use fetter_core::metadata::credentials::mask_credentials;

use super::{LIMIT, Refusal, chain, directory, unreadable};

/// Files of a repository. They are called `URL@COMMIT:PATH`.
pub(super) struct RepositoryContext<'repository> {
    repository: &'repository Repository,
    before: String,
}

impl<'repository> RepositoryContext<'repository> {
    pub(super) fn new(repository: &'repository Repository) -> Self {
        let url = mask_credentials(&repository.source().url());
        Self { repository, before: format!("{url}@{}:", repository.commit()) }
    }

    pub(super) fn label(&self, path: &str) -> Arc<str> {
        format!("{}{path}", self.before).into()
    }

    /// The file that was named, or that the directory is searched for.
    pub(super) fn bound(&self) -> Result<String, Refusal> {
        let source = self.repository.source();
        let failed = |error: GitError| unreadable(chain(&error));
        if let Some(file) = source.file() {
            return self.place(file).map_err(failed);
        }
        let within = self.repository.real_path(source.directory()).map_err(failed)?;
        let entries = self.repository.list(&within).map_err(failed)?;
        // A link too: where it leads is seen when it is read, and what cannot be read must not make room for what says less.
        let is_file = |kind| matches!(kind, EntryKind::File | EntryKind::Link);
        let is_there = |name: &str| entries.iter().any(|entry| entry.name == name && is_file(entry.kind));
        let found = directory::choose(is_there);
        let name = found.ok_or_else(|| unreadable(directory::none(&self.label(&within))))?;
        Ok(joined(&within, name))
    }

    /// The real directory of a path and the name in it, by which a file is known.
    fn place(&self, path: &str) -> Result<String, GitError> {
        match path.rsplit_once('/') {
            Some((directory, name)) if !["", ".", ".."].contains(&name) => {
                Ok(joined(&self.repository.real_path(directory)?, name))
            }
            Some(_) => self.repository.real_path(path),
            None => Ok(path.to_owned()),
        }
    }

    /// Reads a file by its place, if it is a link, where that leads within the repository.
    pub(super) fn read(&self, place: &str) -> Result<Vec<u8>, GitError> {
        self.repository.read(&self.repository.real_path(place)?, LIMIT as u64)
    }

    fn path_of<'file>(&self, file: &'file str) -> Option<&'file str> {
        file.strip_prefix(&*self.before)
    }
}

fn joined(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

impl Context for RepositoryContext<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        let leads_out = reference.contains("://") || reference.starts_with('/');
        let Some(base) = self.path_of(base).filter(|_| !leads_out) else {
            let message = "a file of a repository may refer to files of the same repository only";
            return Err(OpenError::Failed(message.to_owned()));
        };
        let directory = base.rsplit_once('/').map_or("", |(directory, _)| directory);
        let read = || {
            let place = self.place(&joined(directory, reference))?;
            Ok((self.read(&place)?, place))
        };
        match read() {
            Ok((bytes, place)) => Ok(Opened { file: self.label(&place), bytes }),
            Err(GitError::NotFound { .. }) => Err(OpenError::Missing),
            Err(error) => Err(OpenError::Failed(chain(&error))),
        }
    }

    fn own_name(&self, file: &str) -> String {
        let path = self.path_of(file).unwrap_or(file);
        path.rsplit('/').next().unwrap_or(path).to_owned()
    }

    /// None: whoever keeps the repository could see the value in what is made of it.
    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
