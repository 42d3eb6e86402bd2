//! What a machine is called.

use std::path::Path;

use fetter_core::hex;
use rustix::rand::{GetRandomFlags, getrandom};

use super::SpoolError;
use super::directory::Directory;
use super::group::sync_group;
use super::outbox::ACKNOWLEDGED;
use super::spool::ENTRIES;
use super::standing::STANDING;

const FILE: &str = "machine";

/// The machine's id, which is made at random the first time and kept in this directory.
///
/// It is not the one in `/etc/machine-id`, which is not to be shown to others (machine-id(5)), and which images share.
pub fn machine_id(directory: &Path) -> Result<String, SpoolError> {
    let directory = Directory::shared(directory, sync_group())?;
    if let Some(id) = kept(&directory)? {
        return Ok(id);
    }
    let id = new_machine_id()?;
    directory.write(FILE, id.as_bytes())?;
    Ok(id)
}

/// Another id, which is kept nowhere yet.
pub fn new_machine_id() -> Result<String, SpoolError> {
    let mut bytes = [0_u8; 16];
    getrandom(&mut bytes, GetRandomFlags::empty()).map_err(|errno| SpoolError::File {
        what: "make a random id for",
        path: FILE.into(),
        error: errno.into(),
    })?;
    Ok(hex::encode(&bytes))
}

/// The id that the agent keeps in this directory; `None` where it has made none yet.
pub fn known_machine_id(directory: &Path) -> Result<Option<String>, SpoolError> {
    kept(&Directory::open(directory)?)
}

/// Has another id in this directory, and forgets all reports under the one before.
pub fn become_machine(directory: &Path, id: &str) -> Result<(), SpoolError> {
    let outbox = Directory::shared(directory, sync_group())?;
    for inner in ["reports", "contents"] {
        let inner = outbox.inner(inner)?;
        for name in inner.names(ENTRIES)? {
            inner.remove(&name);
        }
        inner.sync()?;
    }
    for name in [ACKNOWLEDGED, STANDING] {
        outbox.remove(name);
    }
    outbox.write(FILE, id.as_bytes())
}

/// The id that is kept, if it is one.
fn kept(directory: &Directory) -> Result<Option<String>, SpoolError> {
    let text = directory.read(FILE, 64)?.and_then(|bytes| String::from_utf8(bytes).ok());
    let id = text.map(|text| text.trim_ascii().to_owned());
    Ok(id.filter(|id| id.len() == 32 && hex::decode(id).is_some()))
}
