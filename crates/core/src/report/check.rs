//! What judging by a policy found, as a table: the report of `check`.

use std::borrow::Cow;
use std::path::Path;

use super::escape::{escape, escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::check::{CheckOutcome, Decision, FileJudgement, Hit, Judgement};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckColumn {
    /// `NAME-VERSION`; nothing for a file that is no package's.
    Package,
    /// Refused, warned, observed or allowed.
    Decision,
    /// The rule that decided.
    Rule,
    /// The site that it is in, or the file.
    Where,
    /// Why, in words.
    Reason,
    /// The file and line of what the rule asks.
    Place,
}

impl CheckColumn {
    /// Every column, in order.
    pub const ALL: [Self; 6] =
        [Self::Package, Self::Decision, Self::Rule, Self::Where, Self::Reason, Self::Place];

    const fn header(self) -> &'static str {
        match self {
            Self::Package => "Package",
            Self::Decision => "Decision",
            Self::Rule => "Rule",
            Self::Where => "Where",
            Self::Reason => "Reason",
            Self::Place => "Place",
        }
    }
}

/// Something that was decided.
#[derive(Clone, Copy, Debug)]
pub enum CheckRecord<'outcome> {
    /// Of a distribution.
    Package(&'outcome Judgement),
    /// Of a file that belongs to none.
    File(&'outcome FileJudgement),
}

/// A table of decisions.
#[derive(Clone, Debug)]
pub struct CheckReport<'outcome> {
    records: Vec<CheckRecord<'outcome>>,
}

impl<'outcome> CheckReport<'outcome> {
    /// What is not simply allowed.
    #[must_use]
    pub fn new(outcome: &'outcome CheckOutcome) -> Self {
        Self::of(outcome, |decision, hits| decision != Decision::Allowed || !hits.is_empty())
    }

    /// Every decision.
    #[must_use]
    pub fn whole(outcome: &'outcome CheckOutcome) -> Self {
        Self::of(outcome, |_, _| true)
    }

    fn of(outcome: &'outcome CheckOutcome, is_shown: impl Fn(Decision, &[Hit]) -> bool) -> Self {
        let packages = outcome.judgements.iter().filter(|one| is_shown(one.decision, &one.hits));
        let files = outcome.files.iter().filter(|one| is_shown(one.decision, &one.hits));
        Self { records: packages.map(CheckRecord::Package).chain(files.map(CheckRecord::File)).collect() }
    }
}

impl CheckRecord<'_> {
    fn hits(&self) -> &[Hit] {
        match self {
            Self::Package(judgement) => &judgement.hits,
            Self::File(file) => &file.hits,
        }
    }

    fn rule(&self) -> Option<&String> {
        match self {
            Self::Package(judgement) => judgement.rule.as_ref(),
            Self::File(file) => file.rule.as_ref(),
        }
    }

    /// The hit that decided.
    fn deciding(&self) -> Option<&Hit> {
        let mode = self.hits().iter().filter(|hit| hit.lifted.is_none()).map(|hit| hit.mode).max()?;
        self.hits().iter().find(|hit| hit.lifted.is_none() && hit.mode == mode)
    }

    fn place(&self) -> &Path {
        match self {
            Self::Package(judgement) => &judgement.site,
            Self::File(file) => &file.path,
        }
    }
}

impl Rowable for CheckRecord<'_> {
    type Column = CheckColumn;

    fn rows(&self, columns: &[CheckColumn]) -> Vec<Row<'_>> {
        let cell = |column: &CheckColumn| -> Cow<'_, str> {
            match (column, self) {
                (CheckColumn::Package, Self::Package(one)) => escape_owned(one.subject.label()).into(),
                (CheckColumn::Package, Self::File(_)) => "".into(),
                (CheckColumn::Decision, Self::Package(one)) => one.decision.as_str().into(),
                (CheckColumn::Decision, Self::File(one)) => one.decision.as_str().into(),
                (CheckColumn::Rule, _) => escape(self.rule().map_or("", String::as_str)),
                (CheckColumn::Where, _) => escape_path(self.place()),
                (CheckColumn::Reason, Self::Package(one)) => escape(&one.reason),
                (CheckColumn::Reason, Self::File(one)) => escape(&one.reason),
                (CheckColumn::Place, _) => {
                    let place = self.deciding().map(|hit| hit.place.to_string());
                    escape_owned(place.unwrap_or_default()).into()
                }
            }
        };
        vec![columns.iter().map(cell).collect()]
    }
}

impl<'outcome> Tableable for CheckReport<'outcome> {
    type Record = CheckRecord<'outcome>;

    fn columns(&self) -> &[CheckColumn] {
        &CheckColumn::ALL
    }

    fn header(&self) -> Vec<&'static str> {
        CheckColumn::ALL.iter().map(|column| column.header()).collect()
    }

    fn records(&self) -> &[CheckRecord<'outcome>] {
        &self.records
    }
}
