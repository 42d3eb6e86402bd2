//! What tools put beside packages, known by its contents: a name alone is nobody's.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::guard;
use crate::integrity::startup;
use crate::inventory::file::{Beneath, Disk};

/// How large such a file may be, in bytes.
const LIMIT: usize = 256 * 1024;

/// SHA-256 of files that tools write into a site and list nowhere, by the file's name.
const DIGESTS: [(&str, &str); 3] = [
    // `import _virtualenv`.
    ("_virtualenv.pth", "69ac3d8f27e679c81b94ab30b3b56e9cd138219b1ba94a1fa3606d5a76a1433d"),
    // CPython's explanation of what a site is for; Python 2 calls it README.
    ("README", "cba8fece8f62c36306ba27a128f124a257710e41fc619301ee97be93586917cb"),
    ("README.txt", "cba8fece8f62c36306ba27a128f124a257710e41fc619301ee97be93586917cb"),
];
/// How a tag of a cache directory begins (the Cache Directory Tagging specification).
const CACHE_TAG: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55";

/// Whether a file that no distribution claims is one that a tool is known to put there. `path` is relative to the site; `checker` is what
/// a guard of fetter's may start.
pub(super) fn is_known((disk, site): (&Disk, &Beneath), path: &[u8], checker: &[OsString]) -> bool {
    let relative = Path::new(OsStr::from_bytes(path));
    let is_candidate = match path {
        b"CACHEDIR.TAG" | b".gitignore" | b"_virtualenv.py" => true,
        _ if relative.starts_with(guard::DIRECTORY) || path == guard::PATH_FILE.as_bytes() => true,
        _ => DIGESTS.iter().any(|(name, _)| name.as_bytes() == path),
    };
    is_candidate
        && site.read(relative, LIMIT).is_ok_and(|read| {
            let is_harmless =
                || !is_guard_data(path) || startup::is_known_checker(disk, &read.bytes, checker);
            read.whole && judge(relative, &read.bytes) && is_harmless()
        })
}

/// Whether that file says what fetter's guard starts: as good as code.
pub(super) fn is_guard_data(path: &[u8]) -> bool {
    Path::new(OsStr::from_bytes(path)) == Path::new(guard::DIRECTORY).join(guard::DATA_FILE)
}

fn judge(path: &Path, contents: &[u8]) -> bool {
    if guard::wrote(path, contents) {
        return true;
    }
    if path == Path::new("CACHEDIR.TAG") {
        return contents.starts_with(CACHE_TAG);
    }
    if path == Path::new(".gitignore") {
        return contents.trim_ascii() == b"*";
    }
    if path == Path::new("_virtualenv.py") {
        return startup::is_virtualenv(contents);
    }
    let digest = crate::hex::encode(&Sha256::digest(contents));
    DIGESTS.iter().any(|(name, known)| path == Path::new(name) && *known == digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_contents() {
        let readme = "This directory exists so that 3rd party packages can be installed\nhere.  Read the source for site.py for more details.\n";
        assert!(judge(Path::new("README.txt"), readme.as_bytes()));
        assert!(!judge(Path::new("README.txt"), b"This directory"));
        assert!(!judge(Path::new("x/README.txt"), readme.as_bytes()));
        assert!(judge(Path::new("_virtualenv.pth"), b"import _virtualenv"));
        assert!(!judge(Path::new("_virtualenv.pth"), b"import _virtualenv; import os"));
        assert!(judge(Path::new("CACHEDIR.TAG"), &[CACHE_TAG, b"\n# x"].concat()));
        assert!(!judge(Path::new("_fetter_guard/start.py"), b"import os"));
    }
}
