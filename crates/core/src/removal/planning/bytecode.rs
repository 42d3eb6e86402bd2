//! The compiled files that Python derives from a source (PEP 3147, PEP 488).

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::reach::Reach;

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
    found.extend(
        [&b".pyc"[..], b".pyo"]
            .iter()
            .map(|ending| directory.join(OsStr::from_bytes(&[stem, ending].concat()))),
    );
    found
}

/// Whether a name in `__pycache__` is one that is made of that stem: `STEM.TAG.pyc`, `STEM.TAG.opt-N.pyc`, and what pytest rewrites,
/// `STEM.TAG-pytest-8.1.1.pyc`.
fn is_derived(stem: &[u8], name: &OsString) -> bool {
    let tag = name.as_bytes().strip_prefix(stem).and_then(|rest| rest.strip_prefix(b"."));
    let tag = tag.and_then(|rest| rest.strip_suffix(b".pyc").or_else(|| rest.strip_suffix(b".pyo")));
    tag.is_some_and(|tag| {
        [&b"cpython-"[..], b"pypy", b"graalpy"].iter().any(|known| {
            tag.strip_prefix(*known).is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_made_of_a_stem() {
        let is = |stem: &str, name: &str| is_derived(stem.as_bytes(), &OsString::from(name));
        assert!(
            is("a", "a.cpython-311.pyc") && is("a", "a.cpython-311.opt-2.pyc") && is("a", "a.pypy39.pyc")
        );
        assert!(is("a.b", "a.b.cpython-311.pyc") && is("a", "a.cpython-38-pytest-8.1.1.pyc"));
        assert!(
            !is("a", "a.b.cpython-311.pyc") && !is("a", "ab.cpython-311.pyc") && !is("a", "a.cpython-311.py")
        );
        assert!(!is("a", "a.cpython-.pyc") && !is("a", "a.pyc") && !is("a", "a.cpython-311.pyc.bak"));
    }
}
