//! Whether a directory that was moved to somewhere brings environments or packages along.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use fetter_core::inventory::Mount;

use super::below;
use super::interest::promises_metadata;

/// How many entries are looked at.
const ENTRIES: usize = 4096;
/// How deep it is looked: `lib/pythonX.Y/site-packages` of an environment in a directory.
const DEPTH: usize = 5;

/// Looks into a directory, not for long: where it is not sure, the answer is yes. Links are not followed, and no other file system is
/// looked into: what is there is told of by itself.
pub(super) fn holds_environment(path: &Path, mounted: &[Mount]) -> bool {
    let Ok(root) = below::open(path, mounted) else { return false };
    let mut left = ENTRIES;
    let mut directories: Vec<(PathBuf, usize)> = vec![(PathBuf::from("."), 0)];
    while let Some((directory, depth)) = directories.pop() {
        let Ok(opened) = below::open_in(&root, &directory) else { continue };
        for (name, is_directory) in below::entries(&opened) {
            left -= 1;
            let is_telling = matches!(
                name.as_slice(),
                b"pyvenv.cfg" | b"site-packages" | b"dist-packages" | b"conda-meta"
            );
            if is_telling || promises_metadata(&name) || left == 0 {
                return true;
            }
            if depth < DEPTH && is_directory {
                directories.push((directory.join(OsStr::from_bytes(&name)), depth + 1));
            }
        }
    }
    false
}
