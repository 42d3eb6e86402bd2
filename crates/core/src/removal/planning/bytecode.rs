//! The compiled files that Python derives from a source (PEP 3147, PEP 488).

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use super::reach::Reach;
use crate::metadata::bytecode::source_stem;

/// The files that Python may have made of a source, among those that are there, relative to the same directory.
pub(super) fn derived_from(reach: &Reach, source: &Path) -> Vec<PathBuf> {
    let Some(stem) = source.file_name().and_then(|name| name.as_bytes().strip_suffix(b".py")) else {
        return Vec::new();
    };
    let directory = source.parent().unwrap_or(Path::new(""));
    let cache = directory.join("__pycache__");
    let cached = reach.names(&cache);
    let cached = cached.as_ref().as_ref().map(Vec::as_slice).unwrap_or_default();
    // Names are sorted: those that begin alike stand together.
    let from = cached.partition_point(|name| name.as_bytes() < stem);
    let cached = cached[from..].iter().take_while(|name| name.as_bytes().starts_with(stem));
    let mut found: Vec<PathBuf> =
        cached.filter(|name| is_derived(stem, name)).map(|name| cache.join(name)).collect();
    // Python 2, and `compileall -b`, put it beside the source.
    let beside = reach.names(directory);
    let beside = beside.as_ref().as_ref().map(Vec::as_slice).unwrap_or_default();
    let compiled = [&b".pyc"[..], b".pyo"].map(|ending| OsString::from_vec([stem, ending].concat()));
    found.extend(
        compiled.iter().filter(|name| beside.binary_search(name).is_ok()).map(|name| directory.join(name)),
    );
    found
}

/// Whether a name in `__pycache__` is one that is made of that stem.
fn is_derived(stem: &[u8], name: &OsStr) -> bool {
    let name = name.as_bytes();
    // Before PEP 488, optimised code had an ending of its own.
    let plain = name.strip_suffix(b".pyo").map(|name| [name, b".pyc"].concat());
    source_stem(plain.as_deref().unwrap_or(name)) == Some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_made_of_a_stem() {
        let is = |stem: &str, name: &str| is_derived(stem.as_bytes(), OsStr::new(name));
        assert!(
            is("a", "a.cpython-311.pyc") && is("a", "a.cpython-311.opt-2.pyc") && is("a", "a.pypy39.pyc")
        );
        assert!(is("a.b", "a.b.cpython-311.pyc") && is("a", "a.cpython-38-pytest-8.1.1.pyc"));
        assert!(
            !is("a", "a.b.cpython-311.pyc") && !is("a", "ab.cpython-311.pyc") && !is("a", "a.cpython-311.py")
        );
        assert!(is("a", "a.cpython-34.pyo"));
        assert!(!is("a", "a.pyc") && !is("a", "a.cpython-311.pyc.bak"));
    }
}
