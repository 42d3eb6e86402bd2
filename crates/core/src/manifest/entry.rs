//! One thing that a manifest says, and where it says it.

use std::fmt;
use std::sync::Arc;

use super::{Selector, Source};
use crate::requirement::{Marker, PackageName, Requirement};
use crate::timestamp::Timestamp;

/// One thing that a manifest says of one package, or of all whose names match a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name, extras, versions and marker. A URL stands in `source`, and the requirement has none.
    pub requirement: Requirement,
    /// For an entry that is about every name that matches: the pattern, in the normalised form of names (`acme-*`).
    pub pattern: Option<Box<str>>,
    /// What the entry means for the package.
    pub role: Role,
    /// Whose names these are.
    pub ecosystem: Ecosystem,
    /// Where the package must come from.
    pub source: Source,
    /// The archives that will do, if any are named.
    pub hashes: Vec<Hash>,
    /// When the last of the archives was uploaded, where the file says so of every one.
    pub uploaded: Option<Timestamp>,
    /// It holds where one of these is chosen; always, if there are none.
    pub when: Vec<Selector>,
    /// What is wanted because this is.
    pub edges: Vec<Edge>,
    /// Why it is there and until when, as a comment says.
    pub note: Note,
    /// Where it is written.
    pub place: Place,
}

/// What an entry means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The package must be there.
    Wanted,
    /// The package must be there where another entry's edge leads to it (a lock file's graph).
    Reached,
    /// Whatever version is there must be one of these; it need not be there (pip's constraints).
    Constraint,
    /// The project that the manifest belongs to: it may be there.
    Project,
    /// The package may be there (a pattern of an allow list).
    Allowed,
    /// The package must not be there.
    Denied,
}

/// Whose package names and versions they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ecosystem {
    /// Python's: PEP 503 and PEP 440.
    Python,
    /// Conda's: names as they are, versions compared as text.
    Conda,
}

/// One dependency within a lock file's graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The place of what is wanted among the manifest's entries.
    pub target: usize,
    /// The extras of it that are wanted too.
    pub extras: Vec<PackageName>,
    /// Where it is wanted.
    pub marker: Option<Marker>,
    /// It is wanted only with this extra of the package that the edge begins at.
    pub extra: Option<PackageName>,
    /// Where the edge begins at the project: it holds where one of these is chosen; always, if there are none.
    pub when: Vec<Selector>,
}

/// The hash of an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash {
    /// The algorithm as `hashlib` calls it: `sha256`.
    pub algorithm: Box<str>,
    /// The digest in lower-case hexadecimal.
    pub digest: Box<str>,
}

impl Hash {
    /// Reads `sha256:0123…` or `sha256=0123…`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (algorithm, digest) = text.trim().split_once([':', '='])?;
        let is_hex = !digest.is_empty() && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_name = !algorithm.is_empty()
            && algorithm.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (is_hex && is_name).then(|| Self {
            algorithm: algorithm.to_ascii_lowercase().into(),
            digest: digest.to_ascii_lowercase().into(),
        })
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.algorithm, self.digest)
    }
}

/// What a comment like `# reason: …, until: YYYY-MM-DD, origin: any, optional` says of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Why it is there.
    pub reason: Option<Box<str>>,
    /// The last day on which the entry holds.
    pub until: Option<crate::date::Date>,
    /// The package may come from anywhere (`origin: any`).
    pub any_origin: bool,
    /// The package need not be there (`optional`).
    pub optional: bool,
}

/// Where something is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file: a path, or a URL without credentials.
    pub file: Arc<str>,
    /// The line, counted from 1; 0 where no line can be named.
    pub line: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => formatter.write_str(&self.file),
            line => write!(formatter, "{}:{line}", self.file),
        }
    }
}

impl Entry {
    /// An entry that wants a package, from an index, always.
    #[must_use]
    pub fn wanted(requirement: Requirement, place: Place) -> Self {
        Self {
            requirement,
            pattern: None,
            role: Role::Wanted,
            ecosystem: Ecosystem::Python,
            source: Source::Index { url: None },
            hashes: Vec::new(),
            uploaded: None,
            when: Vec::new(),
            edges: Vec::new(),
            note: Note::default(),
            place,
        }
    }
}
