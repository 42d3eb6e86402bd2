//! What judging by a policy found, in JSON.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::path::WirePath;
use super::safe::write_json;
use super::validation::{WirePlace, WireUnchecked};
use crate::check::{CheckNote, CheckOutcome, CheckUnchecked, FileJudgement, Hit, Judgement, Lift, Policy};

/// The version of the shape.
pub const CHECK_VERSION: u32 = 1;

/// Decisions, and what could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckDocument {
    /// Always `fetter-check`.
    pub schema: String,
    /// The version of this shape.
    pub version: u32,
    /// The policy that was judged by.
    pub policy: WirePolicy,
    /// One decision for each distribution in each site, sorted by package.
    pub judgements: Vec<WireJudgement>,
    /// Decisions on files that belong to no distribution, sorted by path.
    pub files: Vec<WireFileJudgement>,
    /// What could not be checked. While there is any, decisions of `allowed` do not mean that all is well.
    pub unchecked: Vec<WireCheckUnchecked>,
    /// What of the policy says nothing here: scopes that hold nowhere, exceptions that lift nothing. None of it is a finding.
    #[serde(default)]
    pub notes: Vec<WireNote>,
    /// Until when all this is so if nothing changes (RFC 3339); none, if no rule has a time.
    pub valid_until: Option<String>,
}

/// What could not be checked, and who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireCheckUnchecked {
    /// What it is.
    #[serde(flatten)]
    pub unchecked: WireUnchecked,
    /// The id of the rule that asks, where it is one.
    #[serde(default)]
    pub rule: Option<String>,
    /// The normalised name of the package that it is about, where it is one.
    #[serde(default)]
    pub package: Option<String>,
}

/// What of a policy says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireNote {
    /// What, in words.
    pub text: String,
    /// Where it is written.
    pub place: WirePlace,
}

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WirePolicy {
    /// Its name.
    pub name: String,
    /// Its version, in its own words.
    pub version: Option<String>,
    /// The file that it was read from.
    pub file: String,
    /// The SHA-256 of that file, in hexadecimal.
    pub digest: String,
}

/// What is decided of a distribution in a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireJudgement {
    /// `refused`, `warned`, `observed` or `allowed`.
    pub decision: String,
    /// The package's normalised name.
    pub name: String,
    /// The package's name as its metadata writes it.
    pub written: String,
    /// Its version.
    pub installed: Option<String>,
    /// The site that it is in.
    pub site: WirePath,
    /// What holds its metadata.
    pub metadata: WirePath,
    /// The prefixes of the environments that see it.
    pub environments: Vec<WirePath>,
    /// The id of the rule that decided; none for what is allowed.
    pub rule: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// All that rules have against it, in the order of precedence.
    pub hits: Vec<WireHit>,
    /// What rules that allow packages say of it.
    pub notes: Vec<String>,
    /// Whether every question of every rule had an answer.
    pub checked: bool,
}

/// What is decided of a file that belongs to no distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireFileJudgement {
    /// `refused`, `warned`, `observed` or `allowed`.
    pub decision: String,
    /// The file.
    pub path: WirePath,
    /// The line in it, from 1, where it is about one.
    pub line: Option<u64>,
    /// The site that it is in.
    pub site: WirePath,
    /// The prefixes of the environments that see it.
    pub environments: Vec<WirePath>,
    /// The id of the rule that decided; none for what is allowed.
    pub rule: Option<String>,
    /// Why, in words.
    pub reason: String,
    /// All that rules have against it, in the order of precedence.
    pub hits: Vec<WireHit>,
}

/// That a rule is against something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireHit {
    /// The kind that it counts as: `malware`, `deny`, `audit`, `integrity`, `age` or `allow`.
    pub kind: String,
    /// The stable code of what it is about.
    pub code: String,
    /// The rule's id.
    pub rule: String,
    /// What is done about it now: `observe`, `warn` or `enforce`.
    pub mode: String,
    /// What is the matter, in words.
    pub reason: String,
    /// What to do.
    pub advice: String,
    /// The advisory, where it is about one.
    pub advisory: Option<String>,
    /// What else the advisory is called.
    pub aliases: Vec<String>,
    /// The requirement, where it is about one, without credentials.
    pub requirement: Option<String>,
    /// Where that is written, or the rule.
    pub place: WirePlace,
    /// The last day of grace, while it lasts.
    pub grace_until: Option<String>,
    /// The exception that lifts it.
    pub lifted: Option<WireLift>,
    /// Exceptions that would, and are expired.
    pub expired: Vec<WireLift>,
}

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireLift {
    /// Where it is written.
    pub place: WirePlace,
    /// Why it was made.
    pub reason: String,
    /// Who decided it.
    pub owner: String,
    /// The last day on which it holds.
    pub until: String,
}

impl From<&Lift> for WireLift {
    fn from(lift: &Lift) -> Self {
        Self {
            place: (&lift.place).into(),
            reason: lift.reason.clone(),
            owner: lift.owner.clone(),
            until: lift.until.to_string(),
        }
    }
}

impl From<&Hit> for WireHit {
    fn from(hit: &Hit) -> Self {
        let first = hit.advisory.as_ref();
        let others = hit.records.iter().chain(&hit.aliases).filter(|name| Some(*name) != first);
        Self {
            kind: hit.kind.as_str().to_owned(),
            code: hit.code.as_str().to_owned(),
            rule: hit.rule.clone(),
            mode: hit.mode.as_str().to_owned(),
            reason: hit.reason.clone(),
            advice: hit.code.advice().to_owned(),
            advisory: hit.advisory.clone(),
            aliases: others.cloned().collect(),
            requirement: hit.requirement.clone(),
            place: (&hit.place).into(),
            grace_until: hit.grace_until.map(|day| day.to_string()),
            lifted: hit.lifted.as_ref().map(WireLift::from),
            expired: hit.expired.iter().map(WireLift::from).collect(),
        }
    }
}

impl From<&Judgement> for WireJudgement {
    fn from(judgement: &Judgement) -> Self {
        Self {
            decision: judgement.decision.as_str().to_owned(),
            name: judgement.subject.name.clone(),
            written: judgement.subject.written.clone(),
            installed: judgement.subject.version.clone(),
            site: (&judgement.site).into(),
            metadata: (&judgement.metadata_path).into(),
            environments: judgement.environments.iter().map(WirePath::from).collect(),
            rule: judgement.rule.clone(),
            reason: judgement.reason.clone(),
            hits: judgement.hits.iter().map(WireHit::from).collect(),
            notes: judgement.notes.clone(),
            checked: judgement.is_checked,
        }
    }
}

impl From<&FileJudgement> for WireFileJudgement {
    fn from(file: &FileJudgement) -> Self {
        Self {
            decision: file.decision.as_str().to_owned(),
            path: (&file.path).into(),
            line: file.line,
            site: (&file.site).into(),
            environments: file.environments.iter().map(WirePath::from).collect(),
            rule: file.rule.clone(),
            reason: file.reason.clone(),
            hits: file.hits.iter().map(WireHit::from).collect(),
        }
    }
}

impl From<&CheckUnchecked> for WireUnchecked {
    fn from(unchecked: &CheckUnchecked) -> Self {
        Self {
            code: unchecked.code.as_str().to_owned(),
            reason: unchecked.to_string(),
            place: unchecked.place.as_ref().map(WirePlace::from),
            path: unchecked.path.as_ref().map(WirePath::from),
            environments: Vec::new(),
        }
    }
}

impl From<&CheckUnchecked> for WireCheckUnchecked {
    fn from(unchecked: &CheckUnchecked) -> Self {
        Self { unchecked: unchecked.into(), rule: unchecked.rule.clone(), package: unchecked.package.clone() }
    }
}

impl From<WireUnchecked> for WireCheckUnchecked {
    fn from(unchecked: WireUnchecked) -> Self {
        Self { unchecked, rule: None, package: None }
    }
}

impl From<&CheckNote> for WireNote {
    fn from(note: &CheckNote) -> Self {
        Self { text: note.text.clone(), place: (&note.place).into() }
    }
}

impl CheckDocument {
    /// What judging by a policy found.
    #[must_use]
    pub fn new(policy: &Policy, outcome: &CheckOutcome) -> Self {
        let bounds = outcome.bound_problems.iter().map(|one| WireUnchecked::from(one).into());
        let machine = outcome.machine_problems.iter().map(|one| WireUnchecked::from(one).into());
        let unchecked = outcome.unchecked.iter().map(WireCheckUnchecked::from);
        Self {
            schema: "fetter-check".to_owned(),
            version: CHECK_VERSION,
            policy: WirePolicy {
                name: policy.name().to_owned(),
                version: policy.version().map(str::to_owned),
                file: policy.file().to_string(),
                digest: policy.digest().to_owned(),
            },
            judgements: outcome.judgements.iter().map(WireJudgement::from).collect(),
            files: outcome.files.iter().map(WireFileJudgement::from).collect(),
            unchecked: bounds.chain(unchecked).chain(machine).collect(),
            notes: outcome.notes.iter().map(WireNote::from).collect(),
            valid_until: outcome.valid_until.map(|moment| moment.to_string()),
        }
    }

    /// Writes the document, indented, with a newline at its end.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json(out, self)
    }
}
