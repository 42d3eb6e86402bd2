//! What tools put beside packages, known by its contents: a name alone is nobody's.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::guard;
use crate::inventory::file::Beneath;

/// How large such a file may be, in bytes.
const LIMIT: usize = 256 * 1024;

/// SHA-256 of files that tools write into a site and list nowhere, by the file's name.
const DIGESTS: [(&str, &str); 14] = [
    // virtualenv 20.0, thrice.
    ("_virtualenv.py", "82944bb74841efbcfdc3539e7d60df63f43cc023041eb183abbd56f44e071b45"),
    ("_virtualenv.py", "e3db5fe06ab41ca9b95dd6463b83836787028a1b55562cc383803bb83001a45c"),
    // To 20.13.
    ("_virtualenv.py", "684b8c07932ba4a84ac2e5ae9afe49ef04e92bac3d8d4191d455cf09d093e5fc"),
    // 20.15.
    ("_virtualenv.py", "ce57d5e0d9b5d7356cb42da7450ba8f9359bdf693e335f4c921626943c77e64d"),
    // 20.16 to 20.21.
    ("_virtualenv.py", "c9199315871b11b12df226f890a38e66e63191e1adbfb11a66e6861151b33fca"),
    // 20.23.
    ("_virtualenv.py", "119e4eb9c1a39e6ffd220840844bd326fa1bd3acf2f1c9fa0612949aedc228a5"),
    // 20.24.
    ("_virtualenv.py", "0aeb86546345c1d0fada097536e35525714d5cdbcc2d8eb3f9912a955044fcff"),
    // 20.25 to 20.34.
    ("_virtualenv.py", "0f20351ea7e90039c46d3fabdef991f28b1e3ff33eb13ee6f0d5cd21ea0e8b14"),
    // 20.36.
    ("_virtualenv.py", "bec6155ff7bfc88f8e79e481f27fd7ee0a3b40eeca9bfeb41f4c4b997b2f8100"),
    // virtualenv 21, and uv.
    ("_virtualenv.py", "cfb3db86aaa53bb62b5ff764970bec2d71c9228590a0ebec57f6ec926cc0bf1a"),
    ("_virtualenv.py", "cfe56cafbd68fd31a0e87100f111d7d2f6b7157241096500013c07e88d80a22f"),
    // `import _virtualenv`.
    ("_virtualenv.pth", "69ac3d8f27e679c81b94ab30b3b56e9cd138219b1ba94a1fa3606d5a76a1433d"),
    // CPython's explanation of what a site is for; Python 2 calls it README.
    ("README", "cba8fece8f62c36306ba27a128f124a257710e41fc619301ee97be93586917cb"),
    ("README.txt", "cba8fece8f62c36306ba27a128f124a257710e41fc619301ee97be93586917cb"),
];
/// How a tag of a cache directory begins (the Cache Directory Tagging specification).
const CACHE_TAG: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55";

/// Whether a file that no distribution claims is one that a tool is known to put there. `path` is relative to the site.
pub(super) fn is_known(site: &Beneath, path: &[u8]) -> bool {
    let relative = Path::new(OsStr::from_bytes(path));
    let is_candidate = match path {
        b"CACHEDIR.TAG" | b".gitignore" => true,
        _ if relative.starts_with(guard::DIRECTORY) || path == guard::PATH_FILE.as_bytes() => true,
        _ => DIGESTS.iter().any(|(name, _)| name.as_bytes() == path),
    };
    is_candidate && site.read(relative, LIMIT).is_ok_and(|read| read.whole && judge(relative, &read.bytes))
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
