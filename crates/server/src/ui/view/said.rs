//! Text that anybody may have written, as it is shown.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use fetter_core::report::{escape, escape_path};
use fetter_protocol::WirePath;

/// How many characters of a text a list shows.
const SHORT: usize = 120;
/// How many characters of it are shown where it stands alone.
const LONG: usize = 16 << 10;

/// Text in which nothing is hidden or reordered, and of which there is no more than there is room for. As HTML it is written by a template, which escapes
/// it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) struct Said {
    shown: String,
    /// All of it, where less is shown.
    whole: Option<Box<str>>,
    /// How many characters of that there are to open.
    rest: usize,
}

impl Said {
    /// As lists show it.
    pub(in crate::ui) fn short(text: &str) -> Self {
        Self::of(escape(text).into_owned(), SHORT)
    }

    /// As it is shown where it stands alone.
    pub(in crate::ui) fn long(text: &str) -> Self {
        Self::of(escape(text).into_owned(), LONG)
    }

    /// A path as lists show it: what tells paths apart stands at their end.
    pub(in crate::ui) fn short_path(path: &WirePath) -> Self {
        let whole = Self::path(path).shown;
        let count = whole.chars().count();
        if count <= SHORT {
            return Self { shown: whole, whole: None, rest: LONG };
        }
        let shown = format!("…{}", whole.chars().skip(count - SHORT + 1).collect::<String>());
        Self { shown, whole: Some(whole.into()), rest: LONG }
    }

    /// A path as it is shown where it stands alone.
    pub(in crate::ui) fn path(path: &WirePath) -> Self {
        // Not every text from a machine is a path.
        let path = path.to_path().unwrap_or_else(|| PathBuf::from("?"));
        Self::of(escape_path(&path).into_owned(), LONG)
    }

    /// All of it.
    pub(in crate::ui) fn whole(&self) -> &str {
        self.whole.as_deref().unwrap_or(&self.shown)
    }

    /// All of it, where less is shown, as far as there is room for it; nothing where there is none.
    pub(in crate::ui) fn rest(&self) -> Option<Cow<'_, str>> {
        let whole = self.whole.as_deref().filter(|_| self.rest > 0)?;
        if whole.char_indices().nth(self.rest).is_none() {
            return Some(Cow::Borrowed(whole));
        }
        Some(Cow::Owned(whole.chars().take(self.rest - 1).chain(['…']).collect()))
    }

    /// Leaves so many characters of it to open.
    pub(super) fn cut_rest(&mut self, most: usize) {
        self.rest = self.rest.min(most);
    }

    /// Shows less of it; of a path whose end is shown, the end.
    pub(super) fn cut(&mut self, most: usize) {
        let count = self.shown.chars().count();
        if count <= most {
            return;
        }
        let cut = if self.shown.starts_with('…') {
            std::iter::once('…').chain(self.shown.chars().skip(count - most + 1)).collect()
        } else {
            self.shown.chars().take(most - 1).chain(['…']).collect()
        };
        let shown = std::mem::replace(&mut self.shown, cut);
        self.whole.get_or_insert_with(|| shown.into());
    }

    /// Bytes of it as HTML, about.
    pub(super) fn bytes(&self) -> usize {
        let bytes =
            |letter: char| if matches!(letter, '<' | '>' | '&' | '"' | '\'') { 5 } else { letter.len_utf8() };
        self.shown.chars().map(bytes).sum()
    }

    fn of(whole: String, most: usize) -> Self {
        if whole.char_indices().nth(most).is_none() {
            return Self { shown: whole, whole: None, rest: LONG };
        }
        let shown = whole.chars().take(most - 1).chain(['…']).collect();
        Self { shown, whole: Some(whole.into()), rest: LONG }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_hidden_and_there_is_no_more_than_there_is_room_for() {
        assert_eq!(Said::short("a\u{202e}b\u{1b}").to_string(), "a\\u{202e}b\\u{1b}");
        let long = "x".repeat(10_000);
        assert_eq!(Said::short(&long).to_string().chars().count(), SHORT);
        assert!(Said::short(&long).to_string().ends_with('…'));
        assert_eq!(Said::long(&long).to_string(), long);
        let path = WirePath::from(&PathBuf::from(format!("/{long}/site-packages")));
        let short = Said::short_path(&path).to_string();
        assert_eq!((short.chars().count(), short.ends_with("/site-packages")), (SHORT, true));
        assert_eq!(Said::short(&long).whole(), long);
        assert_eq!(Said::short("numpy").rest(), None);
        let mut opened = Said::short(&long);
        assert_eq!(opened.rest().as_deref(), Some(long.as_str()));
        opened.cut_rest(9);
        assert_eq!(opened.rest().as_deref(), Some("xxxxxxxx…"));
        opened.cut_rest(0);
        assert_eq!(opened.rest(), None);
        let (mut text, mut end) = (Said::short(&long), Said::short_path(&path));
        text.cut(9);
        end.cut(9);
        assert_eq!((text.to_string(), text.whole()), ("xxxxxxxx…".to_owned(), long.as_str()));
        assert_eq!((end.to_string(), end.whole().len()), ("…packages".to_owned(), 10_000 + 15));
    }
}
