//! What in a site was written by fetter or by its guard, told by the contents: a name alone is nobody's.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

use super::directory::{Directory, Entry};
use super::{CODE, DATA_FILE, DIRECTORY, GuardError, LINES, Mode, PATH_FILE, STATE_FILE, STATE_HEAD, data};

/// Where Python keeps compiled code.
pub(super) const COMPILED: &str = "__pycache__";
/// How much is read of code, in bytes: more than any of it ever had.
const CODE_LIMIT: usize = 256 * 1024;

/// What lies under a name of the guard's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner<T> {
    /// Nothing is there.
    Nobody,
    /// fetter wrote it.
    Fetter(T),
    /// Somebody else did, or changed it.
    Other,
}

/// Whose the `.pth` file is, and its mode.
pub(super) fn line(site: &Directory) -> Result<Owner<Mode>, GuardError> {
    Ok(match site.entry(OsStr::new(PATH_FILE), CODE_LIMIT)? {
        Entry::Absent => Owner::Nobody,
        Entry::File(bytes) => {
            let mode = LINES.iter().find(|(_, lines)| lines.iter().any(|line| line.as_bytes() == bytes));
            mode.map_or(Owner::Other, |(mode, _)| Owner::Fetter(*mode))
        }
        _ => Owner::Other,
    })
}

/// The guard's directory, if there is one: `Other` where something else has its name.
pub(super) fn directory(site: &Directory) -> Result<Owner<Directory>, GuardError> {
    Ok(match site.entry(OsStr::new(DIRECTORY), 0)? {
        Entry::Absent => Owner::Nobody,
        Entry::Directory => Owner::Fetter(site.below(DIRECTORY)?),
        _ => Owner::Other,
    })
}

/// The files in the guard's directory, by whose they are. Compiled code is looked at apart.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// fetter or the guard wrote them.
    pub(super) ours: Vec<OsString>,
    /// Regular files under names of fetter's, with other contents: what was damaged must be replaceable.
    pub(super) changed: Vec<OsString>,
    /// Somebody else's.
    pub(super) others: Vec<OsString>,
}

/// What lies in the guard's directory.
pub(super) fn files(place: &Directory) -> Result<Files, GuardError> {
    let mut files = Files::default();
    for name in place.names()? {
        if name == COMPILED && place.entry(&name, 0)? == Entry::Directory {
            continue;
        }
        let list = match place.entry(&name, CODE_LIMIT)? {
            Entry::File(bytes) if is_ours(&name, &bytes) => &mut files.ours,
            Entry::File(_) if is_named(&name) => &mut files.changed,
            _ => &mut files.others,
        };
        list.push(name);
    }
    Ok(files)
}

/// Whether a name in the guard's directory is one that fetter uses.
fn is_named(name: &OsStr) -> bool {
    CODE.iter().map(|(code, _)| *code).chain([DATA_FILE, STATE_FILE]).any(|ours| name == ours)
}

pub(super) fn is_ours(name: &OsStr, bytes: &[u8]) -> bool {
    if let Some((_, texts)) = CODE.iter().find(|(code, _)| name == *code) {
        return texts.iter().any(|text| text.as_bytes() == bytes);
    }
    if name == DATA_FILE {
        return data::is_data(bytes);
    }
    if name == STATE_FILE {
        return bytes.starts_with(STATE_HEAD);
    }
    // What was being written when the power went; it may be cut short.
    is_unfinished(name.as_bytes())
}

fn is_unfinished(name: &[u8]) -> bool {
    let is_number = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    if let Some(number) = name.strip_prefix(b"state.") {
        return is_number(number);
    }
    let names = CODE.iter().map(|(name, _)| *name).chain([DATA_FILE, PATH_FILE]);
    names.filter_map(|ours| name.strip_prefix(ours.as_bytes())?.strip_prefix(b".new-")).any(is_number)
}

/// Compiled code of the guard's, by name: `start.cpython-313.pyc`, and `….pyc.1234` while that is being written.
pub(super) fn is_compiled(name: &OsStr) -> bool {
    let name = name.as_bytes();
    let stems = CODE.iter().map(|(code, _)| code.as_bytes().strip_suffix(b"py").unwrap_or(code.as_bytes()));
    let mut rest = stems.filter_map(|stem| name.strip_prefix(stem));
    rest.any(|rest| rest.ends_with(b".pyc") || memchr::memmem::find(rest, b".pyc.").is_some())
}
