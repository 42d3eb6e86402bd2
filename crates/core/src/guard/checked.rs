//! What a checker says it looked at, as the guard reads it from the checker's standard output.

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use super::Watched;
use super::watched::FileStatus;

/// What a checker looked at before it found all of it clean. The guard does nothing at the next starts, as long as all of this is
/// the same. A program that ends with 0 and does not say this has checked nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Every site that the environment sees, that of the guard and each `--site` among them.
    pub sites: Vec<PathBuf>,
    /// Every file and directory that the answer rests on: the sites, the metadata in them, the bounds and what these include,
    /// also what was looked for and not found.
    pub files: Watched,
    /// Until when the answer holds, in seconds since 1970, if time alone may change it.
    pub until: Option<u64>,
    /// Whether the answer may be another where Python does not look into the user's site, or does.
    pub depends_on_user_site: bool,
}

impl Checked {
    /// What is to be written to standard output: a first line, then pairs of a kind and a value, each part ended by a NUL. The kind
    /// of a file is what it was like: inode, size, modification and change time.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = b"fetter-guard-checked 2\0".to_vec();
        let mut pair = |kind: &str, value: &[u8]| {
            for part in [kind.as_bytes(), value] {
                out.extend_from_slice(part);
                out.push(0);
            }
        };
        for site in &self.sites {
            pair("site", site.as_os_str().as_bytes());
        }
        for (path, status) in &self.files.0 {
            pair(&kind_of(*status), path.as_os_str().as_bytes());
        }
        if let Some(until) = self.until {
            pair("until", until.to_string().as_bytes());
        }
        if self.depends_on_user_site {
            pair("depends", b"user-site");
        }
        out.extend_from_slice(b"end\0");
        out
    }
}

fn kind_of(status: Option<FileStatus>) -> String {
    status.map_or_else(
        || "absent".to_owned(),
        |status| format!("{} {} {} {}", status.inode, status.size, status.modified, status.changed),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_ends_with_a_nul() {
        let status = FileStatus { inode: 1, size: 2, modified: -3, changed: 4 };
        let files = [("/x\ny".into(), Some(status)), ("/z".into(), None)];
        let checked = Checked {
            sites: vec!["/a b".into()],
            files: Watched(files.into()),
            until: Some(5),
            depends_on_user_site: true,
        };
        let said = b"fetter-guard-checked 2\0site\0/a b\x001 2 -3 4\0/x\ny\0absent\0/z\0until\x005\0depends\0user-site\0end\0";
        assert_eq!(checked.to_bytes(), said);
        assert_eq!(Checked::default().to_bytes(), b"fetter-guard-checked 2\0end\0");
    }
}
