//! Compiled code that lies beside the sources of a distribution, whether or not it is listed.
//!
//! Python compiles what it imports, and lists it nowhere. What can be told of such a file is whether Python would run it, and whether
//! its header agrees with the source; that the code behind the header is that of the source cannot be told without running Python.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Stat};

use super::gathered::{Fact, Open, Owner};
use super::scene::{Case, OpenFile, Scene, Worker};
use super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode};
use crate::advisory::names::Confidence;
use crate::inventory::file::{Beneath, Disk, Entries};
use crate::metadata::bytecode::{self, Header, Validation};

/// How many entries of one directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;
/// How large a source may be that is hashed, in bytes.
const SOURCE_LIMIT: usize = 64 * 1024 * 1024;

/// The directories that hold sources of a distribution, each with the names of its sources, in pieces of work.
pub(super) fn directories(case: &Case<'_>) -> Vec<Vec<(PathBuf, BTreeSet<OsString>)>> {
    const PIECE: usize = 64;
    let mut found: BTreeMap<&Path, BTreeSet<OsString>> = BTreeMap::new();
    for relative in case.files.iter().filter_map(|file| file.place.below()) {
        if relative.extension().is_some_and(|extension| extension == "py")
            && let (Some(parent), Some(name)) = (relative.parent(), relative.file_name())
        {
            found.entry(parent).or_default().insert(name.to_os_string());
        }
    }
    let all: Vec<_> = found.into_iter().map(|(path, names)| (path.to_path_buf(), names)).collect();
    all.chunks(PIECE).map(<[_]>::to_vec).collect()
}

/// The compiled files that the list has with a hash: they are checked as any other file.
pub(super) fn listed_with_hash(case: &Case<'_>) -> BTreeSet<PathBuf> {
    let hashed = case.files.iter().filter(|file| file.hash.is_some()).filter_map(|file| file.place.below());
    hashed.filter(|path| is_compiled(path.as_os_str())).map(Path::to_path_buf).collect()
}

fn is_compiled(name: &OsStr) -> bool {
    name.as_bytes().ends_with(b".pyc")
}

/// Looks at the compiled code of one directory.
pub(super) fn check(
    scene: &Scene<'_>,
    case: &Case<'_>,
    (directory, own): (&Path, &BTreeSet<OsString>),
    known: &BTreeSet<PathBuf>,
    worker: &mut Worker,
) {
    // Where the directory cannot be read its listed files cannot be either, which is said of them.
    let Some(here) = entries(scene, case, directory) else { return };
    let names: BTreeSet<&OsStr> = here.all.iter().map(|(name, _)| name.as_os_str()).collect();
    for name in names.iter().filter(|name| is_compiled(name)) {
        let stem = name.as_bytes().strip_suffix(b".pyc").unwrap_or_default();
        let path = directory.join(name);
        if !known.contains(&path) {
            beside(scene, case, (&path, stem), (own, &names), worker);
        }
    }
    if !names.contains(OsStr::new("__pycache__")) {
        return;
    }
    let cache = directory.join("__pycache__");
    let Some(cached) = entries(scene, case, &cache) else { return };
    for (name, kind) in cached.all.iter().filter(|(name, _)| is_compiled(name)) {
        let path = cache.join(name);
        let Some(stem) = bytecode::source_stem(name.as_bytes()) else { continue };
        let source = OsStr::from_bytes(&[stem, b".py"].concat()).to_os_string();
        if known.contains(&path) || *kind != FileType::RegularFile {
            continue;
        }
        if own.contains(&source) {
            if names.contains(source.as_os_str()) {
                cached_file(scene, case, &path, &directory.join(&source), worker);
            }
        } else if !names.contains(source.as_os_str()) {
            let reason =
                "compiled code without its source is left over; Python does not import it from there";
            let owner = Owner { distribution: None, ..case.owner };
            let fact = fact(case, &path, VerifyCode::BytecodeOrphan, Severity::Info, reason);
            worker.found.add(Fact { owner, ..fact });
        }
    }
}

/// The entries of a directory, also where a link or another local mount lies on the way.
fn entries(scene: &Scene<'_>, case: &Case<'_>, directory: &Path) -> Option<Entries> {
    if let Ok(found) = case.beneath.entries(directory, ENTRY_LIMIT) {
        return Some(found);
    }
    let real = scene.disk.resolve(&case.whole(directory)).ok()?;
    Beneath::open(scene.disk, &real).ok()?.entries(Path::new(""), ENTRY_LIMIT).ok()
}

fn fact(
    case: &Case<'_>,
    relative: &Path,
    code: VerifyCode,
    severity: Severity,
    reason: &'static str,
) -> Fact {
    Fact {
        code,
        severity,
        confidence: Confidence::High,
        owner: case.owner,
        path: case.whole(relative),
        listed: None,
        status: case.beneath.status(relative).ok().map(|status| FileStatus::of(&status)),
        reason: reason.into(),
        open: Open::Nothing,
    }
}

/// A compiled file where a source would lie: Python imports it if there is no source (and Python 2 keeps all of them there).
fn beside(
    scene: &Scene<'_>,
    case: &Case<'_>,
    (path, stem): (&Path, &[u8]),
    (own, names): (&BTreeSet<OsString>, &BTreeSet<&OsStr>),
    worker: &mut Worker,
) {
    let source = OsStr::from_bytes(&[stem, b".py"].concat()).to_os_string();
    if names.contains(source.as_os_str()) {
        if own.contains(&source) {
            cached_file(scene, case, path, &path.with_file_name(&source), worker);
        }
        return;
    }
    let reason = "compiled code without a source, which Python imports, and no list has its hash";
    let fact = fact(case, path, VerifyCode::BytecodeOrphan, Severity::High, reason);
    let owner = Owner { distribution: None, ..case.owner };
    worker.found.add(Fact { owner, open: Open::Listed, ..fact });
}

/// A compiled file of a source that is there.
fn cached_file(scene: &Scene<'_>, case: &Case<'_>, path: &Path, source: &Path, worker: &mut Worker) {
    let header = match case.open(scene.disk, path) {
        Ok(open) => header_of(&open),
        Err(error) => {
            return worker.found.cannot(case.whole(path), VerifyUncheckedCode::Unreadable, error.to_string());
        }
    };
    // Python passes over what it cannot read.
    let Some(header) = header else { return };
    // Python looks at what a link leads to.
    let Ok(OpenFile { status, .. }) = case.open(scene.disk, source) else { return };
    let state = match header.validation {
        Validation::Timestamp { .. } => agrees(&header, &status),
        Validation::Checked(hash) | Validation::Unchecked(hash) => {
            hash_agrees(scene, case, source, &header, hash)
        }
    };
    let (code, severity, reason) = match (header.validation, state) {
        (Validation::Unchecked(_), Some(true)) => (
            VerifyCode::BytecodeUnchecked,
            Severity::Medium,
            "Python runs it without looking at the source; it says that it is of this source, which nothing proves",
        ),
        (Validation::Unchecked(_), _) => (
            VerifyCode::BytecodeUnchecked,
            Severity::High,
            "Python runs it without looking at the source, and it is of another source",
        ),
        (_, Some(false)) => (
            VerifyCode::BytecodeStale,
            Severity::Info,
            "it was compiled from another state of its source; Python compiles it anew",
        ),
        _ => return,
    };
    worker.found.add(fact(case, path, code, severity, reason));
}

fn header_of(open: &OpenFile) -> Option<Header> {
    let mut bytes = [0; bytecode::HEADER_LENGTH];
    let count = rustix::io::pread(&open.file, &mut bytes[..], 0).ok()?;
    bytecode::read(&bytes[..count])
}

/// Whether time and size in a header are those of the source.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "headers hold the lower 32 bits")]
fn agrees(header: &Header, source: &Stat) -> Option<bool> {
    let Validation::Timestamp { modified, size } = header.validation else { return None };
    let same_size = size.is_none_or(|size| size == source.st_size as u32);
    Some(modified == source.st_mtime as u32 && same_size)
}

fn hash_agrees(
    scene: &Scene<'_>,
    case: &Case<'_>,
    source: &Path,
    header: &Header,
    hash: [u8; 8],
) -> Option<bool> {
    let read = scene.disk.read(&case.whole(source), SOURCE_LIMIT).ok().filter(|read| read.whole)?;
    Some(header.is_hash_of(hash, &read.bytes))
}

/// Whether a compiled file in a cache has a header that agrees with the time and size of its source.
pub(super) fn agrees_with_source(disk: &Disk, case: &Case<'_>, relative: &Path, open: &OpenFile) -> bool {
    let source = || {
        let cache = relative.parent().filter(|parent| parent.ends_with("__pycache__"))?;
        let stem = bytecode::source_stem(relative.file_name()?.as_bytes())?;
        let source = cache.parent()?.join(OsStr::from_bytes(&[stem, b".py"].concat()));
        agrees(&header_of(open)?, &case.open(disk, &source).ok()?.status)
    };
    source() == Some(true)
}
