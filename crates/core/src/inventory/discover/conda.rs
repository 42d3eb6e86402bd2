//! conda's records of what it installed.

use std::path::{Path, PathBuf};

use super::probe::names_or_problem;
use crate::inventory::file::{Disk, join};
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::conda_meta::CondaRecord;

/// How much of a record is read, in bytes.
const LIMIT: usize = 32 * 1024 * 1024;
/// What a record counts as at least, in bytes: each is looked up in a site.
const LEAST: usize = 16 * 1024;

/// conda's record of a package.
#[derive(Debug)]
pub(super) struct FoundCondaRecord {
    pub(super) prefix: PathBuf,
    pub(super) file: PathBuf,
    pub(super) record: CondaRecord,
}

/// The records of a conda prefix.
#[derive(Debug, Default)]
pub(super) struct CondaRecords {
    /// What was found.
    pub(super) found: Vec<FoundCondaRecord>,
    /// What is wrong with some.
    pub(super) problems: Vec<Problem>,
    /// How many bytes of files these are, where a small file counts for more than it has.
    pub(super) read: usize,
    /// How many bytes are kept of them, about.
    pub(super) kept: usize,
    /// Whether these are all: false where they are more than was wanted.
    pub(super) whole: bool,
}

/// Reads the records of a conda prefix, until they are more than so many bytes.
pub(super) fn records(disk: &Disk, prefix: &Path, most: usize) -> CondaRecords {
    let place = prefix.join("conda-meta");
    let CondaRecords { found: mut records, mut problems, mut read, mut kept, .. } = CondaRecords::default();
    let files = names_or_problem(disk, &place, &mut problems, |name| name.ends_with(b".json"));
    for file in files.into_iter().map(|(name, _)| join(&place, &name)) {
        let bytes = disk.read(&file, LIMIT);
        read = read.saturating_add(bytes.as_ref().map_or(0, |read| read.bytes.len()).max(LEAST));
        if read > most {
            return CondaRecords { found: records, problems, read, kept, whole: false };
        }
        let parsed = match bytes {
            Ok(read) => CondaRecord::read(&read.bytes).map_err(|error| {
                let reason = format!("not a record of conda: {error}");
                Problem::new(&file, ProblemCode::MetadataInvalid, reason)
            }),
            Err(error) => Err(error.problem(&file)),
        };
        let record = match parsed {
            Ok(record) => Some(record),
            Err(problem) => {
                problems.push(problem);
                file.file_stem().and_then(|stem| CondaRecord::of_file_name(&stem.to_string_lossy()))
            }
        };
        kept += record.as_ref().map_or(0, CondaRecord::bytes);
        records.extend(record.map(|record| FoundCondaRecord { prefix: prefix.to_path_buf(), file, record }));
    }
    CondaRecords { found: records, problems, read, kept, whole: true }
}
