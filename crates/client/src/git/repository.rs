//! Reading out of a fetched revision.

use std::fmt;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::call::Call;
use super::path::normal;
use super::process::Allowance;
use super::program::Git;
use super::{GitError, GitSource};
use crate::shown::shown;

/// The longest list of a directory, in bytes.
const LONGEST_LIST: u64 = 16 * 1024 * 1024;

/// The longest link, in bytes, as in Linux.
const LONGEST_LINK: u64 = 4096;

/// How many links are followed before a path counts as a circle, as in the kernel.
const LINK_LIMIT: usize = 40;

/// One revision of a repository, in a private directory that is removed when this is dropped.
pub struct Repository {
    git: Git,
    directory: TempDir,
    source: GitSource,
    commit: String,
    total: Duration,
}

/// Something in a directory of a repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name. What is no UTF-8 is replaced, and cannot be read by that name.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What can be in a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A directory.
    Directory,
    /// A regular file.
    File,
    /// A symbolic link, which is followed within the repository, and only by [`Repository::real_path`].
    Link,
    /// Another repository, which is never fetched.
    Submodule,
}

impl fmt::Display for EntryKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Directory => "a directory",
            Self::File => "a file",
            Self::Link => "a symbolic link",
            Self::Submodule => "a submodule",
        })
    }
}

/// One line of `git ls-tree --long`.
struct Line {
    kind: EntryKind,
    object: String,
    size: u64,
    path: String,
}

impl Repository {
    pub(super) fn new(
        git: Git,
        directory: TempDir,
        source: GitSource,
        commit: String,
        total: Duration,
    ) -> Self {
        Self { git, directory, source, commit, total }
    }

    /// The commit, all digits of it.
    #[must_use]
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// What it was fetched from.
    #[must_use]
    pub fn source(&self) -> &GitSource {
        &self.source
    }

    /// What is in a directory, by name. Paths begin at the repository's root, also if the source has a subdirectory;
    /// the empty path is the root.
    pub fn list(&self, directory: &str) -> Result<Vec<Entry>, GitError> {
        let directory = normal(directory)?;
        if !directory.is_empty() {
            self.look_up(&directory, EntryKind::Directory)?;
        }
        let below = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let lines = self.lines(&below)?;
        let name = |line: &Line| line.path.strip_prefix(&below).unwrap_or(&line.path).to_owned();
        let mut entries =
            lines.iter().map(|line| Entry { name: name(line), kind: line.kind }).collect::<Vec<_>>();
        entries.sort();
        Ok(entries)
    }

    /// Where a path leads, links followed as a checkout's file system would, within the repository: each `..` is taken behind
    /// the link before it. Fails where a link leads out of the repository, to nothing, or in a circle.
    pub fn real_path(&self, path: &str) -> Result<String, GitError> {
        let wrong = |reason| GitError::Path { path: shown(path), reason };
        let has_parents = path.split('/').any(|part| part == "..");
        if !has_parents {
            let plain = normal(path)?;
            // Most paths have no link on the way, which git tells at once.
            let found =
                plain.is_empty() || self.lines(&plain)?.iter().any(|line| line.kind != EntryKind::Link);
            if found {
                return Ok(plain);
            }
        }
        let (mut real, mut links) = (Vec::<String>::new(), 0);
        let parts = |path: &str| path.split('/').rev().map(str::to_owned).collect::<Vec<_>>();
        let mut left = parts(path);
        while let Some(part) = left.pop() {
            match part.as_str() {
                "" | "." => continue,
                ".." => {
                    real.pop().ok_or_else(|| wrong("it leads out of the repository"))?;
                    continue;
                }
                _ => real.push(part),
            }
            let here = real.join("/");
            let Some(line) = self.lines(&normal(&here)?)?.into_iter().find(|line| line.path == here) else {
                return Err(if links > 0 {
                    wrong("a link on the way leads to nothing")
                } else {
                    self.not_found(&here)
                });
            };
            if line.kind == EntryKind::Link {
                links += 1;
                if links > LINK_LIMIT {
                    return Err(wrong("links on the way lead in a circle"));
                }
                let target = self.contents(&line, LONGEST_LINK)?;
                let target = String::from_utf8(target).map_err(|_| wrong("a link on the way is no UTF-8"))?;
                if target.starts_with('/') {
                    return Err(wrong("a link on the way leads out of the repository"));
                }
                real.pop();
                left.extend(parts(&target));
            }
        }
        Ok(real.join("/"))
    }

    /// The contents of a regular file of `limit` bytes at most. Links are not followed.
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, GitError> {
        self.contents(&self.look_up(&normal(path)?, EntryKind::File)?, limit)
    }

    fn not_found(&self, path: &str) -> GitError {
        GitError::NotFound { url: self.source.url(), path: shown(path), commit: self.commit.clone() }
    }

    fn contents(&self, line: &Line, limit: u64) -> Result<Vec<u8>, GitError> {
        if line.size > limit {
            return Err(GitError::TooLarge { what: shown(&line.path), url: self.source.url(), limit });
        }
        let allowance = Allowance { deadline: Instant::now() + self.total, output: line.size, disk: None };
        let bytes = self.call().succeed(&["cat-file", "blob", &line.object], &allowance)?;
        if bytes.len() as u64 != line.size {
            return Err(self.misunderstood("a file is not as long as the list says"));
        }
        Ok(bytes)
    }

    fn look_up(&self, path: &str, wanted: EntryKind) -> Result<Line, GitError> {
        let shown_path = if path.is_empty() { "/".to_owned() } else { shown(path) };
        if path.is_empty() {
            let found = EntryKind::Directory;
            return Err(GitError::Kind { url: self.source.url(), path: shown_path, found, wanted });
        }
        match self.lines(path)?.into_iter().find(|line| line.path == path) {
            Some(line) if line.kind == wanted => Ok(line),
            Some(Line { kind: found, .. }) => {
                Err(GitError::Kind { url: self.source.url(), path: shown_path, found, wanted })
            }
            None => Err(self.not_found(path)),
        }
    }

    /// What the commit has at a path, or, if it ends in `/` or is empty, in a directory.
    fn lines(&self, path: &str) -> Result<Vec<Line>, GitError> {
        let mut arguments = vec!["ls-tree", "-z", "--long", "--full-tree", self.commit.as_str(), "--"];
        arguments.extend((!path.is_empty()).then_some(path));
        let allowance = Allowance { deadline: Instant::now() + self.total, output: LONGEST_LIST, disk: None };
        let output = self.call().succeed(&arguments, &allowance)?;
        let lines = output.split(|byte| *byte == 0).filter(|line| !line.is_empty());
        lines.map(|line| parse(line).ok_or_else(|| self.misunderstood("a list of files"))).collect()
    }

    fn call(&self) -> Call<'_> {
        Call {
            git: &self.git,
            directory: self.directory.path(),
            source: &self.source,
            url: self.source.url(),
            total: self.total,
            action: "read",
        }
    }

    fn misunderstood(&self, reason: &str) -> GitError {
        GitError::Answer { url: self.source.url(), reason: reason.to_owned() }
    }
}

impl fmt::Debug for Repository {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Repository");
        shown.field("source", &self.source).field("commit", &self.commit).finish_non_exhaustive()
    }
}

/// `MODE SP TYPE SP OBJECT SP+ SIZE TAB PATH`; the size is `-` where there is none.
fn parse(line: &[u8]) -> Option<Line> {
    let line = String::from_utf8_lossy(line);
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, _, object, size) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let kind = match mode.get(..3)? {
        "040" => EntryKind::Directory,
        "100" => EntryKind::File,
        "120" => EntryKind::Link,
        "160" => EntryKind::Submodule,
        _ => return None,
    };
    let size = if size == "-" { 0 } else { size.parse().ok()? };
    Some(Line { kind, object: object.to_owned(), size, path: path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_understood_or_not() {
        let line = parse(b"100755 blob 0123    1234\ta\tb c")
            .map(|line| (line.kind, line.object, line.size, line.path));
        assert_eq!(line, Some((EntryKind::File, "0123".into(), 1234, "a\tb c".into())));
        let line = parse(b"160000 commit 0123       -\tx").map(|line| (line.kind, line.size));
        assert_eq!(line, Some((EntryKind::Submodule, 0)));
        for line in
            ["", "100644 blob 0123 1", "100644 blob 0123 x\ta", "200000 blob 0123 1\ta", "100644 blob\ta"]
        {
            assert!(parse(line.as_bytes()).is_none(), "{line}");
        }
    }
}
