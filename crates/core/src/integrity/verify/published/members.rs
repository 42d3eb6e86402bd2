//! An installed distribution against the files of a wheel.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::super::check::digest;
use super::super::gathered::{Fact, Open};
use super::super::role::Role;
use super::super::scene::{Case, OpenFile, Scene, Worker};
use super::super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode};
use super::archive::Wheel;
use super::beside::{self, Beside};
use super::launcher;
use super::points::{self, EntryPoint};
use super::wheels::WheelFile;
use rustix::io::Errno;

use crate::advisory::names::Confidence;
use crate::integrity::files::Place;
use crate::inventory::file::{Disk, FileError};
use crate::metadata::record::{self, HashAlgorithm, RecordedHash};

/// How long a list of files or of entry points in a wheel may be, in bytes.
const LIST_LIMIT: u64 = 256 * 1024 * 1024;
/// How long a script may be whose first line an installer wrote, in bytes.
const SCRIPT_LIMIT: u64 = 16 * 1024 * 1024;

/// A wheel whose members are compared.
struct Compared {
    wheel: Wheel,
    name: String,
    /// The members by where they belong.
    members: BTreeMap<PathBuf, Member>,
    /// The hashes that the wheel's own list has, by member.
    hashes: BTreeMap<Vec<u8>, RecordedHash>,
    /// The scripts that installers make.
    points: BTreeMap<String, Option<EntryPoint>>,
}

struct Member {
    at: usize,
    name: String,
    is_script: bool,
}

/// Compares what is installed with a wheel; the facts in which the two differ.
pub(super) fn compare(
    scene: &Scene<'_>,
    case: &Case<'_>,
    wheel: &WheelFile,
    worker: &mut Worker,
) -> Result<Vec<Fact>, String> {
    let opened = Disk::here().open_through_links(Path::new("/"), &wheel.path);
    let (file, _) = opened.map_err(|error| error.to_string())?;
    let mut compared = Compared::read(case, Wheel::open(File::from(file))?, wheel)?;
    let mut facts = Vec::new();
    let members = std::mem::take(&mut compared.members);
    for (relative, member) in &members {
        match case.open(scene.disk, relative) {
            Ok(open) => {
                if !compared.is_same((scene, case), (relative, member), &open, worker)? {
                    let reason = format!("it is another than in {}", compared.name);
                    let severity = Role::of(relative).of_change();
                    facts.push(fact(case, relative, severity, reason, Some(FileStatus::of(&open.status))));
                }
            }
            Err(FileError::Missing) => {
                let severity = Role::of(relative).of_absence(relative);
                let reason = format!("{} has it, and it is not there", compared.name);
                facts.push(fact(case, relative, severity, reason, None));
            }
            Err(error) => {
                worker.found.cannot(case.whole(relative), VerifyUncheckedCode::Unreadable, error.to_string());
            }
        }
    }
    facts.extend(beside::differences(scene, case, &compared.beside(&members), worker));
    Ok(facts)
}

/// A fact about a file that is not as the wheel has it.
pub(super) fn fact(
    case: &Case<'_>,
    relative: &Path,
    severity: Severity,
    reason: String,
    status: Option<FileStatus>,
) -> Fact {
    Fact {
        code: VerifyCode::NotAsPublished,
        severity,
        confidence: Confidence::High,
        owner: case.owner,
        path: case.whole(relative),
        listed: None,
        status,
        reason: reason.into(),
        open: Open::Nothing,
    }
}

impl Compared {
    /// What tells which other files installers make.
    fn beside<'wheel>(&'wheel self, members: &'wheel BTreeMap<PathBuf, Member>) -> Beside<'wheel> {
        let members = members.keys().map(PathBuf::as_path).collect();
        Beside { wheel: &self.name, points: &self.points, members }
    }

    fn read(case: &Case<'_>, mut wheel: Wheel, file: &WheelFile) -> Result<Self, String> {
        let names = wheel.names();
        let metadata = |name: &str, wanted: &str| {
            name.split_once('/')
                .is_some_and(|(directory, file)| directory.ends_with(".dist-info") && file == wanted)
        };
        let mut read = |wanted: &str| match names.iter().find(|(_, name)| metadata(name, wanted)) {
            Some((at, _)) => wheel.read(*at, LIST_LIMIT).map(Option::unwrap_or_default),
            None => Ok(Vec::new()),
        };
        let (list, points) = (read("RECORD")?, read("entry_points.txt")?);
        let entries = record::read(&list).entries.into_iter();
        let hashes = entries.filter_map(|entry| Some((entry.path.into_vec(), entry.hash?))).collect();
        let members = names.into_iter().filter_map(|(at, name)| {
            let (relative, is_script) = place(case, &name)?;
            (Role::of(&relative) != Role::List).then_some((relative, Member { at, name, is_script }))
        });
        let members = members.collect();
        Ok(Self {
            wheel,
            name: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            members,
            hashes,
            points: points::read(&points),
        })
    }

    fn is_same(
        &mut self,
        (scene, case): (&Scene<'_>, &Case<'_>),
        (relative, member): (&Path, &Member),
        open: &OpenFile,
        worker: &mut Worker,
    ) -> Result<bool, String> {
        let listed = self.hashes.get(member.name.as_bytes()).filter(|hash| !hash.algorithm.is_weak());
        if let Some(listed) = listed
            && digest(scene, open, &listed.algorithm, worker).is_ok_and(|actual| actual == listed.digest)
        {
            return Ok(true);
        }
        // The list may be wrong where the file is right.
        let size = u64::try_from(open.status.st_size).unwrap_or(0);
        let actual =
            digest(scene, open, &HashAlgorithm::Sha256, worker).map_err(|error| error.to_string())?;
        if self.wheel.sha256(member.at, size)?.is_some_and(|sha256| *actual == sha256) {
            return Ok(true);
        }
        if !member.is_script {
            return Ok(false);
        }
        let Some(installed) = contents(open).map_err(|errno| errno.to_string())? else { return Ok(false) };
        let Some(published) = self.wheel.read(member.at, SCRIPT_LIMIT)? else { return Ok(false) };
        let bin = case.whole(relative);
        Ok(is_script_of(&installed, &published, bin.parent().unwrap_or(&bin)))
    }
}

/// The contents of a script; `None` where there are more than are read.
pub(super) fn contents(open: &OpenFile) -> Result<Option<Vec<u8>>, Errno> {
    let size = u64::try_from(open.status.st_size).unwrap_or(0);
    let Some(size) = usize::try_from(size).ok().filter(|_| size <= SCRIPT_LIMIT) else { return Ok(None) };
    let mut bytes = vec![0; size];
    let count = rustix::io::pread(&open.file, &mut bytes[..], 0)?;
    bytes.truncate(count);
    Ok(Some(bytes))
}

/// Where an installer puts a member, below the anchor, and whether it is a script whose first line installers write.
fn place(case: &Case<'_>, name: &str) -> Option<(PathBuf, bool)> {
    let below = |directory: &Path, path: &str| {
        Place::of(&case.anchor.path, directory, path.as_bytes()).below().map(Path::to_path_buf)
    };
    let site = case.distribution.metadata_path.parent()?;
    let (first, rest) = name.split_once('/').unwrap_or((name, ""));
    let is_data = Path::new(first).extension().is_some_and(|extension| extension == "data");
    if !is_data || rest.is_empty() {
        return Some((below(site, name)?, false));
    }
    let (scheme, path) = rest.split_once('/')?;
    let anchor = &case.anchor.path;
    match scheme {
        "purelib" | "platlib" => Some((below(site, path)?, false)),
        "scripts" => Some((below(&anchor.join("bin"), path)?, true)),
        "data" => Some((below(anchor, path)?, false)),
        // Their directory depends on the Python and on the installer: the list tells.
        "headers" => {
            let own = case.files.iter().filter_map(|file| file.place.below());
            let mut headers = own.filter(|listed| listed.starts_with("include") && listed.ends_with(path));
            Some((headers.next()?.to_path_buf(), false))
        }
        _ => None,
    }
}

/// Whether an installed script is the published one, but for the first line `#!python`, for which installers write the
/// interpreter's path, or for a long path three lines of shell.
fn is_script_of(installed: &[u8], published: &[u8], bin: &Path) -> bool {
    let Some(rest) = published.strip_prefix(b"#!python") else { return false };
    let rest = rest.iter().position(|byte| *byte == b'\n').map_or(&b""[..], |at| &rest[at + 1..]);
    launcher::rest(installed, bin) == Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_script_is_the_installer_s() {
        let published = b"#!python\nimport a\n";
        let is_script_of =
            |installed: &[u8], published: &[u8]| is_script_of(installed, published, Path::new("/v/bin"));
        assert!(is_script_of(b"#!/v/bin/python3\nimport a\n", published));
        assert!(is_script_of(
            b"#!/bin/sh\n'''exec' \"/v v/python\" \"$0\" \"$@\"\n' '''\nimport a\n",
            published
        ));
        assert!(!is_script_of(b"#!/v/bin/python3\nimport b\n", published));
        assert!(!is_script_of(b"#!/v/bin/python3\nimport b\nimport a\n", published));
        assert!(!is_script_of(b"#!/evil\nimport a\n", published), "no Python");
        assert!(!is_script_of(b"#!/bin/sh\n", b"#!/bin/bash\n"));
    }
}
