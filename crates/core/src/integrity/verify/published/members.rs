//! An installed distribution against the files of a wheel.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use super::super::check::digest;
use super::super::gathered::{Fact, Open};
use super::super::role::Role;
use super::super::scene::{Case, OpenFile, Scene, Worker};
use super::super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode};
use super::archive::Wheel;
use super::wheels::WheelFile;
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
    /// The names of scripts that installers make.
    scripts: BTreeSet<String>,
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
                if !compared.is_same(scene, member, &open, worker)? {
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
    for file in &case.files {
        let Place::Below(relative) = &file.place else { continue };
        if !members.contains_key(relative) && !compared.is_made_by_installers(relative) {
            let status = case.beneath.status(relative).ok().map(|status| FileStatus::of(&status));
            let reason = format!("{} has no such file", compared.name);
            facts
                .extend(status.map(|status| {
                    fact(case, relative, Role::of(relative).of_change(), reason, Some(status))
                }));
        }
    }
    Ok(facts)
}

fn fact(
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
            scripts: scripts(&points),
        })
    }

    fn is_same(
        &mut self,
        scene: &Scene<'_>,
        member: &Member,
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
        if !member.is_script || size > SCRIPT_LIMIT {
            return Ok(false);
        }
        let Some(published) = self.wheel.read(member.at, SCRIPT_LIMIT)? else { return Ok(false) };
        let mut installed = vec![0; usize::try_from(size).unwrap_or(0)];
        let count =
            rustix::io::pread(&open.file, &mut installed[..], 0).map_err(|errno| errno.to_string())?;
        installed.truncate(count);
        Ok(is_script_of(&installed, &published))
    }

    /// Whether installers put such a file beside what a wheel holds.
    fn is_made_by_installers(&self, relative: &Path) -> bool {
        match Role::of(relative) {
            Role::Bytecode | Role::Note | Role::List => true,
            Role::Script => {
                let name = relative.file_name().unwrap_or_default().to_string_lossy();
                let name = name.strip_suffix(".exe").unwrap_or(&name);
                // pip writes `pip3` and `pip3.11` beside `pip`.
                let plain = name.trim_end_matches(|letter: char| {
                    letter.is_ascii_digit() || letter == '.' || letter == '-'
                });
                self.scripts.contains(name) || self.scripts.contains(plain)
            }
            // virtualenv marks what it seeded.
            _ => relative.extension().is_some_and(|extension| extension == "virtualenv"),
        }
    }
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

/// The names of scripts in `entry_points.txt`.
fn scripts(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let mut is_of_scripts = false;
    let mut names = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            is_of_scripts = matches!(section.trim_end_matches(']').trim(), "console_scripts" | "gui_scripts");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| is_of_scripts) {
            names.insert(name.trim().to_owned());
        }
    }
    names
}

/// Whether an installed script is the published one, but for the first line `#!python`, for which installers write the
/// interpreter's path, or for a long path three lines of shell.
fn is_script_of(installed: &[u8], published: &[u8]) -> bool {
    let Some(rest) = published.strip_prefix(b"#!python") else { return false };
    let rest = rest.iter().position(|byte| *byte == b'\n').map_or(&b""[..], |at| &rest[at + 1..]);
    let Some(head) = installed.strip_suffix(rest) else { return false };
    let lines = head.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
    let is_shell = head.starts_with(b"#!/bin/sh\n'''exec' ") && head.ends_with(b"\n' '''\n") && lines == 3;
    head.starts_with(b"#!") && (lines == 1 || is_shell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_script_is_the_installer_s() {
        let published = b"#!python\nimport a\n";
        assert!(is_script_of(b"#!/v/bin/python3\nimport a\n", published));
        assert!(is_script_of(
            b"#!/bin/sh\n'''exec' \"/v v/python\" \"$0\" \"$@\"\n' '''\nimport a\n",
            published
        ));
        assert!(!is_script_of(b"#!/v/bin/python3\nimport b\n", published));
        assert!(!is_script_of(b"#!/v/bin/python3\nimport b\nimport a\n", published));
        assert!(!is_script_of(b"#!/bin/sh\n", b"#!/bin/bash\n"));
    }

    #[test]
    fn scripts_of_entry_points() {
        let points = b"[console_scripts]\na = b:c\n[other]\nd = e\n[gui_scripts]\nf=g\n";
        assert_eq!(scripts(points).into_iter().collect::<Vec<_>>(), ["a", "f"]);
    }
}
