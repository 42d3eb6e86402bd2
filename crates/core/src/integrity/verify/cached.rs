//! What the header of compiled code says of it and of its source.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::Stat;

use super::{Severity, VerifyCode};
use crate::metadata::bytecode::{self, Header, Validation};

/// How large a source may be that is hashed, in bytes.
const SOURCE_LIMIT: u64 = 64 * 1024 * 1024;

/// What is the matter with a compiled file of a source that is there.
#[derive(Clone, Debug)]
pub(in crate::integrity) struct Judged {
    pub(in crate::integrity) code: VerifyCode,
    pub(in crate::integrity) severity: Severity,
    pub(in crate::integrity) reason: Cow<'static, str>,
}

impl Judged {
    /// The same, where a link leads to the file.
    pub(in crate::integrity) fn through_link(self) -> Self {
        Self { reason: format!("a link to elsewhere: {}", self.reason).into(), ..self }
    }

    /// Whether Python runs it.
    pub(in crate::integrity) fn is_run(&self) -> bool {
        self.code == VerifyCode::BytecodeUnchecked
    }
}

/// Judges a compiled file by its header; `None` where nothing is the matter, or where Python passes over the file.
///
/// That the code behind the header is that of the source cannot be told without running Python.
pub(in crate::integrity) fn judge(compiled: &OwnedFd, source: &OwnedFd, status: &Stat) -> Option<Judged> {
    let header = header(compiled)?;
    let state = match header.validation {
        Validation::Timestamp { .. } => agrees(&header, status),
        Validation::Checked(hash) | Validation::Unchecked(hash) => hash_agrees(source, &header, hash),
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
        _ => return None,
    };
    Some(Judged { code, severity, reason: reason.into() })
}

/// The header of a compiled file; `None` for what Python passes over.
pub(super) fn header(compiled: impl AsFd) -> Option<Header> {
    let mut bytes = [0; bytecode::HEADER_LENGTH];
    let count = rustix::io::pread(compiled, &mut bytes[..], 0).ok()?;
    bytecode::read(&bytes[..count])
}

/// Whether time and size in a header are those of the source.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "headers hold the lower 32 bits")]
pub(super) fn agrees(header: &Header, source: &Stat) -> Option<bool> {
    let Validation::Timestamp { modified, size } = header.validation else { return None };
    let same_size = size.is_none_or(|size| size == source.st_size as u32);
    Some(modified == source.st_mtime as u32 && same_size)
}

fn hash_agrees(source: &OwnedFd, header: &Header, hash: [u8; 8]) -> Option<bool> {
    let file = File::from(source.try_clone().ok()?);
    let mut bytes = Vec::new();
    let count = file.take(SOURCE_LIMIT + 1).read_to_end(&mut bytes).ok()?;
    (count as u64 <= SOURCE_LIMIT).then(|| header.is_hash_of(hash, &bytes))
}
