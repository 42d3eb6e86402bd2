//! What is in an egg: all of it is the distribution's.

use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::reach::Reach;
use crate::removal::{FileState, StateKind};

/// How many entries an egg may have.
const LIMIT: usize = 1_000_000;

/// Everything below a directory that is no directory, with what it is.
pub(super) fn of(reach: &Reach, directory: &Path) -> Result<Vec<(PathBuf, FileState)>, Errno> {
    let mut found = Vec::new();
    let mut left = vec![directory.to_path_buf()];
    while let Some(directory) = left.pop() {
        let names = reach.names(&directory);
        for name in names.as_ref().as_ref().map_err(|errno| *errno)? {
            let path = directory.join(name);
            let state = reach.state(&path)?;
            if state.kind == StateKind::Directory {
                left.push(path);
            } else {
                found.push((path, state));
            }
            if found.len() + left.len() > LIMIT {
                return Err(Errno::OVERFLOW);
            }
        }
    }
    Ok(found)
}
