//! A backup is taken.

use std::fs::File;
use std::path::Path;

use super::format::{End, Header};
use super::read::Reader;
use super::write::Writer;
use super::{BackupError, Store, secrets};
use crate::clock;
use crate::serve::{DataDirectory, runtime};
use crate::store::Database;

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The first line.
    pub header: Header,
    /// The last line.
    pub end: End,
}

/// Writes everything that a server keeps into a new file, which only its owner reads. The server may run meanwhile.
pub fn take(store: &Store, path: &Path) -> Result<Taken, BackupError> {
    let data = DataDirectory::at(&store.data);
    if store.database.is_none() && !data.file("fetter.db").exists() {
        return Err(BackupError::Nothing(store.data.clone()));
    }
    let files = secrets::saved(store, &data)?;
    let address = store.database.clone().unwrap_or_else(|| data.database());
    runtime()?.block_on(async {
        let database = Database::connect(&address).await?;
        if database.is_empty().await? {
            return Err(BackupError::Nothing(store.data.clone()));
        }
        let mut writer = Writer::new(path, database.engine(), clock::now(), files)?;
        let done = database.export(&mut writer).await;
        database.close().await;
        done?;
        let (header, end) = writer.end()?;
        Ok(Taken { header, end })
    })
}

/// Reads a backup to its end, and says what is in it.
pub fn verify(path: &Path) -> Result<Taken, BackupError> {
    let (header, end) = Reader::new(path, open(path)?)?.verify()?;
    Ok(Taken { header, end })
}

pub(super) fn open(path: &Path) -> Result<File, BackupError> {
    File::open(path).map_err(|error| BackupError::File { what: "open", path: path.to_path_buf(), error })
}
