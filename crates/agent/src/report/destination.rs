//! Where reports are brought to.

use std::path::{Path, PathBuf};

use fetter_core::metadata::credentials::mask_credentials;

/// A place that takes reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A directory that stands for a server ([`super::FileCourier`]).
    Directory(PathBuf),
}

/// Why nothing can be brought to a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DestinationError {
    /// It is a URL.
    #[error("{0}: bringing reports to a server is not supported by this version of fetter; name a directory")]
    Server(String),
    /// It is nothing.
    #[error("where reports are brought to is empty; name a directory")]
    Empty,
}

impl Destination {
    /// Reads what was said. A relative path is taken from `directory`.
    pub fn read(text: &str, directory: &Path) -> Result<Self, DestinationError> {
        if text.is_empty() {
            return Err(DestinationError::Empty);
        }
        if text.contains("://") {
            return Err(DestinationError::Server(mask_credentials(text)));
        }
        Ok(Self::Directory(directory.join(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_a_server_and_keeps_its_secrets() {
        let read = |text| Destination::read(text, Path::new("/etc/fetter"));
        assert_eq!(read("/srv/reports"), Ok(Destination::Directory("/srv/reports".into())));
        assert_eq!(read("reports"), Ok(Destination::Directory("/etc/fetter/reports".into())));
        assert_eq!(read(""), Err(DestinationError::Empty));
        let said = read("https://user:secret@server.example/x").expect_err("it is a server").to_string();
        assert!(said.contains("server.example") && said.contains("not supported"), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
}
