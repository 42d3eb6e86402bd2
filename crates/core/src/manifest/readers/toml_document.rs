//! TOML with the line of every value: what the readers of projects and lock files look into.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::manifest::{Input, Manifest, ManifestProblem, ManifestProblemCode, Place};

/// How large a TOML or YAML file is read, in bytes. The largest lock files in the wild have some megabytes.
pub(super) const LIMIT: usize = 64 * 1024 * 1024;

/// A parsed file.
pub(super) struct Document<'text> {
    root: DeValue<'text>,
    lines: Lines,
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
    lines: &'document Lines,
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
        match DeTable::parse(text) {
            Ok(root) => Some(Self { root: DeValue::Table(root.into_inner()), lines }),
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
        Node { value: &self.root, line: 1, lines: &self.lines }
    }
}

impl<'document> Node<'document> {
    fn of(value: &'document Spanned<DeValue<'document>>, lines: &'document Lines) -> Self {
        Self { value: value.get_ref(), line: lines.line(value.span().start), lines }
    }

    /// The line that the value begins on, counted from 1.
    pub(super) const fn line(self) -> u32 {
        self.line
    }

    /// The value under a key; `None` where this is no table or has no such key.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.value.as_table()?.get(key).map(|value| Node::of(value, self.lines))
    }

    /// The text under a key.
    pub(super) fn text_of(self, key: &str) -> Option<&'document str> {
        self.get(key)?.text()
    }

    pub(super) fn text(self) -> Option<&'document str> {
        self.value.as_str()
    }

    pub(super) fn flag(self) -> Option<bool> {
        self.value.as_bool()
    }

    /// The digits of a decimal integer.
    pub(super) fn integer(self) -> Option<i64> {
        self.value.as_integer().filter(|integer| integer.radix() == 10)?.as_str().parse().ok()
    }

    pub(super) fn is_table(self) -> bool {
        self.value.is_table()
    }

    pub(super) fn is_list(self) -> bool {
        self.value.is_array()
    }

    /// The values of a list; nothing where this is none.
    pub(super) fn list(self) -> impl Iterator<Item = Self> + use<'document> {
        let lines = self.lines;
        self.value.as_array().into_iter().flatten().map(move |value| Node::of(value, lines))
    }

    /// The keys and values of a table, each with the line of the key; nothing where this is none.
    pub(super) fn table(self) -> impl Iterator<Item = (&'document str, Self)> + use<'document> {
        let lines = self.lines;
        self.value.as_table().into_iter().flatten().map(move |(key, value)| {
            let node = Node { line: lines.line(key.span().start), ..Node::of(value, lines) };
            (key.get_ref().as_ref(), node)
        })
    }
}
