//! What was installed when the agent last ran, so that it can say what has changed since.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::{Disk, FileError};
use fetter_core::report::json::InventoryDocument;

/// How large it may be, in bytes.
const LIMIT: usize = 1024 * 1024 * 1024;
/// How long after a change it is kept: whoever installs changes more than one thing. After a kill, what changed in that time is
/// said a second time.
const PAUSE: Duration = Duration::from_secs(10);

/// A file that is the inventory of the last time.
#[derive(Debug)]
pub(super) struct Memory {
    file: PathBuf,
    due: Option<Instant>,
}

impl Memory {
    /// The one in that directory.
    pub(super) fn of(directory: &Path) -> Self {
        Self { file: directory.join("inventory.json"), due: None }
    }

    /// What was installed the last time; nothing at the first.
    pub(super) fn recall(&self) -> Result<Option<Inventory>, String> {
        let unread = |why: String| {
            format!(
                "what was installed when the agent last ran could not be read from {}: {why}",
                self.file.display()
            )
        };
        match Disk::here().read(&self.file, LIMIT) {
            Ok(read) => {
                let document =
                    InventoryDocument::read(&read.bytes).map_err(|error| unread(error.to_string()))?;
                Inventory::try_from(document).map(Some).map_err(|error| unread(error.to_string()))
            }
            Err(FileError::Missing) => Ok(None),
            Err(error) => Err(unread(error.to_string())),
        }
    }

    /// Notes that something has changed.
    pub(super) fn note(&mut self, now: Instant) {
        self.due.get_or_insert(now + PAUSE);
    }

    /// Whether it is to be kept now.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|due| now >= due)
    }

    /// Keeps what is installed: the file is the old or the new one, whatever happens.
    pub(super) fn keep(&mut self, inventory: &Inventory) -> Result<(), String> {
        self.due = None;
        let beside = self.file.with_extension("json.new");
        let write = || -> std::io::Result<()> {
            let options = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).clone();
            let mut out = BufWriter::new(options.open(&beside)?);
            InventoryDocument::from(inventory).write(&mut out)?;
            out.flush()?;
            let file: File = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            file.sync_all()?;
            std::fs::rename(&beside, &self.file)
        };
        write().map_err(|error| {
            format!("what is installed could not be kept in {}: {error}", self.file.display())
        })
    }
}
