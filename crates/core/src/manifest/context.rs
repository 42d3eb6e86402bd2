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
    /// What the file is called in messages. Two references to one file give one name, so that circles are found.
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
    /// It is there, or may be, and could not be read.
    #[error("{0}")]
    Failed(String),
}

/// What surrounds a manifest's file. Implementations limit sizes, and read nothing but what they are asked for.
pub trait Context {
    /// Opens what the file `base` (one of [`Input::file`] or [`Opened::file`]) calls `reference`: a path relative to it, an
    /// absolute path, or a URL.
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError>;

    /// An environment variable's value, for `${NAME}` in requirements files.
    fn variable(&self, name: &str) -> Option<String>;

    /// A path that a file wrote, relative to that file, as a `file:` URL; `None` where that has no meaning.
    fn file_url(&self, base: &str, path: &str) -> Option<String>;
}

/// Nothing to refer to: of standard input, and of tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoContext;

impl Context for NoContext {
    fn open(&self, _: &str, _: &str) -> Result<Opened, OpenError> {
        Err(OpenError::Failed("what was read from here cannot refer to other files".to_owned()))
    }

    fn variable(&self, _: &str) -> Option<String> {
        None
    }

    fn file_url(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}
