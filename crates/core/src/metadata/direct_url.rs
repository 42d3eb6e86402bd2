//! `direct_url.json` (PEP 610): where a distribution came from, if not from an index.

use std::collections::BTreeMap;

use serde::Deserialize;

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
        let (url, subdirectory) = (mask_credentials(&wire.url), wire.subdirectory);
        if let Some(info) = wire.vcs_info {
            let VcsInfo { vcs, requested_revision, commit_id: commit } = info;
            Ok(Self::Vcs { url, vcs, requested_revision, commit, subdirectory })
        } else if let Some(info) = wire.archive_info {
            Ok(Self::Archive { url, hashes: info.hashes(), subdirectory })
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
        match self {
            Self::Archive { url, .. } => formatter.write_str(url),
            Self::Directory { url, editable, .. } => {
                write!(formatter, "{}{url}", if *editable { "-e " } else { "" })
            }
            Self::Vcs { url, vcs, requested_revision, commit, .. } => {
                write!(formatter, "{vcs}+{url}")?;
                commit.as_ref().or(requested_revision.as_ref()).map_or(Ok(()), |at| write!(formatter, "@{at}"))
            }
        }
    }
}

impl ArchiveInfo {
    /// `hashes`, or the older `hash` (`sha256=…`) where that is all there is.
    fn hashes(self) -> BTreeMap<String, String> {
        let older = self.hash.as_deref().and_then(|hash| hash.split_once('='));
        let older = older.map(|(algorithm, digest)| (algorithm.to_owned(), digest.to_owned()));
        let hashes = self.hashes.unwrap_or_else(|| older.into_iter().collect());
        hashes.into_iter().map(|(algorithm, digest)| (algorithm, digest.to_ascii_lowercase())).collect()
    }
}

/// What stands where credentials stood.
const MASK: &str = "****";

/// Names of query parameters whose values are secrets.
const SECRET_PARAMETERS: [&str; 7] = ["token", "password", "passwd", "secret", "key", "signature", "sig"];

/// Replaces the credentials in a URL: user and password before the host, and values of query parameters
/// that look like secrets. `git@`, which is no secret, and `${VARIABLE}` references stay.
#[must_use]
pub fn mask_credentials(url: &str) -> String {
    let (before_query, query) = url.split_once('?').unwrap_or((url, ""));
    let authority = before_query.find("://").map_or(0, |at| at + 3);
    let end = before_query[authority..].find('/').map_or(before_query.len(), |at| authority + at);
    // Without a scheme only the `user@host:path` of ssh can hold a user, and a path may hold any `@`.
    let at_sign = before_query[authority..end].rfind('@').filter(|_| authority > 0 || !before_query.starts_with('/'));
    let mut masked = String::with_capacity(url.len());
    match at_sign {
        Some(at) if !is_harmless(&before_query[authority..authority + at]) => {
            masked.push_str(&before_query[..authority]);
            masked.push_str(MASK);
            masked.push_str(&before_query[authority + at..]);
        }
        _ => masked.push_str(before_query),
    }
    if !query.is_empty() {
        let (parameters, fragment) = query.split_once('#').map_or((query, None), |(all, rest)| (all, Some(rest)));
        masked.push('?');
        masked.push_str(&parameters.split('&').map(mask_parameter).collect::<Vec<_>>().join("&"));
        if let Some(fragment) = fragment {
            masked.push('#');
            masked.push_str(fragment);
        }
    }
    masked
}

fn is_harmless(user_info: &str) -> bool {
    let reference = |part: &str| part.starts_with("${") && part.ends_with('}');
    user_info == "git" || user_info.split(':').all(reference)
}

fn mask_parameter(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, _)) if SECRET_PARAMETERS.iter().any(|secret| name.to_ascii_lowercase().contains(secret)) => {
            format!("{name}={MASK}")
        }
        _ => parameter.to_owned(),
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
    }

    #[test]
    fn credentials_are_masked_and_nothing_else() {
        for (url, masked) in [
            ("https://user:pass@host/x", "https://****@host/x"),
            ("https://token@host/x@1.0", "https://****@host/x@1.0"),
            ("https://a:b@c@host/x", "https://****@host/x"),
            ("ssh://git@host/x", "ssh://git@host/x"),
            ("git@host:org/x.git", "git@host:org/x.git"),
            ("https://${USER}:${PASS}@host/x", "https://${USER}:${PASS}@host/x"),
            ("https://host/a@b", "https://host/a@b"),
            ("https://host/x?access_token=1&v=2#egg=x", "https://host/x?access_token=****&v=2#egg=x"),
            ("/home/u/a@b", "/home/u/a@b"),
            ("file:///home/a@b/c", "file:///home/a@b/c"),
            ("https://u:p@host", "https://****@host"),
        ] {
            assert_eq!(mask_credentials(url), masked);
        }
    }
}
