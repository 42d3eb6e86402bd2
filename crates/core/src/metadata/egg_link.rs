//! `.egg-link` files, with which `setup.py develop` points at a source tree.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::text::lines;

/// The directory that holds the `.egg-info`: the file's first line that is not blank.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<&Path> {
    lines(bytes)
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty())
        .map(|line| Path::new(OsStr::from_bytes(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_directory() {
        assert_eq!(read(b"/src/docopt\n."), Some(Path::new("/src/docopt")));
        assert_eq!(read(b"\n\n"), None);
    }
}
