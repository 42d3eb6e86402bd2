//! The lists that tell which files are a distribution's: whether they can be relied on, and conda's record of it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Chosen;
use super::reach::Reach;
use crate::integrity::files::{Anchor, FileList, ListSource};
use crate::inventory::DistributionKind;
use crate::removal::RefusalCode;

/// Why nobody can tell by a list what the distribution's files are; `None` where it can be relied on.
pub(super) fn unusable(
    reach: &Reach,
    anchor: &Anchor,
    list: &FileList,
    chosen: &Chosen<'_>,
) -> Option<(RefusalCode, String)> {
    let place = list.path.display();
    let unreadable = |reason: String| Some((RefusalCode::ListUnreadable, reason));
    if let Some(error) = &list.unread {
        return unreadable(format!("{place} could not be read: {error}"));
    }
    if !list.source.is_some_and(ListSource::is_of_installed) {
        let reason = format!("there is no {place}, which would list its files");
        return Some((RefusalCode::NoFileList, reason));
    }
    if !list.is_whole() {
        let why = list.mistakes.iter().find(|mistake| mistake.line == 0);
        let why = why.map_or("", |mistake| &mistake.reason);
        return unreadable(format!("{place} could not be read as a whole: {why}"));
    }
    if !list.names_its_metadata(&chosen.distribution.metadata_path, anchor) {
        return unreadable(format!("{place} does not name the METADATA beside it, so that it was damaged"));
    }
    let line = list.swallowed(|path| reach.state(path).is_ok())?;
    unreadable(format!(
        "line {line} of {place} names a file with a line end in it, which is not there: a quote may be wrong"
    ))
}

/// Where conda keeps its record of a distribution, relative to the anchor; `None` of what conda did not install.
pub(super) fn conda_record(reach: &Reach, anchor: &Path, chosen: &Chosen<'_>) -> Option<PathBuf> {
    let distribution = chosen.distribution;
    if distribution.kind == DistributionKind::Conda {
        return distribution.metadata_path.strip_prefix(anchor).ok().map(Path::to_path_buf);
    }
    let conda = distribution.details.as_deref()?.conda.as_ref()?;
    let directory = Path::new("conda-meta");
    let (begin, end) = (format!("{}-", conda.name), format!("-{}.json", conda.build));
    // NAME-VERSION-BUILD.json: no version has a hyphen in it.
    let is_it = |name: &&OsString| {
        let version = name.as_encoded_bytes().strip_prefix(begin.as_bytes());
        let version = version.and_then(|rest| rest.strip_suffix(end.as_bytes()));
        version.is_some_and(|version| !version.contains(&b'-'))
    };
    let names = reach.names(directory);
    names.as_ref().as_ref().ok()?.iter().find(is_it).map(|name| directory.join(name))
}
