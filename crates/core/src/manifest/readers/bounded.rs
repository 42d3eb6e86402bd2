//! How much one manifest may make its reader read.

use std::cell::Cell;
use std::sync::Arc;

use crate::manifest::{Context, OpenError, Opened};

/// How many files one manifest may have opened. A line that names a local project opens that one's own file, so that a short
/// manifest may name the same large file, or one on another machine, many times.
const COUNT_LIMIT: usize = 2_000;
/// How many bytes those files may have together.
const BYTE_LIMIT: usize = 512 * 1024 * 1024;

/// A context that opens no more than one manifest has need of.
pub(super) struct Bounded<'context> {
    context: &'context dyn Context,
    count: Cell<usize>,
    bytes: Cell<usize>,
}

impl<'context> Bounded<'context> {
    pub(super) const fn new(context: &'context dyn Context) -> Self {
        Self { context, count: Cell::new(0), bytes: Cell::new(0) }
    }

    fn counted(&self, open: impl FnOnce() -> Result<Opened, OpenError>) -> Result<Opened, OpenError> {
        if self.count.get() == COUNT_LIMIT || self.bytes.get() > BYTE_LIMIT {
            let message = format!(
                "the files that are referred to are more than {COUNT_LIMIT} or have more than {BYTE_LIMIT} bytes; \
                 divide the file that refers to them"
            );
            return Err(OpenError::Failed(message));
        }
        self.count.set(self.count.get() + 1);
        let opened = open()?;
        self.bytes.set(self.bytes.get().saturating_add(opened.bytes.len()));
        Ok(opened)
    }
}

impl Context for Bounded<'_> {
    fn open(&self, base: &str, reference: &str) -> Result<Opened, OpenError> {
        self.counted(|| self.context.open(base, reference))
    }

    fn include(&self, base: &str, reference: &str, written: &str) -> Result<Opened, OpenError> {
        self.counted(|| self.context.include(base, reference, written))
    }

    fn identity(&self, file: &str) -> Arc<str> {
        self.context.identity(file)
    }

    fn own_name(&self, file: &str) -> String {
        self.context.own_name(file)
    }

    fn variable(&self, file: &str, name: &str) -> Option<String> {
        self.context.variable(file, name)
    }

    fn file_url(&self, base: &str, path: &str) -> Option<String> {
        self.context.file_url(base, path)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::COUNT_LIMIT;
    use crate::manifest::{Context, Input, OpenError, Opened, read};

    struct Counting(Cell<usize>);

    impl Context for Counting {
        fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
            self.0.set(self.0.get() + 1);
            Ok(Opened { file: reference.into(), bytes: b"[project]\nname = \"x\"\n".to_vec() })
        }

        fn variable(&self, _: &str, _: &str) -> Option<String> {
            None
        }

        fn file_url(&self, _: &str, path: &str) -> Option<String> {
            Some(format!("file:///{path}"))
        }
    }

    #[test]
    fn local_projects_are_looked_at_up_to_a_limit() {
        let context = Counting(Cell::new(0));
        let text = "./x\n".repeat(COUNT_LIMIT + 3);
        let input = Input { file: &"requirements.txt".into(), bytes: text.as_bytes(), context: &context };
        let manifest = read(&input);
        assert_eq!(context.0.get(), COUNT_LIMIT);
        assert_eq!(manifest.entries.len(), COUNT_LIMIT);
        assert_eq!(manifest.problems.len(), 3, "what was not looked at is said: {:?}", manifest.problems);
    }
}
