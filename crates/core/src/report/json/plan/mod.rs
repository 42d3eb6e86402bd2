//! A plan of a removal in JSON. It can be read back, and is then compared with one that is made anew: nothing is ever carried out
//! because a file says so.

mod differences;
mod scope;
mod step;

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::scope::WireScope;
use self::step::WireStep;
use super::document::{DocumentError, read};
use super::path::{WirePath, wire};
use super::safe::write_json;
use crate::policy::Subject;
use crate::removal::{Choice, Dependent, Left, Options, Plan, PlanTotals, Refusal, Removal};

/// The version of the shape.
pub const PLAN_VERSION: u32 = 1;
const SCHEMA: &str = "fetter-plan";

/// What would be removed, what is left alone and why, and what is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Always `fetter-plan`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// What was searched.
    pub scope: WireScope,
    /// What is allowed beyond what is safe.
    pub options: WirePlanOptions,
    /// How much the plan is about.
    pub totals: WirePlanTotals,
    /// What would be removed, in the order in which it is done.
    pub removals: Vec<WireRemoval>,
    /// What was asked for and would not be removed.
    pub refused: Vec<WireRefusal>,
}

/// What is allowed beyond what is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WirePlanOptions {
    /// Also what an operating system or conda keeps account of.
    pub break_system_packages: bool,
}

/// How much a plan is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WirePlanTotals {
    /// Distributions that would be removed.
    pub distributions: u64,
    /// Files and links that would be moved into quarantine.
    pub files: u64,
    /// Their size in bytes.
    pub bytes: u64,
    /// Directories that become empty and would be removed.
    pub directories: u64,
    /// What is left alone.
    pub left: u64,
    /// Distributions that are refused.
    pub refused: u64,
}

/// What would be removed of one distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireRemoval {
    /// Which it is.
    pub subject: WireSubject,
    /// The site that it lies in.
    pub site: WirePath,
    /// Its metadata.
    pub metadata: WirePath,
    /// The directory that the paths of the steps are relative to, and that nothing leads out of.
    pub anchor: WirePath,
    /// The prefixes of the environments that see it.
    pub environments: Vec<WirePath>,
    /// Why it is removed.
    pub reasons: Vec<String>,
    /// What is done, in order.
    pub steps: Vec<WireStep>,
    /// What it lists, or what lies beside that, and is left alone.
    pub left: Vec<WireLeft>,
    /// What needs it.
    pub dependents: Vec<WireDependent>,
}

/// A distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireSubject {
    /// The normalised name.
    pub name: String,
    /// The name as its metadata writes it.
    pub written: String,
    /// The version as its metadata writes it.
    pub installed: Option<String>,
}

/// Something that is left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireLeft {
    /// Where: the whole path.
    pub path: WirePath,
    /// The stable code: `outside`, `shared`, `not-listed` …
    pub code: String,
    /// Why, in words.
    pub reason: String,
}

/// A distribution that needs one that is removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireDependent {
    /// Which it is.
    pub subject: WireSubject,
    /// The prefix of the environment in which it needs it.
    pub environment: WirePath,
    /// What it says that it needs.
    pub requirement: String,
}

/// A distribution that is not removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireRefusal {
    /// Which it is.
    pub subject: WireSubject,
    /// The site that it lies in.
    pub site: WirePath,
    /// Its metadata.
    pub metadata: WirePath,
    /// Why it should have been removed.
    pub reasons: Vec<String>,
    /// The stable code: `no-file-list`, `externally-managed` …
    pub code: String,
    /// Why it is not, in words.
    pub reason: String,
    /// What to do.
    pub advice: String,
}

impl From<&Subject> for WireSubject {
    fn from(subject: &Subject) -> Self {
        let Subject { name, written, version } = subject.clone();
        Self { name, written, installed: version }
    }
}

impl From<&Removal> for WireRemoval {
    fn from(removal: &Removal) -> Self {
        let left = |left: &Left| WireLeft {
            path: (&left.path).into(),
            code: left.code.as_str().to_owned(),
            reason: left.reason.clone(),
        };
        let dependent = |dependent: &Dependent| WireDependent {
            subject: (&dependent.subject).into(),
            environment: (&dependent.environment).into(),
            requirement: dependent.requirement.clone(),
        };
        Self {
            subject: (&removal.subject).into(),
            site: (&removal.site).into(),
            metadata: (&removal.metadata).into(),
            anchor: (&removal.anchor).into(),
            environments: wire(&removal.environments),
            reasons: removal.reasons.clone(),
            steps: removal.steps.iter().map(WireStep::from).collect(),
            left: removal.left.iter().map(left).collect(),
            dependents: removal.dependents.iter().map(dependent).collect(),
        }
    }
}

impl From<&Refusal> for WireRefusal {
    fn from(refusal: &Refusal) -> Self {
        Self {
            subject: (&refusal.subject).into(),
            site: (&refusal.site).into(),
            metadata: (&refusal.metadata).into(),
            reasons: refusal.reasons.clone(),
            code: refusal.code.as_str().to_owned(),
            reason: refusal.reason.clone(),
            advice: refusal.code.advice().to_owned(),
        }
    }
}

impl From<PlanTotals> for WirePlanTotals {
    fn from(totals: PlanTotals) -> Self {
        Self {
            distributions: totals.distributions as u64,
            files: totals.files as u64,
            bytes: totals.bytes,
            directories: totals.directories as u64,
            left: totals.left as u64,
            refused: totals.refused as u64,
        }
    }
}

impl PlanDocument {
    /// A plan that was made with these options, after a search of that scope.
    #[must_use]
    pub fn new(plan: &Plan, options: Options, scope: WireScope) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            version: PLAN_VERSION,
            scope,
            options: WirePlanOptions { break_system_packages: options.break_system_packages },
            totals: plan.totals().into(),
            removals: plan.removals.iter().map(WireRemoval::from).collect(),
            refused: plan.refused.iter().map(WireRefusal::from).collect(),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }

    /// Reads a document, and refuses one of another kind or version, and one with anything in it that is unknown.
    pub fn read(bytes: &[u8]) -> Result<Self, DocumentError> {
        read(bytes, (SCHEMA, PLAN_VERSION), "a plan (\"fetter-plan\" version 1)")
    }

    /// The options that it was made with.
    #[must_use]
    pub const fn options(&self) -> Options {
        Options { break_system_packages: self.options.break_system_packages }
    }

    /// What was chosen for it, to choose the same again.
    pub fn choices(&self) -> Result<Vec<Choice>, DocumentError> {
        let removals = self.removals.iter().map(|one| (&one.site, &one.metadata, &one.reasons));
        let refused = self.refused.iter().map(|one| (&one.site, &one.metadata, &one.reasons));
        let choice = |(site, metadata, reasons): (&WirePath, &WirePath, &Vec<String>)| {
            Ok(Choice {
                site: site.clone().try_into()?,
                metadata: metadata.clone().try_into()?,
                reasons: reasons.clone(),
            })
        };
        removals.chain(refused).map(choice).collect()
    }
}
