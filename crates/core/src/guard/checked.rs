//! What a checker says it looked at, as the guard reads it from the checker's standard output.

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

/// What a checker looked at before it found all of it clean. The guard does nothing at the next starts, as long as all of this is
/// the same. A program that ends with 0 and does not say this has checked nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Every site that the environment sees, that of the guard and each `--site` among them. The guard watches the metadata in
    /// them by itself.
    pub sites: Vec<PathBuf>,
    /// Every other file that the answer rests on: the bound's own and what these include, `pyvenv.cfg`, settings.
    pub files: Vec<PathBuf>,
}

impl Checked {
    /// What is to be written to standard output: a first line, then pairs of a kind and a path, each part ended by a NUL.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = b"fetter-guard-checked 1\0".to_vec();
        let sites = self.sites.iter().map(|path| ("site", path));
        for (kind, path) in sites.chain(self.files.iter().map(|path| ("file", path))) {
            out.extend_from_slice(kind.as_bytes());
            out.push(0);
            out.extend_from_slice(path.as_os_str().as_bytes());
            out.push(0);
        }
        out.extend_from_slice(b"end\0");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_ends_with_a_nul() {
        let checked = Checked { sites: vec!["/a b".into()], files: vec!["/x\ny".into()] };
        assert_eq!(checked.to_bytes(), b"fetter-guard-checked 1\0site\0/a b\0file\0/x\ny\0end\0");
    }
}
