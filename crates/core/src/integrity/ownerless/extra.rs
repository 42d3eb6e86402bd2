//! What no distribution claims, gathered so that a tree of it is said once.

use rustix::fs::FileType;

use super::claims::Claimant;
use super::code::Sort;
use crate::integrity::verify::FileStatus;
use crate::integrity::verify::cached::Judged;

/// How many names are said of what is gathered.
const NAMED: usize = 5;

/// Something that no distribution claims. Its path is relative to the site.
#[derive(Clone, Debug)]
pub(super) struct Extra {
    pub(super) path: Box<[u8]>,
    pub(super) status: FileStatus,
    pub(super) what: What,
    /// Who claims something in the directory that it lies in.
    pub(super) beside: Option<Claimant>,
}

/// What it is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A file of code, or a `.pth` file; or what stands in its place.
    File(Sort, FileType),
    /// Compiled code that Python runs without looking at its source, which is nobody's but the system's or a tool's.
    Unseen(Judged),
    /// A link to a directory, which Python imports as a package.
    LinkedDirectory,
    /// A link to a directory, where a directory of claimed files should lie.
    LinkedClaims,
    /// A directory in which nothing is claimed, and in which there is code.
    Tree(Gathered),
    /// Many files of code or `.pth` files in a directory of which something is claimed.
    Many(Gathered),
    /// Files that are no code.
    Data(Gathered),
}

/// How many files, how large, and some of their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub(super) files: u64,
    pub(super) bytes: u64,
    /// How many of them are code.
    pub(super) code: u64,
    /// What the file system says of the last one.
    pub(super) last: Option<FileStatus>,
    /// The first of the code, or of the files where none is code; relative to the site.
    pub(super) names: Vec<Box<[u8]>>,
}

impl Gathered {
    /// Takes a file in. It is named if it is one of the first of its sort.
    pub(super) fn add(&mut self, path: &[u8], status: FileStatus, is_code: bool) {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(status.size);
        self.last = Some(status);
        if is_code && self.code == 0 {
            self.names.clear();
        }
        self.code += u64::from(is_code);
        if is_code == (self.code > 0) && self.names.len() < NAMED {
            self.names.push(path.into());
        }
    }

    /// The names, for a person to read, relative to a directory.
    pub(super) fn said(&self, directory: &[u8]) -> String {
        let short = |path: &[u8]| {
            let below = path.strip_prefix(directory).and_then(|path| path.strip_prefix(b"/"));
            String::from_utf8_lossy(below.unwrap_or(path)).into_owned()
        };
        let mut said = self.names.iter().map(|path| short(path)).collect::<Vec<_>>().join(", ");
        let count = if self.code > 0 { self.code } else { self.files };
        let more = count.saturating_sub(self.names.len() as u64);
        if more > 0 {
            said.push_str(" and ");
            said.push_str(&more.to_string());
            said.push_str(" more");
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_named_before_data() {
        let status =
            |size| FileStatus { size, user: 0, group: 0, mode: 0o644, modified: None, is_link: false };
        let mut gathered = Gathered::default();
        gathered.add(b"x/a.txt", status(5), false);
        assert_eq!(gathered.said(b"x"), "a.txt");
        (0..7).for_each(|number| gathered.add(format!("x/{number}.py").as_bytes(), status(10), true));
        gathered.add(b"x/z.txt", status(u64::MAX), false);
        assert_eq!((gathered.files, gathered.bytes, gathered.code), (9, u64::MAX, 7));
        assert_eq!(gathered.said(b"x"), "0.py, 1.py, 2.py, 3.py, 4.py and 2 more");
    }
}
