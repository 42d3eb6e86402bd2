//! The columns of a table of what the API answers.

use std::borrow::Cow;

use fetter_core::report::{Row, Rowable, escape, escape_path};
use fetter_protocol::WirePath;
use serde::Deserialize;
use serde_json::Value;

use crate::surroundings;

/// A column: what its header says, and what it shows of each item.
#[derive(Clone, Copy)]
pub(in crate::commands) struct Column {
    pub(in crate::commands) header: &'static str,
    pub(in crate::commands) form: Form,
}

/// What a cell shows. Each has the place of a value in an item (a JSON pointer); what is not there is an empty cell.
#[derive(Clone, Copy)]
pub(in crate::commands) enum Form {
    /// A text or a number as it is.
    Plain(&'static str),
    /// Seconds since 1970.
    Time(&'static str),
    /// A path.
    Path(&'static str),
    /// A list, with commas between.
    List(&'static str),
    /// Whatever this makes of an item.
    Made(fn(&Value) -> String),
}

impl Column {
    pub(in crate::commands) const fn new(header: &'static str, form: Form) -> Self {
        Self { header, form }
    }

    /// The cell of an item, as it may be shown.
    pub(in crate::commands) fn cell(&self, item: &Value) -> String {
        let at = |pointer: &str| item.pointer(pointer).unwrap_or(&Value::Null);
        match self.form {
            Form::Plain(pointer) => plain(at(pointer)),
            Form::Time(pointer) => at(pointer).as_u64().map(surroundings::time).unwrap_or_default(),
            Form::Path(pointer) => path(at(pointer)),
            Form::List(pointer) => {
                let parts: Vec<String> = at(pointer).as_array().into_iter().flatten().map(plain).collect();
                parts.join(", ")
            }
            Form::Made(make) => escape(&make(item)).into_owned(),
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => escape(text).into_owned(),
        other => escape(&other.to_string()).into_owned(),
    }
}

fn path(value: &Value) -> String {
    let path = WirePath::deserialize(value).ok().and_then(|path| path.to_path());
    path.map_or_else(|| plain(value), |path| escape_path(&path).into_owned())
}

/// An item of a list, as a row of cells.
pub(in crate::commands) struct Cells(pub(super) Vec<String>);

impl Rowable for Cells {
    type Column = Column;

    fn rows(&self, _: &[Column]) -> Vec<Row<'_>> {
        vec![self.0.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_escaped_and_what_is_not_there_is_empty() {
        let item = serde_json::json!({
            "name": "a\u{1b}[2J", "path": {"hex": "2f61ff"}, "seen": 0, "group": {"name": "g"}, "of": [1, "b\n"],
        });
        let cell = |form| Column::new("", form).cell(&item);
        assert_eq!(cell(Form::Plain("/name")), "a\\u{1b}[2J");
        assert_eq!(cell(Form::Path("/path")), "/a\\xff");
        assert_eq!(cell(Form::Time("/seen")), "1970-01-01T00:00:00Z");
        assert_eq!(cell(Form::Plain("/group/name")), "g");
        assert_eq!(cell(Form::List("/of")), "1, b\\u{a}");
        for form in [Form::Plain("/x"), Form::Time("/x"), Form::Path("/x"), Form::List("/x")] {
            assert_eq!(cell(form), "");
        }
    }
}
