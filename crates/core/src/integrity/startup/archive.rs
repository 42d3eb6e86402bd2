//! `sitecustomize` and `usercustomize` in zip files on the path.

use std::io::{Cursor, Read};
use std::path::Path;

use zip::ZipArchive;

use super::directory::Hook;
use crate::inventory::file::Disk;
use crate::inventory::{Problem, ProblemCode};

/// How much of an archive is read, in bytes.
const LIMIT: usize = 64 * 1024 * 1024;

/// A module in an archive: which, its name there, and its text; `None` for bytecode.
pub(super) type Member = (Hook, String, Option<Vec<u8>>);

/// The modules in an archive that a start imports. An archive that is not there has none.
pub(super) fn look(disk: &Disk, path: &Path, limit: usize, problems: &mut Vec<Problem>) -> Vec<Member> {
    let read = match disk.read(path, LIMIT) {
        Ok(read) if read.whole => read.bytes,
        Ok(_) => {
            problems.push(Problem::cut(path, LIMIT));
            return Vec::new();
        }
        Err(crate::inventory::file::FileError::Missing) => return Vec::new(),
        Err(error) => {
            problems.push(error.problem(path));
            return Vec::new();
        }
    };
    let mut archive = match ZipArchive::new(Cursor::new(read)) {
        Ok(archive) => archive,
        Err(error) => {
            let reason = format!("not a readable zip file: {error}");
            problems.push(Problem::new(path, ProblemCode::ArchiveInvalid, reason));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for (hook, module) in [(Hook::Site, "sitecustomize"), (Hook::User, "usercustomize")] {
        for (ending, is_text) in
            [("/__init__.pyc", false), ("/__init__.py", true), (".pyc", false), (".py", true)]
        {
            let name = format!("{module}{ending}");
            let Some(index) = archive.index_for_name(&name) else { continue };
            let text = is_text.then(|| {
                let mut bytes = Vec::new();
                let member = archive.by_index(index).ok()?;
                // One byte more, so that a longer one is seen to be cut.
                member.take(limit as u64 + 1).read_to_end(&mut bytes).ok()?;
                Some(bytes)
            });
            if text == Some(None) {
                let reason = format!("could not read {name} in it");
                problems.push(Problem::new(path, ProblemCode::ArchiveInvalid, reason));
            }
            found.push((hook, name, text.flatten()));
        }
    }
    found
}
