//! A policy that is ready to judge by.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::exception::Exception;
use super::file::PolicyFile;
use super::mistake::PolicyErrors;
use super::rule::{Asks, Rule, StartupRule};
use super::scope::Scope;
use crate::integrity::Surveyed;
use crate::inventory::Distribution;
use crate::manifest::{Ecosystem, Entry, ManifestProblem};
use crate::requirement::Version;
use crate::timestamp::Timestamp;

/// When releases were uploaded, by normalised name and version.
type Uploads = HashMap<Box<str>, BTreeMap<Version, Timestamp>>;

/// A policy: rules, with the bounds that they name, and exceptions. It is made once and judges any number of inventories; nothing in
/// it changes.
#[derive(Clone, Debug)]
pub struct Policy {
    name: String,
    version: Option<String>,
    file: Arc<str>,
    digest: String,
    pub(super) rules: Vec<Rule>,
    pub(super) scopes: Vec<Scope>,
    pub(super) exceptions: Vec<Exception>,
    /// When releases were uploaded, as the bounds of some rules say: each by its place among the rules.
    uploads: Vec<(usize, Uploads)>,
    bound_problems: Vec<ManifestProblem>,
}

/// What a policy needs to know beside an inventory. What is needed and not there is said as unchecked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is another thing to look at")]
pub struct Needs {
    /// What the metadata of distributions says beyond name and version.
    pub details: bool,
    /// Whether the files of distributions are as these list them.
    pub record: bool,
    /// What belongs to no distribution.
    pub ownerless: bool,
    /// What runs at starts.
    pub startup: bool,
    /// Who owns environments and sites.
    pub owners: bool,
    /// Since when releases have been seen on the machine.
    pub first_sight: bool,
    /// Where environments and sites lie.
    pub paths: bool,
}

impl Needs {
    /// What files must be looked at.
    #[must_use]
    pub const fn files(self) -> Surveyed {
        Surveyed { record: self.record, ownerless: self.ownerless, startup: self.startup }
    }
}

impl Policy {
    /// Reads a policy file without loading what it names: see [`PolicyFile::load`].
    pub fn read(text: &str, file: &str) -> Result<PolicyFile, PolicyErrors> {
        PolicyFile::read(text, file)
    }

    pub(super) fn new(
        name: String,
        version: Option<String>,
        (file, digest): (Arc<str>, String),
        rules: Vec<Rule>,
        (scopes, exceptions): (Vec<Scope>, Vec<Exception>),
    ) -> Self {
        let (mut uploads, mut bound_problems) = (Vec::new(), Vec::new());
        for (number, rule) in rules.iter().enumerate() {
            let lists = match &rule.asks {
                Asks::Allow(allow) => &allow.lists,
                Asks::Deny(deny) => &deny.packages,
                _ => continue,
            };
            if matches!(rule.asks, Asks::Allow(_)) {
                let mut known = Uploads::new();
                lists.entries().for_each(|entry| note_upload(&mut known, entry));
                uploads.extend(Some((number, known)).filter(|(_, known)| !known.is_empty()));
            }
            let problems = lists.bounds.iter().flat_map(|bound| &bound.manifest.problems);
            bound_problems.extend(problems.cloned());
        }
        Self { name, version, file, digest, rules, scopes, exceptions, uploads, bound_problems }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version, in whoever's words.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The file that it was read from, as it was called.
    #[must_use]
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The SHA-256 of that file's text, in hexadecimal. What its bounds say is not in it.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The rules, in the order of their precedence. The first is the one that is built in.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The exceptions, in the order of the file.
    #[must_use]
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// What could not be understood of bounds.
    #[must_use]
    pub fn bound_problems(&self) -> &[ManifestProblem] {
        &self.bound_problems
    }

    /// What it needs to know beside an inventory.
    #[must_use]
    pub fn needs(&self) -> Needs {
        let is_of_paths = |scope: &Scope| !scope.paths.is_empty() || !scope.not_paths.is_empty();
        let mut needs = Needs {
            owners: self.scopes.iter().any(|scope| !scope.owners.is_empty()),
            paths: self.scopes.iter().any(is_of_paths)
                || self.exceptions.iter().any(|exception| !exception.paths.is_empty()),
            ..Needs::default()
        };
        for rule in &self.rules {
            match &rule.asks {
                Asks::Integrity(rule) => {
                    needs.record |= rule.record;
                    needs.ownerless |= rule.ownerless;
                    needs.startup |= !matches!(rule.startup, StartupRule::Any);
                }
                Asks::Age(_) => needs.first_sight = true,
                Asks::Allow(allow) => {
                    let is_conda = |entry: &Entry| entry.ecosystem == Ecosystem::Conda;
                    needs.details |= allow.origins.is_some() || allow.lists.entries().any(is_conda);
                }
                _ => {}
            }
        }
        needs
    }

    /// When a release of that very version was uploaded, where a bound of a rule says so that `applies`; of several the last.
    pub(super) fn uploaded(
        &self,
        distribution: &Distribution,
        applies: impl Fn(&Rule) -> bool,
    ) -> Option<Timestamp> {
        let version = distribution.version.as_ref()?.parsed()?;
        let of_rule = |(number, known): &(usize, Uploads)| {
            let when = *known.get(distribution.name.normalized())?.get(version)?;
            self.rules.get(*number).filter(|rule| applies(rule)).map(|_| when)
        };
        self.uploads.iter().filter_map(of_rule).max()
    }
}

fn note_upload(uploads: &mut Uploads, entry: &Entry) {
    let [specifier] = entry.requirement.specifiers.all() else { return };
    let (Some(when), Some(version)) = (entry.uploaded, specifier.version()) else { return };
    let known = uploads.entry(entry.requirement.name.normalized().into()).or_default();
    let last = known.entry(version.clone()).or_insert(when);
    *last = when.max(*last);
}
