//! Where reports are brought to.

use std::path::{Path, PathBuf};

use fetter_core::metadata::credentials::mask_credentials;

/// A place that takes reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A directory that stands for a server ([`super::FileCourier`]).
    Directory(PathBuf),
    /// A server by its URL. The machine must be enrolled there.
    Server(String),
}

/// Why nothing can be brought to a place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DestinationError {
    /// It has a user or a password in it.
    #[error("{0}: a server is named without user and password: machines sign what they say")]
    Credentials(String),
    /// It is nothing.
    #[error("where reports are brought to is empty; name a directory, or the URL of a server")]
    Empty,
}

impl Destination {
    /// Reads what was said. A relative path is taken from `directory`.
    pub fn read(text: &str, directory: &Path) -> Result<Self, DestinationError> {
        if text.is_empty() {
            return Err(DestinationError::Empty);
        }
        if text.contains("://") {
            let masked = mask_credentials(text);
            return if masked == text {
                Ok(Self::Server(text.to_owned()))
            } else {
                Err(DestinationError::Credentials(masked))
            };
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
        assert_eq!(read("https://server.example"), Ok(Destination::Server("https://server.example".into())));
        let said = read("https://user:secret@server.example/x").expect_err("it has a password").to_string();
        assert!(said.contains("server.example") && !said.contains("secret"), "{said}");
    }
}
