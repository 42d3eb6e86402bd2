//! Up to which number requests may have been numbered.

use std::path::Path;

use super::SpoolError;
use super::directory::Directory;

const FILE: &str = "numbers";

/// Keeps that number in the inbox, which belongs to the process that talks to the server.
#[derive(Debug)]
pub struct NumberFile {
    directory: Directory,
}

impl NumberFile {
    /// Opens it in this inbox, of one's own.
    pub fn open(inbox: &Path) -> Result<Self, SpoolError> {
        Ok(Self { directory: Directory::own(inbox)? })
    }

    /// The number; `None` where none was kept, or what was is none.
    pub fn read(&self) -> Result<Option<u64>, SpoolError> {
        number(&self.directory)
    }

    /// Keeps it.
    pub fn write(&self, number: u64) -> Result<(), SpoolError> {
        self.directory.write(FILE, number.to_string().as_bytes())
    }
}

/// The number that is kept in an inbox, whoever's it is.
pub fn known_number(inbox: &Path) -> Result<Option<u64>, SpoolError> {
    match Directory::open(inbox) {
        Ok(directory) => number(&directory),
        Err(error) if error.is_missing() => Ok(None),
        Err(error) => Err(error),
    }
}

fn number(directory: &Directory) -> Result<Option<u64>, SpoolError> {
    let text = directory.read(FILE, 32)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| text.parse().ok()))
}
