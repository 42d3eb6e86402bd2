//! A statement that is put together. Its text comes from the program alone; whatever else is in it is a parameter.

use std::fmt::Write;

use sqlx::any::{AnyQueryResult, AnyRow};
use sqlx::{Any, AssertSqlSafe, Executor};

use super::Engine;

/// What a parameter can be.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self::Number(Some(i64::from(is)))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(super::rows::text(text)))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text.map(|text| super::rows::text(&text)))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<fetter_protocol::Digest> for Value {
    fn from(digest: fetter_protocol::Digest) -> Self {
        Self::Bytes(digest.as_bytes().to_vec())
    }
}

/// A statement in the making.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    text: String,
    values: Vec<Value>,
}

/// Ends ` AND (SELECT 1 FROM …`: that there is one. PostgreSQL would make a join of an EXISTS, and read whole tables for the few rows of a page;
/// for this it looks at one row after the other, as SQLite does for both.
pub(super) const IS_THERE: &str = " LIMIT 1) IS NOT NULL";

impl Statement {
    pub(super) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// More of its text.
    #[must_use]
    pub(super) fn and(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// The same, with text before and after it.
    #[must_use]
    pub(super) fn around(mut self, before: &'static str, after: &'static str) -> Self {
        self.text.insert_str(0, before);
        self.and(after)
    }

    /// A parameter.
    #[must_use]
    pub(super) fn value(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        // Writing to a string does not fail.
        let _ = write!(self.text, "${}", self.values.len());
        self
    }

    /// Some text and a parameter.
    #[must_use]
    pub(super) fn with(self, text: &'static str, value: impl Into<Value>) -> Self {
        self.and(text).value(value)
    }

    /// The same, where there is a value.
    #[must_use]
    pub(super) fn where_given(self, text: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(text, value),
            None => self,
        }
    }

    /// That a text is within the text of a column, letter for letter, where one is asked for. Both databases have this for it.
    #[must_use]
    pub(super) fn containing(self, column: &'static str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.and(" AND replace(").and(column).with(", ", text).and(", '') <> ").and(column),
            None => self,
        }
    }

    /// That a text is within one of these columns as names of packages are compared, where one is asked for: upper and lower case, and `-`, `_` and `.`, are the
    /// same. A letter beyond ASCII is the same as itself alone, in SQLite.
    #[must_use]
    pub(super) fn naming(self, columns: &[&'static str], text: Option<&str>) -> Self {
        const BEGIN: &str = "replace(replace(lower(";
        const END: &str = "), '_', '-'), '.', '-')";
        let Some(text) = text else { return self };
        let mut statement = self.and(" AND (");
        for (at, column) in columns.iter().enumerate() {
            let folded = |statement: Self| statement.and(BEGIN).and(column).and(END);
            statement = folded(statement.and(if at == 0 { "replace(" } else { " OR replace(" })).and(", ");
            statement = statement.and(BEGIN).with("CAST(", text).and(" AS TEXT)").and(END);
            statement = folded(statement.and(", '') <> "));
        }
        statement.and(")")
    }

    /// That a text is within the bytes of a path `p`, where one is asked for. The databases have no common word for it.
    #[must_use]
    pub(super) fn on_path(self, engine: Engine, text: Option<&str>) -> Self {
        let Some(text) = text else { return self };
        let [begin, end] = match engine {
            Engine::Sqlite => [" AND instr(p.bytes, ", ") > 0"],
            Engine::Postgres => [" AND position(", " IN p.bytes) > 0"],
        };
        self.with(begin, text.as_bytes().to_vec()).and(end)
    }

    /// `(…, …)` of parameters.
    #[must_use]
    pub(super) fn list(mut self, values: &[i64]) -> Self {
        self.text.push('(');
        for (at, value) in values.iter().enumerate() {
            self = self.with(if at == 0 { "" } else { ", " }, *value);
        }
        self.text.push(')');
        self
    }

    /// The same of texts.
    #[must_use]
    pub(super) fn texts(mut self, values: &[String]) -> Self {
        self.text.push('(');
        for (at, value) in values.iter().enumerate() {
            self = self.with(if at == 0 { "" } else { ", " }, value);
        }
        self.text.push(')');
        self
    }

    fn query(&self) -> sqlx::query::Query<'static, Any, sqlx::any::AnyArguments> {
        let mut query = sqlx::query(AssertSqlSafe(self.text.clone()));
        for value in self.values.clone() {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }

    pub(super) async fn all(
        self,
        executor: impl Executor<'_, Database = Any>,
    ) -> Result<Vec<AnyRow>, sqlx::Error> {
        self.query().fetch_all(executor).await
    }

    pub(super) async fn one(
        self,
        executor: impl Executor<'_, Database = Any>,
    ) -> Result<Option<AnyRow>, sqlx::Error> {
        self.query().fetch_optional(executor).await
    }

    pub(super) async fn run(
        self,
        executor: impl Executor<'_, Database = Any>,
    ) -> Result<AnyQueryResult, sqlx::Error> {
        self.query().execute(executor).await
    }
}

/// The least text that is greater than all that begin so, by their bytes.
pub(super) fn after(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}
