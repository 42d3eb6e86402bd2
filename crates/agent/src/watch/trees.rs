//! Whether a directory that was moved to somewhere brings environments or packages along.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::interest::promises_metadata;

/// How many entries are looked at.
const ENTRIES: usize = 4096;
/// How deep it is looked: `lib/pythonX.Y/site-packages` of an environment in a directory.
const DEPTH: usize = 5;

/// Looks into a directory, not for long: where it is not sure, the answer is yes.
pub(super) fn holds_environment(path: &Path) -> bool {
    let mut left = ENTRIES;
    let mut directories: Vec<(PathBuf, usize)> = vec![(path.to_path_buf(), 0)];
    while let Some((directory, depth)) = directories.pop() {
        let Ok(entries) = std::fs::read_dir(&directory) else { continue };
        for entry in entries.filter_map(Result::ok) {
            left -= 1;
            let name = entry.file_name();
            let is_telling = matches!(
                name.as_bytes(),
                b"pyvenv.cfg" | b"site-packages" | b"dist-packages" | b"conda-meta"
            );
            if is_telling || promises_metadata(name.as_bytes()) || left == 0 {
                return true;
            }
            if depth < DEPTH && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                directories.push((entry.path(), depth + 1));
            }
        }
    }
    false
}
