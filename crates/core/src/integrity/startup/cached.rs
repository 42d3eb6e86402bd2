//! Compiled code that Python keeps of a module, and runs in its place.
//!
//! Python looks at the header: whether the code behind it is that of the source cannot be told without running Python. What can be told
//! is whether Python looks at the source at all.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::traits::{Trait, TraitCode};
use crate::inventory::Problem;
use crate::inventory::file::{Beneath, Disk};
use crate::metadata::bytecode::{self, Validation};

/// How many entries of one directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;

/// Of a source, what Python compiled of it and runs without looking at the source.
pub(super) fn look(disk: &Disk, source: &Path, problems: &mut Vec<Problem>) -> Vec<Trait> {
    let (Some(directory), Some(stem)) = (source.parent(), source.file_stem()) else { return Vec::new() };
    let cache = directory.join("__pycache__");
    let Ok(real) = disk.resolve(&cache) else { return Vec::new() };
    if !disk.is_directory(&real) {
        return Vec::new();
    }
    let entries = Beneath::open(disk, &real).and_then(|opened| opened.entries(Path::new(""), ENTRY_LIMIT));
    let entries = match entries {
        Ok(entries) => entries,
        Err(errno) => {
            problems.push(Problem::unreadable_directory(&cache, errno));
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for (name, _) in &entries.all {
        if bytecode::source_stem(name.as_bytes()) != Some(stem.as_bytes()) {
            continue;
        }
        let file = real.join(name);
        match disk.read(&file, bytecode::HEADER_LENGTH) {
            Ok(read) => {
                let header = bytecode::read(&read.bytes);
                if header.is_some_and(|header| matches!(header.validation, Validation::Unchecked(_))) {
                    let text = format!("Python runs {} without looking at the source", file.display());
                    found.push(Trait::new(TraitCode::UncheckedBytecode, 0, &text));
                }
            }
            Err(error) => problems.push(error.problem(&file)),
        }
    }
    found
}
