//! conda's records of what it installed.

use std::path::{Path, PathBuf};

use super::probe::names_or_problem;
use crate::inventory::file::{Disk, join};
use crate::inventory::{Problem, ProblemCode};
use crate::metadata::conda_meta::CondaRecord;

/// How much of a record is read, in bytes.
const LIMIT: usize = 32 * 1024 * 1024;

/// conda's record of a package.
#[derive(Debug)]
pub(super) struct FoundCondaRecord {
    pub(super) prefix: PathBuf,
    pub(super) file: PathBuf,
    pub(super) record: CondaRecord,
}

/// Reads the records of a conda prefix.
pub(super) fn records(disk: &Disk, prefix: &Path, problems: &mut Vec<Problem>) -> Vec<FoundCondaRecord> {
    let place = prefix.join("conda-meta");
    let files = names_or_problem(disk, &place, problems, |name| name.ends_with(b".json"));
    let mut records = Vec::with_capacity(files.len());
    for file in files.into_iter().map(|(name, _)| join(&place, &name)) {
        let read = match disk.read(&file, LIMIT) {
            Ok(read) => CondaRecord::read(&read.bytes).map_err(|error| {
                let reason = format!("not a record of conda: {error}");
                Problem::new(&file, ProblemCode::MetadataInvalid, reason)
            }),
            Err(error) => Err(error.problem(&file)),
        };
        let record = match read {
            Ok(record) => Some(record),
            Err(problem) => {
                problems.push(problem);
                file.file_stem().and_then(|stem| CondaRecord::of_file_name(&stem.to_string_lossy()))
            }
        };
        records.extend(record.map(|record| FoundCondaRecord { prefix: prefix.to_path_buf(), file, record }));
    }
    records
}
