//! Where a manifest says that a package must come from.

use std::fmt;

/// Where a package must come from. URLs carry no credentials: readers mask them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// An index, whichever is configured, or this one.
    Index {
        /// The index's URL, where the manifest names one.
        url: Option<String>,
    },
    /// One archive.
    Archive {
        /// Its URL; `file:` for a local one.
        url: String,
        /// Where in the archive the project lies.
        subdirectory: Option<String>,
    },
    /// A version control repository.
    Vcs {
        /// `git`, `hg`, `bzr` or `svn`.
        vcs: String,
        /// The repository's URL, without `git+` before it and `@revision` behind it.
        url: String,
        /// The branch, tag or commit that is asked for.
        revision: Option<String>,
        /// The commit that a lock file settled on.
        commit: Option<String>,
        /// Where in the repository the project lies.
        subdirectory: Option<String>,
    },
    /// A local source tree.
    Directory {
        /// Its `file:` URL, or the path as written where that could not be made a URL of.
        url: String,
        /// Whether the tree itself must be on the path; `None` if either will do.
        editable: Option<bool>,
    },
}

impl Source {
    /// Reads a URL that PEP 508 or pip takes: `git+https://…@rev#subdirectory=x`, `https://…/x.whl`, `file:///…`. What is no
    /// version control URL is an archive; a `file:` URL of something without an archive's ending is a directory.
    #[must_use]
    pub fn of_url(url: &str) -> Self {
        let (before, fragment) = url.split_once('#').unwrap_or((url, ""));
        let parameter = |name: &str| {
            fragment.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        let subdirectory = parameter("subdirectory").filter(|directory| !directory.is_empty());
        let masked = crate::metadata::credentials::mask_credentials;
        if let Some((vcs, rest)) = version_control(before) {
            let (location, revision) = split_revision(rest);
            return Self::Vcs {
                vcs: vcs.to_owned(),
                url: masked(location),
                revision: revision.map(masked),
                commit: None,
                subdirectory,
            };
        }
        if before.starts_with("file:") && !is_archive(before) {
            let within = subdirectory.map(|within| format!("{}/{within}", before.trim_end_matches('/')));
            return Self::Directory { url: masked(within.as_deref().unwrap_or(before)), editable: None };
        }
        Self::Archive { url: masked(before), subdirectory }
    }
}

/// What names of archives end with, for pip.
const ARCHIVES: [&str; 12] = [
    ".whl",
    ".zip",
    ".tar.gz",
    ".tgz",
    ".tar",
    ".tar.bz2",
    ".tbz",
    ".tar.xz",
    ".txz",
    ".tlz",
    ".tar.lz",
    ".tar.lzma",
];

/// The name of an archive that pip takes without its ending, if it is one.
pub(super) fn archive_stem(file: &str) -> Option<&str> {
    ARCHIVES.iter().find_map(|ending| without_ending(file, ending))
}

/// Whether a path or URL is one of an archive; eggs are, though pip takes none.
pub(super) fn is_archive(path: &str) -> bool {
    archive_stem(path).or_else(|| without_ending(path, ".egg")).is_some()
}

fn without_ending<'name>(file: &'name str, ending: &str) -> Option<&'name str> {
    let at = file.len().checked_sub(ending.len())?;
    let end = file.get(at..)?;
    (at > 0 && end.eq_ignore_ascii_case(ending)).then(|| &file[..at])
}

fn version_control(url: &str) -> Option<(&str, &str)> {
    let (scheme, _) = url.split_once(':')?;
    let (vcs, _) = scheme.split_once('+').unwrap_or((scheme, ""));
    if !["git", "hg", "bzr", "svn"].contains(&vcs) {
        return None;
    }
    // `git:` and `svn:` are schemes of their own.
    Some((vcs, url.strip_prefix(vcs)?.strip_prefix('+').unwrap_or(url)))
}

/// Parts `@revision` from a URL: the last `@` behind the host.
fn split_revision(url: &str) -> (&str, Option<&str>) {
    let path = url.find("://").map_or(0, |at| {
        let start = at + 3;
        url[start..].find('/').map_or(url.len(), |slash| start + slash)
    });
    match url[path..].rfind('@') {
        Some(at) => (&url[..path + at], Some(&url[path + at + 1..])),
        None => (url, None),
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index { url: None } => formatter.write_str("an index"),
            Self::Index { url: Some(url) } => write!(formatter, "the index {url}"),
            Self::Archive { url, subdirectory } => {
                formatter.write_str(url)?;
                within(subdirectory.as_ref(), formatter)
            }
            Self::Directory { url, editable } => {
                write!(formatter, "{}{url}", if *editable == Some(true) { "-e " } else { "" })
            }
            Self::Vcs { vcs, url, revision, commit, subdirectory } => {
                write!(formatter, "{vcs}+{url}")?;
                if let Some(at) = commit.as_ref().or(revision.as_ref()) {
                    write!(formatter, "@{at}")?;
                }
                within(subdirectory.as_ref(), formatter)
            }
        }
    }
}

fn within(subdirectory: Option<&String>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    subdirectory.map_or(Ok(()), |within| write!(formatter, "#subdirectory={within}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_say_what_they_are() {
        let vcs = |url: &str, revision: Option<&str>, subdirectory: Option<&str>| Source::Vcs {
            vcs: "git".into(),
            url: url.into(),
            revision: revision.map(Into::into),
            commit: None,
            subdirectory: subdirectory.map(Into::into),
        };
        for (url, source) in [
            (
                "git+https://h/o/r.git@v1#subdirectory=a&egg=x",
                vcs("https://h/o/r.git", Some("v1"), Some("a")),
            ),
            ("git+ssh://git@h/o/r.git", vcs("ssh://git@h/o/r.git", None, None)),
            ("git+https://u:p@h/r@refs/pull/1/head", vcs("https://****@h/r", Some("refs/pull/1/head"), None)),
            ("git://h/r.git@x", vcs("git://h/r.git", Some("x"), None)),
            (
                "https://h/a.whl#sha256=00",
                Source::Archive { url: "https://h/a.whl".into(), subdirectory: None },
            ),
            (
                "file:///p/#subdirectory=a/b",
                Source::Directory { url: "file:///p/a/b".into(), editable: None },
            ),
            ("file:///p/x", Source::Directory { url: "file:///p/x".into(), editable: None }),
            ("file:///p/x.whl", Source::Archive { url: "file:///p/x.whl".into(), subdirectory: None }),
        ] {
            assert_eq!(Source::of_url(url), source, "{url}");
        }
    }
}
