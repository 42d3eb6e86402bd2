//! Cases that policies are tested by: recorded inventories, and what is to be decided of them.

mod given;

pub use given::CaseFiles;

use self::given::Given;
use super::file::inline;
use super::file::toml::{Table, Text, Value};
use super::{CheckOutcome, Decision, Judgement, PolicyErrors};
use crate::inventory::{InstalledVersion, Inventory};
use crate::manifest::{Entry, Place};
use crate::policy::{Subject, admits_version, is_about};
use crate::requirement::PackageName;
use crate::timestamp::Timestamp;

/// The schema that is read.
const SCHEMA: &str = "policy-test-1";

/// How large a file of cases is read, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

/// How many cases a file, and how many expectations a case may have.
const CASES: usize = 10_000;

/// A file of cases.
#[derive(Clone, Debug)]
pub struct Cases {
    /// The policy, as the file calls it.
    pub policy: String,
    /// The cases, in the order of the file.
    pub all: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// The recorded inventory, as the file calls it.
    pub inventory: String,
    /// The moment of judging.
    pub now: Timestamp,
    /// Files of OSV records, as the file calls them. What they do not say is not known of any package.
    pub advisories: Vec<String>,
    /// Whether files are taken for as they should be but for what is said of them; else they are unchecked.
    files_clean: bool,
    given: Given,
    /// What is to be decided.
    pub expected: Vec<Expectation>,
    /// What is to be decided of all packages that no expectation is about.
    pub others: Option<Decision>,
    /// Where it is written.
    pub place: Place,
}

/// What is to be decided of some packages.
#[derive(Clone, Debug)]
pub struct Expectation {
    package: Entry,
    written: String,
    /// The beginning of the paths of sites.
    path: Option<String>,
    decision: Decision,
    rule: Option<String>,
    place: Place,
}

/// Where a policy decides otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where the expectation is written.
    pub place: Place,
    /// What was expected, and what was decided.
    pub text: String,
}

impl Cases {
    /// Reads a file of cases, which is called `file` in messages. All that is wrong with it is told at once.
    pub fn read(whole: &str, file: &str) -> Result<Self, PolicyErrors> {
        let (text, table) = Text::parse(whole, file, LIMIT)?;
        let root = Table::root(&text, &table);
        root.know(&["schema", "policy", "case"]);
        if let Some(schema) = root.need("schema", &format!("{SCHEMA:?}")) {
            schema.is_schema(SCHEMA);
        }
        let policy = root.need("policy", "the policy, relative to this file").and_then(Value::text);
        let cases = root.need("case", "cases, each begun by [[case]]");
        if let Some(value) = cases.filter(|value| value.is_empty_list()) {
            value.wrong("expected at least one [[case]]: without any, nothing is tested");
        }
        let cases = cases.map(|value| value.list("[[case]]", CASES)).unwrap_or_default();
        let all = cases.into_iter().enumerate().filter_map(|(number, table)| case(number, table)).collect();
        text.finish()?;
        Ok(Self { policy: policy.unwrap_or_default().to_owned(), all })
    }
}

fn case(number: usize, table: Table<'_>) -> Option<Case> {
    table.know(&[
        "name",
        "inventory",
        "today",
        "advisories",
        "files",
        "found",
        "first-seen",
        "owners",
        "expect",
        "others",
    ]);
    let inventory = table.need("inventory", "an inventory that `scan json` wrote").and_then(Value::text);
    let today =
        table.need("today", "the day of judging").and_then(|value| moment(value, "a day as YYYY-MM-DD"));
    let expected = table.get("expect").map(|value| value.list("[[case.expect]]", CASES)).unwrap_or_default();
    let name = table.get("name").and_then(Value::text);
    if expected.is_empty() && table.get("others").is_none() {
        table.text.wrong(table.at, "[[case]] needs [[case.expect]] or others: it expects nothing");
    }
    let given = Given::read(table);
    let files = |word: &str| matches!(word, "clean" | "unchecked").then(|| word == "clean");
    Some(Case {
        name: name.map_or_else(|| format!("case {}", number + 1), str::to_owned),
        advisories: table.get("advisories").map(texts).unwrap_or_default(),
        files_clean: table
            .get("files")
            .and_then(|value| value.made("clean or unchecked", files))
            .unwrap_or_else(|| given.has_files()),
        given,
        expected: expected.into_iter().filter_map(expectation).collect(),
        others: table.get("others").and_then(decision),
        place: table.text.place(table.at),
        inventory: inventory?.to_owned(),
        now: today?,
    })
}

fn texts(value: Value<'_>) -> Vec<String> {
    value.texts().into_iter().map(|(_, text)| text.to_owned()).collect()
}

/// A moment, or the beginning of a day in UTC.
fn moment(value: Value<'_>, what: &str) -> Option<Timestamp> {
    value.made(what, |text| text.parse().or_else(|_| format!("{text}T00:00:00Z").parse()).ok())
}

fn decision(value: Value<'_>) -> Option<Decision> {
    value.made("allowed, observed, warned or refused", Decision::of_word)
}

fn expectation(table: Table<'_>) -> Option<Expectation> {
    table.know(&["package", "path", "decision", "rule"]);
    let place = table.text.place(table.at);
    let package = table.need("package", "a name or a pattern of names, with versions or without");
    let written = package.and_then(Value::text);
    let entry = written.and_then(|text| {
        let read = inline::denied(text, &place);
        read.map_err(|message| table.text.wrong(package.map_or(table.at, |value| value.at), message)).ok()
    });
    let decision = table.need("decision", "a decision").and_then(decision);
    Some(Expectation {
        path: table.get("path").and_then(Value::text).map(str::to_owned),
        rule: table.get("rule").and_then(Value::text).map(str::to_owned),
        package: entry?,
        written: written?.to_owned(),
        decision: decision?,
        place,
    })
}

impl Expectation {
    fn is_about(&self, judgement: &Judgement) -> bool {
        let Subject { written, version, .. } = &judgement.subject;
        let version = version.as_deref().map(InstalledVersion::new);
        is_about(&self.package, &PackageName::new(written))
            && admits_version(&self.package, version.as_ref())
            && self.path.as_ref().is_none_or(|path| judgement.site.starts_with(path))
    }
}

impl Case {
    /// Where an outcome is otherwise than expected, and what the case says of what is not there.
    #[must_use]
    pub fn differences(&self, inventory: &Inventory, outcome: &CheckOutcome) -> Vec<Difference> {
        let mut differences = self.idle(inventory);
        let mut is_expected = vec![false; outcome.judgements.len()];
        for expected in &self.expected {
            let mut found = 0;
            for (at, judgement) in outcome.judgements.iter().enumerate() {
                if !expected.is_about(judgement) {
                    continue;
                }
                found += 1;
                is_expected[at] = true;
                let is_rule = expected.rule.is_none() || expected.rule == judgement.rule;
                if judgement.decision != expected.decision || !is_rule {
                    let rule = expected.rule.as_ref().map(|rule| format!(" by {rule}")).unwrap_or_default();
                    let wanted = format!("{}{rule}", expected.decision);
                    differences.push(difference(&expected.place, &wanted, judgement));
                }
            }
            if found == 0 {
                let text = format!("{:?} is for nothing that is in the inventory", expected.written);
                differences.push(Difference { place: expected.place.clone(), text });
            }
        }
        let others = outcome.judgements.iter().zip(&is_expected).filter(|(_, is_expected)| !**is_expected);
        if let Some(decision) = self.others {
            let others = others.filter(|(judgement, _)| judgement.decision != decision);
            differences.extend(others.map(|(judgement, _)| {
                difference(&self.place, &format!("others to be {decision}"), judgement)
            }));
        }
        differences
    }
}

fn difference(place: &Place, wanted: &str, judgement: &Judgement) -> Difference {
    let rule = judgement.rule.as_ref().map(|rule| format!(" by {rule}")).unwrap_or_default();
    let (label, site) = (judgement.subject.label(), judgement.site.display());
    let text = format!(
        "expected {wanted}, and {label} in {site} is {}{rule}: {}",
        judgement.decision, judgement.reason
    );
    Difference { place: place.clone(), text }
}
