//! What of a site is claimed, and by whom.

mod build;
mod system;
mod top_level;

use std::collections::{HashMap, HashSet};

pub(super) use build::{Builder, Claimed};
pub(super) use system::{SystemLists, names_in};

use super::DEPTH;

/// The longest path that is claimed, in bytes (`PATH_MAX`).
const PATH_LIMIT: usize = 4096;

/// How many bytes of paths are kept of one site: lists that nobody has in earnest must not fill the memory.
const BYTES_LIMIT: usize = 256 * 1024 * 1024;
/// What a path takes beside its bytes.
const OVERHEAD: usize = 64;

/// Who claims something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claimant {
    /// A distribution, by its place in [`Claims::names`].
    Distribution(u32),
    /// The system's package manager, which tells no distribution.
    System,
    /// Of a directory: several distributions have files in it.
    Several,
}

/// What of a site is claimed. Paths are relative to the site.
#[derive(Debug, Default)]
pub(super) struct Claims {
    files: HashMap<Box<[u8]>, Claimant>,
    /// Directories that claimed files lie in, at whatever depth.
    directories: HashMap<Box<[u8]>, Claimant>,
    /// Directories that are claimed with all that is in them: eggs.
    trees: HashSet<Box<[u8]>>,
    /// Top-level modules and packages of distributions that have no list of their files.
    modules: HashSet<Box<[u8]>>,
    /// The normalised names of the distributions, each once.
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    /// How much the paths take, about, in bytes.
    bytes: usize,
}

impl Claims {
    /// The claimant that is a distribution. What conda records and what Python's metadata say of one package is one claimant.
    fn distribution(&mut self, name: &str) -> Claimant {
        if let Some(number) = self.numbers.get(name) {
            return Claimant::Distribution(*number);
        }
        let Ok(number) = u32::try_from(self.names.len()) else { return Claimant::System };
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        Claimant::Distribution(number)
    }

    /// Claims a file. What a distribution says comes before what the system does, since it says whose the file is.
    fn file(&mut self, path: &[u8], claimant: Claimant) {
        if path.is_empty() || path.len() > PATH_LIMIT || memchr::memchr_iter(b'/', path).count() > DEPTH {
            return;
        }
        self.bytes += path.len() + OVERHEAD;
        if self.is_cut() {
            return;
        }
        let known = self.files.entry(path.into()).or_insert(claimant);
        if *known == Claimant::System {
            *known = claimant;
        }
        let mut below = path;
        while let Some(end) = memchr::memrchr(b'/', below) {
            below = &below[..end];
            match self.directories.get_mut(below) {
                None => {
                    self.bytes += below.len() + OVERHEAD;
                    self.directories.insert(below.into(), claimant);
                }
                // Then it is noted of all directories above as well.
                Some(known) if *known == claimant || *known == Claimant::Several => return,
                Some(known) if *known == Claimant::System => *known = claimant,
                Some(_) if claimant == Claimant::System => return,
                Some(known) => *known = Claimant::Several,
            }
        }
    }

    /// Whether more is claimed than is kept.
    fn is_cut(&self) -> bool {
        self.bytes > BYTES_LIMIT
    }

    /// Who claims a file.
    pub(super) fn of_file(&self, path: &[u8]) -> Option<Claimant> {
        self.files.get(path).copied()
    }

    /// Who claims files in a directory.
    pub(super) fn of_directory(&self, path: &[u8]) -> Option<Claimant> {
        self.directories.get(path).copied()
    }

    /// Whether a directory is claimed with all that is in it, or a file that is an egg.
    pub(super) fn is_tree(&self, path: &[u8]) -> bool {
        self.trees.contains(path)
    }

    /// Whether a distribution without a list of files gives this name to a module or package.
    pub(super) fn is_module(&self, name: &[u8]) -> bool {
        self.modules.contains(name)
    }

    /// The normalised names of the distributions, by their numbers.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_belong_to_who_has_files_in_them() {
        let mut claims = Claims::default();
        let (a, b) = (claims.distribution("a"), claims.distribution("b"));
        claims.file(b"n/a/x.py", a);
        claims.file(b"n/b/x.py", b);
        claims.file(b"n/b/y/z.py", Claimant::System);
        claims.file(b"n/b/x.py", Claimant::System);
        claims.file(b"s.py", Claimant::System);
        claims.file(b"s.py", b);
        assert_eq!(claims.of_directory(b"n"), Some(Claimant::Several));
        assert_eq!(claims.of_directory(b"n/a"), Some(a));
        assert_eq!(claims.of_directory(b"n/b"), Some(b));
        assert_eq!(claims.of_directory(b"n/b/y"), Some(Claimant::System));
        assert_eq!((claims.of_file(b"n/b/x.py"), claims.of_file(b"s.py")), (Some(b), Some(b)));
        assert_eq!(claims.names(), ["a", "b"]);
        assert_eq!(claims.of_file(b"n"), None);
    }

    #[test]
    fn claims_have_a_limit() {
        let mut claims = Claims { bytes: BYTES_LIMIT - 100, ..Claims::default() };
        claims.file(b"a.py", Claimant::System);
        claims.file(b"b.py", Claimant::System);
        assert_eq!((claims.of_file(b"a.py"), claims.of_file(b"b.py")), (Some(Claimant::System), None));
        assert!(claims.is_cut());
    }

    #[test]
    fn what_no_path_can_be_claims_nothing() {
        let mut claims = Claims::default();
        claims.file(&b"a/".repeat(DEPTH + 1), Claimant::System);
        claims.file(&[b'a'; PATH_LIMIT + 1], Claimant::System);
        claims.file(b"", Claimant::System);
        assert!(claims.files.is_empty() && claims.directories.is_empty());
    }
}
