//! A quarantine in its anchor, and the runs in it.

use std::ffi::{OsStr, OsString};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{AtFlags, FlockOperation, Mode, RenameFlags, Stat};
use rustix::io::Errno;

use super::manifest::Manifest;
use super::store::{
    DIRECTORY, FILES, PRIVATE, Refused, Store, gone, make_directory, manifest_of, names, set_time, state_of,
    while_doing, write_new,
};
use super::{NAME, QuarantineState, Stamp};
use crate::inventory::file::{Beneath, Disk};
use crate::removal::{FileState, StateKind};

/// How often a lock is tried that somebody else has, and how long between.
const PATIENCE: usize = 100;
const NAP: Duration = Duration::from_millis(20);
/// How many names a quarantine may have.
const NAMES: usize = 9;

/// The quarantine of an anchor, locked as long as this lives.
#[derive(Debug)]
pub(super) struct Root {
    /// What is below the anchor.
    pub(super) anchor: Beneath,
    /// The anchor as it was before the quarantine was made in it.
    pub(super) anchor_before: FileState,
    /// The anchor as it was then, if it was made now.
    anchor_after: Option<FileState>,
    directory: OwnedFd,
    name: OsString,
}

/// The names that the caller's quarantine may have. A package may have installed something under the first of them; then the next is
/// taken.
pub(super) fn own_names() -> impl Iterator<Item = OsString> {
    let user = rustix::process::geteuid().as_raw();
    let further = (2..=NAMES).map(move |number| format!("{NAME}-{user}.{number}").into());
    std::iter::once(format!("{NAME}-{user}").into()).chain(further)
}

impl Root {
    /// Opens the caller's quarantine in an anchor, which is made if there is none.
    pub(super) fn make_in(anchor: &Path) -> Result<Self, Refused> {
        let place = format!("make a quarantine in {}", anchor.display());
        let beneath = while_doing(&place, Beneath::open(&Disk::here(), anchor))?;
        let before = while_doing(&place, state_of_anchor(&beneath))?;
        for name in own_names() {
            let mut after = None;
            match rustix::fs::mkdirat(beneath.directory(), &name, PRIVATE) {
                Ok(()) => {
                    after = Some(while_doing(&place, state_of_anchor(&beneath))?);
                    while_doing(&place, rustix::fs::fsync(beneath.directory()))?;
                }
                Err(Errno::EXIST) if !is_private_there(&beneath, &name) => continue,
                Err(Errno::EXIST) => {}
                Err(errno) => return while_doing(&place, Err(errno)),
            }
            return Ok(Self { anchor_before: before, anchor_after: after, ..Self::open(anchor, &name)? });
        }
        Err(format!(
            "could not {place}: other files have all of its names; look at what they are, and move them away"
        ))
    }

    /// Opens the caller's quarantine of that name in an anchor.
    pub(super) fn open(anchor: &Path, name: &OsStr) -> Result<Self, Refused> {
        let place = format!("open the quarantine in {}", anchor.display());
        let beneath = while_doing(&place, Beneath::open(&Disk::here(), anchor))?.on_one_mount();
        let directory =
            while_doing(&place, rustix::fs::openat(beneath.directory(), name, DIRECTORY, Mode::empty()))?;
        see_that_it_is_private(&directory, &place)?;
        while_doing(&place, lock(&directory))?.ok_or_else(|| {
            format!("another fetter is at work in the quarantine in {}; try again", anchor.display())
        })?;
        // Whoever had the lock may have removed the directory.
        let now =
            while_doing(&place, rustix::fs::statat(beneath.directory(), name, AtFlags::SYMLINK_NOFOLLOW))?;
        let opened = while_doing(&place, rustix::fs::fstat(&directory))?;
        if (now.st_dev, now.st_ino) != (opened.st_dev, opened.st_ino) || opened.st_dev != beneath.device() {
            return Err(format!("the quarantine in {} was exchanged; try again", anchor.display()));
        }
        let anchor_before = while_doing(&place, state_of_anchor(&beneath))?;
        Ok(Self { anchor: beneath, anchor_before, anchor_after: None, directory, name: name.to_owned() })
    }

    /// Makes the place for one distribution, whole or not at all: with what it says of itself, and room for files.
    pub(super) fn make(&self, stamp: &Stamp, number: usize, manifest: &Manifest) -> Result<Store, Refused> {
        let what = "make a place in the quarantine";
        let bytes = manifest.to_bytes().map_err(|error| format!("could not {what}: {error}"))?;
        let run = while_doing(what, make_directory(self.directory.as_fd(), OsStr::new(&stamp.id)))?;
        let (part, name) = (format!("{number}.part"), number.to_string());
        // What is left of an earlier attempt holds nothing that was moved.
        let _ = sweep(run.as_fd(), OsStr::new(&part));
        let made = (|| {
            let place = make_directory(run.as_fd(), OsStr::new(&part))?;
            let files = make_directory(place.as_fd(), OsStr::new(FILES))?;
            write_new(place.as_fd(), QuarantineState::Moving.file(), &bytes)?;
            rustix::fs::fsync(&place)?;
            rustix::fs::renameat_with(&run, part.as_str(), &run, name.as_str(), RenameFlags::NOREPLACE)?;
            rustix::fs::fsync(&run)?;
            rustix::fs::fsync(&self.directory)?;
            Ok((place, files))
        })();
        if made.is_err() {
            let _ = sweep(run.as_fd(), OsStr::new(&part));
        }
        let (place, files) = while_doing(what, made)?;
        Ok(Store { run, place, files, number: name, state: QuarantineState::Moving })
    }

    /// Opens the place of one distribution, to do something with it.
    pub(super) fn store(&self, id: &str, number: usize) -> Result<Store, Refused> {
        let (run, place, state) = self.place(id, number)?;
        // Once all is out of it, the room for files goes first.
        let files = make_directory(place.as_fd(), OsStr::new(FILES));
        let files =
            while_doing(&format!("open the files of number {number} of {id} in the quarantine"), files)?;
        Ok(Store { run, place, files, number: number.to_string(), state })
    }

    /// What the place of one distribution says of itself, and how far it came. Nothing is changed by looking.
    pub(super) fn look(&self, id: &str, number: usize) -> Result<(Manifest, QuarantineState), Refused> {
        let (_, place, state) = self.place(id, number)?;
        Ok((manifest_of(&place, state)?, state))
    }

    /// Opens the directories of a run, and of one distribution in it.
    fn place(&self, id: &str, number: usize) -> Result<(OwnedFd, OwnedFd, QuarantineState), Refused> {
        let what = format!("open number {number} of {id} in the quarantine");
        let open = |parent: BorrowedFd<'_>, name: &str| {
            while_doing(&what, rustix::fs::openat(parent, name, DIRECTORY, Mode::empty()))
        };
        let run = open(self.directory.as_fd(), id)?;
        let place = open(run.as_fd(), &number.to_string())?;
        let state =
            state_of(place.as_fd()).ok_or_else(|| format!("could not {what}: nothing says what it is"))?;
        Ok((run, place, state))
    }

    /// What is in it: runs, and the numbers in each.
    pub(super) fn contents(&self) -> Vec<(String, Vec<usize>)> {
        let mut runs = Vec::new();
        for id in names(self.directory.as_fd()).unwrap_or_default() {
            let Some(id) = id.to_str() else { continue };
            let Ok(run) = rustix::fs::openat(&self.directory, id, DIRECTORY, Mode::empty()) else { continue };
            let found = names(run.as_fd()).unwrap_or_default();
            let found = found.iter().filter(|name| !is_closed(run.as_fd(), name));
            let mut numbers: Vec<usize> = found.filter_map(|name| name.to_str()?.parse().ok()).collect();
            numbers.sort_unstable();
            runs.push((id.to_owned(), numbers));
        }
        runs.sort_unstable();
        runs
    }

    /// Removes what was made for a run that was not begun. Where nobody else changed the anchor, its time is as before.
    pub(super) fn abandon(&self, id: &str) {
        let time = |state: &FileState| state.modified;
        let now = state_of_anchor(&self.anchor).ok();
        let is_ours = now.is_some_and(|now| self.anchor_after.as_ref().map(time) == Some(now.modified));
        self.tidy(id);
        let is_gone =
            rustix::fs::statat(self.anchor.directory(), &self.name, AtFlags::SYMLINK_NOFOLLOW).is_err();
        if is_ours && is_gone {
            let _ = set_time(self.anchor.directory(), self.anchor_before.modified);
        }
    }

    /// Removes what is empty of a run, and the quarantine if it is. What was being made and never became whole goes too.
    pub(super) fn tidy(&self, id: &str) {
        if let Ok(run) = rustix::fs::openat(&self.directory, id, DIRECTORY, Mode::empty()) {
            for name in names(run.as_fd()).unwrap_or_default() {
                if name.as_encoded_bytes().ends_with(b".part") || is_closed(run.as_fd(), &name) {
                    let _ = sweep(run.as_fd(), &name);
                }
            }
        }
        let _ = rustix::fs::unlinkat(&self.directory, id, AtFlags::REMOVEDIR);
        let _ = rustix::fs::unlinkat(self.anchor.directory(), &self.name, AtFlags::REMOVEDIR);
    }
}

/// Locks a directory; `None` where somebody else has it locked for long. Who was killed just now holds it for a moment still.
fn lock(directory: &OwnedFd) -> Result<Option<()>, Errno> {
    for _ in 0..PATIENCE {
        match rustix::fs::flock(directory, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::AGAIN) => std::thread::sleep(NAP),
            locked => return locked.map(Some),
        }
    }
    Ok(None)
}

/// A directory that is the caller's and nobody else's.
pub(super) fn see_that_it_is_private(directory: &OwnedFd, place: &str) -> Result<(), Refused> {
    let status = while_doing(place, rustix::fs::fstat(directory))?;
    if status.st_uid != rustix::process::geteuid().as_raw() {
        return Err(format!("could not {place}: it belongs to user {}", status.st_uid));
    }
    if is_open_to_others(&status) {
        return Err(format!(
            "could not {place}: others may look into it (mode {:03o}), so that fetter did not make it; look at what it is, and move \
             it away",
            status.st_mode & 0o777
        ));
    }
    Ok(())
}

fn state_of_anchor(anchor: &Beneath) -> Result<FileState, Errno> {
    rustix::fs::fstat(anchor.directory()).map(|status| FileState::of(&status))
}

fn is_open_to_others(status: &Stat) -> bool {
    status.st_mode & 0o077 != 0
}

/// Whether that is a directory of the caller's alone.
fn is_private_there(anchor: &Beneath, name: &OsStr) -> bool {
    let status = rustix::fs::statat(anchor.directory(), name, AtFlags::SYMLINK_NOFOLLOW);
    status.is_ok_and(|status| {
        FileState::of(&status).kind == StateKind::Directory
            && status.st_uid == rustix::process::geteuid().as_raw()
            && !is_open_to_others(&status)
    })
}

/// Whether a place was being removed: nothing says any more what it is, and nothing is in it.
fn is_closed(run: BorrowedFd<'_>, name: &OsStr) -> bool {
    let Ok(place) = rustix::fs::openat(run, name, DIRECTORY, Mode::empty()) else { return false };
    let files = || rustix::fs::openat(&place, FILES, DIRECTORY, Mode::empty());
    state_of(place.as_fd()).is_none()
        && files().map_or(true, |files| names(files.as_fd()).is_ok_and(|names| names.is_empty()))
}

/// Removes what was being made, or being removed. There are no files in it but the manifest.
fn sweep(run: BorrowedFd<'_>, part: &OsStr) -> Result<(), Errno> {
    let place = rustix::fs::openat(run, part, DIRECTORY, Mode::empty())?;
    gone(rustix::fs::unlinkat(&place, FILES, AtFlags::REMOVEDIR))?;
    gone(rustix::fs::unlinkat(&place, QuarantineState::Moving.file(), AtFlags::empty()))?;
    rustix::fs::unlinkat(run, part, AtFlags::REMOVEDIR)
}

/// Where one distribution's place is.
pub(super) fn place(anchor: &Path, quarantine: &OsStr, id: &str, number: usize) -> PathBuf {
    anchor.join(quarantine).join(id).join(number.to_string())
}
