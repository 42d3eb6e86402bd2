//! fetter's own guard in a site: its code, and the program that its data has it start.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{BufReader, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::gather::{Gathering, Place};
use super::item::{StartupItem, StartupKind};
use super::known::GUARD;
use super::lookup::Candidate;
use super::modules::Module;
use super::owners::{Owners, Sought};
use crate::guard::{self, GuardData};
use crate::inventory::file::{Disk, FileError};
use crate::metadata::credentials::mask_credentials;

impl Gathering<'_> {
    /// Makes items of a guard's code and of what it starts. Whether the code is known: the line reads these files whatever else is
    /// beside them.
    pub(super) fn guard(&mut self, place: &Place) -> bool {
        let directory = place.path.join(guard::DIRECTORY);
        let (environments, _) = self.parted(place, |_| true);
        let mut is_known = true;
        for name in guard::code_files() {
            let file = directory.join(name);
            let (kind, candidate) = (StartupKind::ImportedModule, Candidate::source(file.clone()));
            let mut item = self.module(&Module { kind, site: &place.path, candidate, likely: None });
            let before = self.modules.remove(&file).map(|item| item.environments).unwrap_or_default();
            let all: BTreeSet<PathBuf> = before.into_iter().chain(environments.clone()).collect();
            item.environments = all.into_iter().collect();
            item.is_inert = place.is_inert;
            is_known &= item.known.is_some();
            self.modules.insert(file, item);
        }
        self.guard_checker(place, &directory.join(guard::DATA_FILE), environments);
        is_known
    }

    fn guard_checker(&mut self, place: &Place, file: &Path, environments: Vec<PathBuf>) {
        let read = match self.disk.read(file, guard::DATA_LIMIT) {
            Ok(read) => read,
            // A guard without data starts nothing.
            Err(FileError::Missing) => return,
            Err(error) => return self.problems.push(error.problem(file)),
        };
        let mut item = StartupItem::new(StartupKind::GuardChecker, place.path.clone(), file.to_path_buf());
        item.environments = environments;
        item.is_inert = place.is_inert;
        match GuardData::read(&read.bytes) {
            Ok(data) => {
                let words = data.checker.iter().map(|word| word.to_string_lossy());
                item.content = mask_credentials(&words.collect::<Vec<_>>().join(" "));
                if is_checker(self.disk, &data, self.checker, &mut self.owners) {
                    item.known = Some(GUARD.to_owned());
                } else {
                    item.notes.push("the guard starts it whenever something has changed".to_owned());
                }
            }
            Err(error) => item.notes.push(format!("what the guard starts could not be told: {error}")),
        }
        item.judge();
        self.items.push(item);
    }
}

/// Whether what the data of a guard has it start is fetter, as far as files tell: `own`, the command of the fetter that asks, or a
/// program of the same contents, or the system's package of that name. `data` is the contents of [`guard::DATA_FILE`].
#[must_use]
pub fn is_known_checker(disk: &Disk, data: &[u8], own: &[OsString]) -> bool {
    GuardData::read(data).is_ok_and(|data| is_checker(disk, &data, own, &mut Owners::new(disk)))
}

fn is_checker(disk: &Disk, data: &GuardData, own: &[OsString], owners: &mut Owners<'_>) -> bool {
    let Some((program, arguments)) = data.checker.split_first() else { return false };
    let program = Path::new(program);
    if let Some((own_program, own_arguments)) = own.split_first()
        && arguments == own_arguments
        && (disk.root().is_none() && program == Path::new(own_program)
            || is_same(disk, program, Path::new(own_program)))
    {
        return true;
    }
    // What is handed to another program may be code.
    arguments.is_empty() && is_packaged(program, owners)
}

/// Whether the system's package `fetter` has a program, and it is as it was packed.
fn is_packaged(program: &Path, owners: &mut Owners<'_>) -> bool {
    let sought = Sought { site: None, file: program, digest: None, likely: None, only_likely: false };
    let owner = owners.of_file(&sought);
    let is_named = program.file_name().is_some_and(|name| name == OsStr::from_bytes(b"fetter"));
    is_named && owner.is_some_and(|owner| owner.name == "fetter" && owner.is_unchanged == Some(true))
}

/// Whether a file of the scanned machine has the contents of one of this machine.
fn is_same(disk: &Disk, file: &Path, own: &Path) -> bool {
    let open = |disk: &Disk, path: &Path| {
        let (file, _) = disk.open_through_links(path.parent().unwrap_or(path), path).ok()?;
        let file = File::from(file);
        let length = file.metadata().ok()?.len();
        Some((length, BufReader::with_capacity(64 * 1024, file)))
    };
    let (Some((length, mut left)), Some((own_length, mut right))) =
        (open(disk, file), open(&Disk::here(), own))
    else {
        return false;
    };
    if length != own_length {
        return false;
    }
    let (mut one, mut other) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let (Some(count), Some(own_count)) = (fill(&mut left, &mut one), fill(&mut right, &mut other)) else {
            return false;
        };
        if one[..count] != other[..own_count] {
            return false;
        }
        if count == 0 {
            return true;
        }
    }
}

/// Reads until the buffer is full, or the file at its end.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> Option<usize> {
    let mut count = 0;
    while count < buffer.len() {
        match file.read(&mut buffer[count..]).ok()? {
            0 => break,
            read => count += read,
        }
    }
    Some(count)
}
