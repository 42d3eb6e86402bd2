//! Judging by policies: made inventories, policies of a text.

mod ages;
mod allowing;
mod cases;
mod exceptions;
mod facts;
mod files;
mod first;
mod precedence;
mod properties;
mod reading;
mod reality;
mod scopes;

use fetter_core::advisory::{Advisory, Memory};
use fetter_core::audit::Knowledge;
use fetter_core::check::{
    CheckOutcome, Evidence, FilesSeen, FirstSights, Looked, Owners, Policy, PolicyErrors, check,
};
use fetter_core::integrity::startup::Startup;
use fetter_core::inventory::Inventory;
use fetter_core::policy::{Host, Overrides};

use crate::made::manifest;

/// What is known beside an inventory, to be changed by a test.
#[derive(Default)]
pub(super) struct World {
    pub(super) records: Vec<Advisory>,
    pub(super) owners: Owners,
    pub(super) sights: FirstSights,
    pub(super) record: Option<Looked<'static>>,
    pub(super) ownerless: Option<Looked<'static>>,
    pub(super) startup: Option<Startup>,
    pub(super) without_source: bool,
}

impl World {
    /// Judges on the 15th of June 2026, at noon.
    pub(super) fn check(&self, inventory: &Inventory, policy: &Policy) -> CheckOutcome {
        self.with(|evidence| check(inventory, policy, evidence))
    }

    pub(super) fn with<T>(&self, judge: impl FnOnce(&Evidence<'_>) -> T) -> T {
        let memory = Memory::new(&self.records);
        let knowledge = Knowledge {
            source: (!self.without_source).then_some(&memory as &dyn fetter_core::advisory::Source),
            exploited: None,
            likelihoods: None,
            popular: None,
        };
        judge(&Evidence {
            knowledge: &knowledge,
            knowledge_unchecked: &[],
            now: "2026-06-15T12:00:00Z".parse().expect("a moment"),
            host: &Host::default(),
            overrides: &Overrides::default(),
            files: FilesSeen {
                record: self.record,
                ownerless: self.ownerless,
                startup: self.startup.as_ref(),
            },
            owners: &self.owners,
            first_sights: &self.sights,
        })
    }
}

/// Reads a policy without bounds of their own; `schema` is put before it.
pub(super) fn read(text: &str) -> Result<Policy, PolicyErrors> {
    Policy::read(&format!("schema = \"policy-1\"\n{text}"), "policy.toml")?
        .load(|source| manifest(source, &bounds(source)))
}

/// The bounds that policies of tests name.
fn bounds(source: &str) -> String {
    match source {
        "allowed.txt" => "requests>=2.31\nacme-*\ndeny left-pad\n".to_owned(),
        "six.txt" => "six\n".to_owned(),
        "uv.lock" => LOCK.to_owned(),
        _ => String::new(),
    }
}

const LOCK: &str = r#"version = 1
requires-python = ">=3.8"
[[package]]
name = "root"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "fresh" }, { name = "old" }]
[[package]]
name = "fresh"
version = "1.0"
source = { registry = "https://i.example" }
sdist = { url = "https://f.example/fresh-1.0.tar.gz", hash = "sha256:00", upload-time = "2026-01-01T00:00:00Z" }
wheels = [{ url = "https://f.example/fresh-1.0-py3-none-any.whl", hash = "sha256:01", upload-time = "2026-06-12T00:00:00.123Z" }]
[[package]]
name = "old"
version = "2.0"
source = { registry = "https://i.example" }
sdist = { url = "https://f.example/old-2.0.tar.gz", hash = "sha256:02", upload-time = "2020-01-01T00:00:00Z" }
"#;

/// A policy in which nothing is wrong.
pub(super) fn policy(text: &str) -> Policy {
    read(text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// `DECISION LABEL RULE` of every distribution; of what is allowed without the rule.
pub(super) fn decided(outcome: &CheckOutcome) -> Vec<String> {
    let one = |judgement: &fetter_core::check::Judgement| {
        let rule = judgement.rule.as_ref().map(|rule| format!(" {rule}")).unwrap_or_default();
        format!("{} {}{rule}", judgement.decision, judgement.subject.label())
    };
    outcome.judgements.iter().map(one).collect()
}

/// `CODE [PACKAGE]` of all that could not be checked.
pub(super) fn unchecked(outcome: &CheckOutcome) -> Vec<String> {
    let one = |one: &fetter_core::check::CheckUnchecked| {
        format!("{}{}", one.code, one.package.as_ref().map(|name| format!(" {name}")).unwrap_or_default())
    };
    outcome.unchecked.iter().map(one).collect()
}
