//! What is in an egg, which lists nothing: all in it is its own.

use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use crate::integrity::files::{Anchor, FileList, ListedFile, Place};
use crate::inventory::file::Beneath;
use crate::inventory::{Distribution, DistributionKind};

/// How many files, and how deep, are looked at.
const FILE_LIMIT: usize = 1_000_000;
const DEPTH_LIMIT: usize = 64;

/// Lists what is in the directory of an egg instead of the directory; an archive stays one file. Links are not followed. True where
/// there is more than is listed.
pub(super) fn expand(
    beneath: &Beneath,
    anchor: &Anchor,
    distribution: &Distribution,
    list: &mut FileList,
) -> bool {
    if distribution.kind != DistributionKind::EggDirectory {
        return false;
    }
    let Ok(egg) = distribution.metadata_path.strip_prefix(&anchor.path) else { return false };
    let mut files = Vec::new();
    let mut is_cut = false;
    let mut left: Vec<(PathBuf, usize)> = vec![(egg.to_path_buf(), 0)];
    while let Some((directory, depth)) = left.pop() {
        let room = FILE_LIMIT.saturating_sub(files.len());
        let Ok(entries) = beneath.entries(&directory, room) else {
            is_cut = true;
            continue;
        };
        is_cut |= entries.is_cut;
        for (name, kind) in entries.all {
            let path = directory.join(name);
            if kind == FileType::Directory {
                is_cut |= depth == DEPTH_LIMIT;
                left.extend((depth < DEPTH_LIMIT).then_some((path, depth + 1)));
            } else {
                files.push(listed(&path));
            }
        }
    }
    files.sort_unstable_by(|one, other| one.written.cmp(&other.written));
    list.files = files;
    is_cut
}

fn listed(path: &Path) -> ListedFile {
    ListedFile {
        line: 0,
        written: path.as_os_str().as_encoded_bytes().into(),
        place: Place::Below(path.to_path_buf()),
        hash: None,
        size: None,
    }
}
