//! The files in `conda-meta/NAME-VERSION-BUILD.json`, with their digests.

use serde::Deserialize;

/// One file that conda installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CondaFile {
    /// The path, relative to the prefix.
    pub path: Box<str>,
    /// The SHA-256 of the file as it was put into the prefix, if it is recorded.
    pub sha256: Option<[u8; 32]>,
    /// The size in bytes as it was packed, if it is recorded and the file was put into the prefix as it was packed.
    pub size: Option<u64>,
}

#[derive(Deserialize)]
struct Wire {
    files: Option<Vec<String>>,
    paths_data: Option<WirePaths>,
}

#[derive(Deserialize)]
struct WirePaths {
    paths: Option<Vec<WirePath>>,
}

#[derive(Deserialize)]
struct WirePath {
    #[serde(rename = "_path")]
    path: String,
    sha256: Option<String>,
    sha256_in_prefix: Option<String>,
    size_in_bytes: Option<u64>,
    prefix_placeholder: Option<String>,
}

/// Reads the files of a record. Of files whose prefix was written into them the digest is that of the result, where it is recorded.
pub fn read(bytes: &[u8]) -> Result<Vec<CondaFile>, serde_json::Error> {
    let wire: Wire = serde_json::from_slice(bytes)?;
    let paths = wire.paths_data.and_then(|data| data.paths).unwrap_or_default();
    let known: std::collections::HashSet<&str> = paths.iter().map(|path| path.path.as_str()).collect();
    let rest: Vec<CondaFile> = wire
        .files
        .iter()
        .flatten()
        .filter(|file| !known.contains(file.as_str()))
        .map(|file| CondaFile { path: file.as_str().into(), sha256: None, size: None })
        .collect();
    Ok(paths.into_iter().map(file).chain(rest).collect())
}

fn file(wire: WirePath) -> CondaFile {
    let is_changed = wire.prefix_placeholder.is_some();
    let packed = wire.sha256.filter(|_| !is_changed);
    CondaFile {
        path: wire.path.into(),
        sha256: wire.sha256_in_prefix.or(packed).and_then(|text| crate::hex::decode(&text)?.try_into().ok()),
        size: wire.size_in_bytes.filter(|_| !is_changed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_what_lies_in_the_prefix() {
        let zeros = "00".repeat(32);
        let ones = "11".repeat(32);
        let json = format!(
            r#"{{"files": ["a", "b", "c"], "paths_data": {{"paths": [
                {{"_path": "a", "sha256": "{zeros}", "size_in_bytes": 3, "path_type": "hardlink"}},
                {{"_path": "b", "sha256": "{zeros}", "sha256_in_prefix": "{ones}", "prefix_placeholder": "/x"}}]}}}}"#
        );
        let files = read(json.as_bytes()).unwrap();
        assert_eq!((files[0].sha256, files[0].size), (Some([0; 32]), Some(3)));
        assert_eq!((files[1].sha256, files[1].size), (Some([0x11; 32]), None));
        assert_eq!((&*files[2].path, files[2].sha256), ("c", None));
    }
}
