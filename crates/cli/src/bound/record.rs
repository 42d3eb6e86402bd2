//! What a bound was made from, beside its own text: for the guard, whose answer holds as long as all of that is the same.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use fetter_core::guard::Watched;

/// What was looked for while bounds were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    files: RefCell<Watched>,
    variables: RefCell<BTreeSet<String>>,
}

impl Record {
    /// Notes a file that is about to be read, whether or not it is there.
    pub(super) fn file(&self, path: &Path) {
        self.files.borrow_mut().note(path);
    }

    /// Notes a variable that the answer depends on.
    pub(super) fn variable(&self, name: &str) {
        self.variables.borrow_mut().insert(name.to_owned());
    }

    /// The files, each as it was before it was read.
    pub(crate) fn files(&self) -> Watched {
        self.files.borrow().clone()
    }

    /// The first of the variables by name.
    pub(crate) fn first_variable(&self) -> Option<String> {
        self.variables.borrow().first().cloned()
    }
}
