//! YAML with the line of every value: what the readers of conda's and pixi's files look into.
//!
//! Texts are as they were written: `version: 1.10` is `1.10` and no number.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use serde_saphyr::options::NonFiniteFloatPolicy;

use super::mistakes::Mistakes;
use super::toml_document::text;
use crate::manifest::{Input, Manifest, ManifestProblem, ManifestProblemCode, Place};
use crate::metadata::credentials::mask_credentials;

/// How deeply values may lie in each other. The formats need six levels.
const DEPTH: usize = 32;

/// How many values are read. A lock file of 20 MB has about a million.
const NODES: usize = 4_000_000;

/// How many values aliases may repeat: no tool writes any into these files, but people do into theirs.
const REPEATED: usize = 20_000;

/// A parsed file.
pub(super) struct Document<'text> {
    text: &'text str,
    root: Value<'text>,
    mistakes: Mistakes,
}

/// A value in a document, with its line.
#[derive(Clone, Copy)]
pub(super) struct Node<'document> {
    text: &'document str,
    value: &'document Value<'document>,
    mistakes: &'document Mistakes,
}

struct Value<'text> {
    kind: Kind<'text>,
    line: u32,
}

enum Kind<'text> {
    Nothing,
    Text(Cow<'text, str>),
    /// A number or a truth value: where its text stands.
    Plain(Range<usize>),
    List(Vec<Value<'text>>),
    Table(Vec<(Cow<'text, str>, Value<'text>)>),
}

impl<'text> Document<'text> {
    /// Parses the input as YAML; what is wrong with it is noted in the manifest.
    pub(super) fn parse(input: &Input<'text>, manifest: &mut Manifest) -> Option<Self> {
        let text = text(input, manifest)?;
        match serde_saphyr::from_str_with_options::<Value<'_>>(text, options()) {
            Ok(root) => Some(Self { text, root, mistakes: Mistakes::default() }),
            Err(error) => {
                let line = error.location().map_or(0, |location| u32::try_from(location.line()).unwrap_or(0));
                let place = Place { file: input.file.clone(), line };
                let message = format!(
                    "the file is no YAML that can be read: {}",
                    mask_credentials(&error.without_snippet().to_string())
                );
                manifest.problems.push(ManifestProblem::new(
                    place,
                    ManifestProblemCode::FileInvalid,
                    message,
                ));
                None
            }
        }
    }

    pub(super) const fn root(&self) -> Node<'_> {
        Node { text: self.text, value: &self.root, mistakes: &self.mistakes }
    }

    /// Notes in the manifest what was of another shape than its reader asked for; to be called when all is read.
    pub(super) fn finish(&self, file: &Arc<str>, manifest: &mut Manifest) {
        self.mistakes.tell(file, manifest);
    }
}

fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEPTH,
            flow_nesting_limit: DEPTH,
            max_nodes: NODES,
            max_events: 2 * NODES,
            max_documents: 1,
            max_anchors: 1_000,
            max_aliases: 10_000,
            max_recorded_anchor_events: REPEATED,
            max_merge_keys: 1_000,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: REPEATED,
            max_replay_stack_depth: DEPTH,
        },
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    }
}

impl<'document> Node<'document> {
    /// The line that the value begins on, counted from 1.
    pub(super) const fn line(self) -> u32 {
        self.value.line
    }

    const fn of(self, value: &'document Value<'document>) -> Self {
        Self { value, ..self }
    }

    /// Notes that this is not what was asked for.
    fn expected<T>(self, expected: &'static str) -> Option<T> {
        self.mistakes.note(self.line(), expected);
        None
    }

    /// The value under a key; `None` where there is no such key. As for all that follows, a value of another shape is `None`
    /// or nothing, and noted.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let Kind::Table(entries) = &self.value.kind else { return self.expected("a table") };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| self.of(value))
    }

    /// The text under a key.
    pub(super) fn text_of(self, key: &str) -> Option<&'document str> {
        self.get(key)?.text()
    }

    /// The text of a scalar, as it was written.
    pub(super) fn text(self) -> Option<&'document str> {
        match &self.value.kind {
            Kind::Text(text) => Some(text),
            Kind::Plain(range) => self.text.get(range.clone()).map(str::trim),
            _ => self.expected("a text"),
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        matches!(self.value.kind, Kind::Nothing)
    }

    pub(super) fn is_table(self) -> bool {
        matches!(self.value.kind, Kind::Table(_))
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self.value.kind, Kind::List(_))
    }

    /// The values of a list.
    pub(super) fn list(self) -> impl Iterator<Item = Self> + use<'document> {
        let values: Option<&[Value<'_>]> =
            if let Kind::List(values) = &self.value.kind { Some(values) } else { self.expected("a list") };
        let values = values.unwrap_or_default();
        values.iter().map(move |value| self.of(value))
    }

    /// The keys and values of a table.
    pub(super) fn table(self) -> impl Iterator<Item = (&'document str, Self)> + use<'document> {
        let entries: Option<&[(Cow<'_, str>, Value<'_>)]> = if let Kind::Table(entries) = &self.value.kind {
            Some(entries)
        } else {
            self.expected("a table")
        };
        entries.unwrap_or_default().iter().map(move |(key, value)| (key.as_ref(), self.of(value)))
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Kind<'de>>::deserialize(deserializer)?;
        let line = u32::try_from(spanned.referenced.line()).unwrap_or(u32::MAX);
        let mut kind = spanned.value;
        if let Kind::Plain(range) = &mut kind {
            let span = spanned.defined.span();
            let start = span.byte_offset().and_then(|at| usize::try_from(at).ok());
            let length = span.byte_len().and_then(|length| usize::try_from(length).ok());
            let (Some(start), Some(length)) = (start, length) else {
                return Err(D::Error::custom("a number whose place in the file is not known"));
            };
            *range = start..start.saturating_add(length);
        }
        Ok(Self { kind, line })
    }
}

impl<'de> Deserialize<'de> for Kind<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindVisitor)
    }
}

struct KindVisitor;

impl<'de> Visitor<'de> for KindVisitor {
    type Value = Kind<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a list or a table")
    }

    fn visit_unit<E>(self) -> Result<Kind<'de>, E> {
        Ok(Kind::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Kind<'de>, E> {
        Ok(Kind::Plain(0..0))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Kind<'de>, E> {
        Ok(Kind::Plain(0..0))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Kind<'de>, E> {
        Ok(Kind::Plain(0..0))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Kind<'de>, E> {
        Ok(Kind::Plain(0..0))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Kind<'de>, E> {
        Ok(Kind::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Kind<'de>, E> {
        Ok(Kind::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Kind<'de>, E> {
        Ok(Kind::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Kind<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        Ok(Kind::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kind<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            entries.push((Cow::Owned(key), map.next_value()?));
        }
        Ok(Kind::Table(entries))
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::manifest::{Format, NoContext};

    fn with<R>(text: &str, look: impl FnOnce(Option<Node<'_>>, &Manifest) -> R) -> R {
        let file: Arc<str> = "x.yml".into();
        let mut manifest = Manifest::empty(Format::Unknown, file.clone());
        let input = Input { file: &file, bytes: text.as_bytes(), context: &NoContext };
        let document = Document::parse(&input, &mut manifest);
        look(document.as_ref().map(Document::root), &manifest)
    }

    #[test]
    fn texts_are_as_they_were_written() {
        let text =
            "é: ä\na: 1.10\nb: [0x10, yes, '1.20', 1e5, .inf]\nc:\n  d: &x 2023.05.30\n  e: *x\n  f: ~\n";
        with(text, |root, _| {
            let root = root.unwrap();
            assert_eq!(root.text_of("a"), Some("1.10"));
            let list: Vec<_> = root.get("b").unwrap().list().map(|node| node.text().unwrap()).collect();
            assert_eq!(list, ["0x10", "yes", "1.20", "1e5", ".inf"]);
            let inner = root.get("c").unwrap();
            assert_eq!((inner.text_of("d"), inner.text_of("e")), (Some("2023.05.30"), Some("2023.05.30")));
            assert_eq!(inner.get("e").unwrap().line(), 6);
            assert!(inner.get("f").unwrap().is_nothing());
        });
    }

    #[test]
    fn what_is_no_yaml_is_a_problem_with_its_line() {
        with("a: 1\nb: [\n", |root, manifest| {
            assert!(root.is_none());
            assert_eq!(manifest.problems[0].code, ManifestProblemCode::FileInvalid);
            assert!(manifest.problems[0].place.line >= 2, "{:?}", manifest.problems);
        });
        with("a: 1\na: 2\n", |root, _| assert!(root.is_none(), "a key that stands twice"));
    }

    #[test]
    fn bombs_are_refused() {
        let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = format!("*a{}, ", level - 1).repeat(10);
            let _ = writeln!(aliases, "a{level}: &a{level} [{before}]");
        }
        let flow = "[".repeat(100_000);
        let block = (0..5_000).map(|level| " ".repeat(level) + "a:\n").collect::<String>();
        let lists = "- ".repeat(100_000);
        for hostile in [aliases, flow, block, lists] {
            with(&hostile, |root, manifest| {
                assert!(root.is_none());
                assert_eq!(manifest.problems.len(), 1);
            });
        }
    }
}
