//! Compiled code of sources that no distribution lists, and that are known all the same: what tools and the system put there.
//!
//! What distributions list, verification looks at.

use std::ffi::OsStr;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{FileType, Stat};

use super::Walk;
use crate::integrity::ownerless::claims::Claimant;
use crate::integrity::ownerless::extra::What;
use crate::integrity::ownerless::listing::Entry;
use crate::integrity::verify::VerifyUncheckedCode;
use crate::integrity::verify::cached::{self, Judged};
use crate::inventory::file::{FileError, join};
use crate::metadata::bytecode;

impl Walk<'_, '_> {
    /// Looks at a file in `__pycache__`, if no distribution lists its source, and that is known.
    pub(super) fn of_nobody_s_source(&mut self, entry: &Entry) {
        let Some(source) = bytecode::source_of(Path::new(OsStr::from_bytes(&self.path))) else { return };
        let name = source.as_os_str().as_bytes();
        let is_system_s = self.ground.claims.of_file(name) == Some(Claimant::System);
        if !is_system_s && !self.is_known(name) {
            return;
        }
        match self.judged(entry, &source) {
            Ok(judged) => {
                let unseen = judged.map(|judged| self.noted(&self.path, &entry.status, What::Unseen(judged)));
                self.found.extras.extend(unseen);
            }
            // Python compiles where it finds nothing.
            Err(FileError::Missing) => {}
            Err(error) => {
                let path = join(&self.ground.path, &self.path);
                self.unchecked(path, VerifyUncheckedCode::Unreadable, &error.to_string());
            }
        }
    }

    /// What Python runs without looking at its source. What is only out of date does no harm.
    fn judged(&self, entry: &Entry, source: &Path) -> Result<Option<Judged>, FileError> {
        let is_link = entry.is_link();
        let (compiled, _) = self.opened(Path::new(OsStr::from_bytes(&self.path)))?;
        let (source, status) = self.opened(source)?;
        let judged = cached::judge(&compiled, &source, &status).filter(Judged::is_run);
        Ok(judged.map(|judged| if is_link { judged.through_link() } else { judged }))
    }

    /// Opens a file of the site; a link is followed, as Python would, but where that is not fair.
    fn opened(&self, relative: &Path) -> Result<(OwnedFd, Stat), FileError> {
        let ground = self.ground;
        let status = ground.site.status(relative)?;
        match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => ground.site.open_file(relative),
            FileType::Symlink => {
                let whole = ground.path.join(relative);
                let (file, _) = ground.disk.open_through_links(&ground.path, &whole)?;
                let status = rustix::fs::fstat(&file)?;
                Ok((file, status))
            }
            // In another machine's image a device may lie there, which must not even be opened.
            _ => Err(FileError::Irregular),
        }
    }
}
