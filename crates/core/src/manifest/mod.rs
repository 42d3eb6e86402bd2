//! A manifest: what somebody decided, entry by entry, with where each was written.
//!
//! [`read`] makes one of a file's bytes: a requirements file, a lock file, a project's own table. Every format has a file of its
//! own in `readers/`. Nothing here opens a file, reads a variable or fetches anything: what a file refers to is handed in through
//! [`Context`].

mod context;
mod entry;
mod format;
mod problem;
mod readers;
mod selection;
mod source;

use std::sync::Arc;

pub use context::{Context, Input, NoContext, OpenError, Opened};
pub use entry::{Ecosystem, Edge, Entry, Hash, Note, Place, Role};
pub use format::Format;
pub use problem::{ManifestProblem, ManifestProblemCode};
pub use selection::{Choice, ChoiceError, Selectable, Selector};
pub use source::Source;

use crate::requirement::Specifiers;

/// What one file wants, with everything that it refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The format of the file that was asked for.
    pub format: Format,
    /// What is wanted, allowed, limited or denied, in the order of the file.
    pub entries: Vec<Entry>,
    /// The extras, groups and environments that may be chosen.
    pub selectable: Selectable,
    /// The Python versions that it is for.
    pub requires_python: Option<Specifiers>,
    /// Every file that was read, this one first.
    pub files: Vec<Arc<str>>,
    /// What could not be understood. While there are any, what is in the file is not wholly known.
    pub problems: Vec<ManifestProblem>,
}

impl Manifest {
    /// A manifest of nothing.
    #[must_use]
    pub fn empty(format: Format, file: Arc<str>) -> Self {
        Self {
            format,
            entries: Vec::new(),
            selectable: Selectable::default(),
            requires_python: None,
            files: vec![file],
            problems: Vec::new(),
        }
    }
}

/// Reads a file of any known format. One of an unknown format gives a manifest with that problem, never an empty one without.
#[must_use]
pub fn read(input: &Input<'_>) -> Manifest {
    readers::read(input)
}
