//! TOML with the line of every value: what the readers of projects and lock files look into.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistakes::Mistakes;
use crate::manifest::{Input, Manifest, ManifestProblem, ManifestProblemCode, Place};
use crate::timestamp::Timestamp;

/// How large a TOML or YAML file is read, in bytes. The largest lock files in the wild have some megabytes.
pub(super) const LIMIT: usize = 64 * 1024 * 1024;

/// How many values, keys and tables a TOML file may have, roughly. So many take some 600 MB; each of two bytes, those of a file of
/// the size above would take 5 GB.
const VALUES: usize = 4_000_000;

/// A parsed file.
pub(super) struct Document<'text> {
    root: DeValue<'text>,
    shared: Shared,
}

/// What all values of a document know.
struct Shared {
    lines: Lines,
    mistakes: Mistakes,
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).collect())
    }

    /// The line, counted from 1, that a byte of the text is on.
    pub(super) fn line(&self, at: usize) -> u32 {
        u32::try_from(self.0.partition_point(|start| *start <= at) + 1).unwrap_or(u32::MAX)
    }
}

/// A value in a document, with its line.
#[derive(Clone, Copy)]
pub(super) struct Node<'document> {
    value: &'document DeValue<'document>,
    line: u32,
    shared: &'document Shared,
}

/// The text of a TOML or YAML file, which must be UTF-8; else the problem is noted in the manifest.
pub(super) fn text<'bytes>(input: &Input<'bytes>, manifest: &mut Manifest) -> Option<&'bytes str> {
    let place = Place { file: input.file.clone(), line: 0 };
    if input.bytes.len() > LIMIT {
        let message = format!("the file has more than {LIMIT} bytes, which is more than is read");
        manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::FileTooLarge, message));
        return None;
    }
    match std::str::from_utf8(input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes)) {
        Ok(text) => Some(text),
        Err(error) => {
            let message = format!("the file is not UTF-8, as its format asks: {error}");
            manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::Encoding, message));
            None
        }
    }
}

impl<'text> Document<'text> {
    /// Parses the input as TOML; what is wrong with it is noted in the manifest.
    pub(super) fn parse(input: &Input<'text>, manifest: &mut Manifest) -> Option<Self> {
        let text = text(input, manifest)?;
        Self::parse_text(text, input, manifest)
    }

    /// As [`Self::parse`], of a text that was taken out of the input.
    pub(super) fn parse_text(text: &'text str, input: &Input<'_>, manifest: &mut Manifest) -> Option<Self> {
        let lines = Lines::of(text);
        // Each has one of these before or behind it, as texts have too.
        if text.bytes().filter(|byte| b",=[.".contains(byte)).count() > VALUES {
            let place = Place { file: input.file.clone(), line: 0 };
            let message = format!("the file has more than {VALUES} values, which is more than is read");
            manifest.problems.push(ManifestProblem::new(place, ManifestProblemCode::FileTooLarge, message));
            return None;
        }
        match DeTable::parse(text) {
            Ok(root) => Some(Self {
                root: DeValue::Table(root.into_inner()),
                shared: Shared { lines, mistakes: Mistakes::default() },
            }),
            Err(error) => {
                let line = error.span().map_or(0, |span| lines.line(span.start));
                let place = Place { file: input.file.clone(), line };
                let message = format!("the file is no valid TOML: {}", error.message());
                manifest.problems.push(ManifestProblem::new(
                    place,
                    ManifestProblemCode::FileInvalid,
                    message,
                ));
                None
            }
        }
    }

    pub(super) fn root(&self) -> Node<'_> {
        Node { value: &self.root, line: 1, shared: &self.shared }
    }

    /// Notes in the manifest what was of another shape than its reader asked for; to be called when all is read.
    pub(super) fn finish(&self, file: &Arc<str>, manifest: &mut Manifest) {
        self.shared.mistakes.tell(file, manifest);
    }
}

impl<'document> Node<'document> {
    fn of(value: &'document Spanned<DeValue<'document>>, shared: &'document Shared) -> Self {
        Self { value: value.get_ref(), line: shared.lines.line(value.span().start), shared }
    }

    /// Notes where this is not what was asked for.
    fn expected<T>(self, found: Option<T>, expected: &'static str) -> Option<T> {
        if found.is_none() {
            self.shared.mistakes.note(self.line, expected);
        }
        found
    }

    /// The line that the value begins on, counted from 1.
    pub(super) const fn line(self) -> u32 {
        self.line
    }

    /// The value under a key; `None` where there is no such key. As for all that follows, a value of another shape is `None`
    /// or nothing, and noted.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let table = self.expected(self.value.as_table(), "a table")?;
        table.get(key).map(|value| Node::of(value, self.shared))
    }

    /// The text under a key.
    pub(super) fn text_of(self, key: &str) -> Option<&'document str> {
        self.get(key)?.text()
    }

    pub(super) fn text(self) -> Option<&'document str> {
        self.expected(self.value.as_str(), "a text")
    }

    pub(super) fn flag(self) -> Option<bool> {
        self.expected(self.value.as_bool(), "true or false")
    }

    /// The digits of a decimal integer.
    pub(super) fn integer(self) -> Option<i64> {
        let decimal = self.value.as_integer().filter(|integer| integer.radix() == 10);
        self.expected(decimal.and_then(|integer| integer.as_str().parse().ok()), "a number")
    }

    /// A moment: TOML's own, or a text.
    pub(super) fn moment(self) -> Option<Timestamp> {
        let written = match self.value {
            DeValue::Datetime(written) => written.to_string(),
            other => other.as_str()?.to_owned(),
        };
        written.parse().ok()
    }

    pub(super) fn is_text(self) -> bool {
        self.value.is_str()
    }

    pub(super) fn is_table(self) -> bool {
        self.value.is_table()
    }

    pub(super) fn is_list(self) -> bool {
        self.value.is_array()
    }

    /// The values of a list.
    pub(super) fn list(self) -> impl Iterator<Item = Self> + use<'document> {
        let shared = self.shared;
        let values = self.expected(self.value.as_array(), "a list");
        values.into_iter().flatten().map(move |value| Node::of(value, shared))
    }

    /// The keys and values of a table, each with the line of the key.
    pub(super) fn table(self) -> impl Iterator<Item = (&'document str, Self)> + use<'document> {
        let shared = self.shared;
        let entries = self.expected(self.value.as_table(), "a table");
        entries.into_iter().flatten().map(move |(key, value)| {
            let node = Node { line: shared.lines.line(key.span().start), ..Node::of(value, shared) };
            (key.get_ref().as_ref(), node)
        })
    }
}
