//! `direct_url.json` (PEP 610): where a distribution came from, if not from an index.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::credentials::mask_credentials;

/// Where a distribution was installed from. URLs carry no credentials: they are masked when they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A wheel or source archive.
    Archive {
        /// The URL.
        url: String,
        /// The archive's hashes, by algorithm, in lower-case hexadecimal.
        hashes: BTreeMap<String, String>,
        /// Where in the archive the project lies.
        subdirectory: Option<String>,
    },
    /// A version control repository.
    Vcs {
        /// The URL.
        url: String,
        /// `git`, `hg`, `bzr` or `svn`.
        vcs: String,
        /// The branch, tag or commit that was asked for.
        requested_revision: Option<String>,
        /// The commit that was installed.
        commit: Option<String>,
        /// Where in the repository the project lies.
        subdirectory: Option<String>,
    },
    /// A local directory.
    Directory {
        /// The URL.
        url: String,
        /// Whether the source tree itself is on the path (PEP 660).
        editable: bool,
        /// Where in the directory the project lies.
        subdirectory: Option<String>,
    },
}

/// Why a `direct_url.json` could not be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectUrlError {
    /// It is no JSON, or a value has the wrong type.
    #[error("not the JSON of PEP 610: {0}")]
    Json(#[from] serde_json::Error),
    /// It has none of `archive_info`, `vcs_info` and `dir_info`.
    #[error("it has none of archive_info, vcs_info and dir_info")]
    NoKind,
    /// It has more than one of them.
    #[error("it has more than one of archive_info, vcs_info and dir_info")]
    SeveralKinds,
}

#[derive(Deserialize)]
struct Wire {
    url: String,
    subdirectory: Option<String>,
    archive_info: Option<ArchiveInfo>,
    vcs_info: Option<VcsInfo>,
    dir_info: Option<DirInfo>,
}

#[derive(Deserialize)]
struct ArchiveInfo {
    hash: Option<String>,
    hashes: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct VcsInfo {
    vcs: String,
    requested_revision: Option<String>,
    commit_id: Option<String>,
}

#[derive(Deserialize)]
struct DirInfo {
    #[serde(default)]
    editable: bool,
}

impl Origin {
    /// Reads a `direct_url.json`.
    pub fn read(bytes: &[u8]) -> Result<Self, DirectUrlError> {
        let wire: Wire = serde_json::from_slice(bytes)?;
        let url = mask_credentials(&wire.url);
        // Anything may stand there, and what is shown holds no credentials.
        let masked = |text: String| mask_credentials(&text);
        let subdirectory = wire.subdirectory.filter(|directory| !directory.is_empty()).map(masked);
        let kinds = [wire.vcs_info.is_some(), wire.archive_info.is_some(), wire.dir_info.is_some()];
        if kinds.into_iter().filter(|is_there| *is_there).count() > 1 {
            return Err(DirectUrlError::SeveralKinds);
        }
        if let Some(info) = wire.vcs_info {
            let VcsInfo { vcs, requested_revision, commit_id } = info;
            let (requested_revision, commit) = (requested_revision.map(masked), commit_id.map(masked));
            Ok(Self::Vcs { url, vcs: masked(vcs), requested_revision, commit, subdirectory })
        } else if let Some(info) = wire.archive_info {
            let hashes = info.hashes().into_iter().map(|(name, hash)| (masked(name), masked(hash)));
            Ok(Self::Archive { url, hashes: hashes.collect(), subdirectory })
        } else if let Some(DirInfo { editable }) = wire.dir_info {
            Ok(Self::Directory { url, editable, subdirectory })
        } else {
            Err(DirectUrlError::NoKind)
        }
    }

    /// The URL, without credentials.
    #[must_use]
    pub fn url(&self) -> &str {
        match self {
            Self::Archive { url, .. } | Self::Vcs { url, .. } | Self::Directory { url, .. } => url,
        }
    }

    /// Whether the source tree itself is on the path.
    #[must_use]
    pub const fn is_editable(&self) -> bool {
        matches!(self, Self::Directory { editable: true, .. })
    }
}

impl std::fmt::Display for Origin {
    /// The origin in the form that pip would take it in.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let within = match self {
            Self::Archive { url, subdirectory, .. } => {
                formatter.write_str(url)?;
                subdirectory
            }
            Self::Directory { url, editable, subdirectory } => {
                write!(formatter, "{}{url}", if *editable { "-e " } else { "" })?;
                subdirectory
            }
            Self::Vcs { url, vcs, requested_revision, commit, subdirectory } => {
                write!(formatter, "{vcs}+{url}")?;
                if let Some(at) = commit.as_ref().or(requested_revision.as_ref()) {
                    write!(formatter, "@{at}")?;
                }
                subdirectory
            }
        };
        within.as_ref().map_or(Ok(()), |within| write!(formatter, "#subdirectory={within}"))
    }
}

impl ArchiveInfo {
    /// `hashes`, and the older `hash` (`sha256=…`) where `hashes` does not have that algorithm.
    fn hashes(self) -> BTreeMap<String, String> {
        let mut hashes = self.hashes.unwrap_or_default();
        if let Some((algorithm, digest)) = self.hash.as_deref().and_then(|hash| hash.split_once('=')) {
            hashes.entry(algorithm.to_owned()).or_insert_with(|| digest.to_owned());
        }
        let lower = |text: String| text.to_ascii_lowercase();
        hashes.into_iter().map(|(algorithm, digest)| (lower(algorithm), lower(digest))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_specification_are_read() {
        let git = br#"{"url": "https://github.com/pypa/pip.git", "vcs_info": {"vcs": "git",
            "requested_revision": "1.3.1", "commit_id": "7921be1537eac1e97bc40179a57f0349c2aee67d"}}"#;
        let origin = Origin::read(git).unwrap();
        assert_eq!(
            origin.to_string(),
            "git+https://github.com/pypa/pip.git@7921be1537eac1e97bc40179a57f0349c2aee67d"
        );
        let archive = br#"{"url": "https://h/pip.zip", "archive_info": {"hash": "sha256=2DC6B5A4"}}"#;
        let hashes = [("sha256".to_owned(), "2dc6b5a4".to_owned())].into();
        let expected = Origin::Archive { url: "https://h/pip.zip".into(), hashes, subdirectory: None };
        assert_eq!(Origin::read(archive).unwrap(), expected);
        let editable = br#"{"url": "file:///home/u/p", "dir_info": {"editable": true}}"#;
        assert!(Origin::read(editable).unwrap().is_editable());
        assert!(matches!(Origin::read(br#"{"url": "x"}"#), Err(DirectUrlError::NoKind)));
        assert!(matches!(Origin::read(b"[]"), Err(DirectUrlError::Json(_))));
        let both = br#"{"url": "x", "dir_info": {}, "archive_info": {"hash": "md5=1", "hashes": {}}}"#;
        assert!(matches!(Origin::read(both), Err(DirectUrlError::SeveralKinds)));
    }
}
