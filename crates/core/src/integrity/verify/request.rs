//! What is asked of a verification, and what comes of it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::{Against, Severity, VerifyFinding, VerifyUnchecked};
use crate::inventory::Problem;
use crate::manifest::ManifestProblem;
use crate::report::Pattern;

/// How many threads work where nobody says.
const THREADS: usize = 8;

/// What is verified, and against what.
#[derive(Debug, Default)]
pub struct VerifyRequest<'run> {
    /// Only distributions whose name, or name-version, matches.
    pub pattern: Option<&'run Pattern>,
    /// Only these distributions, by what holds their metadata.
    pub distributions: Option<&'run BTreeSet<PathBuf>>,
    /// Of what distributions list, only these files, and what lies below these directories. Compiled code that nobody lists is not
    /// looked at then.
    pub files: Option<&'run BTreeSet<PathBuf>>,
    /// What was published, beside what is recorded where it is installed.
    pub against: Option<&'run Against>,
    /// Whether to look for what no distribution owns, too. Not where there is a pattern: it names distributions, and says nothing of
    /// files that are none's.
    pub ownerless: bool,
    /// The command that a start-up guard of fetter's may start: what it starts otherwise is a finding.
    pub checker: &'run [OsString],
    /// How many threads work; `None`: as many as there are processors, 8 at most.
    pub threads: Option<usize>,
}

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What a person must judge, and harmless things worth knowing; those that matter most first.
    pub findings: Vec<VerifyFinding>,
    /// What could not be checked, sorted.
    pub unchecked: Vec<VerifyUnchecked>,
    /// What could not be understood of the lock files to compare with, sorted.
    pub bound_problems: Vec<ManifestProblem>,
    /// Places on the machine that may hold packages and were not read, sorted.
    pub machine_problems: Vec<Problem>,
    /// How much was looked at.
    pub totals: VerifyTotals,
}

impl Verification {
    /// Whether something must be judged: harmless things are none.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity > Severity::Info)
    }

    /// Whether everything could be checked.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.unchecked.is_empty() && self.bound_problems.is_empty() && self.machine_problems.is_empty()
    }
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerifyTotals {
    /// Distributions that were selected.
    pub distributions: u64,
    /// Distributions of which the files could be looked at.
    pub verified: u64,
    /// Listed files that were looked at.
    pub files: u64,
    /// Bytes that were read to hash them. What has several names is read once.
    pub bytes: u64,
    /// Sites that were searched for what no distribution owns.
    pub sites: u64,
}

impl VerifyRequest<'_> {
    /// Whether a file is to be looked at.
    pub(super) fn wants(&self, file: &Path) -> bool {
        self.files.is_none_or(|files| file.ancestors().any(|path| files.contains(path)))
    }

    /// How many threads work.
    pub(super) fn threads(&self) -> usize {
        let available =
            || std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(THREADS);
        self.threads.unwrap_or_else(available).max(1)
    }
}
