//! What places are by their names.

use std::path::Path;

use crate::enforce::reach::Named;

/// Whether an entry is a directory that may hold code, and not what tells of a distribution.
pub(in crate::enforce) fn is_package(named: &Named) -> bool {
    named.is_directory && !is_metadata(Path::new(&named.name))
}

/// Whether a path leads to or through what tells of a distribution.
pub(super) fn is_metadata(path: &Path) -> bool {
    path.iter().any(|part| {
        part == "EGG-INFO"
            || Path::new(part).extension().is_some_and(|ending| {
                ["dist-info", "egg-info"].iter().any(|known| ending.eq_ignore_ascii_case(known))
            })
    })
}

/// Whether a directory, or the one above it, is what somebody develops in.
pub(super) fn holds_project(site: &Path) -> bool {
    const SIGNS: [&str; 6] = [".git", ".hg", ".svn", "pyproject.toml", "setup.py", "setup.cfg"];
    let above = site.parent().into_iter();
    let places = std::iter::once(site).chain(above);
    places.flat_map(|place| SIGNS.map(|sign| place.join(sign))).any(|sign| is_there(&sign))
}

fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

/// Whether a path lies in a cache of pip, of uv or of conda (`pkgs`, with a list of addresses): a mark there would be one of every environment that is made from it. Environments in
/// uv's cache, which it makes for tools that are run once, are environments.
pub(super) fn is_cache(anchor: &Path) -> bool {
    const BUCKETS: [&str; 8] = [
        "archive-v",
        "wheels-v",
        "built-wheels-v",
        "builds-v",
        "sdists-v",
        "git-v",
        "simple-v",
        "environments-v",
    ];
    let is_bucket = |part: &std::ffi::OsStr| {
        let part = part.to_string_lossy();
        BUCKETS.iter().any(|bucket| {
            part.strip_prefix(bucket).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    if is_there(&anchor.join("pyvenv.cfg")) || is_there(&anchor.join("conda-meta")) {
        return false;
    }
    anchor.ancestors().any(|path| {
        let above = path.parent();
        path.ends_with(".cache/pip")
            || path.ends_with("pkgs") && is_there(&path.join("urls.txt"))
            || path.file_name().is_some_and(is_bucket)
                && above.is_some_and(|above| is_there(&above.join("CACHEDIR.TAG")))
    })
}
