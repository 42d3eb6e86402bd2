//! One listed file, held against what lies on the disk.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::absent;
use super::gathered::{Fact, Open};
use super::hashing::HashError;
use super::role::Role;
use super::scene::{Case, Custody, OpenFile, Scene, Worker};
use super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode};
use crate::advisory::names::Confidence;
use crate::integrity::files::{ListedFile, Place};
use crate::inventory::file::FileError;
use crate::metadata::record::{HashAlgorithm, RecordedHash};

/// Looks at a listed file.
pub(super) fn check(scene: &Scene<'_>, case: &Case<'_>, file: &ListedFile, worker: &mut Worker) {
    let relative = match &file.place {
        Place::Below(relative) => relative,
        Place::Outside(path) => {
            let (severity, reason) = absent::outside(case, file);
            let fact = fact(case, file, VerifyCode::Outside, severity, reason);
            return worker.found.add(Fact { path: path.clone(), ..fact });
        }
    };
    let role = Role::of(relative);
    match case.open(scene.disk, relative) {
        Ok(open) => compare(scene, case, file, (relative, role), &open, worker),
        Err(FileError::Missing) => absent::nothing(scene, case, file, (relative, role), worker),
        Err(FileError::Irregular) => absent::irregular(case, file, (relative, role), worker),
        Err(error) => {
            worker.found.cannot(case.whole(relative), VerifyUncheckedCode::Unreadable, error.to_string());
        }
    }
}

/// A fact about a listed file, of high confidence.
pub(super) fn fact(
    case: &Case<'_>,
    file: &ListedFile,
    code: VerifyCode,
    severity: Severity,
    reason: impl Into<Cow<'static, str>>,
) -> Fact {
    Fact {
        code,
        severity,
        confidence: Confidence::High,
        owner: case.owner,
        path: file.place.whole(&case.anchor.path),
        listed: (file.line > 0).then(|| (Arc::clone(&case.list), file.line)),
        status: None,
        reason: reason.into(),
        open: Open::Nothing,
    }
}

fn compare(
    scene: &Scene<'_>,
    case: &Case<'_>,
    file: &ListedFile,
    (relative, role): (&Path, Role),
    open: &OpenFile,
    worker: &mut Worker,
) {
    let Some(hash) = known_hash(case, file, relative) else {
        // Installers write these without saying what is in them.
        let is_free = matches!(role, Role::Bytecode | Role::List | Role::Note);
        let size = u64::try_from(open.status.st_size).unwrap_or(0);
        if let Some(listed) = file.size.filter(|listed| *listed != size && !is_free) {
            let reason = format!("it has {size} bytes, where {listed} were installed");
            let fact = fact(case, file, VerifyCode::Modified, role.of_change(), reason);
            worker.found.add(Fact { status: Some(status_of(case, relative, open)), ..fact });
        }
        return;
    };
    let actual = match digest(scene, open, &hash.algorithm, worker) {
        Ok(actual) => actual,
        Err(HashError::Unknown) => {
            let reason = format!("its hash is recorded by {}, which fetter does not know", hash.algorithm);
            return worker.found.cannot(case.whole(relative), VerifyUncheckedCode::UnknownHash, reason);
        }
        Err(error @ HashError::TooLarge) => {
            return worker.found.cannot(
                case.whole(relative),
                VerifyUncheckedCode::TooLarge,
                error.to_string(),
            );
        }
        Err(error) => {
            return worker.found.cannot(
                case.whole(relative),
                VerifyUncheckedCode::Unreadable,
                error.to_string(),
            );
        }
    };
    if actual == hash.digest {
        if open.is_link {
            let reason = "a link to elsewhere; what it leads to is what was installed";
            let fact = fact(case, file, VerifyCode::Replaced, Severity::Info, reason);
            worker.found.add(Fact { status: Some(status_of(case, relative, open)), ..fact });
        }
        return;
    }
    if !is_explained(scene, case, (relative, role), open, worker) {
        let (severity, reason) = changed(scene, case, relative, role, open);
        let fact = fact(case, file, VerifyCode::Modified, severity, reason);
        worker.found.add(Fact {
            status: Some(status_of(case, relative, open)),
            open: Open::Hash(RecordedHash { algorithm: hash.algorithm.clone(), digest: actual }),
            ..fact
        });
    }
}

/// The hash that a file should have. Where RECORD has none, conda's own record may.
fn known_hash<'case>(
    case: &Case<'_>,
    file: &'case ListedFile,
    relative: &Path,
) -> Option<Cow<'case, RecordedHash>> {
    if let Some(hash) = &file.hash {
        return Some(Cow::Borrowed(hash));
    }
    let Custody::Conda(conda) = &case.custody else { return None };
    let digest = conda.get(relative)?.sha256?;
    Some(Cow::Owned(RecordedHash { algorithm: HashAlgorithm::Sha256, digest: digest.into() }))
}

/// The digest of an open file. What has several names is read once.
pub(super) fn digest(
    scene: &Scene<'_>,
    open: &OpenFile,
    algorithm: &HashAlgorithm,
    worker: &mut Worker,
) -> Result<Box<[u8]>, HashError> {
    let is_shared = open.is_link || open.status.st_nlink > 1;
    let Worker { hasher, .. } = worker;
    let file = (&open.file, &open.status);
    scene.digests.hash(hasher, file, algorithm, is_shared, scene.progress).map(|hashed| hashed.digest)
}

/// Whether a file that RECORD has another hash of is the one that was packed all the same.
fn is_explained(
    scene: &Scene<'_>,
    case: &Case<'_>,
    (relative, role): (&Path, Role),
    open: &OpenFile,
    worker: &mut Worker,
) -> bool {
    match &case.custody {
        Custody::Own => false,
        // Debian's packages patch, strip and move files after RECORD was written.
        Custody::Distributor => {
            let packed = scene.distributor().md5(&case.whole(relative));
            packed.is_some_and(|packed| {
                digest(scene, open, &HashAlgorithm::Md5, worker).is_ok_and(|actual| *actual == packed)
            })
        }
        // conda writes the prefix into files, and makes scripts of entry points itself.
        Custody::Conda(conda) => match conda.get(relative).map(|known| known.sha256) {
            Some(Some(sha256)) => {
                digest(scene, open, &HashAlgorithm::Sha256, worker).is_ok_and(|actual| *actual == sha256)
            }
            Some(None) => role == Role::Script,
            None => false,
        },
    }
}

/// How much a changed file matters. Python itself writes compiled code anew where the listed one was older than its source.
fn changed(
    scene: &Scene<'_>,
    case: &Case<'_>,
    relative: &Path,
    role: Role,
    open: &OpenFile,
) -> (Severity, &'static str) {
    if role == Role::Bytecode && super::compiled::agrees_with_source(scene.disk, case, relative, open) {
        return (
            Severity::Medium,
            "it has another hash than what was installed; Python may have compiled it anew, and nothing proves that it did",
        );
    }
    (role.of_change(), "it has another hash than what was installed")
}

/// What is shown of a file: the link, where one lies there.
fn status_of(case: &Case<'_>, relative: &Path, open: &OpenFile) -> FileStatus {
    let own = case.beneath.status(relative).ok().filter(|_| open.is_link);
    FileStatus::of(&own.unwrap_or(open.status))
}
