//! What is wrong with a policy file, and where.

use std::fmt;
use std::sync::Arc;

/// How many mistakes are told. Whoever has more has another kind of file.
pub(super) const MISTAKES: usize = 200;

/// Something that is wrong with a policy, or with what it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyMistake {
    /// The file: the policy's own, or that of one of its bounds.
    pub file: Arc<str>,
    /// The line, counted from 1; 0 where no line can be named.
    pub line: u32,
    /// The column, in characters from 1; 0 where none can be named.
    pub column: u32,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl fmt::Display for PolicyMistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(formatter, "{}: {}", self.file, self.message),
            (line, 0) => write!(formatter, "{}:{line}: {}", self.file, self.message),
            (line, column) => write!(formatter, "{}:{line}:{column}: {}", self.file, self.message),
        }
    }
}

/// All that is wrong with a policy, in the order of the file; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct PolicyErrors(pub Vec<PolicyMistake>);

impl PolicyErrors {
    /// The bytes of a file as text; or where they are no UTF-8, as TOML asks.
    pub fn text<'bytes>(bytes: &'bytes [u8], file: &str) -> Result<&'bytes str, Self> {
        std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let message = "the file is not UTF-8 from here on, as TOML asks: save it as UTF-8".to_owned();
            Self(vec![PolicyMistake {
                file: file.into(),
                line: number(line),
                column: number(column),
                message,
            }])
        })
    }
}

impl fmt::Display for PolicyErrors {
    /// One line each.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, mistake) in self.0.iter().enumerate() {
            if number > 0 {
                formatter.write_str("\n")?;
            }
            mistake.fmt(formatter)?;
        }
        Ok(())
    }
}
