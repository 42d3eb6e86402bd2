//! Compiled code that lies beside the sources of a distribution, whether or not it is listed.
//!
//! Python compiles what it imports, and lists it nowhere. What can be told of such a file is whether Python would run it, and whether
//! its header agrees with the source; that the code behind the header is that of the source cannot be told without running Python.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use super::gathered::{Fact, Open, Owner};
use super::scene::{Case, OpenFile, Scene, Worker};
use super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode, cached};
use crate::advisory::names::Confidence;
use crate::inventory::file::{Beneath, Disk, Entries, FileError};
use crate::metadata::bytecode;

/// How many entries of one directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;

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
    let Some(here) = entries(scene, case, directory, worker) else { return };
    let names: BTreeSet<&OsStr> = here.all.iter().map(|(name, _)| name.as_os_str()).collect();
    let place = Place { scene, case, directory, own, names, known };
    for (name, kind) in here.all.iter().filter(|(name, _)| is_compiled(name)) {
        place.beside(name, *kind, worker);
    }
    if !place.names.contains(OsStr::new("__pycache__")) {
        return;
    }
    let Some(cached) = entries(scene, case, &directory.join("__pycache__"), worker) else { return };
    for (name, kind) in cached.all.iter().filter(|(name, _)| is_compiled(name)) {
        place.cached(name, *kind, worker);
    }
}

/// A directory in which a distribution has sources.
struct Place<'run> {
    scene: &'run Scene<'run>,
    case: &'run Case<'run>,
    directory: &'run Path,
    /// The distribution's sources.
    own: &'run BTreeSet<OsString>,
    /// All that lies in it.
    names: BTreeSet<&'run OsStr>,
    /// Compiled files that the list has with a hash.
    known: &'run BTreeSet<PathBuf>,
}

impl Place<'_> {
    /// Whether a compiled file has no source, and no list has its hash. One that has a source of the distribution is held against it.
    fn is_orphan(&self, path: &Path, kind: FileType, worker: &mut Worker) -> bool {
        let Some(source) = bytecode::source_of(path) else { return false };
        let source_name = source.file_name().unwrap_or_default();
        let has_source = self.names.contains(source_name);
        if has_source && self.own.contains(source_name) {
            self.of_source(path, kind, &source, worker);
        }
        !has_source && !self.known.contains(path)
    }

    /// A compiled file where a source would lie: Python imports it if there is no source (and Python 2 keeps all of them there).
    fn beside(&self, name: &OsStr, kind: FileType, worker: &mut Worker) {
        let path = self.directory.join(name);
        if self.is_orphan(&path, kind, worker) {
            let reason = "compiled code without a source, which Python imports, and no list has its hash";
            let fact = fact(self.case, &path, VerifyCode::BytecodeOrphan, Severity::High, reason);
            let owner = Owner { distribution: None, ..self.case.owner };
            worker.found.add(Fact { owner, open: Open::Listed, ..fact });
        }
    }

    /// A compiled file in `__pycache__`.
    fn cached(&self, name: &OsStr, kind: FileType, worker: &mut Worker) {
        let path = self.directory.join("__pycache__").join(name);
        if self.is_orphan(&path, kind, worker) {
            let reason =
                "compiled code without its source is left over; Python does not import it from there";
            let owner = Owner { distribution: None, ..self.case.owner };
            let fact = fact(self.case, &path, VerifyCode::BytecodeOrphan, Severity::Info, reason);
            worker.found.add(Fact { owner, ..fact });
        }
    }

    /// A compiled file of a source that is there. What a list has by its hash may still be what Python runs without the source.
    fn of_source(&self, path: &Path, kind: FileType, source: &Path, worker: &mut Worker) {
        let Self { scene, case, .. } = self;
        // Python cannot read it, and compiles.
        if kind == FileType::Directory {
            return;
        }
        let compiled = match case.open(scene.disk, path) {
            Ok(open) => open,
            // Likewise.
            Err(FileError::Missing) => return,
            Err(error) => {
                return worker.found.cannot(
                    case.whole(path),
                    VerifyUncheckedCode::Unreadable,
                    error.to_string(),
                );
            }
        };
        // Python looks at what a link leads to.
        let Ok(open) = case.open(scene.disk, source) else { return };
        let judged = cached::judge(&compiled.file, &open.file, &open.status);
        let Some(judged) = judged.filter(|judged| judged.is_run() || !self.known.contains(path)) else {
            return;
        };
        let judged = if kind == FileType::Symlink { judged.through_link() } else { judged };
        let found = fact(case, path, judged.code, judged.severity, "");
        worker.found.add(Fact { reason: judged.reason, ..found });
    }
}

/// The entries of a directory, also where a link or another local mount lies on the way. `None` where there is none, or it cannot be
/// read, which is said.
fn entries(scene: &Scene<'_>, case: &Case<'_>, directory: &Path, worker: &mut Worker) -> Option<Entries> {
    let read = case.beneath.entries(directory, ENTRY_LIMIT).or_else(|_| {
        let real = scene.disk.resolve(&case.whole(directory))?;
        let open = Beneath::open(scene.disk, &real)?;
        Ok(open.entries(Path::new(""), ENTRY_LIMIT)?)
    });
    let cut = "only the first entries of the directory were looked at".to_owned();
    let (code, reason) = match &read {
        Ok(found) if found.is_cut => (VerifyUncheckedCode::TooLarge, cut),
        // Nothing is there: what is listed in it is missing.
        Ok(_) | Err(FileError::Missing) => return read.ok(),
        Err(error) => (
            VerifyUncheckedCode::Unreadable,
            format!("could not look for compiled code in the directory: {error}"),
        ),
    };
    worker.found.cannot(case.whole(directory), code, reason);
    read.ok()
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

/// Whether a compiled file in a cache has a header that agrees with the time and size of its source.
pub(super) fn agrees_with_source(disk: &Disk, case: &Case<'_>, relative: &Path, open: &OpenFile) -> bool {
    let source = || {
        relative.parent().filter(|parent| parent.ends_with("__pycache__"))?;
        let source = bytecode::source_of(relative)?;
        cached::agrees(&cached::header(&open.file)?, &case.open(disk, &source).ok()?.status)
    };
    source() == Some(true)
}
