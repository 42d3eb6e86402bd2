//! Where a listed file should lie, and no regular file does.

use std::path::Path;

use rustix::fs::FileType;

use super::check::fact;
use super::gathered::Fact;
use super::role::Role;
use super::scene::{Case, Custody, Scene, Worker};
use super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode};
use crate::integrity::files::{AnchorKind, ListedFile};

/// How much it matters that a path leads out. What was copied from a prefix into a site of its own lists scripts as they lay there.
pub(super) fn outside(case: &Case<'_>, file: &ListedFile) -> (Severity, &'static str) {
    let script = file.written.strip_prefix(b"../../../bin/");
    let is_script = script.is_some_and(|name| !name.is_empty() && !name.contains(&b'/') && name != b"..");
    if is_script && case.anchor.kind == AnchorKind::Site {
        return (Severity::Info, "a script of an environment that this is none of; it was not looked at");
    }
    let reason =
        "the path leads out of the directory that the package was installed into; it was not looked at";
    (Severity::Medium, reason)
}

/// Where a file was installed there is nothing.
pub(super) fn nothing(
    scene: &Scene<'_>,
    case: &Case<'_>,
    file: &ListedFile,
    (relative, role): (&Path, Role),
    worker: &mut Worker,
) {
    if let Ok(status) = case.beneath.status(relative) {
        let reason = "a link lies there that leads nowhere";
        let fact = fact(case, file, VerifyCode::Replaced, role.of_absence(relative), reason);
        return worker.found.add(Fact { status: Some(FileStatus::of(&status)), ..fact });
    }
    let (severity, reason) = match &case.custody {
        // Debian's packages leave out and move what RECORD still lists: its own list decides.
        Custody::Distributor if !scene.distributor().has(&case.whole(relative)) => {
            (Severity::Info, "the system's package of it leaves the file out")
        }
        // Likewise conda's recipes.
        Custody::Conda(conda) if conda.get(relative).is_none() => {
            (Severity::Info, "conda's package of it leaves the file out")
        }
        // Python makes compiled code anew, and installers list what they compiled elsewhere.
        _ if role == Role::Bytecode => (Severity::Info, "compiled code is listed that is not there"),
        _ => (role.of_absence(relative), "the file is not there"),
    };
    worker.found.add(fact(case, file, VerifyCode::Missing, severity, reason));
}

/// Where a file was installed there is something else.
pub(super) fn irregular(
    case: &Case<'_>,
    file: &ListedFile,
    (relative, role): (&Path, Role),
    worker: &mut Worker,
) {
    let Ok(status) = case.beneath.status(relative) else {
        let reason = "what a link on the way leads to is no regular file";
        return worker.found.cannot(case.whole(relative), VerifyUncheckedCode::Unreadable, reason);
    };
    let reason = match FileType::from_raw_mode(status.st_mode) {
        // Some installers list directories too, without a hash.
        FileType::Directory if file.hash.is_none() && file.size.is_none_or(|size| size == 0) => return,
        FileType::Directory => "a directory lies there",
        FileType::Symlink => "a link lies there that leads to no regular file",
        FileType::Fifo => "a FIFO lies there, and no file",
        FileType::Socket => "a socket lies there, and no file",
        _ => "a device lies there, and no file",
    };
    let severity = role.of_change();
    let fact = fact(case, file, VerifyCode::Replaced, severity, reason);
    worker.found.add(Fact { status: Some(FileStatus::of(&status)), ..fact });
}
