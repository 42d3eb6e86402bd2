//! What a reader is given: a file's bytes, and a way to what the file refers to.

use std::sync::Arc;

/// A file to be read.
#[derive(Clone, Copy)]
pub struct Input<'input> {
    /// What the file is called in messages: a path or a URL without credentials.
    pub file: &'input Arc<str>,
    /// Its contents.
    pub bytes: &'input [u8],
    /// A way to what it refers to.
    pub context: &'input dyn Context,
}

/// A file that another one refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What the file is called in messages, and to the context: no two files that it opened have one name.
    pub file: Arc<str>,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// Nothing can lie beside what refers to it.
    #[error("what was read from here cannot refer to other files")]
    Nowhere,
    /// It is there, or may be, and could not be read.
    #[error("{0}")]
    Failed(String),
}

/// What surrounds a manifest's file. Implementations limit sizes, and read nothing but what they are asked for.
pub trait Context {
    /// Opens what the file `base` (one of [`Input::file`] or [`Opened::file`]) calls `reference`: a path relative to it, an
    /// absolute path, or a URL.
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError>;

    /// As [`Self::open`], for a line that includes a whole file. `written` is the reference as it was written, before variables
    /// were put in: what is called by it shows no value.
    fn include(&self, base: &str, reference: &str, written: &str) -> Result<Opened, OpenError> {
        let _ = written;
        self.open(base, reference)
    }

    /// What a file is, whatever way led to it: of two names of one file, the same. Circles are found by it.
    fn identity(&self, file: &str) -> Arc<str> {
        file.into()
    }

    /// The name that a file has in its directory, which may tell its format.
    fn own_name(&self, file: &str) -> String {
        let path = file.split(['?', '#']).next().unwrap_or(file);
        path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
    }

    /// An environment variable's value, for `${NAME}` in the requirements file `file`; of a file that others keep, `None`:
    /// they could have the values sent to them.
    fn variable(&self, file: &str, name: &str) -> Option<String>;

    /// A path that a file wrote, relative to that file, as a `file:` URL; `None` where that has no meaning.
    fn file_url(&self, base: &str, path: &str) -> Option<String>;
}

/// Nothing to refer to: of standard input, and of tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoContext;

impl Context for NoContext {
    fn open(&self, _: &str, _: &str) -> Result<Opened, OpenError> {
        Err(OpenError::Nowhere)
    }

    fn variable(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
