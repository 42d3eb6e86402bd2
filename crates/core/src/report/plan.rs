//! What would be removed, what is left alone, and what is refused: the report of a plan.

use std::borrow::Cow;

use super::escape::{escape_owned, escape_path};
use super::{Row, Rowable, Tableable};
use crate::removal::{Action, Dependent, Left, Plan, Refusal, Removal, Step};

/// How many files that are left alone are shown of a distribution where not every file is.
const SHOWN: usize = 5;

/// A table with a row for each distribution, and one for each file that is left alone or, if that is wanted, touched.
#[derive(Clone, Debug)]
pub struct PlanReport<'plan> {
    records: Vec<PlanRecord<'plan>>,
}

/// One distribution of it.
#[derive(Clone, Copy, Debug)]
pub struct PlanRecord<'plan> {
    what: What<'plan>,
    with_files: bool,
}

#[derive(Clone, Copy, Debug)]
enum What<'plan> {
    Removal(&'plan Removal),
    Refusal(&'plan Refusal),
}

impl<'plan> PlanReport<'plan> {
    /// A report of a plan; `with_files` lists every file.
    #[must_use]
    pub fn new(plan: &'plan Plan, with_files: bool) -> Self {
        let removals = plan.removals.iter().map(What::Removal);
        let all = removals.chain(plan.refused.iter().map(What::Refusal));
        Self { records: all.map(|what| PlanRecord { what, with_files }).collect() }
    }
}

impl Rowable for PlanRecord<'_> {
    type Column = ();

    fn rows(&self, _: &[()]) -> Vec<Row<'_>> {
        match self.what {
            What::Removal(removal) => self.removal(removal),
            What::Refusal(refusal) => vec![refused(refusal)],
        }
    }
}

impl PlanRecord<'_> {
    fn removal(self, removal: &Removal) -> Vec<Row<'_>> {
        let label = escape_owned(removal.subject.label());
        let mut rows = vec![vec![
            label.clone().into(),
            "remove".into(),
            escape_path(&removal.site),
            removal.files().to_string().into(),
            removal.bytes().to_string().into(),
            escape_owned(removal.reasons.join("; ")).into(),
            needed(&removal.dependents).into(),
        ]];
        if self.with_files {
            rows.extend(removal.steps.iter().map(|one| step(&label, removal, one)));
        }
        let shown = if self.with_files { removal.left.len() } else { removal.left.len().min(SHOWN) };
        rows.extend(removal.left[..shown].iter().map(|one| left(&label, one)));
        let rest = removal.left.len() - shown;
        if rest > 0 {
            let why = format!("{rest} more are left alone; -v lists them");
            rows.push(row(&label, "leave", Cow::default(), "", why));
        }
        rows
    }
}

fn row<'row>(label: &str, what: &'static str, place: Cow<'row, str>, bytes: &str, why: String) -> Row<'row> {
    let (label, bytes) = (label.to_owned().into(), bytes.to_owned().into());
    vec![label, what.into(), place, Cow::default(), bytes, escape_owned(why).into(), Cow::default()]
}

fn step<'row>(label: &str, removal: &Removal, step: &Step) -> Row<'row> {
    let place = escape_path(&removal.anchor.join(&step.path)).into_owned().into();
    let (what, why) = match &step.action {
        Action::Move => ("move", String::new()),
        Action::RemoveDirectory => ("remove-directory", "it becomes empty".to_owned()),
        Action::Edit(lines) => {
            let lines: Vec<_> = lines.iter().map(|line| String::from_utf8_lossy(line)).collect();
            ("edit", format!("without the line {}", lines.join(", ")))
        }
    };
    let bytes = if step.action == Action::Move { step.state.size.to_string() } else { String::new() };
    row(label, what, place, &bytes, why)
}

fn left<'row>(label: &str, left: &'row Left) -> Row<'row> {
    row(label, "leave", escape_path(&left.path), "", format!("{} [{}]", left.reason, left.code))
}

fn refused(refusal: &Refusal) -> Row<'_> {
    let why = format!(
        "{} [{}]; {} (asked for: {})",
        refusal.reason,
        refusal.code,
        refusal.code.advice(),
        refusal.reasons.join("; ")
    );
    row(&escape_owned(refusal.subject.label()), "refuse", escape_path(&refusal.site), "", why)
}

/// What needs it, each once.
fn needed(dependents: &[Dependent]) -> String {
    let mut labels: Vec<String> = dependents.iter().map(|one| one.subject.label()).collect();
    labels.dedup();
    escape_owned(labels.join(", "))
}

impl<'plan> Tableable for PlanReport<'plan> {
    type Record = PlanRecord<'plan>;

    fn columns(&self) -> &[()] {
        &[]
    }

    fn header(&self) -> Vec<&'static str> {
        vec!["Package", "What", "Where", "Files", "Bytes", "Why", "Needed by"]
    }

    fn records(&self) -> &[Self::Record] {
        &self.records
    }
}
