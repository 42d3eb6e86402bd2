//! Where advisories are taken from.

use std::path::{Path, PathBuf};

use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::metadata::file_url;

/// Something that was named as a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Supply {
    /// A file or directory of this machine.
    Path(PathBuf),
    /// What a server has.
    Url(String),
}

/// Why something is no source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SupplyError {
    /// It is empty.
    #[error("a source has no name")]
    Empty,
    /// A `file:` URL of elsewhere.
    #[error("{0} names no file of this machine")]
    Elsewhere(String),
    /// Another scheme.
    #[error("cannot fetch {url}: {scheme} is no http, https or file")]
    Scheme {
        /// The URL, without credentials.
        url: String,
        /// Its scheme.
        scheme: String,
    },
    /// A digest of a file.
    #[error("{0}: #sha256= pins a URL; of a file of this machine, compare the digest with sha256sum")]
    Pinned(String),
}

impl Supply {
    /// Tells a URL from a path; a relative path is of the working directory.
    pub fn new(named: &str, directory: &Path) -> Result<Self, SupplyError> {
        if named.is_empty() {
            return Err(SupplyError::Empty);
        }
        match named.split_once("://") {
            Some((scheme, _)) if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
                Ok(Self::Url(named.to_owned()))
            }
            Some(("file", _)) => match file_url::path_of(named) {
                Some(path) => Ok(Self::Path(path)),
                None => Err(SupplyError::Elsewhere(mask_credentials(named))),
            },
            Some((scheme, _)) => {
                Err(SupplyError::Scheme { url: mask_credentials(named), scheme: scheme.to_owned() })
            }
            None if named.contains("#sha256=") && !directory.join(named).exists() => {
                Err(SupplyError::Pinned(named.to_owned()))
            }
            None => Ok(Self::Path(directory.join(named))),
        }
    }

    /// What it is called, without credentials.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Url(url) => mask_credentials(url.split('#').next().unwrap_or(url)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_from_paths() {
        let of = |named: &str| Supply::new(named, Path::new("/here"));
        assert_eq!(of("all.zip").unwrap(), Supply::Path("/here/all.zip".into()));
        assert_eq!(of("/x/all.zip").unwrap(), Supply::Path("/x/all.zip".into()));
        assert_eq!(of("file:///x/all.zip").unwrap(), Supply::Path("/x/all.zip".into()));
        let url = of("https://user:secret@h.example/all.zip#sha256=1").unwrap();
        assert!(!url.name().contains("secret") && !url.name().contains('#'), "{}", url.name());
        assert!(of("ftp://h.example/x").is_err_and(|error| error.to_string().contains("ftp")));
        assert!(of("").is_err());
        assert!(of("all.zip#sha256=00").is_err_and(|error| error.to_string().contains("sha256sum")));
        assert_eq!(of("file://localhost/x/a%20b.zip").unwrap(), Supply::Path("/x/a b.zip".into()));
    }
}
